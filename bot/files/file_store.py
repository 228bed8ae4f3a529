"""Stores the files of citizens and officers under the hash of their content; the type is read from the content."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.errors import BadRequest
from bot.files import kinds
from bot.files.kinds import FileType
from bot.files.names import tidy_name
from bot.files.objects import ObjectStore
from handlers.talking.message import Attachment, AttachmentKind
from handlers.talking.wording import plain

COPY_SECONDS = 600.0
_SOUND = ("audio/", "video/")


class FileStore:
    """Files under `root`, named by SHA-256, so that the same content is stored once. No other user of the machine can read them.

    With `objects` they are stored there, for several machines, and `root` holds copies for some minutes.
    """

    def __init__(self, root: Path, most_bytes: int, objects: ObjectStore | None = None) -> None:
        self.root = root
        self.most_bytes = most_bytes
        self._objects = objects

    def path(self, sha256: str) -> Path:
        """The path of the file on this machine, after fetching it if needed. It may not exist."""
        path = self._place(sha256)
        if self._objects and not path.exists():
            self._drop_copies()
            if (content := self._objects.get(sha256)) is not None:
                _write_durably(path, content)
        return path

    def _drop_copies(self) -> None:
        """Deletes copies that are some minutes old, so that what is deleted elsewhere does not stay here."""
        for path in self.root.glob("??/*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > COPY_SECONDS:  # noqa: TID251 - the file system's own clock
                    path.unlink()

    def _place(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise BadRequest(plain("files.unknown"))
        return self.root / sha256[:2] / sha256

    def mime(self, sha256: str) -> str:
        """The type of a stored file, read from its content; empty where we do not accept it."""
        file_type = kinds.file_type(self.path(sha256).read_bytes())
        return file_type.mime if file_type else ""

    def keep(self, content: bytes, name: str, claimed: AttachmentKind = AttachmentKind.DOCUMENT) -> Attachment:
        """Stores the content so that it survives a power cut. Raises BadRequest where it is empty, too large, or of a type that is not accepted."""
        file_type = self._accepted_type(content, name)
        facts: dict[str, str] = {}
        if file_type.kind is AttachmentKind.PHOTO:
            content, facts, file_type = _photo(content)
        kind = claimed if claimed is AttachmentKind.VOICE and file_type.mime.startswith(_SOUND) else file_type.kind
        named = tidy_name(name, file_type.ending)
        return self._put(content, Attachment(kind=kind, ref="", name=named, mime=file_type.mime, size=len(content), facts=facts))

    def keep_drawing(self, png: bytes, name: str) -> Attachment:
        """Stores a picture that the program drew, unchanged and with sharp edges."""
        return self._put(png, Attachment(kind=AttachmentKind.PHOTO, ref="", name=name, mime="image/png", size=len(png)))

    def _put(self, content: bytes, named: Attachment) -> Attachment:
        sha256 = hashlib.sha256(content).hexdigest()
        if self._objects:
            self._objects.put(sha256, content)
        elif not (path := self._place(sha256)).exists():
            _write_durably(path, content)
        return replace(named, ref=sha256)

    def _accepted_type(self, content: bytes, name: str) -> FileType:
        if not content:
            raise BadRequest(plain("files.empty"))
        if len(content) > self.most_bytes:
            raise BadRequest(plain("files.too_large", most=self.most_bytes // 1_048_576))
        file_type = kinds.file_type(content, name)
        if file_type is None:
            raise BadRequest(plain("files.kind"))
        return file_type

    def probe(self) -> None:
        """Raises OSError where nothing can be stored."""
        _write_durably(path := self.root / "probe", b"ok")
        path.unlink()
        if self._objects:
            self._drop_copies()
            self._objects.put("probe", b"ok")

    def remove(self, sha256: str) -> None:
        self._place(sha256).unlink(missing_ok=True)
        if self._objects:
            self._objects.delete(sha256)


def _photo(content: bytes) -> tuple[bytes, dict[str, str], FileType]:
    """The photo without metadata, the metadata with the hash of the original, and its type now."""
    from bot.files import photo

    clean_photo, facts = photo.repainted(content)
    file_type = kinds.file_type(clean_photo)
    assert file_type
    return clean_photo, {**facts, "original": hashlib.sha256(content).hexdigest()}, file_type


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")  # two senders of the same content do not interfere
    with open(partial, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
