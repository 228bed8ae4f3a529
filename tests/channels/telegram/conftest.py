"""What the tests of the Telegram channel share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram.messenger import Telegram
from tests.channels.fake_telegram import FakeTelegram, Person
from tests.channels.telegram.bots import SECRET, WEBHOOK, Inbox, made


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def channel(fake: FakeTelegram, tmp_path: Path) -> AsyncIterator[Telegram]:
    telegram = made(fake, tmp_path)
    yield telegram
    await telegram.stop()


@pytest.fixture
async def hooked(fake: FakeTelegram) -> AsyncIterator[Telegram]:
    telegram = made(fake, mode="webhook", webhook_url=WEBHOOK, webhook_secret=SECRET)
    yield telegram
    await telegram.stop()


@pytest.fixture
def ani(fake: FakeTelegram) -> Person:
    return fake.person(7, "Ani", last_name="<&_*[ 🙂")


@pytest.fixture
def sender() -> Person:
    """Writes updates that no server carries."""
    return FakeTelegram().person(7, "Ani", last_name="<&_*[ 🙂")
