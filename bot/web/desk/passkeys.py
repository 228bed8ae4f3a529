"""A member's passkeys: a second way to sign in, beside the link in the chat. A new one is confirmed in the chat first."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.people import passkeys
from bot.web.desk.confirming import ConfirmingRoom
from bot.web.desk.room import OFFICE
from bot.web.staff import device_keys
from bot.web.staff.door import read_form
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.talking.wording import plain

PATH = f"{OFFICE}/kunci-sandi"
LONGEST_NAME = 40


class Passkeys(ConfirmingRoom):
    section = "passkeys"
    home = "/kunci-sandi"

    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(PATH, self.list),
            self.door.deed(PATH, self.begin),
            self.door.deed(f"{PATH}/daftar", self.register),
            self.door.deed(f"{PATH}/hapus", self.remove),
        ]

    async def list(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor)
        held = await passkeys.of_person(self.database, visitor.person)
        return self.page("passkeys", visitor, member, self.section, held=held, why_not=device_keys.why_not(request), longest=LONGEST_NAME)

    async def begin(self, request: Request, visitor: Visitor) -> Response:
        """After a confirmation in the chat, the page that asks the device for a key."""
        member, form = self.here(request, visitor), await read_form(request)
        name = _name(form)
        if why := device_keys.why_not(request):
            raise BadRequest(why)
        if asked := await self.unconfirmed(request, visitor, member, form, plain("passkey.asked", name=name)):
            return asked
        question = device_keys.challenge(self.resources.vault, _session(visitor), self.now)
        own_keys = await passkeys.of_person(self.database, visitor.person)
        user = self.resources.vault.hash(str(visitor.person), "passkey of")
        options = device_keys.to_register(request, member, question, own_keys, user)
        return self.page("new_passkey", visitor, member, self.section, name=name, asked=question.told, options=options)

    async def register(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.here(request, visitor), await read_form(request)
        if why := device_keys.why_not(request):
            raise BadRequest(why)
        asked = device_keys.challenge_told(self.resources.vault, _session(visitor), str(form.get("tantangan", "")), self.now)
        made = device_keys.registered(request, str(form.get("jawaban", "")), asked, visitor.person, _name(form))
        async with self.database.transaction() as transaction:
            if not await passkeys.add(transaction, made):
                raise BadRequest(plain("passkey.refused"))
            await self.resources.ports(transaction).audit.write(visitor.person, "passkey_added", member.office, made.name)
        return _back(member)

    async def remove(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.here(request, visitor), await read_form(request)
        async with self.database.transaction() as transaction:
            if await passkeys.remove(transaction, str(form.get("id", "")), visitor.person):
                await self.resources.ports(transaction).audit.write(visitor.person, "passkey_removed", member.office)
        return _back(member)


def _session(visitor: Visitor) -> str:
    """The key of the session that may answer the challenge."""
    return f"register {visitor.form_key}"


def _name(form: FormData) -> str:
    name = " ".join(str(form.get("nama", "")).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadRequest(plain("passkey.name", longest=LONGEST_NAME))
    return name


def _back(member: StaffMember) -> Response:
    return RedirectResponse(f"{HOME}/{member.office}/kunci-sandi", status_code=303)
