"""Telegram groups of a unit: new complaints with "Ambil", for enrolled staff only; citizens are shown the way out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.phones import TelegramPhone
from tests.talks.test_complaint_from_first_word_to_closing import STORY, complain
from tests.world import World

GROUP = -100


@pytest.fixture
async def office(net: World) -> tuple[TelegramPhone, TelegramPhone, dict[str, Any]]:
    """A citizen, an officer, and the group that the officer has opened for the unit."""
    await net.start()
    citizen, officer = TelegramPhone(net, 7, "Ani"), TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    group = net.telegram.group(GROUP, "Pelayanan")
    officer.person.says("/grup@layanwarga_bot", group=group)
    await net.settle()
    officer.person.presses("group:juai:pelayanan-kesos", group=group)
    await net.settle()
    return citizen, officer, group


def said(net: World, chat: int = GROUP) -> list[str]:
    return [one.text for one in net.telegram.to(chat)]


async def test_the_units_group_gets_new_complaints_and_hears_who_takes_them(
    net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]
) -> None:
    citizen, officer, group = office
    number = await complain(citizen)
    assert number in said(net)[-1] and "Ambil" in net.telegram.to(GROUP)[-1].buttons
    officer.person.presses(f"c:take:{number}", group=group)
    await net.settle()
    assert said(net)[-1] == f"Pengaduan {number} sudah diambil Rina."
    assert "sekarang Bapak/Ibu tangani" in officer.texts[-1]


async def test_nobody_but_staff_can_press(net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]) -> None:
    citizen, _, group = office
    number = await complain(citizen)
    before = len(citizen.texts)
    for choice in (f"c:take:{number}", f"case:{number}", "group:juai:pelayanan-kesos"):
        citizen.person.presses(choice, group=group)
        await net.settle()
        assert "hanya untuk petugas" in said(net)[-1]
    assert len(citizen.texts) == before
    assert await net.rows("SELECT state FROM complaints") == [("received",)]


async def test_a_confidential_complaint_never_reaches_the_group(
    net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]
) -> None:
    citizen, _, _ = office
    before = said(net)
    await complain(citizen, identity="Rahasia")
    assert said(net) == before


async def test_a_citizens_command_is_answered_by_a_link_and_talk_by_silence(
    net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]
) -> None:
    citizen, _, group = office
    citizen.person.says("/lapor", group=group)
    await net.settle()
    assert "https://t.me/layanwarga_bot?start=lapor" in said(net)[-1]
    assert citizen.texts == []
    before = said(net)
    citizen.person.says("halo semua, jam berapa rapat?", group=group)
    await net.settle()
    assert said(net) == before
    await citizen.open_link("lapor")
    assert "Lanjut?" in citizen.screen or "kantor mana" in citizen.screen


async def test_a_citizen_cannot_open_a_group(net: World) -> None:
    await net.start()
    citizen, group = TelegramPhone(net, 7, "Ani"), net.telegram.group(GROUP, "Arisan")
    citizen.person.says("/grup", group=group)
    await net.settle()
    assert "hanya untuk petugas" in said(net)[-1]
    assert await net.rows("SELECT name FROM staff WHERE roles LIKE '%grup%'") == []


async def test_an_officer_opens_a_group_for_the_own_unit_only_whoever_was_offered_the_buttons(net: World) -> None:
    await net.start()
    officer, supervisor = TelegramPhone(net, 8, "Rina"), TelegramPhone(net, 9, "Budi")
    await officer.open_link(await net.invited(units=["pembangunan"]))
    await supervisor.open_link(await net.invited("pengawas"))
    group = net.telegram.group(GROUP, "Pembangunan")
    supervisor.person.says("/grup@layanwarga_bot", group=group)
    await net.settle()
    officer.person.presses("group:juai:pelayanan-kesos", group=group)
    await net.settle()
    assert await net.rows("SELECT units FROM staff WHERE roles LIKE '%grup%'") == []
    officer.person.presses("group:juai:pembangunan", group=group)
    await net.settle()
    assert await net.rows("SELECT office, units FROM staff WHERE roles LIKE '%grup%'") == [("juai", '["pembangunan"]')]
    officer.person.says("/grup@layanwarga_bot", group=group)
    await net.settle()
    offered = [choice for choice in net.telegram.to(GROUP)[-1].buttons.values() if choice.startswith("group:juai:")]
    assert offered == ["group:juai:pembangunan"], "only what the officer may choose is offered"


async def test_a_group_that_becomes_a_supergroup_keeps_working(
    net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]
) -> None:
    citizen, officer, group = office
    net.telegram.migrate(group, -1001, officer.person)
    await net.settle()
    number = await complain(citizen)
    assert number in said(net, -1001)[-1]


async def test_a_group_can_be_closed(net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]) -> None:
    citizen, officer, group = office
    officer.person.says("/grup", group=group)
    await net.settle()
    officer.person.presses("group:off", group=group)
    await net.settle()
    before = said(net)
    await complain(citizen)
    assert said(net) == before


async def test_the_story_stays_the_citizens_own(net: World, office: tuple[TelegramPhone, TelegramPhone, dict[str, Any]]) -> None:
    """What is said in a group is no answer to a question asked in private."""
    citizen, _, group = office
    await citizen.says("ganti kantor")
    await citizen.presses("office:juai")
    await citizen.says("/lapor")
    citizen.person.says("/status", group=group)
    await net.settle()
    await citizen.says(STORY)
    citizen.sees("Bolehkah petugas tahu nama")


async def test_a_topic_of_a_forum_is_a_group_of_its_own_and_answered_in_its_topic(net: World) -> None:
    await net.start()
    citizen, officer = TelegramPhone(net, 7, "Ani"), TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    forum = net.telegram.group(-200, "Kecamatan")
    forum |= {"type": "supergroup", "is_forum": True}
    topic = {"message_thread_id": 5, "is_topic_message": True}
    officer.person.sends(forum, text="/grup@layanwarga_bot", **topic)
    await net.settle()
    officer.person.presses("group:juai:pelayanan-kesos", group=forum)
    await net.settle()
    number = await complain(citizen)
    officer.person.presses(f"c:take:{number}", group=forum)
    await net.settle()
    assert said(net, -200)[-1] == f"Pengaduan {number} sudah diambil Rina."
    assert {one.parameters.get("message_thread_id") for one in net.telegram.to(-200)} == {"5"}
    officer.person.sends(forum, text="/lapor", message_thread_id=9)
    await net.settle()
    assert "message_thread_id" not in net.telegram.to(-200)[-1].parameters, "a thread of replies is no topic"


async def test_an_admin_who_writes_in_the_name_of_the_group_is_told_how_to_be_known(net: World) -> None:
    await net.start()
    group = net.telegram.group(GROUP, "Pelayanan")
    nobody = net.telegram.person(1087968824, "Group", started=False, is_bot=True, username="GroupAnonymousBot")
    nobody.sends(group, text="/grup@layanwarga_bot", sender_chat=group)
    await net.settle()
    assert "tetap anonim" in said(net)[-1]
    before = said(net)
    nobody.sends(group, text="rapat jam sembilan", sender_chat=group)
    await net.settle()
    assert said(net) == before and net.telegram.to(1087968824) == []
