"""A standard of service (standar pelayanan) as frozen values.

The field names of the data files are Indonesian, for the clerks who edit them; only the aliases below connect the two languages. The fourteen
components and their order are those of PermenPAN-RB 15/2014, lampiran.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, time
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

ComponentKey = Literal[
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "pengaduan",
    "dasar_hukum",
    "sarana",
    "kompetensi",
    "pengawasan",
    "jumlah_pelaksana",
    "jaminan_pelayanan",
    "jaminan_keamanan",
    "evaluasi",
]
COMPONENTS: tuple[ComponentKey, ...] = get_args(ComponentKey)
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Line = Annotated[str, Field(min_length=1, max_length=2000)]


def times(value: object) -> object:
    """Two times in the office's zone, from `08.00-16.00` in a data file."""
    if not isinstance(value, str):
        return value
    start, _, end = value.replace(" ", "").partition("-")
    try:
        return tuple(time.fromisoformat(part.replace(".", ":").zfill(5)) for part in (start, end))
    except ValueError as error:
        raise ValueError(f"“{value}” bukan jam; tulis seperti 08.00-16.00") from error


def _interval(value: object) -> object:
    pair = times(value)
    if isinstance(value, str) and isinstance(pair, tuple) and pair[0] >= pair[1]:
        raise ValueError("jam tutup harus sesudah jam buka")
    return pair


def _zone(value: object) -> object:
    if isinstance(value, str) and value not in available_timezones():
        raise ValueError("bukan nama zona waktu IANA, misalnya Asia/Makassar")
    return ZoneInfo(value) if isinstance(value, str) else value


Interval = Annotated[tuple[time, time], BeforeValidator(_interval)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]


class Value(BaseModel):
    """A frozen value from a data file; an unknown field is a mistake, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


class Item(Value):
    """One point of a component: a document, a step, a time, a fee, a contact. `editor_note`: for the office's editors, not for citizens."""

    text: Line = Field(alias="teks")
    condition: Line | None = Field(default=None, alias="jika")
    copies: int | None = Field(default=None, alias="rangkap", ge=2, le=20)
    note: Line | None = Field(default=None, alias="catatan")
    editor_note: Line | None = Field(default=None, alias="catatan_editor")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"teks": value} if isinstance(value, str) else value


class Group(Value):
    """Items that hold for one group of applicants, such as "Operator desa"."""

    name: Line = Field(alias="nama")
    items: tuple[Item, ...] = Field(alias="butir", min_length=1)


class Component(Value):
    """One of the fourteen parts of a standard.

    `notes` stand in the document; `hints` are the editor's words to citizens, shown separately; `editor_notes` are for editors only.
    """

    items: tuple[Item, ...] = Field(default=(), alias="butir")
    groups: tuple[Group, ...] = Field(default=(), alias="kelompok")
    notes: tuple[Line, ...] = Field(default=(), alias="catatan")
    hints: tuple[Line, ...] = Field(default=(), alias="keterangan")
    editor_notes: tuple[Line, ...] = Field(default=(), alias="catatan_editor")

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Every item, including those of the groups, in the order of the document."""
        return self.items + tuple(item for group in self.groups for item in group.items)

    @property
    def given(self) -> bool:
        return bool(self.items or self.groups)

    @property
    def is_written(self) -> bool:
        """Whether the document says anything here, even if only a note."""
        return self.given or bool(self.notes)

    @property
    def remarks(self) -> list[str]:
        """Everything beside the items: the notes, and the conditions, copies and notes of single items."""
        beside = [f"{item.text}: {remark}" for item in self.all_items for remark in item_remarks(item)]
        return [*self.notes, *beside]


def item_remarks(item: Item) -> list[str]:
    """The remarks on one item, in the words of the screen."""
    copies = f"rangkap {item.copies}" if item.copies else None
    return [remark for remark in (item.condition, copies, item.note) if remark]


class Source(Value):
    """Where a promise stands, so that an answer can always name it."""

    document: Line = Field(alias="dokumen")
    number: Line | None = Field(default=None, alias="nomor")
    issued: date | None = Field(default=None, alias="tanggal")
    year: int | None = Field(default=None, alias="tahun")
    part: Line | None = Field(default=None, alias="bagian")


class Validity(Value):
    """The days from which and until which a version of a service is valid, both included."""

    first: date | None = Field(default=None, alias="dari")
    last: date | None = Field(default=None, alias="sampai")

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class FrequentQuestions(Value):
    """Questions that people ask in a talk about a service, and what answers them.

    `answers`: lines of its standard, or the key of a component that answers as a whole; none where the standard is silent.
    """

    answers: tuple[Line, ...] = Field(default=(), alias="jawaban")
    questions: tuple[Line, ...] = Field(alias="pertanyaan", min_length=1)

    def held_in(self, lines: Collection[str]) -> FrequentQuestions | None:
        """With the answers that are among these lines; None where none of several is."""
        held = tuple(answer for answer in self.answers if answer in lines)
        return self.model_copy(update={"answers": held}) if held or not self.answers else None


class QuestionFile(Value):
    """The frequent questions of one service, or of all services of an office."""

    frequent: tuple[FrequentQuestions, ...] = Field(alias="sering_ditanya")


class Service(Value):
    """One service of one office: what it promises, where that stands, and the words that citizens use for it."""

    id: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")
    title: Line = Field(alias="judul")
    status: Literal["terbit", "draf"] = "terbit"
    """A draft (draf) is loaded and checked, but the bot does not answer with it."""
    validity: Validity = Field(default=Validity(), alias="berlaku")
    unit: Id | None = None
    applicant: Line | None = Field(default=None, alias="pemohon")
    summary: Line | None = Field(default=None, alias="ringkasan")
    source: Source = Field(alias="sumber")
    names: tuple[Line, ...] = Field(default=(), alias="sebutan")
    phrases: tuple[Line, ...] = Field(default=(), alias="ungkapan")
    components: dict[ComponentKey, Component] = Field(alias="komponen")
    editor_notes: tuple[Line, ...] = Field(default=(), alias="catatan_editor")
    frequent: tuple[FrequentQuestions, ...] = Field(default=(), exclude=True)
    """From a file beside the standard; `general`: what is asked of every service of the office."""
    general: tuple[FrequentQuestions, ...] = Field(default=(), exclude=True)

    @property
    def office(self) -> str:
        return self.id.partition("/")[0]

    def state(self, day: date) -> str:
        """How the standard stands on this day, in a clerk's words."""
        if self.status == "draf" or self.validity.holds(day):
            return self.status
        return "belum berlaku" if self.validity.first and day < self.validity.first else "berakhir"

    def component(self, key: ComponentKey) -> Component:
        """The component, an empty one where the document is silent."""
        return self.components.get(key, Component())

    def lines(self) -> Iterator[str]:
        """Everything that the standard says, line by line: items, also of groups, and notes."""
        for component in self.components.values():
            yield from (item.text for item in component.all_items)
            yield from component.notes


