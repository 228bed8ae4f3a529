"""An office's rules are data: mistakes are named with file, line and field, and another office's rules work like the first one's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main
from knowledge.standards import library
from tests.casework.cases import SECOND_OFFICE, at, filed, rules_of

OFFICE = "offices/dinas-contoh/office.yaml"
WIT = ZoneInfo("Asia/Jayapura")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The second example office, to be broken."""
    return Path(shutil.copytree(SECOND_OFFICE, tmp_path / "kantor"))


def broken(folder: Path, old: str, new: str) -> list[str]:
    path = folder / OFFICE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(mistake) for mistake in library.load(folder).mistakes]


def line_of(folder: Path, words: str) -> int:
    lines = (folder / OFFICE).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_the_second_office_reads_without_a_mistake() -> None:
    assert library.load(SECOND_OFFICE).mistakes == ()


@pytest.mark.parametrize(
    ("old", "new", "where", "on", "why"),
    [
        ("{hari_kerja: 5}", "{hari_kerja: 0}", "kategori.normatif.batas.hari_kerja", "{hari_kerja: 0}", ""),
        ("{jam: null, hari_kerja: 2}", "{jam: 3, hari_kerja: 2}", "kategori.ringan.batas", "{jam: 3", "isi salah satu"),
        ("pembukaan_hari: [3, 5]", "pembukaan_hari: [3, 9]", "kategori.normatif", "    normatif:", "pembukaan_hari harus antara 1 dan"),
        ("{saat: lewat, hari_kerja: 3", "{saat: lewat, persen: 30", "kategori.normatif.tangga.5", "persen: 30", "jangan dipakai"),
        ("{saat: lewat, hari_kerja: 3", "{saat: besok, hari_kerja: 3", "kategori.normatif.tangga.5.saat", "besok", ""),
        ("kepada: [pimpinan]}]}", "kepada: [bupati]}]}", "kategori.ringan.tangga.4.kepada.0", "bupati", ""),
        ("jam_tenang: 21.00-06.00", "jam_tenang: malam", "jam_tenang", "jam_tenang: malam", "bukan jam"),
        ("bukti_wajib: true", "bukti_wajib: kadang", "bukti_wajib", "kadang", ""),
        ("bukti_wajib: true", "bukti_wajb: true", "bukti_wajb", "bukti_wajb", ""),
        ("jenis: [kebakaran, kekerasan", "jenis: [banjir, kekerasan", "nomor_darurat.0.jenis.0", "banjir", ""),
        ("- {nama: Inspektorat Kabupaten Contoh, kontak: 0967-000000}", "[]", "pintu_berikutnya", "pintu_berikutnya", ""),
    ],
)
def test_a_mistake_is_named_with_file_line_and_field(folder: Path, old: str, new: str, where: str, on: str, why: str) -> None:
    mistake, *_ = broken(folder, old, new)
    assert mistake.startswith(f"{OFFICE}:{line_of(folder, on)}: kesalahan: pengaduan.{where}: ")
    assert why in mistake


def test_a_danger_without_a_number_to_call_is_a_mistake(folder: Path) -> None:
    (mistake,) = broken(folder, "jenis: [kebakaran, kekerasan", "jenis: [kekerasan")
    assert mistake.startswith(f"{OFFICE}:{line_of(folder, 'pengaduan:')}: ")
    assert "belum ada nomor untuk kebakaran" in mistake


def test_a_ladder_that_would_let_a_late_complaint_be_forgotten_is_a_mistake(folder: Path) -> None:
    late = "      {saat: lewat, tiap_pembukaan: true, kepada: [pengawas]},\n      {saat: lewat, hari_kerja: 3, kepada: [pimpinan]}]}"
    (mistake,) = broken(folder, late, "      ]}")
    assert "pengaduan.kategori.normatif: " in mistake and "terlupakan" in mistake


def test_check_prints_the_mistake_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(folder, "{hari_kerja: 5}", "{hari_kerja: lima}")
    assert main(["check", str(folder)]) == 1
    line = line_of(folder, "hari_kerja: lima")
    assert f"{OFFICE}:{line}: kesalahan: pengaduan.kategori.normatif.batas.hari_kerja" in capsys.readouterr().out


def test_the_second_office_has_its_own_limits_and_the_default_for_the_rest() -> None:
    rules = rules_of("dinas-contoh", SECOND_OFFICE)
    words = {key: category.limit.words for key, category in rules.policy.categories.items()}
    assert list(words.values()) == ["2 hari kerja", "5 hari kerja", "14 hari kerja", "60 hari kerja"]
    assert rules.policy.categories["ringan"].name == "Pengaduan ringan"
    assert rules.proof_needed


def test_the_six_day_week_and_a_day_of_its_own_count() -> None:
    rules = rules_of("dinas-contoh", SECOND_OFFICE)
    # Thursday; Friday 1, Saturday 28 November is closed, Monday 2 … Thursday 5
    case = filed(rules, at("2026-11-26 10:00", WIT), office="dinas-contoh", unit="umum")
    assert case.due == at("2026-12-03 15:00", WIT)
    # Saturday counts where nothing closes it
    assert filed(rules, at("2026-11-12 10:00", WIT), office="dinas-contoh", unit="umum", category="ringan").due == at(
        "2026-11-14 12:00", WIT
    )


def test_ramadan_hours_hold_for_their_range_of_dates_only() -> None:
    calendar = rules_of("dinas-contoh", SECOND_OFFICE).calendar
    assert calendar.closing(date(2026, 3, 17)) == at("2026-03-17 14:00", WIT)
    assert calendar.closing(date(2026, 2, 14)) == at("2026-02-14 12:00", WIT)
    assert calendar.closing(date(2026, 3, 25)) == at("2026-03-25 15:00", WIT)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-24 20:59", None),
        ("2026-11-24 21:00", "2026-11-25 06:00"),
        ("2026-11-25 05:59", "2026-11-25 06:00"),
        ("2026-11-25 06:00", None),
    ],
)
def test_quiet_hours_reach_over_midnight(moment: str, until: str | None) -> None:
    rules = rules_of("dinas-contoh", SECOND_OFFICE)
    assert rules.quiet_until(at(moment, WIT)) == (at(until, WIT) if until else None)
