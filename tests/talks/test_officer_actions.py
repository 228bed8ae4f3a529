"""What an officer can do with a case, and what the reporter hears of it."""

from __future__ import annotations

import pytest

from tests.casework.cases import at
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_ladder_goes_up import dismiss
from tests.world import World

THERE = "landak-dsp3akb"


async def taken(world: World) -> str:
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    return number


async def test_released_it_waits_for_another_officer_and_the_due_date_stays(world: World) -> None:
    number = await taken(world)
    due = (await world.complaint(number)).due
    await world.officer().presses("Lepaskan")
    assert "menunggu petugas lain" in world.citizen().heard[-1].text.plain
    after = await world.complaint(number)
    assert (after.state, after.officer, after.due) == ("received", None, due)


async def test_a_note_is_for_staff_only(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    heard = len(citizen.heard)
    await world.officer().presses("Catatan")
    await world.officer().says("sudah menelepon kelurahan")
    assert len(citizen.heard) == heard
    await world.supervisor().presses_id(f"log:{number}")
    world.supervisor().sees("sudah menelepon kelurahan")
    await citizen.presses_id(f"log:{number}")
    citizen.sees("diambil").does_not_see("menelepon")


async def test_moving_to_another_unit_keeps_receipt_and_due_date_and_tells_both(world: World) -> None:
    number = await taken(world)
    before = await world.complaint(number)
    await world.officer().presses("Pindahkan")
    await world.officer().presses("Seksi Pemberdayaan Masyarakat")
    await world.officer().says("ini urusan bagian pemberdayaan")
    after = await world.complaint(number)
    assert (after.unit, after.received, after.due, after.officer) == ("pemberdayaan", before.received, before.due, None)
    assert "urusan bagian pemberdayaan" in world.citizen().heard[-1].text.plain


async def offered(world: World) -> str:
    """Taken in Juai, and offered to another office."""
    number, officer = await taken(world), world.officer()
    await officer.presses("Pindahkan")
    await officer.presses(world.app.library.offices[THERE].name)
    await officer.says("ini wewenang dinas di Landak")
    await officer.presses("Ya, saya yakin")
    return number


@pytest.mark.parametrize("channel", ["web"])
async def test_an_office_whose_supervisor_leaves_before_the_yes_is_offered_nothing(world: World) -> None:
    number, officer = await taken(world), world.officer()
    await officer.presses("Pindahkan")
    await officer.presses(world.app.library.offices[THERE].name)
    await officer.says("ini wewenang dinas di Landak")
    await dismiss(world, world.supervisor(THERE))
    (await officer.presses("Ya, saya yakin")).sees("belum mempunyai pengawas")
    assert (await world.complaint(number)).offered is None


async def test_moving_to_another_office_keeps_the_due_date_and_waits_for_its_supervisor(world: World) -> None:
    number = await offered(world)
    before = await world.complaint(number)
    assert (before.office, before.officer is None) == ("juai", False), "until it is accepted the sender is responsible"
    assert "diteruskan" not in world.citizen().heard[-1].text.plain
    assert number in world.supervisor(THERE).heard[-1].text.plain
    await world.supervisor(THERE).presses("Terima")
    after = await world.complaint(number)
    assert (after.office, after.received, after.due) == (THERE, before.received, before.due), "moving a complaint buys no time"
    assert "ini wewenang dinas di Landak" in world.citizen().heard[-1].text.plain
    assert number in world.officer(THERE).heard[-1].text.plain
    await world.officer().presses_id(f"case:{number}")
    world.officer().sees("tidak di unit Bapak/Ibu")


async def test_what_the_other_office_returns_stays_where_it_was_and_the_sender_hears_why(world: World) -> None:
    number = await offered(world)
    await world.supervisor(THERE).presses("Kembalikan")
    await world.supervisor(THERE).says("bukan wewenang dinas kami juga")
    assert "bukan wewenang dinas kami juga" in world.officer().heard[-1].text.plain
    after = await world.complaint(number)
    assert (after.office, after.offered, after.state) == ("juai", None, "in_progress")
    await world.supervisor(THERE).presses_id(f"case:{number}")
    world.supervisor(THERE).sees("PIN")


@pytest.mark.parametrize("channel", ["web"])
async def test_what_is_offered_and_then_moved_elsewhere_is_told_to_the_other_office_and_shown_before(world: World) -> None:
    number, officer = await offered(world), world.officer()
    await officer.presses_id(f"c:transfer:{number}")
    await officer.presses("Seksi Pembangunan")
    (await officer.says("ternyata urusan seksi ini")).sees("Masih ditawarkan ke", "penawaran itu berakhir")
    await officer.presses("Ya, saya yakin")
    after = await world.complaint(number)
    assert (after.unit, after.offered) == ("pembangunan", None)
    assert "tidak ditawarkan lagi" in world.supervisor(THERE).heard[-1].text.plain


async def test_while_it_is_offered_the_senders_ladder_runs(world: World) -> None:
    number = await offered(world)
    await world.at(at("2026-11-27 08:00"))
    assert any(f"Pengingat: {number}" in one.text.plain for one in world.officer().heard)


async def test_a_shorter_limit_takes_effect_at_once_and_the_reporter_reads_date_and_reason(world: World) -> None:
    number = await taken(world)
    await world.officer().presses("Ubah kategori")
    await world.officer().presses("Pengaduan ringan")
    await world.officer().says("hanya soal informasi")
    told = world.citizen().heard[-1].text.plain
    assert "Pengaduan ringan" in told and "hanya soal informasi" in told and "24 November 2026 pukul 12.00 WITA" in told
    assert (await world.complaint(number)).category == "ringan"


async def test_a_longer_limit_waits_for_the_supervisor(world: World) -> None:
    number, supervisor = await taken(world), world.supervisor()
    await world.officer().presses("Ubah kategori")
    await world.officer().presses("Tidak berkadar pengawasan")
    await world.officer().says("perlu kerja lapangan")
    world.officer().sees("dikirim ke pengawas")
    assert (await world.complaint(number)).category == "normatif"
    await supervisor.presses("Setujui")
    told = world.citizen().heard[-1].text.plain
    assert "Batas waktu" in told and "perlu kerja lapangan" in told and "14 Desember 2026" in told
    assert (await world.complaint(number)).category == "tidak_berkadar_pengawasan"


async def test_an_extension_is_asked_with_date_and_reason_and_given_once(world: World) -> None:
    number, officer, supervisor = await taken(world), world.officer(), world.supervisor()
    await officer.presses("Minta perpanjangan")
    await officer.says("nanti saja")
    officer.sees("belum mengenali tanggalnya")
    await officer.says("15-12-2026")
    await officer.says("menunggu balasan dinas kabupaten")
    await supervisor.presses("Setujui")
    told = world.citizen().heard[-1].text.plain
    assert "15 Desember 2026" in told and "menunggu balasan dinas" in told
    await officer.presses_id(f"c:request_extension:{number}")
    officer.sees("hanya bisa satu kali")


async def test_a_rejection_always_gives_a_reason_and_where_to_go(world: World) -> None:
    number, officer = await taken(world), world.officer()
    await officer.presses("Tolak")
    await officer.presses("Bukan wewenang kami")
    await officer.says("Kantor Imigrasi Banjarmasin")
    await officer.says("Paspor diurus di sana.")
    assert (await world.complaint(number)).state == "in_progress"
    await officer.presses("Ya, saya yakin")
    told = world.citizen().heard[-1].text.plain
    assert "di luar wewenang" in told and "Kantor Imigrasi Banjarmasin" in told and "Paspor diurus di sana." in told


async def test_a_rejected_duplicate_names_the_other_number(world: World) -> None:
    other = await complain(world.citizen("rudi"), "loket tutup pada jam kerja tanpa pemberitahuan apa pun")
    await taken(world)
    officer = world.officer()
    await officer.presses("Tolak")
    await officer.presses("Sama dengan lain")
    await officer.says("tidak tahu nomornya")
    await officer.says(other.lower())
    await officer.says("Sudah dilaporkan kemarin.")
    await officer.presses("Ya, saya yakin")
    assert f"sama dengan {other}" in world.citizen().heard[-1].text.plain


async def test_a_reply_template_is_filled_in_shown_and_sent(world: World) -> None:
    number, officer = await taken(world), world.officer()
    await officer.presses("Kabari pelapor")
    await officer.presses("Sedang dikerjakan")
    officer.sees(f"Pengaduan {number} sedang kami kerjakan", "2 Desember 2026", "Kirim ini")
    assert "sedang kami kerjakan" not in world.citizen().heard[-1].text.plain
    await officer.presses("Kirim ini")
    assert f"Pengaduan {number} sedang kami kerjakan" in world.citizen().heard[-1].text.plain


async def test_the_template_may_be_left_for_own_words(world: World) -> None:
    await taken(world)
    await world.officer().presses("Kabari pelapor")
    await world.officer().presses("Sedang dikerjakan")
    await world.officer().says("Besok pagi kami datang.")
    assert "Besok pagi kami datang." in world.citizen().heard[-1].text.plain


async def test_a_closing_needs_a_written_answer(world: World) -> None:
    from tests.pictures import photo

    number = await taken(world)
    await world.officer().presses("Jawab & selesai")
    await world.officer().sends_file(photo(taken="", device=""))
    world.officer().sees("Sekarang tulis kata-katanya")
    assert (await world.complaint(number)).state == "in_progress"
    await world.officer().says("Sudah diperbaiki.")
    await world.officer().presses("Ya, saya yakin")
    await world.passes(seconds=61)
    assert world.citizen().files
