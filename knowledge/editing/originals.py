"""The documents that an office imported, stored beside its files, and the part of one in which a field stands."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from knowledge.editing.imported import Imported, Passage
from knowledge.importer.contents import FILE

FOLDER = "dokumen"
LARGEST = 20_000_000
"""Bytes of a document that is stored; of a larger one only what was read."""
SUFFIXES = (".pdf", ".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods", ".html", ".htm", ".md", ".txt")
BESIDE = 1
"""Rows before and after a marked one that are shown with it."""
MOST_ROWS = 40


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The text of a cell, and whether the field stands in it."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """The rows of a document around a field, and its pages. `file`: the number of the stored document; None where it is not stored."""

    document: str
    file: int | None
    pages: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def has_pictures(self) -> bool:
        return self.file is not None and bool(self.pages) and self.document.lower().endswith(".pdf")


@dataclass(frozen=True, kw_only=True)
class _Row:
    page: int | None
    places: frozenset[str]
    cells: tuple[str, ...]


def keep(folder: Path, paths: Iterable[Path]) -> None:
    """Stores copies of documents in an office's folder, those of an archive each by itself; what is too large or of another kind is left out."""
    for name, content in chain.from_iterable(map(_documents, paths)):
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        (folder / FOLDER / name).write_bytes(content)


def _documents(path: Path) -> Iterator[tuple[str, bytes]]:
    """The documents of a file: itself, or what an archive holds."""
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            entries = (entry for entry in archive.infolist() if _is_kept(entry.filename, entry.file_size))
            yield from ((_stored_name(entry.filename), archive.read(entry)) for entry in entries)
    elif path.is_file() and _is_kept(path.name, path.stat().st_size):
        yield path.name, path.read_bytes()


def _is_kept(name: str, size: int) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and size <= LARGEST


def _stored_name(name: str) -> str:
    """The name of a document of an archive as a file: folders become part of it."""
    return re.sub(r"\s*[/\\]+\s*", " - ", name).lstrip(" .-")


def stored(folder: Path) -> list[Path]:
    """The stored documents; their numbers are their places in this list, from 1."""
    return sorted(path for path in (folder / FOLDER).glob("*") if path.is_file() and path.suffix.lower() in SUFFIXES)


def excerpts(folder: Path, service: Imported) -> dict[str, Excerpt]:
    """For each component of the service the part of its document; only components whose document was read with this program."""
    documents = _contents(folder)
    numbers = {path.name: number for number, path in enumerate(stored(folder), 1)}
    made = ((key, _excerpt(documents, numbers, passages)) for key, passages in service.passages.items())
    return {key: excerpt for key, excerpt in made if excerpt}


def _contents(folder: Path) -> dict[str, list[_Row]]:
    path = folder / FILE
    if not path.is_file():
        return {}
    return {
        document["nama"]: [
            _Row(page=block["halaman"], places=frozenset(row["tempat"]), cells=tuple(row.get("sel", (row.get("teks", ""),))))
            for block in document["isi"]
            for row in block.get("baris", (block,))
        ]
        for document in json.loads(path.read_text(encoding="utf-8"))["dokumen"]
    }


def _excerpt(documents: Mapping[str, Sequence[_Row]], numbers: Mapping[str, int], passages: Sequence[Passage]) -> Excerpt | None:
    """The part of the first document that has one of the passages."""
    places = {passage.place for passage in passages}
    for name, rows in documents.items():
        marked = [at for at, row in enumerate(rows) if row.places & places]
        if marked:
            shown = sorted({at for mark in marked for at in range(mark - BESIDE, mark + BESIDE + 1) if 0 <= at < len(rows)})[:MOST_ROWS]
            return Excerpt(
                document=name,
                file=numbers.get(name) or numbers.get(_stored_name(name)),
                pages=tuple(dict.fromkeys(page for at in marked if (page := rows[at].page))),
                rows=tuple(tuple(_cells(rows[at], [each for each in passages if each.place in rows[at].places])) for at in shown),
            )
    return None


def _cells(row: _Row, passages: Sequence[Passage]) -> Iterator[Cell]:
    """The cells of a row; of a heading over all columns, one. Those with the words of a passage are marked; where the import has put the words
    otherwise, all are.
    """
    texts = row.cells[:1] if row.cells[0] and not any(row.cells[1:]) else row.cells
    holding = [any(_plain(passage.words) in _plain(text) for passage in passages) for text in texts]
    is_elsewhere = bool(passages) and not any(holding)
    return (Cell(text=text, is_marked=held or (is_elsewhere and bool(text))) for text, held in zip(texts, holding, strict=True))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
