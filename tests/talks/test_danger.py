"""Danger now: help first, then the urgent path."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.phones import StickerPhone
from tests.talks.test_complaint_from_first_word_to_closing import number_on
from tests.world import World


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("kebakaran!! rumah tetangga terbakar tolong", ["112", "113"]),
        ("tolong suami saya ngamuk bawa parang sekarang", ["112", "110"]),
        ("ada urang mangamuk mambawa parang di pasar wahini, tulungi", ["112", "110"]),
    ],
)
async def test_the_numbers_that_fit_come_in_one_short_message(world: World, said: str, numbers: list[str]) -> None:
    citizen = await world.citizen().says(said)
    citizen.sees(*numbers)
    citizen.offers("Lapor darurat", "Sudah aman")
    assert len(citizen.answers) == 1
    assert len(citizen.screen) < 500


async def test_the_urgent_path_reaches_officers_and_supervisor_at_any_hour(world: World) -> None:
    await world.at(world.now.replace(hour=19, minute=0))  # 03.00 WITA, the office is closed
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong ada orang ngamuk bawa parang di pasar sekarang")
    await citizen.presses("Lapor darurat")
    citizen.sees("Laporan darurat", "parang di pasar").offers("Kirim")
    await citizen.presses("Kirim")
    citizen.sees("Laporan darurat diterima")
    number = number_on(citizen)
    await world.at(world.now)
    assert any("DARURAT" in reply.text.plain and number in reply.text.plain for reply in world.officer().heard)
    assert any("DARURAT" in reply.text.plain and number in reply.text.plain for reply in world.supervisor().heard)


async def test_who_is_safe_is_not_pressed(world: World) -> None:
    citizen = await world.citizen().says("tolong ada maling masuk rumah sekarang")
    (await citizen.presses("Sudah aman")).sees("Syukurlah")


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize("news", ["udah dibawa ke puskesmas", "alhamdulillah sudah dirawat di rsud", "sudah ditangani tim sar pak"])
async def test_who_is_in_good_hands_reports_no_place(world: World, channel: str, news: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong bapak saya jatuh pingsan tidak bangun")
    world.now += timedelta(seconds=30)
    (await citizen.says(news)).sees("Syukurlah").does_not_see("Laporan darurat")


async def test_a_question_about_procedure_is_no_alarm(world: World) -> None:
    citizen = await world.citizen().says("kalau ada kebakaran hutan lapornya ke mana ya, prosedurnya gimana")
    citizen.does_not_see("telepon dulu")


@pytest.mark.parametrize("channel", ["web"])  # what is said is the same everywhere
@pytest.mark.parametrize("cry", ["bu gimana ini", "nomornya berapa tadi", "pintunya sudah jebol"])
async def test_a_cry_after_words_of_danger_is_heard_as_one(world: World, channel: str, cry: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong ada orang mau dobrak pintu rumah saya bawa parang sekarang")
    (await citizen.says(cry)).sees("110")
    await citizen.presses("Lapor darurat")
    citizen.sees(cry)


@pytest.mark.parametrize("channel", ["web"])  # what is said is the same everywhere
async def test_a_remark_that_tells_no_new_danger_is_heard_without_the_numbers(world: World, channel: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong ada orang mau dobrak pintu rumah saya bawa parang sekarang")
    await world.passes(minutes=1)
    (await citizen.says("maaf ya pak saya cuma sendiri")).sees("Saya dengar").does_not_see("110").offers("Lapor darurat", "Sudah aman")


async def test_who_says_that_it_was_an_exercise_is_left_in_peace(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("ada ibu pendarahan hebat di balai desa")
    await world.passes(minutes=1)
    (await citizen.says("maksudnya simulasi bu")).sees("Syukurlah").does_not_see("119")


@pytest.mark.parametrize("channel", ["web"])  # what is said is the same everywhere
async def test_a_cry_said_before_takes_nothing_from_what_was_told(world: World, channel: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong ada orang mau dobrak pintu rumah saya bawa parang sekarang")
    for _ in range(2):
        await world.passes(minutes=1)
        (await citizen.says("pintunya sudah jebol")).sees("110")
    (await citizen.presses("Lapor darurat")).sees("bawa parang")


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize(("later", "words"), [(30, "gimana ini"), (1, "sudah aman bu"), (1, "syarat ktp apa saja?")])
async def test_and_nothing_else_is(world: World, channel: str, later: int, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong ada orang mau dobrak pintu rumah saya bawa parang sekarang")
    await world.passes(minutes=later)
    (await citizen.says(words)).does_not_see("telepon dulu")


@pytest.mark.parametrize("channel", ["web"])
class TestViolenceThatComesAgain:
    """A child who is beaten every night is in danger near enough for help to come first; the report goes on without a false "sudah aman"."""

    STORY = "anak tetangga saya dipukul pamannya setiap malam di rumahnya di dusun sumber rejeki"

    async def test_amid_a_report_help_comes_first_and_the_report_goes_on_with_it(self, world: World) -> None:
        citizen = await world.citizen().presses_id("office:juai")
        await citizen.says("lapor")
        (await citizen.says(self.STORY)).sees("129").offers("Lapor darurat", "Lanjutkan laporan")
        await citizen.presses("Lanjutkan laporan")
        citizen.does_not_see("Apa yang terjadi?", "telepon dulu")
        await citizen.presses("Tidak")
        (await citizen.presses("Anonim")).sees("setiap malam")

    async def test_as_the_first_word_it_can_be_reported_in_peace(self, world: World) -> None:
        citizen = await world.citizen().presses_id("office:juai")
        (await citizen.says(self.STORY)).offers("Lapor darurat", "Ajukan pengaduan")
        (await citizen.presses("Ajukan pengaduan")).does_not_see("Apa yang terjadi?")


@pytest.mark.parametrize("channel", ["web"])
class TestOnceItIsReported:
    async def reported(self, world: World) -> StickerPhone:
        citizen = await world.citizen().presses_id("office:juai")
        said = ("tolong suami tetangga mukulin istrinya sekarang", "ga berani nelpon, nanti dia dengar", "rt 03 belakang mushola", "kirim")
        for words in said:
            await world.passes(minutes=1)
            await citizen.says(words)
        return citizen.sees("Laporan darurat diterima")

    async def test_that_it_is_over_is_no_place_of_another_report(self, world: World) -> None:
        citizen = await self.reported(world)
        await world.passes(minutes=1)
        (await citizen.says("udah aman, pak rt datang")).sees("Syukurlah").does_not_see("Laporan darurat, periksa dulu")

    async def test_a_question_what_became_of_it_finds_the_report(self, world: World) -> None:
        citizen = await self.reported(world)
        number = number_on(citizen)
        await world.passes(minutes=1)
        (await citizen.says("gimana petugasnya sudah jalan?")).sees(number).offers("Lihat pengaduan")


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize(
    "words",
    ["belum aman bu", "tidak aman pak", "gak aman disini", "belum ditolong", "selamat malam pak tolong", "orangnya sudah datang lagi"],
)
async def test_what_denies_that_it_is_over_brings_help_again(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong suami saya ngamuk bawa parang sekarang")
    await world.passes(minutes=1)
    (await citizen.says(words)).sees("112").does_not_see("Syukurlah")
    await world.passes(minutes=1)
    (await citizen.says("tidak apa apa, sudah aman")).sees("Syukurlah")


@pytest.mark.parametrize("channel", ["web"])
async def test_a_place_after_other_talk_opens_no_urgent_report(world: World, channel: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("tolong ada orang ngamuk bawa parang di pasar sekarang")
    world.now += timedelta(seconds=30)
    await citizen.says("syarat bikin ktp apa saja?")
    world.now += timedelta(seconds=30)
    (await citizen.says("rumah saya juga rusak")).does_not_see("Laporan darurat")
