"""During an office's quiet hours (jam_tenang) citizens are left in peace, except for what they ask for themselves and what is urgent."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from handlers.rules import OfficeRules
from tests.casework.cases import at
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_ladder_goes_up import news
from tests.world import World


@pytest.fixture
async def quiet(world: World) -> World:
    """The office, quiet from nine in the evening to six in the morning."""
    knowledge = world.knowledge
    plain = knowledge.library.offices["juai"]
    office = plain.model_copy(update={"policy": plain.policy.model_copy(update={"quiet_hours": (time(21), time(6))})})
    rules = {**knowledge.rules, "juai": OfficeRules(office, knowledge.library.calendar("juai"))}
    world.knowledge = replace(knowledge, rules=rules)
    await world.restart()
    return world


async def test_what_an_officer_does_at_night_is_told_in_the_morning(quiet: World) -> None:
    citizen, officer = quiet.citizen(), quiet.officer()
    number = await complain(citizen)
    await quiet.at(at("2026-11-24 22:00"))
    await officer.presses_id(f"c:take:{number}")
    assert not news(citizen, "sudah diambil")
    await citizen.says("menu")
    assert citizen.answers, "what the citizen asks for at night is answered at night"
    await quiet.at(at("2026-11-25 05:59"))
    assert not news(citizen, "sudah diambil")
    await quiet.at(at("2026-11-25 06:00"))
    assert len(news(citizen, "sudah diambil", number)) == 1


async def test_the_quiet_hours_are_the_citizens_what_concerns_a_case_reaches_its_officer(quiet: World) -> None:
    citizen, officer = quiet.citizen(), quiet.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await quiet.at(at("2026-11-24 22:00"))
    await citizen.presses_id(f"c:add:{number}")
    await citizen.says("ada kabar terbaru dari saya")
    assert len(news(officer, "kabar terbaru", number)) == 1


async def test_staff_are_told_at_any_hour_when_it_is_urgent(quiet: World) -> None:
    number = await complain(quiet.citizen())
    await quiet.at(at("2026-11-24 23:00"))
    await quiet.officer().presses_id(f"c:raise:{number}")
    await quiet.officer().says("Tiang listriknya roboh ke jalan.")
    await quiet.officer().presses("Ya, saya yakin")
    await quiet.passes(minutes=10)
    assert news(quiet.supervisor(), "DARURAT", number)


async def test_without_quiet_hours_it_is_told_at_once(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    await world.at(at("2026-11-24 22:00"))
    await world.officer().presses_id(f"c:take:{number}")
    assert len(news(citizen, "sudah diambil", number)) == 1
