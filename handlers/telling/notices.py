"""What is told to whom when something happens to a complaint: values for the outbox. Pure.

Nothing a notification shows gives away what the rules hide: of a confidential report it carries the number and a button, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.casework.access import StaffMember, staff_roles
from handlers.casework.complaint import Complaint, running_due
from handlers.casework.deciding import TAKE_BACK
from handlers.casework.events import Added, Answered, Event, Merged, Payload, Rated, Rejected
from handlers.casework.masking import for_staff, said_to_staff
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.rules import OfficeRules
from handlers.talking.attachments import attachment_of
from handlers.talking.buttons import OpenCase
from handlers.talking.message import Attachment, Audience, Choice, LetterKind, Notice, Reply, Text
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
from handlers.telling.case_words import calls_mark, category_name, due_words, excerpt, officer_name, requested, silence_words
from handlers.telling.recipients import checkers, resolve
from knowledge.standards.policy import INQUIRY

SOLVED = "solved"
TO_CHECK = "to_check"
"""That a final answer waits for a second pair of eyes: told when it can be taken back no more."""
ADD_JOINED = "add_joined"
"""What an officer is told when somebody whose report was merged adds to the main one: it carries their words."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """To whom and as what, which sentence, which buttons; `mine` is the number under which a merged report's reporter knows it."""

    to: Role | int | frozenset[Role]
    audience: Audience
    event: str
    choices: tuple[Choice, ...] = ()
    urgent: bool = False
    mine: str = ""

    @property
    def key(self) -> str:
        """The sentence, in the wording under `notices`."""
        return f"{self.audience}.{self.event}"


def of_event(*, before: Complaint, after: Complaint, event: Event, staff: Sequence[StaffMember], rules: OfficeRules) -> tuple[Notice, ...]:
    """Everyone concerned hears of the event, except who did it."""
    told = _citizen_side(before, after, event) + _staff_side(before, after, event, rules)
    made: list[Notice] = []
    for notice in told:
        people = _people(notice, after, staff, event.at)
        hidden = after.confidential and notice.audience.is_staff
        notice = _unheard_of(notice, after, staff) if hidden else notice
        facts = _facts(before, after, event, rules, hidden=hidden) | {"officer": officer_name(after, staff)}
        text = _sentence(notice, after, event, facts, hidden=hidden)
        number = notice.mine or after.number
        attachments = () if hidden or notice.audience is Audience.FOLLOWER else _shown_files(event)
        for person in sorted(people - {event.actor}):
            made.append(
                Notice(
                    person=person,
                    reply=Reply(
                        text=text, choices=notice.choices, attachments=attachments, template=_template(notice), parameters=(number,)
                    ),
                    key=f"case:{number}:{event.at.isoformat()}:{event.action}:{notice.key}:{person}",
                    kind=LetterKind.CASE,
                    audience=notice.audience,
                    event=notice.event,
                    urgent=notice.urgent,
                    complaint=number,
                    not_before=_held_until(notice, event, rules),
                )
            )
    return tuple(made)


