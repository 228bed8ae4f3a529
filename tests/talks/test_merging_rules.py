"""What an officer may not merge, what is not offered for it, and who is brought along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.casework.complaint import Complaint
from handlers.casework.moves import OPEN, Action, Role, State
from tests.cases_on_file import OnFile
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_likely_duplicates import FIRST, PLACE, SECOND
from tests.world import World

pytestmark = pytest.mark.parametrize("channel", ["web"])  # not about the channel


async def merges(officer: Phone, complaint: Complaint, into: Complaint) -> Phone:
    await officer.presses_id(f"c:merge:{complaint.number}")
    await officer.says(into.number)
    return await officer.presses("Ya, saya yakin")


async def test_what_is_due_earlier_is_not_merged_into_what_is_due_later(world: World) -> None:
    file, officer = OnFile(world), world.officer()
    earlier, later = await file.complaint(at=world.now - timedelta(days=7)), await file.complaint()
    await merges(officer, earlier, later)
    officer.sees(later.number).offers("Buka")
    assert (await world.complaint(earlier.number)).merged_into is None
    await merges(officer, later, earlier)
    assert (await world.complaint(later.number)).merged_into == earlier.number


@pytest.mark.parametrize("written", ["{tail}", "gabung ke yang {tail}"])
async def test_the_last_letters_of_the_other_number_are_enough(world: World, written: str) -> None:
    file, officer = OnFile(world), world.officer()
    main, other = await file.complaint(at=world.now - timedelta(days=1)), await file.complaint()
    await officer.presses_id(f"c:merge:{other.number}")
    (await officer.says(written.format(tail=main.number[-5:].lower()))).sees(main.number)
    await officer.presses("Ya, saya yakin")
    assert (await world.complaint(other.number)).merged_into == main.number


async def test_last_letters_of_a_case_that_is_not_theirs_name_none(world: World) -> None:
    file, officer = OnFile(world), await world.enrol("rini", "juai")
    secret, other = await file.complaint(confidential=True), await file.complaint()
    await officer.presses_id(f"c:merge:{other.number}")
    (await officer.says(secret.number[-5:])).does_not_see(secret.number).sees("Kirim nomor pengaduannya")


async def test_nothing_is_merged_into_a_case_of_another_office_by_who_works_in_both(world: World) -> None:
    file, officer = OnFile(world), await world.enrol("rini", "juai")
    await world.enrol("rini", "buleleng")
    elsewhere, here = await file.complaint(office="buleleng", at=world.now - timedelta(days=1)), await file.complaint()
    await merges(officer, here, elsewhere)
    assert (await world.complaint(here.number)).merged_into is None


async def test_a_reporters_other_address_is_no_follower_of_the_main_report(world: World) -> None:
    file, officer = OnFile(world), world.officer()
    main, other = await file.complaint(at=world.now - timedelta(days=1)), await file.complaint()
    neighbour, own = await file.person("tetangga"), await file.person("alamat lain")
    other = await file.act(other, Action.FOLLOW, Role.FOLLOWER, neighbour, person=neighbour)
    await file.act(other, Action.FOLLOW, Role.FOLLOWER, own, person=own, proven=True)
    await merges(officer, other, main)
    assert (await world.complaint(main.number)).followers == (neighbour,)


async def test_a_confidential_case_is_not_offered_for_an_open_one(world: World) -> None:
    file, officer = OnFile(world), world.officer()
    secret = await file.complaint(SECOND, place=PLACE, confidential=True)
    plain, other = await file.complaint(FIRST, place=PLACE), await file.complaint(SECOND, place=PLACE)
    await officer.presses_id(f"c:merge:{other.number}")
    officer.offers(plain.number).does_not_see(secret.number)
    assert secret.number not in [choice.label for choice in officer.choices]


async def test_a_report_that_has_ended_meanwhile_is_not_followed(world: World) -> None:
    file = OnFile(world)
    first = await file.complaint(FIRST, place=PLACE)
    citizen = world.citizen("rudi")
    await complain(citizen, SECOND, place=PLACE, send=False)
    ended = await file.act(first, Action.WITHDRAW, Role.REPORTER, first.reporter)
    assert ended.state is State.WITHDRAWN
    await citizen.presses("Ikut laporan 1")
    citizen.sees("baru saja selesai")
    assert (await world.complaint(first.number)).followers == ()


async def test_a_report_that_turned_out_to_be_of_misconduct_meanwhile_is_not_followed(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    first = await file.act(await file.complaint(FIRST, place=PLACE), Action.TAKE, Role.OFFICER, officer)
    citizen = world.citizen("rudi")
    await complain(citizen, SECOND, place=PLACE, send=False)
    supervisor = await world.person_of(world.supervisor())
    examined = await file.act(first, Action.CATEGORIZE, Role.SUPERVISOR, supervisor, category="berkadar_pengawasan", text="Ada pungli.")
    assert examined.examined_by is not None and examined.state in OPEN
    await citizen.presses("Ikut laporan 1")
    citizen.sees("baru saja selesai").does_not_see(first.number)
    assert (await world.complaint(first.number)).followers == ()
