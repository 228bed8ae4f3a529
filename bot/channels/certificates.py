"""The certificate authorities that clients of platforms trust. Read once for all, because each reading takes 20 ms."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()
