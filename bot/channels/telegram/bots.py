"""Many Telegram bots as one channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels import Json, Moved, Pace, Receive
from bot.channels.office_bots import Access, OfficeBots
from handlers.talking.message import Channel, Inbound, Reply

if TYPE_CHECKING:
    from bot.channels.telegram.messenger import Telegram

PATH = "/telegram/webhook"
"""The path for the bot of the settings; for an office's own bot it ends with the office."""


class TelegramBots(OfficeBots["Telegram"]):
    name = Channel.TELEGRAM
    pace = Pace(per_second=25, per_chat_seconds=1, burst=3)

    def __init__(self, first: Telegram | None, make: Callable[[str, Access], Telegram], *, webhooks: bool = False) -> None:
        super().__init__(first, make)
        self._webhooks = webhooks

    def _parse(self, payload: Json) -> Inbound | Moved | None:
        from bot.channels.telegram import parse as parsing

        return parsing.parse(payload)

    def split(self, reply: Reply) -> list[Reply]:
        from bot.channels.telegram import markup

        return markup.split(reply)

    def pace_for(self, address: str) -> Pace:
        """The pace of groups, 20 messages a minute (https://core.telegram.org/bots/faq); their ids are negative."""
        in_group = replace(self.pace, per_chat_seconds=3 * self.pace.per_chat_seconds, burst=1)
        return in_group if address.startswith("-") else self.pace

    def routes(self, receive: Receive) -> list[BaseRoute]:
        async def webhook(request: Request) -> Response:
            office = request.path_params.get("office", "")
            bot = self._bots.get(office)
            return Response(status_code=await bot.hook(request, self._received_at(office, receive)) if bot else 404)

        if not self._webhooks:
            return []
        return [Route(PATH, webhook, methods=["POST"]), Route(f"{PATH}/{{office}}", webhook, methods=["POST"])]
