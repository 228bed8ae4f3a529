"""Telegram's calls to the webhook, and what the doctor says of the channel."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from bot.channels.telegram.messenger import PATH, Telegram
from bot.errors import ChannelStopped
from handlers.talking.message import (
    Reply,
    Text,
)
from tests.channels.fake_telegram import TOKEN, FakeTelegram, Person
from tests.channels.telegram.bots import CHOICES, NASTY, NOW, SECRET, WEBHOOK, Inbox, eventually, made, outgoing, web


async def test_the_webhook_is_set_with_its_secret_and_what_comes_is_kept(
    hooked: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await hooked.start(inbox.receive)
    assert fake.webhook == {"url": WEBHOOK, "secret_token": SECRET}
    said = ani.says(NASTY)
    async with web(hooked, inbox) as client:
        assert await fake.deliver(client, PATH) == [200]
    assert [row.payload for row in inbox.rows.values()] == [said]
    assert "getupdates" not in fake.calls


async def test_what_could_not_be_kept_is_asked_for_again(hooked: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await hooked.start(inbox.receive)
    inbox.failures = 1
    ani.says("halo")
    async with web(hooked, inbox) as client:
        assert await fake.deliver(client, PATH) == [503]
        assert await fake.deliver(client, PATH) == [200]
    assert len(inbox.rows) == 1


async def test_a_press_by_webhook_is_answered_too(hooked: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await hooked.start(inbox.receive)
    await hooked.send(outgoing(Reply(text=Text.of("Lanjut?"), choices=CHOICES)))
    ani.presses_label("Ya")
    async with web(hooked, inbox) as client:
        await fake.deliver(client, PATH)
    await eventually(lambda: fake.answered and fake.sent[0].markup == {})


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"salah",
        SECRET[:-1].encode(),
        SECRET.encode() + b"x",
        SECRET.upper().encode(),
        "rahasia-é".encode(),
        b"\xff\xfe",
        b"x" * 5000,
    ],
)
async def test_without_the_right_secret_nothing_enters(hooked: Telegram, inbox: Inbox, header: bytes | None) -> None:
    headers = {} if header is None else {b"X-Telegram-Bot-Api-Secret-Token": header}
    async with web(hooked, inbox) as client:
        answer = await client.post(PATH, content=b'{"update_id": 1}', headers=headers)
    assert (answer.status_code, hooked.refused, inbox.batches) == (403, 1, 0)


async def test_an_empty_secret_opens_nothing(fake: FakeTelegram, inbox: Inbox) -> None:
    telegram = made(fake, mode="webhook", webhook_url=WEBHOOK)
    with pytest.raises(ChannelStopped, match="LAYANWARGA_TELEGRAM_SECRET"):
        await telegram.start(inbox.receive)
    async with web(telegram, inbox) as client:
        answers = [
            await client.post(PATH, json={"update_id": 1}, headers=headers) for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": ""})
        ]
    assert [answer.status_code for answer in answers] == [403, 403]
    await telegram.stop()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"a"', 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b"\xff\xfe", 400),
        (b"[" * 200_000, 400),
        (b'{"update_id": 1, "a": "' + b"x" * 2**20 + b'"}', 413),
    ],
)
async def test_a_body_that_is_no_update_is_refused(hooked: Telegram, inbox: Inbox, body: bytes, status: int) -> None:
    async with web(hooked, inbox) as client:
        answer = await client.post(PATH, content=body, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})
    assert (answer.status_code, inbox.batches) == (status, 0)


def test_while_polling_there_is_no_web_address(channel: Telegram, inbox: Inbox) -> None:
    assert channel.routes(inbox.receive) == []


async def test_an_address_the_platform_refuses_is_named_at_start(fake: FakeTelegram, inbox: Inbox) -> None:
    telegram = made(fake, mode="webhook", webhook_url="http://bot.example.go.id", webhook_secret=SECRET)
    with pytest.raises(ChannelStopped, match="LAYANWARGA_PUBLIC_URL"):
        await telegram.start(inbox.receive)
    await telegram.stop()


async def test_doctor_is_content_with_a_channel_that_works(channel: Telegram, fake: FakeTelegram, inbox: Inbox) -> None:
    await channel.start(inbox.receive)
    findings = await channel.doctor(NOW)
    assert all(finding.well for finding in findings)
    assert findings[0].detail == "@layanwarga_bot"


async def test_doctor_says_what_to_do_about_each_trouble(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await channel.start(inbox.receive)
    error_at = int(NOW.timestamp()) - 60
    fake.webhook = {"url": "https://lain.example", "last_error_date": error_at, "last_error_message": "SSL error"}
    fake.pending = [{"update_id": number} for number in range(101)]
    findings = await channel.doctor(NOW + timedelta(minutes=59))
    assert [finding.well for finding in findings] == [True, False, False, False]
    assert all("." in finding.detail for finding in findings[1:])


async def test_doctor_names_a_wrong_token_and_a_missing_network(fake: FakeTelegram) -> None:
    wrong, right = made(fake, token=TOKEN[:-1] + "x"), made(fake)
    assert "LAYANWARGA_TELEGRAM_TOKEN" in (await wrong.doctor(NOW))[0].detail
    fake.down = True
    unreached = (await right.doctor(NOW))[0].detail
    assert "internet" in unreached
    assert not re.search("httpx|Error|localhost|127", unreached), "the clerk reads it, not who wrote the library"
    await asyncio.gather(wrong.stop(), right.stop())
