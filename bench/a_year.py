"""A year of one office in a few minutes: `python -m bench.a_year [complaints]`.

The real rules, store and clockwork; only the clock is moved. Officers are slow, absent and wrong, supervisors silent, citizens forget.
At the end every complaint is closed or stands on somebody's overdue list.
"""

from __future__ import annotations

import asyncio
import heapq
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import App, build, load_knowledge
from bot.settings import Settings
from bot.store.cases import complaints
from bot.store.cases.event_data import payload
from bot.store.messages import outbox
from bot.store.people import people
from handlers.case import case_changes
from handlers.casework import number as numbers
from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint, Refused
from handlers.casework.deciding import filed
from handlers.casework.events import Event
from handlers.casework.evolving import file
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.desk.work_lists import LISTS
from handlers.talking.message import Channel, Inbound
from handlers.talking.ports import Filter
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge, Turn

OFFICE = "juai"
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
AFTERWARDS = timedelta(days=130)
"""Until the longest limit of what came on the last day has passed."""
CATEGORIES = {"ringan": 0.35, "normatif": 0.4, "tidak_berkadar_pengawasan": 0.15, "berkadar_pengawasan": 0.1}
NEVER_TAKEN, NEVER_ANSWERED, LATE, ASKS, SILENT, CONTENT, REOPENS = 0.03, 0.03, 0.2, 0.25, 0.3, 0.4, 0.12


