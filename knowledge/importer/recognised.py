"""A service while it is being recognised: its sections of lines, its number, and its doubts."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.importer.pages import Line, Place
from knowledge.standards.standard import ComponentKey


@dataclass
class Section:
    """The lines of one component; or of a row that is no component (`key` None)."""

    key: ComponentKey | None
    name: str
    place: Place
    sure: float = 1.0
    heading: int = 0
    lines: list[Line] = field(default_factory=list)


@dataclass
class RecognisedService:
    """A service that is being put together."""

    title: str
    place: Place
    heading: str = ""
    """The title as it is printed."""
    number: int | None = None
    parent: str | None = None
    marker: str = ""
    unit: str | None = None
    applicant: str | None = None
    sections: list[Section] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    is_for_all: bool = False
    """No service of its own: its components hold for every service of the document."""
    row: int = 0
    """The number of its last row."""

    def has(self, key: ComponentKey) -> bool:
        return any(section.key == key and section.lines for section in self.sections)

    @property
    def keys(self) -> set[ComponentKey]:
        return {section.key for section in self.sections if section.key and section.lines}
