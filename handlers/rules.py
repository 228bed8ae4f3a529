"""An office's data made into the rules of its complaints: limits, due moments, and the next points of the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from handlers.casework import deadlines, ladder
from handlers.casework.complaint import Complaint, State
from handlers.casework.deadlines import Account, Limit, Pause
from knowledge.calendar import WorkingCalendar
from knowledge.library import Office
from knowledge.policy import Policy


@dataclass(frozen=True)
class OfficeRules:
    """Implements `handlers.casework.complaint.Rules` for one office."""

    office: Office
    calendar: WorkingCalendar

    @property
    def policy(self) -> Policy:
        return self.office.policy

    @cached_property
    def _limits(self) -> dict[str, Limit]:
        by_office_clock = self.policy.hours_clock == "kantor"
        return {
            key: Limit(hours=category.limit.hours, working_days=category.limit.working_days, office_clock=by_office_clock)
            for key, category in self.policy.all_categories.items()
        }

    @cached_property
    def _rungs(self) -> dict[str, list[ladder.Rung]]:
        return {
            key: [ladder.Rung.of(**rung.model_dump()) for rung in category.ladder] for key, category in self.policy.all_categories.items()
        }

    @cached_property
    def _alarm(self) -> ladder.Alarm:
        return ladder.Alarm.of(**self.policy.urgent.model_dump())

    @property
    def proof_needed(self) -> bool:
        return self.policy.proof_needed

    def knows(self, category: str) -> bool:
        return category in self._limits

    def limit(self, category: str) -> Limit:
        """The limit of the category; after a transfer to an office without it, that of the office's longest."""
        return self._limits.get(category) or max(self._limits.values(), key=_length)

    def is_longer(self, category: str, than: str) -> bool:
        return _length(self.limit(category)) > _length(self.limit(than))

    def due(self, category: str, start: datetime, pauses: tuple[Pause, ...]) -> datetime | None:
        return deadlines.due(start, self.limit(category), self.calendar, pauses)

    def account(self, complaint: Complaint) -> Account:
        """The due moment explained, day by day."""
        return deadlines.account(complaint.start, self.limit(complaint.category), self.calendar, complaint.pauses)

    def passed(self, complaint: Complaint, *, after: datetime, until: datetime) -> list[ladder.Point]:
        """The points of the ladder in (after, until], oldest first."""
        found: list[ladder.Point] = []
        for point in self._points(complaint):
            if point.at > until:
                break
            if point.at > after:
                found.append(point)
        return found

    def next_moment(self, complaint: Complaint, *, after: datetime) -> datetime | None:
        """When the complaint's next point comes; None where nothing more will."""
        return next((point.at for point in self._points(complaint) if point.at > after), None)

    def _points(self, complaint: Complaint) -> Iterator[ladder.Point]:
        silence = {State.WAITING: self.policy.waiting, State.RESOLVED: self.policy.resolved}.get(complaint.state)
        if silence and complaint.since:
            return ladder.waiting_points(complaint.since, silence.remind_on, silence.close_after, self.calendar)
        if not complaint.alive:
            return iter(())
        case = ladder.Case(
            start=complaint.start, due=complaint.due, taken=complaint.taken, urgent=complaint.urgent, pauses=complaint.pauses
        )
        return ladder.points(case, self._rungs.get(complaint.category, []), self._alarm, self.calendar)


def _length(limit: Limit) -> tuple[int, int]:
    """Working days are longer than hours."""
    return limit.working_days or 0, limit.hours or 0
