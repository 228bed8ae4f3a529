"""Whether two photos are the same picture, and marks by which an index finds such photos among all of an office."""

from __future__ import annotations

from itertools import pairwise

from handlers.talking.message import Attachment, AttachmentKind

MOST_DIFFERENT_BITS = 5
"""The most bits of the 64 of `looks` that may differ in a picture that was made smaller or saved again."""
_BANDS = (0, 3, 6, 9, 12, 14, 16)
"""Where the 16 hex digits are cut: one piece more than bits may differ, so at least one piece is equal."""


def alike(photo: Attachment, other: Attachment) -> bool:
    """Whether both have the same bytes, were the same photo before the metadata was removed, or look the same."""
    if photo.ref == other.ref or ("original" in photo.facts and photo.facts["original"] == other.facts.get("original")):
        return True
    if not ("looks" in photo.facts and "looks" in other.facts):
        return False
    return (int(photo.facts["looks"], 16) ^ int(other.facts["looks"], 16)).bit_count() <= MOST_DIFFERENT_BITS


def marks(file: Attachment) -> tuple[str, ...]:
    """Marks of a photo. Similar photos share one of them, others seldom do; empty for other files. Migration 0018 computes the same."""
    if file.kind is not AttachmentKind.PHOTO:
        return ()
    looks, original = file.facts.get("looks", ""), file.facts.get("original", "")
    bands = [f"{starts}:{looks[starts:ends]}" for starts, ends in pairwise(_BANDS)] if looks else []
    return (f"file:{file.ref}", *([f"original:{original}"] if original else []), *bands)
