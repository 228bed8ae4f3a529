"""Loads the offices' files into a Library. A broken file does not affect the others: it becomes a list of mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from knowledge.errors import Mistake
from knowledge.standards.calendar import WorkingCalendar
from knowledge.standards.data_files import DataFiles
from knowledge.standards.office import HolidayYear, Office, working_calendar
from knowledge.standards.policy import merged
from knowledge.standards.standard import FrequentQuestions, QuestionFile, Service

ROOT = Path(__file__).parents[1]
GENERAL = "umum.yaml"
"""The file of the questions that are asked of every service of an office."""
LONGEST_ID = 44  # a button about the longest part of a service (`p:<id>:jaminan_pelayanan`) has 64 bytes on Telegram


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything that was loaded; `mistakes`: the files and fields that could not be used."""

    offices: Mapping[str, Office]
    services: Mapping[str, Service]
    holidays: Mapping[date, str]
    mistakes: tuple[Mistake, ...] = ()
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=dict)
    drafts: Mapping[str, Service] = field(default_factory=dict)
    """Services that are not published, or not valid on the day of loading; the bot does not answer with them."""

    def office_of(self, service_id: str) -> Office:
        return self.offices[service_id.partition("/")[0]]

    def services_of(self, office_id: str, unit_id: str | None = None) -> list[Service]:
        """The office's services in the order of their files; with `unit_id`, those of one unit."""
        office, mine = self.offices[office_id], self._by_office.get(office_id, [])
        return [service for service in mine if unit_id is None or office.unit(service.unit).id == unit_id]

    @cached_property
    def _by_office(self) -> Mapping[str, list[Service]]:
        by_office: dict[str, list[Service]] = {}
        for service in self.services.values():
            by_office.setdefault(service.office, []).append(service)
        return by_office

    def calendar(self, office_id: str) -> WorkingCalendar:
        return self.calendars[office_id]

    @property
    def last_holiday(self) -> date | None:
        """The end of the last decreed year; after it the calendar knows only weekends."""
        return max(self.holidays, default=None)


def load(root: Path | Sequence[Path] = ROOT, offices: Iterable[str] | None = None, day: date | datetime | None = None) -> Library:
    """Loads every office below `root/offices`, or only those named, with the calendars below `root/calendars`; of services with dates, those valid
    on `day` (a moment: the day that it is in each office's zone; without a day, all). With several roots, the last one that has an office or a year provides it; the program's own years come
    first.
    """
    roots = (root,) if isinstance(root, Path) else tuple(root)
    wanted = None if offices is None else set(offices)
    homes = {
        folder.name: folder_root
        for folder_root in roots
        for folder in office_folders(folder_root)
        if wanted is None or folder.name in wanted
    }
    holidays = {} if ROOT in roots else _Reader(ROOT).holidays()
    parts = []
    for home_root in roots:
        reader = _Reader(home_root)
        own = reader.holidays()
        holidays = {day: name for day, name in holidays.items() if day.year not in {own_day.year for own_day in own}} | own
        parts.append(reader.read([name for name, home in homes.items() if home == home_root], day))
    return _joined(parts, holidays)


def office_folders(root: Path) -> list[Path]:
    return sorted(path.parent for path in (root / "offices").glob("*/office.yaml"))


def meant(root: Path) -> Path | None:
    """The folder that was probably meant where this one has no office: the folder around `offices` or an office, or one inside it; None where
    there is none.
    """
    if office_folders(root):
        return None
    here = root.resolve()
    above = [parent for parent in here.parents[:3] if here.relative_to(parent).parts[0] == "offices" and office_folders(parent)]
    below = [path.parents[2] for depth in ("*", "*/*") for path in sorted(here.glob(f"{depth}/offices/*/office.yaml"))]
    return next(iter([*above, *below]), None)


def home_of(roots: Sequence[Path], office_id: str) -> Path | None:
    """The root that provides the office."""
    return next((root for root in reversed(roots) if (root / "offices" / office_id / "office.yaml").exists()), None)


