"""Styles, scripts and pictures of the pages: compressed once at the start, under an address that changes with what they say.

So a browser keeps them for good, and a phone on a slow line loads them once a version.
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
mimetypes.add_type("text/javascript", ".js")  # some systems say otherwise, and a browser would not run it


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
    """Where they are. One mark for all, since scripts load one another from beside them."""
    said = hashlib.sha256(b"".join(name.encode() + one.content for name, one in assets().items()))
    return f"/static/{said.hexdigest()[:12]}"


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(content=content, packed=gzip.compress(content, 9, mtime=0), mime=mime)


def asset_routes() -> list[BaseRoute]:
    async def asset(request: Request) -> Response:
        found = assets().get(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        headers = {"Vary": "Accept-Encoding"}
        if "mark" in request.path_params:  # an old page that asks for an old mark gets what there is now, and keeps it no longer than usual
            headers |= {"Cache-Control": FOR_GOOD} if request.url.path.startswith(address() + "/") else {}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.mime)
        return Response(found.content, headers=headers, media_type=found.mime)

    return [Route("/static/{mark}/{name}", asset), Route("/static/{name}", asset)]
