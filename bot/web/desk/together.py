"""One act on several cases at once, such as giving a leaver's cases to somebody else. Each case is decided by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.people import people
from bot.web.desk.acting import Acting
from bot.web.desk.room import LEADERS, OFFICE, Room
from bot.web.desk.rows import row_of
from bot.web.query import whole_number
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember, may_handle
from handlers.casework.complaint import Complaint
from handlers.casework.moves import OPEN, Action
from handlers.talking.wording import plain
from handlers.telling.case_words import due_words

MOST = 50
ACTS = {"assign": Action.ASSIGN, "approve": Action.APPROVE}


@dataclass(frozen=True, kw_only=True)
class Taker:
    """Somebody who may be given `count` of the cases on the page; `all`: each of them that can be given to anybody."""

    person: int
    name: str
    count: int
    all: bool


async def takers(room: Room, member: StaffMember, cases_shown: Iterable[Complaint]) -> list[Taker]:
    """The present colleagues of the member to whom one of these cases may be given; nobody where the member may not give any."""
    running = [case for case in cases_shown if case.state in OPEN] if member.roles & LEADERS else []
    staff = [colleague for colleague in await people.staff(room.database, member.office) if colleague.is_there(room.now)]
    counts = [(colleague, sum(may_handle(colleague, case) for case in running)) for colleague in staff]
    found = [Taker(person=who.person, name=who.name, count=count, all=count == len(running)) for who, count in counts if count]
    return sorted(found, key=lambda taker: (-taker.count, taker.name))


class Together(Acting):
    def routes(self) -> list[BaseRoute]:
        return [self.door.deed(f"{OFFICE}/bersama", self.act_together), self.door.page(f"{OFFICE}/bersama", self.show)]

    async def act_together(self, request: Request, visitor: Visitor) -> Response:
        """Does it case by case; a refused case stops no other. What came of it is a page of its own, which can be read again."""
        member, form = self.here(request, visitor, *LEADERS), await read_form(request)
        act, numbers = str(form.get("tindakan", "")), [*dict.fromkeys(map(str, form.getlist("nomor")))][:MOST]
        if act not in ACTS or not numbers:
            raise BadRequest(plain("web_desk.choose_some"))
        answers = {"officer": str(form.get("officer", ""))} if act == Action.ASSIGN else {}
        if answers and whole_number(answers["officer"]) is None:
            raise BadRequest(plain("web_desk.choose_officer"))
        outcomes = [("tidak" if await self._refusal(visitor, number, ACTS[act], answers) else "jadi", number) for number in numbers]
        asked = urlencode([("tindakan", act), *answers.items(), *outcomes])
        return RedirectResponse(f"{HOME}/{member.office}/bersama?{asked}", status_code=303)

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """What became of each case, by what holds now, and why the others stayed as they were; those stand ready to be tried again."""
        member, asked = self.here(request, visitor, *LEADERS), request.query_params
        act, answers = asked.get("tindakan", ""), {"officer": asked.get("officer", "")}
        if act not in ACTS or (act == Action.ASSIGN and whole_number(answers["officer"]) is None):
            return RedirectResponse(f"{HOME}/{member.office}", status_code=303)
        done, left = ([*dict.fromkeys(asked.getlist(key))][:MOST] for key in ("jadi", "tidak"))
        why = {number: await self._refusal(visitor, number, ACTS[act], answers, trial=True) for number in left}
        cases_left, names = await self._visible(visitor, left), await self.names(member.office)
        cases_done = await self._visible(visitor, done)
        rules, shown = self.rules(member.office), {case.number for case in (*cases_left, *cases_done)}
        facts = {
            "done": [row_of(case, rules, self.now, names) for case in cases_done],
            "left": [row_of(case, rules, self.now, names) for case in cases_left],
            "absent": [number for number in (*left, *done) if number not in shown],
            "said": {**{case.number: self._done(case, ACTS[act], names) for case in cases_done}, **why},
            "takers": await takers(self, member, cases_left),
        }
        return self.page("together", visitor, member, "queue", **facts)

    def _done(self, case: Complaint, action: Action, names: Mapping[int, str]) -> str:
        officer = names.get(case.officer or 0, plain("cases.nobody_yet"))
        return plain(f"web_desk.together.{action}", officer=officer, due=due_words(case.due, self.rules(case.office)))

    async def _visible(self, visitor: Visitor, numbers: Sequence[str]) -> list[Complaint]:
        """Those of the cases that this visitor may see."""
        return [case for number in numbers if (case := await self._seen_or_none(visitor, number))]

    async def _seen_or_none(self, visitor: Visitor, number: str) -> Complaint | None:
        try:
            return await self.seen(visitor, number)
        except NotHere:
            return None

    async def _refusal(self, visitor: Visitor, number: str, action: Action, answers: Mapping[str, str], *, trial: bool = False) -> str:
        """Why the act is not possible; empty where it was done, or with `trial` could be now."""
        try:
            await self._perform(visitor, await self.seen(visitor, number), action, answers, trial=trial)
        except NotHere:
            return plain("web_desk.not_there")
        except BadRequest as problem:
            return str(problem)
        return ""
