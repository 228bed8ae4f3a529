"""Acts that could open an office to somebody else need a confirmation in the person's own chat; a session alone is not enough."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import ClassVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import BadRequest
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from bot.store.people import confirmations, people
from bot.vault import new_code
from bot.web.desk.room import Room
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.desk.sign_in import question
from handlers.talking.wording import plain

VALID = timedelta(minutes=10)
CODE_LENGTH = 10
CODE = "kode"


class ConfirmingRoom(Room):
    """`section`: the menu entry of its acts. `home`: the page to return to without a confirmation."""

    section: ClassVar[str]
    home: ClassVar[str]

    async def unconfirmed(self, request: Request, visitor: Visitor, member: StaffMember, form: FormData, what: str) -> Response | None:
        """None where exactly this form was confirmed; else the page that waits for it. Raises BadRequest where the person has no chat."""
        act, code = self._act(request, visitor, form), str(form.get(CODE, ""))
        async with self.database.transaction() as transaction:
            if not await people.addresses(transaction, [member.person]):
                await self.unasked(transaction, member)
                return None
            if await confirmations.use(transaction, self._hash(code), member.person, act, self.now):
                return None
            fresh = code or new_code(CODE_LENGTH)
            if not code:
                await self._ask(transaction, member, fresh, act, what)
        self.resources.committed()
        fields = [(name, str(value)) for name, value in form.multi_items() if name not in ("kunci", CODE)]
        facts = {"what": what, "code": fresh, "fields": fields, "waits": bool(code), "action": request.url.path, "home": self.home}
        return self.page("confirm", visitor, member, self.section, **facts)

    async def unasked(self, transaction: Transaction, member: StaffMember) -> None:
        """Refuses the act of a person without a chat, and says what to do first. A room may allow what can harm nobody yet."""
        if await people.has_address(transaction, member.person):
            raise BadRequest(plain("sign_in.unreachable", office=member.office))
        raise BadRequest(plain("sign_in.no_chat"))

    async def _ask(self, transaction: Transaction, member: StaffMember, code: str, act: str, what: str) -> None:
        await confirmations.ask(transaction, self._hash(code), member.person, act, self.now, self.now + VALID)
        notices = [question(member.person, code, what)]
        await outbox.add(transaction, await self.resources.post.notices(transaction, notices), self.now)

    def _act(self, request: Request, visitor: Visitor, form: FormData) -> str:
        """A hash of the session, the page and all fields of the form."""
        fields = sorted((name, str(value)) for name, value in form.multi_items() if name not in ("kunci", CODE))
        return self.resources.vault.hash(json.dumps([visitor.form_key, request.url.path, fields]), "act")

    def _hash(self, code: str) -> str:
        return self.resources.vault.hash(code, "confirmation")
