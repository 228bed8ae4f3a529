"""Sends a paper or a table to the browser as a file."""

from __future__ import annotations

from starlette.responses import Response


def sent(content: bytes, name: str, mime: str, *, inline: bool = False) -> Response:
    """The response with the file. `name` is ASCII. `inline`: shown in the browser instead of saved; never cached."""
    way = "inline" if inline else "attachment"
    return Response(
        content, media_type=mime, headers={"Content-Disposition": f'{way}; filename="{name}"', "Cache-Control": "private, no-store"}
    )
