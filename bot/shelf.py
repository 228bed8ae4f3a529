"""The knowledge in use. Each piece of work takes it once. A changed office is exchanged as one value, without a stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from bot.collecting import set_apart_anew, without_collecting
from handlers.rules import OfficeRules
from handlers.talking.turn import Knowledge
from knowledge.standards.library import Library, load, moved_by_day, with_office
from knowledge.understanding.understander import Understander, understood_alike


class Shelf:
    """The knowledge in use and the way to change it. `current`: the knowledge in use; `rules`: its rules, always up to date. `folders`:
    where it was read from. `changing`: a lock to hold while an office's files are changed. `served`: the offices of the settings; None:
    all. `marks`: the last change of each office that is included. `clock`: decides by the date in the office's zone which standards are
    valid; without it those of all dates are.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        folders: Sequence[Path] = (),
        served: Collection[str] | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.current = knowledge
        self.rules: Mapping[str, OfficeRules] = _CurrentRules(self)
        self.folders = folders
        self.served = served
        self._clock = clock
        self.marks: dict[str, str] = {}
        self.changing = asyncio.Lock()

    async def put(self, changed: Library, office: str) -> None:
        """Replaces the office by its version in `changed`. Work in progress ends with the old one."""
        self.current = await asyncio.to_thread(made, with_office(self.current.library, changed, office), self.current)
        await asyncio.to_thread(set_apart_anew)

    async def read_again(self, office: str) -> bool:
        """Reads the office's files again; False where it is not served here or cannot be read, and then nothing changes."""
        async with self.changing:
            return await self.read_while_changing(office)

    async def begin_day(self, now: datetime) -> None:
        """Reads again the offices for which a standard begins or ends today, by the date in the office's zone."""
        for office in sorted(moved_by_day(self.current.library, now)):
            await self.read_again(office)

    async def read_while_changing(self, office: str) -> bool:
        """The same for a caller that holds `changing`."""
        if self.served is not None and office not in self.served:
            return False
        read = await asyncio.to_thread(load, self.folders, [office], self._clock() if self._clock else None)
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


def made(library: Library, before: Knowledge | None = None) -> Knowledge:
    """Everything derived from the library. It takes seconds, unless the change does not affect how messages are understood: then the part
    of `before` is used again.
    """
    rules = {office.id: OfficeRules(office, library.calendar(office.id)) for office in library.offices.values()}
    is_understood = before is not None and understood_alike(before.library, library)
    with without_collecting():
        understander = (
            before.understander if before and is_understood else Understander(library, before=before.understander if before else None)
        )
    return Knowledge(library=library, understander=understander, rules=MappingProxyType(rules))
