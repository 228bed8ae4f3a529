"""`/rekap` at any hour: the picture for who leads, the own list for an officer."""

from __future__ import annotations

from datetime import timedelta

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_work_list import MINOR
from tests.world import World


async def test_a_supervisor_sees_what_is_late_due_today_untaken_and_waiting_with_the_way_into_each_list(world: World) -> None:
    late = await complain(world.citizen("siti"), MINOR)
    taken = await complain(world.citizen("rudi"))
    await world.officer().presses_id(f"c:take:{taken}")
    await world.passes(days=1)
    today = await complain(world.citizen("dewi"), MINOR)
    supervisor = world.supervisor()
    await supervisor.says("/rekap")
    supervisor.sees(
        "Gambaran saat ini", "Lewat tenggat (1)", "Tenggat hari ini (1)", "Belum diambil (2)", "Darurat (0)", "Menunggu warga (0)"
    )
    supervisor.sees(late)
    assert "Darurat (0)" not in [one.label for one in supervisor.choices], "an empty list has no button"
    await supervisor.presses("Tenggat hari ini (1)")
    assert next(one.label for one in supervisor.choices) == today
    due = (await world.complaint(today)).due
    assert due
    await world.at(due + timedelta(minutes=1))
    await supervisor.says("rekap")
    supervisor.sees("Lewat tenggat (2)", "Tenggat hari ini (0)")


async def test_an_officer_gets_the_own_list_and_a_citizen_none(world: World) -> None:
    mine, other = await complain(world.citizen("siti")), await complain(world.citizen("rudi"))
    await world.officer().presses_id(f"c:take:{mine}")
    await world.officer().says("/rekap")
    world.officer().sees("Tugas saya (1)", mine).does_not_see(other)
    await world.citizen("siti").says("rekap")
    world.citizen("siti").sees("untuk petugas")
