"""The messages to officers and supervisors about an event of a case. Pure."""

from __future__ import annotations

from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.moves import OPEN, Action, Role
from handlers.casework.payloads import Added, Answered, Rated
from handlers.rules import OfficeRules
from handlers.talking.buttons import OpenCase
from handlers.talking.message import Audience, Choice
from handlers.talking.wording import button
from handlers.telling.case_choices import new_choices, offer_choices, supervisor_choices
from handlers.telling.notice_texts import SOLVED, NoticeText

TO_CHECK = "to_check"
"""That a final answer waits for a second pair of eyes: told when it can be taken back no more."""
OFFER_ENDED = "offer_ended"
"""The notice to the supervisor of the other office when the sender has dealt with an offered case in another way."""
ADD_JOINED = "add_joined"
"""The notice to an officer when the reporter of a merged report adds to the main one; it holds their words."""
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
ENDS_RINGING = {Action.TAKE: "taken", Action.ASSIGN: "given"}
"""What those who were rung hear when somebody has an urgent case; who was named hears it in another notice."""
_TO_SUPERVISOR = frozenset({Action.REOPEN, Action.REQUEST_CATEGORY, Action.REQUEST_EXTENSION, Action.RAISE})


def to_staff(before: Complaint, after: Complaint, event: Event, rules: OfficeRules) -> list[NoticeText]:
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
    passed_on = after.examined_by not in (None, before.examined_by) and event.action is not Action.FILE
    freed = event.action is Action.ACCUSE and before.officer is not None and after.officer is None
    is_told = event.action in _TO_UNIT or passed_on or freed or (event.action is Action.RETURN_CLOSING and after.officer is None)
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
    if event.action in ENDS_RINGING and before.urgent and before.officer is None:
        about = ENDS_RINGING[event.action]
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


def _officer_event(after: Complaint, event: Event) -> str:
    """What the officer is told; it distinguishes the reporter, also at another address, from a follower and a further reporter."""
    by_another = {Role.FOLLOWER: "add_follower", Role.JOINED: ADD_JOINED}.get(event.role)
    return by_another if by_another and event.actor not in after.proven else event.action
