"""The files of a case, as its history names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A stored file; `ref` is its SHA-256 in hex, `size` its bytes. Metadata of a photo are not included, because their consent can be withdrawn."""

    kind: AttachmentKind
    ref: str
    name: str = ""
    mime: str = ""
    size: int | None = None
