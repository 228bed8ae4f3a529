"""The data files of one office, changed while the bot runs: checked before writing, with the earlier version stored beside them.

The program's own folder is never changed: an office there is copied to the last folder at its first change.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from knowledge.editing import originals
from knowledge.errors import KnowledgeError, Mistake
from knowledge.importer.writing import as_yaml, write
from knowledge.standards import library
from knowledge.standards.data_files import Data
from knowledge.standards.library import ROOT, Library

OFFICE = "office"
KEPT = "riwayat"
_MOMENT = "%Y-%m-%dT%H%M%S.%fZ"


class NotChanged(KnowledgeError):
    """The files were not changed; the message says why, in a clerk's words."""


class Overtaken(NotChanged):
    """Somebody else has changed the file since the form was shown."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """The content of a file until this moment (UTC)."""

    until: datetime
    text: str


@dataclass(frozen=True)
class OfficeFiles:
    """`folders`: as in the settings; the last one that has the office counts. A file's name is `office` or `services/<service>`."""

    folders: Sequence[Path]
    office: str

    @property
    def home(self) -> Path:
        """The root from which the office is read."""
        root = library.home_of(self.folders, self.office)
        if root is None:
            raise NotChanged(f"Kantor “{self.office}” tidak ada di folder pengetahuan.")
        return root

    @property
    def folder(self) -> Path:
        return self.home / "offices" / self.office

    def text(self, name: str) -> str:
        """The content of the file; empty where there is none."""
        path = self._path(self.folder, name)
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def data(self, name: str) -> Data:
        loaded = yaml.load(self.text(name) or "{}", Loader=yaml.CSafeLoader)
        return loaded if isinstance(loaded, dict) else {}

    def mark(self, name: str) -> str:
        """A hash of the file. A form sends it back, so that nobody overwrites somebody else's change."""
        return _mark_of(self.text(name))

    def check(self, name: str, mark: str) -> None:
        """Raises Overtaken where the file has changed since this mark."""
        if mark != self.mark(name):
            raise Overtaken("Halaman ini baru saja diubah orang lain. Muat ulang, lalu ubah lagi.")

    def as_marked(self, name: str, mark: str, now: datetime) -> Library | None:
        """The office at the time when the file had this mark; None where that is no longer known."""
        text = next((version.text for version in self.versions(name) if _mark_of(version.text) == mark), "")
        return self.tried({name: text}, now) if text else None

    def tried(self, texts: Mapping[str, str], now: datetime) -> Library:
        """The office with these files, on its day at this moment. Raises NotChanged with every new mistake."""
        with tempfile.TemporaryDirectory() as trial:
            root = Path(trial)
            self._copy(root)
            for name, text in texts.items():
                write(self._path(root / "offices" / self.office, name), text)
            tried_library = library.load([*self.folders, root], [self.office], now)
        old_mistakes = {
            (mistake.file, mistake.field, mistake.problem) for mistake in library.load(self.folders, [self.office], now).mistakes
        }
        fresh = [
            mistake
            for mistake in tried_library.mistakes
            if not mistake.warning and (mistake.file, mistake.field, mistake.problem) not in old_mistakes
        ]
        if fresh or self.office not in tried_library.offices:
            raise NotChanged("Belum disimpan. " + "; ".join(map(_in_words, fresh)))
        return tried_library

    def change(self, texts: Mapping[str, str], now: datetime) -> Library:
        """Checks and writes the files; returns the library with the office after the change."""
        changed_library = self.tried(texts, now)
        self.write(texts, now)
        return changed_library

    def write(self, texts: Mapping[str, str], now: datetime) -> None:
        """Writes files that were checked, and stores their earlier content."""
        folder = self._own_folder()
        for name, text in texts.items():
            path = self._path(folder, name)
            if path.is_file():
                write(folder / KEPT / name / f"{now.astimezone(UTC):{_MOMENT}}.yaml", path.read_text(encoding="utf-8"))
            write(path, text)

    def versions(self, name: str) -> list[Version]:
        """The earlier contents of the file, newest first."""
        paths = sorted((self.folder / KEPT / name).glob("*.yaml"), reverse=True)
        return [
            Version(until=datetime.strptime(path.stem, _MOMENT).replace(tzinfo=UTC), text=path.read_text(encoding="utf-8"))
            for path in paths
        ]

    def _own_folder(self) -> Path:
        """The folder to which the office's data may be written."""
        home = self.home
        if home.resolve() != ROOT.resolve():
            return self.folder
        target = self.folders[-1]
        if target.resolve() == ROOT.resolve():
            raise NotChanged("Folder pengetahuan ini milik program. Isi LAYANWARGA_KNOWLEDGE dengan folder milik kantor.")
        fresh = target / "offices" / f".{self.office}.baru"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.folder, fresh)
        fresh.replace(target / "offices" / self.office)
        return target / "offices" / self.office

    def _copy(self, root: Path) -> None:
        """Copies what a check needs: the office, and the policy it builds on."""
        shutil.copytree(self.folder, root / "offices" / self.office, ignore=shutil.ignore_patterns(KEPT, "versi", "draf", originals.FOLDER))
        if (self.home / "policy.yaml").is_file():
            shutil.copy(self.home / "policy.yaml", root)

    def _path(self, folder: Path, name: str) -> Path:
        return folder / f"{name}.yaml"


def _mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _in_words(mistake: Mistake) -> str:
    return f"{mistake.field.replace('.', ' › ').replace('_', ' ')}: {mistake.problem}"


def written(data: Data) -> str:
    """The data as the text of a file, without empty parts."""
    return as_yaml(
        {key: value for key, value in data.items() if value not in (None, "", [], ()) and not (value == {} and key != "pengaduan")}
    )
