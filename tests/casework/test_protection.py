"""What names a protected reporter, and what only looks like it."""

from __future__ import annotations

import pytest

from handlers.casework.access import has_nik, names_reporter


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ibu SITI sudah kami hubungi", True),
        ("kepada Aminah: selesai", True),
        ("situasi di loket sudah aman", False),
        ("hubungi 0812-3456-7890", True),
        ("hubungi +62 812 3456 7890", True),
        ("tanggal 12 3456", False),
        ("NIK 6311014107900001", True),
        ("nomor surat 631101410790000", False),
        ("nomor surat 63110141079000011", False),
        ("Bu Al sudah ditemui", False),  # two letters name nobody
    ],
)
def test_a_name_a_number_or_a_nik_is_noticed(text: str, names: bool) -> None:
    assert names_reporter(text, "Siti Aminah Al", "081234567890") is names


def test_an_address_of_mail_counts_as_it_is() -> None:
    assert names_reporter("kirim ke SITI.A@contoh.id ya", "Rahmawati", "siti.a@contoh.id")
    assert not names_reporter("kirim ke petugas@contoh.id", "Rahmawati", "siti.a@contoh.id")


def test_a_short_number_names_nobody() -> None:
    assert not names_reporter("nomor 12345", "Rahmawati", "12345")
    assert names_reporter("nomor 123456", "Rahmawati", "123456")


def test_only_sixteen_digits_are_a_nik() -> None:
    assert has_nik("1234567890123456") and not has_nik("123456789012345") and not has_nik("12345678901234567")
