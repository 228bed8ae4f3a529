"""A supervisor marks an officer as *peka*, who may then see the confidential complaints of the unit."""

from __future__ import annotations

from dataclasses import replace

from handlers.case import case_changes
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Action, Role
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, OpenCase, choice
from handlers.talking.message import Audience, LetterKind, Notice, Outcome, Reply
from handlers.talking.staff_buttons import Act, MarkDiscreet
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say


async def choose(turn: Turn, number: str, person: str) -> Outcome:
    """Asks which officer; then marks them and tells them about the case."""
    complaint = await case_changes.visible(turn, number)
    me = turn.member(complaint.office) if complaint else None
    if complaint is None or me is None or Role.SUPERVISOR not in me.roles:
        return outcome(turn, reply(say("discretion.supervisors_only"), button(Menu(), "menu")))
    officers = [colleague for colleague in await turn.ports.people.staff(complaint.office) if _could_be_marked(colleague, complaint)]
    member = next((officer for officer in officers if str(officer.person) == person), None)
    if member is None:
        offered = [choice(MarkDiscreet(number, str(officer.person)), officer.name) for officer in officers]
        return outcome(turn, reply(say("discretion.who" if offered else "discretion.nobody"), *offered, button(OpenCase(number), "open")))
    return await _marked(turn, complaint, member)


def _could_be_marked(member: StaffMember, complaint: Complaint) -> bool:
    return Role.OFFICER in member.roles and complaint.unit in member.units and not member.sensitive


async def _marked(turn: Turn, complaint: Complaint, member: StaffMember) -> Outcome:
    await turn.ports.people.enrol(replace(member, sensitive=True))
    await turn.ports.audit.write(turn.person, "marked_discreet", complaint.office, f"{member.person} {complaint.number}")
    notice_reply = Reply(
        text=say("notices.unit.new_confidential", number=complaint.number),
        choices=(button(Act(Action.TAKE, complaint.number), "take"), button(OpenCase(complaint.number), "open")),
        template="petugas_pengaduan_baru",
        parameters=(complaint.number,),
    )
    notice = Notice(
        person=member.person,
        reply=notice_reply,
        key=f"discreet:{complaint.number}:{member.person}",
        kind=LetterKind.STAFF,
        audience=Audience.UNIT,
        event="new",
        complaint=complaint.number,
    )
    text = say("discretion.marked", name=member.name, number=complaint.number, unit=_unit(turn, complaint))
    return outcome(turn, reply(text, button(OpenCase(complaint.number), "open")), notices=(notice,))


def _unit(turn: Turn, complaint: Complaint) -> str:
    return turn.rules(complaint.office).office.unit(complaint.unit).name


ACTIVITY = Activity(presses=(On(MarkDiscreet, lambda turn, press: choose(turn, press.number, press.person)),))
