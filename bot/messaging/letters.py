"""Turns replies and notices into letters for the right address, within its limits and the wishes of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.channels import Messenger
from bot.errors import ChannelError, TemplateRefused, Unreachable, WindowClosed
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from bot.store.messages.outbox import Letter, OutboxRow
from bot.store.people import people
from bot.store.people.people import Chat
from handlers.casework.access import StaffMember
from handlers.casework.moves import Action
from handlers.talking.message import Audience, Channel, LetterKind, Notice, Reply, Text
from handlers.talking.wording import plain, say
from handlers.telling import notices

ANSWERS: frozenset[str] = frozenset({Action.ASK, Action.ANSWER})  # sent to the reporter of a running case even after "berhenti"
_UPWARD = ("pengawas", "pimpinan", "admin")


@dataclass(frozen=True, kw_only=True)
class Post:
    """`stopped`: the channels that do not work now, with the reason."""

    channels: Mapping[Channel, Messenger]
    stopped: dict[Channel, str] = field(default_factory=dict)

    def replies(self, key: str, chat: Chat, replies: Iterable[Reply]) -> list[Letter]:
        """The answers, as letters to the address that asked."""
        parts = [part for reply in replies for part in self.channels[chat.channel].split(reply)]
        return [
            Letter(
                key=f"{key}:{index}",
                origin=f"{key}:{index}",
                person=chat.person,
                channel=chat.channel,
                address=chat.address,
                reply=part,
                kind=LetterKind.ANSWER,
                audience=Audience.WRITER,
            )
            for index, part in enumerate(parts)
        ]

    async def notices(self, transaction: Transaction, notices: Iterable[Notice]) -> list[Letter]:
        """The notices, as letters to each person's preferred address. Where no address of a staff member works, the next level above gets them."""
        due = list(notices)
        addresses = await people.addresses(transaction, {notice.person for notice in due}) if due else {}
        letters: list[Letter] = []
        for notice in due:
            chats = self._usable(addresses.get(notice.person, ()))
            if not chats:
                letters += await self._to_those_above(transaction, notice)
            letters += [letter for chat in chats[:1] if _is_wanted(notice, chat) for letter in self._letters(notice, chat)]
        return letters

    async def alarm(self, transaction: Transaction, key: str, text: Text, now: datetime) -> None:
        """Tells every reachable admin that something is wrong with the program, once for each key."""
        alert = Reply(text=text, template="petugas_kabar", parameters=(plain("misc.alert_about"),))
        alarms = [
            Notice(person=admin, reply=alert, key=f"alarm:{key}:{admin}", kind=LetterKind.ALARM, audience=Audience.STAFF)
            for admin in await people.admins(transaction)
        ]
        await outbox.add(transaction, await self.notices(transaction, alarms), now)

    async def stops(self, transaction: Transaction, channel: Channel, advice: str, now: datetime) -> None:
        """Records that the channel does not work, and tells the admins over another channel what to do."""
        self.stopped[channel] = advice
        await self.alarm(transaction, f"{channel}:{now:%Y-%m-%dT%H}", say("misc.alert_channel", channel=channel.value, advice=advice), now)

    async def refused(self, transaction: Transaction, row: OutboxRow, error: ChannelError, now: datetime) -> None:
        """The platform refuses a message, for now or for good: it waits until the person writes, or is redirected."""
        keep = outbox.hold if isinstance(error, WindowClosed | TemplateRefused) else outbox.fail
        await keep(transaction, row.id, str(error), now)
        if isinstance(error, WindowClosed):
            await people.window_closed(transaction, row.letter.channel, row.letter.address)
            return
        if isinstance(error, Unreachable):
            await people.unreachable(transaction, row.letter.channel, row.letter.address)
        await self._redirect(transaction, row.letter, now)

    async def _redirect(self, transaction: Transaction, letter: Letter, now: datetime) -> None:
        """Sends a notice to the person's next address, and an alert without one to the next level above. An answer stays with the address that
        asked.
        """
        if letter.kind is LetterKind.ANSWER:
            await outbox.add(transaction, await self.report_unreachable(transaction, letter.person, f"gone:{letter.key}"), now)
            return
        tried = await outbox.lanes(transaction, letter.origin)
        addresses = await people.addresses(transaction, [letter.person])
        untried = [chat for chat in self._usable(addresses.get(letter.person, ())) if f"{chat.channel}:{chat.address}" not in tried]
        notice = Notice(
            person=letter.person,
            reply=letter.reply,
            key=letter.origin,
            kind=letter.kind,
            audience=letter.audience,
            event=letter.event,
            urgent=letter.urgent,
            complaint=letter.complaint,
        )
        letters = [following for chat in untried[:1] for following in self._letters(notice, chat, way=f"@{chat.channel}:{chat.address}")]
        await outbox.add(transaction, letters or await self._to_those_above(transaction, notice), now)

    async def report_unreachable(self, transaction: Transaction, person: int, key: str) -> list[Letter]:
        """News to the supervisors that a staff member has blocked their last address."""
        addresses = await people.addresses(transaction, [person])
        if self._usable(addresses.get(person, ())):
            return []
        unheard = Notice(person=person, key=key, reply=Reply(text=Text()), kind=LetterKind.STAFF, audience=Audience.STAFF)
        return await self._to_those_above(transaction, unheard)

    async def _to_those_above(self, transaction: Transaction, lost: Notice) -> list[Letter]:
        """News to the supervisors about an alert that reached nobody. Letters to citizens are never reported."""
        if lost.kind is LetterKind.LOST or not lost.audience.is_staff:
            return []
        notices_: list[Notice] = []
        for member in await people.staff_entries(transaction, lost.person):
            for above in _above(member, await people.staff(transaction, member.office)):
                notices_.append(notices.of_lost_alert(lost, member.name, above.person))
        return await self.notices(transaction, notices_)

    def _usable(self, chats: Iterable[Chat]) -> list[Chat]:
        """The addresses on channels that are in use; those on stopped channels last."""
        on = {name for name, channel in self.channels.items() if channel.in_use}
        return sorted((chat for chat in chats if chat.channel in on), key=lambda chat: chat.channel in self.stopped)

    def _letters(self, notice: Notice, chat: Chat, way: str = "") -> list[Letter]:
        return [
            Letter(
                key=f"{notice.key}{way}:{index}",
                origin=notice.key if way else f"{notice.key}:{index}",
                person=notice.person,
                channel=chat.channel,
                address=chat.address,
                reply=part,
                kind=notice.kind,
                audience=notice.audience,
                event=notice.event,
                urgent=notice.urgent,
                complaint=notice.complaint,
                not_before=notice.not_before,
            )
            for index, part in enumerate(self.channels[chat.channel].split(notice.reply))
        ]


def _is_wanted(notice: Notice, chat: Chat) -> bool:
    return not chat.silent or (notice.audience is Audience.REPORTER and notice.event in ANSWERS)


def _above(member: StaffMember, staff: Sequence[StaffMember]) -> list[StaffMember]:
    """The nearest level above that has another member."""
    levels = ([colleague for colleague in staff if role in colleague.roles and colleague.person != member.person] for role in _UPWARD)
    return next((level for level in levels if level), [])
