"""The ports of an office: its open questions and its survey."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.store.databases.database import Transaction
from bot.store.offices import changes, survey, unanswered
from handlers.rules import OfficeRules
from handlers.survey.elements import Element
from handlers.talking.ports import Question
from knowledge.editing import phrasebook
from knowledge.editing.phrasebook import PhraseNotAdopted


@dataclass(frozen=True)
class Questions:
    transaction: Transaction
    folders: Sequence[Path]
    now: datetime

    async def open_ones(self, office: str) -> list[Question]:
        return await unanswered.open_ones(self.transaction, office)

    async def settle(self, ids: Sequence[int]) -> None:
        await unanswered.settle(self.transaction, ids)

    async def adopt(self, service: str, words: str) -> str:
        await changes.note(self.transaction, service.partition("/")[0])
        try:
            await asyncio.to_thread(phrasebook.adopt, service, words, self.folders, self.now)
        except PhraseNotAdopted as refused:
            return str(refused)
        return ""

    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        await unanswered.add(self.transaction, self.now, office, text, why, service)


@dataclass(frozen=True)
class Surveys:
    transaction: Transaction
    rules: Mapping[str, OfficeRules]
    now: datetime

    async def may_answer(self, person: int, office: str) -> bool:
        return await survey.may_answer(self.transaction, person, office, self.now)

    async def keep(self, person: int, office: str, unit: str, points: Mapping[Element, int], words: str) -> None:
        day = self.now.astimezone(self.rules[office].office.zone).date()
        await survey.keep(self.transaction, survey.Place(office=office, unit=unit), day, points, words)
        await survey.note_answered(self.transaction, person, office, self.now)
