"""What stands beside the components and says something else: opening hours, a title in two cells, a sheet's name, cases in one cell, a signature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.importer import drafting, labels
from knowledge.importer.draft import DraftService

ROWS = [("1", "Persyaratan", "KTP asli"), ("2", "Waktu", "1 hari kerja"), ("3", "Biaya", "Gratis"), ("4", "Produk", "Surat izin")]


def drafted(path: Path, text: str) -> Sequence[DraftService]:
    path.write_text(text, encoding="utf-8")
    return drafting.draft_of([path], "contoh").services


def sheets(path: Path, **titled: Sequence[Sequence[str]]) -> Sequence[DraftService]:
    """A workbook with a sheet for each service, its rows above those of the components."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, above in titled.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in (*above, (), ("No", "Komponen", "Uraian"), *ROWS):
            sheet.append(row)
    book.save(path)
    return drafting.draft_of([path], "contoh").services


@pytest.mark.parametrize(
    "hours", ["Jam layanan : Senin–Kamis 08.00–15.00", "Hari dan Jam Pelayanan: Senin s/d Jumat", "Waktu operasional: 24 jam"]
)
def test_opening_hours_belong_to_no_other_component(tmp_path: Path, hours: str) -> None:
    text = f"STANDAR PELAYANAN SURAT PENGANTAR\n\nPersyaratan : KTP\nWaktu : 15 menit\nProduk : Surat pengantar\n{hours}\nBiaya : Gratis\n"
    (service,) = drafted(tmp_path / "s.txt", text)
    assert service.components["produk"].texts == ["Surat pengantar"]
    assert any(hours.partition(":")[2].strip() in text for text in service.unplaced)


def test_a_title_stands_in_two_cells_above_the_columns(tmp_path: Path) -> None:
    made = sheets(tmp_path / "s.xlsx", Uji=[("Nama Pelayanan", "Uji Berkala Kendaraan")], Trayek=[("Jenis Layanan", "Izin Trayek Desa")])
    assert [service.title for service in made] == ["Uji Berkala Kendaraan", "Izin Trayek Desa"]


def test_a_sheet_of_its_own_names_a_service_and_sheet1_does_not(tmp_path: Path) -> None:
    above = [("DINAS PERHUBUNGAN KABUPATEN MELATI",)]
    made = sheets(tmp_path / "dishub.xlsx", KIR_Perpanjangan=above, Sheet1=above)
    assert [service.title for service in made] == ["KIR Perpanjangan", "dishub"]
    assert any("nama lembar" in doubt for doubt in made[0].doubts)


def test_cases_in_one_cell_are_groups(tmp_path: Path) -> None:
    cases = "**KTP baru:** 1. Usia 17 tahun; 2. Fotokopi KK. **KTP hilang:** 1. Surat kehilangan; 2. Fotokopi KK. **Perubahan data:** 1. KTP lama"
    table = f"| 1 | Persyaratan | {cases} |\n|---|---|---|\n| 2 | Waktu | 1 hari |\n| 3 | Produk | KTP |\n"
    (service,) = drafted(tmp_path / "s.md", f"## Pelayanan KTP\n{table}")
    groups = {group.name: tuple(item.text.rstrip(".") for item in group.items) for group in service.components["persyaratan"].groups}
    assert groups == {
        "KTP baru": ("Usia 17 tahun", "Fotokopi KK"),
        "KTP hilang": ("Surat kehilangan", "Fotokopi KK"),
        "Perubahan data": ("KTP lama",),
    }


def test_one_lead_with_a_list_is_no_case(tmp_path: Path) -> None:
    table = "| 1 | Persyaratan | Pemohon membawa berkas sebagai berikut: 1. KTP; 2. KK |\n|---|---|---|\n| 2 | Waktu | 1 hari |\n| 3 | Produk | Surat |\n"
    (service,) = drafted(tmp_path / "s.md", f"## Pelayanan Surat Pindah\n{table}")
    assert not service.components["persyaratan"].groups


