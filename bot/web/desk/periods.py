"""The period of a picture or an export. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import BadRequest
from knowledge.standards.days import day_of

NAMES = {"bulan_ini": "Bulan ini", "bulan_lalu": "Bulan lalu", "90_hari": "90 hari terakhir", "tahun_ini": "Tahun ini"}


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole local days, both included."""

    key: str
    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), tzinfo=self.zone).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=self.zone).astimezone(UTC)

    @property
    def query(self) -> dict[str, str]:
        """The days of the period as query parameters of the search."""
        return {"dari": self.first.isoformat(), "sampai": self.last.isoformat()}


def chosen(query: Mapping[str, str], now: datetime, zone: ZoneInfo) -> Period:
    """The period of the query; by default this month. Raises BadRequest for wrong dates or a wrong order."""
    today = now.astimezone(zone).date()
    if query.get("dari") or query.get("sampai"):
        first, last = _day(query.get("dari", ""), today.replace(day=1)), _day(query.get("sampai", ""), today)
        if first > last:
            raise BadRequest("Tanggal awalnya sesudah tanggal akhir.")
        return Period(key="", first=first, last=last, zone=zone)
    key = query.get("masa", "bulan_ini")
    before = today.replace(day=1) - timedelta(days=1)
    days = {
        "bulan_lalu": (before.replace(day=1), before),
        "90_hari": (today - timedelta(days=89), today),
        "tahun_ini": (today.replace(month=1, day=1), today),
    }
    first, last = days.get(key, (today.replace(day=1), today))
    return Period(key=key if key in NAMES else "bulan_ini", first=first, last=last, zone=zone)


def chosen_or_default(query: Mapping[str, str], now: datetime, zone: ZoneInfo) -> tuple[Period, str]:
    """The period of the query, and what is wrong with it; where something is, this month."""
    try:
        return chosen(query, now, zone), ""
    except BadRequest as problem:
        return chosen({}, now, zone), str(problem)


def _day(text: str, default: date) -> date:
    try:
        return day_of(text) if text else default
    except ValueError as error:
        raise BadRequest("Tanggalnya tidak terbaca. Tulis seperti 2026-11-24.") from error
