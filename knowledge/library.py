"""Reads the offices' files into a Library. A broken file never takes the others down: it becomes a list of mistakes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import yaml
from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from knowledge.calendar import HoursPeriod, WorkingCalendar
from knowledge.errors import Mistake
from knowledge.policy import Policy, merged
from knowledge.standard import (
    ClosedDay,
    Component,
    ComponentKey,
    Contact,
    Decree,
    Id,
    Line,
    OpenDay,
    Service,
    Source,
    SpecialHours,
    Unit,
    Value,
    Week,
    Zone,
)

ROOT = Path(__file__).parent
LONGEST_ID = 44  # a button about the longest part of a service (`p:<id>:jaminan_pelayanan`) has 64 bytes on Telegram
Model = TypeVar("Model", bound=Value)

_IN_CLERKS_WORDS = {
    "missing": "wajib diisi",
    "extra_forbidden": "kunci ini tidak dikenal; periksa ejaannya",
    "string_type": "harus berupa tulisan; beri tanda kutip",
    "string_too_short": "tidak boleh kosong",
    "string_pattern_mismatch": "bentuknya belum benar",
    "too_short": "tidak boleh kosong",
    "tuple_type": "harus berupa daftar, tiap baris diawali tanda -",
    "dict_type": "harus berisi pasangan kunci: nilai",
    "model_type": "harus berisi pasangan kunci: nilai",
    "model_attributes_type": "harus berisi pasangan kunci: nilai",
    "literal_error": "bukan salah satu dari {expected}",
    "date_from_datetime_parsing": "bukan tanggal; tulis seperti 2026-11-24",
    "date_parsing": "bukan tanggal; tulis seperti 2026-11-24",
    "int_parsing": "harus berupa angka",
}
"""What pydantic says in English, by its type of error."""


class _Loader(yaml.CSafeLoader):
    """Leaves dates as they are written, so that a wrong one is a mistake of its field and not of the whole file."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class Office(Value):
    """One public office: when it is open, its units and contacts, and what it promises about complaints."""

    id: Id
    code: str = Field(alias="kode", pattern=r"^[A-Z]{3,6}$")
    name: Line = Field(alias="nama")
    full_name: Line = Field(alias="nama_resmi")
    region: Line | None = Field(default=None, alias="daerah")
    names: tuple[Line, ...] = Field(default=(), alias="sebutan")
    zone: Zone = Field(alias="zona")
    address: Line | None = Field(default=None, alias="alamat")
    week: Week = Field(alias="jam_buka")
    special_hours: tuple[SpecialHours, ...] = Field(default=(), alias="jam_khusus")
    closed_days: tuple[ClosedDay, ...] = Field(default=(), alias="hari_tutup")
    open_days: tuple[OpenDay, ...] = Field(default=(), alias="hari_buka")
    contacts: tuple[Contact, ...] = Field(default=(), alias="kontak")
    units: tuple[Unit, ...] = Field(alias="unit", min_length=1)
    complaint_channels: tuple[Line, ...] = Field(default=(), alias="saluran_pengaduan")
    pledge: Line | None = Field(default=None, alias="maklumat")
    decree: Decree | None = Field(default=None, alias="keputusan")
    source: Source = Field(alias="sumber")
    policy: Policy = Field(alias="pengaduan")
    general_components: dict[ComponentKey, Component] = Field(default={}, alias="komponen_umum")
    editor_notes: tuple[Line, ...] = Field(default=(), alias="catatan_editor")

    @cached_property
    def general_unit(self) -> Unit:
        """The unit that takes what belongs to no other."""
        return next(unit for unit in self.units if unit.general)

    def unit(self, unit_id: str | None) -> Unit:
        """The unit of this id, the general one where there is none."""
        return next((unit for unit in self.units if unit.id == unit_id), self.general_unit)


class Holiday(Value):
    day: date = Field(alias="tanggal")
    name: Line = Field(alias="nama")
    kind: Literal["nasional", "bersama", "lain"] = Field(alias="jenis")
    note: Line | None = Field(default=None, alias="catatan")


