"""The numbered steps by which a database gets today's tables: one folder a dialect, with equal numbers."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StoreError

_FOLDER = Path(__file__).parents[1] / "migrations"


@dataclass(frozen=True, kw_only=True)
class Migration:
    number: int
    name: str
    script: str

    @property
    def summary(self) -> str:
        """What it is for: the comment at its beginning."""
        lines = itertools.takewhile(lambda line: line.startswith("--"), self.script.splitlines())
        return " ".join(line.removeprefix("--").strip() for line in lines)


def migrations(dialect: str) -> list[Migration]:
    """All steps of `sqlite` or `postgres` in their order."""
    files = sorted((_FOLDER / dialect).glob("*.sql"))
    return [Migration(number=int(path.name[:4]), name=path.stem, script=path.read_text(encoding="utf-8")) for path in files]


def statements(script: str) -> Iterator[str]:
    """Each statement of a script of SQLite; the body of a trigger is part of its statement."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def pending(dialect: str, version: int) -> list[Migration]:
    """What a database of this version has not seen yet. Raises StoreError where it has seen more than this program knows."""
    steps = migrations(dialect)
    if version > steps[-1].number:
        raise StoreError(
            f"basis data ini milik versi LayanWarga yang lebih baru (migrasi {version}, program ini sampai {steps[-1].number});"
            " jalankan versi yang baru, atau pulihkan cadangan dari sebelum pembaruan"
        )
    return [step for step in steps if step.number > version]
