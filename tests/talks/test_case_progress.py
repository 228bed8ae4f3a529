"""Short remarks after a report was sent belong to the report: nothing is added without a press, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


@pytest.fixture
def channel() -> str:
    return "web"


POTHOLE = "jembatan kayu di dusun kami lapuk, papannya patah tiga minggu ini"


async def test_a_remark_about_the_only_open_report_is_offered_to_it(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen, POTHOLE)
    for words in (
        "makasih ya",
        "masih kayak kemarin pak",
        "blm ada petugas yang ke sini",
        "kok papannya tetep patah sih",
        "kapan mau diperbaikinya min",
        "cepetan dong",
    ):
        await world.passes(seconds=30)
        await citizen.says(words)
        citizen.sees("Sama-sama") if words.startswith("makasih") else citizen.sees(number, "Diterima").offers("Sampaikan ke petugas")
    assert [event.action for event in await world.history(number)] == ["file"]
    await citizen.presses("Sampaikan ke petugas")
    assert (await world.history(number))[-1].data.text == "cepetan dong"


async def test_what_is_mended_can_be_told_or_withdrawn_with_these_words(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen, POTHOLE)
    await world.passes(days=1)
    await citizen.says("jembatannya udah diganti baru kak")
    citizen.sees("Syukurlah", number).offers("Sampaikan ke petugas", "Cabut pengaduan")
    await citizen.presses("Cabut pengaduan")
    citizen.sees("Cabut pengaduan", "jembatannya udah diganti baru kak")
    assert (await world.complaint(number)).state == "received"


async def test_who_is_pressed_to_withdraw_hears_that_nobody_else_can(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen, POTHOLE)
    await world.passes(seconds=30)
    (await citizen.says("barusan saya disuruh cabut laporannya sama pak rt")).sees("hanya bisa dicabut oleh Bapak/Ibu").offers(
        "Sampaikan ke petugas"
    )
    assert (await world.complaint(number)).state == "received"


async def test_words_about_a_service_or_the_office_are_no_remark_about_the_report(world: World) -> None:
    citizen = world.citizen()
    await complain(citizen, POTHOLE)
    for words in ("saya belum bikin ktp, syaratnya apa", "masih harus pakai pengantar desa?", "kapan kantornya buka"):
        await world.passes(seconds=30)
        (await citizen.says(words)).does_not_see("Keadaan laporan")


async def test_of_several_open_reports_the_one_is_meant_that_holds_the_word(world: World) -> None:
    citizen = world.citizen()
    bridge = await complain(citizen, POTHOLE)
    await world.passes(minutes=5)
    lamp = await complain(citizen, "penerangan di simpang tiga padam total dari hari minggu, gelap sekali")
    await world.passes(minutes=5)
    (await citizen.says("belum ada perubahan")).sees("Untuk pengaduan yang mana").offers(bridge, lamp)
    await world.passes(minutes=5)
    (await citizen.says("simpangnya masih gelap")).sees(lamp).does_not_see(bridge)
