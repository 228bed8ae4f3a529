"""Who is told what when something happens to a complaint, as values for the outbox. Pure.

No notice reveals what the rules hide: about a confidential report it holds only the number and a button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.casework.access import StaffMember, staff_roles
from handlers.casework.complaint import Complaint
from handlers.casework.deciding import TAKE_BACK
from handlers.casework.events import Event
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.casework.payloads import Added, Answered, Rated
from handlers.rules import OfficeRules
from handlers.talking.buttons import OpenCase
from handlers.talking.message import Audience, Choice, LetterKind, Notice, Reply
from handlers.talking.staff_buttons import Act
from handlers.talking.wording import button, has, plain, say
from handlers.telling.case_choices import (
    alone_choices,
    case_button,
    merged_choices,
    new_choices,
    offer_choices,
    reporter_choices,
    supervisor_choices,
)
from handlers.telling.case_words import name_of, officer_name
from handlers.telling.notice_texts import SOLVED, NoticeText, facts_of, reply_of
from handlers.telling.recipients import checkers, resolve

TO_CHECK = "to_check"
"""That a final answer waits for a second pair of eyes: told when it can be taken back no more."""
OFFER_ENDED = "offer_ended"
"""The notice to the supervisor of the other office when the sender has dealt with an offered case in another way."""
ADD_JOINED = "add_joined"
"""The notice to an officer when the reporter of a merged report adds to the main one; it holds their words."""


def of_event(*, before: Complaint, after: Complaint, event: Event, staff: Sequence[StaffMember], rules: OfficeRules) -> tuple[Notice, ...]:
    """The notices about the event to everyone concerned, except the actor."""
    made: list[Notice] = []
    for message in _citizen_side(before, after, event) + _staff_side(before, after, event, rules):
        people = _people(message, before if message.event == OFFER_ENDED else after, staff, event.at) - {event.actor}
        people -= {after.officer} if message.event == _ENDS_RINGING[Action.ASSIGN] else set()
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


def _held_until(message: NoticeText, event: Event, rules: OfficeRules) -> datetime | None:
    """When the notice may be sent: a final answer after the minute in which it can be taken back, nothing during quiet hours. None: at once."""
    if message.urgent or message.audience.is_staff:
        return event.at + TAKE_BACK if message.event == TO_CHECK else None
    if event.action is not Action.ANSWER:
        return rules.quiet_until(event.at)
    return rules.quiet_until(event.at + TAKE_BACK) or event.at + TAKE_BACK


def _citizen_side(before: Complaint, after: Complaint, event: Event) -> list[NoticeText]:
    """The messages to the reporter and the followers."""
    choices = reporter_choices(after)
    about = _event_for_reporter(before, after, event)
    if about == "release_asked":
        choices = (button(Act(Action.REPLY, after.number), "reply_now"), *choices)
    named = has(f"notices.reporter.{about}")
    messages = [NoticeText(to=after.reporter, audience=Audience.REPORTER, event=about, choices=choices)] if named else []
    if event.action is Action.APPROVE or (not named and after.due != before.due and _moved(before, after)):
        messages = [*messages, NoticeText(to=after.reporter, audience=Audience.REPORTER, event="due_moved", choices=choices)]
    if event.action in {Action.TAKE, Action.ANSWER, Action.REJECT, Action.LAPSE, Action.ACCEPT}:
        choices_to_show = case_button(after.number)
        messages += [
            NoticeText(to=follower, audience=Audience.FOLLOWER, event="progress", choices=choices_to_show) for follower in after.followers
        ]
    if event.action is Action.MERGE:
        messages += [_merging_message(follower, after) for follower in after.followers]
    if merged := _merged_event(before, after, event):
        messages += [
            NoticeText(to=person, audience=Audience.MERGED, event=merged, choices=merged_choices(mine, after), mine=mine)
            for mine, person in after.merged
        ]
    return messages


def _event_for_reporter(before: Complaint, after: Complaint, event: Event) -> str:
    """The event as the reporter reads of it: for some actions it depends on the state of the case before."""
    match event.action:
        case Action.TAKE if after.due is not None and event.at > after.due:
            return "take_late"
        case Action.LAPSE if before.state is State.RESOLVED:
            return "lapse_answered"
        case Action.ASSIGN if before.officer is None:
            return "assign_first"
        case Action.RELEASE if before.state is State.WAITING:
            return "release_asked"
        case _:
            return str(event.action)


def _merging_message(follower: int, after: Complaint) -> NoticeText:
    """A follower of the merged report now follows the main report. The reporter at another address keeps the own number, as at the first address."""
    if follower in after.proven:
        return NoticeText(to=follower, audience=Audience.REPORTER, event="merge", choices=case_button(after.number))
    return NoticeText(to=follower, audience=Audience.FOLLOWER, event="merge", choices=case_button(after.merged_into or after.number))


def _merged_event(before: Complaint, after: Complaint, event: Event) -> str | None:
    """What the reporters of merged reports are told; None for nothing. Where the main report ends before it was answered, their reports are
    separated instead.
    """
    if after.ended and not before.ended and after.state is not State.REJECTED:
        return "closed" if after.answer else None
    if has(f"notices.merged.{event.action}"):
        return event.action
    return "due_moved" if after.due != before.due and _moved(before, after) else None


def _moved(before: Complaint, after: Complaint) -> bool:
    """Whether the due moment changed in a way worth telling: not by a pause or its end, and not by the ending."""
    return bool(before.due and after.due and after.state is not State.RESOLVED and before.state is after.state)


_MOVES_ON = frozenset({Action.TRANSFER, Action.ACCEPT_OFFER})
"""Actions of which the reporter is told the unit to which the case goes."""
_TO_UNIT = frozenset({Action.FILE, Action.TRANSFER, Action.ACCEPT_OFFER, Action.RELEASE, Action.REVIVE, Action.LIFT})
"""Actions that are told to the unit; so is a returned case without a handler."""
_TO_OFFICER = frozenset(
    {
        Action.REPLY,
        Action.ADD,
        Action.WITHDRAW,
        Action.REOPEN,
        Action.ACCEPT,
        Action.APPROVE,
        Action.DENY,
        Action.ASSIGN,
        Action.RATE,
        Action.RECALCULATE,
        Action.RETURN_CLOSING,
    }
)
_ENDS_RINGING = {Action.TAKE: "taken", Action.ASSIGN: "given"}
"""What those who were rung hear when somebody has an urgent case; who was named hears it in another notice."""
_TO_SUPERVISOR = frozenset({Action.REOPEN, Action.REQUEST_CATEGORY, Action.REQUEST_EXTENSION, Action.RAISE})


def _staff_side(before: Complaint, after: Complaint, event: Event, rules: OfficeRules) -> list[NoticeText]:
    """The messages to officers and supervisors."""
    disputed = isinstance(event.data, Rated) and (event.data.outcome or SOLVED) != SOLVED
    open_case = (button(OpenCase(after.number), "open"),)
    messages = _to_unit(before, after, event)
    messages += [] if disputed else _to_officer(after, event, rules, open_case)  # who answered is not told of a dispute
    messages += _of_offer(before, after, event)
    messages += _of_alarm(before, event, rules, open_case)
    messages += [_to_supervisor("dispute", supervisor_choices(after))] if disputed else _to_supervisors(before, after, event)
    messages += _of_closing(before, after, event, open_case)
    if event.action is Action.ASSIGN and before.officer not in (None, after.officer):
        messages.append(NoticeText(to=before.officer or 0, audience=Audience.OFFICER, event="unassigned"))
    return messages


def _to_unit(before: Complaint, after: Complaint, event: Event) -> list[NoticeText]:
    """A case that nobody has, or that examiners are to look at; an urgent one is told by its alarm."""
    passed_on = after.examined_by is not None and before.examined_by is None and event.action is not Action.FILE
    is_told = event.action in _TO_UNIT or passed_on or (event.action is Action.RETURN_CLOSING and after.officer is None)
    if not is_told or (event.action is Action.FILE and after.urgent) or after.state not in OPEN:
        return []
    return [NoticeText(to=Role.OFFICER, audience=Audience.UNIT, event="new", choices=new_choices(after.number))]


def _to_officer(after: Complaint, event: Event, rules: OfficeRules, open_case: tuple[Choice, ...]) -> list[NoticeText]:
    if isinstance(event.data, Added) and (event.data.no_calls or event.data.reach):
        about = "no_calls" if event.data.no_calls else "reach"
        return [NoticeText(to=_at_the_telephone(after, rules), audience=Audience.OFFICER, event=about, choices=open_case, urgent=True)]
    if event.action not in _TO_OFFICER or (event.action is Action.REOPEN and after.officer is None):
        return []
    return [NoticeText(to=Role.HANDLER, audience=Audience.OFFICER, event=_officer_event(after, event), choices=open_case)]


def _of_offer(before: Complaint, after: Complaint, event: Event) -> list[NoticeText]:
    """A transfer that is offered to another office, accepted, returned, or ended by the sender."""
    messages: list[NoticeText] = []
    if event.action is Action.OFFER:
        messages.append(NoticeText(to=Role.RECEIVER, audience=Audience.SUPERVISOR, event="offer", choices=offer_choices(after.number)))
    if event.action in {Action.ACCEPT_OFFER, Action.RETURN_OFFER} and before.offered:
        messages.append(NoticeText(to=before.offered.by, audience=Audience.OFFICER, event=event.action))
    if before.offered and after.offered is None and event.action not in {Action.ACCEPT_OFFER, Action.RETURN_OFFER}:
        messages.append(NoticeText(to=Role.RECEIVER, audience=Audience.SUPERVISOR, event=OFFER_ENDED))
    return messages


def _of_alarm(before: Complaint, event: Event, rules: OfficeRules, open_case: tuple[Choice, ...]) -> list[NoticeText]:
    """Whoever was rung hears that somebody has the case, or that it is not urgent any more."""
    if event.action in _ENDS_RINGING and before.urgent and before.officer is None:
        about = _ENDS_RINGING[event.action]
        return [NoticeText(to=_rung(before, event, rules), audience=Audience.UNIT, event=about, choices=open_case)]
    if event.action is Action.LOWER:
        to = _rung(before, event, rules) if before.officer is None else frozenset({Role.HANDLER})
        return [NoticeText(to=to, audience=Audience.UNIT, event="lowered", choices=open_case)]
    return []


def _to_supervisors(before: Complaint, after: Complaint, event: Event) -> list[NoticeText]:
    if event.action is Action.REOPEN and after.for_supervisor:
        officer = [NoticeText(to=before.officer, audience=Audience.OFFICER, event="reopen_taken")] if before.officer is not None else []
        return [_to_supervisor("reopen_again", supervisor_choices(after)), *officer]
    if event.action not in _TO_SUPERVISOR:
        return []
    return [_to_supervisor(event.action, supervisor_choices(after), urgent=after.urgent and event.action is Action.RAISE)]


def _of_closing(before: Complaint, after: Complaint, event: Event, open_case: tuple[Choice, ...]) -> list[NoticeText]:
    """A final answer with doubts, or one that waits for a second look."""
    if isinstance(event.data, Answered) and event.data.doubts:
        return [_to_supervisor("doubts", open_case)]
    return [_to_supervisor(TO_CHECK, open_case)] if after.unchecked and not before.unchecked else []


def _at_the_telephone(after: Complaint, rules: OfficeRules) -> frozenset[Role]:
    """Who may be about to ring the reporter: the officer, or all who were called to an urgent case that nobody has yet."""
    return frozenset(rules.alarm.to) if after.urgent and after.officer is None else frozenset({Role.HANDLER})


def _to_supervisor(event: str, choices: tuple[Choice, ...], *, urgent: bool = False) -> NoticeText:
    return NoticeText(to=Role.SUPERVISOR, audience=Audience.SUPERVISOR, event=event, choices=choices, urgent=urgent)


def _rung(before: Complaint, event: Event, rules: OfficeRules) -> frozenset[Role]:
    """The roles that the alarm of an urgent case reached; they are told who took it."""
    since = max(before.urgent_since or before.start, before.untaken_since or before.start)
    head = {Role.HEAD} if event.at - since >= rules.alarm.head_after else set()
    return frozenset(rules.alarm.to | head)


def _unheard_of(message: NoticeText, after: Complaint, staff: Sequence[StaffMember]) -> NoticeText:
    """The message about a confidential case that no officer of the unit may see: the supervisor gets it, to handle it, assign it, or lift the
    confidentiality.
    """
    seen = any(Role.CONFIDANT in staff_roles(member, after) for member in staff)
    if message.audience is not Audience.UNIT or message.event != "new" or after.examined_by or seen:
        return message
    return replace(message, audience=Audience.SUPERVISOR, event="alone", choices=alone_choices(after.number))


def _officer_event(after: Complaint, event: Event) -> str:
    """What the officer is told; it distinguishes the reporter, also at another address, from a follower and a further reporter."""
    by_another = {Role.FOLLOWER: "add_follower", Role.JOINED: ADD_JOINED}.get(event.role)
    return by_another if by_another and event.actor not in after.proven else event.action


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
