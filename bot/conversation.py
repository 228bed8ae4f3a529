"""The one door in: load → route → handler → state, changes and replies in one transaction, which also marks the inbox row done."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels import DeliveryReport, DeliveryStatus, Messenger, Moved
from bot.errors import BadRequest
from bot.files import FileStore
from bot.store import inbox, outbox, people
from bot.store.database import Database, Transaction
from bot.store.inbox import InboxRow
from bot.store.outbox import Letter
from bot.store.people import Chat
from bot.store.ports import PortsFor
from handlers import routes
from handlers.message import Attachment, Channel, Inbound, Notice, Outcome, Reply, Signal, Text
from handlers.turn import Knowledge, Turn, reply
from handlers.wording import button, say

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Post:
    """Turns what is to be said into letters, each for the address and the limits of its channel."""

    channels: Mapping[Channel, Messenger]

    def replies(self, key: str, chat: Chat, replies: Iterable[Reply]) -> list[Letter]:
        parts = [part for one in replies for part in self.channels[chat.channel].split(one)]
        return [
            Letter(key=f"{key}:{index}", person=chat.person, channel=chat.channel, address=chat.address, reply=part)
            for index, part in enumerate(parts)
        ]

    async def notices(self, transaction: Transaction, notices: Iterable[Notice]) -> list[Letter]:
        """To each person at the address preferred for alerts; who cannot be reached anywhere is left to the ladder."""
        told = list(notices)
        if not told:
            return []
        known = await people.addresses(transaction, {one.person for one in told})
        letters: list[Letter] = []
        for one in told:
            for chat in [chat for chat in known.get(one.person, []) if chat.channel in self.channels][:1]:
                for index, part in enumerate(self.channels[chat.channel].split(one.reply)):
                    letters.append(
                        Letter(
                            key=f"{one.key}:{index}",
                            person=one.person,
                            channel=chat.channel,
                            address=chat.address,
                            reply=part,
                            urgent=one.urgent,
                            complaint=one.complaint,
                        )
                    )
        return letters


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Works off inbox rows. `woken` is called after each commit, so that what was decided leaves at once."""

    database: Database
    knowledge: Knowledge
    ports: PortsFor
    post: Post
    files: FileStore
    clock: Callable[[], datetime]
    woken: Callable[[], None]

    async def handle(self, row: InboxRow) -> None:
        """One row, from its payload to the committed answer. An exception leaves everything as it was."""
        meant = self.post.channels[row.channel].parse(row.payload)
        match meant:
            case Inbound():
                await self._hear(row, *await self._with_files(meant))
            case DeliveryReport():
                await self._reported(row, meant)
            case Moved():
                await self._moved(row, meant)
            case _:
                async with self.database.transaction() as transaction:
                    await inbox.done(transaction, row.id)
        self.woken()

    async def _hear(self, row: InboxRow, inbound: Inbound, problems: list[str]) -> None:
        now = self.clock()
        async with self.database.transaction() as transaction:
            if not await inbox.done(transaction, row.id):
                return
            chat = await people.chat(transaction, inbound.channel, inbound.address, now)
            turn = await self._turn(transaction, chat, inbound, now)
            outcome = await self._answer(turn, problems)
            await people.save(transaction, chat, outcome.state, now, reachable=inbound.signal is not Signal.BLOCKED)
            letters = self.post.replies(f"in:{row.id}", chat, outcome.replies) + await self.post.notices(transaction, outcome.notices)
            await outbox.add(transaction, letters, now)

    async def _turn(self, transaction: Transaction, chat: Chat, inbound: Inbound, now: datetime) -> Turn:
        return Turn(
            now=now,
            person=chat.person,
            inbound=inbound,
            state=chat.state,
            knowledge=self.knowledge,
            ports=self.ports(transaction, now),
            random=secrets.randbelow,
            staff=tuple(
                member for member in await people.memberships(transaction, chat.person) if member.office in self.knowledge.library.offices
            ),
        )

    async def _answer(self, turn: Turn, problems: list[str]) -> Outcome:
        """What a file was refused for is told first; where nothing else was sent, that is the answer."""
        told = tuple(reply(Text.of(problem), button("menu", "menu")) for problem in problems)
        nothing_else = not (turn.text or turn.inbound.choice or turn.inbound.attachments or turn.inbound.location or turn.inbound.signal)
        if told and nothing_else:
            return Outcome(replies=told, state=dict(turn.state))
        outcome = await routes.route(turn)
        return replace(outcome, replies=(*told, *outcome.replies))

    async def _with_files(self, inbound: Inbound) -> tuple[Inbound, list[str]]:
        """The message with its files fetched and kept; the problems of those that could not be."""
        kept: list[Attachment] = []
        problems: list[str] = []
        channel = self.post.channels[inbound.channel]
        for one in inbound.attachments:
            try:
                content = await channel.fetch(one, self.files.most_bytes)
                kept.append(self.files.keep(content, one.name, one.kind) if content else one)
            except BadRequest as problem:
                problems.append(str(problem))
        return replace(inbound, attachments=tuple(kept)), problems

    async def _reported(self, row: InboxRow, report: DeliveryReport) -> None:
        async with self.database.transaction() as transaction:
            if await inbox.done(transaction, row.id) and report.status is DeliveryStatus.FAILED:
                await outbox.failed_later(transaction, report.outbox_id, f"{report.error_code}: {report.error}", self.clock())

    async def _moved(self, row: InboxRow, moved: Moved) -> None:
        async with self.database.transaction() as transaction:
            if await inbox.done(transaction, row.id):
                await people.move(transaction, row.channel, moved.old, moved.new)

    async def give_up(self, row: InboxRow, error: str) -> None:
        """Sets a row aside that could not be handled, tells the person kindly and the admins what to look at."""
        now = self.clock()
        log.error("inbox.set_aside", extra={"inbox_id": row.id, "channel": row.channel})
        async with self.database.transaction() as transaction:
            await inbox.set_aside(transaction, row.id, error)
            address = row.lane.partition(":")[2]
            chat = await people.chat(transaction, row.channel, address, now)
            sorry = self.post.replies(f"in:{row.id}:sorry", chat, [reply(say("misc.broken"), button("menu", "menu"))])
            alert = reply(say("misc.alert_inbox", row=row.id))
            alerts = [Notice(person=admin, reply=alert, key=f"alert:inbox:{row.id}:{admin}") for admin in await people.admins(transaction)]
            await outbox.add(transaction, sorry + await self.post.notices(transaction, alerts), now)
        self.woken()
