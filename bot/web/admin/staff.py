"""The staff of an office: invite, change, absence, removal. Who is left without a role no longer handles cases."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.clockwork.departures import free
from bot.errors import BadRequest
from bot.store.cases import complaints
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from bot.store.people import people
from bot.web.admin.room import AdminRoom, back, told_of, told_once
from bot.web.desk.confirming import ConfirmingRoom
from bot.web.desk.room import OFFICE
from bot.web.entries import entries
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import OFFICE_ROLES, OPEN, Role
from handlers.desk import absence
from handlers.desk.codes import INVITATION_VALID
from handlers.desk.enrolment import described, dialled
from handlers.talking.ports import Filter
from handlers.talking.wording import plain
from knowledge.standards.days import day_of

PERSON = f"{OFFICE}/petugas/{{person:int}}"
LONGEST_NAME = 80


GRAVE = frozenset({Role.ADMIN, Role.SUPERVISOR, Role.HEAD})
"""Roles that may see confidential complaints, or decide who may."""


class Staff(ConfirmingRoom, AdminRoom):
    section = "staff"
    home = "/petugas"

    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/petugas", self.list),
            self.door.deed(f"{OFFICE}/petugas", self.invite),
            self.door.page(PERSON, self.show),
            self.door.deed(PERSON, self.save),
            self.door.deed(f"{PERSON}/absen", self.absent),
            self.door.deed(f"{PERSON}/kembali", self.returned),
            self.door.deed(f"{PERSON}/keluarkan", self.remove),
        ]

    async def list(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        return told_once(request, await self._list(visitor, member, told=told_of(request)))

    async def _list(self, visitor: Visitor, member: StaffMember, **facts: Any) -> Response:
        staff = await people.staff(self.database, member.office)
        return self.page("admin/staff", visitor, member, "staff", staff=staff, roles=OFFICE_ROLES, now=self.now, **{"typed": None, **facts})

    async def invite(self, request: Request, visitor: Visitor) -> Response:
        """Makes an invitation; its code is shown only on this page."""
        member, form = self.admin(request, visitor), await read_form(request)
        try:
            invited = self._as_filled(StaffMember(person=0, office=member.office, name=_name(form), roles=frozenset()), form)
        except BadRequest as refused:
            form_page = await self._list(visitor, member, typed=_typed(form), wrong=str(refused))
            form_page.status_code = 400
            return form_page
        if (asked := await self._unsure(request, visitor, member, form, None, invited)) is not None:
            return asked
        number = dialled(str(form.get("telepon", "")))
        async with self.database.transaction() as transaction:
            ports = self.resources.ports(transaction)
            code = await ports.people.invite(invited, number)
            await ports.audit.write(member.person, "invited", member.office, described(invited))
        links = [address for _, address in await entries(self.resources, code, member.office)]
        return self.page("admin/invited", visitor, member, "staff", name=invited.name, code=code, links=links, days=INVITATION_VALID.days)

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        return told_once(request, await self._person_page(request, visitor, member, told=told_of(request)))

    async def _person_page(self, request: Request, visitor: Visitor, member: StaffMember, **more: Any) -> Response:
        staff = await people.staff(self.database, member.office)
        person = _person(request, staff)
        held = await complaints.find(self.database, Filter(office=member.office, officer=person.person, states=tuple(OPEN)))
        facts = {
            "one": person,
            "roles": OFFICE_ROLES,
            "others": [other for other in staff if absence.can_stand_in(other, person)],
            "now": self.now,
            "mark": _mark_of(person),
            "away": self._days_away(person),
        }
        return self.page("admin/person", visitor, member, "staff", held=len(held), **{"typed": None, "filled": person, **facts, **more})

    def _days_away(self, person: StaffMember) -> dict[str, str]:
        """The first and the last whole day of the absence, the last included."""
        zone = self.rules(person.office).office.zone
        return absence.dates_of(person.away_from or self.now, person.away_until, zone) if person.away_until else {}

    async def save(self, request: Request, visitor: Visitor) -> Response:
        """Changes the person; if that is refused, shows the page again with the typed values."""
        member, form = self.admin(request, visitor), await read_form(request)
        try:
            return await self._saved(request, visitor, member, form)
        except BadRequest as refused:
            return await self._person_page(request, visitor, member, filled=_typed(form), wrong=str(refused), status=400)

    async def _saved(self, request: Request, visitor: Visitor, member: StaffMember, form: FormData) -> Response:
        staff = await people.staff(self.database, member.office)
        before = _person(request, staff)
        wanted = self._as_filled(replace(before, name=_name(form)), form)
        _check_admins(staff, wanted)
        if (asked := await self._unsure(request, visitor, member, form, before, wanted)) is not None:
            return asked
        async with self.database.transaction() as transaction:
            staff = await people.staff(transaction, member.office)
            person = _person(request, staff)
            if _mark_of(person) != str(form.get("tanda", "")):
                raise BadRequest(plain("overtaken.person", name=person.name))
            freed = await self._change(
                transaction, member, staff, self._as_filled(replace(person, name=_name(form)), form), "staff_changed"
            )
        self.resources.committed()
        return back(member, f"/petugas/{person.person}", _with_freed("Tersimpan.", freed))

    async def remove(self, request: Request, visitor: Visitor) -> Response:
        """Removes the person; if that is refused, says why on their page."""
        member, form = self.admin(request, visitor), await read_form(request)
        try:
            return await self._removed(request, visitor, member, form)
        except BadRequest as refused:
            return await self._person_page(request, visitor, member, wrong=str(refused), status=400)

    async def _removed(self, request: Request, visitor: Visitor, member: StaffMember, form: FormData) -> Response:
        if form.get("yakin") != "1":
            raise BadRequest("Belum ada yang berubah. Untuk mengeluarkan, beri tanda dulu pada “Ya, keluarkan”, lalu tekan Keluarkan lagi.")
        staff = await people.staff(self.database, member.office)
        leaving = _person(request, staff)
        _check_admins(staff, replace(leaving, active=False))
        if asked := await self.unconfirmed(request, visitor, member, form, f"{leaving.name} dikeluarkan dari daftar petugas."):
            return asked
        async with self.database.transaction() as transaction:
            staff = await people.staff(transaction, member.office)
            person = _person(request, staff)
            freed = await self._change(transaction, member, staff, replace(person, active=False), "staff_removed")
        self.resources.committed()
        return back(member, "/petugas", _with_freed(f"{person.name} tidak bertugas lagi di sini.", freed))

    async def _unsure(
        self, request: Request, visitor: Visitor, member: StaffMember, form: FormData, before: StaffMember | None, wanted: StaffMember
    ) -> Response | None:
        """The page that waits for a confirmation in the admin's chat, needed for important roles and peka; None if none is needed or it was
        given.
        """
        fresh = sorted((wanted.roles - (before.roles if before else frozenset())) & GRAVE)
        peka = ["peka"] if wanted.sensitive and not (before and before.sensitive) else []
        if not (fresh or peka):
            return None
        return await self.unconfirmed(request, visitor, member, form, f"{wanted.name} menjadi {', '.join([*fresh, *peka])}.")

    async def _change(
        self, transaction: Transaction, member: StaffMember, staff: Sequence[StaffMember], changed: StaffMember, action: str
    ) -> int:
        """Stores the changed person. Returns how many cases lost their handler; their unit and supervisor are told."""
        _check_admins(staff, changed)
        await people.enrol(transaction, changed)
        await self.resources.ports(transaction).audit.write(member.person, action, member.office, described(changed))
        return await free(transaction, self.resources.post, self.rules(member.office), self.now)

    async def absent(self, request: Request, visitor: Visitor) -> Response:
        """Stores the days of absence; if they are refused, shows the page again with the typed values."""
        member, form = self.admin(request, visitor), await read_form(request)
        try:
            return await self._noted_absent(request, member, form)
        except BadRequest as refused:
            return await self._person_page(request, visitor, member, typed=form, wrong=str(refused), status=400)

    async def _noted_absent(self, request: Request, member: StaffMember, form: FormData) -> Response:
        zone = self.rules(member.office).office.zone
        begin, end = absence.midnight(_day(form, "dari"), zone), absence.midnight(_day(form, "sampai") + timedelta(days=1), zone)
        begin = max(begin, self.now)
        if end <= begin:
            raise BadRequest("Hari terakhir harus sesudah hari pertama, dan belum lewat.")
        async with self.database.transaction() as transaction:
            staff = await people.staff(transaction, member.office)
            person = _person(request, staff)
            stand_in = _stand_in(form, person, staff)
            await self._away(transaction, member, person, (begin, end), stand_in)
        self.resources.committed()
        return back(member, f"/petugas/{person.person}", "Ketidakhadiran dicatat.")

    async def _away(
        self, transaction: Transaction, member: StaffMember, person: StaffMember, time: tuple[datetime, datetime], stand_in: int | None
    ) -> None:
        begin, end = time
        ports = self.resources.ports(transaction)
        dates = absence.dates_of(begin, end, self.rules(person.office).office.zone)
        await ports.people.absent(person.person, person.office, begin, end, stand_in)
        await ports.audit.write(member.person, "absent", person.office, f"{person.name}, {dates['start']} sampai {dates['until']}")
        letters = await self.resources.post.notices(transaction, absence.stand_in_notices(person, stand_in, dates, self.now))
        await outbox.add(transaction, letters, self.now)

    async def returned(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        async with self.database.transaction() as transaction:
            person = _person(request, await people.staff(transaction, member.office))
            ports = self.resources.ports(transaction)
            await ports.people.absent(person.person, person.office, self.now, None, None)
            await ports.audit.write(member.person, "back", person.office, person.name)
        return back(member, f"/petugas/{person.person}", "Bertugas kembali.")

    def _as_filled(self, person: StaffMember, form: FormData) -> StaffMember:
        """The person with the roles, units and peka of the form."""
        roles = frozenset(Role(text) for text in map(str, form.getlist("peran")) if text in OFFICE_ROLES)
        units_of_office = {unit.id for unit in self.rules(person.office).office.units}
        units = frozenset(text for text in map(str, form.getlist("unit")) if text in units_of_office)
        if not roles:
            raise BadRequest("Pilih sedikitnya satu peran.")
        if Role.OFFICER in roles and not units:
            raise BadRequest("Pilih sedikitnya satu unit untuk petugas.")
        return replace(person, roles=roles, units=units, sensitive=form.get("peka") == "1")


def _person(request: Request, staff: Sequence[StaffMember]) -> StaffMember:
    member_found = next((member for member in staff if member.person == request.path_params["person"]), None)
    if member_found is None:
        raise NotHere
    return member_found


def _mark_of(person: StaffMember) -> str:
    """A hash of what the form of the person holds."""
    return hashlib.sha256(repr((person.name, sorted(person.roles), sorted(person.units), person.sensitive)).encode()).hexdigest()[:16]


def _check_admins(staff: Sequence[StaffMember], changed: StaffMember) -> None:
    """Raises BadRequest if no admin would remain."""
    after = [changed if member.person == changed.person else member for member in staff]
    if not any(member.active and Role.ADMIN in member.roles for member in after):
        raise BadRequest("Kantor ini akan tanpa admin. Jadikan orang lain admin dulu.")


def _typed(form: FormData) -> dict[str, Any]:
    """The typed and ticked values, to fill the form again."""
    return {
        "name": form.get("nama", ""),
        "phone": form.get("telepon", ""),
        "roles": form.getlist("peran"),
        "units": form.getlist("unit"),
        "sensitive": form.get("peka") == "1",
    }


def _name(form: FormData) -> str:
    name = " ".join(str(form.get("nama", "")).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadRequest(f"Nama wajib diisi, paling panjang {LONGEST_NAME} huruf.")
    return name


def _stand_in(form: FormData, person: StaffMember, staff: Sequence[StaffMember]) -> int | None:
    text = str(form.get("pengganti", ""))
    if not text:
        return None
    if text not in {str(other.person) for other in staff if absence.can_stand_in(other, person)}:
        raise BadRequest("Orang itu tidak dapat menggantikan: ia tidak boleh melihat semua yang ditangani.")
    return int(text)


def _day(form: FormData, name: str) -> date:
    try:
        return day_of(str(form.get(name, "")))
    except ValueError as error:
        raise BadRequest("Isi kedua tanggal.") from error


def _with_freed(what: str, freed: int) -> str:
    return f"{what} {freed} pengaduan kembali ke unitnya; unit dan pengawas diberi tahu." if freed else what
