"""An office and its closed days as in its files, and the calendar that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from knowledge.standards.calendar import HoursPeriod, WorkingCalendar
from knowledge.standards.policy import Policy
from knowledge.standards.sentences import Sentences
from knowledge.standards.standard import (
    ClosedDay,
    Component,
    ComponentKey,
    Contact,
    Decree,
    Id,
    Line,
    OpenDay,
    Source,
    SpecialHours,
    Unit,
    Value,
    Week,
    Zone,
)


class Office(Value):
    """One public office: its hours, units and contacts, and what it promises about complaints."""

    id: Id
    code: str = Field(alias="kode", pattern=r"^[A-Z]{3,6}$")
    name: Line = Field(alias="nama")
    full_name: Line = Field(alias="nama_resmi")
    region: Line | None = Field(default=None, alias="daerah")
    names: tuple[Line, ...] = Field(default=(), alias="sebutan")
    head_titles: tuple[Line, ...] = Field(default=(), alias="sebutan_pimpinan")
    """What citizens call its head, beside the titles of its kind: a report about the head is not judged inside the office."""
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
    sentences: Sentences = Field(default={}, alias="kalimat")

    @cached_property
    def general_unit(self) -> Unit:
        """The unit for everything that belongs to no other."""
        return next(unit for unit in self.units if unit.general)

    def unit(self, unit_id: str | None) -> Unit:
        """The unit with this id, or the general one."""
        return self._units_by_id.get(unit_id or "", self.general_unit)

    @cached_property
    def _units_by_id(self) -> Mapping[str, Unit]:
        return {unit.id: unit for unit in reversed(self.units)}


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
