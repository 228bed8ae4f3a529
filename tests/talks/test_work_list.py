"""The work list of an officer: lists with counts, filters and pages."""

from __future__ import annotations

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

MINOR = "loket tutup padahal masih jam kerja"


async def test_a_list_of_several_categories_can_be_filtered(world: World) -> None:
    first = await complain(world.citizen("siti"))
    second = await complain(world.citizen("rudi"), MINOR)
    officer = world.officer()
    await officer.says("tugas")
    await officer.presses("Belum diambil (2)")
    officer.offers(first, second, "Pengaduan ringan (1)")
    await officer.presses("Pengaduan ringan (1)")
    officer.offers(second)
    assert first not in [one.label for one in officer.choices]


async def test_a_long_list_comes_in_pages_the_earliest_due_first(world: World) -> None:
    numbers = []
    for place in range(9):
        numbers.append(await complain(world.citizen(f"warga{place}"), identity="Anonim"))
        await world.passes(days=1)
    officer = world.officer()
    await officer.says("tugas")
    await officer.presses("Semua terbuka (9)")
    assert [one.label for one in officer.choices][:2] == numbers[:2]
    await officer.presses("Berikutnya")
    officer.offers(numbers[-1])


async def test_of_very_many_open_cases_none_is_left_out_of_the_count(world: World) -> None:
    number = await complain(world.citizen())
    columns = "office, unit, category, state, confidential, urgent, body, reporter, received_at, reminded_at, pin"
    copies = f"INSERT INTO complaints (number, {columns}) SELECT ?, {columns} FROM complaints WHERE number = ?"
    async with world.app.database.transaction() as transaction:
        await transaction.many(copies, [(f"COPY-{at}", number) for at in range(1200)])
    await world.officer().says("tugas")
    assert any("1201" in one.label for one in world.officer().choices)
