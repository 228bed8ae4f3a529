"""Dates as people write them: `15-12-2026`, `15 januari`, `besok`, `jumat`, `senin depan`, `3 hari lagi`. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from handlers.talking.message import Text
from handlers.talking.wording import day, say, words

_FORMS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")
_FILLERS = re.compile(r"\b(sampai|sampe|hingga|hari|tanggal|tgl|pada|jam)\b")
_NEXT_WEEK = re.compile(r"minggu depan,? (\w+)|(\w+) minggu depan")
_AHEAD = {"hari ini": 0, "ini": 0, "sekarang": 0, "besok": 1, "besuk": 1, "lusa": 2, "besok lusa": 2, "minggu depan": 7}
_WEEK = 7
_LONGEST_DAYS = 366


def date_written(text: str, today: date) -> date | None:
    """The day that is meant, within a year of `today`; None where no date is understood."""
    day_found = _day_meant(text, today)
    return day_found if day_found and abs((day_found - today).days) <= _LONGEST_DAYS else None


def why_no_date(text: str, today: date) -> Text:
    """What to say of a date that was not taken: that it is too far off, with the last day, or how dates are written."""
    meant, last = _day_meant(text, today), today + timedelta(days=_LONGEST_DAYS)
    return say("acting.date_too_far", last=day(last)) if meant and meant > last else say("acting.date_unknown")


def _day_meant(text: str, today: date) -> date | None:
    written = " ".join(text.casefold().strip(" .!").split())
    readings: tuple[Callable[[str, date], date | None], ...] = (_in_figures, _ahead, _weekday, _named_month)
    plain = " ".join(_FILLERS.sub(" ", written).split())
    return next((found for form in (written, plain) for read in readings if (found := read(form, today))), None)


def _in_figures(text: str, today: date) -> date | None:
    return next(_parsed(text), None)


def _parsed(text: str) -> Iterator[date]:
    for form in _FORMS:
        try:
            yield datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue


def _ahead(text: str, today: date) -> date | None:
    """`besok`, `lusa`, `3 hari lagi`, `2 minggu lagi`."""
    if text in _AHEAD:
        return today + timedelta(days=_AHEAD[text])
    counted = re.fullmatch(r"(\d{1,3}) ?(hari|minggu) (?:lagi|ke depan)", text)
    return today + timedelta(days=int(counted[1]) * (_WEEK if counted[2] == "minggu" else 1)) if counted else None


def _weekday(text: str, today: date) -> date | None:
    """The next such weekday after today; with `depan`, `minggu depan` before or behind it, the one in the next week."""
    name, _, which = _NEXT_WEEK.sub(r"\1\2 depan", text.replace("jum'at", "jumat")).partition(" ")
    days = [day.casefold() for day in words("dates.days")]
    if name not in days or which not in {"", "ini", "depan", "besok"}:
        return None
    if which == "depan":
        return today + timedelta(days=_WEEK - today.weekday() + days.index(name))
    return today + timedelta(days=(days.index(name) - today.weekday() - 1) % _WEEK + 1)


def _named_month(text: str, today: date) -> date | None:
    """`15 januari`, `15 jan 2027`; without a year, the next time the day comes."""
    parts = re.fullmatch(r"(\d{1,2}) ([a-z]{3,9})\.?(?: (\d{4}))?", text)
    months = [month.casefold() for month in words("dates.months")]
    month = next((number for number, name in enumerate(months, 1) if parts and name.startswith(parts[2])), None)
    if parts is None or month is None:
        return None
    years = [int(parts[3])] if parts[3] else [today.year, today.year + 1]
    days = [day for year in years if (day := _day(year, month, int(parts[1])))]
    return next((day for day in days if day >= today), days[0] if days else None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