def _joined(parts: Sequence[Library], holidays: Mapping[date, str]) -> Library:
    offices = {name: office for part in parts for name, office in part.offices.items()}
    return Library(
        offices=MappingProxyType(offices),
        services=MappingProxyType({name: value for part in parts for name, value in part.services.items()}),
        holidays=MappingProxyType(dict(holidays)),
        mistakes=tuple(mistake for part in parts for mistake in part.mistakes),
        calendars=MappingProxyType({office.id: working_calendar(office, holidays) for office in offices.values()}),
        drafts=MappingProxyType({name: value for part in parts for name, value in part.drafts.items()}),
    )


def with_office(library: Library, changed: Library, office_id: str) -> Library:
    """The library with this one office as in `changed`; the services of the others stay the same values."""

    def mixed(old: Mapping[str, Service], new: Mapping[str, Service]) -> Mapping[str, Service]:
        """Office by office, as they stand in the library."""
        order = {office: at for at, office in enumerate(dict.fromkeys((*library.offices, office_id)))}
        others = (service for service in old.values() if service.office != office_id)
        own = (service for service in new.values() if service.office == office_id)
        return MappingProxyType({service.id: service for service in sorted(chain(others, own), key=lambda service: order[service.office])})

    others = tuple(mistake for mistake in library.mistakes if not mistake.file.startswith(f"offices/{office_id}/"))
    return replace(
        library,
        offices=MappingProxyType({**library.offices, office_id: changed.offices[office_id]}),
        services=mixed(library.services, changed.services),
        drafts=mixed(library.drafts, changed.drafts),
        calendars=MappingProxyType({**library.calendars, office_id: changed.calendars[office_id]}),
        mistakes=(*others, *(mistake for mistake in changed.mistakes if mistake.file.startswith(f"offices/{office_id}/"))),
    )


def day_in(office: Office, day: date | datetime) -> date:
    """The day that it is at this moment in the office's zone; a day stays as it is."""
    return day.astimezone(office.zone).date() if isinstance(day, datetime) else day


def moved_by_day(library: Library, now: datetime) -> frozenset[str]:
    """The offices that have a standard which is answered and does not hold on the office's day, or the other way round."""
    days = {office.id: day_in(office, now) for office in library.offices.values()}
    published = (service for service in (*library.services.values(), *library.drafts.values()) if service.status == "terbit")
    return frozenset(
        service.office for service in published if service.validity.holds(days[service.office]) != (service.id in library.services)
    )


def with_calendar(library: Library, path: Path) -> Library:
    """The library with this file in place of its calendar of the same year. Raises a Mistake where the file is wrong."""
    reader = _Reader(path.parent)
    year = reader.year(path)
    if year is None:
        raise reader.files.mistakes[0]
    others = {day: name for day, name in library.holidays.items() if day.year != year.year}
    holidays = others | {holiday.day: holiday.name for holiday in year.days}
    calendars = {office.id: working_calendar(office, holidays) for office in library.offices.values()}
    return replace(library, holidays=MappingProxyType(holidays), calendars=MappingProxyType(calendars))


