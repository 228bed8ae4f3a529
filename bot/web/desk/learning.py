"""What the office can learn: questions without a good answer, promises broken most often, requirements complained about."""

from __future__ import annotations

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
from handlers.desk.alike_questions import grouped

LEARNERS = ("pengawas", "admin")
DAYS = {7: "7 hari", 30: "30 hari", 90: "90 hari"}
MOST_QUESTIONS = 15


class Learning(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/belajar", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """Counts of what this member may see, and examples without personal data."""
        member = self.here(request, visitor, *LEARNERS)
        asked_days = whole_number(request.query_params.get("hari", ""))
        days = asked_days if asked_days in DAYS else 30
        scope = Scope(office=member.office, eyes=await eyes_of(self.database, member))
        titles = {service.id: service.title for service in self.library.services_of(member.office)}
        learnt = await lessons.lessons_since(self.database, scope, self.now - timedelta(days=days), titles)
        asked = grouped(await unanswered.open_ones(self.database, member.office))[:MOST_QUESTIONS]
        questions = [(len(group), group[0].text) for group in asked]
        proposals = len(await solved_answers.open_ones(self.database, member, titles))
        facts = {
            "found": learnt,
            "questions": questions,
            "proposals": proposals,
            "capped": proposals == solved_answers.MOST,
            "days": days,
            "spans": DAYS,
        }
        return self.page("learning", visitor, member, "learning", **facts)
