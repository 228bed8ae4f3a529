"""Styles, scripts and pictures of the pages, compressed at the start, under an address that changes with their content.

So a browser caches them for good, and a phone on a slow line loads each version once.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

FOLDER = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
mimetypes.add_type("text/javascript", ".js")  # some systems have another type, with which a browser would not run it


@dataclass(frozen=True, kw_only=True)
class Asset:
    content: bytes
    packed: bytes
    mime: str


@cache
def assets() -> Mapping[str, Asset]:
    """All of them, by name."""
    return {path.name: _asset(path) for path in sorted(FOLDER.iterdir())}


@cache
def address() -> str:
    """The address of the assets. They share one hash, because scripts load one another from beside them."""
    digest = hashlib.sha256(b"".join(name.encode() + asset_.content for name, asset_ in assets().items()))
    return f"/static/{digest.hexdigest()[:12]}"


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(content=content, packed=gzip.compress(content, 9, mtime=0), mime=mime)


def asset_routes() -> list[BaseRoute]:
    async def asset(request: Request) -> Response:
        asset_ = assets().get(request.path_params["name"])
        if asset_ is None:
            return Response(status_code=404)
        headers = {"Vary": "Accept-Encoding"}
        if "mark" in request.path_params:  # an old page that asks for an old hash gets the current file, and caches it no longer than usual
            headers |= {"Cache-Control": FOR_GOOD} if request.url.path.startswith(address() + "/") else {}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset_.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=asset_.mime)
        return Response(asset_.content, headers=headers, media_type=asset_.mime)

    return [Route("/static/{mark}/{name}", asset), Route("/static/{name}", asset)]
