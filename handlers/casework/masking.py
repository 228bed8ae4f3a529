"""Numbers that would tell who a protected reporter is, hidden in what staff read of the report. Pure; the report itself keeps them."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.moves import CITIZENS

HIDDEN = "•"
_TELLING = re.compile(
    r"(?<!\d)(?:"
    r"\d(?:[ .-]?\d){15}"  # NIK and number of the family card: 16 digits (Permendagri 7/2019)
    r"|(?:\+?62|\(?\+62\)|0)[ .-]?8(?:[ .-]?\d){7,11}"  # mobile
    r"|\(?(?:\+?62[ .-]?|0)[2-79]\d{1,2}\)?[ .-]?\d(?:[ .-]?\d){4,7}"  # landline, with its area
    r")(?!\d)"
)


def masked(text: str) -> str:
    """The text with every digit of a NIK or a telephone number hidden."""
    return _TELLING.sub(lambda found: re.sub(r"\d", HIDDEN, found[0]), text)


def tells_numbers(text: str) -> bool:
    return _TELLING.search(text) is not None


def for_staff(complaint: Complaint) -> Complaint:
    """The report as staff read it: of an anonymous or confidential one without NIK and telephone numbers."""
    if not complaint.shielded:
        return complaint
    return replace(complaint, text=masked(complaint.text), place=masked(complaint.place), occurred=masked(complaint.occurred))


def said_to_staff(event: Event, complaint: Complaint) -> str:
    """The words of an event of the report as staff read them."""
    return masked(event.data.text) if complaint.shielded and event.role in CITIZENS else event.data.text
