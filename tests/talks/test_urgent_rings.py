"""An urgent case rings until somebody has it; whoever hears it can end that."""

from __future__ import annotations

import pytest

from tests.casework.cases import at
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_ladder_goes_up import news
from tests.world import World


async def ringing(world: World) -> str:
    """Raised at night, and told for the third time."""
    number = await complain(world.citizen())
    await world.at(at("2026-11-24 20:00"))
    await world.supervisor().presses_id(f"c:raise:{number}")
    await world.supervisor().presses("Ya, saya yakin")
    for _ in range(3):
        await world.passes(minutes=10)
    return number


async def test_it_rings_at_officers_supervisor_and_head_each_with_a_button_that_ends_it(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await ringing(world)
    for phone in (world.officer(), world.supervisor(), head):
        assert len(news(phone, "DARURAT, belum diambil", number)) == 1
    world.officer().offers("Ambil")
    world.supervisor().offers("Ambil")
    head.offers("Tunjuk petugas")
    assert "Ambil" not in [choice.label for choice in head.choices], "a head takes none"


async def test_a_head_who_names_an_officer_ends_the_ringing(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await ringing(world)
    await head.presses("Tunjuk petugas")
    await head.presses(f"d:officer:{await world.person_of(world.officer())}")
    assert number in world.officer().heard[-1].text.plain and "ditunjuk" in world.officer().heard[-1].text.plain
    await world.passes(minutes=30)
    assert not news(head, "DARURAT") + news(world.officer(), "DARURAT") + news(world.supervisor(), "DARURAT")


async def test_with_officer_and_supervisor_away_the_head_hears_the_first_ring(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await complain(world.citizen())
    for phone in (world.officer(), world.supervisor()):
        await phone.presses_id("absent:juai")
        await phone.presses("Mulai sekarang")
        await phone.says("30-11-2026")
        await phone.presses("Tidak ada")
    await world.supervisor().presses_id(f"c:raise:{number}")
    await world.supervisor().presses("Ya, saya yakin")
    await world.passes(seconds=1)
    assert any("DARURAT, belum diambil" in text and number in text for text in head.texts)
    assert head.button("Tunjuk petugas").id == f"c:assign:{number}"


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_it_rings_at_nobody_before_a_yes(world: World) -> None:
    number, officer = await complain(world.citizen()), world.officer()
    (await officer.presses_id(f"c:raise:{number}")).sees("Jadikan darurat", number, "dihubungi sekarang juga")
    await world.passes(minutes=30)
    assert not (await world.complaint(number)).urgent and not news(world.supervisor(), "darurat", number)
    await officer.presses("Ya, saya yakin")
    assert (await world.complaint(number)).urgent and news(world.supervisor(), "darurat", number)