def _people(told: _Told, after: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    if isinstance(told.to, int):
        return {told.to}
    if told.event == TO_CHECK:
        return checkers(after, staff, now)
    return resolve({told.to} if isinstance(told.to, Role) else told.to, after, staff, now)


def _held_until(told: _Told, event: Event, rules: OfficeRules) -> datetime | None:
    """A final answer leaves after the minute in which it can be taken back; to citizens nothing leaves in the quiet hours."""
    if told.urgent or told.audience.is_staff:
        return event.at + TAKE_BACK if told.event == TO_CHECK else None
    if event.action is not Action.ANSWER:
        return rules.quiet_until(event.at)
    return rules.quiet_until(event.at + TAKE_BACK) or event.at + TAKE_BACK


def _citizen_side(before: Complaint, after: Complaint, event: Event) -> list[_Told]:
    """What the reporter and the followers hear."""
    choices = reporter_choices(after)
    is_late = event.action is Action.TAKE and after.due is not None and event.at > after.due
    is_answered = event.action is Action.LAPSE and before.state is State.RESOLVED
    about = "take_late" if is_late else "lapse_answered" if is_answered else str(event.action)
    if event.action is Action.ASSIGN and before.officer is None:
        about = "assign_first"
    named = has(f"notices.reporter.{about}")
    told = [_Told(to=after.reporter, audience=Audience.REPORTER, event=about, choices=choices)] if named else []
    if event.action is Action.APPROVE or (not named and after.due != before.due and _moved(before, after)):
        told = [*told, _Told(to=after.reporter, audience=Audience.REPORTER, event="due_moved", choices=choices)]
    if event.action in {Action.TAKE, Action.ANSWER, Action.REJECT, Action.LAPSE, Action.ACCEPT}:
        shown = case_button(after.number)
        told += [_Told(to=follower, audience=Audience.FOLLOWER, event="progress", choices=shown) for follower in after.followers]
    if event.action is Action.MERGE:
        told += [_told_of_merging(follower, after) for follower in after.followers]
    if merged := _merged_event(before, after, event):
        told += [
            _Told(to=person, audience=Audience.MERGED, event=merged, choices=merged_choices(mine, after), mine=mine)
            for mine, person in after.merged
        ]
    return told


def _told_of_merging(follower: int, after: Complaint) -> _Told:
    """Who follows goes along to the report that lives on; the reporter at another address keeps the number as at the first."""
    if follower in after.proven:
        return _Told(to=follower, audience=Audience.REPORTER, event="merge", choices=case_button(after.number))
    return _Told(to=follower, audience=Audience.FOLLOWER, event="merge", choices=case_button(after.merged_into or after.number))


def _merged_event(before: Complaint, after: Complaint, event: Event) -> str | None:
    """What the reporters hear whose reports were merged into this one; one that ends before it was answered lets theirs go instead."""
    if after.ended and not before.ended and after.state is not State.REJECTED:
        return "closed" if after.answer else None
    if has(f"notices.merged.{event.action}"):
        return event.action
    return "due_moved" if after.due != before.due and _moved(before, after) else None


def _moved(before: Complaint, after: Complaint) -> bool:
    """A new due moment that is news: not the clock standing still or running on, not the end."""
    return bool(before.due and after.due and after.state is not State.RESOLVED and before.state is after.state)


_TO_UNIT = frozenset({Action.FILE, Action.TRANSFER, Action.ACCEPT_OFFER, Action.RELEASE, Action.REVIVE, Action.LIFT})
"""What goes to the unit, as does a returned case that nobody has."""
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
_TO_SUPERVISOR = frozenset({Action.REOPEN, Action.REQUEST_CATEGORY, Action.REQUEST_EXTENSION, Action.RAISE})


def _staff_side(before: Complaint, after: Complaint, event: Event, rules: OfficeRules) -> list[_Told]:
    """What officers and supervisors hear."""
    told: list[_Told] = []
    open_case = (button(OpenCase(after.number), "open"),)
    supervised = supervisor_choices(after)
    urgent = after.urgent and event.action in {Action.FILE, Action.RAISE}
    passed_on = after.examined_by is not None and before.examined_by is None and event.action is not Action.FILE
    to_unit = event.action in _TO_UNIT or passed_on or (event.action is Action.RETURN_CLOSING and after.officer is None)
    if to_unit and not (event.action is Action.FILE and after.urgent) and after.state in OPEN:
        told.append(_Told(to=Role.OFFICER, audience=Audience.UNIT, event="new", choices=new_choices(after.number)))
    disputed = isinstance(event.data, Rated) and (event.data.outcome or SOLVED) != SOLVED
    if isinstance(event.data, Added) and event.data.no_calls:
        told.append(_Told(to=_at_the_telephone(after, rules), audience=Audience.OFFICER, event="no_calls", choices=open_case, urgent=True))
    elif event.action in _TO_OFFICER and not disputed and not (event.action is Action.REOPEN and after.officer is None):
        told.append(_Told(to=Role.HANDLER, audience=Audience.OFFICER, event=_officer_event(after, event), choices=open_case))
    if event.action is Action.OFFER:
        told.append(_Told(to=Role.RECEIVER, audience=Audience.SUPERVISOR, event="offer", choices=offer_choices(after.number)))
    if event.action in {Action.ACCEPT_OFFER, Action.RETURN_OFFER} and before.offered:
        told.append(_Told(to=before.offered.by, audience=Audience.OFFICER, event=event.action))
    if event.action is Action.TAKE and before.urgent and before.officer is None:
        told.append(_Told(to=_rung(before, event, rules), audience=Audience.UNIT, event="taken", choices=open_case))
    if event.action is Action.LOWER:
        to = _rung(before, event, rules) if before.officer is None else frozenset({Role.HANDLER})
        told.append(_Told(to=to, audience=Audience.UNIT, event="lowered", choices=open_case))
    if event.action is Action.REOPEN and after.for_supervisor:
        told.append(_to_supervisor("reopen_again", supervised))
        told += [_Told(to=before.officer, audience=Audience.OFFICER, event="reopen_taken")] if before.officer is not None else []
    elif event.action in _TO_SUPERVISOR:
        told.append(_to_supervisor(event.action, supervised, urgent=urgent))
    if disputed:  # goes past the one who answered
        told.append(_to_supervisor("dispute", supervised))
    if isinstance(event.data, Answered) and event.data.doubts:
        told.append(_to_supervisor("doubts", open_case))
    elif after.unchecked and not before.unchecked:
        told.append(_to_supervisor(TO_CHECK, open_case))
    if event.action is Action.ASSIGN and before.officer not in (None, after.officer):
        told.append(_Told(to=before.officer or 0, audience=Audience.OFFICER, event="unassigned"))
    return told


def _at_the_telephone(after: Complaint, rules: OfficeRules) -> frozenset[Role]:
    """Who may be about to ring the reporter: the officer, or all who were called to an urgent case that nobody has yet."""
    return frozenset(rules.alarm.to) if after.urgent and after.officer is None else frozenset({Role.HANDLER})


def _to_supervisor(event: str, choices: tuple[Choice, ...], *, urgent: bool = False) -> _Told:
    return _Told(to=Role.SUPERVISOR, audience=Audience.SUPERVISOR, event=event, choices=choices, urgent=urgent)


def _rung(before: Complaint, event: Event, rules: OfficeRules) -> frozenset[Role]:
    """Who was rung for an urgent case: they hear who took it."""
    since = max(before.urgent_since or before.start, before.untaken_since or before.start)
    head = {Role.HEAD} if event.at - since >= rules.alarm.head_after else set()
    return frozenset(rules.alarm.to | head)


def _unheard_of(told: _Told, after: Complaint, staff: Sequence[StaffMember]) -> _Told:
    """A secret case that no officer of the unit may see is the supervisor's at once: to handle, to give to somebody, or to lift."""
    seen = any(Role.CONFIDANT in staff_roles(member, after) for member in staff)
    if told.audience is not Audience.UNIT or told.event != "new" or after.examined_by or seen:
        return told
    return replace(told, audience=Audience.SUPERVISOR, event="alone", choices=alone_choices(after.number))


def _officer_event(after: Complaint, event: Event) -> str:
    """What the officer hears; it tells a follower and a further reporter from the reporter, who may write from another address."""
    by_another = {Role.FOLLOWER: "add_follower", Role.JOINED: ADD_JOINED}.get(event.role)
    return by_another if by_another and event.actor not in after.proven else event.action


def _sentence(told: _Told, after: Complaint, event: Event, facts: dict[str, object], *, hidden: bool) -> Text:
    if hidden and told.audience is Audience.UNIT and told.event == "new":
        return say("notices.unit.new_confidential", number=after.number)
    if told.audience.is_staff and not hidden:
        facts = {**facts, "text": said_to_staff(event, after), "excerpt": excerpt(for_staff(after).text)}
    return say(f"notices.{told.key}", **facts, mine=told.mine or (event.data.mine if isinstance(event.data, Added) else ""))


def _facts(before: Complaint, after: Complaint, event: Event, rules: OfficeRules, *, hidden: bool) -> dict[str, object]:
    said = plain("notices.hidden") if hidden else event.data.text
    return {
        "what": plain(f"notices.what.{'question' if after.category == INQUIRY else 'complaint'}"),
        "number": after.number,
        "office": rules.office.name,
        "unit": rules.office.unit(after.unit).name,
        "category": category_name(after.category, rules),
        "due": due_words(_news_of_due(after, event, rules), rules),
        "text": said,
        "reason": plain("notices.hidden") if hidden else (before.pending.reason if before.pending else said),
        "excerpt": plain("notices.hidden") if hidden else excerpt(after.text),
        "state": plain(f"states.{after.state}"),
        "requested": requested(after, rules),
        "urgent": plain("cases.urgent_mark") if after.urgent else "",
        "calls": calls_mark(after),
        "silence": silence_words(rules.silence(before.state)),
        **_own_facts(event.data),
    }


def _news_of_due(after: Complaint, event: Event, rules: OfficeRules) -> datetime | None:
    """What is approved while the clock stands still has a date all the same."""
    return running_due(after, rules, event.at) if event.action is Action.APPROVE else after.due


def _own_facts(data: Payload) -> dict[str, str]:
    """What only some events have; a sentence that names it belongs to one of them."""
    return {
        "stars": "★" * data.stars if isinstance(data, Rated) else "",
        "outcome": plain(f"rating.{(data.outcome if isinstance(data, Rated) else '') or SOLVED}"),
        "doubts": "\n".join(f"• {doubt}" for doubt in data.doubts) if isinstance(data, Answered) else "",
        "into": data.into if isinstance(data, Merged | Rejected) else "",
    }


def _shown_files(event: Event) -> tuple[Attachment, ...]:
    """Files that belong to what is said between officer and reporter."""
    if event.action not in {Action.ANSWER, Action.INFORM, Action.ASK, Action.REPLY, Action.ADD}:
        return ()
    return tuple(attachment_of(file) for file in event.data.attachments)


_TEMPLATES = {
    "reporter.ask": "pertanyaan_petugas",
    "reporter.answer": "jawaban_siap",
    "reporter.due_moved": "tenggat_bergeser",
    "unit.new": "petugas_pengaduan_baru",
}


def _template(told: _Told) -> str:
    return _TEMPLATES.get(told.key, "petugas_pengingat" if told.audience.is_staff else "status_berubah")


def of_lost_alert(lost: Notice, name: str, person: int) -> Notice:
    """An officer could not be reached anywhere: whoever supervises hears of it, and of the case, not what was said."""
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
