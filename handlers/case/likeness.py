"""Which photos are the same picture: told by comparing two, and found among all of an office by marks that an index holds."""

from __future__ import annotations

from itertools import pairwise

from handlers.talking.message import Attachment, AttachmentKind

MOST_DIFFERENT_BITS = 5
"""Of the 64 of a photo's `looks`: the same picture made smaller or saved again."""
_BANDS = (0, 3, 6, 9, 12, 14, 16)
"""Where the 16 hex digits are cut: one piece more than bits may differ, so that one at least is the same in both."""


def alike(one: Attachment, other: Attachment) -> bool:
    """The same bytes, the same photo before its metadata was taken out, or the same to the eye."""
    if one.ref == other.ref or ("original" in one.facts and one.facts["original"] == other.facts.get("original")):
        return True
    if not ("looks" in one.facts and "looks" in other.facts):
        return False
    return (int(one.facts["looks"], 16) ^ int(other.facts["looks"], 16)).bit_count() <= MOST_DIFFERENT_BITS


def marks(file: Attachment) -> tuple[str, ...]:
    """Photos that are alike have one of these in common, others seldom; what is no photo has none. Migration 0018 writes the same."""
    if file.kind is not AttachmentKind.PHOTO:
        return ()
    looks, original = file.facts.get("looks", ""), file.facts.get("original", "")
    bands = [f"{starts}:{looks[starts:ends]}" for starts, ends in pairwise(_BANDS)] if looks else []
    return (f"file:{file.ref}", *([f"original:{original}"] if original else []), *bands)