class HolidayYear(Value):
    """National holidays and joint leave of one year, from the joint decree of the ministers (SKB)."""

    year: int = Field(alias="tahun")
    decree: Line = Field(alias="keputusan")
    days: tuple[Holiday, ...] = Field(alias="hari", min_length=1)


@dataclass(frozen=True, kw_only=True)
class Library:
    """All that is known; `mistakes` are the files and fields that could not be used."""

    offices: Mapping[str, Office]
    services: Mapping[str, Service]
    holidays: Mapping[date, str]
    mistakes: tuple[Mistake, ...] = ()
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=dict)
    drafts: Mapping[str, Service] = field(default_factory=dict)
    """Services that are not published, or do not hold on the day of loading: nothing is answered with them."""

    def office_of(self, service_id: str) -> Office:
        return self.offices[service_id.partition("/")[0]]

    def services_of(self, office_id: str, unit_id: str | None = None) -> list[Service]:
        """The office's services in the order of their files; those of one unit if it is named."""
        mine = [service for service in self.services.values() if service.office == office_id]
        office = self.offices[office_id]
        return [service for service in mine if unit_id is None or office.unit(service.unit).id == unit_id]

    def calendar(self, office_id: str) -> WorkingCalendar:
        return self.calendars[office_id]

    @property
    def last_holiday(self) -> date | None:
        """The end of what is decreed: after this year the calendar knows weekends only."""
        return max(self.holidays, default=None)


def working_calendar(office: Office, holidays: Mapping[date, str]) -> WorkingCalendar:
    """The clock of one office: national holidays, its own closed and open days, its hours by season."""
    own = {closed.day: closed.name for closed in office.closed_days}
    return WorkingCalendar(
        zone=office.zone,
        week=office.week.days,
        closed=MappingProxyType({**holidays, **own}),
        open_days=MappingProxyType({extra.day: extra.hours for extra in office.open_days}),
        periods=tuple(HoursPeriod(first=s.first, last=s.last, week=s.week.days, name=s.name) for s in office.special_hours),
    )


def load(root: Path | Sequence[Path] = ROOT, offices: Iterable[str] | None = None, day: date | None = None) -> Library:
    """Read every office below `root/offices` (or only those named), with the calendars below `root/calendars`; of services
    with dates those that hold on this day (without a day, all). Of several roots the last
    that has an office, or a year, gives it; the program's years come first of all."""
    roots = (root,) if isinstance(root, Path) else tuple(root)
    wanted = None if offices is None else set(offices)
    homes = {folder.name: one for one in roots for folder in office_folders(one) if wanted is None or folder.name in wanted}
    holidays = {} if ROOT in roots else _Reader(ROOT).holidays()
    parts = []
    for one in roots:
        reader = _Reader(one)
        own = reader.holidays()
        holidays = {day: name for day, name in holidays.items() if day.year not in {own_day.year for own_day in own}} | own
        parts.append(reader.read([name for name, home in homes.items() if home == one], day))
    return _joined(parts, holidays)


def office_folders(root: Path) -> list[Path]:
    return sorted(path.parent for path in (root / "offices").glob("*/office.yaml"))


def home_of(roots: Sequence[Path], office_id: str) -> Path | None:
    """The root that gives the office."""
    return next((root for root in reversed(roots) if (root / "offices" / office_id / "office.yaml").exists()), None)


def _joined(parts: Sequence[Library], holidays: Mapping[date, str]) -> Library:
    offices = {name: office for part in parts for name, office in part.offices.items()}
    return Library(
        offices=MappingProxyType(offices),
        services=MappingProxyType({name: one for part in parts for name, one in part.services.items()}),
        holidays=MappingProxyType(dict(holidays)),
        mistakes=tuple(mistake for part in parts for mistake in part.mistakes),
        calendars=MappingProxyType({office.id: working_calendar(office, holidays) for office in offices.values()}),
        drafts=MappingProxyType({name: one for part in parts for name, one in part.drafts.items()}),
    )


