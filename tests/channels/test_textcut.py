"""Long texts are cut where it hurts least."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.textcut import cut, part, shorten
from handlers.talking.message import Span, Text

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇮🇩"


def plains(text: str, limit: int) -> list[str]:
    return [piece.plain for piece in cut(Text.of(text), limit)]


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 5, []),
        ("pendek", 10, ["pendek"]),
        ("tepat", 5, ["tepat"]),
        ("satu dua tiga.\n\nempat lima. enam", 20, ["satu dua tiga.", "empat lima. enam"]),
        ("baris satu\nbaris dua tiga", 14, ["baris satu", "baris dua tiga"]),
        ("Satu dua. Tiga empat lima", 16, ["Satu dua.", "Tiga empat lima"]),
        ("satu dua tiga", 9, ["satu dua", "tiga"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("aaaa\n\nbbbb", 4, ["aaaa", "bbbb"]),
        ("  tepi  ", 4, ["tepi"]),
        ("ab" + FLAG * 2, 5, ["ab" + FLAG, FLAG]),
        ("ab" + FAMILY, 8, ["ab", FAMILY]),
        ("abc👍🏽", 4, ["abc", "👍🏽"]),
        ("ne\u0301e\u0301", 4, ["ne\u0301", "e\u0301"]),
        ("a\u0301\u0302\u0303", 2, ["a\u0301", "\u0302\u0303"]),
    ],
)
def test_a_text_is_cut_at_the_best_break(text: str, limit: int, pieces: list[str]) -> None:
    assert plains(text, limit) == pieces


def test_looks_survive_a_cut_and_white_space_at_it_goes() -> None:
    text = Text((Span(text="satu "), Span(text="dua tiga", bold=True), Span(text=" empat", italic=True)))
    assert cut(text, 9) == [
        Text((Span(text="satu "), Span(text="dua", bold=True))),
        Text((Span(text="tiga", bold=True),)),
        Text((Span(text="empat", italic=True),)),
    ]


def test_length_is_measured_as_the_platform_does() -> None:
    assert [piece.plain for piece in cut(Text.of("éé éé"), 4, lambda words: len(words.encode()))] == ["éé", "éé"]


def test_part_takes_a_stretch_with_its_looks() -> None:
    text = Text((Span(text="abc"), Span(text="def", bold=True)))
    assert part(text, 2, 5) == Text((Span(text="c"), Span(text="de", bold=True)))


@pytest.mark.parametrize(
    ("words", "limit", "short"),
    [
        ("Akta Kelahiran", 24, "Akta Kelahiran"),
        ("Perekaman KTP elektronik untuk pemula", 24, "Perekaman KTP…"),
        ("dua\nbaris", 24, "dua baris"),
        ("x" * 30, 24, "x" * 23 + "…"),
        (FAMILY * 2, 8, FAMILY + "…"),
    ],
)
def test_a_label_is_shortened_at_a_word(words: str, limit: int, short: str) -> None:
    assert shorten(words, limit) == short
    assert len(shorten(words, limit)) <= limit


@given(st.text(alphabet=st.sampled_from("ab c.\n\u200d\u0301👍🏽🇮🇩"), max_size=80), st.integers(4, 20))
def test_every_piece_fits_and_no_letter_is_lost(text: str, limit: int) -> None:
    pieces = plains(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
