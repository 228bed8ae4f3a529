"""A standard covers a request when the thing that is wanted is one of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from knowledge.language.words import Language
from knowledge.standards.library import load
from knowledge.understanding.coverage import Coverage, Covering
from knowledge.understanding.understander import Understander
from knowledge.understanding.vocabulary import knowing

RARE, USUAL = 4.0, 0.5


def _coverage(text: str, *used: str) -> Coverage:
    language = knowing(Language.load(), load())
    known = {token for word in used for token in language.tokens(word)}
    uses: Callable[[Sequence[str]], Sequence[bool]] = lambda words: [word in known for word in words]  # noqa: E731
    rare = {token for word in ("ktp", "paspor", "sertifikat", "kursi", "roda") for token in language.tokens(word)}
    return Covering(language, lambda token: RARE if token in rare else USUAL).of(text, language.tokens(text), uses)


def test_a_thing_that_the_service_mentions_is_covered() -> None:
    got = _coverage("mau bikin ktp apa syaratnya", "ktp", "syarat")
    assert (got.things, got.foreign) == (1.0, 0.0)


def test_a_thing_that_it_never_mentions_is_foreign() -> None:
    got = _coverage("mau bikin paspor apa syaratnya", "ktp", "syarat")
    assert (got.things, got.foreign) == (0.0, RARE)


def test_of_a_story_the_sentence_that_asks_is_looked_at() -> None:
    got = _coverage("Kakek saya dulu punya paspor dan sertifikat. Syarat ktp apa?", "ktp", "syarat")
    assert got.asked == 1.0


def test_where_no_act_is_named_nothing_is_foreign() -> None:
    assert _coverage("paspor", "ktp").foreign == 0.0


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("cara bikin paspor di kantor camat gimana, berkasnya apa saja", "juai"),
        ("minta kursi roda untuk kakek saya syaratnya apa", "landak-dsp3akb"),
        ("mau nikah di KUA, daftarnya bawa apa saja", "juai"),
        ("sertifikat tanah mau dibalik nama, lewat camat bisa?", "juai"),
    ],
)
def test_what_no_standard_covers_is_not_answered_from_a_near_one(understander: Understander, text: str, office: str) -> None:
    assert understander.understand(text, office).kind != "answer"


@pytest.mark.parametrize(
    ("text", "office", "service"),
    [
        ("mau bikin ktp, bawa apa saja", "juai", "juai/perekaman-e-ktp"),
        (
            "BPJS mandiri menunggak, mau pindah ke yang dibayar pemerintah lewat dtks, syaratnya apa",
            "landak-dsp3akb",
            "landak-dsp3akb/dtks-siks-ng",
        ),
    ],
)
def test_words_of_another_agency_do_not_outvote_what_is_wanted(understander: Understander, text: str, office: str, service: str) -> None:
    got = understander.understand(text, office)
    assert (got.kind, got.service) == ("answer", service)
