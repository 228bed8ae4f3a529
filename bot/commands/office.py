"""`layanwarga staff`: an office's staff on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
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
from handlers.talking.wording import plain


def add_to(commands: Commands) -> None:
    staff = commands.add_parser("staff", help="petugas kantor").add_subparsers(dest="what", required=True, metavar="apa")
    invite = staff.add_parser("invite", help="buat kode undangan sekali pakai")
    invite.add_argument("--office", required=True, help="id kantor")
    roles = [role.value for role in OFFICE_ROLES]
    invite.add_argument("--role", required=True, action="append", choices=roles, help="perannya; boleh berulang")
    invite.add_argument("--unit", action="append", default=[], help="id unit; boleh berulang; tanpa ini semua unit")
    invite.add_argument("--name", default="", help="nama orangnya; tanpa ini dipakai nama di chatnya")
    invite.add_argument("--peka", action="store_true", help="boleh melihat pengaduan rahasia")
    invite.add_argument("--phone", default="", help="kode hanya berlaku untuk pemilik nomor HP ini (Telegram atau WhatsApp)")
    invite.set_defaults(run=lambda chosen: with_resources(lambda resources: _invite(resources, chosen)))
    listed = staff.add_parser("list", help="siapa petugasnya")
    listed.add_argument("--office", required=True)
    listed.set_defaults(run=lambda chosen: with_resources(lambda resources: _list(resources, chosen.office)))
    link = staff.add_parser("link", help="tautan masuk sekali pakai untuk admin yang chatnya belum terhubung")
    link.add_argument("--office", required=True)
    link.add_argument("--person", type=int, help="nomor di depan namanya pada staff list; tanpa ini admin yang belum punya chat")
    link.set_defaults(run=lambda chosen: with_resources(lambda resources: _link(resources, chosen.office, chosen.person)))
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
        roles=frozenset(map(Role, chosen.role)),
        units=frozenset(chosen.unit) or frozenset(units),
        sensitive=chosen.peka,
    )
    async with resources.database.transaction() as transaction:
        ports = resources.ports(transaction)
        code = await ports.people.invite(member, dialled(chosen.phone))
        await ports.audit.write(None, "invited", office.id, described(member))
    print(
        f"Kode: {code} (berlaku {INVITATION_VALID.days} hari, sekali pakai)\nUntuk: {described(member)}\nOrangnya mengirim kepada bot: GABUNG {code}"
    )
    for channel in resources.post.channels.values():
        if link := await channel.find_link():
            print(f"Atau cukup membuka: {link}?start={code}")
    return 0


async def _list(resources: Resources, office: str) -> int:
    async with resources.database.transaction() as transaction:
        for member in await people.staff(transaction, office):
            print(f"{member.person}\t{member.name}\t{', '.join(sorted(member.roles))}\t{', '.join(sorted(member.units))}")
    return 0


async def _link(resources: Resources, office: str, person: int | None) -> int:
    """Prints a link into the desk for somebody whom the bot cannot send one."""
    async with resources.database.transaction() as transaction:
        member = _without_chat(await people.staff(transaction, office), office, person)
        ports = resources.ports(transaction)
        link = await ports.entrances.offer(member.person, "")
        await ports.audit.write(None, "link_made", office, described(member))
    print(plain("web_desk.link", name=member.name, link=link))
    return 0


def _without_chat(staff: Iterable[StaffMember], office: str, person: int | None) -> StaffMember:
    """The chosen member, else the only admin without a chat. Who has a chat gets links there, so that nobody acts in their name unseen."""
    chosen = [
        member for member in staff if member.person == person or (person is None and Role.ADMIN in member.roles and not member.reachable)
    ]
    if len(chosen) != 1:
        raise BadRequest(f"Pilih orangnya dengan --person; nomornya ada di: layanwarga staff list --office {office}")
    if chosen[0].reachable:
        raise BadRequest(f"Chat {chosen[0].name} sudah terhubung. Tautannya diminta di sana: /masuk")
    return chosen[0]


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
