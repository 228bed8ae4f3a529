""" "Data saya" and "Hapus data saya"."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.casework.evolving import replay
from tests.pictures import photo
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

STORY = "berkas ktp saya sudah seminggu di kecamatan juai belum juga selesai"


async def closed(world: World) -> str:
    """A case with a photo and an addition, withdrawn."""
    citizen = world.citizen()
    number = await complain(citizen, STORY)
    await citizen.presses_id(f"c:add:{number}")
    await citizen.sends_file(photo(taken="", device=""), "ktp.jpg", text="saya tinggal di RT 3")
    await citizen.presses_id(f"c:withdraw:{number}")
    await citizen.says("sudah selesai")
    await citizen.presses("Ya, saya yakin")
    return number


async def test_what_is_stored_about_me_comes_as_a_file(world: World) -> None:
    number, citizen = await closed(world), world.citizen()
    await citizen.says("data saya")
    await citizen.presses("Lihat data saya")
    (file,) = citizen.answers[0].attachments
    whole = world.app.files.path(file.ref).read_text(encoding="utf-8")
    for known in (number, STORY, "Siti Aminah", "saya tinggal di RT 3", "ktp.jpg", "Dicabut"):
        assert known in whole
    assert file.name == "data-saya.txt"


async def test_a_report_that_was_not_sent_is_in_the_file_too(world: World) -> None:
    citizen = world.citizen()
    await complain(citizen, STORY, send=False)
    await citizen.says("data saya")
    await citizen.presses("Lihat data saya")
    (file,) = citizen.answers[0].attachments
    whole = world.app.files.path(file.ref).read_text(encoding="utf-8")
    for told in ("belum dikirim", STORY, "Siti Aminah"):
        assert told in whole


async def test_deleting_is_refused_while_a_case_is_open_with_when_it_will_be_possible(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    await citizen.says("hapus data saya")
    citizen.sees("Belum bisa dihapus", number, "dijawab paling lambat Rabu, 2 Desember 2026")
    assert "Ya, hapus" not in [one.label for one in citizen.choices]
    officer = world.officer()
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Sudah selesai, bisa diambil.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.says("hapus data saya")
    citizen.sees("atau otomatis", "Desember 2026")


async def test_after_deleting_words_name_messages_and_files_are_gone_and_the_facts_stay(world: World) -> None:
    number, citizen = await closed(world), world.citizen()
    reporter = (await world.complaint(number)).reporter
    async with world.app.database.transaction() as transaction:
        ((sha256,),) = await transaction.fetch("SELECT sha256 FROM files WHERE number = ?", number)
    await citizen.says("data saya")
    await citizen.presses("Lihat data saya")
    await citizen.says("hapus data saya")
    await citizen.presses("Ya, hapus")
    citizen.sees("sudah dihapus")
    await world.app.clockwork.housekeeping.forget(world.now + timedelta(days=1))
    assert not world.app.files.path(sha256).exists()
    for table in ("complaints", "history", "identities", "inbox", "outbox", "files", "chats"):
        rows = str(await world.app.database.fetch(f"SELECT * FROM {table}"))
        for word in ("seminggu", "Siti Aminah", "RT 3", "ktp.jpg"):
            assert word not in rows, f"{word} is still in {table}"
    assert await world.app.database.fetch("SELECT * FROM chats WHERE person = ?", reporter) == []
    history = await world.history(number)
    assert [event.action for event in history] == ["file", "add", "withdraw", "anonymize"]
    forgotten = await world.complaint(number)
    assert replay(history) == forgotten
    assert (forgotten.category, forgotten.received) == ("normatif", history[0].at)
    await citizen.says("status")
    citizen.does_not_see(number)


async def test_a_file_that_another_case_holds_as_well_stays(world: World) -> None:
    await closed(world)
    other = await complain(world.citizen("rudi"), "loket tutup pada jam kerja tanpa pemberitahuan apa pun")
    await world.citizen("rudi").presses_id(f"c:add:{other}")
    await world.citizen("rudi").sends_file(photo(taken="", device=""), "sama.jpg")
    await world.citizen().says("hapus data saya")
    await world.citizen().presses("Ya, hapus")
    await world.app.clockwork.housekeeping.forget(world.now + timedelta(days=1))
    ((sha256,),) = await world.app.database.fetch("SELECT sha256 FROM files WHERE number = ?", other)
    assert world.app.files.path(sha256).exists()


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize("wish", ["hapus semua data saya", "pak data saya tolong dihapus ya", "min hapus semua chat saya"])
async def test_the_wish_for_own_data_is_met_in_any_words(world: World, channel: str, wish: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(wish)).offers("Lihat data saya", "Hapus data saya")


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize("said", ["data saya dihapus dari dtks, kenapa ya", "cara hapus data orang meninggal di kk"])
async def test_other_peoples_records_are_not_the_data_of_this_talk(world: World, channel: str, said: str) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    (await citizen.says(said)).does_not_see("Data Bapak/Ibu", "tersandi")
