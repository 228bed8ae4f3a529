"""Many WhatsApp numbers as one channel: each has a webhook, a token and secrets of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels import DeliveryReport, Json, Moved, Receive
from bot.channels.office_bots import OfficeBots
from bot.channels.whatsapp.payload import parse
from bot.channels.whatsapp.platform import PACE, PATH, WINDOW
from bot.channels.whatsapp.render import split
from bot.errors import ChannelError
from handlers.talking.message import Channel, Inbound, Reply

if TYPE_CHECKING:
    from bot.channels.whatsapp.messenger import WhatsApp


class WhatsAppNumbers(OfficeBots["WhatsApp"]):
    name = Channel.WHATSAPP
    pace = PACE
    window = WINDOW

    def _parse(self, payload: Json) -> Inbound | DeliveryReport | Moved | None:
        return parse(payload)

    def split(self, reply: Reply) -> list[Reply]:
        return split(reply)

    def failure(self, report: DeliveryReport) -> ChannelError:
        from bot.channels.whatsapp.graph import failure

        return failure(report.error_code, report.error)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        async def handshake(request: Request) -> Response:
            return await self._at_number(request, lambda number, _: number.handshake(request))

        async def webhook(request: Request) -> Response:
            return await self._at_number(request, lambda number, office: number.hook(request, self._received_at(office, receive)))

        return [
            Route(path, endpoint, methods=[method])
            for path in (PATH, f"{PATH}/{{office}}")
            for endpoint, method in ((handshake, "GET"), (webhook, "POST"))
        ]

    async def _at_number(self, request: Request, answer: Callable[[WhatsApp, str], Awaitable[Response]]) -> Response:
        office = request.path_params.get("office", "")
        number = self._bots.get(office)
        return await answer(number, office) if number else Response(status_code=404)
