"""Offices with bots and numbers of their own beside those of all: added while the program runs, and each answer leaves by the one that was asked."""

from __future__ import annotations

import argparse
import asyncio
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.channels import Messenger
from bot.channels.office_bots import OfficeBots
from bot.channels.telegram.bots import PATH, TelegramBots
from bot.channels.telegram.messenger import Telegram
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.whatsapp.messenger import WhatsApp
from bot.channels.whatsapp.templates import load
from bot.commands import channel as command
from bot.errors import BadRequest
from bot.store.offices import bots, changes
from bot.store.people import people
from handlers.talking.message import Channel
from tests.channels import fake_whatsapp
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.channels.fake_whatsapp import FakeWhatsApp
from tests.phones import TelegramPhone, WhatsAppPhone
from tests.world import SECRET, World

SECONDS = 60


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
    await with_access(world, Channel.TELEGRAM, office, {"token": token})


async def with_access(world: World, channel: Channel, office: str, access: Mapping[str, str]) -> None:
    async with world.app.database.transaction() as transaction:
        await bots.put(transaction, channel, office, access, world.now)
    world.app.office_changes.wake()


def numbers_of(app: App) -> OfficeBots[Messenger]:
    channel = app.channels[Channel.WHATSAPP]
    assert isinstance(channel, OfficeBots)
    return channel


async def test_a_bot_that_is_added_while_the_program_runs_speaks_for_its_office(net: World) -> None:
    await net.start()
    ani = TelegramPhone(net, 7, "Ani")
    await ani.says("menu")
    async with FakeTelegram() as second:
        telegram_of(net.app)._make = lambda office, _: made(second, office)
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
        await until(lambda: not telegram_of(net.app)._access)
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
    telegram_of(net.app)._make = lambda office, _: made(net.telegram, office, "rahasia-juai")
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


NUMBER = {
    "phone_number_id": fake_whatsapp.PHONE,
    "business_account_id": fake_whatsapp.ACCOUNT,
    "access_token": fake_whatsapp.TOKEN,
    "app_secret": "rahasia-juai",
    "verify_token": "sandi-juai",
}


def number_at(server: FakeWhatsApp) -> Callable[[str, Mapping[str, str]], WhatsApp]:
    """Makes an office's number, on a server of the test's."""
    return lambda _, access: WhatsApp(server.settings(**access), load(), Path)


async def test_a_number_that_is_added_while_the_program_runs_speaks_for_its_office(net: World) -> None:
    await net.start()
    ani = WhatsAppPhone(net, "6281200000007", "Ani")
    await ani.says("menu")
    async with FakeWhatsApp(lambda: net.now) as second:
        numbers_of(net.app)._make = number_at(second)
        await with_access(net, Channel.WHATSAPP, "juai", NUMBER)
        await until(lambda: "juai" in numbers_of(net.app)._access)
        second.webhook, same_person = f"{net.public}/whatsapp/juai", second.person("Ani", number="6281200000007")
        said = second.text(same_person, "jam buka")
        answers = [(await second.deliver(said, secret=secret)).status_code for secret in (fake_whatsapp.SECRET, "rahasia-juai")]
        await until(lambda: bool(second.texts(same_person)))
        assert answers == [403, 200], "each number has a secret of its own"
        assert "Juai" in second.texts(same_person)[0], "nobody was asked which office"
        assert len(ani.texts) == 1, "the other number says nothing"
        assert await net.rows("SELECT address FROM chats WHERE channel = 'whatsapp' ORDER BY address") == [
            ("6281200000007",),
            ("6281200000007@juai",),
        ]
        await second.deliver(second.status(second.to(same_person)[0], "read"), secret="rahasia-juai")
        await net.settle()
        assert await net.rows("SELECT delivery FROM outbox WHERE address LIKE '%@juai'") == [(3,)]
        assert second.refused == {}
    await ani.says("bantuan")
    assert len(ani.texts) == 2


@pytest.mark.parametrize(("moved", "left"), [("@juai", ["628", "ID.1@juai"]), ("", ["628@juai", "ID.1"])])
async def test_who_becomes_known_by_another_id_does_so_at_that_number_alone(net: World, moved: str, left: list[str]) -> None:
    await net.start()
    async with net.app.database.transaction() as transaction:
        for at in ("", "@juai"):
            chat = await people.chat(transaction, Channel.WHATSAPP, f"628{at}", net.now, "628")
            await people.save(transaction, chat, {}, net.now, number="628")
        await people.move(transaction, Channel.WHATSAPP, f"628{moved}", f"ID.1{moved}")
    assert sorted(address for (address,) in await net.rows("SELECT address FROM chats WHERE channel = 'whatsapp'")) == left


async def test_the_handshake_of_a_number_is_that_of_its_office_alone(net: World) -> None:
    await net.start()
    numbers_of(net.app)._make = number_at(net.whatsapp)
    await with_access(net, Channel.WHATSAPP, "juai", NUMBER)
    await until(lambda: "juai" in numbers_of(net.app)._access)
    answers = []
    for office, token in (("juai", fake_whatsapp.VERIFY), ("buleleng", "sandi-juai"), ("juai", "sandi-juai")):
        asked = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "42"}
        answers.append((await net.http.get(f"/whatsapp/{office}", params=asked)).status_code)
    assert answers == [403, 404, 200]


async def test_the_command_tries_a_number_seals_it_and_names_its_webhook(
    net: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await net.start()
    chosen = argparse.Namespace(office="juai", channel=Channel.WHATSAPP)
    lines = "".join(f"LAYANWARGA_WHATSAPP_{name.upper()}={value}\n" for name, value in NUMBER.items())
    monkeypatch.setattr("sys.stdin", io.StringIO(lines.replace("APP_SECRET", "OTHER")))
    with pytest.raises(BadRequest, match="belum diisi: WHATSAPP_APP_SECRET"):
        await command._add(net.app.resources, chosen)
    monkeypatch.setattr("sys.stdin", io.StringIO(lines.replace(fake_whatsapp.TOKEN, "salah")))
    with pytest.raises(BadRequest, match="190"):
        await command._add(net.app.resources, chosen)
    assert await bots.of(net.app.database, Channel.WHATSAPP) == {}
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    await command._add(net.app.resources, chosen)
    assert "https://bot.example.go.id/whatsapp/juai" in capsys.readouterr().out
    assert await bots.of(net.app.database, Channel.WHATSAPP) == {"juai": NUMBER}
    await command._list(net.app.resources)
    assert capsys.readouterr().out == "juai\twhatsapp\n"
    await command._remove(net.app.resources, chosen)
    assert await bots.of(net.app.database, Channel.WHATSAPP) == {}
    net.whatsapp.refused.clear()
    net.whatsapp.why.clear()
