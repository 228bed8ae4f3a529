"""`layanwarga staff`: an office's staff on the command line."""

from __future__ import annotations

import argparse
from dataclasses import replace

from bot.clockwork.departures import free
from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.resources import Resources
from bot.store.people import people
from handlers.casework.access import StaffMember
from handlers.casework.moves import OFFICE_ROLES, Role
from handlers.desk.codes import INVITATION_VALID
from handlers.desk.enrolment import described, dialled


def add_to(commands: Commands) -> None:
    staff = commands.add_parser("staff", help="petugas kantor").add_subparsers(dest="what", required=True, metavar="apa")
    invite = staff.add_parser("invite", help="buat kode undangan sekali pakai")
    invite.add_argument("--office", required=True, help="id kantor")
    invite.add_argument("--role", required=True, choices=[role.value for role in OFFICE_ROLES])
    invite.add_argument("--unit", action="append", default=[], help="id unit; boleh berulang; tanpa ini semua unit")
    invite.add_argument("--name", default="", help="nama orangnya; tanpa ini dipakai nama di chatnya")
    invite.add_argument("--peka", action="store_true", help="boleh melihat pengaduan rahasia")
    invite.add_argument("--phone", default="", help="kode hanya berlaku untuk pemilik nomor HP ini (Telegram atau WhatsApp)")
    invite.set_defaults(run=lambda chosen: with_resources(lambda resources: _invite(resources, chosen)))
    listed = staff.add_parser("list", help="siapa petugasnya")
    listed.add_argument("--office", required=True)
    listed.set_defaults(run=lambda chosen: with_resources(lambda resources: _list(resources, chosen.office)))
    gone = staff.add_parser("remove", help="orang ini tidak bertugas lagi; pengaduannya kembali ke unit")
    gone.add_argument("--office", required=True)
    gone.add_argument("--person", required=True, type=int, help="nomor di depan namanya pada staff list")
    gone.set_defaults(run=lambda chosen: with_resources(lambda resources: _remove(resources, chosen.office, chosen.person)))


async def _invite(resources: Resources, chosen: argparse.Namespace) -> int:
    office = resources.library.offices.get(chosen.office)
    if office is None:
        raise BadRequest(f"Kantor “{chosen.office}” tidak ada. Yang ada: {', '.join(resources.library.offices)}")
    units = {unit.id for unit in office.units}
    if wrong := set(chosen.unit) - units:
        raise BadRequest(f"Unit {', '.join(sorted(wrong))} tidak ada. Yang ada: {', '.join(sorted(units))}")
    member = StaffMember(
        person=0,
        office=office.id,
        name=" ".join(chosen.name.split()),
        roles=frozenset({Role(chosen.role)}),
        units=frozenset(chosen.unit) or frozenset(units),
        sensitive=chosen.peka,
    )
    async with resources.database.transaction() as transaction:
        ports = resources.ports(transaction)
        code = await ports.people.invite(member, dialled(chosen.phone))
        await ports.audit.write(None, "invited", office.id, described(member))
    print(f"Kode: {code} (berlaku {INVITATION_VALID.days} hari, sekali pakai)\nOrangnya mengirim kepada bot: GABUNG {code}")
    for channel in resources.post.channels.values():
        if link := await channel.find_link():
            print(f"Atau cukup membuka: {link}?start={code}")
    return 0


async def _list(resources: Resources, office: str) -> int:
    async with resources.database.transaction() as transaction:
        for member in await people.staff(transaction, office):
            print(f"{member.person}\t{member.name}\t{', '.join(sorted(member.roles))}\t{', '.join(sorted(member.units))}")
    return 0


async def _remove(resources: Resources, office: str, person: int) -> int:
    async with resources.database.transaction() as transaction:
        member = next((colleague for colleague in await people.staff(transaction, office) if colleague.person == person), None)
        if member is None:
            raise BadRequest(f"Petugas {person} tidak ada di kantor “{office}”. Lihat: layanwarga staff list --office {office}")
        await people.enrol(transaction, replace(member, active=False))
        await resources.ports(transaction).audit.write(None, "staff_removed", office, described(member))
        rules = resources.knowledge.rules.get(office)
        freed = await free(transaction, resources.post, rules, resources.now) if rules else 0
    print(f"{member.name} tidak lagi bertugas di {office}. {freed} pengaduan kembali ke unit.")
    return 0
