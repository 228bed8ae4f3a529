"""What staff hear when the office opens, once a day and only where there is something to say."""

from __future__ import annotations

import pytest

from bot.commands import doctor
from tests.casework.cases import at
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_ladder_goes_up import dismiss, news
from tests.world import World


async def test_with_nothing_to_say_nothing_is_sent(world: World) -> None:
    await world.at(at("2026-11-25 08:00"))
    assert not world.officer().answers + world.supervisor().answers


async def test_an_officer_gets_the_list_a_supervisor_the_picture_once_a_day(world: World) -> None:
    number = await complain(world.citizen())
    await world.at(at("2026-11-25 07:59"))
    assert not news(world.officer(), "Selamat pagi")
    await world.at(at("2026-11-25 08:00"))
    (told,) = news(world.officer(), "Selamat pagi")
    assert number in told
    (picture,) = news(world.supervisor(), "Gambaran hari ini")
    assert "Terbuka: 1" in picture and "Diterima: 1" in picture
    await world.restart()
    await world.at(at("2026-11-25 11:00"))
    assert not news(world.officer(), "Selamat pagi") + news(world.supervisor(), "Gambaran hari ini")


async def test_the_list_begins_with_what_is_due_first_and_says_what_is_late(world: World) -> None:
    first = await complain(world.citizen("siti"))
    await world.at(at("2026-11-26 09:00"))
    second = await complain(world.citizen("budi"))
    await world.at(at("2026-12-03 08:00"))
    (told,) = news(world.officer(), "Selamat pagi")
    assert told.index(first) < told.index(second)
    (picture,) = news(world.supervisor(), "Gambaran hari ini")
    assert "lewat tenggat: 1" in picture


async def test_after_a_stop_over_the_night_no_good_morning_is_said_in_the_evening(world: World) -> None:
    await complain(world.citizen())
    await world.at(at("2026-11-25 19:00"))
    assert not news(world.officer(), "Selamat pagi")
    await world.at(at("2026-11-26 08:00"))
    assert len(news(world.officer(), "Selamat pagi")) == 1


async def test_on_no_holiday_and_no_sunday(world: World) -> None:
    await complain(world.citizen())
    await world.at(at("2026-11-29 09:00"))
    assert not news(world.officer(), "Selamat pagi")


async def test_the_first_working_day_of_a_week_brings_the_week_before(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Rekomendasinya sudah ditandatangani.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.presses("Puas, tutup")
    await world.at(at("2026-11-27 08:00"))
    assert not news(world.supervisor(), "Pekan lalu")
    await world.at(at("2026-11-30 08:00"))
    (week,) = news(world.supervisor(), "Pekan lalu")
    assert "Masuk: 1 · selesai: 1 (tepat waktu 1, terlambat 0)" in week
    assert not news(officer, "Pekan lalu")
    await world.at(at("2026-12-01 08:00"))
    assert not news(world.supervisor(), "Pekan lalu")


async def test_a_complaint_answered_late_counts_as_late_in_the_week(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await world.at(at("2026-12-03 09:00"))
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Rekomendasinya sudah ditandatangani.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.presses("Puas, tutup")
    await world.at(at("2026-12-07 08:00"))
    (week,) = news(world.supervisor(), "Pekan lalu")
    assert "tepat waktu 0, terlambat 1, rata-rata 17 jam" in week


async def test_doctor_names_an_office_without_staff(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    await doctor._doctor(world.app)
    assert "✓ petugas Kantor Kecamatan Juai" in capsys.readouterr().out
    await dismiss(world, world.supervisor())
    assert await doctor._doctor(world.app) == 1
    assert "✗ petugas Kantor Kecamatan Juai: belum ada pengawas" in capsys.readouterr().out


async def test_what_was_withdrawn_counts_neither_as_in_time_nor_as_late_in_the_week(world: World) -> None:
    number = await complain(world.citizen())
    await world.citizen().presses_id(f"c:withdraw:{number}")
    await world.citizen().says("Sudah saya urus sendiri.")
    await world.citizen().presses("Ya, saya yakin")
    await world.at(at("2026-11-30 08:00"))
    (week,) = news(world.supervisor(), "Pekan lalu")
    assert "selesai: 1 (tepat waktu 0, terlambat 0, berakhir tanpa jawaban 1)" in week
