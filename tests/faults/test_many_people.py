"""Many people at once: each is answered in order, and nobody waits for a slow other."""

from __future__ import annotations

import asyncio
import itertools

from tests.phones import TelegramPhone, WhatsAppPhone
from tests.world import World

WORDS = ("menu", "jam buka", "bantuan")


async def test_forty_people_are_each_answered_in_order(net: World) -> None:
    await net.start()
    on_telegram = [TelegramPhone(net, number, f"Warga {number}") for number in range(1, 21)]
    on_whatsapp = [WhatsAppPhone(net, f"62812{number:04}", f"Warga {number}") for number in range(1, 21)]
    for words in WORDS:
        for one in on_telegram:
            one.person.says(words)
        await net.whatsapp.deliver(*(net.whatsapp.text(one.person, words) for one in on_whatsapp))
    await net.settle()
    answered = await net.rows("SELECT lane, key FROM outbox WHERE state = 'sent' AND key LIKE 'in:%' ORDER BY done_at, id")
    assert len({lane for lane, _ in answered}) == 40
    for lane, rows in itertools.groupby(sorted(answered, key=lambda row: row[0]), key=lambda row: row[0]):
        questions = [int(key.split(":")[1]) for _, key in rows]
        assert questions == sorted(questions) and len(set(questions)) == len(WORDS), lane
    assert len({tuple(one.texts) for one in on_telegram}) == len({tuple(one.texts) for one in on_whatsapp}) == 1


async def test_nobody_waits_for_a_slow_other(net: World) -> None:
    await net.start()
    net.telegram.slow_files = 1.0
    slow, quick = TelegramPhone(net, 7, "Ani"), TelegramPhone(net, 8, "Budi")
    slow.person.sends_document(b"%PDF-1.4 surat", "surat.pdf", "application/pdf")
    await asyncio.sleep(0.2)
    quick.person.says("menu")
    async with asyncio.timeout(0.8):
        while not quick.texts:
            await asyncio.sleep(0.01)
    assert not slow.texts
    await net.settle()
    assert slow.texts
