"""Titles where documents hide them: below a group, as the name of a unit, in a row of the table, nowhere; and names that are none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from knowledge.importer import drafting
from knowledge.importer.draft import Draft, DraftService
from knowledge.importer.pages import Document as Pages
from knowledge.importer.pages import Line, Place
from knowledge.importer.recognition import recognise
from knowledge.importer.title_text import cleaned

ROWS = (("1", "Persyaratan", "KTP asli"), ("2", "Jangka Waktu", "1 hari kerja"), ("3", "Biaya/Tarif", "Gratis"), ("4", "Produk", "Surat"))


def drafted(path: Path, text: str) -> Draft:
    path.write_text(text, encoding="utf-8")
    return drafting.draft_of([path], "contoh")


def table(*rows: Sequence[str]) -> str:
    return "\n".join(["| No | Komponen | Uraian |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows or ROWS), ""])


def titles(draft: Draft) -> list[str]:
    return [service.title for service in draft.services]


@pytest.mark.parametrize("named", ["Instalasi Gawat Darurat", "Laboratorium Klinik", "Unit Transfusi Darah"])
def test_the_numbered_heading_below_a_group_is_the_title(tmp_path: Path, named: str) -> None:
    text = f"**I. PELAYANAN MEDIS**\n\n**1. {named}**\n\n{table()}\n**2. Rawat Inap**\n\n{table()}"
    assert titles(drafted(tmp_path / "s.md", text)) == [named, "Rawat Inap"]


def word(path: Path, *tables: Sequence[Sequence[str]], over: Sequence[str] = ()) -> Sequence[DraftService]:
    """Tables one below the other, each with a merged row at its top where `over` says one."""
    document = Document()
    for at, rows in enumerate(tables):
        made = document.add_table(rows=0, cols=3)
        if over:
            made.add_row().cells[0].merge(made.rows[0].cells[2]).text = over[at]
        for row in (("NO.", "KOMPONEN", "URAIAN"), *rows):
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph()
    document.save(str(path))
    return drafting.draft_of([path], "contoh").services


def test_a_title_in_a_row_over_the_whole_table(tmp_path: Path) -> None:
    named = {28: "Legalisasi Dokumen", 29: "Sinkronisasi NIK", 30: "Pendataan Penduduk Nonpermanen"}
    over = [f"Jenis Pelayanan {number}: {title}" for number, title in named.items()]
    assert {one.number: one.title for one in word(tmp_path / "s.docx", ROWS, ROWS, ROWS, over=over)} == named


def test_services_without_a_title_are_not_one(tmp_path: Path) -> None:
    rows = (("1", "Persyaratan", "Paspor"), ("2", "Jangka Waktu", "2 hari"), ("3", "Biaya/Tarif", "Rp 5.000"), ("4", "Produk", "Kartu"))
    services = word(tmp_path / "sp-kota.docx", ROWS, rows)
    assert [(one.title, one.components["produk"].texts) for one in services] == [("sp kota", ["Surat"]), ("sp kota bagian 2", ["Kartu"])]


def test_a_listed_service_takes_no_part_of_one_that_it_does_not_follow(tmp_path: Path) -> None:
    names = ["Pencatatan Kelahiran", "Legalisasi Fotokopi", "Paket Kelahiran Puskesmas Bersalin"]
    listed = "\n".join(["| No | Jenis Pelayanan |", "|---|---|", *(f"| {at} | {name} |" for at, name in enumerate(names, 1)), ""])
    said = ["Surat bersalin", "Datang ke puskesmas", "1 hari sejak bersalin", "Gratis di puskesmas"]
    rows = [(number, name, text) for (number, name, _), text in zip(ROWS, ["KTP asli", *said[1:]], strict=True)]
    draft = drafted(tmp_path / "s.md", f"{listed}\n**1. {names[0]}**\n\n{table(*rows)}\n**2. {names[1]}**\n\n{table()}")
    assert titles(draft) == names[:2]


def test_the_booklets_name_on_two_pages_is_no_title(tmp_path: Path) -> None:
    head = "*Standar Pelayanan Satpol PP Kota Parigi*"
    parts = [f"- {page} -\n\n{head}\n\n**{page}. Pelayanan {name}**\n\n{table()}" for page, name in ((7, "Reklame"), (8, "Pengawalan"))]
    assert titles(drafted(tmp_path / "s.md", "\n".join(parts))) == ["Pelayanan Reklame", "Pelayanan Pengawalan"]


def test_a_signature_below_a_matrix_is_no_fact(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["No", "Jenis Pelayanan", "Persyaratan", "Jangka Waktu", "Biaya/Tarif", "Produk"])
    sheet.append([1, "Kartu Tani", "KTP", "1 hari", "Gratis", "Kartu"])
    for text in ("Labuhan Pering, 3 Februari 2025", "KEPALA DINAS,", "Ir. SATRIAWAN, M.P.", "NIP. 19680312 199603 1 004"):
        sheet.append([None, None, None, None, None, text])
    book.save(tmp_path / "s.xlsx")
    assert drafting.draft_of([tmp_path / "s.xlsx"], "contoh").services[0].components["produk"].texts == ["Kartu"]


def test_of_two_versions_the_longer_one_speaks(tmp_path: Path) -> None:
    rows = (
        *ROWS[:3],
        ("4", "Produk", "Lembar"),
        ("5", "Jumlah Pelaksana", "2 orang"),
        ("6", "Evaluasi", "Tiap bulan"),
        ("7", "Sarana", "Tali"),
    )
    short = (
        ("1", "Persyaratan", "Nama dan alamat lengkap pelapor serta letak sarang"),
        *ROWS[1:3],
        ("4", "Produk", "Hewan dievakuasi semuanya"),
    )
    draft = drafted(tmp_path / "s.md", f"**1. Evakuasi Ular**\n\n{table(*short)}\n**A. Evakuasi Ular (Lengkap)**\n\n{table(*rows)}")
    assert [(one.components["produk"].texts, one.components["persyaratan"].texts) for one in draft.services] == [(["Lembar"], ["KTP asli"])]


def test_a_sentence_apart_below_a_complete_component_is_listed_only(tmp_path: Path) -> None:
    sentence = "Pelayanan pengaduan juga dibuka di Pendhapi Gede Balaikota setiap hari kerja."
    points = "a. Persyaratan :\n 1) KTP\n 2) KK\nb. Jangka Waktu : 1 hari\nc. Biaya : Gratis\nd. Jumlah Pelaksana : 20 orang\n"
    draft = drafted(tmp_path / "s.md", f"**1. Penertiban Pedagang**\n\n{points}\n{sentence}\n\n**2. Pengawalan**\n\n{points}")
    assert [one.components["jumlah_pelaksana"].texts for one in draft.services] == [["20 orang"]] * 2
    assert any(sentence in text for text in draft.unplaced)


@pytest.mark.parametrize(("line", "items"), [(": 1. 4 unit mobil 2. 1 unit tangga 3. Baju", ["4 unit mobil", "1 unit tangga", "Baju"])])
def test_points_that_begin_with_a_number(tmp_path: Path, line: str, items: list[str]) -> None:
    draft = drafted(tmp_path / "s.md", f"**1. Pemadaman**\n\n{table(*ROWS, ('5', 'Sarana dan Prasarana', line))}")
    assert draft.services[0].components["sarana"].texts == items


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("RAWAT INAP", "Rawat Inap"),
        ('ANTAR OBAT "GOJEK WARAS"', 'Antar Obat "Gojek Waras"'),
        ('"Surat Keterangan Usaha"', "Surat Keterangan Usaha"),
        ("PTSP ONLINE", "PTSP Online"),
        ("KEGAWATDARURATAN KANDUNGAN (PONEK)", "Kegawatdaruratan Kandungan (PONEK)"),
    ],
)
def test_a_title_is_written_as_one(printed: str, title: str) -> None:
    assert cleaned(printed) == title


@pytest.mark.parametrize(
    ("heads", "name", "number"),
    [
        (["RUMAH SAKIT UMUM DAERAH KI AGENG", "KEPUTUSAN DIREKTUR NOMOR 445/0371/2024", "TENTANG", "STANDAR PELAYANAN"], "Rumah Sakit Umum Daerah Ki Ageng", "445/0371/2024"),
        (["RUMAH SAKIT UMUM DAERAH dr. SOEDARSO MULIA", "STANDAR PELAYANAN"], "RUMAH SAKIT UMUM DAERAH dr. SOEDARSO MULIA", None),
        (["DINAS PERTANIAN DAN PERIKANAN", "MATRIKS STANDAR PELAYANAN TAHUN 2025"], "Dinas Pertanian dan Perikanan", None),
    ],
)  # fmt: skip
def test_the_office_and_its_decree_by_their_names(tmp_path: Path, heads: list[str], name: str, number: str | None) -> None:
    said = "Standar Pelayanan RSUD sebagaimana tercantum dalam lampiran"
    draft = drafted(tmp_path / "s.md", "\n\n".join([*heads, said, f"**1. Rawat Inap**\n\n{table()}"]))
    assert (draft.office.name, draft.office.decree.number if draft.office.decree else None) == (name, number)


def test_a_chapter_may_be_a_unit_and_a_unit_that_is_the_title_is_none(tmp_path: Path) -> None:
    chapter = f"**BAB II BIDANG KETERTIBAN UMUM**\n\n**1. Patroli**\n\n{table()}"
    rooms = "".join(
        f"\n**{at}. INSTALASI {name}**\n\na. Persyaratan : KTP\nb. Biaya : Rp 0\nc. Produk : {name}\n"
        for at, name in ((2, "GIZI"), (3, "FARMASI"))
    )
    services = drafted(tmp_path / "s.md", chapter + rooms).services
    assert [(one.title, one.unit) for one in services] == [
        ("Patroli", "BIDANG KETERTIBAN UMUM"),
        ("Instalasi Gizi", "BIDANG KETERTIBAN UMUM"),
        ("Instalasi Farmasi", "BIDANG KETERTIBAN UMUM"),
    ]


def test_a_title_over_two_lines_is_one() -> None:
    said = ("P. STANDAR PELAYANAN PUSKESMAS KELILING KE DUSUN", "SEBERANG SUNGAI", "Persyaratan: KTP", "Biaya: Rp 0")
    blocks = (Line(text=text, place=Place(file="s.pdf"), strong=at < 2, wrapped=at == 1, new=at != 1) for at, text in enumerate(said))
    assert [one.title for one in recognise(Pages(name="s.pdf", blocks=tuple(blocks))).services] == [
        "Puskesmas Keliling ke Dusun Seberang Sungai"
    ]
