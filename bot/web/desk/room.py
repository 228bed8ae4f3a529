"""What every room of the desk has: the resources, the pages, the door, and helpers for an office's pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute

from bot.resources import ResourceHolder
from bot.store.people import people
from bot.web.staff.door import Door, member_of
from bot.web.staff.pages import HOME, Pages
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.rules import OfficeRules

OFFICE = f"{HOME}/{{office}}"
LEADERS = frozenset({Role.SUPERVISOR, Role.HEAD, Role.ADMIN})
"""Roles that see the figures of the whole office and may act on several cases at once."""


@dataclass(frozen=True)
class Room(ResourceHolder, ABC):
    """The base class of the rooms. `now` is the office's clock (UTC)."""

    pages: Pages
    door: Door

    @abstractmethod
    def routes(self) -> list[BaseRoute]:
        """The pages of the room, each behind the door."""

    @property
    def now(self) -> datetime:
        return self.resources.now

    def rules(self, office: str) -> OfficeRules:
        return self.knowledge.rules[office]

    def here(self, request: Request, visitor: Visitor, *roles: str) -> StaffMember:
        """The visitor's place in the office of the address, with at least one of the roles, if any are named."""
        return member_of(visitor, request.path_params["office"], roles)

    async def names(self, office: str) -> Mapping[int, str]:
        """The names of the office's staff, by person."""
        return {member.person: member.name for member in await people.staff(self.database, office)}

    async def note(self, member: StaffMember, action: str, subject: str, reason: str = "") -> None:
        """Writes a line of the audit: who did what to what."""
        async with self.database.transaction() as transaction:
            audit = self.resources.ports(transaction).audit
            await audit.write(member.person, action, subject, reason)

    def page(self, template: str, visitor: Visitor, member: StaffMember, here: str, **facts: Any) -> HTMLResponse:
        """A page of the member's office."""
        office = self.library.offices[member.office]
        return self.pages.make(template, visitor, member=member, office=office, here=here, zone=office.zone, **facts)
