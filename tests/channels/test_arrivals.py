"""What arrives in pieces, changed, too fast or from a stranger's hand, is understood as it was meant."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.phones import TelegramPhone, WhatsAppPhone
from tests.world import World


async def telling(net: World) -> TelegramPhone:
    """Somebody who has been asked what happened."""
    await net.start()
    ani = TelegramPhone(net, 7, "Ani")
    await ani.says("ganti kantor")
    await ani.presses("office:juai")
    await ani.says("/lapor")
    ani.mark = len(ani.texts)
    return ani


def pdf(number: int) -> bytes:
    return f"%PDF-1.4 surat {number}".encode()


async def test_an_album_is_one_message_and_holds_up_nobody_else(net: World) -> None:
    ani, budi = await telling(net), TelegramPhone(net, 8, "Budi")
    for number in range(3):
        caption = {"caption": "berkas saya dikembalikan tanpa alasan oleh petugas loket"} if number == 1 else {}
        ani.person.sends_document(pdf(number), f"{number}.pdf", "application/pdf", media_group_id="a1", **caption)
    budi.person.says("menu")
    await net.settle()
    assert len(ani.texts) - ani.mark == 1
    ani.sees("sudah saya baca")
    assert len(budi.texts) == 1
    order = await net.rows("SELECT lane FROM outbox WHERE lane IN ('telegram:7', 'telegram:8') ORDER BY id DESC LIMIT 2")
    assert order == [("telegram:7",), ("telegram:8",)]  # the album was still being gathered when the other had the answer


async def test_two_albums_are_two_messages(net: World) -> None:
    ani = await telling(net)
    for number, album in enumerate(("a1", "a1", "a2", "a2")):
        ani.person.sends_document(pdf(number), f"{number}.pdf", "application/pdf", media_group_id=album)
    await net.settle()
    assert len(ani.texts) - ani.mark == 2
    assert all("ikut saya lampirkan" in text for text in ani.texts[ani.mark :])


async def test_a_long_paste_in_pieces_is_one_story(net: World) -> None:
    ani = await telling(net)
    story = "petugas meminta uang untuk surat pengantar " * 120
    ani.person.says(story[:4096])
    ani.person.says(story[4096:])
    await net.settle()
    assert ani.screen.count("sudah saya baca") == 1


async def test_an_edit_before_the_first_was_read_counts(net: World) -> None:
    await net.start("webhook")
    ani = TelegramPhone(net, 7, "Ani")
    first = ani.person.says("jam buka juai")
    ani.person.edits(first, "menu")
    batch = [net.app.channels[name] for name in net.app.channels if name == "telegram"]
    await batch[0].first._take(net.telegram.pending, net.app.inbox.receive)  # type: ignore[attr-defined]
    net.telegram.pending.clear()
    await net.settle()
    assert len(ani.texts) == 1
    ani.sees("Layanan publik")


async def test_a_later_edit_is_answered_kindly_and_changes_nothing(net: World) -> None:
    ani = await telling(net)
    first = ani.person.says("antre dua jam di loket dan tidak dilayani")
    await net.settle()
    ani.mark = len(ani.texts)
    ani.person.edits(first, "batal")
    await net.settle()
    ani.sees("kirim sebagai pesan baru")
    assert "Dibatalkan" not in ani.screen


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_who_writes_too_fast_is_answered_later_and_told_once(net: World, channel: str) -> None:
    net.other["messages_per_minute"] = 5
    await net.start()
    ani = TelegramPhone(net, 7, "Ani") if channel == "telegram" else WhatsAppPhone(net, "628123", "Ani")
    other = TelegramPhone(net, 8, "Budi")
    if isinstance(ani, TelegramPhone):
        for _ in range(12):
            ani.person.says("menu")
    else:
        await net.whatsapp.deliver(*(net.whatsapp.text(ani.person, "menu") for _ in range(12)))
    other.person.says("menu")
    await _until(net, 5 + 1 + 1)
    assert sum("terlalu banyak" in text for text in ani.texts) == 1
    assert len(ani.texts) == 6 and len(other.texts) == 1
    for _ in range(2):
        net.now += timedelta(seconds=61)
        net.wake()
        await _until(net, 0)
    await net.settle()
    assert sum("terlalu banyak" not in text for text in ani.texts) == 12


async def _until(net: World, answers: int) -> None:
    async with asyncio.timeout(60):
        while len(net.telegram.sent) + len(net.whatsapp.sent) < answers:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.3)


async def test_what_telegram_cannot_carry_gets_a_kind_answer(net: World) -> None:
    await net.start()
    ani = TelegramPhone(net, 7, "Ani")
    for content in ({"dice": {"emoji": "🎲", "value": 3}}, {"poll": {"form": "that the library does not know"}}):
        ani.mark = len(ani.texts)
        ani.person.sends(**content)
        await net.settle()
        ani.sees("belum bisa saya baca")


async def test_a_file_that_cannot_be_fetched_does_not_lose_the_words(net: World) -> None:
    ani = await telling(net)
    net.telegram.fail("getFile", "500", times=10)
    ani.person.sends_document(pdf(1), "1.pdf", "application/pdf", caption="berkas saya dikembalikan tanpa alasan oleh petugas loket")
    for _ in range(6):
        net.now += timedelta(minutes=1)
        net.wake()
        await _until(net, 0)
    await net.settle()
    ani.sees("Berkasnya belum bisa saya ambil", "sudah saya baca")
