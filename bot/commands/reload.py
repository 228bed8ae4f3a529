"""`layanwarga reload`: makes running processes read an office's files again after they were changed by hand."""

from __future__ import annotations

from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.resources import Resources
from bot.store.offices import changes


def add_to(commands: Commands) -> None:
    reload = commands.add_parser("reload", help="bot yang berjalan membaca lagi berkas kantor ini, tanpa berhenti")
    reload.add_argument("--office", required=True, help="id kantor; boleh yang baru ditambahkan")
    reload.set_defaults(run=lambda chosen: with_resources(lambda resources: _reload(resources, chosen.office)))


async def _reload(resources: Resources, office: str) -> int:
    if office not in resources.library.offices:
        raise BadRequest(f"Kantor “{office}” tidak terbaca. Periksa dengan: layanwarga check")
    async with resources.database.transaction() as transaction:
        await changes.note(transaction, office)
    print(f"Bot yang sedang berjalan membaca lagi {resources.library.offices[office].name} dalam beberapa detik.")
    return 0
