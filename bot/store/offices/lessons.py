"""The cases from which an office learns: those of some days, each with the promise that its first line holds."""

from __future__ import annotations

from datetime import datetime

from bot.store.cases import complaints
from bot.store.databases.database import Reading
from handlers.casework.events import Filed
from handlers.desk.lessons import ToldCase
from handlers.talking.ports import Filter

MOST = 500


async def told(reading: Reading, office: str, since: datetime) -> list[ToldCase]:
    """Of the last so many that came since then."""
    found = await complaints.find(reading, Filter(office=office, received_after=since, limit=MOST))
    firsts = [(one, (await complaints.history(reading, one.number))[0].data) for one in found]
    return [ToldCase(case=one, promise=first.promise if isinstance(first, Filed) else "") for one, first in firsts]
