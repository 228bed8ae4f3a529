"""NIK and telephone numbers in the story of a protected reporter are hidden from staff wherever they read it; the reporter is warned."""

from __future__ import annotations

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
