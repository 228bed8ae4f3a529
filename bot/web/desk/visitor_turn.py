"""Gives a member of staff at the desk a turn, as if they acted in a chat, and says as which member they see a case."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.store.databases.database import Transaction
from bot.web.desk.room import Room
from bot.web.staff.door import NotHere
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint
from handlers.talking.message import Channel, Inbound
from handlers.talking.state import ChatState
from handlers.talking.turn import Turn


@asynccontextmanager
async def turn_of(room: Room, visitor: Visitor) -> AsyncIterator[tuple[Turn, Transaction]]:
    """A turn of this visitor, on one transaction."""
    async with room.database.transaction() as transaction:
        turn = Turn(
            now=room.now,
            person=visitor.person,
            inbound=Inbound(channel=Channel.WEB, address="meja"),
            state=ChatState(),
            knowledge=room.knowledge,
            ports=room.resources.ports(transaction),
            random=secrets.randbelow,
            staff=visitor.members,
        )
        yield turn, transaction


def place_of(visitor: Visitor, complaint: Complaint) -> StaffMember:
    """The member as whom the visitor sees the case: as staff, not as the citizen who reported or follows it."""
    member = next((colleague for colleague in visitor.members if may_see(colleague, complaint)), None)
    if member is None:
        raise NotHere
    return member
