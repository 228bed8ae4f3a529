"""The list of the desk's keys, opened by `?` or by its link."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.web.desk.room import OFFICE, Room
from bot.web.staff.visitor import Visitor
from handlers.casework.moves import Action
from handlers.talking.wording import plain

KEYS: Mapping[Action, str] = {
    Action.TAKE: "t",
    Action.ANSWER: "b",
    Action.ASK: "p",
    Action.INFORM: "i",
    Action.NOTE: "c",
    Action.TRANSFER: "u",
    Action.CATEGORIZE: "g",
    Action.REQUEST_EXTENSION: "w",
    Action.REJECT: "x",
    Action.MERGE: "m",
    Action.RELEASE: "l",
    Action.ASSIGN: "o",
    Action.APPROVE: "s",
    Action.DENY: "n",
    Action.RETRACT: "z",
    Action.CONFIRM_CLOSING: "y",
    Action.RETURN_CLOSING: "r",
}
"""The key of an act on the page of a case. It leads to the act's form or button, and sends nothing."""


class Shortcuts(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/tombol", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        acts = [(key, plain(f"buttons.c_{action}")) for action, key in KEYS.items()]
        return self.page("shortcuts", visitor, self.here(request, visitor), "shortcuts", acts=acts)
