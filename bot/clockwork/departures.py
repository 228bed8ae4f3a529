"""Frees the cases of people who left an office's staff: at once on removal, at the latest the next morning."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messaging.letters import Post
from bot.store.cases import complaints
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from bot.store.people import people
from handlers.casework.moves import ALIVE
from handlers.rules import OfficeRules
from handlers.talking.ports import Filter
from handlers.telling import departures

_ALIVE = tuple(ALIVE)


async def free(transaction: Transaction, post: Post, rules: OfficeRules, now: datetime) -> int:
    """Releases cases without a handler on the staff, and tells reporters, unit and supervisor. Returns how many became free."""
    staff = await people.staff(transaction, rules.office.id)
    alive = await complaints.find(transaction, Filter(office=rules.office.id, states=_ALIVE))
    freed = departures.freed([complaint for complaint in alive if departures.is_without_officer(complaint, staff)], staff, rules, now)
    for release in freed:
        next_at = rules.next_moment(release.complaint, after=now - timedelta(microseconds=1))
        for event in release.events:
            await complaints.change(transaction, release.complaint, event, next_at)
    notices = [notice for release in freed for notice in release.notices] + departures.departure_notices(
        [release.complaint for release in freed], staff, rules, now
    )
    await outbox.add(transaction, await post.notices(transaction, notices), now)
    return len(freed)
