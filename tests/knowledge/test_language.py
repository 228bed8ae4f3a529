"""How people write, and what is understood of it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.examples import lines
from knowledge.language.spelling import Spelling
from knowledge.language.words import MANY, Language, plain
from knowledge.standards.library import load
from knowledge.understanding.vocabulary import knowing


@pytest.fixture(scope="module")
def language() -> Language:
    return knowing(Language.load(), load())


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("KTP", "ktp"),
        ("k4sih", "kasih"),
        ("150", "150"),
        ("gratissss", "gratis"),
        ("syaratnya", "syarat"),
        ("syrt", "syarat"),
        ("tempat2nya", "tempatnya"),
        ("ngurusin", "mengurus"),
        ("diurusin", "mengurus"),
        ("biayanya brp", "biaya berapa"),
        ("ka te pe", "ktp"),
        ("gmn caranya", "bagaimana caranya"),
        ("kayapa caranya", "bagaimana caranya"),
        ("15menit", "15 menit"),
        ("rekomendsi", "rekomendasi"),
        ("persaratan", "persyaratan"),
        ("dispenasi nikah", "dispensasi nikah"),
        ("d mana", "di mana"),
        ("berapa", "berapa"),
        ("ka te pe ank", "kartu identitas anak"),
        ("beta sonde tau", "saya tidak tahu"),
        ("katong deng dorang", "kami dengan mereka"),
        ("ambo indak baok surek", "saya tidak bawa surat"),
        ("bara bayianyo di siko", "berapa bayar di sini"),
    ],
)
def test_what_is_written_in_many_ways_becomes_the_same_words(language: Language, written: str, normal: str) -> None:
    assert language.tokens(written) == language.tokens(normal)


def test_a_message_read_piece_by_piece_means_what_it_means_as_a_whole(language: Language) -> None:
    texts = [line["text"] for line in lines("questions_bare_lead")] + ["migran korban perdagangan orang", "ka te pe ank ilang"]
    for text in texts:
        spoken = tuple(word for chunk in text.split() for word in language._split(chunk))
        assert language.tokens(text) == language._read(spoken).tokens


@pytest.mark.parametrize("word", ["apa", "kasi", "kk", "umkm", "siap", "bisa"])
def test_short_words_are_never_taken_for_typing_mistakes(language: Language, word: str) -> None:
    assert Spelling(language.spelling.counts).nearest(word[:3]) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("syarst", "syarat"), ("srtifikat", "sertifikat"), ("pelayanam", "pelayanan"), ("mnguurus", None), ("xqzwv", None)],
)
def test_a_slip_of_the_finger_finds_the_nearest_known_word(wrong: str, right: str | None) -> None:
    known = Spelling().knowing(Counter(["syarat", "sertifikat", "pelayanan", "surat"]))
    assert known.nearest(wrong) == right


def test_the_nearer_key_wins() -> None:
    assert Spelling().knowing(Counter(["padi", "papi"])).nearest("pafi") == "padi"


def test_what_was_written_is_kept_beside_what_was_understood(language: Language) -> None:
    words = language.words("syrt bkin ktp")
    assert [word.written for word in words] == ["syrt", "bkin", "ktp"]


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b\x07", "‮‮", "🙈🙈🙈", "'''’’’", "." * 10_000])
def test_nothing_to_understand_gives_no_words(language: Language, text: str) -> None:
    assert language.tokens(text) == ()


def test_a_message_of_any_length_costs_a_bounded_number_of_words(language: Language) -> None:
    assert len(language.tokens("ktp hilang " * 5000)) <= 2 * 240


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert plain("Jum’at Séhat") == "jumat sehat"


@settings(deadline=None, max_examples=150)
@given(text=st.text(max_size=300))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    language = _shared()
    assert language.tokens(text) == language.tokens(text)


@settings(deadline=None, max_examples=100)
@given(
    words=st.lists(
        st.sampled_from(["syarat", "ktp", "hilang", "gmn", "min", "brp", "lama", "surat", "waris", "bumdes", "posyandu", "2", "bayar"]),
        max_size=8,
    )
)
def test_capitals_and_spaces_change_nothing(words: list[str]) -> None:
    language = _shared()
    assert language.tokens("  ".join(words).upper()) == language.tokens(" ".join(words))


_LANGUAGE: list[Language] = []


def _shared() -> Language:
    """One language for the property tests, which take no fixtures of a narrower scope."""
    if not _LANGUAGE:
        _LANGUAGE.append(Language.load())
    return _LANGUAGE[0]


def test_made_up_words_do_not_fill_the_memory() -> None:
    language = Language.load()
    for number in range(MANY + 500):
        language.tokens(f"zq{number:x}")
    assert language._spoken.cache_info().currsize <= MANY  # type: ignore[attr-defined]
    assert language._run.cache_info().currsize <= MANY  # type: ignore[attr-defined]
