"""`layanwarga setup`: the link for setting up a new office in the browser."""

from __future__ import annotations

from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.resources import Resources
from bot.store.offices import setups
from handlers.talking.wording import plain


def add_to(commands: Commands) -> None:
    setup = commands.add_parser("setup", help="tautan sekali pakai untuk menyiapkan kantor baru di peramban")
    setup.set_defaults(run=lambda _: with_resources(_offer))


async def _offer(resources: Resources) -> int:
    async with resources.database.transaction() as transaction:
        person = await setups.allowed(transaction, resources.now)
        link = await resources.ports(transaction).entrances.offer(person, "")
    print(plain("setup.link", link=f"{link}&lanjut=/mulai"))
    return 0
