"""The knowledge in use. Whoever begins something takes it once; an office that changed takes its old place as one value, without a stop."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from handlers.rules import OfficeRules
from handlers.talking.turn import Knowledge
from knowledge.standards.library import Library, load, with_office
from knowledge.understanding.understander import Understander


class Shelf:
    """`current` is what holds now; `rules` always those of what holds now. It was read from `folders`;
    who changes an office's files there holds `changing`. `served`: the offices that the settings name, None = all.
    `marks`: up to which change of what offices change themselves it holds."""

    def __init__(self, knowledge: Knowledge, folders: Sequence[Path] = (), served: Collection[str] | None = None) -> None:
        self.current = knowledge
        self.rules: Mapping[str, OfficeRules] = _CurrentRules(self)
        self.folders = folders
        self.served = served
        self.marks: dict[str, str] = {}
        self.changing = asyncio.Lock()

    async def put(self, changed: Library, office: str) -> None:
        """The office is from now on as it is in `changed`. What is being answered ends with what it began with."""
        self.current = await asyncio.to_thread(made, with_office(self.current.library, changed, office))

    async def read_again(self, office: str) -> bool:
        """The office as its files say now; False where it is not served here, or cannot be read: then it stays as it was."""
        async with self.changing:
            return await self.read_while_changing(office)

    async def read_while_changing(self, office: str) -> bool:
        """The same for who holds `changing`."""
        if self.served is not None and office not in self.served:
            return False
        read = await asyncio.to_thread(load, self.folders, [office])
        if office not in read.offices:
            return False
        await self.put(read, office)
        return True


class _CurrentRules(Mapping[str, OfficeRules]):
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __getitem__(self, office: str) -> OfficeRules:
        return self._shelf.current.rules[office]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.current.rules)

    def __len__(self) -> int:
        return len(self._shelf.current.rules)


def made(library: Library) -> Knowledge:
    """All that is derived from the library, in seconds of work."""
    rules = {office.id: OfficeRules(office, library.calendar(office.id)) for office in library.offices.values()}
    return Knowledge(library=library, understander=Understander(library), rules=MappingProxyType(rules))
