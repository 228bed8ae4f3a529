"""One backup as a file: a compressed tar of the database and its list of contents, encrypted where there is a key."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from bot.backup.sealing import SealedReader, SealedWriter, is_sealed
from bot.errors import StoreError
from handlers.talking.wording import plain

DATABASE, CONTENTS, LOCAL_KEY = "layanwarga.sqlite", "isi.json", "secret.key"
KNOWLEDGE = "pengetahuan"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The contents of a backup: when it was made (UTC, ISO 8601), rows by table, hash of the database, hashes of the files, and of the offices'
    own data by path.
    """

    made_at: str
    counts: dict[str, int]
    database: str
    files: tuple[str, ...]
    knowledge: dict[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that only the owner can read; on disk when the context ends."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write(path: Path, contents: Contents, folder: Path, key: bytes | None) -> None:
    """Packs the files of the folder, with the list of contents first."""
    with private_file(path) as out, contextlib.ExitStack() as around:
        inner = cast("BinaryIO", around.enter_context(SealedWriter(out, key))) if key else out
        with gzip.GzipFile("", "wb", 1, inner, 0) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
            listed = json.dumps(asdict(contents)).encode()
            about = tarfile.TarInfo(CONTENTS)
            about.size = len(listed)
            archive.addfile(about, BytesIO(listed))
            for member_file in sorted(folder.iterdir()):
                archive.add(member_file, member_file.name)


def read_contents(path: Path, keys: Sequence[bytes]) -> Contents:
    """The list of contents alone, which is at the beginning."""
    with _opened(path, keys) as archive:
        first = archive.next()
        list_file = archive.extractfile(first) if first else None
        if list_file is None:
            raise ValueError("no list of contents")
        return _contents(list_file)


def _contents(file: IO[bytes]) -> Contents:
    data = json.load(file)
    return Contents(**{**data, "files": tuple(data["files"])})


@contextlib.contextmanager
def _opened(path: Path, keys: Sequence[bytes]) -> Iterator[tarfile.TarFile]:
    """The opened archive. Raises StoreError where the backup is damaged or encrypted with another key."""
    try:
        with path.open("rb") as source:
            inner = cast("BinaryIO", SealedReader(source, keys)) if is_sealed(source) else source
            with tarfile.open(fileobj=inner, mode="r|gz") as archive:
                yield archive
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(plain("backup.damaged")) from error


def unpack(path: Path, into: Path, keys: Sequence[bytes]) -> Contents:
    """Extracts database, local key and the offices' own data into the folder. Raises StoreError where the backup is damaged or encrypted with
    another key.
    """
    with _opened(path, keys) as archive:
        contents = _unpacked(archive, into)
    if contents.database != (hash_of(into / DATABASE) if (into / DATABASE).exists() else "") or contents.knowledge != hashes_below(
        into / KNOWLEDGE
    ):
        raise StoreError(plain("backup.damaged"))
    return contents


def _unpacked(archive: tarfile.TarFile, into: Path) -> Contents:
    contents: Contents | None = None
    for member in archive:
        content = archive.extractfile(member)
        if content is None:
            continue
        if member.name == CONTENTS:
            contents = _contents(content)
        elif member.name in {DATABASE, LOCAL_KEY} or _is_knowledge(member.name):
            (into / member.name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with private_file(into / member.name) as out:
                while piece := content.read(2**20):
                    out.write(piece)
    if contents is None:
        raise ValueError("no list of contents")
    return contents


def _is_knowledge(name: str) -> bool:
    """Whether the path stays inside the folder of the offices' data."""
    parts = PurePosixPath(name).parts
    return parts[0] == KNOWLEDGE and ".." not in parts


def hashes_below(folder: Path) -> dict[str, str]:
    """The hash of every file in the folder, by its path there; empty where there is no folder."""
    return {path.relative_to(folder).as_posix(): hash_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
