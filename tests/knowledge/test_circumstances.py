"""Near twins of an office known by its document are told apart by the circumstance that a message says; without a circumstance, all of them may be meant."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bench.examples import without_words
from knowledge.language.words import Language
from knowledge.standards.library import load
from knowledge.understanding.circumstances import CircumstanceList, Circumstances, span_of
from knowledge.understanding.search import Question
from knowledge.understanding.understander import Understander

OFFICE = "juai"
CARDS = {
    "kk-baru": "Penerbitan Kartu Keluarga Baru karena Membentuk Keluarga Baru",
    "kk-hilang": "Penerbitan Kartu Keluarga karena Hilang atau Rusak",
    "kk-ubah": "Perubahan Data Kartu Keluarga",
    "kia-kecil": "Kartu Identitas Anak (KIA) Usia 0 sampai dengan 5 Tahun Kurang 1 Hari",
    "kia-besar": "Kartu Identitas Anak (KIA) Usia 5 sampai dengan 17 Tahun Kurang 1 Hari",
    "keluar": "Surat Keterangan Pindah WNI (SKPWNI) Keluar Kabupaten",
    "datang": "Pelayanan Pindah Datang Penduduk dari Luar Kabupaten",
}


@cache
def understander() -> Understander:
    """Of an office with near twins, known by its document alone."""
    library = without_words(load(offices=[OFFICE]))
    known = next(iter(library.services.values()))
    made = [known.model_copy(update={"id": f"{OFFICE}/{name}", "title": title, "components": {}}) for name, title in CARDS.items()]
    return Understander(replace(library, services={service.id: service for service in made}))


@pytest.mark.parametrize(
    ("message", "service"),
    [
        ("dompet saya kecopetan, kartu keluarga ikut di dalamnya. syaratnya apa", "kk-hilang"),
        ("kk sy sobek dan tulisannya pudar, gantinya gimana", "kk-hilang"),
        ("baru nikah, mau bikin kk", "kk-baru"),
        ("pekerjaan di kk mau diubah", "kk-ubah"),
        ("bikin kia bayi delapan bulan syaratnya apa kak", "kia-kecil"),
        ("kia anak umur 9 taun", "kia-besar"),
        ("saya mau pindah ikut suami ke kalimantan, menetap di sana", "keluar"),
        ("baru pindah dari kolaka, mau jadi warga sini", "datang"),
    ],
)
def test_the_case_that_is_said_puts_its_service_first(message: str, service: str) -> None:
    assert understander().ranked(message, OFFICE)[0].service == f"{OFFICE}/{service}"


def fits(message: str, *titles: str) -> list[float]:
    language = Language.load()
    circumstances = Circumstances({OFFICE: titles}, CircumstanceList(language))
    return list(map(float, circumstances.fits(Question(message, language.tokens(message), OFFICE), len(titles))))


def test_another_case_speaks_against_a_twin_only() -> None:
    titles = ("KTP karena Hilang", "KTP karena Rusak", "Pembetulan Akta Kelahiran", "Rawat Inap")
    assert fits("ktp ilang", *titles) == [1, -1, 0, 0]
    assert fits("urus ktp", *titles) == [0, 0, 0, 0]


def test_a_service_without_a_twin_needs_no_case() -> None:
    assert fits("rumah kami terbakar, minta bantuan", "Penggantian Kartu Keluarga Sejahtera Hilang", "Bantuan Logistik Korban Bencana") == [
        0,
        0,
    ]


def test_a_paper_that_is_named_leaves_other_damaged_papers_behind() -> None:
    titles = (
        "Kartu Keluarga karena Hilang atau Rusak",
        "Kartu Keluarga Baru",
        "Kutipan Kedua Akta Kelahiran",
        "Pencatatan Kelahiran dan Akta Kelahiran",
    )
    assert fits("akta kelahiran dimakan rayap", *titles) == [0, 0, 1, 0]
    assert fits("kk dimakan rayap", *titles) == [1, -1, 0, 0]


def test_twins_that_say_the_short_name_are_twins_of_the_long_one() -> None:
    titles = ("Pembuatan Kartu Tanda Bukti Pendaftaran Pencari Kerja (AK/I) Baru", "Penggantian Kartu AK/I Hilang atau Rusak")
    assert fits("kartu kuning ilang di angkot", *titles) == [-1, 1]


def test_a_case_is_a_whole_word_of_a_title() -> None:
    assert not CircumstanceList(Language.load()).of_title("Peminjaman Baruga dan Informasi Opsen")


def test_offices_that_are_known_well_have_no_cases() -> None:
    language = Language.load()
    question = Question("kk hilang", language.tokens("kk hilang"), "other")
    assert not np.any(Circumstances({OFFICE: ("KK Hilang", "KK Baru")}, CircumstanceList(language)).fits(question, 3))


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("KIA Usia 0 sampai dengan 5 Tahun Kurang 1 Hari", (0, 5 * 365)),
        ("Akta Kelahiran (0–60 hari)", (0, 60)),
        ("Pencatatan Kelahiran yang Melampaui Batas Waktu 60 (Enam Puluh) Hari", (60, 1e6)),
        ("Perekaman KTP-el bagi Pemula Usia 16 Tahun", (16 * 365, 17 * 365)),
        ("Akta Kelahiran (Umum, sampai 60 Hari)", (0, 60)),
        ("Surat Keterangan Usaha", None),
    ],
)
def test_days_of_a_title(title: str, days: tuple[float, float] | None) -> None:
    span = span_of(title)
    assert (span and (span.low, span.high)) == days
