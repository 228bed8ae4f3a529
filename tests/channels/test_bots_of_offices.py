"""Offices with Telegram bots of their own beside the one of all: added while the program runs, and each answer leaves by the bot that was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.app import App
from bot.channels.telegram.bots import PATH, TelegramBots
from bot.channels.telegram.messenger import Telegram, TelegramSettings
from bot.store.offices import bots, changes
from handlers.talking.message import Channel
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.phones import TelegramPhone
from tests.world import SECRET, World

SECONDS = 8


def telegram_of(app: App) -> TelegramBots:
    channel = app.channels[Channel.TELEGRAM]
    assert isinstance(channel, TelegramBots)
    return channel


def made(server: FakeTelegram, office: str, secret: str = "") -> Telegram:
    """The office's bot, on a server of the test's."""
    at = {"base_url": server.base_url, "base_file_url": server.base_file_url}
    hook = {"mode": "webhook", "webhook_url": f"https://bot.example.go.id{PATH}/{office}", "webhook_secret": secret} if secret else {}
    return Telegram(TelegramSettings(token=TOKEN, office=office, **at, **hook), Path)  # type: ignore[arg-type]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not true():
            await asyncio.sleep(0.02)


async def with_bot(world: World, office: str, token: str) -> None:
    async with world.app.database.transaction() as transaction:
        await bots.put(transaction, Channel.TELEGRAM, office, {"token": token}, world.now)
    world.app.office_changes.wake()


async def test_a_bot_that_is_added_while_the_program_runs_speaks_for_its_office(net: World) -> None:
    await net.start()
    ani = TelegramPhone(net, 7, "Ani")
    await ani.says("menu")
    async with FakeTelegram() as second:
        telegram_of(net.app)._make = lambda office, token: made(second, office)
        await with_bot(net, "juai", TOKEN)
        await until(lambda: "listener telegram juai" in telegram_of(net.app).listeners())
        net.app.listeners.wake()
        await until(lambda: "getupdates" in second.calls)
        same_person = second.person(7, "Ani")
        same_person.says("jam buka")
        await until(lambda: bool(second.sent))
        assert "Juai" in second.sent[0].text, "nobody was asked which office"
        assert len(ani.texts) == 1, "the other bot says nothing"
        assert await net.rows("SELECT address FROM chats WHERE channel = 'telegram' ORDER BY address") == [("7",), ("7@juai",)]
        async with net.app.database.transaction() as transaction:
            assert await bots.remove(transaction, Channel.TELEGRAM, "juai")
        net.app.office_changes.wake()
        await until(lambda: not telegram_of(net.app)._tokens)
        assert second.refused == []
    await ani.says("bantuan")
    assert len(ani.texts) == 2


async def test_an_offices_bot_that_cannot_work_is_named_and_stops_no_other(net: World) -> None:
    await net.start()
    ani = TelegramPhone(net, 7, "Ani")
    await with_bot(net, "juai", "1:wrong")
    await until(lambda: "juai: Telegram menolak token" in telegram_of(net.app).listening_problem())
    await ani.says("menu")
    assert len(ani.texts) == 1
    net.telegram.refused.clear()


async def test_what_opens_a_bot_is_sealed(net: World) -> None:
    await net.start()
    await with_bot(net, "juai", "123:rahasia-sekali")
    ((stored,),) = await net.app.database.fetch("SELECT 'x' || access FROM bots")
    assert "rahasia" not in stored
    assert await bots.of(net.app.database, Channel.TELEGRAM) == {"juai": {"token": "123:rahasia-sekali"}}


async def test_an_office_that_another_process_has_changed_is_read_anew(net: World) -> None:
    await net.start()
    before = net.app.knowledge
    async with net.app.database.transaction() as transaction:
        await changes.note(transaction, "juai")
    net.app.office_changes.wake()
    await until(lambda: net.app.knowledge is not before)
    assert net.app.library.offices["juai"] is not before.library.offices["juai"]
    assert net.app.library.offices["buleleng"] is before.library.offices["buleleng"]


async def test_the_bot_of_an_office_that_comes_later_is_used_as_soon_as_the_office_is_there(net: World) -> None:
    await net.start()
    shelf = net.app.resources.shelf
    others = {name: office for name, office in net.app.library.offices.items() if name != "juai"}
    shelf.current = replace(shelf.current, library=replace(net.app.library, offices=others))
    await with_bot(net, "juai", "1:wrong")
    await until(lambda: bots.BOTS in shelf.marks)
    assert "juai" not in telegram_of(net.app)._bots
    async with net.app.database.transaction() as transaction:
        await changes.note(transaction, "juai")
    net.app.office_changes.wake()
    await until(lambda: "juai" in telegram_of(net.app)._stopped)
    net.telegram.refused.clear()


async def test_a_webhook_of_an_office_has_a_path_and_a_secret_of_its_own(net: World) -> None:
    await net.start("webhook")
    telegram_of(net.app)._make = lambda office, token: made(net.telegram, office, "rahasia-juai")
    await with_bot(net, "juai", TOKEN)
    await until(lambda: "juai" in telegram_of(net.app)._bots)
    update = net.telegram.person(8, "Budi").says("jam buka")
    net.telegram.pending.clear()
    answers = []
    for path, secret in (("juai", SECRET), ("buleleng", "rahasia-juai"), ("juai", "rahasia-juai")):
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        answers.append((await net.http.post(f"{PATH}/{path}", json=update, headers=headers)).status_code)
    assert answers == [403, 404, 200]
    await net.settle()
    assert await net.rows("SELECT lane FROM inbox") == [("telegram:8@juai",)]
