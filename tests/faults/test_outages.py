"""Platforms that refuse, hang up or are gone for an hour: nothing is lost, and nobody is written to for ever in vain."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.store.upkeep import figures
from tests.channels.fake_telegram import Fault as TelegramFault
from tests.channels.graph_parts import Fault
from tests.phones import TelegramPhone, WhatsAppPhone
from tests.world import World


async def gone(net: World, minutes: int, step: int = 5) -> None:
    """The clock runs on, and what comes due is tried."""
    for _ in range(0, minutes, step):
        net.now += timedelta(minutes=step)
        net.wake()
        await quiet(net)


async def quiet(net: World) -> None:
    """Until nobody works; something may be left for later."""
    idle = 0
    async with asyncio.timeout(60):
        while idle < 10:
            is_busy = net.app.inbox._jobs or any(one._jobs or one._sent for one in net.app.outboxes)
            idle = 0 if is_busy else idle + 1
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("fault", ["429", "500", "drop before", "drop after"])
async def test_telegram_fails_twice_and_the_answer_arrives(net: World, fault: TelegramFault) -> None:
    await net.start("webhook")
    ani = TelegramPhone(net, 7, "Ani")
    net.telegram.fail("sendMessage", fault, times=2)
    ani.person.says("menu")
    await net.telegram.deliver(net.http, f"{net.public}/telegram/webhook")
    await quiet(net)
    await gone(net, 2, step=1)
    await net.settle()
    assert set(ani.texts) == {ani.texts[0]} and "Layanan publik" in ani.texts[0]
    assert len(ani.texts) == (3 if fault == "drop after" else 1)  # what arrived before the line broke, the platform cannot take back
    assert await net.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state") == [("sent", 1)]


@pytest.mark.parametrize("fault", [Fault(code=131056), Fault(code=130429), Fault(status=500), Fault(drop="before"), Fault(drop="after")])
async def test_whatsapp_fails_and_the_answer_arrives(net: World, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    await net.start()
    monkeypatch.setattr("bot.messaging.outbox.EVERYONE_SECONDS", 0.1)
    ani = WhatsAppPhone(net, "628123", "Ani")
    net.whatsapp.faults = [fault]
    await net.whatsapp.deliver(net.whatsapp.text(ani.person, "menu"))
    await quiet(net)
    await gone(net, 2, step=1)
    await net.settle()
    assert set(ani.texts) == {ani.texts[0]}
    assert len(ani.texts) == 1 + (fault.drop == "after")


async def test_after_an_hour_without_the_platform_everybody_is_answered_once(net: World) -> None:
    await net.start("webhook")
    people = [TelegramPhone(net, number, f"Warga {number}") for number in range(1, 6)]
    net.telegram.down = True
    for one in people:
        one.person.says("menu")
        one.person.says("jam buka")
    assert set(await net.telegram.deliver(net.http, f"{net.public}/telegram/webhook")) == {200}
    await quiet(net)
    await gone(net, 60)
    assert (await figures.counts(net.app.database))["outbox_waiting"] == 10
    net.telegram.down = False
    await gone(net, 5)
    await net.settle()
    assert [len(one.texts) for one in people] == [2] * 5
    assert len({tuple(one.texts) for one in people}) == 1


async def test_who_has_blocked_the_bot_is_tried_once_and_heard_again_after_coming_back(net: World) -> None:
    await net.start("webhook")
    ani = TelegramPhone(net, 7, "Ani")
    await ani.says("menu")
    net.telegram.blocked.add(7)
    ani.person.says("jam buka")
    await net.settle()
    tries = net.telegram.calls.count("sendmessage")
    await gone(net, 24 * 60, step=120)
    assert net.telegram.calls.count("sendmessage") == tries
    assert await net.rows("SELECT reachable FROM chats WHERE channel = 'telegram'") == [(0,)]
    net.telegram.blocked.clear()
    await ani.says("bantuan")
    ani.sees("menu")
    assert await net.rows("SELECT reachable FROM chats WHERE channel = 'telegram'") == [(1,)]


async def test_a_stopped_channel_keeps_what_waits_and_alerts_take_another_way(net: World) -> None:
    await net.start()
    ani = WhatsAppPhone(net, "628123", "Ani")
    net.whatsapp.faults = [Fault(code=190)]
    await net.whatsapp.deliver(net.whatsapp.text(ani.person, "menu"))
    await quiet(net)
    assert "LAYANWARGA_WHATSAPP_ACCESS_TOKEN" in net.app.stopped[net.app.channels["whatsapp"].name]  # type: ignore[index]
    assert (await figures.counts(net.app.database))["outbox_waiting"] == 1
    told = await net.rows("SELECT channel, body FROM outbox WHERE key LIKE 'alarm:whatsapp:%'")
    assert {channel for channel, _ in told} == {"web"}  # the demo supervisors are admins too
    assert all("LAYANWARGA_WHATSAPP_ACCESS_TOKEN" in body for _, body in told)
    assert (await net.http.get("/health")).status_code == 503
    for one in net.app.outboxes:
        one._pacer.resume()  # ten minutes later it is tried again
    net.wake()
    await net.settle()
    assert len(ani.texts) == 1
    assert net.app.stopped == {}
