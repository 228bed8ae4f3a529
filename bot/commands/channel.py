"""`layanwarga channel`: the bots that offices have of their own. Running processes take a change up by themselves."""

from __future__ import annotations

import argparse
import os
import sys

from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.platforms import add_bot
from bot.resources import Resources
from bot.store.offices import bots
from handlers.talking.message import Channel

TOKEN = "BOT_TOKEN"  # noqa: S105 - the name of the environment variable


def add_to(commands: Commands) -> None:
    channel = commands.add_parser("channel", help="bot milik satu kantor").add_subparsers(dest="what", required=True, metavar="apa")
    add = channel.add_parser("add", help=f"kantor ini memakai bot sendiri; tokennya dibaca dari masukan atau dari {TOKEN}")
    remove = channel.add_parser("remove", help="kantor ini tidak memakai bot sendiri lagi")
    for one in (add, remove):
        one.add_argument("--office", required=True, help="id kantor")
        one.add_argument("--telegram", dest="channel", action="store_const", const=Channel.TELEGRAM, required=True)
    add.set_defaults(run=lambda chosen: with_resources(lambda resources: _add(resources, chosen)))
    remove.set_defaults(run=lambda chosen: with_resources(lambda resources: _remove(resources, chosen)))
    listed = channel.add_parser("list", help="kantor mana punya bot sendiri")
    listed.set_defaults(run=lambda _: with_resources(_list))


async def _add(resources: Resources, chosen: argparse.Namespace) -> int:
    office = resources.library.offices.get(chosen.office)
    if office is None:
        raise BadRequest(f"Kantor “{chosen.office}” tidak ada. Yang ada: {', '.join(resources.library.offices)}")
    token = (os.environ.get(TOKEN) or sys.stdin.readline()).strip()
    called = await add_bot(resources, office.id, token, None)
    print(f"{office.name} kini punya bot sendiri: {called}. Proses yang sedang berjalan memakainya dalam beberapa detik.")
    return 0


async def _remove(resources: Resources, chosen: argparse.Namespace) -> int:
    async with resources.database.transaction() as transaction:
        if not await bots.remove(transaction, chosen.channel, chosen.office):
            raise BadRequest(f"Kantor “{chosen.office}” tidak punya bot sendiri. Lihat: layanwarga channel list")
        await resources.ports(transaction).audit.write(None, "channel_removed", chosen.office, chosen.channel)
    print(f"Bot milik {chosen.office} tidak dipakai lagi.")
    return 0


async def _list(resources: Resources) -> int:
    """Which there are; never what opens them."""
    for office in await bots.of(resources.database, Channel.TELEGRAM):
        print(f"{office}\t{Channel.TELEGRAM}")
    return 0
