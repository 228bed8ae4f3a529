"""Due points of complaints' ladders: claimed from the database and told in the same transaction."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.clockwork import happening
from bot.clockwork.happening import Office
from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.messaging.leadership import STANDBY_SECONDS, Leadership
from bot.messaging.letters import Post
from bot.store.cases import complaints
from bot.store.databases.database import Database, Transaction, repeated
from bot.store.people import people
from handlers.case import merging
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.payloads import Revived
from handlers.rules import OfficeRules
from handlers.talking.wording import say
from handlers.telling import timeouts
from handlers.telling.timeouts import Elapsed

log = logging.getLogger(__name__)

BATCH = 100
"""Few enough that a citizen does not have to wait for the transaction."""
SHOWN = 10
PUT_ASIDE = timedelta(hours=1)


class DuePoints(Loop):
    """Sleeps until the next point of any ladder, or until a commit may have made an earlier one. `sent` wakes the outbox."""

    def __init__(
        self,
        leadership: Leadership,
        database: Database,
        rules: Mapping[str, OfficeRules],
        post: Post,
        clock: Callable[[], datetime],
        sent: Callable[[], None],
    ) -> None:
        super().__init__()
        self._leadership = leadership
        self._database = database
        self._rules = rules
        self._post = post
        self._clock = clock
        self._sent = sent

    async def _work(self) -> float:
        if not await self._leadership.held():
            return STANDBY_SECONDS
        now = self._clock()
        following = await self.tell(now)
        return (following - now).total_seconds() if following else LONGEST_SLEEP_SECONDS

    async def tell(self, now: datetime) -> datetime | None:
        """Tells every point that is due by now; returns when the next one is due."""
        wrote = False
        while (following := await complaints.next_moment(self._database)) and following <= now:
            wrote = await repeated(self._remind, now)
        if wrote:
            self._sent()
        return following

    async def _remind(self, now: datetime) -> bool:
        """Handles one batch of complaints with a due point; returns whether there may be more."""
        async with self._database.transaction() as transaction:
            due = await complaints.due_for_reminder(transaction, now, BATCH)
            staff = {office: await people.staff(transaction, office) for office in {complaint.office for complaint, _, _ in due}}
            made = [self._elapsed(complaint, told_until, staff[complaint.office], now) for complaint, told_until, _ in due]
            await happening.write(transaction, self._post, [*made, *await self._revived(transaction, made, now)], now)
            await complaints.reminded(transaction, [(reminded.complaint.number, reminded.told, reminded.next_at) for reminded in made])
            await self._alarm_unreadable(transaction, [complaint for complaint, _, _ in due], now)
        if unheard := Counter(reminded.complaint.office for reminded in made if reminded.unheard):
            log.critical("ladder.nobody", extra={"offices": dict(unheard)})
        log.info("ladder.fired", extra={"complaints": len(due)})
        return bool(due)

    async def _alarm_unreadable(self, transaction: Transaction, due: Sequence[Complaint], now: datetime) -> None:
        """Cases whose office or category cannot be read keep their ladder; the admins are told each day until they can be read."""
        waiting = [complaint.number for complaint in due if timeouts.is_unreadable(complaint, self._rules.get(complaint.office))]
        if waiting:
            log.critical("ladder.unreadable", extra={"complaints": len(waiting)})
            text = say("misc.alert_unreadable", count=len(waiting), numbers=", ".join(waiting[:SHOWN]))
            await self._post.alarm(transaction, f"unreadable:{now:%Y-%m-%d}", text, now)

    async def _revived(self, transaction: Transaction, made: Sequence[Elapsed], now: datetime) -> list[Elapsed]:
        """Reopens reports that were merged into one which its reporter's silence has ended."""
        left = [(number, case.complaint) for case in made if case.events for number in merging.unanswered_merged(case.complaint)]
        merged = [(await complaints.get(transaction, number), main) for number, main in left]
        alone = [case for case, main in merged if case and merging.is_still_merged(case, main) and case.office in self._rules]
        return [(await self._office(transaction, complaint.office, now)).acted(complaint, Revived()) for complaint in alone]

    async def _office(self, transaction: Transaction, office: str, now: datetime) -> Office:
        return Office(staff=await people.staff(transaction, office), rules=self._rules[office], now=now)

    def _elapsed(self, complaint: Complaint, told_until: datetime, staff: list[StaffMember], now: datetime) -> Elapsed:
        """What time did to one complaint. If that fails, it is tried again later and does not stop the others."""
        rules = self._rules.get(complaint.office)
        if rules is None or timeouts.is_unreadable(complaint, rules):
            return Elapsed(complaint=complaint, told=told_until, next_at=now + PUT_ASIDE)
        try:
            return timeouts.until(now, complaint, told_until, staff, rules)
        except Exception:
            log.exception("ladder.failed", extra={"complaint": complaint.number})
            return Elapsed(complaint=complaint, told=told_until, next_at=now + PUT_ASIDE)