@dataclass
class _Reader:
    """Reads the offices and calendars of one tree of files, and checks what concerns several files."""

    root: Path

    def __post_init__(self) -> None:
        self.files = DataFiles(self.root)

    def read(self, offices: Sequence[str], day: date | datetime | None) -> Library:
        """The named offices; their calendars are made after all holidays are known."""
        loaded = {office.id: office for name in offices if (office := self.office(self.root / "offices" / name))}
        read = {service.id: service for office in loaded.values() for service in self.services(office)}
        services = {
            name: published
            for name, published in read.items()
            if published.status == "terbit" and (day is None or published.validity.holds(day_in(loaded[published.office], day)))
        }
        self.warn_duplicates(services.values())
        drafts = {name: published for name, published in read.items() if name not in services}
        return Library(offices=loaded, services=services, holidays={}, mistakes=tuple(self.files.mistakes), drafts=drafts)

    def office(self, folder: Path) -> Office | None:
        default = (
            self.files.read(self.root / "policy.yaml") if (self.root / "policy.yaml").exists() else self.files.read(ROOT / "policy.yaml")
        )
        office = self.files.value(
            folder / "office.yaml", Office, lambda data: {**data, "pengaduan": merged(default, data.get("pengaduan") or {})}
        )
        if office and office.id != folder.name:
            self.files.report(folder / "office.yaml", "id", f"harus sama dengan nama folder: {folder.name}")
        if office and sum(unit.general for unit in office.units) != 1:
            self.files.report(folder / "office.yaml", "unit", "tepat satu unit harus bertanda umum: true")
            return None
        return office

    def services(self, office: Office) -> list[Service]:
        paths = sorted((self.root / "offices" / office.id / "services").glob("*.yaml"))
        read = [(path, self.files.value(path, Service)) for path in paths]
        general = self._questions(self.root / "offices" / office.id / "questions" / GENERAL)
        return [self._asked(path, service, general) for path, service in read if service and self._belongs(path, service, office)]

    def _asked(self, path: Path, service: Service, general: Sequence[FrequentQuestions]) -> Service:
        """The service with the questions that are frequently asked of it. A line that its standard does not have any more answers none."""
        path = path.parents[1] / "questions" / path.name
        own, lines = self._questions(path), {*service.components, *service.lines()}
        for index, asked in enumerate(own):
            for lost in set(asked.answers) - lines:
                self.files.report(path, f"sering_ditanya.{index}", f"“{lost}” tidak ada di standar layanan ini", warning=True)
        kept = tuple(asked for asked in own if lines.issuperset(asked.answers))
        shared = tuple(held for asked in general if (held := asked.held_in(lines)))
        return service.model_copy(update={"frequent": kept, "general": shared})

    def _questions(self, path: Path) -> Sequence[FrequentQuestions]:
        written = self.files.value(path, QuestionFile) if path.exists() else None
        return written.frequent if written else ()

    def holidays(self) -> dict[date, str]:
        years = [self.year(path) for path in sorted((self.root / "calendars").glob("*.yaml"))]
        return {holiday.day: holiday.name for year in years if year for holiday in year.days}

    def year(self, path: Path) -> HolidayYear | None:
        return self.files.value(path, HolidayYear)

    def warn_duplicates(self, services: Iterable[Service]) -> None:
        """Warns about the same words for two services, because they make the bot ask back."""
        owner: dict[tuple[str, str], str] = {}
        for service in services:
            path = self.root / "offices" / f"{service.office}/services/{service.id.partition('/')[2]}.yaml"
            for label, words in (("sebutan", service.names), ("ungkapan", service.phrases)):
                for index, word in enumerate(words):
                    other = owner.setdefault((service.office, word.casefold()), service.id)
                    if other != service.id:
                        self.files.report(path, f"{label}.{index}", f"“{word}” juga dipakai oleh {other}", warning=True)

    def _belongs(self, path: Path, service: Service, office: Office) -> bool:
        if len(service.id) > LONGEST_ID:
            self.files.report(
                path, "id", f"paling panjang {LONGEST_ID} huruf, karena harus muat di tombol Telegram; pendekkan nama berkasnya"
            )
            return False
        expected = f"{office.id}/{path.stem}"
        if service.id != expected:
            self.files.report(path, "id", f"harus {expected}, sesuai letak berkas")
            return False
        if service.unit and service.unit not in {unit.id for unit in office.units}:
            self.files.report(path, "unit", f"unit “{service.unit}” tidak ada di office.yaml")
            return False
        if len(service.phrases) < 15:
            self.files.report(path, "ungkapan", f"baru {len(service.phrases)}; tulis sedikitnya 15 cara warga bertanya", warning=True)
        return True
