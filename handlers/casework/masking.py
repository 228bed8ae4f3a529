"""Hides numbers that would reveal a protected reporter in what staff read. Pure; the stored report keeps them."""

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


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENOUGH_DIGITS = re.compile(r"\d(?:\D{0,3}\d){6}")
"""What every such number contains; a text without it needs no further check."""


def masked(text: str) -> str:
    """The text with every digit of a NIK or a telephone number hidden."""
    return _TELLING.sub(lambda match: re.sub(r"\d", HIDDEN, match[0]), text) if _ENOUGH_DIGITS.search(text) else text


def without_contacts(text: str) -> str:
    """The text with NIK, telephone numbers and e-mail addresses hidden."""
    bare = masked(text)
    return _EMAIL.sub(HIDDEN * 3, bare) if "@" in bare else bare


def tells_numbers(text: str) -> bool:
    return _TELLING.search(text) is not None


def for_staff(complaint: Complaint) -> Complaint:
    """The complaint as staff read it; an anonymous or confidential one without NIK and telephone numbers."""
    text, place, occurred = (read_by_staff(words, complaint) for words in (complaint.text, complaint.place, complaint.occurred))
    if (text, place, occurred) == (complaint.text, complaint.place, complaint.occurred):
        return complaint
    return replace(complaint, text=text, place=place, occurred=occurred)


def read_by_staff(text: str, complaint: Complaint) -> str:
    """Words of the report as staff read them."""
    return masked(text) if complaint.shielded else text


def said_to_staff(event: Event, complaint: Complaint) -> str:
    """The words of an event of the report as staff read them."""
    return masked(event.data.text) if complaint.shielded and event.role in CITIZENS else event.data.text
