"""Consent, a draft that was left, and danger that has passed, in people's own words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.phones import Phone
from tests.world import World


@pytest.fixture
def channel() -> str:
    """What is understood does not depend on the channel."""
    return "web"


async def later(citizen: Phone, words: str) -> Phone:
    """Half a minute later, and no part of the line before."""
    citizen.world.now += timedelta(seconds=30)
    return await citizen.says(words)


@pytest.mark.parametrize("words", ["ya lapor lah", "iya laporin aja dong", "boleh lapor pak"])
async def test_a_yes_to_the_question_whether_to_report(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await later(citizen, "ktp gua dari bulan lalu kagak jadi jadi")).sees("mau melapor?")
    (await later(citizen, words)).does_not_see("mau melapor?").offers("Batal")


@pytest.mark.parametrize("words", ["ya udah kirim", "ga usah pake nama", "lapor aja"])
async def test_a_report_that_was_left_is_gone_on_with(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "ktp gua dari bulan lalu kagak jadi jadi")
    (await later(citizen, "terserah")).offers("Lanjutkan laporan")
    (await later(citizen, words)).offers("Batal").does_not_see("Sumber:")


async def test_how_long_an_answer_takes_is_told_while_a_report_is_written(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "saya mau melaporkan jalan berlubang di desa hamarung sejak maret")
    (await later(citizen, "berapa lama ditanggapi?")).sees("14 hari kerja").offers("Batal")


@pytest.mark.parametrize("words", ["sudah sadar, alhamdulillah", "udah mendingan", "sudah aman"])
async def test_danger_that_has_passed_is_met_with_relief(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await later(citizen, "ibu saya pingsan ga sadar2 ini gimana")).sees("119")
    (await later(citizen, words)).sees("Syukurlah")


async def test_danger_that_only_rests_is_not_over(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await later(citizen, "suami tetangga saya mukulin istrinya sekarang")).sees("110")
    (await later(citizen, "sekarang sudah tenang tapi badannya biru biru semua")).does_not_see("Syukurlah")


@pytest.mark.parametrize("words", ["mau tanya biayanya", "mau nanya syaratnya dong", "numpang tanya berapa lama ya"])
async def test_a_part_of_nothing_yet_is_asked_back(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await later(citizen, words)).sees("layanan yang mana")
