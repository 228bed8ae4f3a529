"""`layanwarga channel`: the offices' own bots and numbers. Running processes notice a change by themselves."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping

from dotenv import dotenv_values

from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.platforms import WHATSAPP_ACCESS, add_bot, webhook_of
from bot.resources import Resources
from bot.settings import PREFIX
from bot.store.offices import bots
from handlers.talking.message import Channel
from handlers.talking.wording import plain

TOKEN = "BOT_TOKEN"  # noqa: S105 - the name of the environment variable
PLATFORMS = (Channel.TELEGRAM, Channel.WHATSAPP)


def add_to(commands: Commands) -> None:
    channel = commands.add_parser("channel", help="bot atau nomor milik satu kantor").add_subparsers(
        dest="what", required=True, metavar="apa"
    )
    add = channel.add_parser(
        "add",
        help="kantor ini memakai bot atau nomor sendiri, dibaca dari masukan: token Telegram"
        f" (atau dari {TOKEN}), atau baris WHATSAPP_…=nilai seperti di .env.example",
    )
    remove = channel.add_parser("remove", help="kantor ini tidak memakai bot atau nomor sendiri lagi")
    for command in (add, remove):
        command.add_argument("--office", required=True, help="id kantor")
        which = command.add_mutually_exclusive_group(required=True)
        for platform in PLATFORMS:
            which.add_argument(f"--{platform}", dest="channel", action="store_const", const=platform)
    add.set_defaults(run=lambda chosen: with_resources(lambda resources: _add(resources, chosen)))
    remove.set_defaults(run=lambda chosen: with_resources(lambda resources: _remove(resources, chosen)))
    listed = channel.add_parser("list", help="kantor mana punya bot atau nomor sendiri")
    listed.set_defaults(run=lambda _: with_resources(_list))


async def _add(resources: Resources, chosen: argparse.Namespace) -> int:
    office = resources.library.offices.get(chosen.office)
    if office is None:
        raise BadRequest(f"Kantor “{chosen.office}” tidak ada. Yang ada: {', '.join(resources.library.offices)}")
    access = _token() if chosen.channel is Channel.TELEGRAM else _number()
    called = await add_bot(resources, chosen.channel, office.id, access, None)
    what = "bot" if chosen.channel is Channel.TELEGRAM else "nomor WhatsApp"
    print(f"{office.name} kini punya {what} sendiri: {called}. Proses yang sedang berjalan memakainya dalam beberapa detik.")
    if chosen.channel is Channel.WHATSAPP:
        print(f"Alamat webhook (Callback URL) nomor ini: {webhook_of(resources.site, office.id)}")
    return 0


def _token() -> Mapping[str, str]:
    return {"token": (os.environ.get(TOKEN) or sys.stdin.readline()).strip()}


def _number() -> Mapping[str, str]:
    """The access to a number, from lines as in `.env`, with or without the prefix of the settings."""
    given = {name.upper().removeprefix(PREFIX): value or "" for name, value in dotenv_values(stream=sys.stdin, interpolate=False).items()}
    return {name: given.get(f"WHATSAPP_{name.upper()}", "").strip() for name in WHATSAPP_ACCESS}


async def _remove(resources: Resources, chosen: argparse.Namespace) -> int:
    async with resources.database.transaction() as transaction:
        if not await bots.remove(transaction, chosen.channel, chosen.office):
            raise BadRequest(f"Kantor “{chosen.office}” tidak punya yang sendiri di {chosen.channel}. Lihat: layanwarga channel list")
        await resources.ports(transaction).audit.write(None, "channel_removed", chosen.office, chosen.channel)
    print(f"{plain(f'channels.{chosen.channel}')} milik {chosen.office} tidak dipakai lagi.")
    return 0


async def _list(resources: Resources) -> int:
    """Lists the bots and numbers, never their access."""
    for platform in PLATFORMS:
        for office in await bots.of(resources.database, platform):
            print(f"{office}\t{platform}")
    return 0
