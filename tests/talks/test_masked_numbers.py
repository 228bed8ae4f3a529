"""NIK and telephone numbers in the story of a protected reporter are hidden from staff wherever they read it; the reporter is warned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.casework.masking import HIDDEN
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

NIK, PHONE = "6311012345670001", "081234567890"
STORY = f"KTP saya nik {NIK} belum selesai dua bulan, hubungi {PHONE}"


def read(phone: Phone) -> str:
    return " ".join(one.text.plain for one in phone.heard)


@pytest.mark.parametrize("identity", ["Anonim", "Rahasia"])
async def test_staff_never_read_the_numbers_and_the_reporter_is_warned_before_sending(world: World, identity: str) -> None:
    citizen, officer, supervisor = world.citizen(), world.officer(), world.supervisor()
    number = await complain(citizen, STORY, identity=identity)
    assert "angkanya disamarkan" in read(citizen)
    for phone in (officer, supervisor):
        await phone.presses_id(f"case:{number}")
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id("list:juai:mine")
    await citizen.presses_id(f"c:add:{number}")
    await citizen.says(f"nomor saya yang baru {PHONE} ya pak")
    await officer.presses_id(f"log:{number}")
    await officer.says(f"cari {PHONE}")
    officer.sees("Tidak ada pengaduan seperti itu")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("KTP sudah selesai dan dapat diambil.")
    await world.passes(days=40)
    seen = read(officer) + read(supervisor)
    assert HIDDEN in seen and NIK not in seen
    assert PHONE not in seen.replace(f"“{PHONE}”", "")
    await citizen.presses_id(f"case:{number}")
    citizen.sees(NIK, PHONE)


async def test_an_open_report_is_read_as_it_was_written(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen, STORY)
    assert "angkanya disamarkan" not in read(citizen)
    await world.officer().presses_id(f"case:{number}")
    world.officer().sees(NIK, PHONE)


async def test_what_was_searched_before_a_later_protection_is_masked_with_it(world: World) -> None:
    number = await complain(world.citizen(), STORY)
    sql = "SELECT text FROM case_texts WHERE number = ?"
    assert NIK in (await world.rows(sql, number))[0][0], "an open report is found by all its words"
    body = (await world.rows("SELECT body FROM complaints WHERE number = ?", number))[0][0]
    protected = body.replace('"confidential":false', '"confidential":true')
    assert protected != body
    await world.app.database.execute("UPDATE complaints SET confidential = 1, body = ? WHERE number = ?", protected, number)
    await world.app.database.execute("DELETE FROM settings WHERE name = 'old words masked'")
    await world.app.clockwork.housekeeping.forget(world.now + timedelta(days=1))
    (text,) = (await world.rows(sql, number))[0]
    assert NIK not in text and PHONE not in text and HIDDEN in text
