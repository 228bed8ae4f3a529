"""Rules that are turned round, one at a time, and the tests that should notice: `python -m bench.mutants` tries them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.mutants import casework, lately, rooms

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """In `file` the first `old` becomes `new`; `tests` should notice."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def table() -> Iterator[Mutant]:
    for file, tests, changes in (*casework.MUTANTS, *rooms.MUTANTS, *lately.MUTANTS):
        for old, new in changes:
            yield Mutant(file=file, old=old, new=new, tests=tests)
