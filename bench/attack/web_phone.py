"""Somebody's browser as a phone of the talks: what it posts goes over HTTP, what it shows is what the program has sent to it."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import cast

import httpx

from bench.attack.program import OURS, Program
from bot.store.databases.sealed import PREFIX
from handlers.talking.message import Channel, Reply, reply_from_json
from tests.phones import Phone
from tests.world import World

SECONDS = 60


class Town:
    """All who talk to one program; stands where the talks' world stands."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.phones: list[Phone] = []

    async def settle(self) -> None:
        await self.program.settle(SECONDS)

    def phone(self, name: str) -> BrowserPhone:
        existing = next((phone_ for phone_ in self.phones if phone_.name == name), None)
        return cast(BrowserPhone, existing) if existing else BrowserPhone(self, name)


class BrowserPhone(Phone):
    channel = Channel.WEB

    def __init__(self, town: Town, name: str) -> None:
        self._program = town.program
        network = f"192.0.2.{len(town.phones)}"
        self._client = httpx.Client(base_url=town.program.address, headers={**OURS, "X-Forwarded-For": network}, timeout=SECONDS)
        self._client.get("/")
        super().__init__(cast(World, town), name, self._client.cookies["layanwarga"].partition(".")[0])

    def say(self, text: str) -> None:
        self._post(text=text)

    def press(self, choice: str, label: str = "?") -> None:
        self._post(choice=choice, label=label)

    def send_file(self, content: bytes, name: str = "", text: str = "") -> None:
        self._client.post("/chat/saya/messages", data={"text": text}, files={"files": (name, content)}).raise_for_status()

    def send_place(self, latitude: float, longitude: float) -> None:
        self._post(latitude=str(latitude), longitude=str(longitude))

    def _post(self, **fields: str) -> None:
        until = time.monotonic() + SECONDS
        while (answer := self._client.post("/chat/saya/messages", data=fields)).status_code == 429 and time.monotonic() < until:
            time.sleep(0.5)
        answer.raise_for_status()

    def _shown(self) -> Sequence[Reply]:
        sql = "SELECT body FROM outbox WHERE lane = ? AND state = 'sent' ORDER BY id"
        open_text = self._program.vault.open_text
        return [
            reply_from_json(json.loads(open_text(body.removeprefix(PREFIX)))) for (body,) in self._program.rows(sql, f"web:{self.address}")
        ]

    def _read(self, reply: Reply) -> Reply:
        return reply
