"""Who of the staff is named in an internal note, and who watches the case: they hear of it in their chat. Pure."""

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
    """Those whose name stands behind an `@`: the whole name, or its first word where only one has it."""
    said = text.casefold()
    whole = [member for member in staff if f"@{member.name.casefold()}" in said]
    firsts = set(re.findall(r"@(\w+)", said))
    by_first = [member for member in staff if member.name.casefold().split()[:1] and member.name.casefold().split()[0] in firsts]
    alone = [one for one in by_first if sum(other.name.casefold().split()[0] == one.name.casefold().split()[0] for other in by_first) == 1]
    return list(dict.fromkeys([*whole, *alone]))


def mention_notices(complaint: Complaint, event: Event, staff: Sequence[StaffMember], watchers: Iterable[int]) -> tuple[Notice, ...]:
    """News for who is named in a note and for who watches; never for who may not see the case, nor for who did it."""
    mentioned = {member.person for member in named(event.data.text, staff)} if event.action is Action.NOTE else set()
    watching = set(watchers)
    return tuple(
        _notice(complaint, event, member.person, mentioned=member.person in mentioned)
        for member in staff
        if member.person in mentioned | watching and member.person != event.actor and may_see(member, complaint)
    )


def _notice(complaint: Complaint, event: Event, person: int, *, mentioned: bool) -> Notice:
    text = "" if complaint.confidential else excerpt(said_to_staff(event, complaint))
    form = "web_desk.mentioned" if mentioned else "web_desk.watched"
    said = say(form, number=complaint.number, what=plain(f"done.{event.action}"), text=text)
    reply = Reply(
        text=said, choices=(button(OpenCase(complaint.number), "open"),), template="petugas_kabar", parameters=(complaint.number,)
    )
    key = f"watch:{complaint.number}:{event.at.isoformat()}:{event.action}:{person}"
    kind = "mentioned" if mentioned else "watched"
    return Notice(
        person=person, reply=reply, key=key, kind=LetterKind.STAFF, audience=Audience.STAFF, event=kind, complaint=complaint.number
    )
