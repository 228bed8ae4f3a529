"""What citizens and officers send beside words: kept under the hash of its content, its type read from the content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import puremagic

from bot.errors import BadRequest
from handlers.talking.message import Attachment, AttachmentKind

_KINDS = {
    "image/jpeg": AttachmentKind.PHOTO,
    "image/png": AttachmentKind.PHOTO,
    "image/webp": AttachmentKind.PHOTO,
    "application/pdf": AttachmentKind.DOCUMENT,
    "application/msword": AttachmentKind.DOCUMENT,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": AttachmentKind.DOCUMENT,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": AttachmentKind.DOCUMENT,
    "audio/ogg": AttachmentKind.VOICE,
    "audio/mpeg": AttachmentKind.VOICE,
    "audio/mp4": AttachmentKind.VOICE,
    "audio/x-m4a": AttachmentKind.VOICE,
    "audio/aac": AttachmentKind.VOICE,
    "audio/amr": AttachmentKind.VOICE,
    "video/mp4": AttachmentKind.VIDEO,
    "video/3gpp": AttachmentKind.VIDEO,
    "video/webm": AttachmentKind.VIDEO,
    "video/quicktime": AttachmentKind.VIDEO,
    "text/plain": AttachmentKind.DOCUMENT,
}
ACCEPTED = tuple(_KINDS)
LONGEST_NAME = 80


class FileStore:
    """Files under `root`, named by SHA-256; the same content twice is one file."""

    def __init__(self, root: Path, most_bytes: int) -> None:
        self.root = root
        self.most_bytes = most_bytes

    def path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise BadRequest("Berkas itu tidak ada.")
        return self.root / sha256[:2] / sha256

    def mime(self, sha256: str) -> str:
        """The type of a kept file, read from its content; empty where it is none we take."""
        with self.path(sha256).open("rb") as file:
            found = content_type(file.read(65_536))
        return found if found in _KINDS else ""

    def keep(self, content: bytes, name: str, claimed: AttachmentKind = AttachmentKind.DOCUMENT) -> Attachment:
        """Stores the content; survives a power cut. Raises BadRequest for what is empty, too large, or of a kind we do not take."""
        if not content:
            raise BadRequest("Berkasnya kosong. Coba kirim lagi.")
        if len(content) > self.most_bytes:
            raise BadRequest(f"Berkasnya terlalu besar. Paling besar {self.most_bytes // 1_048_576} MB.")
        mime = content_type(content)
        if mime not in _KINDS:
            raise BadRequest("Jenis berkas itu belum bisa diterima. Kirim foto (JPG, PNG), PDF, Word, Excel, suara, atau video.")
        shown, facts = _looked_at(content) if _KINDS[mime] is AttachmentKind.PHOTO else (content, {})
        sha256 = hashlib.sha256(shown).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            _write_durably(path, shown)
        kind = claimed if claimed is AttachmentKind.VOICE else _KINDS[mime]
        return Attachment(kind=kind, ref=sha256, name=tidy_name(name), mime=mime, size=len(shown), facts=facts)

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)


def _looked_at(content: bytes) -> tuple[bytes, dict[str, str]]:
    """A photo without its metadata, and what it told, with the hash of the photo as it came."""
    from bot.files import photo

    shown, facts = photo.bare(content)
    return shown, {**facts, "original": hashlib.sha256(content).hexdigest()}


def content_type(content: bytes) -> str:
    """The MIME type that the content itself shows; plain text where it is nothing else and readable."""
    try:
        found = puremagic.magic_string(content[:65_536])
    except (puremagic.PureError, ValueError):
        found = []
    known = next((str(one.mime_type) for one in found if one.mime_type in _KINDS), "")
    if known:
        return known
    return "text/plain" if _is_text(content) else ""


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.lstrip().lower().startswith(("<!doctype", "<html", "<svg", "<?xml", "<script")) and "\x00" not in text


def tidy_name(name: str) -> str:
    """A name without folders and control characters."""
    plain = "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable()).strip(" .")
    return plain[-LONGEST_NAME:] or "berkas"


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
