"""When the due date has passed: told before the citizen asks, with the next doors and a summary to show there."""

from __future__ import annotations

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def test_the_citizen_is_told_before_asking_and_can_take_a_summary_along(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    await world.officer().presses_id(f"c:take:{number}")
    await world.passes(days=14)
    told = next(reply for reply in citizen.heard if "sudah lewat" in reply.text.plain)
    assert "Ombudsman" in told.text.plain and "lapor.go.id" in told.text.plain
    await citizen.presses("Ringkasan")
    citizen.sees(f"Ringkasan pengaduan {number}", "Diterima: Selasa, 24 November 2026", "Batas waktu terlewati", "diambil", "Ombudsman")
    (file,) = citizen.answers[0].attachments
    kept = world.app.files.path(file.ref).read_text(encoding="utf-8")
    assert file.mime == "text/plain" and number in kept and "Batas waktu terlewati" in kept


async def test_who_hears_that_a_late_report_was_taken_is_promised_no_day_of_the_past(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    await world.passes(days=14)
    await world.officer().presses_id(f"c:take:{number}")
    told = citizen.heard[-1].text.plain
    assert "sudah diambil petugas" in told and "sudah lewat" in told and "paling lambat" not in told


async def test_the_due_date_is_explained_day_by_day(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    await citizen.presses_id(f"why:{number}")
    citizen.sees("belum dihitung", "Sabtu, 28 November 2026: tidak dihitung", "hari ke-6")


async def test_somebody_elses_summary_is_not_shown(world: World) -> None:
    number = await complain(world.citizen("siti"))
    await world.citizen("rudi").presses_id(f"sum:{number}")
    world.citizen("rudi").sees("PIN").does_not_see("Ringkasan")
