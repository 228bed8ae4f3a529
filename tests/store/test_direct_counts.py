"""The picture counts on indexes, by circle, and sums months that are counted already; counted case by case, the numbers are the same."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.store.cases import complaints
from bot.store.cases.event_data import payload
from bot.store.databases.database import Database, hour_of
from bot.store.offices import tallies
from bot.store.offices.eyes import OUTSIDE, Eyes, eyes_of
from bot.store.offices.month_counts import count_months, days_of
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from handlers.casework.access import StaffMember, may_see
from handlers.casework.circles import CIRCLES
from handlers.casework.complaint import Complaint, Identity, Miss
from handlers.casework.events import Event
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.desk import picture
from handlers.desk.picture import Judged, Now, Shares
from tests.world import WITA

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
SINCE = datetime(2026, 9, 20, 16, tzinfo=UTC)
UNITS, SERVICES, VIA = ("trantibum", "pelayanan-kesos"), (None, "juai/ktp", "juai/kk"), ("loket", "surat")
ME = 7


def case_of(dice: random.Random, place: int) -> Complaint:
    """A case with any facts; in one of seven the member has a part."""
    at = NOW - timedelta(minutes=dice.randrange(60 * 24 * 60))
    ended = min(NOW, at + timedelta(minutes=dice.randrange(20 * 24 * 60)))
    state, circle = dice.choice(list(State)), dice.choice(CIRCLES)
    due = at + timedelta(days=dice.randrange(1, 30))
    return Complaint(
        number=f"JUAI-{place:05d}",
        office=dice.choice(["juai", "juai", "juai", "lain"]),
        unit=dice.choice(UNITS),
        category=dice.choice(["ringan", "normatif"]),
        service=dice.choice(SERVICES),
        reporter=ME if dice.random() < 0.07 else 1000 + place,
        accused=(ME,) if dice.random() < 0.07 else (),
        text="",
        identity=Identity.ANONYMOUS,
        received=at,
        start=at,
        state=state,
        due=due if state in OPEN else None,
        ended=None if state in OPEN or state is State.RESOLVED else ended,
        since=ended,
        officer=dice.choice([None, ME, 8, 9]),
        urgent=dice.random() < 0.2,
        confidential=circle.confidential,
        examined_by=circle.examined_by,
        missed=(Miss(category="ringan", due=due, until=None),) if dice.random() < 0.2 else (),
        reopened=dice.choice([0, 0, 1]),
        rating=dice.choice([None, 1, 3, 4]),
    )


def filing_of(case: Complaint, via: str) -> Event:
    """How the case was filed."""
    names = (
        "number",
        "office",
        "unit",
        "category",
        "service",
        "text",
        "occurred",
        "place",
        "identity",
        "urgent",
        "confidential",
        "reporter",
    )
    data = payload(Action.FILE, {**{name: getattr(case, name) for name in names}, "via": via})
    return Event(at=case.received, actor=case.reporter, role=Role.REPORTER, data=data)


def member(*roles: Role, units: frozenset[str] = frozenset()) -> StaffMember:
    return StaffMember(person=ME, office="juai", name="", roles=frozenset(roles), units=units, sensitive=False)


class Direct:
    """Counts by looking at each case."""

    def __init__(self, cases: list[tuple[Complaint, str]]) -> None:
        self.cases = [case for case, _ in cases]
        self.via = {case.number: via for case, via in cases}
        self.recent = [case for case in self.cases if SINCE <= case.received < NOW]

    def of_period(self, by: Dimension) -> list[Shares]:
        outcomes = Counter((self.key(case, by), outcome(case)) for case in self.recent)
        parts = ("kept", "late", "running", "other")
        shares = [Shares(key=key, **{part: outcomes[key, part] for part in parts}) for key in {key for key, _ in outcomes}]
        return sorted(shares, key=lambda row: (-row.n, row.key))

    def key(self, case: Complaint, by: Dimension) -> str:
        return self.via[case.number] if by is Dimension.CHANNEL else getattr(case, by.value) or ""

    def living(self) -> Now:
        still = [case for case in self.cases if case.state in OPEN]
        due = [case.due for case in still if case.due]
        return Now(
            all=len(still),
            late=sum(moment < NOW for moment in due),
            today=sum(NOW <= moment < NOW + timedelta(days=1) for moment in due),
            untaken=sum(case.officer is None for case in still),
            urgent=sum(case.urgent for case in still),
            waiting=sum(case.state is State.WAITING for case in still),
            answered=sum(case.state is State.RESOLVED for case in self.cases),
        )

    def judged(self) -> list[Judged]:
        rated = Counter(case.rating for case in self.recent if case.rating)
        tally = [Judged(reopened=False, rating=stars, count=rated[stars]) for stars in sorted(rated)]
        again = sum(case.reopened > 0 for case in self.recent)
        return [*tally, *([Judged(reopened=True, rating=None, count=again)] if again else [])]

    def weekly(self, mondays: list[datetime]) -> list[tuple[int, int]]:
        return [
            (
                sum(begin <= case.received < end for case in self.cases),
                sum(bool(case.ended and begin <= case.ended < end) for case in self.cases),
            )
            for begin, end in pairwise(mondays)
        ]


def outcome(case: Complaint) -> str:
    if case.missed or (case.state in OPEN and case.due and case.due < NOW):
        return "late"
    if case.state in OPEN:
        return "running"
    return "kept" if case.state in {State.RESOLVED, State.CLOSED} else "other"


def filters(dice: random.Random) -> dict[str, str]:
    """At most one filter of each kind."""
    return {
        "unit": dice.choice(["", "", *UNITS]),
        "service": dice.choice(["", "", "juai/ktp"]),
        "channel": dice.choice(["", "", *VIA]),
    }


VIEWERS = (
    member(Role.SUPERVISOR),
    member(Role.HEAD),
    member(Role.ADMIN, Role.OFFICER, units=frozenset({"trantibum"})),
    None,
)
"""Those for whom there is a picture; None is everybody outside, on the public page."""


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_counted_on_indexes_is_what_is_counted_case_by_case(database: Database, seed: int) -> None:
    dice = random.Random(seed)
    made = [(case_of(dice, place), dice.choice(VIA)) for place in range(120)]
    async with database.transaction() as transaction:
        for case, via in made:
            await complaints.add(transaction, case, filing_of(case, via), "", None)
    await assert_same_picture(database, made, dice)
    await count_months(database, "juai", WITA, NOW)
    await assert_same_picture(database, made, dice)
    assert len((await days_of(database, Scope(office="juai"), SINCE, NOW)).months) == 1
    for place in dice.sample(range(len(made)), 5):
        made[place] = (changed := replace(made[place][0], office="juai", unit=UNITS[0], state=State.RECEIVED, rating=None)), made[place][1]
        async with database.transaction() as transaction:
            await complaints.change(
                transaction, changed, Event(at=NOW, actor=8, role=Role.OFFICER, data=payload(Action.TAKE, {"officer": 8})), None
            )
    await assert_same_picture(database, made, dice)
    await count_months(database, "juai", WITA, NOW)
    assert len((await days_of(database, Scope(office="juai"), SINCE, NOW)).months) == 1, "the changed month is counted again by night"
    await assert_same_picture(database, made, dice)


async def assert_same_picture(database: Database, made: list[tuple[Complaint, str]], dice: random.Random) -> None:
    for viewer in VIEWERS:
        eyes = await eyes_of(database, viewer) if viewer else OUTSIDE
        for chosen in ({}, filters(dice)):
            counted = [
                (case, via)
                for case, via in made
                if case.office == "juai" and is_counted(viewer, eyes, case) and is_chosen(case, via, chosen)
            ]
            await assert_alike(database, Scope(office="juai", eyes=eyes, **chosen), Direct(counted))


def is_counted(viewer: StaffMember | None, eyes: Eyes, case: Complaint) -> bool:
    return may_see(viewer, case) if viewer else eyes.see(case)


def is_chosen(case: Complaint, via: str, chosen: dict[str, str]) -> bool:
    facts = {"unit": case.unit, "service": case.service or "", "channel": via}
    return all(facts[name] == value for name, value in chosen.items() if value)


async def assert_alike(database: Database, scope: Scope, direct: Direct) -> None:
    mondays = picture.mondays(NOW, WITA)
    days = await days_of(database, scope, SINCE, NOW)
    for by in Dimension:
        assert await tallies.of_period(database, scope, by, days, NOW) == direct.of_period(by), (scope, by)
    assert await tallies.living(database, scope, NOW, NOW + timedelta(days=1)) == direct.living(), scope
    assert await tallies.judged(database, scope, days) == direct.judged(), scope
    assert await tallies.weekly(database, scope, mondays) == direct.weekly(mondays), scope
    hours = Counter(hour_of(case.received) for case in direct.cases if SINCE <= case.received < NOW.replace(minute=0))
    assert await tallies.hours_of_week(database, scope, days, WITA) == picture.hours_of_week(hours, WITA), scope
    assert await tallies.last_received(database, scope) == max((case.received for case in direct.cases), default=None), scope
