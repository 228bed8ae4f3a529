"""Drafts of standards: what was recognised, where it stands in the document, how sure that is (0 to 1), and what the clerk should check."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from knowledge.importer.pages import Document, Place
from knowledge.standards.standard import ComponentKey


@dataclass(frozen=True, kw_only=True)
class DraftItem:
    """One item as printed, and the same item split into text, condition and copies. `sure`: between 0 and 1."""

    printed: str
    text: str
    place: Place
    sure: float = 1.0
    condition: str | None = None
    copies: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftGroup:
    name: str
    items: tuple[DraftItem, ...]


@dataclass(frozen=True, kw_only=True)
class DraftComponent:
    items: tuple[DraftItem, ...] = ()
    groups: tuple[DraftGroup, ...] = ()
    notes: tuple[str, ...] = ()
    place: Place | None = None
    sure: float = 1.0

    @property
    def all_items(self) -> tuple[DraftItem, ...]:
        return self.items + tuple(item for group in self.groups for item in group.items)

    @property
    def texts(self) -> list[str]:
        """Every item as it is printed."""
        return [item.printed for item in self.all_items]

    @property
    def size(self) -> int:
        """The number of letters of the content, to find the longer of two copies."""
        return sum(len(text) for text in self.texts)


@dataclass(frozen=True, kw_only=True)
class DraftService:
    title: str
    components: dict[ComponentKey, DraftComponent]
    place: Place
    unit: str | None = None
    applicant: str | None = None
    doubts: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    number: int | None = None

    @property
    def size(self) -> int:
        return sum(component.size for component in self.components.values())


@dataclass(frozen=True, kw_only=True)
class DraftContact:
    kind: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DraftDecree:
    number: str | None = None
    issued: date | None = None
    subject: str | None = None
    signed_by: str | None = None
    position: str | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftOffice:
    """What the documents say about the office itself."""

    name: str
    document: str
    region: str | None = None
    address: str | None = None
    contacts: tuple[DraftContact, ...] = ()
    decree: DraftDecree | None = None
    units: tuple[str, ...] = ()
    pledge: str | None = None
    components: dict[ComponentKey, DraftComponent] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The result of one import. `documents`: the documents as read. `unplaced`: text of the documents that belongs to no service."""

    office: DraftOffice
    services: tuple[DraftService, ...]
    documents: tuple[Document, ...] = ()
    doubts: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
