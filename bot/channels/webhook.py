"""What a platform posts to a webhook of ours."""

from __future__ import annotations

from starlette.requests import Request


async def body_within(request: Request, limit: int) -> bytes | None:
    """None where it is larger than what the platform sends can be."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > limit:
            return None
    return bytes(read)
