"""The network between the program and PostgreSQL cuts a connection amid a talk, is slow, loses connections: nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.talking.turn import Knowledge
from tests.faults.cutting import office
from tests.faults.network import Cut
from tests.postgres import Server

CUTS = (3, 17, 40)
"""Some of a talk's statements: receiving, answering, filing; `python -m bench cuts` cuts in each of them."""


@pytest.mark.parametrize("cut", Cut)
async def test_a_connection_is_cut_in_a_statement(postgres: Server, tmp_path: Path, knowledge: Knowledge, cut: Cut) -> None:
    async with office(postgres, tmp_path, knowledge) as telling:
        for statement in CUTS:
            await telling.tell_a_report(statement, cut)
        assert telling.network.cuts == len(CUTS)


async def test_a_slow_network_that_loses_connections(postgres: Server, tmp_path: Path, knowledge: Knowledge) -> None:
    async with office(postgres, tmp_path, knowledge) as telling:
        telling.network.slow, telling.network.losing = 0.005, 40
        await telling.tell_a_report()
        telling.network.slow, telling.network.losing = 0.0, 0
        assert telling.network.cuts >= 2
