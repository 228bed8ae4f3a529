"""Whatever anybody does to a complaint, in any order and at any time, these stay true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.cases.event_data import from_json, payload, to_json
from handlers.casework import deadlines
from handlers.casework.access import StaffMember, actor, may_see
from handlers.casework.complaint import CLOCK, Complaint, Refused
from handlers.casework.deciding import decide, filed
from handlers.casework.events import Event
from handlers.casework.evolving import SETS_LIMIT, evolve, file, replay
from handlers.casework.moves import MOVES, OPEN, Action, Role, State
from handlers.casework.payloads import (
    Approved,
    Categorized,
    CategoryRequested,
    ExtensionRequested,
    Filed,
    OfferAccepted,
    Recalculated,
    Reopened,
)
from handlers.casework.rungs import Point
from handlers.rules import OfficeRules
from handlers.talking.message import Notice
from handlers.telling import notices, timeouts
from tests.casework.cases import HIDDEN_WORDS, REPORTER, SECOND_OFFICE, at, filing, member, rules_of

RULES = {"juai": rules_of("juai"), "dinas-contoh": rules_of("dinas-contoh", SECOND_OFFICE)}
NEW_DAYS = {date(2026, 11, number): "Cuti bersama" for number in range(4, 10)}
LATER = {
    office: OfficeRules(rules.office, replace(rules.calendar, closed={**rules.calendar.closed, **NEW_DAYS}))
    for office, rules in RULES.items()
}
"""The same offices after more joint leave was decreed."""
THERE = {"office": "dinas-contoh", "units": frozenset({"umum", "lapangan"})}
STAFF = {
    one.person: one
    for one in (
        member(11, "petugas"),
        member(12, "petugas", sensitive=True),
        member(13, "petugas", units=frozenset({"umum"})),
        member(21, "pengawas"),
        member(31, "pimpinan"),
        member(41, "admin"),
        member(51, "petugas", **THERE),
        member(61, "pengawas", **THERE),
    )
}
CITIZENS = (REPORTER, 2)
BY_TIME = {Action.FILE, Action.LAPSE, Action.MISS, Action.RECALCULATE, Action.REVIVE}
START = at("2026-11-02 10:00")
MINUTES = (0, 1, 7, 45, 200, 1500, 3000)
RINGING = (0, 1, 7, 45, 200)
"""An urgent case that nobody has rings every ten minutes: a day of it takes as long as all else and shows what three hours show."""


def staff_of(office: str) -> list[StaffMember]:
    return [one for one in STAFF.values() if one.office == office]


@dataclass
class Life:
    """A complaint with all that happened, as the store and the clockwork keep it."""

    complaint: Complaint
    history: list[Event]
    told: datetime
    next_at: datetime | None
    book: Mapping[str, OfficeRules] = field(default_factory=lambda: RULES)
    points: list[Point] = field(default_factory=list)
    letters: list[tuple[Complaint, Notice]] = field(default_factory=list)
    states: list[tuple[datetime, Complaint]] = field(default_factory=list)
    ticks: list[tuple[Notice, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, first: Event) -> Life:
        first = filed(first, RULES["juai"])
        complaint = file(first)
        before = first.at - timedelta(microseconds=1)
        next_at = RULES["juai"].next_moment(complaint, after=before)
        return cls(complaint=complaint, history=[first], told=before, next_at=next_at, states=[(first.at, complaint)])

    @property
    def rules(self) -> OfficeRules:
        return self.book[self.complaint.office]

    def decreed(self, book: Mapping[str, OfficeRules], now: datetime, *, recalculated: bool) -> None:
        """Other rules hold from now on; the clockwork reckons anew at once, or has not come to it yet."""
        self.book = book
        if recalculated and timeouts.moved_due(self.complaint, self.rules):
            event = decide(self.complaint, Recalculated(), CLOCK, now, self.rules)
            self._keep(evolve(self.complaint, event), (event,), ())

    def pass_to(self, now: datetime, *, asleep: bool = False) -> None:
        """The clock runs: each point at its moment, or after a stop all of them at once."""
        while self.next_at and self.next_at <= now:
            moment = now if asleep else max(self.next_at, self.told)
            self.points += self.rules.points_between(self.complaint, after=self.told, until=moment)[0]
            done = timeouts.until(moment, self.complaint, self.told, staff_of(self.complaint.office), self.rules)
            assert not done.unheard
            reminders = tuple(reminder.notice for reminder in done.reminders)
            self.ticks.append(reminders)
            self._keep(done.complaint, done.events, (*done.notices, *reminders))
            self.told, self.next_at = done.told, done.next_at

    def act(self, person: int, action: Action, now: datetime, data: dict[str, Any]) -> None:
        who = actor(person, self.complaint, STAFF.get(person))
        if action is Action.FOLLOW:  # as `tracking` does after the PIN
            who = actor(person, self.complaint, None)
        before, rules = self.complaint, self.book[data.get("office", self.complaint.office)]
        elsewhere = rules if rules is not self.rules else None
        try:
            event = decide(before, payload(action, data), who, now, self.rules, elsewhere)
        except Refused:
            return
        after = evolve(before, event)
        staff = [*staff_of(after.office), *(staff_of(after.offered.office) if after.offered else ())]
        told = notices.of_event(before=before, after=after, event=event, staff=staff, rules=rules)
        self._keep(after, (event,), told)
        just_before = now - timedelta(microseconds=1)
        if not (self.next_at and self.next_at <= now):
            self.next_at = rules.next_moment(after, after=just_before)
        self.told = min(self.told, just_before)

    def _keep(self, after: Complaint, events: tuple[Event, ...], told: tuple[Notice, ...]) -> None:
        self.complaint = after
        self.history += events
        self.letters += [(after, one) for one in told]
        self.states += [(event.at, after) for event in events]


def data_for(action: Action, now: datetime, draw: st.DrawFn) -> dict[str, Any]:
    """What such an action brings along."""
    data: dict[str, Any] = {"text": HIDDEN_WORDS}
    match action:
        case Action.CATEGORIZE | Action.REQUEST_CATEGORY:
            data["category"] = draw(st.sampled_from(["ringan", "normatif", "tidak_berkadar_pengawasan", "berkadar_pengawasan"]))
        case Action.REQUEST_EXTENSION:
            data["until"] = (now + timedelta(days=draw(st.integers(1, 40)))).isoformat()
        case Action.ASSIGN:
            data["officer"] = draw(st.sampled_from([11, 12]))
        case Action.TRANSFER:
            data["unit"] = draw(st.sampled_from(["umum", "trantibum"]))
        case Action.OFFER:
            data |= {"to": "dinas-contoh", "unit": "umum"}
        case Action.ACCEPT_OFFER:
            data |= {"office": "dinas-contoh", "unit": "umum", "category": draw(st.sampled_from(["ringan", "normatif"]))}
        case Action.ANSWER:
            data["to_check"] = draw(st.booleans())
            data["attachments"] = [{"kind": "photo", "ref": "a", "name": "", "mime": "image/jpeg", "size": 1}]
        case Action.RATE:
            data["stars"] = draw(st.integers(1, 4))
        case Action.FOLLOW:
            data["person"] = 2
        case Action.ACCUSE:
            data["accused"] = [draw(st.sampled_from([11, 12]))]
        case Action.ABSOLVE:
            data["person"] = draw(st.sampled_from([11, 12]))
        case Action.MERGE:
            data["into"] = "JUAI-2611-XXXXX"
        case Action.ABSORB:
            data |= {"number": "JUAI-2611-YYYYY", "person": 3}
    return data


@st.composite
def lives(draw: st.DrawFn, *, asleep: bool = False, decrees: bool = False) -> Life:
    first = filing(
        START,
        urgent=draw(st.sampled_from([False, False, False, True])),
        confidential=draw(st.booleans()),
        category=draw(st.sampled_from(["ringan", "normatif"])),
    )
    life, now = Life.of(first), START
    likely = [Action.TAKE, Action.TAKE, Action.ASK, Action.REPLY, Action.ANSWER, Action.REOPEN, Action.OFFER, Action.ACCEPT_OFFER]
    everything = [action for action in Action if action not in BY_TIME] + likely
    for _ in range(draw(st.integers(1, 10))):
        rings = life.complaint.urgent and life.complaint.officer is None
        now += timedelta(minutes=draw(st.sampled_from(RINGING if rings else MINUTES)))
        life.pass_to(now, asleep=asleep)
        if decrees and draw(st.booleans()):
            life.decreed(draw(st.sampled_from([RULES, LATER])), now, recalculated=draw(st.booleans()))
        action = draw(st.sampled_from(everything))
        life.act(draw(st.sampled_from([*CITIZENS, *STAFF])), action, now, data_for(action, now, draw))
    life.pass_to(now + timedelta(days=draw(st.integers(0, 2))), asleep=asleep)
    return life


def the_history_explains_the_complaint_whatever_calendar_holds_when_it_is_read(life: Life) -> None:
    kept = [replace(event, data=from_json(event.action, to_json(event.data))) for event in life.history]
    assert replay(kept) == life.complaint


def only_what_sets_a_limit_or_ends_a_pause_moves_the_due_moment(life: Life) -> None:
    """A note written after a new holiday was decreed moves nothing: the recalculation does, and tells why."""
    states = [complaint for _, complaint in life.states]
    for before, after, event in zip(states, states[1:], life.history[1:], strict=False):
        if event.action not in SETS_LIMIT and before.pauses == after.pauses:
            assert after.due == before.due


def test_a_transferred_complaint_is_the_same_after_a_later_change_of_the_calendar() -> None:
    life = Life.of(filing(START))
    life.act(21, Action.TRANSFER, START, {"text": "ke dinas", "office": "dinas-contoh", "unit": "umum"})
    due = life.complaint.due
    life.decreed(LATER, START, recalculated=False)
    life.act(61, Action.NOTE, START + timedelta(minutes=5), {"text": "dicatat"})
    assert (replay(life.history), life.complaint.due) == (life.complaint, due)
    life.decreed(LATER, START, recalculated=True)
    assert life.complaint.due != due
    assert replay(life.history) == life.complaint


def the_due_moment_is_what_the_history_says(life: Life) -> None:
    if life.complaint.state in OPEN:
        assert life.complaint.due == due_by_history(life.history, life.rules)


def due_by_history(history: list[Event], rules: OfficeRules) -> datetime | None:
    """Counted from the lines of the history alone."""
    first = history[0].data
    assert isinstance(first, Filed)
    start, category, office, state, extended = history[0].at, first.category, first.office, State.RECEIVED, None
    pauses: list[deadlines.Pause] = []
    asked: CategoryRequested | ExtensionRequested | None = None
    moved = timedelta()
    for event in history[1:]:
        target = MOVES[event.action].target or state
        if state is State.WAITING is not target:
            pauses[-1] = (pauses[-1][0], event.at)
        if target is State.WAITING is not state:
            pauses.append((event.at, None))
        state = target
        match event.data:
            case Reopened():
                start, pauses, extended, moved = event.at, [], None, timedelta()
            case OfferAccepted(category=str(accepted), office=str(there)):  # another office counts on from the due moment that was told
                kept = limit_of(RULES[office], start, category, pauses)
                category, office = accepted, there
                own = limit_of(RULES[office], start, category, pauses)
                moved = kept + moved - own if kept and own else moved
            case Categorized():
                category, moved = event.data.category, timedelta()
            case CategoryRequested() | ExtensionRequested():
                asked = event.data
            case Approved() if isinstance(asked, CategoryRequested):
                category, moved = asked.category, timedelta()
            case Approved() if isinstance(asked, ExtensionRequested):
                extended = asked.until
    due = limit_of(rules, start, category, pauses)
    due = due + moved if due else None
    return max(due, extended) if due and extended else due


def limit_of(rules: OfficeRules, start: datetime, category: str, pauses: list[deadlines.Pause]) -> datetime | None:
    return deadlines.due(start, rules.limit(category), rules.calendar, pauses)


def every_point_of_the_ladder_is_told_once_in_its_own_time(life: Life) -> None:
    """While the clock runs without a stop: what each state between two events has to tell, and nothing besides."""
    should = {point.key for point in points_of(life)}
    assert {point.key for point in life.points} == should


def points_of(life: Life) -> Iterator[Point]:
    ends = [moment for moment, _ in life.states[1:]] + [life.told]
    for (begin, complaint), end in zip(life.states, ends, strict=True):
        rules = RULES[complaint.office]
        yield from rules.points_between(complaint, after=begin - timedelta(microseconds=1), until=end)[0]


@settings(max_examples=15, deadline=None)
@given(lives(asleep=True))
def test_after_a_stop_each_person_hears_at_most_one_thing_of_the_ladder_and_no_missed_limit_is_lost(life: Life) -> None:
    for told in life.ticks:
        people = [notice.person for notice in told if notice.key.startswith("ladder:")]
        assert len(people) == len(set(people))
    late = {miss.due for miss in life.complaint.missed}
    assert late >= {event.data.missed for event in life.history if event.data.missed}


def a_missed_limit_is_never_forgotten_and_its_length_is_known(life: Life) -> None:
    known: dict[datetime, Any] = {}
    for _, complaint in life.states:
        present = {miss.due: miss for miss in complaint.missed}
        assert known.keys() <= present.keys()
        assert all(present[due].until == miss.until for due, miss in known.items() if miss.until)
        known = present
    if life.complaint.state not in OPEN:
        assert all(miss.until and miss.until >= miss.due for miss in life.complaint.missed)


def test_a_missed_limit_is_told_once_however_long_it_is_missed() -> None:
    life = Life.of(filing(START))
    for days in (60, 90, 120):
        life.pass_to(START + timedelta(days=days))
    assert [event.data.missed for event in life.history if event.action is Action.MISS] == [life.complaint.due]
    assert [miss.told for miss in life.complaint.missed] == [True]


def test_a_pause_that_has_ended_stays_in_the_reckoning() -> None:
    life = Life.of(filing(START))
    asked, replied = START + timedelta(hours=2), START + timedelta(days=2)
    life.act(12, Action.TAKE, START + timedelta(hours=1), {})
    life.act(12, Action.ASK, asked, {"text": "Di tiang nomor berapa?"})
    life.act(REPORTER, Action.REPLY, replied, {"text": "Nomor tujuh."})
    assert life.complaint.pauses == ((asked, replied),)
    assert life.complaint.due == due_by_history(life.history, life.rules)


def no_letter_tells_what_the_rules_hide(life: Life) -> None:
    for complaint, notice in life.letters:
        reader = STAFF.get(notice.person)
        if reader is None:
            assert notice.person in (complaint.reporter, *complaint.followers, *(person for _, person in complaint.merged))
        elif complaint.confidential:
            assert HIDDEN_WORDS not in notice.reply.text.plain
            assert not notice.reply.attachments


def nothing_is_visible_across_offices(life: Life) -> None:
    for _, complaint in life.states:
        for stranger in (one for one in STAFF.values() if one.office != complaint.office):
            roles = actor(stranger.person, complaint, stranger).roles
            receives = complaint.offered is not None and complaint.offered.office == stranger.office and "pengawas" in stranger.roles
            assert (roles == ({Role.RECEIVER} if receives else set())) and may_see(stranger, complaint) is receives
    for complaint, notice in life.letters:
        if notice.person in STAFF and not ("unassigned:" in notice.key or "accept_offer:officer" in notice.key):
            offered = complaint.offered.office if complaint.offered else None
            assert STAFF[notice.person].office in (complaint.office, offered)


@settings(max_examples=40, deadline=None)
@given(lives())
def test_in_every_life_these_stay_true(life: Life) -> None:
    """One life serves all of them: to make it takes far longer than to look at it."""
    the_due_moment_is_what_the_history_says(life)
    every_point_of_the_ladder_is_told_once_in_its_own_time(life)
    a_missed_limit_is_never_forgotten_and_its_length_is_known(life)
    no_letter_tells_what_the_rules_hide(life)
    nothing_is_visible_across_offices(life)


@settings(max_examples=20, deadline=None)
@given(lives(decrees=True))
def test_whatever_is_decreed_meanwhile_these_stay_true(life: Life) -> None:
    the_history_explains_the_complaint_whatever_calendar_holds_when_it_is_read(life)
    only_what_sets_a_limit_or_ends_a_pause_moves_the_due_moment(life)


@pytest.mark.parametrize("action", Action)
def test_every_action_but_filing_stands_in_the_table(action: Action) -> None:
    assert (action in MOVES) == (action is not Action.FILE)
