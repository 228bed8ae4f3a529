"""Whom a client of a platform trusts: read once for all of them, since each reading takes a fiftieth of a second."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()
