"""Courtesy is answered in kind, in one line, and is no meaning."""

from __future__ import annotations

import pytest

from tests.world import World


@pytest.mark.parametrize(
    ("said", "returned"),
    [
        ("Selamat pagi bu, ulun mau batakun syarat ahli waris", "Selamat pagi, Bapak/Ibu."),
        ("assalamualaikum warahmatullah, numpang tanya biaya perekaman ktp", "Waalaikumsalam"),
    ],
)
@pytest.mark.parametrize("channel", ["web"])  # what is said is the same on every channel
async def test_a_greeting_is_returned_above_the_answer(world: World, said: str, returned: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says(said)
    citizen.sees(returned, "Sumber")


@pytest.mark.parametrize("channel", ["web"])
async def test_a_death_in_the_family_is_not_passed_over(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("ibu saya baru saja meninggal, syarat santunan kematian apa saja")
    citizen.sees("turut berduka cita", "Akta kematian")


@pytest.mark.parametrize("channel", ["web"])
async def test_who_greets_with_nothing_is_answered_without_a_greeting(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("syarat santunan kematian apa saja")
    assert citizen.heard[-1].text.plain.startswith("Permohonan Santunan Kematian")