def with_office(library: Library, changed: Library, office_id: str) -> Library:
    """The library with this one office as it is in `changed`: the services of the others stay the same values."""

    def mixed(old: Mapping[str, Service], new: Mapping[str, Service]) -> Mapping[str, Service]:
        of_each = {office: new if office == office_id else old for office in library.offices}
        return MappingProxyType({name: one for office, all_of in of_each.items() for name, one in all_of.items() if one.office == office})

    others = tuple(one for one in library.mistakes if not one.file.startswith(f"offices/{office_id}/"))
    return replace(
        library,
        offices=MappingProxyType({**library.offices, office_id: changed.offices[office_id]}),
        services=mixed(library.services, changed.services),
        drafts=mixed(library.drafts, changed.drafts),
        calendars=MappingProxyType({**library.calendars, office_id: changed.calendars[office_id]}),
        mistakes=(*others, *(one for one in changed.mistakes if one.file.startswith(f"offices/{office_id}/"))),
    )


def with_calendar(library: Library, path: Path) -> Library:
    """The library as it would be with this file in place of its calendar of the same year; a Mistake where the file is wrong."""
    reader = _Reader(path.parent)
    year = reader.year(path)
    if year is None:
        raise reader.mistakes[0]
    others = {day: name for day, name in library.holidays.items() if day.year != year.year}
    holidays = others | {holiday.day: holiday.name for holiday in year.days}
    calendars = {office.id: working_calendar(office, holidays) for office in library.offices.values()}
    return replace(library, holidays=MappingProxyType(holidays), calendars=MappingProxyType(calendars))


