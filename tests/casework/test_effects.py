"""What single events make of a complaint, where a chance among whole lives would not be enough to notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.casework.complaint import Complaint, Pending
from handlers.casework.events import Event
from handlers.casework.evolving import evolve
from handlers.casework.moves import Action, Role, State
from handlers.casework.payloads import Approved, Categorized, Payload, Reopened, Transferred
from tests.casework.cases import filed, rules_of

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
DAY = timedelta(days=1)
CASE = replace(filed(rules_of("juai"), NOW), officer=12, taken=NOW, moved_by=DAY)


def after(complaint: Complaint, data: Payload, role: Role = Role.SUPERVISOR) -> Complaint:
    return evolve(complaint, Event(at=NOW, actor=21, role=role, data=data))


def test_the_first_reopening_leaves_the_officer_and_the_second_does_not() -> None:
    once = after(replace(CASE, state=State.RESOLVED), Reopened(text="Belum selesai."), Role.REPORTER)
    twice = after(replace(once, state=State.RESOLVED), Reopened(text="Masih belum."), Role.REPORTER)
    assert (once.officer, twice.officer, twice.taken) == (12, None, None)


def test_another_office_keeps_the_due_moment_that_was_told_and_another_unit_what_was_kept_before() -> None:
    assert after(CASE, Transferred(office="dinas", unit="umum", moved_by=2 * DAY)).moved_by == 2 * DAY
    assert after(CASE, Transferred(unit="umum")).moved_by == DAY


def test_another_category_counts_anew() -> None:
    assert after(CASE, Categorized(category="ringan", text="Hanya keterangan.")).moved_by == timedelta()


def test_an_extension_that_is_approved_holds_and_is_the_only_one() -> None:
    until = NOW + 30 * DAY
    asked = Pending(kind=Action.REQUEST_EXTENSION, value=until.isoformat(), reason="Suku cadang.", by=12, since=NOW)
    approved = after(replace(CASE, pending=asked), Approved())
    assert (approved.extended_to, approved.extension_used, approved.pending) == (until, True, None)