def test_place_day_and_post_at_the_end_are_a_signature(tmp_path: Path) -> None:
    parts = "a. Persyaratan\n   1. KTP\nb. Waktu\n   1 hari\nc. Penanganan Pengaduan\n   Kotak saran\n"
    signed = "\n      Mawar, 2 Januari 2026\n      Kepala Puskesmas Mawar,\n      dr. ANITA SARI\n      NIP. 19800101 200501 2 001\n\n"
    made = drafted(tmp_path / "s.txt", f"1. PELAYANAN PENDAFTARAN\n{parts}{signed}2. PELAYANAN GIGI\n{parts}{signed}")
    assert [service.title for service in made] == ["Pelayanan Pendaftaran", "Pelayanan Gigi"]
    assert all(service.components["pengaduan"].texts == ["Kotak saran"] for service in made)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("LAMPIRAN KEPUTUSAN LURAH CEMPAKA PUTIH", "Kelurahan Cempaka Putih"),
        ("Lampiran Keputusan Camat Juai", "Kecamatan Juai"),
        ("Lampiran keputusan camat Juai", "Kecamatan Juai"),
    ],
)
def test_a_decree_of_a_head_names_the_office(tmp_path: Path, printed: str, name: str) -> None:
    path = tmp_path / "s.md"
    path.write_text(f"{printed}\n\n## Pelayanan Surat Pindah\n\nPersyaratan : KTP\n\nBiaya : Gratis\n", encoding="utf-8")
    assert drafting.draft_of([path], "contoh").office.name == name


HALVES = ("A. Service Delivery (Proses Penyampaian Pelayanan)", "II. Manufacturing (Pengelolaan Pelayanan)", "Komponen Service Delivery")


@pytest.mark.parametrize("half", HALVES)
def test_the_halves_of_the_national_table_are_no_titles(tmp_path: Path, half: str) -> None:
    more = (("1.", "Dasar Hukum", "UU 25 Tahun 2009"), ("2.", "Sarana dan Prasarana", "Komputer"), ("3.", "Jumlah Pelaksana", "3 orang"))
    book = Workbook()
    for title in ("Surat Keterangan Usaha", "Surat Pengantar Nikah"):
        sheet = book.create_sheet(title)
        for row in ((title,), ("No", "Komponen", "Uraian"), *ROWS, (half,), *more):
            sheet.append(row)
    book.save(tmp_path / "s.xlsx")
    made = drafting.draft_of([tmp_path / "s.xlsx"], "contoh").services
    assert [service.title for service in made] == ["Surat Keterangan Usaha", "Surat Pengantar Nikah"]
    assert all("jumlah_pelaksana" in service.components for service in made)


def test_a_table_whose_head_is_printed_anew_on_each_page_goes_on(tmp_path: Path) -> None:
    head = ("8. PELAYANAN CUCI DARAH", "NO", "KOMPONEN")
    book = Workbook()
    sheet = book.worksheets[0]
    rows = (("1", "Persyaratan", "• Surat pengantar"), head, ("", "", "• Persetujuan tindakan"), *ROWS[1:])
    for row in ((head[0], "", ""), ("NO", "KOMPONEN", "URAIAN"), rows[0], (head[0], "", ""), ("NO", "KOMPONEN", "URAIAN"), *rows[2:]):
        sheet.append(row)
    book.save(tmp_path / "s.xlsx")
    (service,) = drafting.draft_of([tmp_path / "s.xlsx"], "contoh").services
    assert service.components["persyaratan"].texts == ["Surat pengantar", "Persetujuan tindakan"]


@pytest.mark.parametrize(
    ("printed", "key"), [("Sistern, Mekanisme dan Prosedur", "prosedur"), ("Biaya / Tarlf", "biaya"), ("Dasar Hukurn", "dasar_hukum")]
)
def test_names_of_components_are_known_as_a_scanner_reads_them(printed: str, key: str) -> None:
    label = labels.recognised(printed, loose=False)
    assert label is not None
    assert (label.key, label.sure >= 0.95) == (key, True)


def test_a_point_that_many_services_share_is_no_foot_of_a_page(tmp_path: Path) -> None:
    parts = "1. Persyaratan :\na. KTP\n2. Waktu : 1 hari\n6. Penanganan Pengaduan :\na. Kotak saran di lobi\nc. Datang ke Subbag Umum\n"
    pages = "\n".join(
        f"STANDAR PELAYANAN SURAT {name}\n{parts}- {at} -\n" for at, name in enumerate(("A", "BEDA", "CUTI", "DUKA", "EMAS"), 3)
    )
    made = drafted(tmp_path / "s.txt", pages)
    assert len(made) == 5
    assert all(service.components["pengaduan"].texts == ["Kotak saran di lobi", "Datang ke Subbag Umum"] for service in made)


def test_a_numbered_service_may_begin_with_the_word_for_an_office(tmp_path: Path) -> None:
    parts = "Persyaratan :\na. Surat permohonan\nWaktu : 2 hari\nProduk : Kunjungan\n"
    made = drafted(tmp_path / "s.txt", f"4. Kotak Buku Sekolah\n{parts}\n5. Perpustakaan Keliling (Mobil Pintar)\n{parts}")
    assert [service.title for service in made] == ["Kotak Buku Sekolah", "Perpustakaan Keliling (Mobil Pintar)"]


