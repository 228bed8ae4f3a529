"""Turns what is to be said into letters: each for the address, the limits and the wishes of whom it is for."""

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

ANSWERS: frozenset[str] = frozenset({Action.ASK, Action.ANSWER})  # what is sent to a running case even after "berhenti"
_UPWARD = ("pengawas", "pimpinan", "admin")


@dataclass(frozen=True, kw_only=True)
class Post:
    """`stopped` names the channels that cannot work now, and why."""

    channels: Mapping[Channel, Messenger]
    stopped: dict[Channel, str] = field(default_factory=dict)

    def replies(self, key: str, chat: Chat, replies: Iterable[Reply]) -> list[Letter]:
        """Answers to the address that asked."""
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
        """To each person at the address preferred for alerts. Of staff whom none reaches, the next above hear."""
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
        """The program itself needs a look: every admin hears of it, once a key, where they can be reached."""
        alert = Reply(text=text, template="petugas_kabar", parameters=(plain("misc.alert_about"),))
        alarms = [
            Notice(person=admin, reply=alert, key=f"alarm:{key}:{admin}", kind=LetterKind.ALARM, audience=Audience.STAFF)
            for admin in await people.admins(transaction)
        ]
        await outbox.add(transaction, await self.notices(transaction, alarms), now)

    async def stops(self, transaction: Transaction, channel: Channel, advice: str, now: datetime) -> None:
        """The channel cannot work: it is remembered, and the admins hear over another one what to do."""
        self.stopped[channel] = advice
        await self.alarm(transaction, f"{channel}:{now:%Y-%m-%dT%H}", say("misc.alert_channel", channel=channel.value, advice=advice), now)

    async def refused(self, transaction: Transaction, row: OutboxRow, error: ChannelError, now: datetime) -> None:
        """The platform does not take a message, now or ever: it waits for the person to write, or goes where else it can."""
        keep = outbox.hold if isinstance(error, WindowClosed | TemplateRefused) else outbox.fail
        await keep(transaction, row.id, str(error), now)
        if isinstance(error, WindowClosed):
            await people.window_closed(transaction, row.letter.channel, row.letter.address)
            return
        if isinstance(error, Unreachable):
            await people.unreachable(transaction, row.letter.channel, row.letter.address)
        await self._redirect(transaction, row.letter, now)

    async def _redirect(self, transaction: Transaction, letter: Letter, now: datetime) -> None:
        """A notice goes to the person's next address, an alert that reaches none to the next above. An answer belongs where was asked."""
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
        """News to who supervises, where somebody of the staff has closed the last address."""
        addresses = await people.addresses(transaction, [person])
        if self._usable(addresses.get(person, ())):
            return []
        unheard = Notice(person=person, key=key, reply=Reply(text=Text()), kind=LetterKind.STAFF, audience=Audience.STAFF)
        return await self._to_those_above(transaction, unheard)

    async def _to_those_above(self, transaction: Transaction, lost: Notice) -> list[Letter]:
        """An alert that reached nobody, as news to who supervises. Of what citizens are told, no supervisor hears."""
        if lost.kind is LetterKind.LOST or not lost.audience.is_staff:
            return []
        told: list[Notice] = []
        for member in await people.staff_entries(transaction, lost.person):
            for above in _above(member, await people.staff(transaction, member.office)):
                told.append(notices.of_lost_alert(lost, member.name, above.person))
        return await self.notices(transaction, told)

    def _usable(self, chats: Iterable[Chat]) -> list[Chat]:
        """Those on a channel that is switched on; those whose channel has stopped last."""
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
    """The nearest level above where there is somebody else."""
    levels = ([colleague for colleague in staff if role in colleague.roles and colleague.person != member.person] for role in _UPWARD)
    return next((level for level in levels if level), [])
