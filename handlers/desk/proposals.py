"""Answers that solved a case, as proposals for what a standard says beside its document. Nobody's data are in them; a person reviews each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.casework import number as numbers
from handlers.casework.access import names_reporter
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event, Rated, Reopened
from handlers.casework.masking import masked
from handlers.talking.ports import ReporterIdentity
from handlers.talking.wording import words
from handlers.telling.notices import SOLVED

LONGEST = 400
_ADDRESS = re.compile(r"\S+@\S+")
_LEAST_LETTERS = 3
"""Shorter parts of a name are ordinary words too."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the office answered on a case of a service, without whose case it was. `text` is to be read and shortened before it is taken."""

    number: str
    service: str
    text: str


def is_solved(complaint: Complaint, history: Iterable[Event]) -> bool:
    """Whether its reporter said so of the answer that stands, and nothing about it has to be kept to itself."""
    if complaint.shielded or complaint.examined_by or not (complaint.service and complaint.answer and complaint.text):
        return False
    last = next((event.data for event in reversed([*history]) if isinstance(event.data, Rated | Reopened)), None)
    return isinstance(last, Rated) and (last.outcome or SOLVED) == SOLVED


def proposal(complaint: Complaint, reporter: ReporterIdentity | None) -> Proposal:
    """The answer without name, numbers and addresses of the reporter, and without the number of the case."""
    said = _ADDRESS.sub("", numbers.without(masked(_without_name(complaint.answer, reporter.name if reporter else ""))))
    return Proposal(number=complaint.number, service=complaint.service or "", text=" ".join(said.split())[:LONGEST])


def _without_name(text: str, name: str) -> str:
    """Each run of parts of the name, with the title before it, becomes the address that fits everybody."""
    parts = [re.escape(part) for part in name.split() if len(part) >= _LEAST_LETTERS]
    if not parts:
        return text
    titles = "|".join(map(re.escape, words("cues.titles")))
    one = f"(?:{'|'.join(parts)})"
    return re.sub(rf"(?:\b(?:{titles})\.?\s+)?\b{one}\b(?:\s+{one}\b)*", "Bapak/Ibu", text, flags=re.IGNORECASE)


def tells_of_somebody(text: str, reporter: ReporterIdentity | None) -> bool:
    """Whether what was made of it still names the reporter, or has a NIK in it."""
    return names_reporter(text, reporter.name if reporter else "", reporter.contact if reporter else "")
