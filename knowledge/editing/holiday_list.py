"""A list of holidays as a decree or a letter prints it, pasted into the office's form: each line becomes closed days. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date, timedelta

from knowledge.editing.office_files import NotChanged
from knowledge.editing.plain_lines import lines
from knowledge.importer.offices import MONTHS
from knowledge.standards.standard import WEEKDAYS

LONGEST_RANGE = timedelta(days=31)
_DATE = re.compile(
    rf"(?P<year>\d{{4}})-(?P<number>\d{{2}})-(?P<day>\d{{2}})"
    rf"|(?P<first>\d{{1,2}})(?:\s*(?:-|–|s\.?d\.?|sampai|dan|,)\s*(?P<last>\d{{1,2}}))?\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<of>\d{{4}})",
    re.IGNORECASE,
)
_AROUND = re.compile(
    rf"^\s*\d+[.)]\s+|\b(?:{'|'.join(WEEKDAYS)}|jum'at|ahad)\b(?:\s*(?:-|–|dan)\s*(?:{'|'.join(WEEKDAYS)}))?,?", re.IGNORECASE
)


def with_holidays(closed: str, pasted: str, holidays: Container[date]) -> str:
    """The lines of "Hari tutup" with those of the list behind them; days that stand there or in the calendar are left out.

    Raises NotChanged for a line without a day or without a name: nothing is guessed.
    """
    written = lines(closed)
    taken = {line.partition("|")[0].strip() for line in written}
    found = [(day, name) for line in lines(pasted) for day, name in _days(line)]
    fresh = {day: name for day, name in found if day not in holidays and day.isoformat() not in taken}
    return "\n".join([*written, *(f"{day.isoformat()} | {name}" for day, name in sorted(fresh.items()))])


def _days(line: str) -> Iterator[tuple[date, str]]:
    """`1. Kamis, 1 Januari 2026 Tahun Baru`, `Idulfitri: 20-21 Maret 2026`, `2026-12-25 Natal`."""
    match = _DATE.search(line)
    name = " ".join(_AROUND.sub(" ", line[: match.start()] + " " + line[match.end() :]).strip(" -–:;,|()\t").split()) if match else ""
    if match is None or not name:
        raise NotChanged(f"Daftar libur: baris “{line}” tidak terbaca. Tulis seperti: 1 Januari 2028 Tahun Baru.")
    try:
        first, last = _stretch(match)
    except ValueError as error:
        raise NotChanged(f"Daftar libur: tanggal pada baris “{line}” tidak ada.") from error
    if not first <= last <= first + LONGEST_RANGE:
        raise NotChanged(f"Daftar libur: tanggal pada baris “{line}” terbalik.")
    yield from ((first + timedelta(days=place), name) for place in range((last - first).days + 1))


def _stretch(match: re.Match[str]) -> tuple[date, date]:
    if match["year"]:
        day = date(int(match["year"]), int(match["number"]), int(match["day"]))
        return day, day
    year, month = int(match["of"]), MONTHS.index(match["month"].lower()) + 1
    return date(year, month, int(match["first"])), date(year, month, int(match["last"] or match["first"]))
