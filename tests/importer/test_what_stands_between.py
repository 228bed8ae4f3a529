"""What stands between the services and is none: feet of pages, stamps, watermarks, the subject of a decree, headings of a second version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from knowledge.importer import drafting
from knowledge.importer.draft import DraftService

FOOT = "Standar Pelayanan Kelurahan Tanjung Sari"
NAMES = ("Surat Keterangan Usaha", "Surat Pengantar Nikah", "Legalisasi Fotokopi", "Surat Keterangan Pindah")


def drafted(path: Path, text: str) -> Sequence[DraftService]:
    path.write_text(text, encoding="utf-8")
    return drafting.draft_of([path], "contoh").services


def service(letter: str, title: str, *more: str) -> str:
    return "\n".join(
        [
            f"**{letter}. STANDAR PELAYANAN {title}**",
            *("1. **Persyaratan**", f" - Berkas {title}", " - KTP asli"),
            *("2. **Prosedur**", " - Datang ke loket", " - Menunggu panggilan", "3. **Waktu** : 2 hari", "4. **Biaya** : Rp 0"),
            *more,
            "",
        ]
    )


@pytest.mark.parametrize("foot", [f"{FOOT}      {{}}", f"{FOOT} | Hal. {{}}", f"{{}} | {FOOT}"])
def test_the_foot_of_a_page_counts_and_is_no_fact(tmp_path: Path, foot: str) -> None:
    parts = [f"{service(letter, name)}\n{foot.format(at)}\n" for at, (letter, name) in enumerate(zip("ABCD", NAMES, strict=True), 2)]
    services = drafted(tmp_path / "standar.md", "\n".join(parts))
    assert [one.components["biaya"].texts for one in services] == [["Rp 0"]] * 4


def test_points_that_count_close_together_are_facts(tmp_path: Path) -> None:
    points = [f"Surat pernyataan dari saksi {number}" for number in (1, 2, 3)]
    services = drafted(tmp_path / "standar.md", service("A", NAMES[0], "5. **Produk**", *points))
    assert services[0].components["produk"].texts == points


@pytest.mark.parametrize("stamp", ["[Stempel: SALINAN]", "(cap / ttd)", "[Tanda tangan]"])
def test_a_stamp_is_no_fact(tmp_path: Path, stamp: str) -> None:
    text = f"{service('A', NAMES[0], '5. **Kompetensi** : Lulus SMA')}\n{stamp}\nKEPALA KELURAHAN,\nSITI AMINAH\n"
    assert drafted(tmp_path / "standar.md", text)[0].components["kompetensi"].texts == ["Lulus SMA"]


@pytest.mark.parametrize("said", ["(0431) 812-220", "WA 0812-0000-1111"])
def test_a_number_after_the_name_of_a_component_is_its_content(tmp_path: Path, said: str) -> None:
    services = drafted(tmp_path / "standar.md", service("A", NAMES[0], f"5. **Penanganan pengaduan, saran dan masukan** : {said}"))
    assert services[0].components["pengaduan"].texts == [said]


def test_a_second_version_under_the_next_letter_is_not_the_first_going_on(tmp_path: Path) -> None:
    longer = service("B", f"{NAMES[0]} (Lengkap 14 Komponen)").replace(
        "1. **Persyaratan**",
        "1. **Dasar Hukum**\n - Perda Nomor 3 Tahun 2020\n - PP Nomor 16 Tahun 2018\n\n2. **Persyaratan**\n - Pas foto",
    )
    services = drafted(tmp_path / "standar.md", f"{service('A', f'{NAMES[0]} (Service Delivery)')}\n{longer}")
    assert [one.title for one in services] == [NAMES[0]]
    assert services[0].components["persyaratan"].texts[0] == "Pas foto"
    assert len(services[0].components["dasar_hukum"].texts) == 2


def test_what_a_decree_is_about_is_no_title(tmp_path: Path) -> None:
    document = Document()
    for text in (
        "KEPUTUSAN LURAH",
        "NOMOR 5 TAHUN 2025",
        "TENTANG",
        "STANDAR PELAYANAN SURAT MENYURAT WARGA",
        "Menimbang : a. bahwa perlu;",
    ):
        document.add_paragraph().add_run(text).bold = True
    document.add_paragraph("Ditetapkan di Tanjung Sari")
    for at, name in enumerate(NAMES[:2], 1):
        rows = (
            (f"{at}. {name.upper()}", "", ""),
            ("PENYAMPAIAN", "1. Persyaratan", "KTP"),
            ("", "2. Prosedur", "Datang"),
            ("", "3. Waktu", "1 hari"),
        )
        table = document.add_table(rows=0, cols=3)
        for texts in rows:
            for cell, said in zip(table.add_row().cells, texts, strict=True):
                cell.text = said
        document.add_paragraph()
    document.save(str(tmp_path / "standar.docx"))
    services = drafting.draft_of([tmp_path / "standar.docx"], "contoh").services
    assert [one.title for one in services] == list(NAMES[:2])


def watermark(canvas: Any, _: Any) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica-Bold", 40)
    canvas.rotate(40)
    canvas.drawString(320, 220, "SALINAN TERKENDALI")
    canvas.restoreState()


def test_a_watermark_goes_into_no_cell_and_parts_no_table(tmp_path: Path) -> None:
    plain = getSampleStyleSheet()["Normal"]
    rows = [
        ("Komponen", "Uraian"),
        ("1. Persyaratan", "KTP asli"),
        ("2. Prosedur", "Datang ke loket dan menunggu panggilan"),
        ("3. Waktu", "1 hari"),
    ]
    rows += [("4. Biaya", "Gratis"), ("5. Produk", "Surat"), ("6. Sarana", "<br/>".join(f"Kursi tunggu nomor {at}" for at in range(1, 25)))]
    table = Table([[Paragraph(text, plain) for text in row] for row in rows], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    template = SimpleDocTemplate(str(tmp_path / "standar.pdf"), pagesize=A4)
    template.build([Paragraph(f"<b>1. {NAMES[0]}</b>", plain), table], onFirstPage=watermark)
    services = drafting.draft_of([tmp_path / "standar.pdf"], "contoh").services
    assert [one.title for one in services] == [NAMES[0]]
    assert not {"SALINAN", "TERKENDALI", "LI", "NAN"} & {
        word for made in services[0].components.values() for text in made.texts for word in text.split()
    }
    assert services[0].components["prosedur"].texts == ["Datang ke loket dan menunggu panggilan"]
    assert len(services[0].components) == 6
