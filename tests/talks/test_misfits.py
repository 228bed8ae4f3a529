"""A case whose office, unit or category is not in the data any more: its reporter is told whom to ask, never of a disturbance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.casework.moves import BY_CITIZENS
from handlers.talking.buttons import CaseHistory, CaseSummary, ExplainDue, OpenCase, Rate
from handlers.talking.staff_buttons import Act
from tests.cases_on_file import OnFile
from tests.world import World


async def only_juai(world: World) -> None:
    """The program starts again and does not find the data of the other offices."""
    library = world.knowledge.library
    served, services = {"juai": library.offices["juai"]}, {service.id: service for service in library.services_of("juai")}
    world.knowledge = replace(
        world.knowledge,
        library=replace(library, offices=served, services=services),
        rules={office: world.knowledge.rules[office] for office in served},
    )
    await world.restart()


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize(
    ("data", "seen"),
    [
        ({"office": "landak-dsp3akb", "unit": "umum"}, "tanyakan langsung kepada kantornya"),
        ({"unit": "loket-lama"}, "Pengaduan"),
        ({"category": "kuno"}, "Pengaduan"),
    ],
    ids=["the office is not served", "the unit is gone", "the category is gone"],
)
async def test_whatever_its_reporter_presses_is_answered(world: World, data: dict[str, Any], seen: str) -> None:
    citizen = world.citizen()
    await citizen.says("halo")
    number = (await OnFile(world).complaint(reporter=await world.person_of(citizen), **data)).number
    await only_juai(world)
    (await citizen.presses_id(f"case:{number}")).sees(seen)
    pressed = [kind(number).id for kind in (OpenCase, ExplainDue, CaseHistory, CaseSummary, Rate)]
    for choice in [*pressed, *(Act(action, number).id for action in sorted(BY_CITIZENS))]:
        before = len(citizen.texts)
        await citizen.presses_id(choice)
        assert len(citizen.texts) > before, choice
    await citizen.says(number)
    await citizen.says("laporan saya sampai mana?")
    assert not [text for text in citizen.texts if "gangguan" in text.casefold()]
    assert await world.rows("SELECT error FROM inbox WHERE state = 'failed' OR attempts > 0") == []


@pytest.mark.parametrize("channel", ["web"])
async def test_a_stranger_hears_nothing_of_a_case_whose_office_is_not_served(world: World) -> None:
    number = (await OnFile(world).complaint(office="landak-dsp3akb", unit="umum")).number
    await only_juai(world)
    stranger = world.citizen("rudi")
    (await stranger.says(number)).sees("PIN").does_not_see("kantornya")
