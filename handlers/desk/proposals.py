"""Answers that solved a case, proposed as notes for a standard, without personal data. A person reviews each one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.casework import number as numbers
from handlers.casework.access import names_reporter
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.masking import masked
from handlers.casework.payloads import Rated, Reopened
from handlers.talking.ports import ReporterIdentity
from handlers.talking.wording import words
from handlers.telling.notice_texts import SOLVED

LONGEST = 400
_ADDRESS = re.compile(r"\S+@\S+")
_LEAST_LETTERS = 3
"""Shorter parts of a name are also ordinary words."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The office's answer to a case about a service, without the reporter. `text` must be read and shortened before use."""

    number: str
    service: str
    text: str


def is_solved(complaint: Complaint, history: Iterable[Event]) -> bool:
    """Whether the reporter confirmed the current answer, and the case has nothing confidential."""
    if complaint.shielded or complaint.examined_by or not (complaint.service and complaint.answer and complaint.text):
        return False
    last = next((event.data for event in reversed([*history]) if isinstance(event.data, Rated | Reopened)), None)
    return isinstance(last, Rated) and (last.outcome or SOLVED) == SOLVED


def proposal(complaint: Complaint, reporter: ReporterIdentity | None) -> Proposal:
    """The answer without the reporter's name, numbers and addresses, and without the number of the case."""
    anonymous_text = _ADDRESS.sub("", numbers.without(masked(_without_name(complaint.answer, reporter.name if reporter else ""))))
    return Proposal(number=complaint.number, service=complaint.service or "", text=" ".join(anonymous_text.split())[:LONGEST])


def _without_name(text: str, name: str) -> str:
    """Replaces each run of parts of the name, with its title, by a neutral address."""
    parts = [re.escape(part) for part in name.split() if len(part) >= _LEAST_LETTERS]
    if not parts:
        return text
    titles = "|".join(map(re.escape, words("cues.titles")))
    name_part = f"(?:{'|'.join(parts)})"
    return re.sub(rf"(?:\b(?:{titles})\.?\s+)?\b{name_part}\b(?:\s+{name_part}\b)*", "Bapak/Ibu", text, flags=re.IGNORECASE)


def tells_of_somebody(text: str, reporter: ReporterIdentity | None) -> bool:
    """Whether the edited text still names the reporter or holds a NIK."""
    return names_reporter(text, reporter.name if reporter else "", reporter.contact if reporter else "")
