"""`layanwarga staff`, `doctor`: what an office's admin does from the command line."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from bot.app import App
from bot.commands.opened import with_app
from bot.errors import BadRequest
from bot.store import people
from handlers.casework.access import StaffMember
from handlers.enrolment import ROLES


def add_to(commands: Any) -> None:
    staff = commands.add_parser("staff", help="petugas kantor").add_subparsers(dest="what", required=True, metavar="apa")
    invite = staff.add_parser("invite", help="buat kode undangan sekali pakai")
    invite.add_argument("--office", required=True, help="id kantor")
    invite.add_argument("--role", required=True, choices=ROLES)
    invite.add_argument("--unit", action="append", default=[], help="id unit; boleh berulang; tanpa ini semua unit")
    invite.add_argument("--peka", action="store_true", help="boleh melihat pengaduan rahasia")
    invite.set_defaults(run=lambda chosen: with_app(lambda app: _invite(app, chosen)))
    listed = staff.add_parser("list", help="siapa petugasnya")
    listed.add_argument("--office", required=True)
    listed.set_defaults(run=lambda chosen: with_app(lambda app: _list(app, chosen.office)))
    doctor = commands.add_parser("doctor", help="periksa pengaturan, saluran, kalender, dan data")
    doctor.set_defaults(run=lambda _: with_app(_doctor))


async def _invite(app: App, chosen: argparse.Namespace) -> int:
    office = app.library.offices.get(chosen.office)
    if office is None:
        raise BadRequest(f"Kantor “{chosen.office}” tidak ada. Yang ada: {', '.join(app.library.offices)}")
    known = {unit.id for unit in office.units}
    if wrong := set(chosen.unit) - known:
        raise BadRequest(f"Unit {', '.join(sorted(wrong))} tidak ada. Yang ada: {', '.join(sorted(known))}")
    member = StaffMember(
        person=0,
        office=office.id,
        name="",
        roles=frozenset({chosen.role}),
        units=frozenset(chosen.unit) or frozenset(known),
        sensitive=chosen.peka,
    )
    async with app.database.transaction() as transaction:
        code = await app.conversation.ports(transaction, app.clock()).people.invite(member)
    print(f"Kode: {code} (berlaku 7 hari, sekali pakai)\nOrangnya mengirim kepada bot: GABUNG {code}")
    return 0


async def _list(app: App, office: str) -> int:
    async with app.database.transaction() as transaction:
        for member in await people.staff(transaction, office):
            print(f"{member.person}\t{member.name}\t{', '.join(sorted(member.roles))}\t{', '.join(sorted(member.units))}")
    return 0


async def _doctor(app: App) -> int:
    """Each red line says what to do."""
    now = app.clock()
    lines = [(not one.warning, str(one)) for one in app.library.mistakes if not one.warning]
    findings = [("berkas pengetahuan", not lines, lines[0][1] if lines else "semua terbaca")]
    last = app.library.last_holiday
    known = bool(last and (date(last.year, 12, 31) - now.date()).days > 60)
    findings.append(
        ("kalender hari libur", known, f"sampai {last.year if last else '-'}" + ("" if known else "; tambahkan tahun berikutnya"))
    )
    backups = sorted((app.settings.data / "backups").glob("*.sqlite"))
    findings.append(("cadangan", bool(backups), backups[-1].name if backups else "belum ada; dibuat setiap hari selama bot berjalan"))
    findings += [(one.subject, one.well, one.detail) for channel in app.channels.values() for one in await channel.doctor(now)]
    for subject, well, detail in findings:
        print(f"{'✓' if well else '✗'} {subject}: {detail}")
    return 0 if all(well for _, well, _ in findings) else 1
