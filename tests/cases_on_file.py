"""Complaints that are simply there: filed and moved by the real rules, without the talk around them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.cases.event_data import payload
from bot.store.people import people
from handlers.casework import number as numbers
from handlers.casework.complaint import Actor, Complaint, Identity
from handlers.casework.deciding import decide, filed
from handlers.casework.events import Event
from handlers.casework.evolving import evolve, file
from handlers.casework.moves import Action, Role
from handlers.talking.message import Channel
from handlers.talking.ports import ReporterIdentity
from tests.world import World

STORY = "Lampu jalan di depan pasar Paringin mati sejak seminggu, gelap sekali kalau malam."


@dataclass
class OnFile:
    """Files complaints in a world; their numbers are the same at each run."""

    world: World

    async def complaint(
        self, story: str = STORY, *, at: datetime | None = None, name: str = "", contact: str = "", **data: Any
    ) -> Complaint:
        """A new complaint to juai; with a name it is an open one unless `identity` says otherwise."""
        moment, app = at or self.world.now, self.world.app
        office = app.library.offices[data.get("office", "juai")]
        whole = {
            "number": numbers.new(
                office.code, app.library.calendar(office.id).local_date(moment), random.Random(next(self.world.numbers)).randrange
            ),
            "office": office.id,
            "unit": office.general_unit.id,
            "category": "normatif",
            "service": None,
            "text": story,
            "occurred": "",
            "place": "",
            "identity": Identity.NAMED if name else Identity.ANONYMOUS,
            "urgent": False,
            "confidential": False,
            "attachments": [],
            **data,
        }
        async with app.database.transaction() as transaction:
            ports = app.conversation.ports(transaction, moment)
            whole["reporter"] = (
                whole.get("reporter") or (await people.chat(transaction, Channel.WEB, f"warga-{whole['number']}", moment)).person
            )
            event = filed(
                Event(at=moment, actor=whole["reporter"], role=Role.REPORTER, data=payload(Action.FILE, whole)),
                app.knowledge.rules[office.id],
            )
            known = ReporterIdentity(name=name, contact=contact) if name else None
            await ports.complaints.add(file(event), event, "0000", known)
        return file(event)

    async def act(
        self, complaint: Complaint, action: Action, role: Role, person: int | None, /, *, at: datetime | None = None, **data: Any
    ) -> Complaint:
        """One move by somebody who is this on it."""
        moment, app = at or self.world.now, self.world.app
        actor = Actor(person=person, roles=frozenset({role}))
        event = decide(complaint, payload(action, data), actor, moment, app.knowledge.rules[complaint.office])
        after = evolve(complaint, event)
        async with app.database.transaction() as transaction:
            await app.conversation.ports(transaction, moment).complaints.change(after, event)
        return after

    async def person(self, address: str) -> int:
        return await self.world.person_of(self.world.phone(address))
