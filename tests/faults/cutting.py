"""One report told over a network that cuts a connection in a chosen statement: what has become of it, and that the program went on by itself."""

from __future__ import annotations

import asyncio
import itertools
import math
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg

from bot import loop
from bot.errors import StoreError
from bot.messaging import inbox, outbox
from handlers.talking.turn import Knowledge
from tests.faults.network import Cut, Network, network
from tests.postgres import Server
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

SECONDS = 60
PAUSES = ((loop, "FIRST_PAUSE_SECONDS"), (loop, "LONGEST_PAUSE_SECONDS"), (inbox, "DISK_SECONDS"), (outbox, "EVERYONE_SECONDS"))
PAUSE_SECONDS = 0.02
PATIENCE = 10
"""Looks after which what waits is taken for stuck, and the clock goes on."""
WAITING = "SELECT 1 FROM inbox WHERE state IN ('waiting', 'doing') UNION ALL SELECT 1 FROM outbox WHERE state = 'waiting'"


class Patient(World):
    """An office before a bad network. Whoever was not told "received" sends again, as platforms do; time passes while something waits."""

    direct: psycopg.Connection[tuple[int | str, ...]]  # to the database, without the network between

    async def settle(self) -> None:
        async with asyncio.timeout(SECONDS):
            await self._send()
            for looked in itertools.count(1):
                if not self.asked(WAITING):
                    break
                await asyncio.sleep(PAUSE_SECONDS)
                if looked % PATIENCE == 0:
                    self._let_time_pass()
            for phone in self.phones:
                phone.looks()

    async def _send(self) -> None:
        batch, self.posted = self.posted, []
        while batch:
            try:
                await self.app.inbox.receive(batch)
            except StoreError:
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                batch = []

    def _let_time_pass(self) -> None:
        """Leases of which the program knows nothing run out."""
        self.now += timedelta(seconds=1)
        doing = ",".join(map(str, [*self.app.inbox._doing, 0]))
        if self.asked(f"UPDATE inbox SET claimed_until = 0 WHERE state = 'doing' AND id NOT IN ({doing}) RETURNING id"):
            self.app.inbox._leases_seen = -math.inf
        self.wake()

    def asked(self, sql: str) -> list[tuple[int | str, ...]]:
        return self.direct.execute(sql.encode()).fetchall()


@dataclass
class Office:
    """Tells one report after another, and looks at what was kept of it."""

    world: Patient
    network: Network
    told: int = 0

    async def tell_a_report(self, cut_at: int = 0, cut: Cut = Cut.BEFORE) -> int:
        """With the connection cut in this statement of it. Returns how many statements it took."""
        self.told += 1
        self.network.begin(cut_at, cut)
        citizen = self.world.citizen(f"warga-{self.told}")
        number = await complain(citizen)
        needed = self.network.statements
        self.network.begin()
        self._check(number)
        return needed

    def _check(self, number: str) -> None:
        """All was answered, in one try; the report is there once, and nothing waits or was set aside."""
        asked = self.world.asked
        assert asked("SELECT COUNT(*) FROM complaints") == [(self.told,)], number
        assert asked(f"SELECT seq, action FROM history WHERE number = '{number}'") == [(1, "file")]
        unanswered = (
            "SELECT id FROM inbox WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE key = 'in:' || inbox.id || ':0' AND outbox.state = 'sent')"
        )
        assert asked(unanswered) == []
        assert asked("SELECT id FROM inbox WHERE state <> 'done' OR attempts > 0") == []
        assert re.fullmatch(r"JUAI-\d{4}-[0-9A-Z]{5}", number)


@asynccontextmanager
async def office(server: Server, folder: Path, knowledge: Knowledge) -> AsyncIterator[Office]:
    """With short pauses after a failure."""
    usual = [getattr(module, name) for module, name in PAUSES]
    address = server.schema()
    world = Patient(folder, knowledge)
    for module, name in PAUSES:
        setattr(module, name, PAUSE_SECONDS)
    try:
        async with network(server.port) as between:
            world.direct = psycopg.connect(address, autocommit=True)
            world.other |= {"database": address.replace(f":{server.port}/", f":{between.port}/"), "messages_per_minute": 10_000}
            await world.start()
            yield Office(world, between)
            between.begin()
            await world.stop()
            world.direct.close()
    finally:
        for (module, name), seconds in zip(PAUSES, usual, strict=True):
            setattr(module, name, seconds)
