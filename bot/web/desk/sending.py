"""A paper or a table made on demand, on its way to the browser as a file."""

from __future__ import annotations

from starlette.responses import Response


def sent(content: bytes, name: str, mime: str, *, inline: bool = False) -> Response:
    """`name` is of ASCII letters. Shown in the browser or kept as a file; never stored on the way."""
    way = "inline" if inline else "attachment"
    return Response(
        content, media_type=mime, headers={"Content-Disposition": f'{way}; filename="{name}"', "Cache-Control": "private, no-store"}
    )