@dataclass
class Year:
    """The office and what is going to happen, in order of time."""

    app: App
    dice: random.Random
    now: datetime = FIRST
    due: list[tuple[datetime, int, str, str]] = field(default_factory=list)
    order: Any = field(default_factory=count)
    staff: dict[str, list[int]] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    ticks: int = 0

    def plan(self, at: datetime, number: str, step: str, *, working: bool = True) -> None:
        """Something that somebody will do; staff work while the office is open."""
        calendar = self.app.library.calendar(OFFICE)
        heapq.heappush(self.due, (calendar.next_opening_moment(at) if working else at, next(self.order), number, step))

    async def hire(self) -> None:
        """Five officers of whom one may see confidential reports, a supervisor, a head, an admin; in turn they are on leave."""
        places = [("petugas", 5), ("pengawas", 1), ("pimpinan", 1), ("admin", 1)]
        units = frozenset(unit.id for unit in self.app.library.offices[OFFICE].units)
        async with self.app.database.transaction() as transaction:
            for role, number in places:
                for index in range(number):
                    person = (await people.chat(transaction, Channel.WEB, f"{role}-{index}", self.now)).person
                    member = StaffMember(
                        person=person,
                        office=OFFICE,
                        name=f"{role} {index}",
                        roles=frozenset({Role(role)}),
                        units=units,
                        sensitive=index == 0,
                    )
                    await people.enrol(transaction, member)
                    self.staff.setdefault(role, []).append(person)
        for month in range(1, 13):
            self.plan(datetime(2026, month, 5, tzinfo=UTC), str(month % 5), "leave", working=False)

    async def turn(self, transaction: Any, person: int) -> Turn:
        return Turn(
            now=self.now,
            person=person,
            inbound=Inbound(channel=Channel.WEB, address=str(person), text=""),
            state=ChatState(),
            knowledge=self.app.knowledge,
            ports=self.app.conversation.ports(transaction, self.now),
            random=self.dice.randrange,
            staff=tuple(await people.memberships(transaction, person, self.now)),
        )

    async def act(self, number: str, action: Action, person: int, **data: object) -> bool:
        """As a button would do it; what the rules refuse is counted and left."""
        async with self.app.database.transaction() as transaction:
            turn = await self.turn(transaction, person)
            try:
                done = await case_changes.act_on(turn, number, payload(action, data))
            except Refused:
                self.done["refused"] += 1
                return False
            await outbox.add(transaction, await self.app.conversation.post.notices(transaction, done.notices), self.now)
        self.done[action] += 1
        return True

    async def complaint(self, number: str) -> Complaint:
        async with self.app.database.transaction() as transaction:
            complaint = await complaints.get(transaction, number)
        assert complaint
        return complaint

    async def file(self, number: str) -> None:
        dice, rules = self.dice, self.app.knowledge.rules[OFFICE]
        async with self.app.database.transaction() as transaction:
            reporter = (await people.chat(transaction, Channel.WEB, f"warga-{number}", self.now)).person
            data = {
                "number": number,
                "office": OFFICE,
                "unit": dice.choice(rules.office.units).id,
                "category": dice.choices(list(CATEGORIES), list(CATEGORIES.values()))[0],
                "text": "jalan di depan balai desa berlubang",
                "service": None,
                "occurred": "",
                "place": "",
                "urgent": dice.random() < 0.02,
                "confidential": dice.random() < 0.05,
                "reporter": reporter,
                "identity": "terbuka",
            }
            event = filed(Event(at=self.now, actor=reporter, role=Role.REPORTER, data=payload(Action.FILE, data)), rules)
            turn = await self.turn(transaction, reporter)
            await turn.ports.complaints.add(file(event), event, "1234", None)
        if data["urgent"]:  # it rings until somebody takes it
            self.plan(self.now + timedelta(minutes=dice.expovariate(1 / 25)), number, "take", working=False)
        elif dice.random() > NEVER_TAKEN:
            self.plan(self.now + timedelta(hours=dice.expovariate(1 / 4)), number, "take")

    async def step(self, number: str, step: str) -> None:
        if step == "leave":
            await self._leave(int(number))
        elif step == "file":
            await self.file(number)
        else:
            await getattr(self, f"_{step}")(await self.complaint(number))

    async def _leave(self, index: int) -> None:
        officers = self.staff["petugas"]
        person, stand_in = officers[index], officers[(index + 1) % 5] if self.dice.random() < 0.5 else None
        async with self.app.database.transaction() as transaction:
            await people.absent(transaction, person, OFFICE, self.now, self.now + timedelta(days=12), stand_in)

    async def _take(self, case: Complaint) -> None:
        officer = self.staff["petugas"][0] if case.confidential else self.dice.choice(self.staff["petugas"])
        if not await self.act(case.number, Action.TAKE, officer):
            return
        chance = self.dice.random()
        if chance < 0.04:
            self.plan(self.now + timedelta(hours=3), case.number, "release")
        elif chance < 0.1:
            self.plan(self.now + timedelta(hours=2), case.number, "recategorize")
        elif chance < 0.13:
            self.plan(self.now + timedelta(hours=1), case.number, "reject")
        elif chance < 0.13 + ASKS:
            self.plan(self.now + timedelta(hours=self.dice.expovariate(1 / 8)), case.number, "ask")
        self._plan_answer(case)

    def _plan_answer(self, case: Complaint) -> None:
        """In good time, late, or never."""
        if self.dice.random() < NEVER_ANSWERED:
            return
        left = max((case.due or self.now + timedelta(days=3)) - self.now, timedelta(hours=1))
        late = self.dice.random() < LATE
        self.plan(self.now + left * (self.dice.uniform(1.05, 2.0) if late else self.dice.uniform(0.1, 0.9)), case.number, "answer")

    async def _release(self, case: Complaint) -> None:
        if case.officer and await self.act(case.number, Action.RELEASE, case.officer):
            self.plan(self.now + timedelta(hours=5), case.number, "take")

    async def _recategorize(self, case: Complaint) -> None:
        """A longer limit waits for a supervisor who may be slow or silent."""
        wanted = self.dice.choice(list(CATEGORIES))
        if case.officer:
            await self.act(case.number, Action.CATEGORIZE, case.officer, category=wanted, text="lebih tepat")
        if (await self.complaint(case.number)).pending and self.dice.random() < 0.8:
            self.plan(self.now + timedelta(hours=self.dice.expovariate(1 / 20)), case.number, "approve")

    async def _approve(self, case: Complaint) -> None:
        await self.act(case.number, Action.APPROVE, self.staff["pengawas"][0])

    async def _reject(self, case: Complaint) -> None:
        if case.officer:
            await self.act(case.number, Action.REJECT, case.officer, text="bukan wewenang kami", kind="elsewhere")

    async def _ask(self, case: Complaint) -> None:
        asked = case.officer and await self.act(case.number, Action.ASK, case.officer, text="di sebelah mana?")
        if asked and self.dice.random() > SILENT:
            self.plan(self.now + timedelta(days=self.dice.uniform(0, 8)), case.number, "reply", working=False)

    async def _reply(self, case: Complaint) -> None:
        await self.act(case.number, Action.REPLY, case.reporter, text="di samping masjid")

    async def _answer(self, case: Complaint) -> None:
        if case.state is State.WAITING:
            return self.plan(self.now + timedelta(days=2), case.number, "answer")
        if case.state not in OPEN:
            return None
        person = case.officer or self.staff["pengawas"][0]
        if await self.act(case.number, Action.ANSWER, person, text="sudah diperbaiki"):
            chance = self.dice.random()
            step = "accept" if chance < CONTENT else "reopen" if chance < CONTENT + REOPENS else ""
            if step:
                self.plan(self.now + timedelta(days=self.dice.uniform(0, 6)), case.number, step, working=False)
        return None

    async def _accept(self, case: Complaint) -> None:
        await self.act(case.number, Action.ACCEPT, case.reporter)

    async def _reopen(self, case: Complaint) -> None:
        if await self.act(case.number, Action.REOPEN, case.reporter, text="belum selesai"):
            self._plan_answer(await self.complaint(case.number))

    async def run(self, number_of_complaints: int) -> None:
        """Whatever comes first: somebody acts, or a point of a ladder has come."""
        await self.hire()
        for _ in range(number_of_complaints):
            at = FIRST + self.dice.random() * (LAST - FIRST)
            self.plan(at, numbers.new("JUAI", at.date(), self.dice.randrange), "file", working=False)
        end = LAST + AFTERWARDS
        while self.now < end:
            ladder = await complaints.next_moment(self.app.database)
            self.now = min([end, *(at for at, *_ in self.due[:1]), *([ladder] if ladder else [])])
            if self.due and self.due[0][0] <= self.now:
                _, _, number, step = heapq.heappop(self.due)
                await self.step(number, step)
            await self.app.clockwork.tick(self.now)
            self.ticks += 1


