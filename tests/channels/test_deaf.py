"""A channel that hears nothing of its platform is an alarm: who writes there would wait for an answer in vain."""

from __future__ import annotations

import asyncio

import httpx

from handlers.talking.message import Channel
from tests.channels.fake_telegram import TOKEN
from tests.phones import WebPhone
from tests.waiting import ANSWER_SECONDS
from tests.world import World


async def admin(net: World) -> WebPhone:
    """The local mode's supervisor, who is an admin too."""
    await net.start()
    phone = net.supervisor()
    assert isinstance(phone, WebPhone)
    return phone


async def told(net: World, phone: WebPhone, words: str) -> str:
    """Waits until the clockwork has looked and the alarm has arrived."""
    async with asyncio.timeout(30):
        while not any(words in text for text in phone.texts):
            await net.app.clockwork.health.look(net.now)
            await asyncio.sleep(0.01)
    return next(text for text in phone.texts if words in text)


async def test_a_second_program_with_the_same_token_is_told_to_the_admins_over_another_channel(net: World) -> None:
    phone = await admin(net)
    assert net.telegram
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as second:
        await second.post(f"{net.telegram.base_url}{TOKEN}/getUpdates")
    assert "Hentikan proses kedua" in await told(net, phone, "telegram tidak menerima pesan")
    said = (await net.http.get("/health")).json()
    assert not said["ok"] and "Hentikan proses kedua" in said["channels"]["telegram"]
    assert len([text for text in phone.texts if "tidak menerima pesan" in text]) == 1, "once an hour"


async def test_an_hour_without_a_poll_is_told_and_a_working_channel_is_not(net: World) -> None:
    phone = await admin(net)
    assert net.telegram
    telegram = net.app.channels[Channel.TELEGRAM]
    assert telegram.listening_problem() == ""
    net.telegram.down = True
    telegram.first._heard -= 3700  # type: ignore[attr-defined]
    assert "menit tanpa kabar dari Telegram" in await told(net, phone, "telegram tidak menerima pesan")
    assert (await net.http.get("/health")).status_code == 503
    net.telegram.down = False


async def test_the_clock_of_the_local_mode_makes_nothing_deaf(net: World) -> None:
    phone = await admin(net)
    await net.passes(hours=30)
    await net.app.clockwork.health.look(net.now)
    await net.settle()
    assert not any("tidak menerima pesan" in text for text in phone.texts)
