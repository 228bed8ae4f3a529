"""Complaints and staff to try the rules on: a real office's rules, everything else made up."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.store.cases.event_data import payload
from handlers.casework import deciding
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.events import Event
from handlers.casework.evolving import evolve, file
from handlers.casework.moves import Action, Role
from handlers.rules import OfficeRules
from knowledge.standards import library

WITA = ZoneInfo("Asia/Makassar")
SECOND_OFFICE = Path(__file__).parents[1] / "data" / "kantor-kedua"
REPORTER = 1
HIDDEN_WORDS = "Sumarni dipukul kepala seksi di gudang belakang"


def at(text: str, zone: ZoneInfo = WITA) -> datetime:
    """A moment in UTC from a time on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@cache
def rules_of(office: str, root: Path = library.ROOT) -> OfficeRules:
    loaded = library.load(root, [office])
    return OfficeRules(loaded.offices[office], loaded.calendar(office))


def member(person: int, *roles: str, **more: Any) -> StaffMember:
    facts = {"office": "juai", "name": f"petugas {person}", "units": frozenset({"trantibum"}), **more}
    return StaffMember(person=person, roles=frozenset(map(Role, roles)), **facts)


def filing(when: datetime, **more: Any) -> Event:
    """The first line of a history."""
    data: dict[str, Any] = {
        "number": "JUAI-2611-7K3FQ",
        "office": "juai",
        "unit": "trantibum",
        "category": "normatif",
        "text": HIDDEN_WORDS,
        "service": None,
        "occurred": "",
        "place": "",
        "urgent": False,
        "confidential": False,
        "reporter": REPORTER,
        "identity": "terbuka",
    }
    return Event(at=when, actor=REPORTER, role=Role.REPORTER, data=payload(Action.FILE, data | more))


def filed(rules: OfficeRules, when: datetime, **more: Any) -> Complaint:
    return file(deciding.filed(filing(when, **more), rules))


def after(
    complaint: Complaint, rules: OfficeRules, action: Action, person: int | None, role: Role, when: datetime, **data: Any
) -> Complaint:
    """The complaint after this action, which the rules must allow."""
    event = deciding.decide(complaint, payload(action, data), Actor(person=person, roles=frozenset({role})), when, rules)
    return evolve(complaint, event)
