"""The same update twice has one effect, however it arrives."""

from __future__ import annotations

import httpx
import pytest

from bot.channels.telegram.messenger import PATH
from tests.phones import TelegramPhone, WhatsAppPhone
from tests.waiting import ANSWER_SECONDS
from tests.world import SECRET, World


async def effects(net: World) -> tuple[int, int]:
    """How many rows were worked off, and how many answers that made."""
    (done,), (answers,) = await net.rows("SELECT COUNT(*) FROM inbox WHERE state = 'done'") + await net.rows("SELECT COUNT(*) FROM outbox")
    return done, answers


async def test_a_telegram_update_twice_at_once_and_later(net: World) -> None:
    await net.start("webhook")
    ani = TelegramPhone(net, 7, "Ani")
    update = ani.person.says("menu")
    net.telegram.pending.clear()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(base_url=net.public, headers=headers, timeout=ANSWER_SECONDS) as telegram:
        for _ in range(2):
            posts = [telegram.post(PATH, json=update) for _ in range(3)]
            assert [(await post).status_code for post in posts] == [200, 200, 200]
            await net.settle()
    assert await effects(net) == (1, 1)
    assert len(ani.texts) == 1


async def test_a_whatsapp_message_twice_in_one_batch_and_in_another(net: World) -> None:
    await net.start()
    ani = WhatsAppPhone(net, "628123", "Ani")
    first, second = (net.whatsapp.text(ani.person, words) for words in ("menu", "bantuan"))
    assert (await net.whatsapp.deliver(first, first)).status_code == 200
    await net.settle()
    await net.whatsapp.deliver(second, first)
    await net.settle()
    assert await effects(net) == (2, 2)
    assert len(ani.texts) == 2


@pytest.mark.parametrize("status", ["delivered", "read"])
async def test_a_status_twice_and_in_any_order_never_leads_back(net: World, status: str) -> None:
    await net.start()
    ani = WhatsAppPhone(net, "628123", "Ani")
    await ani.says("menu")
    (sent,) = net.whatsapp.sent
    for said in ("read", "sent", status, "delivered", status):
        await net.whatsapp.deliver(net.whatsapp.status(sent, said))
    await net.settle()
    assert await net.rows("SELECT delivery, state FROM outbox") == [(3, "sent")]
    assert len(ani.texts) == 1
