"""A confidential report: nobody hears more than they may, and nothing that names the reporter goes out."""

from __future__ import annotations

import pytest

from tests.pictures import photo
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

STORY = "berkas surat pindah saya ditahan di loket sudah dua minggu dan saya diminta diam"


async def confidential(world: World) -> str:
    """By Siti Aminah, taken by the officer."""
    number = await complain(world.citizen(), STORY, identity="Rahasia")
    await world.officer().presses_id(f"c:take:{number}")
    return number


async def test_the_notification_gives_nothing_away_and_the_card_hides_the_name(world: World) -> None:
    number = await complain(world.citizen(), STORY, identity="Rahasia")
    told = world.officer().heard[-1].text.plain
    assert number in told and "loket" not in told and "Siti" not in told
    await world.officer().presses("Buka")
    world.officer().sees("Pelapor rahasia", "ditahan di loket").does_not_see("Siti")


async def test_only_marked_officers_and_supervisors_hear_of_it(world: World) -> None:
    plain = await world.enrol("budi")
    number = await confidential(world)
    assert not plain.heard
    await plain.presses_id(f"case:{number}")
    plain.sees("tidak di unit Bapak/Ibu").does_not_see("loket", "PIN")


@pytest.mark.parametrize("text", ["Ibu Siti sudah kami hubungi.", "NIK 6311014107900001 sudah diperiksa.", "Kepada Aminah: sudah selesai."])
async def test_an_answer_with_the_name_or_a_nik_is_stopped_shown_and_written_again(world: World, text: str) -> None:
    number, officer = await confidential(world), world.officer()
    await officer.presses("Jawab & selesai")
    await officer.says(text)
    await officer.presses("Ya, saya yakin")
    officer.sees("tidak dikirim")
    assert (await world.complaint(number)).state == "in_progress"
    await officer.says("Pelapor sudah kami hubungi dan berkasnya dikembalikan.")
    await officer.presses("Ya, saya yakin")
    assert (await world.complaint(number)).state == "resolved"


async def test_the_reason_of_a_transfer_a_note_and_a_files_name_are_held_to_the_same(world: World) -> None:
    number, officer = await confidential(world), world.officer()
    await officer.presses("Pindahkan")
    await officer.presses("Pemberdayaan Masyarakat")
    await officer.says("Siti Aminah tinggal di wilayah itu")
    officer.sees("tidak dikirim", "Siti Aminah")
    await officer.presses("Batal")
    await officer.presses_id(f"c:note:{number}")
    await officer.says("menurut siti benar begitu")
    officer.sees("tidak dikirim")
    await officer.presses("Batal")
    await officer.presses_id(f"c:inform:{number}")
    await officer.sends_file(photo(taken="", device=""), "surat_siti_aminah.jpg", text="Ini suratnya")
    officer.sees("tidak dikirim")
    assert [event.action for event in await world.history(number)] == ["file", "take"]


async def test_files_and_words_of_the_reporter_come_to_the_officer_only_behind_the_button(world: World) -> None:
    number, citizen, officer = await confidential(world), world.citizen(), world.officer()
    await citizen.presses_id(f"c:add:{number}")
    await citizen.sends_file(photo(taken="", device=""), "siti_aminah.jpg", text="ini kuitansinya")
    assert not officer.heard[-1].attachments and "kuitansi" not in officer.heard[-1].text.plain
    await officer.presses_id(f"log:{number}")
    officer.sees("ini kuitansinya").does_not_see("siti_aminah")


async def test_a_supervisor_opens_the_identity_with_a_reason_that_the_reporter_reads(world: World) -> None:
    number, supervisor = await confidential(world), world.supervisor()
    await supervisor.presses_id(f"c:open_identity:{number}")
    await supervisor.says("diminta inspektorat untuk pemeriksaan")
    supervisor.does_not_see("Siti")
    await supervisor.presses("Ya, saya yakin")
    supervisor.sees("Siti Aminah")
    assert "diminta inspektorat" in world.citizen().heard[-1].text.plain
    assert (await world.history(number))[-1].action == "open_identity"
    await world.officer().presses_id(f"c:open_identity:{number}")
    world.officer().sees("bukan wewenang").does_not_see("Siti Aminah")
