"""Errors of the knowledge room.

KnowledgeError
└── Mistake      one mistake in a data file: where it is and what to do
"""

from dataclasses import dataclass


class KnowledgeError(Exception):
    """The root of everything this room raises."""


@dataclass(frozen=True, kw_only=True)
class Mistake(KnowledgeError):
    """One mistake in a data file; `line` counts from 1, `field` is the path of keys within the file."""

    file: str
    line: int
    field: str
    problem: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "peringatan" if self.warning else "kesalahan"
        return f"{self.file}:{self.line}: {kind}: {self.field}: {self.problem}"
