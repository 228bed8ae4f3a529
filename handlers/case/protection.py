"""What staff write must not name a protected reporter: a stop is shown, written to the audit, and the third time told to the supervisor."""

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
"""So many stops on one case by one person, and the supervisor hears of it: who tries names one by one is after the name."""
_STOPPED = "leak_stopped"


async def stop_leaks(turn: Turn, complaint: Complaint, who: Actor, words: str, files: Sequence[Attachment]) -> None:
    """Raises `Refused` where words or a file's name tell who a protected reporter is; also that of a report that was merged into this one."""
    if not cards.is_staff(who) or turn.person == complaint.reporter:
        return
    said = " ".join([words, *(file.name for file in files)]).strip()
    for number in (complaint.number, *(number for number, _ in complaint.merged)):
        if await _tells_reporter(turn, number, said):
            raise Refused("leak", said=said)


async def _tells_reporter(turn: Turn, number: str, said: str) -> bool:
    protected = await turn.ports.complaints.get(number)
    if protected is None or protected.identity is not Identity.CONFIDENTIAL:
        return False
    known = await turn.ports.complaints.identity(number)
    return known is not None and names_reporter(said, known.name, known.contact)


async def note_stop(turn: Turn, complaint: Complaint) -> tuple[Notice, ...]:
    """The stop in the audit, without the words; from the third on the supervisor's notice."""
    await turn.ports.audit.write(turn.person, _STOPPED, complaint.number)
    stops = await turn.ports.audit.count(turn.person, _STOPPED, complaint.number)
    if stops < TOLD_FROM:
        return ()
    staff = await turn.ports.people.staff(complaint.office)
    name = next((member.name for member in staff if member.person == turn.person), "")
    told = Reply(
        text=say("notices.supervisor.leaks", number=complaint.number, name=name, count=stops),
        choices=(button(OpenCase(complaint.number), "open"),),
        template="petugas_pengingat",
        parameters=(complaint.number,),
    )
    return tuple(
        Notice(
            person=person,
            reply=told,
            key=f"leaks:{complaint.number}:{turn.person}:{stops}",
            kind=LetterKind.STAFF,
            audience=Audience.SUPERVISOR,
            event="leaks",
            complaint=complaint.number,
        )
        for person in sorted(resolve({Role.SUPERVISOR}, complaint, staff, turn.now) - {turn.person})
    )
