"""A confidential report: nobody hears more than they may, and nothing that names the reporter goes out."""

from __future__ import annotations

import pytest

from handlers.casework.complaint import Identity
from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.pictures import photo
from tests.talks.test_complaint_from_first_word_to_closing import complain, number_on
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
    await officer.presses("Seksi Pemberdayaan Masyarakat")
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


async def test_what_was_found_is_not_said_and_the_third_stop_is_told_to_the_supervisor(world: World) -> None:
    """A note of many names, one of them the reporter's, must not answer which."""
    number, officer, supervisor = await confidential(world), world.officer(), world.supervisor()
    for tries in range(3):
        await officer.presses_id(f"c:note:{number}")
        await officer.says("apakah ini Budi, Rina, Siti, Dewi, atau Agus?")
        officer.sees("tidak dikirim", "Budi, Rina, Siti, Dewi, atau Agus").does_not_see("Aminah")
        told = [one for one in supervisor.heard if "mencoba mengirim tulisan" in one.text.plain]
        assert len(told) == (tries == 2)
    assert await world.rows("SELECT COUNT(*) FROM audit WHERE action = 'leak_stopped' AND subject = ?", number) == [(3,)]


async def test_a_supervisor_who_tries_names_is_not_told_of_it_as_if_somebody_else_had(world: World) -> None:
    number, supervisor = await confidential(world), world.supervisor()
    for _ in range(3):
        await supervisor.presses_id(f"c:note:{number}")
        await supervisor.says("apakah ini Siti Aminah?")
        supervisor.sees("tidak dikirim")
    assert not [shown for shown in supervisor.heard if "mencoba mengirim tulisan" in shown.text.plain]


async def test_the_name_of_who_reported_the_merged_report_is_stopped_too(world: World) -> None:
    file, officer = OnFile(world), world.officer()
    person = await world.person_of(officer)
    main = await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, person)
    other = await file.complaint(name="Wulandari", identity=Identity.CONFIDENTIAL)
    await file.act(main, Action.ABSORB, Role.OFFICER, person, number=other.number, person=other.reporter)
    await file.act(other, Action.MERGE, Role.OFFICER, person, into=main.number)
    await officer.presses_id(f"c:note:{main.number}")
    await officer.says("Ibu Wulandari juga melapor soal ini.")
    officer.sees("tidak dikirim")


async def test_opening_an_identity_stands_in_the_audit_with_its_reason(world: World) -> None:
    number, supervisor = await confidential(world), world.supervisor()
    await supervisor.presses_id(f"c:open_identity:{number}")
    await supervisor.says("diminta inspektorat untuk pemeriksaan")
    await supervisor.presses("Ya, saya yakin")
    rows = await world.rows("SELECT actor, reason FROM audit WHERE action = 'identity_opened' AND subject = ?", number)
    assert rows == [(await world.person_of(supervisor), "diminta inspektorat untuk pemeriksaan")]


async def unseen(world: World) -> str:
    """A confidential case where no officer of the unit is marked for such."""
    await world.app.database.execute("UPDATE staff SET sensitive = 0")
    return await complain(world.citizen(), STORY, identity="Rahasia")


async def test_a_confidential_case_without_a_marked_officer_is_the_supervisors_at_once_to_lift(world: World) -> None:
    number, supervisor, officer = await unseen(world), world.supervisor(), world.officer()
    assert any(number in one.text.plain and "belum bisa dilihat" in one.text.plain for one in supervisor.heard)
    await supervisor.presses("Cabut kerahasiaan")
    await supervisor.says("tidak ada bahaya, hanya soal berkas")
    await supervisor.presses("Ya, saya yakin")
    assert "tidak ada bahaya" in world.citizen().heard[-1].text.plain
    assert (await world.history(number))[-1].action == "lift"
    await officer.presses_id(f"case:{number}")
    officer.sees("ditahan di loket", "Pelapor rahasia").does_not_see("Siti")


async def test_or_to_mark_an_officer_who_then_sees_it(world: World) -> None:
    number, supervisor, officer = await unseen(world), world.supervisor(), world.officer()
    await officer.presses_id(f"case:{number}")
    officer.sees("tidak di unit")
    await officer.presses_id(f"peka:{number}:{await world.person_of(officer)}")
    officer.sees("hanya pengawas")
    await supervisor.presses("Pilih petugas peka")
    await supervisor.presses("Petugas contoh")
    assert number in officer.heard[-1].text.plain
    await officer.presses_id(f"case:{number}")
    officer.sees("ditahan di loket")
    assert await world.rows("SELECT COUNT(*) FROM audit WHERE action = 'marked_discreet'") == [(1,)]


async def test_an_officer_marks_nobody_not_even_by_a_case_that_they_see(world: World) -> None:
    await world.app.database.execute("UPDATE staff SET sensitive = 0")
    number, officer = await complain(world.citizen()), world.officer()
    await officer.presses_id(f"peka:{number}:{await world.person_of(officer)}")
    officer.sees("hanya pengawas")
    assert await world.rows("SELECT COUNT(*) FROM staff WHERE sensitive = 1") == [(0,)]


async def test_the_citizens_own_choice_of_open_lifts_a_mere_proposal(world: World) -> None:
    number = await complain(
        world.citizen(), "kepala seksi menyuruh saya memberi uang rokok supaya surat pindah diteken", identity="Terbuka"
    )
    assert not (await world.complaint(number)).confidential


async def test_of_violence_it_is_kept_and_the_citizen_is_told_why(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen, "anak tetangga saya dipukul dan dilecehkan pamannya setiap malam di rumahnya", identity="Terbuka")
    assert (await world.complaint(number)).confidential
    assert any("tetap ditangani sebagai pengaduan rahasia" in one.text.plain for one in citizen.heard)


async def test_the_own_name_told_at_the_review_goes_to_the_identity_and_not_into_the_story(world: World) -> None:
    citizen = world.citizen()
    await complain(citizen, STORY, identity="Rahasia", send=False)
    await citizen.says("nama saya Hj. Siti Maryam, no hp saya 081234567890")
    citizen.sees("tidak di cerita").does_not_see("tambahkan ke cerita")
    await citizen.presses("Kirim")
    assert "Maryam" not in (await world.complaint(number_on(citizen))).text


async def test_on_an_anonymous_report_the_own_name_is_not_kept_and_the_choice_is_asked_again(world: World) -> None:
    citizen = world.citizen()
    await complain(citizen, STORY, identity="Anonim", send=False)
    await citizen.says("nama saya Siti Maryam")
    citizen.sees("belum kami catat").offers("Rahasia", "Anonim")
    await citizen.presses("Anonim")
    await citizen.presses("Kirim")
    assert "Maryam" not in (await world.complaint(number_on(citizen))).text


async def test_the_own_name_told_before_the_report_is_hidden_is_warned_of(world: World) -> None:
    review = await complain(world.citizen(), f"nama saya Siti Maryam, {STORY}", identity="Anonim", send=False)
    assert "ada nama Bapak/Ibu" in review
