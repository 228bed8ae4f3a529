"""The network between the program and PostgreSQL cuts a connection amid a talk, is slow, loses connections: nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from bot import web
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


async def test_a_page_says_that_the_database_is_away_and_comes_back(postgres: Server, tmp_path: Path, knowledge: Knowledge) -> None:
    async with office(postgres, tmp_path, knowledge) as telling:
        here = httpx.ASGITransport(app=web.create(telling.world.app))
        async with httpx.AsyncClient(transport=here, base_url="http://127.0.0.1") as visitor:
            telling.network.losing = 1
            away = await visitor.get("/kantor/juai")
            telling.network.losing = 0
            back = [(await visitor.get("/kantor/juai")).status_code for _ in range(12)]
    assert (away.status_code, away.headers["retry-after"]) == (503, "10")
    assert "gangguan" in away.text
    assert back[-1] == 200
