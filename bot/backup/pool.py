"""People's files beside the backups: each stored once, under its hash, encrypted where there is a key."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.backup.archive import private_file
from bot.backup.sealing import SealedReader, SealedWriter
from bot.errors import StoreError

log = logging.getLogger(__name__)

_SEALED = ".sealed"
_HASH_LENGTH = 64


def stored(root: Path) -> Iterator[Path]:
    """The complete files of the program, without those being written."""
    return (path for path in sorted(root.glob("??/*")) if len(path.name) == _HASH_LENGTH)


class Pool:
    def __init__(self, folder: Path, keys: Sequence[bytes]) -> None:
        self._folder = folder
        self._keys = keys

    def take(self, root: Path) -> list[str]:
        """Adds new files below `root`; returns the hashes of all sound files. A damaged file is named in the log."""
        return [path.name for path in stored(root) if self._place(path.name).exists() or self._added(path)]

    def _added(self, path: Path) -> bool:
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # its owner deleted it meanwhile
            return False
        if hashlib.sha256(content).hexdigest() != path.name:
            log.error("backup.damaged_file", extra={"file": path.name})
            return False
        self._write(path.name, content)
        if self.read(path.name) != content:
            raise StoreError(f"{path.name}: was not written as it is")
        return True

    def _write(self, sha256: str, content: bytes) -> None:
        place = self._place(sha256)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = place.with_name(place.name + ".part")
        partial.unlink(missing_ok=True)
        with private_file(partial) as out:
            if self._keys:
                with SealedWriter(out, self._keys[0]) as sealed:
                    sealed.write(content)
            else:
                out.write(content)
        partial.replace(place)

    def read(self, sha256: str) -> bytes | None:
        """The content; None where it is missing. Raises StoreError where it is damaged or encrypted with another key."""
        sealed, plain = (self._folder / sha256[:2] / f"{sha256}{ending}" for ending in (_SEALED, ""))
        if sealed.exists():
            with sealed.open("rb") as source:
                content = SealedReader(source, self._keys).read()
        elif plain.exists():
            content = plain.read_bytes()
        else:
            return None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreError(f"{sha256}: damaged")
        return content

    def keep_only(self, wanted: Iterable[str]) -> None:
        """Deletes files that no backup names any more."""
        names = set(wanted)
        for path in self._folder.glob("??/*"):
            if path.name.partition(".")[0] not in names:
                path.unlink()

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}{_SEALED if self._keys else ''}"
