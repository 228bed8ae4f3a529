"""New due dates for running cases after a calendar or a limit changed, told with the reason."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.clockwork import data_changes, happening
from bot.clockwork.happening import Office
from bot.messaging.letters import Post
from bot.store.cases import complaints
from bot.store.databases.database import Database, Transaction, repeated
from bot.store.messages import outbox
from bot.store.people import people
from bot.store.upkeep import maintenance
from handlers.casework.moves import ALIVE, OPEN, Action
from handlers.casework.payloads import Recalculated
from handlers.rules import OfficeRules
from handlers.talking.ports import Filter
from handlers.telling import recalculation, timeouts
from handlers.telling.timeouts import Elapsed

log = logging.getLogger(__name__)


async def recalculate(database: Database, post: Post, rules: Mapping[str, OfficeRules], now: datetime) -> int:
    """Moves the due dates of all offices; returns how many have moved."""
    return sum([await repeated(_of_office, database, post, office_rules, now) for office_rules in rules.values()])


async def _of_office(database: Database, post: Post, rules: OfficeRules, now: datetime) -> int:
    office, present = rules.office.id, rules.due_snapshot
    async with database.transaction() as transaction:
        await data_changes.note(transaction, rules, now)
        await _follow_ladder(transaction, rules, now)
        snapshot_before = await maintenance.read(transaction, f"calendar:{office}")
        if snapshot_before == json.dumps(present):
            return 0
        reason = recalculation.reason(json.loads(snapshot_before) if snapshot_before else present, present)
        acting = Office(staff=await people.staff(transaction, office), rules=rules, now=now)
        running = await complaints.find(transaction, Filter(office=office, states=tuple(OPEN)))
        moved = [acting.acted(complaint, Recalculated(text=reason)) for complaint in running if timeouts.moved_due(complaint, rules)]
        moved = await _net(transaction, moved, now)
        await happening.write(transaction, post, recalculation.told_together(moved, rules, reason), now)
        await maintenance.write(transaction, f"calendar:{office}", json.dumps(present))
    log.info("calendar.changed", extra={"office": office, "moved": len(moved)})
    return len(moved)


async def _net(transaction: Transaction, moved: Sequence[Elapsed], now: datetime) -> list[Elapsed]:
    """Takes back letters about an earlier move of the same cases that no citizen has received yet, and tells only the result of both moves."""
    numbers = [elapsed.complaint.number for elapsed in moved]
    merged = [number for elapsed in moved for number, _ in elapsed.complaint.merged]
    await outbox.take_back(transaction, [*numbers, *merged], Action.RECALCULATE)
    histories = await complaints.histories(transaction, numbers)
    return [recalculation.of_the_net(elapsed, recalculation.heard_due(histories[elapsed.complaint.number], now)) for elapsed in moved]


async def _follow_ladder(transaction: Transaction, rules: OfficeRules, now: datetime) -> None:
    """Updates the next reminder of each case after the ladder was changed; points that have passed still count as told."""
    name, mark = f"ladder:{rules.office.id}", rules.ladder_mark
    if await maintenance.read(transaction, name) == mark:
        return
    alive = await complaints.find(transaction, Filter(office=rules.office.id, states=tuple(ALIVE)))
    await complaints.expect(
        transaction,
        [(complaint.number, rules.next_moment(complaint, after=now)) for complaint in alive if rules.knows(complaint.category)],
        now,
    )
    await maintenance.write(transaction, name, mark)
