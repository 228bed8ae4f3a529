"""Messages as JSON for a page of the web chat, with times in the zone of the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels import Json
from bot.store.databases.database import Database
from bot.store.messages import inbox, outbox
from handlers.talking.message import Channel, Reply, reply_to_json
from handlers.talking.wording import day

BACKLOG = 50

Link = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page. `link` makes the address of a file; `zone`: the office's."""

    link: Link
    zone: ZoneInfo

    def reply_json(self, row_id: int, reply: Reply, at: datetime) -> Json:
        """A message of the bot."""
        body = reply_to_json(reply)
        files = [{"kind": attachment.kind, "name": attachment.name, "url": self.link(attachment.ref)} for attachment in reply.attachments]
        shown_message = {"spans": body.get("spans", []), "choices": body.get("choices", []), "ask_location": reply.ask_location}
        return {"id": row_id * 2, "from": "bot", "attachments": files, "client_id": None, **shown_message, **self._when(at)}

    def message_json(self, row_id: int, payload: Json, at: datetime) -> Json:
        """A message of the person."""
        place = payload.get("location")
        words = payload.get("label") or payload.get("text") or (f"📍 {place[0]:.5f}, {place[1]:.5f}" if place else "")
        files = [{"kind": file["kind"], "name": file["name"], "url": self.link(file["ref"])} for file in payload.get("files", ())]
        shown_message = {"spans": [[words]] if words else [], "choice": payload.get("choice"), "attachments": files}
        return {"id": row_id * 2 + 1, "from": "me", "client_id": payload["client_id"], **shown_message, **self._when(at)}

    def _when(self, at: datetime) -> dict[str, str]:
        local = at.astimezone(self.zone)
        return {"at": f"{local:%H.%M}", "day": day(local.date())}

    async def backlog(self, database: Database, address: str, now: datetime) -> list[Json]:
        """The newest messages of the chat, oldest first."""
        lane = f"{Channel.WEB}:{address}"
        letters = await outbox.of_lane(database, lane, now, BACKLOG)
        heard = await inbox.of_lane(database, lane, BACKLOG)
        both = [(row.created_at, 1, self.reply_json(row.id, row.letter.reply, row.created_at)) for row in letters]
        both += [(row.received_at, 0, self.message_json(row.id, row.payload, row.received_at)) for row in heard]
        return [message for _, _, message in sorted(both, key=lambda entry: (entry[0], entry[1], entry[2]["id"]))][-BACKLOG:]
