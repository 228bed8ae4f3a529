"""One act on several cases at once, such as giving a leaver's cases to somebody else. Each case is decided by itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.web.desk.acting import Acting
from bot.web.desk.room import LEADERS, OFFICE
from bot.web.query import whole_number
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.moves import Action
from handlers.talking.wording import plain

MOST = 50
ACTS = {"assign": Action.ASSIGN, "approve": Action.APPROVE}


class Together(Acting):
    def routes(self) -> list[BaseRoute]:
        return [self.door.deed(f"{OFFICE}/bersama", self.act_together)]

    async def act_together(self, request: Request, visitor: Visitor) -> Response:
        """Reports what was done and what was not, with the reasons; a refused case stops no other."""
        member, form = self.here(request, visitor, *LEADERS), await read_form(request)
        action, numbers = ACTS.get(str(form.get("tindakan", ""))), [str(number) for number in form.getlist("nomor")][:MOST]
        if action is None or not numbers:
            raise BadRequest(plain("web_desk.choose_some"))
        answers = {"officer": str(form.get("officer", ""))} if action is Action.ASSIGN else {}
        if action is Action.ASSIGN and whole_number(answers["officer"]) is None:
            raise BadRequest(plain("web_desk.choose_officer"))
        results = [(number, await self._act_on(visitor, number, action, answers)) for number in numbers]
        return self.page("together", visitor, member, "queue", results=results)

    async def _act_on(self, visitor: Visitor, number: str, action: Action, answers: dict[str, str]) -> str:
        try:
            return await self._perform(visitor, await self.seen(visitor, number), action, answers)
        except NotHere:
            return plain("web_desk.not_there")
        except BadRequest as problem:
            return str(problem)
