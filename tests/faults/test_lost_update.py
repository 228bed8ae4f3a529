"""Two officers press "Ambil" at the same moment, each in a process of its own: one gets the case, and the history says who."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter

import pytest

from handlers.casework.moves import Action
from tests.cases_on_file import OnFile
from tests.postgres import DIALECTS
from tests.world import World

CASES = 25
SECONDS = 120


async def taker(world: World, person: int, numbers: list[str]) -> asyncio.subprocess.Process:
    """Ready to press, on the same data, when this returns."""
    given = [str(world.other["database"]), str(world.folder), str(person), *numbers]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.taker", *given, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    async with asyncio.timeout(SECONDS):
        assert await process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.parametrize("database_address", DIALECTS, indirect=True)
async def test_one_of_two_processes_gets_the_case(world: World) -> None:
    officers = [await world.person_of(await world.enrol(name)) for name in ("rini", "budi")]
    numbers = [(await OnFile(world).complaint()).number for _ in range(CASES)]
    processes = [await taker(world, person, numbers) for person in officers]
    async with asyncio.timeout(SECONDS):
        taken = [out.decode().split() for out, _ in await asyncio.gather(*(process.communicate(b"\n") for process in processes))]
    assert [process.returncode for process in processes] == [0, 0]
    assert Counter(taken[0] + taken[1]) == Counter(numbers), "each case is taken once"
    for number in numbers:
        taking = [event.actor for event in await world.history(number) if event.action is Action.TAKE]
        winner = officers[0] if number in taken[0] else officers[1]
        assert taking == [winner]
        assert (await world.complaint(number)).officer == winner
