"""An office's policy for complaints (pengaduan) from its data: categories, limits, ladder, numbers to call.

`knowledge/policy.yaml` is the national default; what an office writes under `pengaduan` in its `office.yaml` replaces it key by key.
"""

from collections.abc import Mapping
from datetime import time
from string import Formatter
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from knowledge.standards.standard import Line, Value, times

INQUIRY = "permintaan_informasi"
"""The key of questions to an officer, which are stored like complaints with a limit and a ladder of their own."""

Danger = Literal["kebakaran", "kekerasan", "anak", "medis", "pencarian", "bencana", "perdagangan_orang", "bunuh_diri", "keributan"]
Stage = Literal["belum_diambil", "berjalan", "jatuh_tempo", "lewat"]
Recipient = Literal["unit", "petugas", "pengawas", "pimpinan"]


QuietHours = Annotated[tuple[time, time], BeforeValidator(times)]
"""From one time to another, across midnight where the second is earlier: `21.00-06.00`."""


class LimitData(Value):
    """A limit: either hours or working days."""

    hours: int | None = Field(default=None, alias="jam", ge=1, le=240)
    working_days: int | None = Field(default=None, alias="hari_kerja", ge=1, le=365)

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.hours is None) == (self.working_days is None):
            raise ValueError("isi salah satu: jam atau hari_kerja")
        return self

    @property
    def words(self) -> str:
        """The limit in words for people."""
        return f"{self.hours} jam" if self.hours else f"{self.working_days} hari kerja"


class RungData(Value):
    """One rung of the ladder: when, and who is told. It has exactly one measure beside `saat` (none for jatuh_tempo)."""

    stage: Stage = Field(alias="saat")
    open_minutes: int | None = Field(default=None, alias="menit_buka", ge=1)
    working_days: int | None = Field(default=None, alias="hari_kerja", ge=1)
    percent: int | None = Field(default=None, alias="persen", ge=1, le=99)
    opening_of_days: tuple[int, ...] = Field(default=(), alias="pembukaan_hari")
    every_open_hour: int | None = Field(default=None, alias="tiap_jam_buka", ge=1)
    most_per_day: int | None = Field(default=None, alias="paling_banyak_sehari", ge=1)
    every_opening: bool = Field(default=False, alias="tiap_pembukaan")
    to: tuple[Recipient, ...] = Field(alias="kepada", min_length=1)

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        measures = [self.open_minutes, self.working_days, self.percent, self.opening_of_days, self.every_open_hour, self.every_opening]
        wanted = 0 if self.stage == "jatuh_tempo" else 1
        if sum(map(bool, measures)) != wanted:
            raise ValueError(f"tangga dengan saat={self.stage} memerlukan tepat {wanted} ukuran waktu")
        if self.percent and self.stage == "lewat":
            raise ValueError("persen dihitung sampai tenggat, tidak sesudahnya: jangan dipakai dengan saat=lewat")
        if self.most_per_day and not self.every_open_hour:
            raise ValueError("paling_banyak_sehari hanya bersama tiap_jam_buka")
        return self


class Category(Value):
    name: Line = Field(alias="nama")
    explanation: Line | None = Field(default=None, alias="penjelasan")
    limit: LimitData = Field(alias="batas")
    ladder: tuple[RungData, ...] = Field(alias="tangga")
    examined: bool = Field(default=False, alias="pemeriksaan")
    """It alleges misconduct, so that the accused unit does not judge it."""

    @model_validator(mode="after")
    def _never_silent(self) -> Self:
        """Refuses a ladder without a reminder at or after the due moment, because a complaint could be forgotten."""
        recipients_at = {rung.stage: rung.to for rung in self.ladder}
        if missing := {"jatuh_tempo", "lewat"} - recipients_at.keys():
            raise ValueError(f"tangga tanpa saat={', '.join(sorted(missing))}: pengaduan yang terlambat akan terlupakan")
        if not any(rung.stage == "lewat" and {"pengawas", "pimpinan"} & set(rung.to) for rung in self.ladder):
            raise ValueError("tangga lewat harus sampai kepada pengawas atau pimpinan")
        days = [day for rung in self.ladder for day in rung.opening_of_days]
        if days and not 1 <= min(days) <= max(days) <= (self.limit.working_days or 0):
            raise ValueError(f"pembukaan_hari harus antara 1 dan batasnya ({self.limit.words})")
        return self


class UrgentLadder(Value):
    every_minutes: int = Field(alias="tiap_menit", ge=1)
    to: tuple[Recipient, ...] = Field(alias="kepada", min_length=1)
    head_from_round: int = Field(alias="pimpinan_mulai_putaran", ge=1)
    silent_minutes: tuple[int, int] = Field(default=(60, 120), alias="senyap_menit")


