"""Turns an office's data into the rules of its complaints: limits, due moments, and the next reminders of the ladder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from heapq import merge

from handlers.casework import deadlines, ladder, rungs
from handlers.casework.complaint import Complaint
from handlers.casework.deadlines import Account, Limit, Pause
from handlers.casework.moves import OPEN, State
from handlers.casework.rungs import Point
from knowledge.standards.calendar import WorkingCalendar
from knowledge.standards.office import Office
from knowledge.standards.policy import Policy, Silence


@dataclass(frozen=True)
class OfficeRules:
    """Implements `handlers.casework.complaint.Rules` for one office."""

    office: Office
    calendar: WorkingCalendar

    @property
    def policy(self) -> Policy:
        return self.office.policy

    @cached_property
    def due_snapshot(self) -> Mapping[str, object]:
        """Everything that the office's due dates depend on, as plain data: its closed days by name, the rest as a hash."""
        calendar = self.calendar
        rest = (
            calendar.zone.key,
            calendar.week,
            sorted(calendar.open_days.items()),
            [asdict(period) for period in calendar.periods],
            [(key, self.limit(key)) for key in sorted(self.policy.all_categories)],
        )
        closed = {day.isoformat(): name for day, name in sorted(calendar.closed.items())}
        return {"closed": closed, "rest": sha256(repr(rest).encode()).hexdigest()}

    @cached_property
    def ladder_mark(self) -> str:
        """A hash that changes with the reminders, even if no due date moves."""
        policy = self.policy
        ladders = [(key, category.ladder) for key, category in sorted(policy.all_categories.items())]
        return sha256(repr((ladders, policy.urgent, policy.waiting, policy.resolved, policy.approval)).encode()).hexdigest()

    @cached_property
    def _limits(self) -> dict[str, Limit]:
        by_office_clock = self.policy.hours_clock == "kantor"
        return {
            key: Limit(hours=category.limit.hours, working_days=category.limit.working_days, office_clock=by_office_clock)
            for key, category in self.policy.all_categories.items()
        }

    @cached_property
    def _rungs(self) -> dict[str, list[rungs.Rung]]:
        return {
            key: [rungs.Rung.of(**rung.model_dump()) for rung in category.ladder] for key, category in self.policy.all_categories.items()
        }

    @property
    def proof_needed(self) -> bool:
        return self.policy.proof_needed

    def silence_ends(self, complaint: Complaint) -> date | None:
        """The last day on which the reporter can still answer, in the office's zone; None while the office does not wait for the reporter."""
        silence = self.silence(complaint.state)
        return ladder.silence_ends(complaint.since, silence, self.calendar) if silence and complaint.since else None

    def silence(self, state: State) -> Silence | None:
        """The office's rule for a reporter who does not answer in this state; None where the state waits for nobody."""
        return {State.WAITING: self.policy.waiting, State.RESOLVED: self.policy.resolved}.get(state)

    @cached_property
    def alarm(self) -> rungs.Alarm:
        return rungs.Alarm.of(**self.policy.urgent.model_dump())

    def examined(self, category: str) -> bool:
        rule = self.policy.all_categories.get(category)
        return rule is not None and rule.examined

    def knows(self, category: str) -> bool:
        return category in self._limits

    def limit(self, category: str) -> Limit:
        """The limit of the category. An office that lacks the category, after a transfer, uses its longest limit."""
        return self._limits[category if self.knows(category) else self.longest_category]

    @cached_property
    def longest_category(self) -> str:
        """The key of the category with the longest limit."""
        return max(self._limits, key=lambda key: _length(self._limits[key]))

    def is_longer(self, category: str, than: str) -> bool:
        return _length(self.limit(category)) > _length(self.limit(than))

    def due(self, category: str, start: datetime, pauses: tuple[Pause, ...]) -> datetime | None:
        return deadlines.due(start, self.limit(category), self.calendar, pauses)

    def account(self, complaint: Complaint) -> Account:
        """How the due moment was computed, day by day."""
        return deadlines.account(complaint.start, self.limit(complaint.category), self.calendar, complaint.pauses)

    def points_between(self, complaint: Complaint, *, after: datetime, until: datetime) -> tuple[list[Point], datetime | None]:
        """The points of the ladder after `after`, up to and including `until`, oldest first; and the moment of the next point, None where no more
        will come.
        """
        reached, following = ladder.split_points(self._points(complaint, after), after=after, until=until)
        return reached, following.at if following else None

    def next_moment(self, complaint: Complaint, *, after: datetime) -> datetime | None:
        """The moment of the next point after `after` (UTC); None where no more will come."""
        return self.points_between(complaint, after=after, until=after)[1]

    def _points(self, complaint: Complaint, after: datetime) -> Iterator[Point]:
        tracks = [self._climbed(complaint, after)]
        if complaint.pending and complaint.pending.since:
            tracks.append(ladder.approval_points(complaint.pending.since, self.policy.approval.head_from_day, self.calendar))
        return merge(*tracks, key=lambda point: point.at)

    def _climbed(self, complaint: Complaint, after: datetime) -> Iterator[Point]:
        """The points that apply: reminders to a silent citizen while the office waits for an answer, else the category's ladder."""
        silence = self.silence(complaint.state)
        if silence and complaint.since:
            return ladder.waiting_points(complaint.since, silence, self.calendar)
        if complaint.state not in OPEN:
            return iter(())
        steps = self._rungs[complaint.category if self.knows(complaint.category) else self.longest_category]
        return ladder.points(_case(complaint), steps, self.alarm, self.calendar, after=after)

    def quiet_until(self, moment: datetime) -> datetime | None:
        """The end of the quiet hours in which `moment` lies; None outside quiet hours."""
        if self.policy.quiet_hours is None:
            return None
        begins, ends = self.policy.quiet_hours
        wall = moment.astimezone(self.office.zone)
        inside = begins <= wall.time() < ends if begins < ends else not ends <= wall.time() < begins
        if not inside:
            return None
        day = wall.date() + timedelta(days=1) if wall.time() >= ends else wall.date()
        return datetime.combine(day, ends, tzinfo=self.office.zone).astimezone(UTC)


def _case(complaint: Complaint) -> rungs.Case:
    """What the ladder needs of a complaint. While somebody handles the case, all reminders that nobody took it are dropped, late ones too."""
    untaken = complaint.untaken_since or complaint.start
    return rungs.Case(
        start=complaint.start,
        due=complaint.due,
        taken=untaken if complaint.officer is not None else None,
        urgent=(complaint.urgent_since or complaint.start) if complaint.urgent else None,
        pauses=complaint.pauses,
        untaken=untaken,
        limited=complaint.due_since,
        acted=complaint.acted,
    )


def _length(limit: Limit) -> tuple[int, int]:
    """A key to sort limits by length: every number of working days is longer than any number of hours."""
    return limit.working_days or 0, limit.hours or 0
