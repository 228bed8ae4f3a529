"""Place and time of a report: what only tells of people doing something is neither."""

from __future__ import annotations

import pytest

from handlers.reporting import circumstances
from handlers.talking.dialogue import Taken
from handlers.talking.turn import Knowledge
from tests.talks.test_follow_ups import talk
from tests.turns import turn_of
from tests.world import World


@pytest.mark.parametrize(
    ("words", "place", "occurred"),
    [
        ("itu di jalan raya juai rt 3 dpn masjid, udah dr sebulan lalu", "itu di jalan raya juai rt 3 dpn masjid", "udah dr sebulan lalu"),
        ("di kantor camat lah dimana lagi! tgl 24, 26 sama 30 november", "di kantor camat lah dimana lagi", "tgl 24, 26 sama 30 november"),
        ("minggu depan tgl 8 katanya", None, "minggu depan tgl 8 katanya"),
        ("depan pasar minggu lalu", "depan pasar minggu lalu", "depan pasar minggu lalu"),
        ("dia sudah pulang, nenek di rumah anak", None, None),
    ],
)
def test_place_and_time_are_told_apart(knowledge: Knowledge, words: str, place: str | None, occurred: str | None) -> None:
    taken = circumstances.take(turn_of(knowledge, words), {"office": "juai", "story": "jalannya berlubang parah", "category": "normatif"})
    assert isinstance(taken, Taken)
    assert (taken.answers.get("place"), taken.answers.get("occurred")) == (place, occurred)


async def test_a_year_in_a_story_tells_when_it_happened(world: World) -> None:
    citizen = await talk(
        world, "mau lapor dana desa kami tidak transparan", "desa saya di kec. tanjung palas, udah dari 2024 bpd juga diem aja"
    )
    citizen.does_not_see("Kapan kejadiannya?")


async def test_where_somebody_is_after_a_danger_opens_no_report(world: World) -> None:
    citizen = await talk(world, "keponakan bawa parang ke rumah nenek, nenek takut", "sekarang sudah pulang dianya, nenek di rumah anak")
    citizen.does_not_see("periksa dulu").sees("Saya dengar").offers("Lapor darurat")


async def test_whether_the_officers_are_on_their_way_is_no_place(world: World) -> None:
    citizen = await talk(world, "aku dipukul suami tadi malam")
    await citizen.presses("Lapor darurat")
    await world.passes(seconds=30)
    (await citizen.says("petugasnya udah jalan belum")).sees("Di mana kejadiannya?").does_not_see("Tempat:").does_not_see("standar")


async def test_what_somebody_wants_to_ask_after_a_danger_is_not_part_of_it(world: World) -> None:
    citizen = await talk(world, "anak saya kejang panas tinggi", "sudah di puskesmas", "mau tanya bpjs anak")
    citizen.does_not_see("Saya dengar")