@dataclass
class _Reader:
    """Reads one tree of files and collects what is wrong with them."""

    root: Path
    mistakes: list[Mistake] = field(default_factory=list)
    lines: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, offices: Sequence[str], day: date | None) -> Library:
        """These offices; their calendars are made when all holidays are known."""
        loaded = {office.id: office for name in offices if (office := self.office(self.root / "offices" / name))}
        read = {service.id: service for office in loaded.values() for service in self.services(office)}
        services = {name: one for name, one in read.items() if one.status == "terbit" and (day is None or one.validity.holds(day))}
        self.warn_duplicates(services.values())
        drafts = {name: one for name, one in read.items() if name not in services}
        return Library(offices=loaded, services=services, holidays={}, mistakes=tuple(self.mistakes), drafts=drafts)

    def office(self, folder: Path) -> Office | None:
        default = self._yaml(self.root / "policy.yaml") if (self.root / "policy.yaml").exists() else self._yaml(ROOT / "policy.yaml")
        office = self._model(
            folder / "office.yaml", Office, lambda data: {**data, "pengaduan": merged(default, data.get("pengaduan") or {})}
        )
        if office and office.id != folder.name:
            self._say(folder / "office.yaml", "id", f"harus sama dengan nama folder: {folder.name}")
        if office and sum(unit.general for unit in office.units) != 1:
            self._say(folder / "office.yaml", "unit", "tepat satu unit harus bertanda umum: true")
            return None
        return office

    def services(self, office: Office) -> list[Service]:
        paths = sorted((self.root / "offices" / office.id / "services").glob("*.yaml"))
        read = [(path, self._model(path, Service)) for path in paths]
        return [service for path, service in read if service and self._belongs(path, service, office)]

    def holidays(self) -> dict[date, str]:
        years = [self.year(path) for path in sorted((self.root / "calendars").glob("*.yaml"))]
        return {holiday.day: holiday.name for year in years if year for holiday in year.days}

    def year(self, path: Path) -> HolidayYear | None:
        return self._model(path, HolidayYear)

    def warn_duplicates(self, services: Iterable[Service]) -> None:
        """The same words for two services make the bot ask back; the editor should know."""
        owner: dict[tuple[str, str], str] = {}
        for service in services:
            path = self.root / "offices" / f"{service.office}/services/{service.id.partition('/')[2]}.yaml"
            for label, words in (("sebutan", service.names), ("ungkapan", service.phrases)):
                for index, word in enumerate(words):
                    other = owner.setdefault((service.office, word.casefold()), service.id)
                    if other != service.id:
                        self._say(path, f"{label}.{index}", f"“{word}” juga dipakai oleh {other}", warning=True)

    def _belongs(self, path: Path, service: Service, office: Office) -> bool:
        if len(service.id) > LONGEST_ID:
            self._say(path, "id", f"paling panjang {LONGEST_ID} huruf, karena harus muat di tombol Telegram; pendekkan nama berkasnya")
            return False
        expected = f"{office.id}/{path.stem}"
        if service.id != expected:
            self._say(path, "id", f"harus {expected}, sesuai letak berkas")
            return False
        if service.unit and service.unit not in {unit.id for unit in office.units}:
            self._say(path, "unit", f"unit “{service.unit}” tidak ada di office.yaml")
            return False
        if len(service.phrases) < 15:
            self._say(path, "ungkapan", f"baru {len(service.phrases)}; tulis sedikitnya 15 cara warga bertanya", warning=True)
        return True

    def _yaml(self, path: Path) -> Any:
        """The file as plain data, or None with a mistake; remembers the line of every field."""
        try:
            text = path.read_text(encoding="utf-8")
            fields = list(_field_lines(yaml.compose(text, Loader=_Loader)))
            self.lines[str(path)] = dict(fields)
            self._name_doubled(path, fields)
            return yaml.load(text, Loader=_Loader)  # noqa: S506  (a CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            self._say(path, "berkas", f"tidak dapat dibaca sebagai YAML: {error}".splitlines()[0], line=mark.line + 1 if mark else 1)
            return None

    def _name_doubled(self, path: Path, fields: Iterable[tuple[str, int]]) -> None:
        """A key written twice in one place: YAML would silently forget the first."""
        known: set[str] = set()
        for name, line in fields:
            if name in known:
                self._say(path, name, "tertulis dua kali; gabungkan", line=line)
            known.add(name)

    def _model(self, path: Path, model: type[Model], prepare: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> Model | None:
        data = self._yaml(path)
        if not isinstance(data, dict):
            if data is not None:
                self._say(path, "berkas", "harus berisi pasangan kunci: nilai")
            return None
        try:
            return model.model_validate(prepare(data))
        except ValidationError as error:
            for problem in error.errors():
                where = ".".join(str(part) for part in problem["loc"] if part != "[key]")
                self._say(path, where, _in_clerks_words(problem))
            return None

    def _say(self, path: Path, where: str, problem: str, *, line: int | None = None, warning: bool = False) -> None:
        name = str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)
        at = line or _nearest_line(self.lines[str(path)], where)
        self.mistakes.append(Mistake(file=name, line=at, field=where, problem=problem, warning=warning))


def _in_clerks_words(problem: ErrorDetails) -> str:
    """What is wrong, and where it can be said what to do; our own errors are in these words already."""
    if told := _IN_CLERKS_WORDS.get(problem["type"]):
        return told.format(**problem.get("ctx", {}))
    return problem["msg"].removeprefix("Value error, ")


def _field_lines(node: yaml.Node | None, prefix: str = "") -> Iterator[tuple[str, int]]:
    """(path of keys, line counted from 1) for every field of a composed document; a doubled key comes twice."""
    children: list[tuple[str, yaml.Node, int]] = []
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), value, key.start_mark.line + 1) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(str(index), value, value.start_mark.line + 1) for index, value in enumerate(node.value)]
    for index, (name, value, line) in enumerate(children):
        path = f"{prefix}.{name}" if prefix else name
        yield path, line
        if all(name != before for before, _, _ in children[:index]):
            yield from _field_lines(value, path)


def _nearest_line(lines: Mapping[str, int], where: str) -> int:
    """The line of the field, or of the closest field around it."""
    while where and where not in lines:
        where = where.rpartition(".")[0]
    return lines.get(where, 1)
