"""Parses what staff search for: a number, its last letters, a day, a state, and words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.casework import number as numbers
from handlers.casework.moves import State
from handlers.talking.ports import Lateness, Wanted
from handlers.talking.wording import words as wording_words
from knowledge.standards.days import possible

_WITHOUT_CODE = re.compile(r"\b\d{2}(?:0[1-9]|1[0-2])[\s-]+(?=\w{5}\s*$)")
"""Year and month before the last five: `2611-7K3FQ`."""
_DATE = re.compile(r"(?:(?:tanggal|tgl)\s+)?(\d{1,2})[\s/.-]+([a-z]+|\d{1,2})(?:[\s/.-]+(\d{4}|\d{2}))?\b", re.IGNORECASE)
_MONTH = re.compile(r"\bbulan\s+([a-z]+)(?:\s+(\d{4}))?", re.IGNORECASE)
_DAYS_AGO = {"hari ini": 0, "kemarin": 1, "kemaren": 1, "kemarin dulu": 2}
_SINCE = {"minggu ini": 7, "seminggu terakhir": 7, "sebulan terakhir": 30}
_FILLERS = frozenset(
    [
        "cari",
        "carikan",
        "tolong",
        "pengaduan",
        "aduan",
        "laporan",
        "kasus",
        "yang",
        "dari",
        "di",
        "pada",
        "tanggal",
        "tgl",
        "bulan",
        "tentang",
        "soal",
        "mengenai",
        "masuk",
        "semua",
        "daftar",
    ]
)
_STATES: Mapping[str, tuple[str, ...]] = {
    "menunggu": (State.WAITING,),
    "diproses": (State.IN_PROGRESS,),
    "selesai": (State.RESOLVED, State.CLOSED),
    "ditutup": (State.CLOSED,),
    "ditolak": (State.REJECTED,),
    "dicabut": (State.WITHDRAWN,),
    "diterima": (State.RECEIVED,),
}


@dataclass(frozen=True, kw_only=True)
class Day:
    """A period of whole local days."""

    first: date
    last: date


def read(text: str, office: str, now: datetime, zone: ZoneInfo) -> Wanted:
    """The search that the words ask for. Everything that is no number, day or state is searched as words."""
    wanted, left = Wanted(office=office, now=now), " ".join(text.split())
    if number := numbers.find(left):
        return replace(wanted, number=number)
    stretch, left = _day_in(left, now.astimezone(zone).date())
    if stretch:
        wanted = replace(wanted, since=_begins(stretch.first, zone), until=_begins(stretch.last + timedelta(days=1), zone))
    wanted, left = _states_in(wanted, left)
    left = _WITHOUT_CODE.sub("", left)
    return _with_words(wanted, [word for word in re.findall(r"\w+", left) if word.lower() not in _FILLERS])


def _with_words(wanted: Wanted, words: list[str]) -> Wanted:
    """Takes a single word in the form of a number's end as that where it has a figure; the search tries other words as both."""
    tail = numbers.tail(words[0]) if len(words) == 1 and any(map(str.isdigit, words[0])) else None
    return replace(wanted, words=tuple(word.lower() for word in words), tail=tail or "")


def _states_in(wanted: Wanted, text: str) -> tuple[Wanted, str]:
    lower_text = text.lower()
    if "belum diambil" in lower_text:
        return replace(wanted, untaken=True), _without(text, "belum diambil")
    for late in ("lewat tenggat", "terlambat", "telat"):
        if late in lower_text:
            return replace(wanted, lateness=Lateness.LATE), _without(text, late)
    if re.search(r"\bdarurat\b", lower_text):
        wanted, text = replace(wanted, urgent=True), _without(text, "darurat")
    state = next((name for name in _STATES if re.search(rf"\b{name}\b", lower_text)), None)
    return (replace(wanted, states=_STATES[state]), _without(text, state)) if state else (wanted, text)


def _without(text: str, words: str) -> str:
    return re.sub(re.escape(words), " ", text, flags=re.IGNORECASE)


def _day_in(text: str, today: date) -> tuple[Day | None, str]:
    """The first day or period in the text, and the text without it."""
    for words, ago in sorted(_DAYS_AGO.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"\b{words}\b", text, re.IGNORECASE):
            day = today - timedelta(days=ago)
            return Day(first=day, last=day), _without(text, words)
    for words, days in _SINCE.items():
        if words in text.lower():
            return Day(first=today - timedelta(days=days), last=today), _without(text, words)
    return _written_day(text, today) or _written_month(text, today) or (None, text)


def _written_day(text: str, today: date) -> tuple[Day, str] | None:
    for match in _DATE.finditer(text):
        month = _month_number(match[2])
        day = next(_dates(int(match[1]), month, match[3], today), None) if month else None
        if day:
            return Day(first=day, last=day), text[: match.start()] + " " + text[match.end() :]
    return None


def _written_month(text: str, today: date) -> tuple[Day, str] | None:
    match = _MONTH.search(text)
    month = _month_number(match[1]) if match else None
    first = next(_dates(1, month, match[2], today), None) if match and month else None
    if not match or not first:
        return None
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Day(first=first, last=last), text[: match.start()] + " " + text[match.end() :]


def _dates(day: int, month: int, year: str | None, today: date) -> Iterator[date]:
    """The written day; without a year, the last such day that is not in the future."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year, today.year - 1]
    for candidate_year in years:
        try:
            written = possible(date(candidate_year, month, day))
        except ValueError:
            continue
        if year or written <= today:
            yield written


def _month_number(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    months = [month.lower() for month in wording_words("dates.months")]
    return next((place for place, month in enumerate(months, 1) if len(text) >= 3 and month.startswith(text.lower()[:4])), None)


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
