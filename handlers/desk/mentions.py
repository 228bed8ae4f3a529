"""Notices to staff who are mentioned in an internal note or watch the case. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.masking import said_to_staff
from handlers.casework.moves import Action
from handlers.talking.buttons import OpenCase
from handlers.talking.message import Audience, LetterKind, Notice, Reply
from handlers.talking.wording import button, plain, say
from handlers.telling.case_words import excerpt


def named(text: str, staff: Sequence[StaffMember]) -> list[StaffMember]:
    """The members mentioned with `@`: by the whole name, or by the first name if only one member has it."""
    lower_text = text.casefold()
    whole = [member for member in staff if f"@{member.name.casefold()}" in lower_text]
    firsts = set(re.findall(r"@(\w+)", lower_text))
    by_first = [member for member in staff if member.name.casefold().split()[:1] and member.name.casefold().split()[0] in firsts]
    alone = [
        person
        for person in by_first
        if sum(other.name.casefold().split()[0] == person.name.casefold().split()[0] for other in by_first) == 1
    ]
    return list(dict.fromkeys([*whole, *alone]))


def mention_notices(complaint: Complaint, event: Event, staff: Sequence[StaffMember], watchers: Iterable[int]) -> tuple[Notice, ...]:
    """Notices to the mentioned members and the watchers, except those who may not see the case, and the actor."""
    mentioned = {member.person for member in named(event.data.text, staff)} if event.action is Action.NOTE else set()
    watching = set(watchers)
    return tuple(
        _notice(complaint, event, member.person, mentioned=member.person in mentioned)
        for member in staff
        if member.person in mentioned | watching and member.person != event.actor and may_see(member, complaint)
    )


def _notice(complaint: Complaint, event: Event, person: int, *, mentioned: bool) -> Notice:
    is_hidden = complaint.confidential or event.action in {Action.ACCUSE, Action.ABSOLVE}
    text = "" if is_hidden else excerpt(said_to_staff(event, complaint))
    form = "web_desk.mentioned" if mentioned else "web_desk.watched"
    text_ = say(form, number=complaint.number, what=plain(f"done.{event.action}"), text=text)
    reply = Reply(
        text=text_, choices=(button(OpenCase(complaint.number), "open"),), template="petugas_kabar", parameters=(complaint.number,)
    )
    key = f"watch:{complaint.number}:{event.at.isoformat()}:{event.action}:{person}"
    kind = "mentioned" if mentioned else "watched"
    return Notice(
        person=person, reply=reply, key=key, kind=LetterKind.STAFF, audience=Audience.STAFF, event=kind, complaint=complaint.number
    )
