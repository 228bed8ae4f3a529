"""The words for a complaint in notices, lists and pages: its category, due moment and beginning. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Action
from handlers.rules import OfficeRules
from handlers.talking.wording import moment, plain
from knowledge.standards.policy import Silence

EXCERPT = 300


def silence_words(silence: Silence | None) -> str:
    """The time that a reporter has to answer, in words."""
    if silence is None:
        return ""
    key, count = ("days", silence.close_after_days) if silence.close_after_days else ("working_days", silence.close_after)
    return plain(f"silence.{key}", count=count)


def calls_mark(complaint: Complaint) -> str:
    """A line of its own where the reporter must not be telephoned; else empty."""
    return f"{plain('cases.no_calls')}\n" if complaint.no_calls else ""


def officer_name(complaint: Complaint, staff: Sequence[StaffMember]) -> str:
    if complaint.officer is None:
        return plain("cases.nobody_yet")
    return next((member.name for member in staff if member.person == complaint.officer), plain("cases.former_officer"))


def requested(complaint: Complaint, rules: OfficeRules) -> str:
    pending = complaint.pending
    if pending is None:
        return ""
    if pending.kind is Action.REQUEST_CATEGORY:
        return category_name(pending.value, rules)
    return due_words(datetime.fromisoformat(pending.value), rules)


def proposed(complaint: Complaint, rules: OfficeRules, *, reason: bool) -> str:
    """What waits for a yes, and why; empty where nothing does."""
    if complaint.pending is None:
        return ""
    what = plain(f"proposed.{complaint.pending.kind}", requested=requested(complaint, rules))
    return plain("proposed.why", what=what, reason=complaint.pending.reason) if reason else what


def category_name(category: str, rules: OfficeRules) -> str:
    category_rule = rules.policy.all_categories.get(category)
    return category_rule.name if category_rule else category


def due_words(due: datetime | None, rules: OfficeRules) -> str:
    """The due moment in the office's zone, or a sentence for a paused limit."""
    return moment(due, rules.office.zone) if due else plain("cases.clock_stopped")


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " …"
