"""What a message is after an answer: the same few words mean another thing with a topic."""

from __future__ import annotations

import json
from dataclasses import replace
from math import log

import pytest

from bench import following as training
from bench.examples import TURNS, lines
from knowledge.language.words import ROOT
from knowledge.understanding.decision import Table
from knowledge.understanding.following import TOPIC_FACTS
from knowledge.understanding.understander import Understander

KTP, OFFICIALS = "juai/perekaman-e-ktp", "juai/pengangkatan-perangkat-desa"


def table(shares: dict[str, float]) -> Table:
    """One that finds these kinds so likely whatever it hears."""
    weights = [[0.0] * len(shares) for _ in TOPIC_FACTS]
    return Table.of(
        {"kinds": list(shares), "facts": list(TOPIC_FACTS), "weights": weights, "bias": [log(share) for share in shares.values()]}
    )


@pytest.mark.parametrize(
    ("kind", "likeliest", "share", "becomes"),
    [
        ("smalltalk", "within", 0.9, "within"),
        ("file", "within", 0.9, "within"),
        ("file", "within", 0.8, None),
        ("none", "smalltalk", 0.9, "smalltalk"),
        ("complaint", "within", 0.99, None),
        ("complaint", "smalltalk", 0.99, None),
        ("emergency", "within", 0.99, None),
        ("smalltalk", "complaint", 0.99, None),
    ],
)
def test_only_a_sure_reading_overrules_and_never_a_complaint_or_a_danger(
    understander: Understander, kind: str, likeliest: str, share: float, becomes: str | None
) -> None:
    following = replace(understander.following, table=table({likeliest: share, "ask": 1 - share}), sure=0.85)
    reading = following.overruling(kind, understander._evidence("surat kah atau telpon", "juai"), KTP)
    assert (reading.kind if reading else None) == becomes


@pytest.mark.parametrize(
    ("text", "topic"),
    [("berita acara BPD termasuk mboten", OFFICIALS), ("nanti disurvei ga?", KTP), ("biayanya, Bu?", KTP), ("kapan bisa diambil ya", KTP)],
)
def test_a_fragment_after_an_answer_is_neither_small_talk_nor_about_a_file(understander: Understander, text: str, topic: str) -> None:
    assert understander.understand(text, "juai", topic).kind not in {"smalltalk", "file", "complaint"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("terima kasih banyak bu", "smalltalk"),
        ("jalan di depan rumah saya rusak parah, tolong diperbaiki", "complaint"),
        ("berkas ktp saya yang dimasukkan minggu lalu sudah sampai mana", "file"),
        ("tolong ada kebakaran di rumah tetangga", "emergency"),
    ],
)
def test_what_stands_for_itself_stays_what_it_is_after_an_answer(understander: Understander, text: str, kind: str) -> None:
    assert understander.understand(text, "juai", KTP).kind == understander.understand(text, "juai").kind == kind


def test_every_turn_of_the_training_names_a_service_and_a_kind_that_is_there(understander: Understander) -> None:
    kinds = {*understander.following.table.kinds, "emergency"}
    assert [line["id"] for line in lines(TURNS) if line["topic"] not in understander.library.services or line["kind"] not in kinds] == []


def test_the_table_weighs_the_facts_that_the_training_names(understander: Understander) -> None:
    assert understander.following.table.facts == training.FACTS
    assert understander.following.sure == training.SURE


def test_the_table_has_learnt_from_the_labelled_sets_of_today() -> None:
    stored = json.loads((ROOT / "models" / "following.json").read_text(encoding="utf-8"))
    assert stored["about"]["labelled"] == training.mark(), "train anew: python -m bench.following --store"
