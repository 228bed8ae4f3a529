"""Running cases that the offices' data no longer fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.store.cases import complaints
from bot.store.databases.database import Database
from bot.store.databases.migrating import pending
from handlers.casework.complaint import Complaint
from handlers.casework.moves import ALIVE
from handlers.rules import OfficeRules
from handlers.talking.ports import Filter
from handlers.telling import timeouts

SHOWN = 10


async def named(database: Database, rules: Mapping[str, OfficeRules]) -> list[str]:
    """One sentence for each kind of problem, with the numbers of its cases. The database is open."""
    numbers_of: dict[str, list[str]] = {}
    for complaint in await complaints.find(database, Filter(states=tuple(ALIVE))):
        for why in _reasons(complaint, rules.get(complaint.office)):
            numbers_of.setdefault(why, []).append(complaint.number)
    return [f"{why}: {len(numbers)} pengaduan berjalan ({_listed(numbers)})" for why, numbers in numbers_of.items()]


async def named_beside(database: Database, rules: Mapping[str, OfficeRules]) -> list[str]:
    """The same for a database that is not open: none is created, and one of an older version is not changed."""
    version = await database.version()
    if not version or pending(database.dialect, version):
        return []
    try:
        await database.open()
        return await named(database, rules)
    finally:
        await database.close()


def _reasons(complaint: Complaint, rules: OfficeRules | None) -> Iterator[str]:
    if rules is None:
        yield f"kantor {complaint.office} tidak dilayani (lagi) atau berkasnya salah; pengingatnya menunggu"
        return
    office = rules.office
    if complaint.unit not in {unit.id for unit in office.units}:
        yield f"kantor {office.id} tidak punya unit {complaint.unit} (lagi); pindahkan ke unit lain, atau kembalikan unitnya"
    if not rules.knows(complaint.category):
        yield f"kantor {office.id} tidak punya kategori {complaint.category} (lagi); pengingatnya menunggu. Kembalikan, atau ubah kategorinya"
    elif timeouts.moved_due(complaint, rules):
        yield f"kantor {office.id}, kategori {complaint.category}: tenggatnya akan dihitung ulang, dan pelapor diberi tahu"


def _listed(numbers: list[str]) -> str:
    more = f", dan {len(numbers) - SHOWN} lagi" if len(numbers) > SHOWN else ""
    return ", ".join(numbers[:SHOWN]) + more
