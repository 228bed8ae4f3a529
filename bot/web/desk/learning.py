"""What the office can learn: questions without a good answer, promises broken most often, requirements complained about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.store.offices import lessons, solved_answers, unanswered
from bot.store.offices.eyes import eyes_of
from bot.store.offices.scope import Scope
from bot.web.desk.room import OFFICE, Room
from bot.web.query import whole_number
from bot.web.staff.visitor import Visitor
from handlers.asking import service_promises
from handlers.casework.complaint import Complaint
from handlers.desk.alike_questions import grouped
from handlers.desk.proposals import Proposal, proposal
from handlers.talking.ports import Question

LEARNERS = ("pengawas", "admin")
DAYS = {7: "7 hari", 30: "30 hari", 90: "90 hari"}
MOST_QUESTIONS = 15
MOST_ANSWERS = 5
NOT_UNDERSTOOD = ("none", "unsure")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with how often it was asked, the service that it is probably about (empty: none), and the part of its standard that lacks
    something (empty: the question was not understood).
    """

    count: int
    question: Question
    service: str
    part: str


class Learning(Room):
    """Each finding has a way to the field of the standard that could help, with the office's own answer or the citizens' words ready in it."""

    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/belajar", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """Counts of what this member may see, and examples without personal data."""
        member = self.here(request, visitor, *LEARNERS)
        asked_days = whole_number(request.query_params.get("hari", ""))
        days = asked_days if asked_days in DAYS else 30
        scope = Scope(office=member.office, eyes=await eyes_of(self.database, member))
        titles = {service.id: service.title for service in self.library.services_of(member.office)}
        found = await lessons.lessons_since(self.database, scope, self.now - timedelta(days=days), titles)
        solved = await solved_answers.open_ones(self.database, member, titles)
        facts = {
            "found": found,
            "promised": [service_promises.part_of(self.library.services[one.service], one.what) for one in found.promises],
            "questions": self._asked(await unanswered.open_ones(self.database, member.office), member.office),
            "proposals": len(solved),
            "examples": await self._examples(solved[:MOST_ANSWERS]),
            "titles": titles,
            "answers": {case.service: case.number for case in reversed(solved)},
            "capped": len(solved) == solved_answers.MOST,
            "days": days,
            "spans": DAYS,
        }
        return self.page("learning", visitor, member, "learning", **facts)

    def _asked(self, questions: Sequence[Question], office: str) -> list[Asked]:
        """The questions asked most."""
        return [self._question(group, office) for group in grouped(questions)[:MOST_QUESTIONS]]

    def _question(self, group: Sequence[Question], office: str) -> Asked:
        understander, first = self.knowledge.understander, group[0]
        likely = next(iter(understander.ranked(first.text, office)), None)
        part = "" if first.why in NOT_UNDERSTOOD else understander.component(first.text) or "prosedur"
        return Asked(count=len(group), question=first, service=likely.service if likely else "", part=part)

    async def _examples(self, cases: Sequence[Complaint]) -> list[Proposal]:
        """The newest answers that solved a case, without their reporters."""
        async with self.database.transaction() as transaction:
            identity = self.resources.ports(transaction).complaints.identity
            return [proposal(case, await identity(case.number)) for case in cases]
