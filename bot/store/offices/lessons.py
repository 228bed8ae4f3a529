"""The cases of some days from which an office learns, each with the promise in its first line."""

from __future__ import annotations

from datetime import datetime

from bot.store.cases.complaints import BODY
from bot.store.cases.event_data import from_json
from bot.store.databases.database import Reading, stamp
from handlers.casework.moves import Action
from handlers.casework.payloads import Filed
from handlers.desk.lessons import ToldCase


async def cases_since(reading: Reading, office: str, since: datetime) -> list[ToldCase]:
    """The cases about a service that came since then, newest first."""
    rows = await reading.fetch(
        "SELECT c.body, h.data FROM case_facts f JOIN complaints c ON c.number = f.number JOIN whole_history h ON h.number = f.number AND h.seq = 1"
        " WHERE f.office = ? AND f.received_at > ? AND f.service <> '' ORDER BY f.received_at DESC",
        *(office, stamp(since)),
    )
    firsts = [(BODY.validate_json(body), from_json(Action.FILE, data)) for body, data in rows]
    return [ToldCase(case=complaint, promise=first.promise if isinstance(first, Filed) else "") for complaint, first in firsts]
