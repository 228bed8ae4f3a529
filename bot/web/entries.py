"""Addresses that open the bot, for a QR code on a slip, at a counter, or on a poster."""

from __future__ import annotations

from functools import lru_cache

import segno

from bot.resources import Resources
from handlers.talking.message import Channel
from handlers.talking.wording import plain

PLATFORMS = (Channel.TELEGRAM, Channel.WHATSAPP)


async def entries(resources: Resources, words: str, office: str) -> list[tuple[str, str]]:
    """(name, address) for each platform on which the office's bot opens with these words."""
    ways = []
    for name in PLATFORMS:
        channel = resources.post.channels.get(name)
        if channel and (address := await channel.entry(words, office)):
            ways.append((plain(f"channels.{name}"), address))
    return ways


@lru_cache(maxsize=64)
def code_picture(address: str) -> str:
    """A QR code of the address, as the source of an image in a page."""
    return segno.make(address, error="m").svg_data_uri(scale=4)
