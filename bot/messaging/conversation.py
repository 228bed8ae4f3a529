"""The one way in: load → route → handle → store the state, changes and replies in one transaction, which also marks the inbox row as done."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels import DeliveryReport, DeliveryStatus, Messenger, Moved
from bot.errors import BadRequest, ChannelError, ChannelStopped, TryLater, WindowClosed
from bot.files.file_store import FileStore
from bot.messaging.assembly import is_part, joined
from bot.messaging.letters import Post
from bot.shelf import Shelf
from bot.store.cases import uploads
from bot.store.databases.database import Database, Transaction
from bot.store.messages import inbox, outbox
from bot.store.messages.inbox import InboxRow
from bot.store.people import people
from bot.store.people.people import Chat
from bot.store.ports import PortsFor
from handlers.casework.access import StaffMember
from handlers.routing import activities, routes
from handlers.talking import state as states
from handlers.talking.buttons import Menu
from handlers.talking.message import Attachment, AttachmentKind, Channel, Inbound, Outcome, Quoted, Signal, Text
from handlers.talking.state import BEGUN, ChatState
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import button, plain, say

log = logging.getLogger(__name__)

MOST_PARTS = 100
MOST_HELD = 10  # letters that waited for the window to open; the newest are sent
MOST_FETCHES = 4  # then the message is answered without its file
FIRST_PAUSE = timedelta(seconds=30)
_RANKS = {DeliveryStatus.SENT: 1, DeliveryStatus.DELIVERED: 2, DeliveryStatus.READ: 3}
OPEN = "open"  # the id of the button of every template


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Handles inbox rows. `woken` is called after each commit, so that letters are sent at once."""

    database: Database
    shelf: Shelf
    ports: PortsFor
    post: Post
    files: FileStore
    clock: Callable[[], datetime]
    woken: Callable[[], None]

    async def handle(self, row: InboxRow) -> None:
        """Handles one row, from its payload to the committed answer. An exception changes nothing."""
        try:
            meant = self.post.channels[row.channel].parse(row.payload)
        except Exception as error:  # reading it again would fail again
            log.exception("inbox.unreadable", extra={"inbox_id": row.id, "channel": row.channel})
            await self.give_up(row, type(error).__name__)
            return
        match meant:
            case Inbound():
                whole, rows = await self._whole(row, meant)
                inbound, problems = await self._with_files(whole, patient=row.attempts + 1 < MOST_FETCHES)
                await self._hear(rows, inbound, problems, had_files=bool(whole.attachments))
            case DeliveryReport():
                await self._reported(row, meant)
            case Moved():
                await self._moved(row, meant)
            case _:
                async with self.database.transaction() as transaction:
                    await inbox.done(transaction, row.id)
        self.woken()

    async def _whole(self, row: InboxRow, first: Inbound) -> tuple[Inbound, list[int]]:
        """The message with its separate parts (an album, the rest of a long text, an edit), and the rows of those."""
        channel = self.post.channels[row.channel]
        if is_part(first):
            waited = max(self.clock() - row.received_at, timedelta())  # another machine's clock may be ahead
            await asyncio.sleep((channel.stragglers - waited).total_seconds())
        elif not row.behind:
            return first, [row.id]
        behind = await inbox.following(self.database, row, MOST_PARTS)
        whole, taken = joined(first, [_peeked(channel, row_behind) for row_behind in behind])
        return whole, [row.id, *(behind[index].id for index in taken)]

    async def _hear(self, rows: list[int], inbound: Inbound, problems: list[str], *, had_files: bool) -> None:
        now, channel = self.clock(), self.post.channels[inbound.channel]
        chat = await self._chat(inbound.channel, inbound.address, now, inbound.number)
        group = await self._chat(inbound.channel, inbound.group, now) if inbound.group else None
        try:
            async with self.database.transaction() as transaction:
                state, lost = self._state(chat)
                if inbound.office and not state.office:  # an office's own bot chooses the office
                    state = replace(state, office=inbound.office)
                turn = await self._turn(transaction, chat, state, group, inbound, now)
                freed = await outbox.release(transaction, _lane(chat), now, MOST_HELD) if channel.window else 0
                outcome = Outcome(state=turn.state) if freed and inbound.choice == OPEN else await self._answer(turn, [*lost, *problems])
                await self._keep(transaction, rows[0], chat, group, turn, outcome)
                await _done(transaction, rows, had_files=had_files)
        except _DoneElsewhere:
            return
        if outcome.staff_menu:
            await self._show_staff_menu(channel, inbound.address)

    async def _chat(self, channel: Channel, address: str, now: datetime, number: str | None = None) -> Chat:
        """Who writes, and the state of the talk. Read outside the transaction, because messages of one lane come one after another."""
        if chat := await people.existing_chat(self.database, channel, address):
            return chat
        async with self.database.transaction() as transaction:
            return await people.chat(transaction, channel, address, now, number)

    async def _keep(self, transaction: Transaction, row: int, chat: Chat, group: Chat | None, turn: Turn, outcome: Outcome) -> None:
        """Stores the state of the talk and the letters. A person who writes in a group may still have blocked the private chat."""
        inbound, now = turn.inbound, turn.now
        reachable = chat.reachable if group else inbound.signal is not Signal.BLOCKED
        await people.save(transaction, chat, states.dump(outcome.state), now, reachable=reachable, number=inbound.number)
        letters = self.post.replies(f"in:{row}", chat, outcome.replies)
        if group:
            letters += self.post.replies(f"in:{row}:aloud", group, outcome.aloud)
        if inbound.signal is Signal.BLOCKED:
            letters += await self.post.report_unreachable(transaction, chat.person, f"gone:in:{row}")
        await outbox.add(transaction, letters + await self.post.notices(transaction, outcome.notices), now)

    async def _show_staff_menu(self, channel: Messenger, address: str) -> None:
        try:
            await channel.show_menu(address, staff=True)
        except ChannelError as error:  # the commands work even if the menu does not show them
            log.warning("menu.not_shown", extra={"channel": channel.name, "error_type": type(error).__name__})

    def _state(self, chat: Chat) -> tuple[ChatState, list[str]]:
        """The state of the talk, and sentences about what was begun and cannot be continued with this version of the program."""
        state, lost = states.load(chat.state, activities.STEPS)
        if lost:
            log.warning("state.dropped", extra={"channel": chat.channel, "fields": lost})
        return state, [plain("misc.state_lost")] if BEGUN & {*lost} else []

    async def _turn(
        self, transaction: Transaction, chat: Chat, state: ChatState, group: Chat | None, inbound: Inbound, now: datetime
    ) -> Turn:
        channel_link = self.post.channels[inbound.channel].link_at(inbound.address)
        return Turn(
            now=now,
            person=chat.person,
            inbound=inbound,
            state=state,
            knowledge=self.shelf.current,
            ports=self.ports(transaction, now),
            random=secrets.randbelow,
            staff=await self._staff(chat, now),
            group=group.person if group else None,
            link=channel_link or next((channel.link for channel in self.post.channels.values() if channel.link), ""),
            quoted=await self._quoted(group or chat, inbound),
        )

    async def _quoted(self, chat: Chat, inbound: Inbound) -> Quoted | None:
        letter = await outbox.of_platform(self.database, _lane(chat), inbound.quoted) if inbound.quoted else None
        return Quoted(reply=letter.reply, complaint=letter.complaint) if letter else None

    async def _staff(self, chat: Chat, now: datetime) -> tuple[StaffMember, ...]:
        memberships = await people.memberships(self.database, chat.person, now) if chat.staff else []
        return tuple(member for member in memberships if member.office in self.shelf.current.library.offices)

    async def _answer(self, turn: Turn, problems: list[str]) -> Outcome:
        """The outcome with the problems of refused files first; a message of refused files alone gets only those."""
        refusals = tuple(reply(Text.of(problem), button(Menu(), "menu")) for problem in problems)
        nothing_else = not (turn.text or turn.inbound.choice or turn.inbound.attachments or turn.inbound.location or turn.inbound.signal)
        if refusals and nothing_else:
            return Outcome(replies=refusals, state=turn.state)
        outcome = await routes.route(turn)
        return replace(outcome, replies=(*refusals, *outcome.replies))

    async def _with_files(self, inbound: Inbound, *, patient: bool) -> tuple[Inbound, list[str]]:
        """The message with its files fetched and stored, and the problems of those that could not be."""
        stored: list[Attachment] = []
        problems: list[str] = []
        for attachment in inbound.attachments:
            try:
                stored.append(await self._fetched_and_stored(inbound, attachment))
            except BadRequest as problem:
                problems.append(str(problem))
            except ChannelError as error:
                if patient and isinstance(error, TryLater):
                    raise
                problems.append(plain("misc.file_lost"))
        return replace(inbound, attachments=tuple(stored)), problems

    async def _fetched_and_stored(self, inbound: Inbound, attachment: Attachment) -> Attachment:
        if attachment.kind is AttachmentKind.STICKER:  # a sticker is not stored
            return attachment
        content = await self.post.channels[inbound.channel].fetch(attachment, self.files.most_bytes)
        return await self._stored(inbound, attachment, content) if content else attachment

    async def _stored(self, inbound: Inbound, attachment: Attachment, content: bytes) -> Attachment:
        lane, now = f"{inbound.channel}:{inbound.address}", self.clock()
        if not await uploads.has_room(self.database, lane):
            raise BadRequest(plain("files.many_unfiled"))
        stored = await asyncio.to_thread(self.files.keep, content, attachment.name, attachment.kind)
        async with self.database.transaction() as transaction:
            await uploads.note(transaction, lane, stored, now)
        return stored

    async def _reported(self, row: InboxRow, report: DeliveryReport) -> None:
        """Records how far a message got, or that it could not be delivered after all."""
        now = self.clock()
        async with self.database.transaction() as transaction:
            if not await inbox.done(transaction, row.id):
                return
            if report.status is not DeliveryStatus.FAILED:
                await outbox.delivered(transaction, report.outbox_id, _RANKS[report.status])
            elif failed := await outbox.accepted(transaction, report.outbox_id):
                await self._undelivered(transaction, failed, self.post.channels[row.channel].failure(report), now)

    async def _undelivered(self, transaction: Transaction, failed: outbox.OutboxRow, error: ChannelError, now: datetime) -> None:
        log.warning("outbox.undelivered", extra={"outbox_id": failed.id, "error_type": type(error).__name__})
        letter = failed.letter
        if isinstance(error, WindowClosed) and letter.reply.template and failed.heard_at:
            await people.window_closed(transaction, letter.channel, letter.address)
            await outbox.again(transaction, failed.id, str(error), now)
        elif isinstance(error, TryLater | ChannelStopped) and failed.attempts < MOST_FETCHES:
            await outbox.again(transaction, failed.id, str(error), now + FIRST_PAUSE * 4**failed.attempts)
        else:
            await self.post.refused(transaction, failed, error, now)

    async def _moved(self, row: InboxRow, moved: Moved) -> None:
        async with self.database.transaction() as transaction:
            if await inbox.done(transaction, row.id):
                await people.move(transaction, row.channel, moved.old, moved.new)

    async def give_up(self, row: InboxRow, error: str) -> None:
        """Sets a row aside that could not be handled; the person gets a kind answer and the admins an alert."""
        now = self.clock()
        log.error("inbox.set_aside", extra={"inbox_id": row.id, "channel": row.channel})
        async with self.database.transaction() as transaction:
            await inbox.set_aside(transaction, row.id, error)
            address = row.lane.partition(":")[2]
            if address:
                chat = await people.chat(transaction, row.channel, address, now)
                sorry = self.post.replies(f"in:{row.id}:sorry", chat, [reply(say("misc.broken"), button(Menu(), "menu"))])
                await outbox.add(transaction, sorry, now)
            await self.post.alarm(transaction, f"inbox:{row.id}", say("misc.alert_inbox", row=row.id), now)
        self.woken()

    async def slow_down(self, row: InboxRow) -> None:
        """Tells a person who writes too fast, at most once a minute, that the answer will take a moment."""
        now = self.clock()
        async with self.database.transaction() as transaction:
            chat = await people.chat(transaction, row.channel, row.lane.partition(":")[2], now)
            key = f"slow:{row.lane}:{now:%Y-%m-%dT%H:%M}"
            await outbox.add(transaction, self.post.replies(key, chat, [reply(say("misc.slow_down"))]), now)
        self.woken()


def _peeked(channel: Messenger, row: InboxRow) -> object:
    """The meaning of a later row; a row that cannot be read is set aside when its turn comes."""
    try:
        return channel.parse(row.payload)
    except Exception:
        return None


class _DoneElsewhere(Exception):
    """Another process was faster; the transaction is rolled back."""


async def _done(transaction: Transaction, rows: list[int], *, had_files: bool) -> None:
    for row in rows:
        if not await inbox.done(transaction, row, has_files=had_files):
            raise _DoneElsewhere


def _lane(chat: Chat) -> str:
    return f"{chat.channel}:{chat.address}"
