"""The same services in many forms of document: each is found with every item in its component, and nothing beyond."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.importer import drafting
from knowledge.importer.draft import DraftService
from knowledge.importer.title_identity import key as title_key
from tests.importer import documents
from tests.importer.rarer_documents import RARER
from tests.importer.samples import SAMPLES, Sample


def differences(services: Sequence[DraftService], samples: Sequence[Sample] = SAMPLES, keys: int = 14) -> list[str]:
    """What is missing (-) and what is too much (+), a line each."""
    found = {title_key(service.title): service for service in services}
    lines = [
        f"+ layanan {service.title}" for service in services if title_key(service.title) not in {title_key(one.title) for one in samples}
    ]
    for sample in samples:
        service = found.get(title_key(sample.title))
        if service is None:
            lines.append(f"- layanan {sample.title}")
            continue
        for key in list(sample.parts)[:keys]:
            here = {_bare(text) for text in service.components[key].texts} if key in service.components else set()
            wanted = {_bare(text) for text in sample.texts(key)}
            lines += [f"- {sample.title} {key}: {text}" for text in sorted(wanted - here)] + [
                f"+ {sample.title} {key}: {text}" for text in sorted(here - wanted)
            ]
    return lines


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


FORMS = documents.ALL | RARER


@pytest.mark.parametrize("form", FORMS)
def test_everything_is_found_and_nothing_beyond(form: str, tmp_path: Path) -> None:
    make, suffix = FORMS[form]
    draft = drafting.draft_of([make(tmp_path / f"standar.{suffix}")], "mekarsari")
    assert differences(draft.services, keys=6 if "matrix" in form or "portal" in form else 14) == []


KTP = Sample(
    title="Penerbitan KTP Elektronik",
    parts={"produk": ["KTP Elektronik"], "biaya": ["Gratis"], "waktu": ["1 hari kerja"]},
    groups={
        "persyaratan": {
            "KTP Baru": ["Telah berusia 17 tahun atau sudah kawin", "Fotokopi Kartu Keluarga"],
            "KTP Hilang": ["Surat kehilangan dari kepolisian", "Fotokopi Kartu Keluarga"],
            "Perubahan Data KTP": ["KTP lama", "Dokumen pendukung perubahan"],
        },
        "prosedur": {"KTP Baru": ["Perekaman biometrik", "Pencetakan KTP"], "KTP Hilang": ["Pemeriksaan basis data", "Pencetakan KTP"]},
    },
)


def test_cases_inside_a_cell_stay_groups(tmp_path: Path) -> None:
    path = documents.word_tables(tmp_path / "ktp.docx", samples=[KTP, *SAMPLES[:2]])
    service = drafting.draft_of([path], "mekarsari").services[0]
    assert {group.name: [item.printed for item in group.items] for group in service.components["persyaratan"].groups} == KTP.groups[
        "persyaratan"
    ]


def test_cases_below_one_heading_are_one_service_with_groups(tmp_path: Path) -> None:
    lines = ["# Standar Pelayanan Dinas Kependudukan", "", "## 1. Penerbitan KTP Elektronik", ""]
    for letter, case in zip("abc", KTP.groups["persyaratan"], strict=True):
        lines += [f"### {letter}. {case}", "", "| No | Komponen | Uraian |", "|---|---|---|"]
        lines += [
            f"| 1 | Persyaratan | {'<br>'.join(KTP.groups['persyaratan'][case])} |",
            "| 2 | Jangka Waktu | 1 hari kerja |",
            "| 3 | Biaya/Tarif | Gratis |",
            "",
        ]
    lines += [
        "## 2. Penerbitan Kartu Keluarga",
        "",
        "| No | Komponen | Uraian |",
        "|---|---|---|",
        "| 1 | Persyaratan | Buku nikah |",
        "| 2 | Biaya/Tarif | Gratis |",
    ]
    path = tmp_path / "ktp.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    services = drafting.draft_of([path], "dukcapil").services
    assert [service.title for service in services] == ["Penerbitan KTP Elektronik", "Penerbitan Kartu Keluarga"]
    assert {group.name: [item.printed for item in group.items] for group in services[0].components["persyaratan"].groups} == KTP.groups[
        "persyaratan"
    ]
    assert services[0].components["biaya"].texts == ["Gratis"]


def test_a_short_and_a_long_version_of_a_service_are_one(tmp_path: Path) -> None:
    short = [Sample(title=sample.title, parts={key: texts[:1] for key, texts in list(sample.parts.items())[:6]}) for sample in SAMPLES]
    documents.word_tables(tmp_path / "a-ringkas.docx", samples=short)
    documents.pdf_tables(tmp_path / "b-lengkap.pdf")
    draft = drafting.draft_of([tmp_path], "mekarsari")
    assert differences(draft.services) == []
    assert all(any("digabung" in doubt for doubt in service.doubts) for service in draft.services)


def test_near_twins_stay_two_services(tmp_path: Path) -> None:
    services = drafting.draft_of([documents.word_tables(tmp_path / "s.docx")], "mekarsari").services
    assert [service.title for service in services][:2] == ["Surat Keterangan Domisili", "Surat Keterangan Domisili Usaha"]


def test_a_row_that_is_no_component_stays_out_and_is_listed(tmp_path: Path) -> None:
    for service in drafting.draft_of([documents.word_continued(tmp_path / "s.docx")], "mekarsari").services:
        assert not any("Senyum" in text for component in service.components.values() for text in component.texts)
        assert any(text.startswith("Budaya Pelayanan: Senyum") for text in service.unplaced)


def test_conditions_copies_and_notes_are_taken_apart_from_the_item(tmp_path: Path) -> None:
    needs = ["Fotokopi KTP rangkap 2 (dua)", "Kartu KIS (jika ada)", "Surat nikah bagi yang sudah menikah"]
    sample = Sample(title="Surat Keterangan Usaha", parts={"persyaratan": needs, "waktu": ["1 hari"], "biaya": ["Gratis"]})
    service = drafting.draft_of([documents.word_tables(tmp_path / "s.docx", samples=[sample])], "mekarsari").services[0]
    items = service.components["persyaratan"].items
    assert [(item.text, item.condition, item.copies) for item in items] == [
        ("Fotokopi KTP rangkap 2 (dua)", None, 2),
        ("Kartu KIS", "jika ada", None),
        ("Surat nikah", "bagi yang sudah menikah", None),
    ]
    assert [item.printed for item in items] == needs