async def forgotten(year: Year) -> list[Complaint]:
    """Complaints that are neither ended nor on anybody's overdue list: there must be none."""
    async with year.app.database.transaction() as transaction:
        alive = await complaints.find(transaction, Filter(office=OFFICE, states=tuple(State), limit=1_000_000))
        staff = await people.staff(transaction, OFFICE)
    late = LISTS["late"]
    return [
        case
        for case in alive
        if case.alive and not any(may_see(who, case) and late(case, who, year.app.knowledge.rules[OFFICE], year.now) for who in staff)
    ]


async def figures(year: Year) -> dict[str, Any]:
    """What the year was like."""
    async with year.app.database.transaction() as transaction:
        every = await complaints.find(transaction, Filter(office=OFFICE, limit=1_000_000))
    missed = [miss for case in every for miss in case.missed]
    letters = await year.app.database.fetch("SELECT substr(key, 1, instr(key, ':') - 1), COUNT(*) FROM outbox GROUP BY 1")
    late_by = [miss.by(year.now) for miss in missed]
    return {
        "complaints": len(every),
        "states": dict(Counter(str(case.state) for case in every)),
        "missed limits": len(missed),
        "missed by, mean": str(sum(late_by, timedelta()) / max(len(late_by), 1)).partition(".")[0],
        "actions": dict(year.done),
        "letters": dict(map(tuple, letters)),
        "moments": year.ticks,
    }


async def simulate(folder: Path, number_of_complaints: int, seed: int = 2026, knowledge: Knowledge | None = None) -> Year:
    """The year on a new database in this folder; the caller closes it."""
    made: list[Year] = []
    settings = Settings(data=folder, _env_file=None)
    app = build(settings, knowledge=knowledge or load_knowledge(settings), clock=lambda: made[0].now)
    made.append(Year(app=app, dice=random.Random(seed)))
    await app.database.open()
    await made[0].run(number_of_complaints)
    return made[0]


async def _main(number_of_complaints: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        year = await simulate(Path(folder), number_of_complaints)
        for name, figure in (await figures(year)).items():
            print(f"{name:18} {figure}")
        print(f"{'seconds':18} {time.perf_counter() - begun:.1f}")
        lost = await forgotten(year)
        print(f"{'forgotten':18} {len(lost)}")
        await year.app.database.close()
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)))
