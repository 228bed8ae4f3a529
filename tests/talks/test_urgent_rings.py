"""An urgent case rings until somebody has it; whoever hears it can end that."""

from __future__ import annotations

import pytest

from tests.casework.cases import at
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_ladder_goes_up import news
from tests.world import World


async def raises(phone: Phone, number: str) -> None:
    """With a reason, and a yes after all was shown once more."""
    await phone.presses_id(f"c:raise:{number}")
    await phone.says("Tiang listriknya roboh ke jalan.")
    await phone.presses("Ya, saya yakin")


async def ringing(world: World) -> str:
    """Raised at night, and told for the third time."""
    number = await complain(world.citizen())
    await world.at(at("2026-11-24 20:00"))
    await raises(world.supervisor(), number)
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
    await raises(world.supervisor(), number)
    await world.passes(seconds=1)
    assert any("DARURAT, belum diambil" in text and number in text for text in head.texts)
    assert head.button("Tunjuk petugas").id == f"c:assign:{number}"


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_it_rings_at_nobody_before_a_yes(world: World) -> None:
    number, officer = await complain(world.citizen()), world.officer()
    (await officer.presses_id(f"c:raise:{number}")).sees("Mengapa", number)
    (await officer.says("Tiang listriknya roboh ke jalan.")).sees("Jadikan darurat", number, "Tiang listriknya", "dihubungi sekarang juga")
    await world.passes(minutes=30)
    assert not (await world.complaint(number)).urgent and not news(world.supervisor(), "darurat", number)
    await officer.presses("Ya, saya yakin")
    assert (await world.complaint(number)).urgent and news(world.supervisor(), "darurat", number)


@pytest.mark.parametrize("channel", ["web"])
async def test_the_supervisor_takes_it_back_with_a_reason_and_everybody_who_was_rung_hears_it(world: World) -> None:
    number, supervisor, officer = await ringing(world), world.supervisor(), world.officer()
    (await officer.presses_id(f"c:lower:{number}")).sees("bukan wewenang")
    await supervisor.presses_id(f"c:lower:{number}")
    (await supervisor.says("bukan")).sees("lebih lengkap")
    (await supervisor.says("Hanya lampu yang mati.")).sees("Bukan darurat", "Hanya lampu", "batas waktu biasa")
    await supervisor.presses("Ya, saya yakin")
    assert not (await world.complaint(number)).urgent
    assert news(officer, "tidak darurat lagi", number, "Hanya lampu") and news(world.citizen(), "tidak lagi ditangani sebagai darurat")
    await world.passes(minutes=30)
    assert not news(officer, "DARURAT") + news(supervisor, "DARURAT")
    audited = await world.rows("SELECT action, subject FROM audit WHERE action IN ('raised', 'lowered') ORDER BY id")
    assert audited == [("raised", number), ("lowered", number)]


@pytest.mark.parametrize("channel", ["web"])
async def test_who_was_rung_hears_who_took_it(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await ringing(world)
    await world.officer().presses_id(f"c:take:{number}")
    for phone in (world.supervisor(), head):
        assert news(phone, "sudah diambil", number), "also the head, who was rung in the third round"
    assert not news(world.officer(), "(darurat) sudah diambil")
