"""The words for a complaint in notices, lists and pages: its category, due moment and beginning. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, due_of
from handlers.casework.moves import Action
from handlers.rules import OfficeRules
from handlers.talking.wording import has, moment, plain
from knowledge.standards.policy import Silence

EXCERPT = 300


def silence_words(silence: Silence | None) -> str:
    """The time that a reporter has to answer, in words."""
    if silence is None:
        return ""
    key, count = ("days", silence.close_after_days) if silence.close_after_days else ("working_days", silence.close_after)
    return plain(f"silence.{key}", count=count)


def calls_mark(complaint: Complaint) -> str:
    """Lines of their own: that the reporter must not be telephoned, how they want to be reached; of a confidential report only that it stands there."""
    reach = plain("cases.reach_hidden") if complaint.confidential else plain("cases.reach", reach=complaint.reach)
    lines = [*([plain("cases.no_calls")] if complaint.no_calls else []), *([reach] if complaint.reach else [])]
    return "".join(f"{line}\n" for line in lines)


def name_of(person: int | None, staff: Iterable[StaffMember], otherwise: str = "") -> str:
    """The name of somebody of the staff; of who is not on it any more, `otherwise` or the words for that."""
    return next((member.name for member in staff if member.person == person), otherwise or plain("cases.former_officer"))


def officer_name(complaint: Complaint, staff: Iterable[StaffMember]) -> str:
    return name_of(complaint.officer, staff) if complaint.officer is not None else plain("cases.nobody_yet")


def proposed(complaint: Complaint, rules: OfficeRules, *, reason: bool = False) -> str:
    """What waits for a yes, with the due moment that holds and the one that would, and why; empty where nothing waits."""
    pending = complaint.pending
    if pending is None:
        return ""
    is_category = pending.kind is Action.REQUEST_CATEGORY
    new = _due_under(complaint, pending.value, rules) if is_category else datetime.fromisoformat(pending.value)
    category = category_name(pending.value, rules) if is_category else ""
    what = plain(f"proposed.{pending.kind}", category=category, old=due_words(complaint.due, rules), new=due_words(new, rules))
    return plain("proposed.why", what=what, reason=pending.reason) if reason else what


def _due_under(complaint: Complaint, category: str, rules: OfficeRules) -> datetime | None:
    return due_of(replace(complaint, category=category, moved_by=timedelta()), rules) if rules.knows(category) else None


def category_name(category: str, rules: OfficeRules) -> str:
    category_rule = rules.policy.all_categories.get(category)
    return category_rule.name if category_rule else category


def why_unanswered(reason: str) -> str:
    """Why a case ended without an answer: a reason of a rejection, or one of `unanswered_why` in the wording."""
    return plain(f"unanswered_why.{reason}") if has(f"unanswered_why.{reason}") else plain(f"reject.{reason}")


def due_words(due: datetime | None, rules: OfficeRules) -> str:
    """The due moment in the office's zone, or a sentence for a paused limit."""
    return moment(due, rules.office.zone) if due else plain("cases.clock_stopped")


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " …"
