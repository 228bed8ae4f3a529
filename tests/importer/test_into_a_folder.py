"""`layanwarga import --into FOLDER`: drafts, publishing, and next year's decree."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import main
from knowledge.importer import filing, writing
from knowledge.importer.pages import Place
from knowledge.standards import library
from knowledge.standards.standard import Unit
from tests.importer import documents
from tests.importer.samples import SAMPLES, Sample

OLD = date(2024, 1, 1)


def put(folder: Path, samples: list[Sample], *options: str, name: str = "standar") -> int:
    path = documents.word_tables(folder.parent / f"{name}.docx", samples=samples)
    return main(["import", str(path), "--office", "mekarsari", "--into", str(folder), *options])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pengetahuan"


@pytest.fixture(scope="module")
def first_import(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the first import, published; only copied."""
    made = tmp_path_factory.mktemp("impor") / "pengetahuan"
    assert put(made, SAMPLES, "--publish", "--yes") == 0
    return made


@pytest.fixture
def published(folder: Path, first_import: Path) -> Path:
    """A folder of the test's own in which the services are published."""
    shutil.copytree(first_import, folder)
    return folder


def service(folder: Path, name: str) -> dict[str, Any]:
    data = yaml.safe_load((folder / f"offices/mekarsari/services/{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_drafts_are_accepted_by_check_and_answer_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert put(folder, SAMPLES) == 0
    assert main(["check", str(folder)]) == 0
    assert "1 kantor, 0 layanan, 6 draf, 0 kesalahan" in capsys.readouterr().out
    found = library.load(folder)
    assert (len(found.services), len(found.drafts)) == (0, 6)


def test_published_services_are_in_the_library_with_all_components(published: Path) -> None:
    found = library.load(published)
    assert [mistake for mistake in found.mistakes if not mistake.warning] == []
    assert {one.title for one in found.services.values()} == {sample.title for sample in SAMPLES}
    assert all(len(one.components) == 14 for one in found.services.values())


def test_where_each_field_came_from_lies_beside_the_files(folder: Path) -> None:
    put(folder, SAMPLES)
    told = json.loads((folder / "offices/mekarsari/impor.json").read_text(encoding="utf-8"))
    first = told["layanan"]["mekarsari/keterangan-domisili"]["komponen"]["persyaratan"][0]
    assert first == {"teks": "Surat pengantar RT dan RW", "tempat": "standar.docx, tabel 1, baris tabel 2", "yakin": 1.0}


def test_json_has_title_components_origin_and_doubts(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = documents.word_tables(tmp_path / "s.docx")
    assert main(["import", str(path), "--office", "mekarsari", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["office"] == "Kelurahan Mekarsari"
    assert shown["services"][0]["components"]["persyaratan"] == SAMPLES[0].parts["persyaratan"]
    assert {"title", "components", "origin", "doubts"} <= set(shown["services"][0])
    assert "changes" not in shown


def next_year() -> list[Sample]:
    """One service changed, one renamed, one withdrawn, one new, two the same."""
    domicile, business, poor, marriage, _crowd, heirs = SAMPLES
    changed = replace(
        domicile,
        parts=domicile.parts
        | {"waktu": ["10 menit sejak berkas diterima lengkap"], "persyaratan": [*domicile.parts["persyaratan"][:3], "Materai Rp10.000"]},
    )
    renamed = replace(heirs, title="Surat Pernyataan Ahli Waris")
    new = Sample(
        title="Legalisasi Proposal Kegiatan",
        parts={
            "persyaratan": ["Proposal rangkap 3"],
            "prosedur": ["Proposal diserahkan ke loket"],
            "waktu": ["1 hari"],
            "biaya": ["Gratis"],
            "produk": ["Proposal yang dilegalisasi"],
        },
    )
    return [changed, business, poor, marriage, renamed, new]


def changes(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    capsys.readouterr()
    assert put(folder, next_year(), "--json", *options, name="baru") == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    assert isinstance(found, dict)
    return found


def test_next_years_decree_shows_what_changed_field_by_field(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes(published, capsys) == {
        "changed": [
            {
                "title": "Surat Keterangan Domisili",
                "components": {
                    "persyaratan": {"added": ["Materai Rp10.000"], "removed": ["Pas foto 3x4 sebanyak 2 lembar"]},
                    "waktu": {"old": "15 menit sejak berkas diterima lengkap", "new": "10 menit sejak berkas diterima lengkap"},
                },
            }
        ],
        "withdrawn": ["Rekomendasi Izin Keramaian"],
        "new": ["Legalisasi Proposal Kegiatan"],
        "renamed": [["Surat Keterangan Ahli Waris", "Surat Pernyataan Ahli Waris"]],
    }


def test_the_same_document_again_changes_nothing(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    put(published, SAMPLES, "--publish", "--yes", "--json")
    assert json.loads(capsys.readouterr().out)["changes"] == {"changed": [], "withdrawn": [], "new": [], "renamed": []}
    assert not (published / "offices/mekarsari/versi").exists()


def test_a_new_decree_that_is_not_published_leaves_the_answers_as_they_are(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = library.load(published).services
    changes(published, capsys)
    assert dict(library.load(published).services) == dict(before)
    assert (published / "offices/mekarsari/draf/keterangan-domisili.yaml").exists()


def test_the_offices_own_words_and_notes_outlive_a_new_decree(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = published / "offices/mekarsari/services/keterangan-domisili.yaml"
    own = service(published, "keterangan-domisili") | {
        "ungkapan": ["surat tinggal"],
        "sebutan": ["skd"],
        "catatan_editor": ["Ditanyakan ke Bu Ani."],
    }
    own["komponen"]["biaya"]["catatan"] = ["Tidak ada biaya lain."]
    path.write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    changes(published, capsys, "--publish", "--yes")
    after = service(published, "keterangan-domisili")
    assert (after["ungkapan"][0], after["sebutan"][0]) == ("surat tinggal", "skd")  # those of a confirmed archetype come behind
    assert "Ditanyakan ke Bu Ani." in after["catatan_editor"]
    assert after["komponen"]["biaya"]["catatan"] == ["Tidak ada biaya lain."]
    assert after["komponen"]["waktu"]["butir"] == ["10 menit sejak berkas diterima lengkap"]


def test_an_answer_can_be_traced_to_the_version_that_held(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes(published, capsys, "--publish", "--yes", "--from", "2026-01-01")
    held = filing.version_on(published, "mekarsari/keterangan-domisili", date(2025, 12, 31))
    holds = filing.version_on(published, "mekarsari/keterangan-domisili", date(2026, 1, 1))
    assert held is not None
    assert holds is not None
    assert held.component("waktu").items[0].text.startswith("15 menit")
    assert holds.component("waktu").items[0].text.startswith("10 menit")


def test_a_decree_of_the_night_begins_on_the_offices_own_day_and_holds_at_once(
    published: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 04.22 of 1 December in Banjarmasin it is still November in UTC."""
    night, domicile = datetime(2026, 11, 30, 20, 22, tzinfo=UTC), "mekarsari/keterangan-domisili"
    monkeypatch.setattr("bot.commands.importing.utc_now", lambda: night)
    changes(published, capsys, "--publish", "--yes")
    assert service(published, "keterangan-domisili")["berlaku"] == {"dari": date(2026, 12, 1)}
    before = library.load(published, day=night - timedelta(hours=5))
    assert domicile in library.load(published, day=night).services and domicile not in before.services
    assert library.moved_by_day(before, night) and not library.moved_by_day(before, night - timedelta(hours=5))


def test_a_renamed_service_keeps_its_id_and_a_withdrawn_one_ends(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes(published, capsys, "--publish", "--yes")
    services = library.load(published).services
    assert services["mekarsari/keterangan-ahli-waris"].title == "Surat Pernyataan Ahli Waris"
    assert "Rekomendasi Izin Keramaian" not in {one.title for one in services.values()}
    assert list((published / "offices/mekarsari/versi/rekomendasi-izin-keramaian").iterdir())


def test_a_new_name_that_nobody_confirmed_takes_no_id(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes(published, capsys, "--publish")
    services = library.load(published).services
    assert services["mekarsari/keterangan-ahli-waris"].title == "Surat Keterangan Ahli Waris"
    assert "Surat Pernyataan Ahli Waris" not in {one.title for one in services.values()}


def test_a_decree_of_later_ends_a_withdrawn_service_on_its_day(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes(published, capsys, "--publish", "--yes", "--from", "2099-01-01")
    crowd = "mekarsari/rekomendasi-izin-keramaian"
    assert crowd in library.load(published, day=date(2098, 12, 31)).services
    assert crowd not in library.load(published, day=date(2099, 1, 1)).services
    assert "mekarsari/legalisasi-proposal-kegiatan" not in library.load(published, day=date(2098, 12, 31)).services
    assert put(published, SAMPLES, "--publish", "--yes", name="lagi") == 0
    assert crowd in library.load(published, day=date(2099, 1, 1)).services, "it is in the document again"


def test_a_script_is_asked_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
    assert put(folder, SAMPLES, "--publish") == 0


def test_what_is_exported_imports_again_without_a_change(
    published: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LAYANWARGA_KNOWLEDGE", str(published))
    for suffix in ("docx", "xlsx"):
        path = tmp_path / f"keluar.{suffix}"
        assert main(["export", str(path), "--office", "mekarsari"]) == 0
        capsys.readouterr()
        assert main(["import", str(path), "--office", "mekarsari", "--into", str(published), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["changes"] == {"changed": [], "withdrawn": [], "new": [], "renamed": []}


def test_the_register_has_its_seven_fields(published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    monkeypatch.setenv("LAYANWARGA_KNOWLEDGE", str(published))
    path = tmp_path / "sipp.xlsx"
    assert main(["export", str(path), "--office", "mekarsari", "--register"]) == 0
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("SIPP").to_python()
    assert rows[0] == [
        "Nama Layanan",
        "Unit Penyelenggara",
        "Persyaratan",
        "Sistem, Mekanisme dan Prosedur",
        "Waktu Penyelesaian",
        "Biaya/Tarif",
        "Produk Pelayanan",
    ]
    assert len(rows) == 7


@pytest.mark.parametrize(
    "name", ["Bagian Pemerintahan Umum, Otonomi Daerah dan Kerja Sama", "Bidang Pelayanan Pendaftaran Kependudukan dan", "Loket 2"]
)
def test_the_id_of_a_unit_is_one_that_the_office_s_file_may_have(name: str) -> None:
    """Cut in the middle of a word it is one, cut behind a word it ended with a hyphen and hid the whole office."""
    ids = [writing.unit_id(name, number) for number in (1, 2, 10)]
    assert [Unit.model_validate({"id": unit, "nama": name}).id for unit in ids] == ids and len(set(ids)) == 3


def test_what_nobody_decided_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --yes a renamed service still answers under its old name, without --publish a withdrawn one too: neither is silent."""
    put(folder, SAMPLES, "--publish", "--yes")
    capsys.readouterr()
    put(folder, next_year(), name="baru")
    undecided = [line for line in capsys.readouterr().out.splitlines() if "BELUM DIPUTUSKAN" in line]
    assert [line.partition(" BELUM")[0] for line in undecided] == [
        "mekarsari/rekomendasi-izin-keramaian:",
        "BELUM DIPUTUSKAN: 1 layanan berganti nama; setujui dengan --yes",
    ]


def test_a_source_names_the_page_and_no_line_that_only_the_import_counts(folder: Path) -> None:
    put(folder, SAMPLES)
    assert "bagian" not in service(folder, "keterangan-domisili")["sumber"]
    assert writing.page_of(Place(file="standar.pdf", page=3, table=1, row=5)) == "halaman 3"