ContactKind = Literal[
    "telepon",
    "whatsapp",
    "email",
    "situs",
    "facebook",
    "instagram",
    "youtube",
    "twitter",
    "tiktok",
    "alamat",
    "lapor",
    "loket",
    "kotak_saran",
]


class Contact(Value):
    kind: ContactKind = Field(alias="jenis")
    value: Line = Field(alias="nilai")
    note: Line | None = Field(default=None, alias="catatan")


class Unit(Value):
    id: Id
    name: Line = Field(alias="nama")
    contacts: tuple[Contact, ...] = Field(default=(), alias="kontak")
    general: bool = Field(default=False, alias="umum")


class Week(Value):
    """Opening hours by weekday; several intervals a day allow for lunch and Friday prayer.

    `instead`: the sentence for citizens where the document gives no hours; the hours then serve only to compute due dates.
    """

    assumed: bool = Field(default=False, alias="asumsi")
    instead: Line | None = Field(default=None, alias="sebagai_ganti")
    monday: tuple[Interval, ...] = Field(default=(), alias="senin")
    tuesday: tuple[Interval, ...] = Field(default=(), alias="selasa")
    wednesday: tuple[Interval, ...] = Field(default=(), alias="rabu")
    thursday: tuple[Interval, ...] = Field(default=(), alias="kamis")
    friday: tuple[Interval, ...] = Field(default=(), alias="jumat")
    saturday: tuple[Interval, ...] = Field(default=(), alias="sabtu")
    sunday: tuple[Interval, ...] = Field(default=(), alias="minggu")

    @property
    def days(self) -> tuple[tuple[Interval, ...], ...]:
        """Monday first."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)


class SpecialHours(Value):
    """Other hours for a range of dates (both included), such as Ramadan."""

    name: Line = Field(alias="nama")
    first: date = Field(alias="dari")
    last: date = Field(alias="sampai")
    week: Week = Field(alias="jam_buka")


class ClosedDay(Value):
    day: date = Field(alias="tanggal")
    name: Line = Field(alias="nama")


class OpenDay(Value):
    day: date = Field(alias="tanggal")
    hours: tuple[Interval, ...] = Field(alias="jam", min_length=1)


class Decree(Value):
    number: Line | None = Field(default=None, alias="nomor")
    issued: date | None = Field(default=None, alias="tanggal")
    subject: Line | None = Field(default=None, alias="tentang")
    signed_by: Line | None = Field(default=None, alias="penanda_tangan")
    position: Line | None = Field(default=None, alias="jabatan")
    place: Line | None = Field(default=None, alias="tempat")