def test_a_signature_below_a_matrix_is_no_row_of_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("No", "Jenis Layanan", "Persyaratan", "Waktu", "Hasil / Produk Pelayanan", "Jaminan Pelayanan"),
        ("1", "Kartu Pencari Kerja", "KTP", "1 hari", "Kartu AK-1", "Sesuai maklumat"),
        ("", "", "", "", "", "Sindangraya, 20 Februari 2025"),
        ("", "", "", "", "", "KEPALA BADAN,"),
        ("", "", "", "", "", "Drs. H. TATANG SUPRIATNA, M.Si"),
    ):
        sheet.append(row)
    book.save(tmp_path / "s.xlsx")
    (service,) = drafting.draft_of([tmp_path / "s.xlsx"], "contoh").services
    assert service.components["jaminan_pelayanan"].texts == ["Sesuai maklumat"]
    assert service.components["produk"].texts == ["Kartu AK-1"]


FRONT = (
    ("KEPUTUSAN KEPALA DINAS",),
    ("Menimbang : a. bahwa perlu standar",),
    ("MEMUTUSKAN:",),
    ("KESATU : Menetapkan standar pelayanan.",),
)


def test_a_decree_above_the_table_of_a_sheet_does_not_hide_it(tmp_path: Path) -> None:
    (service,) = sheets(tmp_path / "s.xlsx", Sheet1=[*FRONT, ("1. Izin Trayek Desa",)])
    assert service.title == "Izin Trayek Desa"


def test_a_title_row_that_holds_the_word_of_a_component_is_a_title(tmp_path: Path) -> None:
    over = [("No", "Komponen", "Uraian"), *ROWS, ("3. Pencatatan Kelahiran yang Melampaui Batas Waktu",)]
    made = sheets(tmp_path / "s.xlsx", Sheet1=over)
    assert made[-1].title == "Pencatatan Kelahiran yang Melampaui Batas Waktu"


def test_titles_that_differ_in_their_brackets_are_two_services(tmp_path: Path) -> None:
    named = ["Surat Sehat Rohani (Tes MMPI)", "Surat Sehat Rohani (Tes Kesehatan Jiwa)"]
    parts = "Persyaratan :\na. KTP\nWaktu : 2 hari\nProduk : Surat\n"
    made = drafted(tmp_path / "s.txt", "\n".join(f"STANDAR PELAYANAN {title}\n{parts}" for title in named))
    assert [service.title for service in made] == named


def test_a_table_of_which_a_page_holds_only_title_and_head(tmp_path: Path) -> None:
    head = "| NO. | KOMPONEN | URAIAN |\n|---|---|---|\n"
    first = f"{head}| 1 | Persyaratan | KTP |\n| 2 | Waktu | 1 hari |\n| 3 | Produk | Surat A |\n"
    cut = (
        "|  | Jenis Pelayanan | Pemeriksaan Gigi |\n|---|---|---|\n| NO. | KOMPONEN | URAIAN |\n| I. Proses Penyampaian Pelayanan |  |  |\n"
    )
    rest = "| 1 | Persyaratan | Kartu berobat |\n|---|---|---|\n| 2 | Waktu | 20 menit |\n| 3 | Produk | Gigi sehat |\n"
    made = drafted(tmp_path / "s.md", f"## Surat Pengantar\n\n{first}\n\n{cut}\n\n{rest}")
    assert [service.title for service in made] == ["Surat Pengantar", "Pemeriksaan Gigi"]
    assert made[1].components["persyaratan"].texts == ["Kartu berobat"]


@pytest.mark.parametrize(
    "label", ["Pengaduan, Saran, Masukan/Apresiasi:", "6 PENGADUAN, SARAN, MASUKAN :", "6. Pengaduan :", "f. Pengadun :"]
)
def test_names_of_components_with_their_number_and_slips(tmp_path: Path, label: str) -> None:
    text = f"STANDAR PELAYANAN SURAT PINDAH\nPersyaratan:\n- KTP\n- KK\nProduk:\n- Surat\n- Salinan\n{label}\n- Kotak saran\n- WhatsApp\n"
    (service,) = drafted(tmp_path / "s.txt", text)
    assert service.components["pengaduan"].texts == ["Kotak saran", "WhatsApp"]


def test_points_in_brackets_on_one_line(tmp_path: Path) -> None:
    text = "STANDAR PELAYANAN SURAT PINDAH\nPersyaratan: (1) KTP asli (2) Kartu Keluarga (3) Surat kuasa\nWaktu: 1 hari\nProduk: Surat\n"
    (service,) = drafted(tmp_path / "s.txt", text)
    assert service.components["persyaratan"].texts == ["KTP asli", "Kartu Keluarga", "Surat kuasa"]
