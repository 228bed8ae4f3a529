"""The number of a complaint: what is mistyped is noticed, what is only written differently is understood."""

import secrets
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.number import ALPHABET, find, is_mistyped, new, new_pin, parse

TYPED = string.ascii_uppercase + string.digits
RANDOMS = st.lists(st.integers(0, 31), min_size=4, max_size=4)
CODES = st.text(string.ascii_uppercase, min_size=3, max_size=6)
DAYS = st.dates(date(2024, 1, 1), date(2099, 12, 31))


def made(code: str, day: date, randoms: list[int]) -> str:
    given_out = iter(randoms)
    return new(code, day, lambda _: next(given_out))


NUMBERS = st.builds(made, CODES, DAYS, RANDOMS)
SAMPLE = made("JUAI", date(2026, 11, 24), [7, 19, 3, 15])


def test_a_number_shows_office_year_and_month() -> None:
    assert SAMPLE == "JUAI-2611-7K3FQ"


def test_an_office_code_that_is_not_three_to_six_letters_is_refused() -> None:
    for code in ("JU", "JUAI1", "KECAMATAN", "juai"):
        with pytest.raises(ValueError, match="office code"):
            new(code, date(2026, 11, 24), secrets.randbelow)


@given(NUMBERS)
def test_every_number_is_valid_and_reads_as_itself(number: str) -> None:
    assert parse(number) == number
    assert not is_mistyped(number, [number.partition("-")[0]])


@given(NUMBERS)
def test_lower_case_spaces_and_missing_hyphens_are_understood(number: str) -> None:
    for typed in (
        number.lower(),
        number.replace("-", ""),
        number.replace("-", " "),
        f" {number} ",
        " ".join(number),
        number.replace("-", " – "),
    ):
        assert parse(typed) == number


@given(NUMBERS)
def test_o_for_zero_and_i_or_l_for_one_are_understood(number: str) -> None:
    code, month, tail = number.split("-")
    for one in "IL":
        swapped = str.maketrans("01", "O" + one)
        assert parse(f"{code}-{month.translate(swapped)}-{tail.translate(swapped).lower()}") == number
    assert parse(f"{code.replace('O', '0').replace('I', '1')}-{month}-{tail}") == number


@given(NUMBERS)
def test_every_single_wrong_character_is_noticed(number: str) -> None:
    plain = number.replace("-", "")
    for place in range(len(plain)):
        wrong = [plain[:place] + char + plain[place + 1 :] for char in TYPED]
        assert {parse(typed) for typed in wrong} == {None, number}


@given(NUMBERS)
def test_every_swap_of_two_neighbours_is_noticed(number: str) -> None:
    plain = number.replace("-", "")
    for place in range(len(plain) - 1):
        swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert parse(swapped) in ({None} if swapped != plain else {number})


def test_a_wrong_month_is_no_number() -> None:
    assert parse("JUAI-2613-7K3FQ") is None
    assert parse("") is None
    assert parse("JUAI") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Pak, bagaimana pengaduan saya {}?",
        "nomor saya {lower} tolong dicek ya",
        "status {spaced}",
        "cek{newline}{plain}.",
        "no tiket:*{}*",
        "tahun 2026 jalan rusak, nomornya ({lower})",
    ],
)
def test_a_number_is_found_inside_a_sentence(sentence: str) -> None:
    forms = {"lower": SAMPLE.lower(), "spaced": SAMPLE.replace("-", " "), "plain": SAMPLE.replace("-", ""), "newline": "\n"}
    assert find(sentence.format(SAMPLE, **forms)) == SAMPLE


def test_a_sentence_without_a_number_or_with_a_mistyped_one_finds_none() -> None:
    wrong = SAMPLE[:-1] + ("0" if SAMPLE[-1] != "0" else "1")
    for sentence in ("saya mau urus ktp", f"nomor {wrong}", "", "rapat tanggal 2611 di kantor", f"x{SAMPLE}x"):
        assert find(sentence) is None
    assert is_mistyped(f"nomor {wrong}", ["JUAI"])
    assert not any(is_mistyped(sentence, ["JUAI", "KTR"]) for sentence in ("ktp 2024 bulan apa", "rapat tanggal 2611 di kantor", SAMPLE))


def test_all_thirty_two_characters_are_used_and_none_looks_like_another() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_a_pin_has_six_digits_even_when_it_is_small() -> None:
    assert new_pin(lambda _: 7) == "000007"
    assert all(len(new_pin(secrets.randbelow)) == 6 for _ in range(100))
