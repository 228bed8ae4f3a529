"""A message as it can be read and shown: without control characters, and not endlessly long."""

from __future__ import annotations

from dataclasses import replace

from handlers.talking.message import Inbound

LONGEST_MESSAGE = 10_000
LONGEST_NAME = 100


def readable(inbound: Inbound) -> Inbound:
    """The message without control and direction characters; a very long text is cut."""
    name = " ".join(_without_signs(inbound.sender_name).split())
    return replace(inbound, text=_without_signs(inbound.text)[:LONGEST_MESSAGE], sender_name=name[:LONGEST_NAME])


def _without_signs(text: str) -> str:
    return "".join(
        char
        for char in text
        if char in "\n\t"
        or (char.isprintable() and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
        or char == "\u200d"
    )
