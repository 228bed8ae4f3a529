"""Counts for a monitor: numbers only, no personal data."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.measures import Measure, by
from bot.store.databases.database import Reading, maybe_moment, stamp

_COUNTS = {
    "inbox_waiting": ("SELECT COUNT(*) FROM inbox WHERE state IN ('waiting', 'doing')", "Messages received and not yet worked off"),
    "inbox_failed": ("SELECT COUNT(*) FROM inbox WHERE state = 'failed'", "Messages set aside with an error"),
    "outbox_waiting": (
        "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'",
        "Letters that wait to leave, those held for the night among them",
    ),
    "outbox_failed": ("SELECT COUNT(*) FROM outbox WHERE state = 'failed'", "Letters that could not be delivered"),
    "complaints_open": ("SELECT COUNT(*) FROM complaints WHERE ended_at IS NULL", "Complaints that run"),
}
_IN_HAND = "state IN ('received', 'in_progress')"
_OFFICES = (
    (
        "complaints_late",
        "Complaints in the office's hands whose due date has passed",
        f"COUNT(*) FROM case_facts WHERE {_IN_HAND} AND due_at < ?",
    ),
    ("complaints_untaken", "Complaints that nobody has taken", "COUNT(*) FROM case_facts WHERE state = 'received' AND received_at <= ?"),
)
_OLDEST = {
    "oldest_untaken_seconds": (
        "SELECT MIN(received_at) FROM case_facts WHERE state = 'received' AND received_at <= ?",
        "Age of the oldest complaint that nobody has taken",
    ),
    "inbox_oldest_seconds": (
        "SELECT MIN(received_at) FROM inbox WHERE state IN ('waiting', 'doing') AND received_at <= ?",
        "Age of the oldest message not yet worked off",
    ),
    "outbox_oldest_seconds": (
        "SELECT MIN(created_at) FROM outbox WHERE state = 'waiting' AND try_at <= ?",
        "Age of the oldest letter whose time to leave has come",
    ),
}


async def counts(database: Reading) -> dict[str, int]:
    return {name: (await database.fetch(sql))[0][0] for name, (sql, _) in _COUNTS.items()}


async def measures(database: Reading, offices: Collection[str], now: datetime) -> list[Measure]:
    """The figures of the database, the same in every process."""
    counted = await counts(database)
    measures_of_counts = [Measure(name=name, help=words, values={"": counted[name]}) for name, (_, words) in _COUNTS.items()]
    for name, words, sql in _OFFICES:
        rows = await database.fetch(f"SELECT office, {sql} GROUP BY office ORDER BY office", stamp(now))
        of_office = {str(office): float(count) for office, count in rows}
        measures_of_counts.append(
            Measure(name=name, help=words, values=by("office", ((office, of_office.get(office, 0.0)) for office in offices)))
        )
    for name, (sql, words) in _OLDEST.items():
        oldest = maybe_moment((await database.fetch(sql, stamp(now)))[0][0])
        measures_of_counts.append(Measure(name=name, help=words, values={"": (now - oldest).total_seconds() if oldest else 0.0}))
    return [*measures_of_counts, await _leases(database)]


async def _leases(database: Reading) -> Measure:
    """The number of leases of each kind, such as `sender` or `process`."""
    kinds: dict[str, int] = {}
    for (name,) in await database.fetch("SELECT name FROM leaders WHERE expires_at > epoch() ORDER BY name"):
        kind = str(name).partition(" ")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    return Measure(
        name="leases",
        help="What only one process may do and one does, by kind; process: how many there are",
        values=by("kind", kinds.items()),
    )
