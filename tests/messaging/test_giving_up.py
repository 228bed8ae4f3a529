"""How often and how long something is tried before it is set aside, and how often the admins hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.messaging.inbox import Inbox
from bot.store.databases.database import Database
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.messages import inbox as rows
from bot.store.messages.inbox import InboxRow, Received
from handlers.talking.message import Channel
from tests.faults.test_outages import gone, quiet
from tests.phones import TelegramPhone
from tests.world import World

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Failing:
    """A conversation that can make nothing of any row."""

    def __init__(self, database: Database) -> None:
        self.database, self.now = database, NOW
        self.tries, self.given_up = 0, 0

    def clock(self) -> datetime:
        return self.now

    async def handle(self, row: InboxRow) -> None:
        self.tries += 1
        raise ValueError(row.id)

    async def give_up(self, row: InboxRow, error: str) -> None:
        self.given_up += 1
        async with self.database.transaction() as transaction:
            await rows.set_aside(transaction, row.id, error)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = SqliteDatabase(tmp_path / "test.sqlite")
    await made.open()
    yield made
    await made.close()


async def test_a_message_that_fails_is_tried_five_times_and_then_set_aside(database: Database) -> None:
    conversation = Failing(database)
    inbox = Inbox(conversation, 100, "node")  # type: ignore[arg-type]
    await inbox.receive([Received(channel=Channel.WEB, update_id="1", address="7", payload={})])
    for tries in (1, 2, 3, 4, 5, 5, 5):
        await inbox._claim()
        await asyncio.gather(*inbox._jobs)
        assert conversation.tries == tries
        assert conversation.given_up == (tries == 5)
        conversation.now += timedelta(hours=1)


async def test_a_letter_that_the_platform_puts_off_is_tried_for_a_day_and_no_longer(net: World) -> None:
    await net.start("webhook")
    ani = TelegramPhone(net, 7, "Ani")
    net.telegram.down = True
    ani.person.says("menu")
    await net.telegram.deliver(net.http, f"{net.public}/telegram/webhook")
    await quiet(net)
    await gone(net, 23 * 60, step=115)
    assert await net.rows("SELECT state FROM outbox WHERE channel = 'telegram'") == [("waiting",)]
    await gone(net, 2 * 60, step=30)
    assert await net.rows("SELECT state FROM outbox WHERE channel = 'telegram'") == [("failed",)]
    net.telegram.down = False


async def test_the_admins_hear_of_a_stopped_channel_once_an_hour(net: World) -> None:
    await net.start()
    post, heard = net.app.conversation.post, []
    for minutes in (0, 1, 58, 61, 62):
        async with net.app.database.transaction() as transaction:
            await post.stops(transaction, Channel.WHATSAPP, "kunci lama", net.now + timedelta(minutes=minutes))
        heard.append(len(await net.rows("SELECT DISTINCT origin FROM outbox WHERE key LIKE 'alarm:whatsapp:%'")))
    post.stopped.clear()
    admins = heard[0]
    assert admins and heard == [admins] * 3 + [2 * admins] * 2