class Silence(Value):
    """What happens when the citizen does not answer: the case is closed after so many working days, or so many calendar days."""

    remind_on: tuple[int, ...] = Field(default=(), alias="ingatkan_hari_kerja")
    remind_before: int | None = Field(default=None, alias="ingatkan_hari_sebelumnya", ge=1)
    close_after: int | None = Field(default=None, alias="tutup_hari_kerja", ge=1)
    close_after_days: int | None = Field(default=None, alias="tutup_hari", ge=1)

    @model_validator(mode="after")
    def _reminded_before_closed(self) -> Self:
        if (self.close_after is None) == (self.close_after_days is None):
            raise ValueError("isi salah satu: tutup_hari_kerja atau tutup_hari (yang lain: null)")
        if any(day < 1 or (self.close_after and day >= self.close_after) for day in self.remind_on):
            raise ValueError(f"ingatkan_hari_kerja harus antara 1 dan tutup_hari_kerja ({self.close_after})")
        return self


class Approval(Value):
    """How a supervisor is reminded of something to approve, in working days."""

    head_from_day: int = Field(alias="pimpinan_mulai_hari", ge=1)


class DangerNumber(Value):
    number: Line = Field(alias="nomor")
    name: Line = Field(alias="nama")
    kinds: tuple[Danger, ...] = Field(alias="jenis", min_length=1)
    by_chat: bool = Field(alias="lewat_tulisan", default=False)


TemplateAct = Literal["jawab", "kabari", "tanya", "tolak"]
TEMPLATE_FIELDS = frozenset({"nomor", "kantor", "unit", "diterima", "tenggat", "hari_ini"})


class ReplyTemplate(Value):
    """A sentence that officers send often; the bot fills in `{nomor}` and other fields."""

    name: Line = Field(alias="nama", max_length=20)
    text: str = Field(alias="isi", min_length=1)
    acts: tuple[TemplateAct, ...] = Field(default=("jawab", "kabari", "tanya"), alias="untuk", min_length=1)

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        try:
            named = {name for _, name, _, _ in Formatter().parse(self.text) if name is not None}
        except ValueError as error:
            raise ValueError(f"templat “{self.name}”: kurung kurawal tidak lengkap") from error
        if unknown := named - TEMPLATE_FIELDS:
            raise ValueError(
                f"templat “{self.name}”: {', '.join(sorted(unknown))} tidak dikenal; yang ada: {', '.join(sorted(TEMPLATE_FIELDS))}"
            )
        return self

    def filled(self, values: Mapping[str, str]) -> str:
        return self.text.format(**values).strip()


class NextDoor(Value):
    """Where a citizen can go when the office does not answer in time."""

    name: Line = Field(alias="nama")
    contact: Line = Field(alias="kontak")


class Policy(Value):
    """What one office promises about complaints."""

    categories: dict[str, Category] = Field(alias="kategori", min_length=1)
    hours_clock: Literal["kantor", "kalender"] = Field(default="kantor", alias="jam_ringan")
    urgent: UrgentLadder = Field(alias="darurat")
    waiting: Silence = Field(alias="menunggu")
    resolved: Silence = Field(alias="selesai")
    approval: Approval = Field(alias="persetujuan")
    inquiry: Category = Field(alias="permintaan_informasi")
    danger_numbers: tuple[DangerNumber, ...] = Field(alias="nomor_darurat", min_length=1)
    next_doors: tuple[NextDoor, ...] = Field(alias="pintu_berikutnya", min_length=1)
    reply_templates: tuple[ReplyTemplate, ...] = Field(default=(), alias="templat_jawaban")
    proof_needed: bool = Field(default=False, alias="bukti_wajib")
    quiet_hours: QuietHours | None = Field(default=None, alias="jam_tenang")
    checked_percent: int = Field(default=0, alias="periksa_penutupan", ge=0, le=100)
    """The percentage of final answers that somebody who did not handle the case looks at."""

    @model_validator(mode="after")
    def _help_for_every_danger(self) -> Self:
        if without := set(get_args(Danger)) - {kind for number in self.danger_numbers for kind in number.kinds}:
            raise ValueError(f"nomor_darurat: belum ada nomor untuk {', '.join(sorted(without))}")
        return self

    @property
    def all_categories(self) -> dict[str, Category]:
        """The categories of complaints, and the information request."""
        return {**self.categories, INQUIRY: self.inquiry}


def merged(default: object, office: object) -> object:
    """The office's data over the default, mapping by mapping; lists and plain values are replaced as a whole."""
    if not (isinstance(default, dict) and isinstance(office, dict)):
        return office
    return default | {key: merged(default.get(key), value) for key, value in office.items()}
