"""Two processes on one database: each message is answered once, each reminder leaves once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.phones import TelegramPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def test_messages_are_answered_once_and_in_order(net: World) -> None:
    await net.start("webhook")
    other = net.made()
    await other.start()
    people = [TelegramPhone(net, number, f"Warga {number}") for number in range(1, 9)]
    for words in ("menu", "jam buka", "bantuan"):
        for one in people:
            one.person.says(words)
    await net.settle()
    await other.stop()
    assert {tuple(one.texts) for one in people} == {tuple(people[0].texts)}
    assert len(people[0].texts) == 3


async def test_a_reminder_leaves_once(net: World) -> None:
    await net.start("webhook")
    officer, citizen = TelegramPhone(net, 8, "Rina"), TelegramPhone(net, 7, "Ani")
    await officer.open_link(await net.invited())
    await complain(citizen)
    other = net.made()
    await other.start()
    before = len(officer.texts) + len(citizen.texts)
    for _ in range(8):
        net.now += timedelta(days=1)
        await asyncio.gather(*(app.clockwork.tick(net.now) for app in (net.app, other, net.app, other)))
    net.wake()
    await net.settle()
    await other.stop()
    assert len(officer.texts) + len(citizen.texts) > before + 5
    ((sent,),) = await net.rows("SELECT COUNT(*) FROM outbox WHERE channel = 'telegram' AND state = 'sent'")
    assert sent == len(net.telegram.sent)


async def test_when_the_sender_ends_the_other_goes_on(net: World) -> None:
    await net.start("webhook")
    other = net.made()
    await other.start()
    ani = TelegramPhone(net, 7, "Ani")
    for one in net.app.outboxes:
        await one.stop()
    await ani.says("menu")
    assert len(ani.texts) == 1
    await other.stop()
