"""The ladder in a living office: who hears what when nobody acts, told once, whatever is restarted when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.store.people import people
from bot.store.upkeep import maintenance
from handlers.casework.moves import Action
from tests.casework.cases import at
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


def news(phone: Phone, *words: str) -> list[str]:
    """What was heard since the clock moved that holds these words."""
    return [one.text.plain for one in phone.answers if all(word in one.text.plain for word in words)]


async def days(world: World, *moments: datetime) -> None:
    for moment in moments:
        await world.at(moment)


async def dismiss(world: World, *phones: Phone) -> None:
    """They leave the office."""
    for one in phones:
        await world.app.database.execute("UPDATE staff SET active = 0 WHERE person = ?", await world.person_of(one))


async def letters(world: World, *words: str) -> list[str]:
    """The keys of all letters of the ladder that were ever written."""
    rows = await world.app.database.fetch("SELECT key FROM outbox WHERE key LIKE 'ladder:%' ORDER BY id")
    return [key for (key,) in rows if all(word in key for word in words)]


async def test_what_nobody_takes_goes_to_the_unit_again_then_to_the_supervisor(world: World) -> None:
    number = await complain(world.citizen())
    await world.at(at("2026-11-24 10:00"))
    assert len(news(world.officer(), "Belum ada yang mengambil", number)) == 1
    assert not news(world.supervisor(), "Belum ada yang mengambil")
    await world.at(at("2026-11-26 08:00"))
    assert len(news(world.supervisor(), "Belum ada yang mengambil", number)) == 1
    world.supervisor().offers("Ambil")


async def test_a_supervisor_who_stays_silent_leads_to_the_head(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await complain(world.citizen())
    overdue = [at(f"2026-12-{day:02} 08:00") for day in (3, 4, 7)]
    await days(world, *overdue)
    assert not news(head, f"{number} lewat")
    await world.at(at("2026-12-08 08:00"))
    assert len(news(head, f"{number} lewat")) == 1


async def test_the_reporter_hears_of_the_missed_limit_before_asking_and_the_fact_stays(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await world.at(at("2026-12-03 08:00"))
    assert len(news(citizen, "sudah lewat", number)) == 1
    await world.at(at("2026-12-04 10:00"))
    assert not news(citizen, "sudah lewat")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Rekomendasinya sudah ditandatangani.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.presses("Puas, tutup")
    (miss,) = (await world.complaint(number)).missed
    assert miss.by(world.now) == at("2026-12-04 10:00") - at("2026-12-02 16:00")


async def test_after_a_stop_of_any_length_one_notice_speaks_for_all(world: World) -> None:
    number = await complain(world.citizen())
    await world.at(at("2026-12-14 09:00"))
    assert len(news(world.supervisor(), number, "Mewakili")) == 1
    assert len(news(world.officer(), number, "Mewakili")) == 1


async def test_each_point_is_told_once_whatever_is_restarted_in_between(world: World) -> None:
    number = await complain(world.citizen())
    moments = [at(f"2026-{day} 08:00") for day in ("11-25", "11-26", "11-27", "12-01", "12-02", "12-03", "12-04", "12-07", "12-08")]
    for moment in moments:
        await world.at(moment)
        await world.restart()
        await world.at(moment)
    keys = await letters(world, number)
    assert len(keys) == len(set(keys))
    for day in ("2026-12-03", "2026-12-04", "2026-12-07"):
        told = [one.partition(day)[2] for one in await letters(world, number, f"opening:{day}")]
        assert told and len(told) == len(set(told))


async def test_with_no_staff_at_all_an_alarm_goes_to_the_log_and_it_is_told_when_staff_joins(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await dismiss(world, world.officer(), world.supervisor(), world.head())
    number = await complain(world.citizen())
    await world.at(at("2026-11-26 09:00"))
    assert "ladder.nobody" in caplog.text
    rini = await world.enrol("rini")
    await world.passes(minutes=11)
    assert len(news(rini, "Belum ada yang mengambil", number)) == 1
    await world.passes(minutes=11)
    assert not news(rini, number)


async def test_what_an_officer_had_who_left_is_free_again_the_next_morning(world: World) -> None:
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    rini = await world.enrol("rini", units=["pelayanan-kesos"])
    await dismiss(world, world.officer())
    await world.at(at("2026-11-25 08:00"))
    assert len(news(rini, "sekarang tanpa petugas", number)) == 1
    rini.offers("Ambil")
    assert (await world.complaint(number)).officer is None


async def test_several_cases_of_who_left_are_one_message_with_their_list(world: World) -> None:
    citizen = world.citizen()
    numbers = [await complain(citizen) for _ in range(2)]
    for number in numbers:
        await world.officer().presses_id(f"c:take:{number}")
    rini = await world.enrol("rini", units=["pelayanan-kesos"])
    await dismiss(world, world.officer())
    await world.at(at("2026-11-25 08:00"))
    assert len(news(rini, "sekarang tanpa petugas", *numbers)) == len(news(rini, "sekarang tanpa petugas")) == 1
    rini.offers("Lihat daftar")


async def test_an_absent_officers_reminders_go_to_the_stand_in(world: World) -> None:
    rini = await world.enrol("rini", units=["pelayanan-kesos"])
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    officer, stand_in = await world.person_of(world.officer()), await world.person_of(rini)
    async with world.app.database.transaction() as transaction:
        await people.absent(transaction, officer, "juai", world.now, at("2026-11-30 00:00"), stand_in)
    await world.at(at("2026-11-27 08:00"))
    assert news(rini, "Pengingat", number)
    assert not news(world.officer(), "Pengingat", number)


async def test_raised_as_urgent_it_rings_from_that_moment_at_any_hour_and_the_head_from_the_third_round(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await complain(world.citizen())
    await world.at(at("2026-11-24 20:00"))
    await world.officer().presses_id(f"c:raise:{number}")
    await world.officer().says("Tiang listriknya roboh ke jalan.")
    await world.officer().presses("Ya, saya yakin")
    await world.passes(seconds=1)
    (first,) = [one.text.plain for one in world.supervisor().heard if "DARURAT, belum diambil" in one.text.plain]
    assert number in first
    assert "Mewakili" not in first
    await world.passes(minutes=10)
    assert not news(head, "DARURAT")
    await world.passes(minutes=10)
    assert len(news(head, "DARURAT", number)) == 1
    await world.officer().presses_id(f"c:take:{number}")
    await world.passes(minutes=30)
    assert not news(head, "DARURAT") + news(world.officer(), "DARURAT")


async def test_released_again_not_taken_counts_anew(world: World) -> None:
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    await world.at(at("2026-11-26 10:00"))
    await world.officer().presses_id(f"c:release:{number}")
    await world.at(at("2026-11-26 10:59"))
    assert not news(world.officer(), "Belum ada yang mengambil")
    await world.at(at("2026-11-26 11:00"))
    assert len(news(world.officer(), "Belum ada yang mengambil", number)) == 1


async def reopen(world: World, number: str) -> None:
    await world.supervisor().presses_id(f"c:answer:{number}")
    await world.supervisor().says("Berkasnya sudah kami kirim ke kabupaten pagi ini.")
    await world.supervisor().presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await world.citizen().presses_id(f"c:reopen:{number}")
    await world.citizen().says("Belum selesai juga.")


async def test_reopened_a_second_time_it_is_the_supervisors(world: World) -> None:
    rini = await world.enrol("rini")
    number = await complain(world.citizen())
    await rini.presses_id(f"c:take:{number}")
    await reopen(world, number)
    assert (await world.complaint(number)).officer is not None
    await reopen(world, number)
    assert (await world.complaint(number)).officer is None
    (await rini.presses_id(f"c:take:{number}")).sees("Pengawas yang menentukan")
    await world.supervisor().presses_id(f"c:take:{number}")
    assert (await world.complaint(number)).officer == await world.person_of(world.supervisor())


async def test_an_approval_waits_with_buttons_and_goes_up_to_the_head(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:request_extension:{number}")
    await officer.says("15-12-2026")
    await officer.says("Menunggu tanda tangan bupati.")
    await world.at(at("2026-11-25 08:00"))
    assert len(news(world.supervisor(), "menunggu persetujuan", number)) == 1
    assert not news(head, "menunggu persetujuan")
    await world.at(at("2026-11-26 08:00"))
    assert len(news(head, "menunggu persetujuan", number)) == 1
    await head.presses("Setujui")
    assert "15 Desember 2026" in citizen.heard[-1].text.plain
    history = await world.history(number)
    assert (history[-1].action, history[-1].actor) == (Action.APPROVE, await world.person_of(head))
    await world.at(at("2026-11-27 08:00"))
    assert not news(world.supervisor(), "menunggu persetujuan")


async def test_a_longer_category_takes_effect_only_when_approved_and_everything_is_in_the_history(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    before = await world.complaint(number)
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:categorize:{number}")
    await officer.presses_id("d:category:berkadar_pengawasan")
    await officer.says("Ada dugaan pungli, perlu pemeriksaan.")
    assert (await world.complaint(number)).due == before.due
    assert any("Setujui" in [choice.label for choice in one.choices] for one in world.supervisor().heard[-1:])
    await world.supervisor().presses("Setujui")
    changed = await world.complaint(number)
    assert changed.due and before.due and changed.due > before.due
    assert "Ada dugaan pungli" in citizen.heard[-1].text.plain
    asked, approved = (await world.history(number))[-2:]
    assert (asked.action, asked.data.text) == (Action.REQUEST_CATEGORY, "Ada dugaan pungli, perlu pemeriksaan.")
    assert (approved.action, approved.actor) == (Action.APPROVE, await world.person_of(world.supervisor()))


async def leave_day_was_unknown(world: World, number: str) -> None:
    """As if the calendar had been one without this day when the due date was told."""
    async with world.app.database.transaction() as transaction:
        known = await maintenance.read(transaction, "calendar:juai")
        assert known
        await maintenance.write(transaction, "calendar:juai", known.replace("2026-12-25", "2025-12-25"))
        await transaction.execute("UPDATE complaints SET body = json_set(body, '$.due', '2026-12-01T08:00:00Z') WHERE number = ?", number)
    await world.restart()
    await world.settle()


async def passes(world: World, minutes: int) -> None:
    world.now += timedelta(minutes=minutes)
    await world.settle()


async def test_a_new_joint_leave_day_moves_due_dates_and_says_why(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    before = await world.complaint(number)
    await leave_day_was_unknown(world, number)
    assert not news(citizen, "dihitung ulang")
    await passes(world, 10)
    assert len(news(citizen, "dihitung ulang", "Jumat, 25 Desember 2026", "Natal")) == 1
    assert (await world.complaint(number)).due == before.due
    assert (await world.history(number))[-1].action is Action.RECALCULATE
    await world.restart()
    await world.settle()
    assert len(news(citizen, "dihitung ulang")) == 1


async def test_a_moved_due_date_that_is_moved_back_within_minutes_is_told_to_nobody(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    for _ in range(2):
        await passes(world, 5)
        await leave_day_was_unknown(world, number)
    await passes(world, 20)
    assert [event.action for event in await world.history(number)][-2:] == [Action.RECALCULATE] * 2
    assert not news(citizen, "dihitung ulang")
