"""Staff must not name a protected reporter. Such words are stopped with a message and an audit line; the third stop is told to the supervisor."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.case import cards
from handlers.casework.access import names_reporter
from handlers.casework.complaint import Actor, Complaint, Identity, Refused
from handlers.casework.moves import Role
from handlers.talking.buttons import OpenCase
from handlers.talking.message import Attachment, Audience, LetterKind, Notice, Reply
from handlers.talking.turn import Turn
from handlers.talking.wording import button, say
from handlers.telling.recipients import resolve

TOLD_FROM = 3
"""From this many stops on one case by one person, the supervisor is told: somebody who tries names one by one wants to find out the name."""
_STOPPED = "leak_stopped"


async def stop_leaks(turn: Turn, complaint: Complaint, who: Actor, words: str, files: Sequence[Attachment]) -> None:
    """Raises `Refused` where the words or a file name reveal a protected reporter, also the reporter of a report merged into this one."""
    if not cards.is_staff(who) or turn.person == complaint.reporter:
        return
    text = " ".join([words, *(file.name for file in files)]).strip()
    for number in (complaint.number, *(number for number, _ in complaint.merged)):
        if await _tells_reporter(turn, number, text):
            raise Refused("leak", said=text)


async def _tells_reporter(turn: Turn, number: str, text: str) -> bool:
    protected = await turn.ports.complaints.get(number)
    if protected is None or protected.identity is not Identity.CONFIDENTIAL:
        return False
    identity = await turn.ports.complaints.identity(number)
    return identity is not None and names_reporter(text, identity.name, identity.contact)


async def note_stop(turn: Turn, complaint: Complaint) -> tuple[Notice, ...]:
    """Writes the stop to the audit, without the words; from the third on, returns the notice to the supervisor."""
    await turn.ports.audit.write(turn.person, _STOPPED, complaint.number)
    stops = await turn.ports.audit.count(turn.person, _STOPPED, complaint.number)
    if stops < TOLD_FROM:
        return ()
    staff = await turn.ports.people.staff(complaint.office)
    name = next((member.name for member in staff if member.person == turn.person), "")
    text = Reply(
        text=say("notices.supervisor.leaks", number=complaint.number, name=name, count=stops),
        choices=(button(OpenCase(complaint.number), "open"),),
        template="petugas_pengingat",
        parameters=(complaint.number,),
    )
    return tuple(
        Notice(
            person=person,
            reply=text,
            key=f"leaks:{complaint.number}:{turn.person}:{stops}",
            kind=LetterKind.STAFF,
            audience=Audience.SUPERVISOR,
            event="leaks",
            complaint=complaint.number,
        )
        for person in sorted(resolve({Role.SUPERVISOR}, complaint, staff, turn.now) - {turn.person})
    )
