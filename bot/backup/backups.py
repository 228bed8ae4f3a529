"""The folder of backups: makes, checks, restores and expires them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.backup import archive, retention
from bot.backup.archive import DATABASE, KNOWLEDGE, LOCAL_KEY, Contents
from bot.backup.pool import Pool
from bot.backup.sealing import split_keys
from bot.errors import StoreError
from bot.store.databases import copies
from bot.store.databases.database import Database
from handlers.talking.wording import plain

log = logging.getLogger(__name__)

ENDING = ".backup"
OTHER = "lain"
_NAME = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, kw_only=True)
class Backups:
    """`keys`: as in the setting; empty in the local mode, whose own key is part of the backup. `days`: for how many days one backup a day stays.
    `knowledge`: the folder of the offices' own data; `others`: further ones, stored below it.
    """

    folder: Path
    data: Path
    keys: str
    days: int
    knowledge: Path | None = None
    others: tuple[Path, ...] = ()

    def newest(self) -> Path | None:
        """The last complete and checked backup; an unfinished one has another name."""
        return max(self.folder.glob(f"*{ENDING}"), key=made_at, default=None)

    async def make(self, database: Database, now: datetime) -> Path:
        """Makes a new backup, reads it back and compares it; then expired ones are deleted. Raises StoreError or OSError where it fails."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self.folder / f"{now.astimezone(UTC):{_NAME}}{ENDING}"
        with _workshop(self.folder) as workshop:
            packing = workshop / "isi"
            packing.mkdir()
            await database.backup(packing / DATABASE)  # the database first, so that every file it names is already stored
            await asyncio.to_thread(self._pack, packing, workshop / target.name, now)
            await asyncio.to_thread((workshop / target.name).replace, target)
        await asyncio.to_thread(self._tidy, now)
        log.info("backup.done", extra={"file": target.name, "bytes": target.stat().st_size})
        return target

    def _pack(self, packing: Path, target: Path, now: datetime) -> None:
        if self.knowledge and self.knowledge.is_dir():
            shutil.copytree(self.knowledge, packing / KNOWLEDGE)
        for number, folder in enumerate(self.others, 1):
            if folder.is_dir():
                shutil.copytree(folder, packing / KNOWLEDGE / OTHER / str(number))
        copied = (packing / DATABASE).exists()  # a large PostgreSQL is copied by its own pg_dump
        contents = Contents(
            made_at=now.astimezone(UTC).isoformat(),
            counts=_sound(packing / DATABASE) if copied else {},
            database=archive.hash_of(packing / DATABASE) if copied else "",
            files=tuple(self._pool(self.folder).take(self.data / "files")),
            knowledge=archive.hashes_below(packing / KNOWLEDGE),
        )
        if not self.keys and (self.data / LOCAL_KEY).exists():
            shutil.copy2(self.data / LOCAL_KEY, packing / LOCAL_KEY)
        keys = split_keys(self.keys)
        archive.write(target, contents, packing, keys[0] if keys else None)
        with _workshop(target.parent) as again:
            if archive.unpack(target, again, keys) != contents:
                raise StoreError(plain("backup.damaged"))

    def _pool(self, folder: Path) -> Pool:
        return Pool(folder / "files", split_keys(self.keys))

    def _tidy(self, now: datetime) -> None:
        made = {made_at(path): path for path in self.folder.glob(f"*{ENDING}")}
        staying = retention.to_keep(made, now.astimezone(UTC), self.days)
        for moment, path in made.items():
            if moment not in staying:
                path.unlink()
        named = [sha256 for moment in staying for sha256 in archive.read_contents(made[moment], split_keys(self.keys)).files]
        self._pool(self.folder).keep_only(named)

    def restore(self, path: Path) -> Restored:
        """Restores the backup into the empty data folder. Raises StoreError and leaves the folder empty where anything differs."""
        if self.data.exists() and any(self.data.iterdir()):
            raise StoreError(plain("backup.not_empty", folder=self.data))
        if not path.is_file():
            raise StoreError(plain("backup.none", path=path))
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _workshop(self.data) as workshop:
            contents = archive.unpack(path, workshop, split_keys(self.keys))
            if contents.database and copies.examine(workshop / DATABASE) != contents.counts:
                raise StoreError(plain("backup.damaged"))
            missing = self._restore_files(path.parent, workshop / "files", contents)
            for entry in workshop.iterdir():
                entry.replace(self.data / entry.name)
        return Restored(contents=contents, missing=missing, knowledge=self._move_own_data(self.data / KNOWLEDGE))

    def _move_own_data(self, restored: Path) -> Path | None:
        """Moves the offices' own data to the place of the settings, or leaves them beside the data where that place is not empty.

        The content of further folders stays beside the data: inside, the next backup would find it where it puts those folders.
        """
        if not restored.is_dir():
            return None
        others = restored / OTHER
        for number, folder in enumerate(self.others, 1):
            _settle(others / str(number), folder)
        if others.is_dir():
            others.replace(self.data / OTHER) if any(others.iterdir()) else others.rmdir()
        if self.knowledge and self.knowledge != restored and _settle(restored, self.knowledge):
            return self.knowledge
        return restored

    def _restore_files(self, folder: Path, into: Path, contents: Contents) -> list[str]:
        """The hashes of files that are missing beside the backup."""
        pool, missing = self._pool(folder), list[str]()
        into.mkdir(mode=0o700)
        for sha256 in contents.files:
            content = pool.read(sha256)
            if content is None:
                missing.append(sha256)
                continue
            (into / sha256[:2]).mkdir(mode=0o700, exist_ok=True)
            with archive.private_file(into / sha256[:2] / sha256) as out:
                out.write(content)
        return missing


def _settle(restored: Path, folder: Path) -> bool:
    """Moves the restored folder to its place, if nothing is there yet."""
    if not restored.is_dir() or (folder.exists() and any(folder.iterdir())):
        return False
    shutil.copytree(restored, folder, dirs_exist_ok=True)
    shutil.rmtree(restored)
    return True


def _sound(copy: Path) -> dict[str, int]:
    copy.chmod(0o600)
    return copies.examine(copy)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """`missing`: the hashes of files that the backup names and that are not there. `knowledge`: where the offices' own data are now."""

    contents: Contents
    missing: list[str]
    knowledge: Path | None


def made_at(path: Path) -> datetime:
    """The moment in a backup's name."""
    try:
        return datetime.strptime(path.name.removesuffix(ENDING), _NAME).replace(tzinfo=UTC)
    except ValueError as error:
        raise StoreError(plain("backup.name", name=path.name)) from error


@contextlib.contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """A temporary folder on the same disk."""
    folder = Path(tempfile.mkdtemp(prefix=".sementara-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
