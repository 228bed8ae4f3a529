"""Joins what people send as one message and platforms deliver separately: albums, long texts in pieces, and changes of unread messages. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.talking.message import Inbound


def is_part(inbound: Inbound) -> bool:
    """Whether more parts of the same message are to come."""
    return inbound.album is not None or inbound.goes_on


def joined(first: Inbound, behind: Sequence[object]) -> tuple[Inbound, list[int]]:
    """The message made of the first one and its parts among those behind; and the positions of those."""
    whole, taken, is_next = first, list[int](), True
    for place, part in enumerate(behind):
        if isinstance(part, Inbound) and _is_change(part, first):
            whole = part if part.revoked else replace(whole, text=part.text)
        elif is_next and isinstance(part, Inbound) and (longer := _with(whole, part)):
            whole = longer
        else:
            is_next = False
            continue
        taken.append(place)
    return whole, taken


def _is_change(part: Inbound, first: Inbound) -> bool:
    return (part.edited or part.revoked) and part.message is not None and part.message == first.message


def _with(whole: Inbound, part: Inbound) -> Inbound | None:
    """The message with the part added; None where the part is a message of its own."""
    if part.edited or part.revoked or part.group != whole.group:
        return None
    if whole.album and part.album == whole.album:
        words = "\n".join(filter(None, (whole.text, part.text)))
        return replace(whole, text=words, attachments=(*whole.attachments, *part.attachments))
    if whole.goes_on and _is_plain(part):
        return replace(whole, text=f"{whole.text}\n{part.text}", goes_on=part.goes_on)
    return None


def _is_plain(part: Inbound) -> bool:
    nothing_else = not (part.choice or part.signal or part.attachments or part.location or part.contact)
    return nothing_else and not part.text.startswith("/")
