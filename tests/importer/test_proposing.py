"""Titles as offices write them mean one archetype, several that they join, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.archetypes import catalogue
from knowledge.archetypes.proposing import Proposer
from knowledge.standards.library import ROOT

KNOWN = catalogue.load(ROOT)


def proposed(title: str, office: str = "", *cases: str) -> set[str]:
    found = Proposer(KNOWN, office).propose(title, cases)
    return {one.id for one in found.archetypes} if found else set()


@pytest.mark.parametrize(
    ("title", "office", "archetype"),
    [
        ("Surat Keterangan Domisili Usaha", "Kelurahan Sukamaju", "domisili-usaha"),
        (
            "Penerbitan Kartu Identitas Anak (KIA) Usia 5 sampai dengan 17 Tahun Kurang 1 Hari",
            "Dinas Kependudukan dan Pencatatan Sipil",
            "kia",
        ),
        ("Pelayanan Pencatatan Kematian dan Penerbitan Kutipan Akta Kematian", "Disdukcapil Kota", "akta-kematian"),
        ("Surat Izin Praktik Bidan", "DPMPTSP Kabupaten", "ptsp-sip-nakes"),
        ("PEMERIKSAAN LABORATORIUM", "UPTD Puskesmas Muara", "pkm-lab"),
        ("Pelayanan Laboratorium", "RSUD Kota", "rsud-lab"),
        ("Persalinan Normal 24 Jam (PONED)", "Puskesmas Muara", "pkm-persalinan"),
        ("Surat Keterangan Jual Beli dan Angkut Ternak", "Kecamatan Bungin", "keterangan-ternak"),
        ("Pelayanan Mutasi Objek/Subjek Pajak PBB-P2", "Badan Pendapatan Daerah", "pajak-pbb-mutasi"),
        ("Izin Penyelenggaraan Reklame", "DPMPTSP Kota", "ptsp-reklame"),
        ("Pelayanan Pajak Reklame", "Badan Pendapatan Daerah", "pajak-reklame"),
        ("Numpang Uji Keluar", "Dinas Perhubungan", "hub-kir-mutasi"),
        ("Pelayanan Kartu AK-1", "Dinas Tenaga Kerja dan Transmigrasi", "naker-ak1"),
        ("Pemeriksaan Formulir UKL-UPL", "Dinas Lingkungan Hidup", "dlh-ukl-upl"),
        ("Rekomendasi Mutasi Peserta Didik", "Dinas Pendidikan", "disdik-mutasi"),
        ("Surat Keterangan Ghaib", "Kelurahan Sukamaju", "ghaib"),
        ("Layanan Referensi", "Dinas Perpustakaan dan Kearsipan", "perpus-referensi"),
        ("Pemusnahan Arsip", "Dinas Perpustakaan dan Kearsipan", "arsip-musnah"),
        ("Tera Ulang UTTP", "Dinas Perdagangan", "dag-tera"),
        ("Sertifikat Laik Higiene Sanitasi", "Dinas Kesehatan", "dinkes-sehat-usaha"),
    ],
)
def test_a_title_means_the_archetype_of_its_kind_of_office(title: str, office: str, archetype: str) -> None:
    assert proposed(title, office) == {archetype}


@pytest.mark.parametrize(
    "title",
    ["Izin Usaha Penggergajian Kayu", "Peminjaman Tenda dan Kursi Kedukaan", "Permohonan Santunan Kematian", "Laporan Bulanan Penduduk"],
)
def test_a_title_that_shares_a_word_only_means_none(title: str) -> None:
    assert proposed(title) == set()


CAPIL = "Dinas Kependudukan dan Pencatatan Sipil"


@pytest.mark.parametrize(
    ("title", "office", "archetype"),
    [
        ("Perubahan Kartu Keluarga karena Penambahan Anggota Keluarga", CAPIL, "kk-tambah"),
        ("Penerbitan KTP-el bagi Orang Asing", CAPIL, "ktp-wna"),
        ("Penerbitan Kartu Keluarga Baru karena Pisah KK dalam Satu Alamat", CAPIL, "kk-pisah"),
        ("Surat Keterangan Kesehatan Hewan (SKKH) untuk Pengiriman Hewan", "UPTD Puskeswan", "nak-skkh"),
        ("Penerbitan Kartu Keluarga karena Hilang atau Rusak", CAPIL, "kk-hilang-rusak"),
        ("Pembuatan KTP-el", CAPIL, "ktp-baru"),
    ],
)
def test_a_condition_that_has_its_own_archetype_is_meant_before_what_the_title_begins_with(title: str, office: str, archetype: str) -> None:
    assert proposed(title, office) == {archetype}


def test_domisili_usaha_is_not_keterangan_usaha() -> None:
    assert "sku" not in proposed("Surat Keterangan Domisili Usaha") and "domisili-usaha" not in proposed("Surat Keterangan Usaha")


def test_the_cases_under_one_heading_bring_their_archetypes() -> None:
    cases = ("KTP Baru", "KTP Hilang atau Rusak", "Perubahan Data")
    assert proposed("Pelayanan Penerbitan KTP-el", "Disdukcapil", *cases) == {"ktp-baru", "ktp-hilang", "ktp-rusak", "ktp-ubah-data"}


def test_parts_that_a_title_joins_bring_theirs() -> None:
    assert "pkm-kb" in proposed("Pelayanan Kesehatan Ibu dan Keluarga Berencana", "Puskesmas Muara")


DLH = "Dinas Lingkungan Hidup"


@pytest.mark.parametrize(
    ("title", "office", "meant"),
    [
        ("Penanganan Laporan Dugaan Pencemaran atau Perusakan Lingkungan", DLH, {"dlh-pengaduan"}),
        ("Pembinaan Sekolah Adiwiyata", DLH, {"dlh-taman"}),
        ("Penanganan Laporan Dugaan Pencemaran atau Perusakan Lingkungan", "Puskesmas Muara", set()),
        ("Pembinaan Sekolah Sungai", DLH, set()),
    ],
)
def test_a_title_that_holds_a_whole_name_of_its_kind_of_office_means_it_without_being_proposed(
    title: str, office: str, meant: set[str]
) -> None:
    proposer = Proposer(KNOWN, office)
    assert proposer.propose(title) is None and {archetype.id for archetype in proposer.meant(title)} == meant


def test_words_that_several_services_share_are_no_words_of_one_of_them() -> None:
    """The phrases for "sampah" taught to one service would take the questions of the others."""
    alone, twin = ("Pelayanan Pengangkutan Sampah", "Pemeriksaan Formulir UKL-UPL"), "Pendaftaran Pelanggan Pengangkutan Sampah"
    first, both = Proposer(KNOWN, DLH).shared(alone), Proposer(KNOWN, DLH).shared((*alone, twin))
    assert first == frozenset() and both == {"dlh-sampah"}
    proposal = Proposer(KNOWN, DLH).propose(alone[0])
    assert proposal and proposal.phrases and proposal.names
    shared = replace(proposal, shared=both)
    assert shared.phrases == shared.names == () and shared.title == proposal.title
