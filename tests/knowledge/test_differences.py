"""Asked back, near twins are told apart by what only one of them says, not by their long titles."""

from __future__ import annotations

import pytest

from knowledge.understanding.differences import Difference, difference, in_sentence


@pytest.mark.parametrize(
    ("titles", "matter", "each"),
    [
        (
            (
                "Penerbitan KTP-el Baru bagi WNI (Pemula 17 Tahun)",
                "Penggantian KTP-el karena Hilang",
                "Penggantian KTP-el karena Perubahan Data",
            ),
            "KTP-el",
            ("Baru bagi WNI", "Hilang", "Perubahan Data"),
        ),
        (("Legalisir Kartu AK/I", "Penggantian Kartu AK/I Hilang atau Rusak"), "Kartu AK/I", ("Legalisir", "Hilang atau Rusak")),
        (
            ("Surat Keterangan Tidak Mampu untuk Berobat", "Surat Keterangan Tidak Mampu untuk Sekolah"),
            "Surat Keterangan Tidak Mampu",
            ("Berobat", "Sekolah"),
        ),
    ],
)
def test_what_only_one_title_says(titles: tuple[str, ...], matter: str, each: tuple[str, ...]) -> None:
    assert difference(titles) == Difference(matter=matter, each=each)


@pytest.mark.parametrize(
    "titles",
    [
        ("Rawat Inap Hewan", "Surat Keterangan Usaha"),
        ("Akta Kematian", "Akta Kematian bagi yang Meninggal Lebih dari 10 Tahun"),
        ("KTP-el karena Hilang", "Penggantian KTP-el karena Hilang"),
        ("KIA untuk Anak", "KIA bagi semua orang yang datang dari kabupaten lain dan belum punya apa-apa"),
    ],
)
def test_titles_without_a_short_difference_are_asked_by_their_names(titles: tuple[str, ...]) -> None:
    assert difference(titles) is None


def test_a_difference_stands_in_a_sentence_in_small_letters_but_for_capitals() -> None:
    assert in_sentence("Pisah KK dalam 1 Alamat") == "pisah KK dalam 1 alamat"
