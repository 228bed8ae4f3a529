"""What is said after a question went to an officer, and after danger, is not taken for more than it is."""

from __future__ import annotations

import pytest

from tests.world import World


@pytest.fixture
def channel() -> str:
    return "web"


async def test_a_question_that_an_officer_has_is_never_said_not_to_be_sent(world: World) -> None:
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    for words in ("mau bicara dengan petugas", "berkas ahli waris boleh dititip ke tetangga?", "batal aja deh"):
        await world.passes(seconds=30)
        await citizen.says(words)
    citizen.sees("sudah sampai ke petugas").offers("Cabut pengaduan").does_not_see("Tidak ada yang dikirim")


async def test_a_yes_after_other_talk_reports_no_danger(world: World) -> None:
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    for words in ("tolong rumah tetangga kebakaran", "syarat bikin ktp apa", "ok"):
        await world.passes(seconds=30)
        await citizen.says(words)
    citizen.does_not_see("Di mana", "Kirim")
    await world.passes(seconds=30)
    await citizen.says("ada kebakaran lagi di sebelah rumah, apinya besar")
    await world.passes(seconds=30)
    (await citizen.says("ya")).sees("Laporan darurat")


@pytest.mark.parametrize("words", ["saya belum punya ktp sama sekali", "ulun kada baisi ktp"])
async def test_what_is_said_to_be_missing_is_talked_about(world: World, words: str) -> None:
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    await citizen.says(words)
    await world.passes(seconds=30)
    (await citizen.says("gimana caranya")).sees("Prosedur", "KTP")


@pytest.mark.parametrize("words", ["ambulansnya udah nyampe pak", "polisi sudah di lokasi, sudah diamankan"])
async def test_an_urgent_report_that_is_no_longer_urgent_rings_nobody(world: World, words: str) -> None:
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    await citizen.says("tolong bengkel sebelah kebakaran apinya besar")
    await citizen.presses("Lapor darurat")
    await world.passes(seconds=30)
    await citizen.says("simpang empat desa sirap")
    citizen.sees("Laporan darurat")
    await world.passes(seconds=30)
    await citizen.says(words)
    citizen.sees("Syukurlah", "belum dikirim").does_not_see("semua petugas langsung")
    for answer in ("Lewati", "Anonim", "kirim"):
        await world.passes(seconds=30)
        await citizen.says(answer)
    ((number,),) = await world.rows("SELECT number FROM complaints")
    assert not (await world.complaint(number)).urgent
