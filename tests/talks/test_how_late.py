"""A limit that was missed is told with its length, in the office's own time, and that stays whatever happens later."""

from __future__ import annotations

import pytest

from handlers.casework.complaint import Miss
from handlers.telling.reminders import late_words
from tests.casework.cases import at, rules_of
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

RULES = rules_of("juai")


@pytest.mark.parametrize(
    ("due", "until", "words"),
    [
        ("2026-12-02 16:00", "2026-12-02 20:00", "lewat kurang dari 1 jam"),
        ("2026-12-02 16:00", "2026-12-03 11:30", "lewat 3 jam"),
        ("2026-12-02 16:00", "2026-12-03 16:00", "lewat 1 hari kerja"),
        ("2026-12-02 16:00", "2026-12-07 11:10", "lewat 2 hari kerja 3 jam"),
        ("2026-11-27 11:00", "2026-11-30 10:00", "lewat 5 jam"),  # Friday's prayer and the weekend do not count
        ("2026-11-27 11:00", "2026-11-30 12:00", "lewat 1 hari kerja 1 jam"),
    ],
)
def test_by_how_much_in_working_days_and_open_hours(due: str, until: str, words: str) -> None:
    miss = Miss(category="normatif", due=at(due), until=at(until))
    assert late_words(miss, RULES, at("2027-01-04 09:00")) == words


async def test_the_officers_card_and_the_reporters_summary_say_how_late_it_is_and_then_was(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await world.at(at("2026-12-03 11:30"))
    await officer.presses_id(f"case:{number}")
    officer.sees("Batas waktu terlewati: lewat 3 jam")
    await world.at(at("2026-12-07 11:10"))
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Rekomendasinya sudah ditandatangani.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await world.at(at("2026-12-09 09:00"))
    await officer.presses_id(f"case:{number}")
    officer.sees("Batas waktu terlewati: lewat 2 hari kerja 3 jam")
    await citizen.presses_id(f"sum:{number}")
    citizen.sees("Rabu, 2 Desember 2026 pukul 16.00 WITA, lewat 2 hari kerja 3 jam")
