"""A bare no, haste and questions about the report while it is told: none of them becomes a part of it."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_own_words import later
from tests.world import World


@pytest.fixture
def channel() -> str:
    """What is understood does not depend on the channel."""
    return "web"


async def at_the_place(world: World) -> Phone:
    citizen = await world.citizen().presses_id("office:juai")
    return (await later(citizen, "mau lapor lampu penerangan gang kami mati semua")).sees("kejadiannya?")


async def at_the_name(world: World) -> Phone:
    await at_the_place(world)
    return (await later(world.citizen(), "gang melati rt 2, sejak senin")).sees("Bolehkah petugas tahu nama")


@pytest.mark.parametrize("words", ["eh jangan deh", "ga usah aja", "mending gausah", "ora usah wae pak"])
async def test_a_bare_no_lets_the_report_be(world: World, words: str) -> None:
    await at_the_place(world)
    (await later(world.citizen(), words)).sees("Tidak ada yang dikirim")


async def test_where_the_name_is_asked_a_no_is_of_the_name(world: World) -> None:
    citizen = await at_the_name(world)
    (await later(citizen, "eh jangan deh")).sees("Rahasia", "Anonim").does_not_see("Dibatalkan")
    (await later(citizen, "ga usah aja")).sees("Rahasia", "Anonim").does_not_see("Dibatalkan")
    (await later(citizen, "rahasia")).sees("Siapa nama")
    (await later(citizen, "gak mau ah")).sees("Anonim")
    (await later(citizen, "gausah tanya2 nama gue")).sees("Anonim, tanpa nama")


@pytest.mark.parametrize("words", ["kirim aj", "kirim cepet", "buruan kirim napa"])
async def test_haste_before_the_end_hears_what_is_still_needed(world: World, words: str) -> None:
    citizen = await at_the_name(world)
    (await later(citizen, words)).sees("Belum terkirim", "tahu nama")
    (await later(citizen, "anonim")).does_not_see(words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("kalo dicuekin gimana", "atasan petugas"),
        ("lapornya bayar ga", "gratis"),
        ("nanti diteruskan ke siapa", "Kantor Kecamatan Juai"),
        ("taunya dari mana kalo udah beres", "chat ini"),
        ("fotonya boleh nyusul ga", "ditambah"),
        ("habis ini gimana", "nomor dan batas waktu"),
    ],
)
async def test_questions_in_a_report_are_about_the_report(world: World, words: str, answer: str) -> None:
    await at_the_place(world)
    (await later(world.citizen(), words)).sees(answer, "kejadiannya?").does_not_see("Sumber:")
