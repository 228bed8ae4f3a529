"""Stores what time did to complaints: the events, and the letters about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.messaging.letters import Post
from bot.store.cases import complaints
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.payloads import Payload
from handlers.rules import OfficeRules
from handlers.telling import timeouts
from handlers.telling.bundles import bundled
from handlers.telling.timeouts import Elapsed


@dataclass(frozen=True, kw_only=True)
class Office:
    """What the clock needs to act in an office: its staff, its rules, and the time."""

    staff: Sequence[StaffMember]
    rules: OfficeRules
    now: datetime

    def acted(self, complaint: Complaint, data: Payload) -> Elapsed:
        """Carries out an action of the clock; the points of the ladder up to now count as told."""
        resting = Elapsed(complaint=complaint, told=self.now, next_at=None)
        done = timeouts.act(resting, data, self.now, self.staff, self.rules)
        return replace(done, next_at=self.rules.next_moment(done.complaint, after=self.now - timedelta(microseconds=1)))


async def write(transaction: Transaction, post: Post, made: Sequence[Elapsed], now: datetime) -> None:
    for elapsed in made:
        for event in elapsed.events:
            await complaints.change(transaction, elapsed.complaint, event, elapsed.next_at)
    notices = [notice for elapsed in made for notice in elapsed.notices]
    notices += bundled([reminder for elapsed in made for reminder in elapsed.reminders])
    await outbox.add(transaction, await post.notices(transaction, notices), now)
