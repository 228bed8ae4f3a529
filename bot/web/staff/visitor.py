"""Who is signed in: the session behind a cookie, and the person's places on staffs at this request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.resources import Resources
from bot.store.databases.database import Transaction
from bot.store.people import passkeys, people, sessions
from bot.store.people.passkeys import Passkey
from bot.vault import new_token
from handlers.casework.access import StaffMember

SESSION = timedelta(hours=12)
COOKIE = "meja"
ASKER = "peramban"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """The person who is signed in: staff, or somebody who sets up an office. `form_key` is in every form of the session and nowhere else."""

    person: int
    members: tuple[StaffMember, ...]
    form_key: str

    def member(self, office: str) -> StaffMember | None:
        return next((colleague for colleague in self.members if colleague.office == office), None)


class Sessions:
    """Opens, reads and ends sessions. Roles are not part of a session, so a removed member loses access at once."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    async def visitor(self, request: Request) -> Visitor | None:
        """Who makes this request; None where nobody is signed in, or no longer as staff."""
        person = await self.signed_in(request)
        return person if person and person.members else None

    async def signed_in(self, request: Request) -> Visitor | None:
        """The same, also for somebody who is not staff yet and sets up the first office."""
        token, now = request.cookies.get(cookie_name(request, COOKIE), ""), self._resources.now
        person = await sessions.person_of(self._resources.database, self._resources.vault.hash(token, "session"), now) if token else None
        if person is None:
            return None
        held = await people.memberships(self._resources.database, person, now)
        members = tuple(member for member in held if member.office in self._resources.library.offices)
        return Visitor(person=person, members=members, form_key=self._resources.vault.hash(token, "form"))

    async def begin(self, request: Request, response: Response, code: str) -> bool:
        """Uses a one-time link up and signs its person in; False where it is not valid for this browser."""
        now, vault = self._resources.now, self._resources.vault
        async with self._resources.database.transaction() as transaction:
            person = await sessions.redeem(transaction, vault.hash(code, "entrance"), self.browser(request), now)
            if person is None:
                return False
            await self.open(transaction, request, response, person)
        return True

    async def begin_with_passkey(self, request: Request, response: Response, key: Passkey) -> bool:
        """Signs in the owner of a passkey that has just answered; False where it answered this challenge before, or no longer exists."""
        async with self._resources.database.transaction() as transaction:
            if not await passkeys.use(transaction, key, self._resources.now):
                return False
            await self.open(transaction, request, response, key.person)
        return True

    async def open(self, transaction: Transaction, request: Request, response: Response, person: int) -> None:
        now, token = self._resources.now, new_token()
        await sessions.begin(transaction, self._resources.vault.hash(token, "session"), person, now, now + SESSION)
        await self._resources.ports(transaction).audit.write(person, "signed_in", "desk")
        set_cookie(request, response, COOKIE, token, SESSION)

    async def end(self, request: Request, response: Response) -> None:
        token = request.cookies.get(cookie_name(request, COOKIE), "")
        async with self._resources.database.transaction() as transaction:
            await sessions.end(transaction, self._resources.vault.hash(token, "session"))
        response.delete_cookie(cookie_name(request, COOKIE), path="/")

    async def offered_to(self, request: Request, code: str) -> int | None:
        """The person of this unused link, as seen from this browser."""
        hashed = self._resources.vault.hash(code, "entrance")
        return await sessions.offered_to(self._resources.database, hashed, self.browser(request), self._resources.now)

    def browser(self, request: Request) -> str:
        """The code with which this browser asks for a link; the browser cannot make the code of another."""
        return self.code_of(request.cookies.get(cookie_name(request, ASKER), ""))

    def code_of(self, asker: str) -> str:
        return self._resources.vault.hash(asker, "browser")[:6].upper() if asker else "-"

    def key_of(self, asker: str) -> str:
        """The key in the sign-in form of this browser."""
        return self._resources.vault.hash(asker, "enter")

    def same_browser(self, request: Request, key: str) -> bool:
        asker = request.cookies.get(cookie_name(request, ASKER), "")
        return bool(asker) and self._resources.vault.same(asker, "enter", key)


def cookie_name(request: Request, name: str) -> str:
    """The name of the cookie; behind https it is bound to this host alone."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def set_cookie(request: Request, response: Response, name: str, value: str, valid: timedelta) -> None:
    secure = request.url.scheme == "https"
    age = int(valid.total_seconds())
    response.set_cookie(cookie_name(request, name), value, max_age=age, path="/", httponly=True, samesite="lax", secure=secure)
