"""A mistake in an editor's file is named with file, line and field, and takes nothing else down."""

from __future__ import annotations

import re
import shutil
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.__main__ import main
from knowledge.standards import library
from tests.project.sources import library_of_the_repository

KTP = "offices/juai/services/perekaman-e-ktp.yaml"
OFFICE = "offices/juai/office.yaml"
_LINE = re.compile(r"(?P<file>.+):(?P<line>\d+): kesalahan: (?P<field>[\w.]+): (?P<problem>.+)")


class Hides(Enum):
    """What citizens no longer find, by the beginning of the service ids."""

    SERVICE = "juai/perekaman-e-ktp"
    OFFICE = "juai/"
    NOTHING = "no service at all"


class Broken(NamedTuple):
    """`new` is put in the place of the first `old`; `field` is then named, with the word `said`."""

    file: str
    old: str
    new: str
    field: str
    said: str
    hides: Hides = Hides.SERVICE
    no_line: bool = False  # it is named at the field around it, or at the top


BROKEN = {
    "a tab for indentation": Broken(KTP, "unit: pelayanan-kesos", "unit:\n\tpelayanan-kesos", "berkas", "YAML"),
    "a bracket never closed": Broken(KTP, "judul: Pelayanan", "judul: [Pelayanan", "berkas", "YAML"),
    "a field without which nothing can be shown": Broken(KTP, "judul: ", "catatan_editor: []\nx: ", "judul", "wajib", no_line=True),
    "a misspelt key": Broken(KTP, "ungkapan:", "ungkapann:", "ungkapann", "ejaan"),
    "a misspelt part of the standard": Broken(KTP, "  prosedur:", "  prosedurr:", "komponen.prosedurr", "persyaratan"),
    "a part written twice": Broken(KTP, "  prosedur:", "  persyaratan:", "komponen.persyaratan", "dua kali", hides=Hides.NOTHING),
    "an id that is not its place": Broken(KTP, "id: juai/perekaman-e-ktp", "id: juai/ktp", "id", "juai/perekaman-e-ktp"),
    "an id that no button holds": Broken(KTP, "id: juai/perekaman-e-ktp", f"id: juai/{'x' * 40}", "id", "44"),
    "a unit that the office has not": Broken(KTP, "unit: pelayanan-kesos", "unit: loket-7", "unit", "loket-7"),
    "a date that no calendar has": Broken(KTP, "tanggal: 2025-11-04", "tanggal: 2025-13-04", "sumber.tanggal", "tanggal"),
    "a number where words belong": Broken(KTP, "  bagian: Lampiran I, Jenis Layanan 2", "  bagian: 2", "sumber.bagian", "kutip"),
    "a list turned into a sentence": Broken(KTP, "    butir:\n      - Surat", "    butir: Surat\n    x:\n      - Surat", "komponen.persyaratan", ""),
    "no source": Broken(KTP, "sumber:", "asal:", "sumber", "wajib", no_line=True),
    "an hour that no clock has": Broken(OFFICE, "senin: [08.00-16.00]", "senin: [08.00-26.00]", "jam_buka.senin", "08.00-26.00", hides=Hides.OFFICE),
    "closing before opening": Broken(OFFICE, "senin: [08.00-16.00]", "senin: [16.00-08.00]", "jam_buka.senin", "sesudah", hides=Hides.OFFICE),
    "a zone that no map has": Broken(OFFICE, "Asia/Makassar", "Asia/Balangan", "zona", "IANA", hides=Hides.OFFICE),
    "no unit for what belongs nowhere": Broken(OFFICE, ", umum: true", "", "unit", "umum: true", hides=Hides.OFFICE, no_line=True),
    "a limit in hours and in days": Broken(OFFICE, "pengaduan: {}", "pengaduan: {kategori: {ringan: {batas: {hari_kerja: 2}}}}", "pengaduan.kategori.ringan.batas", "salah satu", hides=Hides.OFFICE),
    "a holiday without a name": Broken("calendars/2026.yaml", 'nama: "Hari Lahir Pancasila", ', "", "hari", "wajib", hides=Hides.NOTHING),
}  # fmt: skip
EACH = pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An editor's own copy of two offices and the calendars."""
    for name in ("offices/juai", "offices/buleleng", "calendars"):
        shutil.copytree(library.ROOT / name, tmp_path / name)
    shutil.copy(library.ROOT / "policy.yaml", tmp_path)
    return tmp_path


def break_file(folder: Path, file: str, old: str, new: str) -> int:
    """Returns the line where it was done."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r} any more: this test needs another place to break"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@EACH
def test_check_names_file_line_and_field(folder: Path, broken: Broken, capsys: pytest.CaptureFixture[str]) -> None:
    line = break_file(folder, broken.file, broken.old, broken.new)
    assert main(["check", str(folder)]) == 1
    told = [found for one in capsys.readouterr().out.splitlines() if (found := _LINE.fullmatch(one))]
    mistake = next(one for one in told if one["field"].startswith(broken.field))
    assert mistake["file"] == broken.file
    assert broken.said in mistake["problem"]
    assert broken.no_line or line <= int(mistake["line"]) <= line + 1


@EACH
def test_what_is_not_broken_stays_answerable_and_the_clerk_reads_indonesian(folder: Path, broken: Broken) -> None:
    whole = [name for name in library_of_the_repository().services if name.startswith(("juai/", "buleleng/"))]
    break_file(folder, broken.file, broken.old, broken.new)
    read = library.load(folder)
    assert set(read.services) == {name for name in whole if not name.startswith(broken.hides.value)}
    for mistake in read.mistakes:
        assert not {"should", "required", "Input", "Value", "Extra"} & set(mistake.problem.split()), mistake


def test_words_that_two_services_share_are_a_warning_and_hide_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_file(folder, "offices/juai/services/ahli-waris.yaml", "sebutan:", "sebutan:\n  - e-ktp")
    assert main(["check", str(folder)]) == 0
    assert "peringatan: sebutan.0: “e-ktp” juga dipakai oleh juai/ahli-waris" in capsys.readouterr().out


def test_a_folder_without_offices_is_a_mistake(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path)]) == 1
