"""A second pair of eyes, at the desk and in chat: what is shown to whom, and who hears of a return."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers.casework.moves import Action, Role, State
from tests.cases_on_file import OnFile
from tests.web.samples import png
from tests.web.staff.browsers import signed_in
from tests.web.staff.test_acting import acts, in_hand
from tests.world import World

ANSWER = "Lampunya sudah kami ganti kemarin sore."
WHY = "Fotonya tiang yang lain."


@pytest.fixture
def all_checked(world: World) -> Iterator[World]:
    """Juai has every final answer looked at."""
    office = world.app.library.offices["juai"]
    before = office.policy
    object.__setattr__(office, "policy", before.model_copy(update={"checked_percent": 100}))
    yield world
    object.__setattr__(office, "policy", before)


async def test_a_colleague_sees_the_doubts_and_returns_the_answer_with_a_reason_that_the_reporter_does_not_read(all_checked: World) -> None:
    world = all_checked
    other = await in_hand(world, world.officer())
    case = await in_hand(world, world.officer())
    reporter, colleague = world.phone(f"warga-{case.number}"), await world.enrol("Rudi Hartono")
    photo = ("tiang.png", png(), "image/png")
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, other, "inform", text="Ini tiangnya.", files={"files": photo})
        await acts(browser, case, "answer", text=ANSWER, files={"files": photo})
        await browser.opens(f"/meja/kasus/{case.number}")
        assert "Menunggu diperiksa orang yang tidak menanganinya" in browser.page and "tindakan/return_closing" not in browser.page
        assert await acts(browser, case, "confirm_closing") == 400
    await world.passes(minutes=5)
    async with signed_in(world, colleague) as browser:
        await browser.opens("/meja/juai?daftar=unchecked")
        assert "Periksa penutupan (1)" in browser.page and case.number in browser.page
        await browser.opens(f"/meja/kasus/{case.number}")
        assert "Cocokkan laporan" in browser.page and f"{other.number}" in browser.page, "the photo was used on the other case"
        assert await acts(browser, case, "return_closing", text="") == 400
        await acts(browser, case, "return_closing", text=WHY)
    await world.settle()
    after = await world.complaint(case.number)
    assert (after.state, after.due, after.unchecked) == (State.IN_PROGRESS, case.due, None)
    assert WHY in world.officer().texts[-1]
    assert "melanjutkannya" in reporter.texts[-1] and WHY not in "\n".join(reporter.texts)
    await reporter.says(f"status {case.number}")
    await reporter.presses("Riwayat")
    assert WHY not in "\n".join(reporter.texts)


@pytest.mark.parametrize("seconds", [30, 120])
async def test_a_return_before_the_answer_has_left_tells_the_reporter_nothing(all_checked: World, seconds: int) -> None:
    world = all_checked
    case = await in_hand(world, world.officer())
    reporter = world.phone(f"warga-{case.number}")
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", text=ANSWER)
    await world.passes(seconds=seconds)
    async with signed_in(world, await world.enrol("Rudi Hartono")) as browser:
        await acts(browser, case, "return_closing", text=WHY)
        assert ("belum dikirim kepada pelapor" in browser.page) is (seconds == 30)
    await world.passes(minutes=5)
    await reporter.says(f"status {case.number}")
    await reporter.presses("Riwayat")
    read = "\n".join(reporter.texts)
    assert ("memeriksa sekali lagi" in read) is (ANSWER in read) is ("dikembalikan" in read) is (seconds == 120)


async def test_the_supervisor_looks_at_it_in_chat_and_then_nobody_has_to(all_checked: World) -> None:
    world = all_checked
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", text=ANSWER)
    await world.passes(minutes=5)
    supervisor = world.supervisor()
    await supervisor.says("/tugas")
    await supervisor.presses("Periksa penutupan (1)")
    await supervisor.presses(case.number)
    assert "menunggu diperiksa" in supervisor.texts[-1]
    await supervisor.presses("Sudah benar")
    assert (await world.complaint(case.number)).unchecked is None
    assert (await world.history(case.number))[-1].action is Action.CONFIRM_CLOSING
    await supervisor.says("/tugas")
    assert "Periksa penutupan" not in str(supervisor.answers[-1])


async def test_what_ended_by_silence_still_waits_in_the_list_and_in_the_morning(all_checked: World) -> None:
    world, file = all_checked, OnFile(all_checked)
    case = await in_hand(world, world.officer())
    officer = await world.person_of(world.officer())
    case = await file.act(case, Action.ANSWER, Role.HANDLER, officer, text=ANSWER, to_check=True)
    await file.act(case, Action.LAPSE, Role.CLOCK, None)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai?daftar=unchecked")
        assert case.number in browser.page
        await browser.opens("/meja/juai?daftar=all")
        assert case.number not in browser.page, "it has ended"
    await world.passes(days=1)
    assert any("1 penutupan menunggu Bapak/Ibu periksa" in text for text in world.supervisor().texts)
    assert not any("menunggu Bapak/Ibu periksa" in text for text in world.officer().texts)


async def test_an_office_that_did_not_choose_it_has_nothing_looked_at(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", text=ANSWER)
    assert (await world.complaint(case.number)).unchecked is None


async def test_an_answer_that_was_given_back_is_sent_again_with_the_same_words(all_checked: World) -> None:
    world = all_checked
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser, signed_in(world, await world.enrol("Rudi Hartono")) as colleague:
        await acts(browser, case, "answer", text=ANSWER)
        await acts(colleague, case, "return_closing", text=WHY)
        await acts(browser, case, "answer", text=ANSWER)
    assert (await world.complaint(case.number)).state is State.RESOLVED


async def test_a_note_of_a_colleague_does_not_make_the_same_words_new(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser, signed_in(world, world.supervisor()) as colleague:
        await acts(browser, case, "inform", text=ANSWER)
        await acts(colleague, case, "note", text="Baik.")
        await acts(browser, case, "inform", text=ANSWER)
    assert [event.action for event in await world.history(case.number)].count(Action.INFORM) == 1
