"""`layanwarga deadline`: a due date explained day by day; a file of vectors recomputed; what another calendar would move."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.clockwork.new_limits import recalculate
from bot.commands import Commands, moment_written
from bot.commands.knowledge import loaded
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.resources import Resources
from bot.store.cases import complaints
from handlers.case import cards
from handlers.casework import deadlines
from handlers.casework.complaint import Complaint
from handlers.casework.deadlines import Limit
from handlers.casework.moves import ALIVE, OPEN
from handlers.rules import OfficeRules
from handlers.talking.ports import Filter
from handlers.telling import recalculation
from handlers.telling.case_words import due_words
from knowledge.standards import library
from knowledge.standards.calendar import WorkingCalendar
from knowledge.standards.data_files import Data
from knowledge.standards.library import Library, with_calendar

Move: TypeAlias = tuple[Complaint, datetime | None, datetime | None, OfficeRules]
"""A case, a moment now and under the changed rules, and those rules."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add_to(commands: Commands) -> None:
    deadline = commands.add_parser("deadline", help="hitung tenggat pengaduan, hari demi hari")
    deadline.add_argument("--office", help="id kantor")
    deadline.add_argument("--category", default="normatif", help="kategori, misalnya normatif")
    deadline.add_argument("--received", help="saat diterima, waktu kantor: 2026-11-20 15:30")
    deadline.add_argument("--vectors", type=Path, help="hitung ulang berkas vektor JSONL")
    deadline.add_argument(
        "--what-if", type=Path, metavar="BERKAS", help="pengaduan mana yang bergeser dengan kalender, atau folder pengetahuan, ini"
    )
    deadline.add_argument("--recalculate", action="store_true", help="hitung ulang tenggat yang berjalan dan beri tahu yang bergeser")
    deadline.set_defaults(run=_deadline)


def _deadline(chosen: argparse.Namespace) -> int:
    if chosen.vectors:
        return _vectors(chosen.vectors)
    if chosen.what_if:
        if not chosen.what_if.exists():
            raise BadRequest(f"Berkas atau folder {chosen.what_if} tidak ada.")
        return with_resources(lambda resources: _what_if(resources, _with_data(resources, chosen.what_if)))
    if chosen.recalculate:
        return with_resources(_recalculate)
    if not (chosen.office and chosen.received):
        raise BadRequest("Tulis --office, --category, dan --received, atau --vectors BERKAS.")
    known_offices = loaded()
    if chosen.office not in known_offices.offices:
        raise BadRequest(f"Kantor “{chosen.office}” tidak ada. Yang ada: {', '.join(known_offices.offices)}")
    rules = OfficeRules(known_offices.offices[chosen.office], known_offices.calendar(chosen.office))
    if not rules.knows(chosen.category):
        raise BadRequest(f"Kategori “{chosen.category}” tidak ada. Yang ada: {', '.join(rules.policy.all_categories)}")
    received = _moment(chosen.received, rules.office.zone)
    account = deadlines.account(received, rules.limit(chosen.category), rules.calendar)
    print(cards.due_explained(account, rules).plain)
    return 0


async def _what_if(resources: Resources, changed: Library) -> int:
    """Prints number, old and new moment of every running case whose due date or next reminder would move with this library."""
    due, reminder_moves = list[Move](), list[Move]()
    for office, present in resources.knowledge.rules.items():
        new = OfficeRules(changed.offices[office], changed.calendar(office))
        running = await complaints.find(resources.database, Filter(office=office, states=tuple(ALIVE)))
        due += [
            (complaint, complaint.due, after, new)
            for complaint, after in recalculation.moves((complaint for complaint in running if complaint.state in OPEN), new)
        ]
        reminder_moves += [(*move, new) for move in recalculation.reminders(running, present, new, resources.now)]
    _print_moves(due, "pengaduan akan bergeser.")
    _print_moves(reminder_moves, "pengaduan akan diingatkan pada waktu lain.")
    return 0


def _print_moves(moves: Sequence[Move], what: str) -> None:
    for case, before, after, rules in moves:
        print(f"{case.number}\t{due_words(before, rules)}\t{due_words(after, rules)}")
    print(f"{len(moves)} {what}")


def _with_data(resources: Resources, path: Path) -> Library:
    """The library with this calendar or folder."""
    return _with_folder(resources, path) if path.is_dir() else with_calendar(resources.library, path)


def _with_folder(resources: Resources, path: Path) -> Library:
    """The library with this folder as a further one of LAYANWARGA_KNOWLEDGE. Raises BadRequest with the first mistake that it would bring."""
    if intended := library.meant(path):
        raise BadRequest(f"Di {path} tidak ada kantor. Maksudnya {intended}?")
    if not (library.office_folders(path) or list((path / "calendars").glob("*.yaml"))):
        raise BadRequest(f"Di {path} tidak ada offices/ dan tidak ada calendars/.")
    shelf = resources.shelf
    made = library.load([*shelf.folders, path], shelf.served, resources.now)
    fresh = [mistake for mistake in made.mistakes if not mistake.warning and mistake not in resources.library.mistakes]
    if fresh:
        raise BadRequest(str(fresh[0]))
    return made


async def _recalculate(resources: Resources) -> int:
    moved = await recalculate(resources.database, resources.post, resources.knowledge.rules, resources.now)
    print(f"{moved} tenggat dihitung ulang; yang bersangkutan diberi tahu.")
    return 0


def _moment(text: str, zone: ZoneInfo) -> datetime:
    written = moment_written(text, "2026-11-20 15:30")
    return (written if written.tzinfo else written.replace(tzinfo=zone)).astimezone(UTC)


def _vectors(path: Path) -> int:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            vector = json.loads(line)
            print(json.dumps({"id": vector["id"], "due": vector_due(vector)}))
    return 0


def vector_due(vector: Data) -> str | None:
    """The due moment of a vector, in the form `2026-11-24T08:00:00Z`."""
    limits = {"ringan": {"hours": 3}, "normatif": {"working_days": 6}, "tidak_berkadar_pengawasan": {"working_days": 14}}
    limit = Limit(**limits.get(vector["category"], {"working_days": 60}), office_clock=vector.get("ringan_clock", "kantor") == "kantor")
    due = deadlines.due(_utc(vector["received"]), limit, vector_calendar(vector), [_pause(pause) for pause in vector.get("pauses", ())])
    return due.strftime("%Y-%m-%dT%H:%M:%SZ") if due else None


def vector_calendar(vector: Data) -> WorkingCalendar:
    return WorkingCalendar(
        zone=ZoneInfo(vector["tz"]),
        week=tuple(_intervals(vector["office_hours"].get(day, ())) for day in _DAYS),
        closed=MappingProxyType({date.fromisoformat(day): "libur" for day in vector.get("closed_days", ())}),
        open_days=MappingProxyType(
            {date.fromisoformat(open_day["date"]): _intervals(open_day["hours"]) for open_day in vector.get("open_days", ())}
        ),
    )


def _intervals(pairs: Iterable[Iterable[str]]) -> tuple[tuple[time, time], ...]:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)


def _pause(pair: Sequence[str]) -> deadlines.Pause:
    start, end = pair
    return _utc(start), _utc(end)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
