"""Errors of the knowledge room.

KnowledgeError
├── Mistake          one mistake in a data file: where it is and what to do
└── DocumentError    a document cannot be imported: one sentence that says why and what to do
    ├── DocumentEmpty, DocumentDamaged, DocumentLocked, DocumentUnknown, DocumentTooLarge
    ├── NoServiceFound
    └── ToolMissing  a program or library that this kind of document needs is not installed
"""

from dataclasses import dataclass


class KnowledgeError(Exception):
    """The root of everything this room raises."""


@dataclass(frozen=True, kw_only=True)
class Mistake(KnowledgeError):
    """One mistake in a data file. `line` counts from 1; `field` is the path of keys within the file."""

    file: str
    line: int
    field: str
    problem: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "peringatan" if self.warning else "kesalahan"
        return f"{self.file}:{self.line}: {kind}: {self.field}: {self.problem}"


class DocumentError(KnowledgeError):
    """A document that cannot be imported. The message tells the clerk which file, what is wrong, and what to do."""


class DocumentEmpty(DocumentError):
    pass


class DocumentDamaged(DocumentError):
    pass


class DocumentLocked(DocumentError):
    pass


class DocumentUnknown(DocumentError):
    pass


class DocumentTooLarge(DocumentError):
    pass


class NoServiceFound(DocumentError):
    pass


class ToolMissing(DocumentError):
    pass
