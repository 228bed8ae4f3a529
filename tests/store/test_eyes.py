"""What somebody counts is what stands in their lists: by circle, unit, and the part that they have in a case."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from bot.store.cases import complaints
from bot.store.offices import tallies
from bot.store.offices.eyes import eyes_of
from bot.store.offices.month_counts import Days
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from handlers.casework.access import StaffMember, may_see
from handlers.casework.circles import CIRCLES
from handlers.casework.moves import OPEN, Action, Role
from handlers.talking.ports import Filter
from tests.cases_on_file import OnFile
from tests.world import World

ME, ABSENT, ADDRESS = 900, 901, "warga-yang-juga-pegawai"
HOME, OTHER = "trantibum", "pelayanan-kesos"
PLACES = (
    (["pengawas"], (), False),
    (["pimpinan"], (), False),
    (["admin"], (), False),
    (["admin", "pengawas"], (), False),
    (["admin", "pemeriksa"], (), False),
    (["admin", "petugas"], (HOME,), False),
    (["admin", "petugas"], (HOME,), True),
    (["pengawas", "petugas"], (HOME,), False),
)


def member(roles: Iterable[str], units: Iterable[str], *, sensitive: bool, lent: bool = False) -> StaffMember:
    held = frozenset(map(Role, roles))
    parts: dict[str, Any] = {"stands_in_for": frozenset({ABSENT}), "lent": held & {Role.SUPERVISOR}} if lent else {}
    return StaffMember(person=ME, office="juai", name="", roles=held, units=frozenset(units), sensitive=sensitive, **parts)


async def cases_of_every_circle(world: World) -> None:
    """Of each circle in two units: one with nothing else, and one for each part that the member can have in it."""
    file = OnFile(world)
    for circle, unit in itertools.product(CIRCLES, (HOME, OTHER)):
        facts: dict[str, Any] = {"unit": unit, "confidential": circle.confidential, "examined_by": circle.examined_by}
        plain = await file.complaint(**facts)
        await file.complaint(**facts, reporter=ME)
        await file.complaint(**facts, accused=[ME])
        await file.act(await file.complaint(**facts), Action.FOLLOW, Role.FOLLOWER, ME, person=ME)
        for officer in (ME, ABSENT):
            await file.act(await file.complaint(**facts), Action.ASSIGN, Role.SUPERVISOR, 902, officer=officer)
        copy = await file.complaint(**facts, reporter=ME)
        await file.act(plain, Action.ABSORB, Role.OFFICER, 902, number=copy.number, person=ME)
        await file.act(copy, Action.MERGE, Role.OFFICER, 902, into=plain.number)


async def test_what_is_counted_is_what_may_be_seen(world: World) -> None:
    await cases_of_every_circle(world)
    database = world.app.database
    async with database.transaction() as transaction:
        every = await complaints.find(transaction, Filter(office="juai", limit=1000))
    for (roles, units, sensitive), lent in itertools.product(PLACES, (False, True)):
        who = member(roles, units, sensitive=sensitive, lent=lent)
        where, values = (await eyes_of(database, who)).condition()
        counted = {row[0] for row in await database.fetch(f"SELECT number FROM case_facts WHERE {where}", *values)}
        assert counted == {case.number for case in every if may_see(who, case)}, (roles, units, sensitive, lent)


async def test_the_numbers_of_the_picture_are_of_those(world: World) -> None:
    await cases_of_every_circle(world)
    head = member(["pimpinan"], (), sensitive=False)
    scope = Scope(office="juai", eyes=await eyes_of(world.app.database, head))
    async with world.app.database.transaction() as transaction:
        every = await complaints.find(transaction, Filter(office="juai", limit=1000))
        now = await tallies.living(transaction, scope, world.now, world.now)
        rows = await tallies.of_period(
            transaction, scope, Dimension.UNIT, Days.uncounted(world.now, world.now.replace(year=2030)), world.now
        )
    seen = [case for case in every if may_see(head, case)]
    assert now.all == sum(case.state in OPEN for case in seen)
    assert sum(row.n for row in rows) == len(seen) < len(every)


async def test_a_case_that_is_not_confidential_any_more_changes_its_circle(world: World) -> None:
    file = OnFile(world)
    case = await file.complaint(confidential=True)
    assert await world.rows("SELECT circle FROM case_facts") == [("rahasia",)]
    await file.act(case, Action.LIFT, Role.SUPERVISOR, 902, text="Tidak perlu lagi.")
    assert await world.rows("SELECT circle FROM case_facts") == [("",)]
