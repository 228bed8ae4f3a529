"""Which backups stay: the newest of each of the last 24 hours, of each of the last days, and of each of the last 4 weeks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

HOURS, WEEKS = 24, 4


def to_keep(made_at: Iterable[datetime], now: datetime, days: int) -> set[datetime]:
    """The backups to keep, among those made at these moments; always the newest, and those dated in the future by a wrong clock."""
    moments = sorted(made_at)
    table: list[tuple[timedelta, Callable[[datetime], object]]] = [
        (timedelta(hours=HOURS), lambda at: at.strftime("%Y-%m-%dT%H")),
        (timedelta(days=days), lambda at: at.date()),
        (timedelta(weeks=WEEKS), lambda at: at.isocalendar()[:2]),
    ]
    newest = {(reach, slot(at)): at for reach, slot in table for at in moments if at > now - reach}
    return {*newest.values(), *moments[-1:]}
