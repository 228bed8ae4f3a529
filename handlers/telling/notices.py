"""Who is told what when something happens to a complaint, as values for the outbox. Pure.

No notice reveals what the rules hide: about a confidential report it holds only the number and a button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.casework.access import StaffMember, staff_roles
from handlers.casework.complaint import Complaint
from handlers.casework.deciding import SETTLING, TAKE_BACK
from handlers.casework.events import Event
from handlers.casework.moves import Action, Role
from handlers.rules import OfficeRules
from handlers.talking.buttons import OpenCase
from handlers.talking.message import Audience, LetterKind, Notice, Reply
from handlers.talking.wording import button, plain, say
from handlers.telling.case_choices import alone_choices
from handlers.telling.case_words import name_of, officer_name
from handlers.telling.notice_texts import NoticeText, facts_of, reply_of
from handlers.telling.recipients import checkers, resolve
from handlers.telling.to_citizens import to_citizens
from handlers.telling.to_staff import ENDS_RINGING, OFFER_ENDED, TO_CHECK, to_staff

_MOVES_ON = frozenset({Action.TRANSFER, Action.ACCEPT_OFFER})
"""Actions of which the reporter is told the unit to which the case goes."""


def of_event(*, before: Complaint, after: Complaint, event: Event, staff: Sequence[StaffMember], rules: OfficeRules) -> tuple[Notice, ...]:
    """The notices about the event to everyone concerned, except the actor."""
    made: list[Notice] = []
    for message in to_citizens(before, after, event) + to_staff(before, after, event, rules):
        people = _people(message, before if message.event == OFFER_ENDED else after, staff, event.at) - {event.actor}
        people -= {after.officer} if message.event == ENDS_RINGING[Action.ASSIGN] else set()
        hidden = after.confidential and message.audience.is_staff
        message = _unheard_of(message, after, staff) if hidden else message
        facts = facts_of(before, after, event, rules, hidden=hidden) | {
            "officer": officer_name(after, staff),
            "by": name_of(event.actor, staff, plain(f"roles.{event.role}")),
            "handler": _handler_words(after, event, staff, rules),
        }
        if not message.audience.is_staff and after.examined_by and event.action not in _MOVES_ON:
            facts["unit"] = rules.office.name  # the unit that is complained about has no part in it
        reply = reply_of(message, after, event, facts, hidden=hidden)
        made += [_notice(message, person, reply, event, message.mine or after.number, rules) for person in sorted(people)]
    return tuple(made)


def _handler_words(after: Complaint, event: Event, staff: Sequence[StaffMember], rules: OfficeRules) -> str:
    """Who has the case, by their own function: an officer of the unit, or who examines or leads, never the unit that is complained about."""
    roles = next((member.roles for member in staff if member.person == after.officer), frozenset())
    if after.examined_by is None and roles & {Role.OFFICER, Role.CONFIDANT}:
        return plain(
            "notices.handler.given" if event.action is Action.ASSIGN else "notices.handler.officer", unit=rules.office.unit(after.unit).name
        )
    role = next((role for role in (Role.HEAD, Role.SUPERVISOR, Role.EXAMINER) if role in roles), Role.EXAMINER)
    return plain(f"notices.handler.{role}", office=rules.office.name)


def _notice(message: NoticeText, person: int, reply: Reply, event: Event, number: str, rules: OfficeRules) -> Notice:
    return Notice(
        person=person,
        reply=reply,
        key=f"case:{number}:{event.at.isoformat()}:{event.action}:{message.key}:{person}",
        kind=LetterKind.CASE,
        audience=message.audience,
        event=message.event,
        urgent=message.urgent,
        complaint=number,
        not_before=_held_until(message, event, rules),
    )


def _people(message: NoticeText, complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    if isinstance(message.to, int):
        return {message.to}
    if message.event == TO_CHECK:
        return checkers(complaint, staff, now)
    return resolve({message.to} if isinstance(message.to, Role) else message.to, complaint, staff, now)


_CAN_BE_UNDONE = {Action.ANSWER: TAKE_BACK, Action.RECALCULATE: SETTLING}


def _held_until(message: NoticeText, event: Event, rules: OfficeRules) -> datetime | None:
    """When the notice may be sent: a final answer or a moved due date after the time in which it can be undone, nothing during quiet hours. None: at
    once.
    """
    if message.urgent or message.audience.is_staff:
        return event.at + TAKE_BACK if message.event == TO_CHECK else None
    if event.action not in _CAN_BE_UNDONE:
        return rules.quiet_until(event.at)
    return leaves_at(event.at + _CAN_BE_UNDONE[event.action], rules)


def leaves_at(settled: datetime, rules: OfficeRules) -> datetime:
    """When a letter to a citizen leaves that may leave from `settled` on: then, or after the quiet hours."""
    return rules.quiet_until(settled) or settled


def _unheard_of(message: NoticeText, after: Complaint, staff: Sequence[StaffMember]) -> NoticeText:
    """The message about a confidential case that no officer of the unit may see: the supervisor gets it, to handle it, assign it, or lift the
    confidentiality.
    """
    seen = any(Role.CONFIDANT in staff_roles(member, after) for member in staff)
    if message.audience is not Audience.UNIT or message.event != "new" or after.examined_by or seen:
        return message
    return replace(message, audience=Audience.SUPERVISOR, event="alone", choices=alone_choices(after.number))


def of_lost_alert(lost: Notice, name: str, person: int) -> Notice:
    """Tells the supervisors that an officer could not be reached, and about which case, without its content."""
    number = lost.complaint
    text = say("addresses.lost", name=name, about=plain("addresses.about", number=number) if number else "")
    return Notice(
        person=person,
        reply=Reply(
            text=text,
            choices=(button(OpenCase(number), "open"),) if number else (),
            template="petugas_pengingat" if number else "petugas_kabar",
            parameters=(number or plain("addresses.lost_about"),),
        ),
        key=f"lost:{lost.key}:{person}",
        kind=LetterKind.LOST,
        audience=Audience.STAFF,
        urgent=lost.urgent,
        complaint=number,
    )
