"""A bot before the local Telegram, an inbox that stands for the store, and what the tests of this folder do with them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.channels import Outgoing
from bot.channels.telegram.messenger import PATH, Telegram
from bot.channels.telegram.parse import parse
from bot.channels.telegram.settings import TelegramSettings
from bot.store.messages.inbox import Received
from handlers.talking.message import (
    Attachment,
    AttachmentKind,
    Choice,
    Inbound,
    Reply,
)
from tests.channels.fake_telegram import TOKEN, FakeTelegram

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECRET = "rahasia-32_huruf"
WEBHOOK = f"https://bot.example.go.id{PATH}"
FAMILY = "👨‍👩‍👧‍👦"
NASTY = '<Ani> & "b" _c_ *d* [e](f) `g` </b> &lt; \U0001f1ee\U0001f1e9 ' + FAMILY
CHOICES = tuple(Choice(id=f"c:{number}", label=label) for number, label in enumerate(("Ya", "Tidak", "Kartu Tanda Penduduk", "Batal")))
PHOTO = Attachment(kind=AttachmentKind.PHOTO, ref="foto")
PDF = Attachment(kind=AttachmentKind.DOCUMENT, ref="surat", name="surat.pdf")


class Inbox:
    """Stands for the store: keeps each update once; refuses as often as told."""

    def __init__(self) -> None:
        self.rows: dict[str, Received] = {}
        self.batches = 0
        self.failures = 0

    async def receive(self, batch: Sequence[Received]) -> None:
        self.batches += 1
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        for one in batch:
            self.rows.setdefault(one.update_id, one)

    async def until(self, count: int) -> list[Received]:
        async with asyncio.timeout(30):
            while len(self.rows) < count:
                await asyncio.sleep(0.005)
        return list(self.rows.values())


def settings(fake: FakeTelegram, **changes: Any) -> TelegramSettings:
    usual = TelegramSettings(
        token=TOKEN,
        base_url=fake.base_url,
        base_file_url=fake.base_file_url,
        commands=(("mulai", "Mulai"), ("lapor", "Sampaikan keluhan")),
        staff_commands=(("tugas", "Tugas saya"),),
        poll_seconds=5,
        pause=0.01,
    )
    return replace(usual, **changes)


def made(fake: FakeTelegram, files: Path = Path("/nowhere"), **changes: Any) -> Telegram:
    return Telegram(settings(fake, **changes), files.joinpath)


def web(telegram: Telegram, inbox: Inbox) -> httpx.AsyncClient:
    app = Starlette(routes=telegram.routes(inbox.receive))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot")


def outgoing(reply: Reply, address: str = "7") -> Outgoing:
    return Outgoing(outbox_id=1, address=address, reply=reply, now=NOW)


def heard(update: dict[str, Any]) -> Inbound:
    inbound = parse(update)
    assert isinstance(inbound, Inbound)
    return inbound


async def eventually(is_so: Any) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.005)
