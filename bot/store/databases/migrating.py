"""The numbered migrations that give a database today's tables: one folder for each dialect, with equal numbers."""

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
        """The purpose of the migration: the comment at its beginning."""
        lines = itertools.takewhile(lambda line: line.startswith("--"), self.script.splitlines())
        return " ".join(line.removeprefix("--").strip() for line in lines)


def migrations(dialect: str) -> list[Migration]:
    """All migrations of `sqlite` or `postgres`, in order."""
    files = sorted((_FOLDER / dialect).glob("*.sql"))
    return [Migration(number=int(path.name[:4]), name=path.stem, script=path.read_text(encoding="utf-8")) for path in files]


def statements(script: str) -> Iterator[str]:
    """The statements of a SQLite script; the body of a trigger belongs to its statement."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def pending(dialect: str, version: int) -> list[Migration]:
    """The migrations that a database of this version still needs. Raises StoreError where it has more than this program knows."""
    steps = migrations(dialect)
    if version > steps[-1].number:
        raise StoreError(
            f"basis data ini milik versi LayanWarga yang lebih baru (migrasi {version}, program ini sampai {steps[-1].number});"
            " jalankan versi yang baru, atau pulihkan cadangan dari sebelum pembaruan"
        )
    return [step for step in steps if step.number > version]
