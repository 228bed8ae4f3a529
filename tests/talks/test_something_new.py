"""What is said behind a cancel, beside a first story, and after what was told: it is heard for what it is about."""

from __future__ import annotations

import pytest

from tests.talks.test_follow_ups import talk
from tests.world import World

pytestmark = pytest.mark.parametrize("channel", ["web"])  # what is understood is the same on each
TOLD = ("mau lapor", "lampu jalan di depan pasar mati sudah seminggu")


@pytest.mark.parametrize(
    ("said", "shown"), [("batal aja pak. syarat ahli waris apa", "Ahli Waris"), ("ga jadi. nomor kantor aja", "Telepon")]
)
async def test_a_cancel_with_a_question_behind_it_does_both(world: World, channel: str, said: str, shown: str) -> None:
    (await talk(world, *TOLD, said)).sees("Dibatalkan", shown)


@pytest.mark.parametrize("said", ["ga jadi deh, takut dimarahi pak rt", "batal, orangnya sudah minta maaf"])
async def test_a_reason_behind_a_cancel_is_no_new_message(world: World, channel: str, said: str) -> None:
    citizen = await talk(world, *TOLD, said)
    citizen.sees("Dibatalkan").does_not_see("belum punya jawabannya", "Maaf")


async def test_a_draft_that_was_cancelled_can_be_deleted(world: World, channel: str) -> None:
    (await talk(world, *TOLD, "batal pak", "hapus saja ya pak")).sees("hapus")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("bapak saya meninggal bulan lalu, kata pak rt ada santunannya", "Santunan Kematian"),
        ("ktp saya dimakan kambing waktu di sawah kemarin", "E-KTP"),
    ],
)
async def test_a_first_story_that_is_by_far_about_one_service_is_answered_or_asked_about(
    world: World, channel: str, told: str, shown: str
) -> None:
    (await talk(world, told)).sees(shown)


async def test_half_a_question_after_an_offered_report_is_about_what_was_told(world: World, channel: str) -> None:
    citizen = await talk(
        world,
        "ada orang tua telantar di depan toko sudah 3 hari, tidak ada yang mengurus",
        "lama tidak diurusnya?",
        office="landak-dsp3akb",
    )
    citizen.sees("Orang Terlantar").does_not_see("layanan yang mana")


@pytest.mark.parametrize("said", ["siap, cukup pak", "ok cukup"])
async def test_who_has_enough_is_not_answered_once_more(world: World, channel: str, said: str) -> None:
    (await talk(world, "syarat ktp apa", said)).does_not_see("Persyaratan", "E-KTP")


async def test_a_remark_with_a_case_at_its_end_asks_nothing(world: World, channel: str) -> None:
    (await talk(world, "syarat ktp apa", "susah memang kalau rumahnya jauh")).does_not_see("belum diatur")
