"""The messages to reporters and followers about an event of their case. Pure."""

from __future__ import annotations

from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.moves import Action, State
from handlers.casework.payloads import ClosingReturned
from handlers.talking.message import Audience
from handlers.talking.staff_buttons import Act
from handlers.talking.wording import button, has
from handlers.telling.case_choices import case_button, merged_choices, reporter_choices
from handlers.telling.notice_texts import NoticeText


def to_citizens(before: Complaint, after: Complaint, event: Event) -> list[NoticeText]:
    """The messages to the reporter and the followers; none about the return of an answer that they never got."""
    if isinstance(event.data, ClosingReturned) and event.data.unsent:
        return []
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
