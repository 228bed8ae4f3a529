"""Models say what they were trained on, so that it is noticed when they are of different trainings or older than what they should know."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bench import provenance
from bench.provenance import File
from knowledge.understanding.linear_model import Linear

KNOWN = {"sets/a.jsonl": File("1", 10), "sets/b.jsonl": File("2", 20)}
BESIDE = {"language/slang.yaml": File("3", 30)}


def model(path: Path, mark: str) -> None:
    weights = np.zeros((1, 1), dtype=np.float32)
    Linear(("yes",), {"word": 0}, weights[0], weights, weights[0]).save(path, {"stamp": mark})


def test_models_of_one_training_carry_its_stamp_and_one_of_another_does_not(tmp_path: Path) -> None:
    mark = provenance.stamp(KNOWN, BESIDE)
    provenance.store(tmp_path, {"stamp": mark}, KNOWN, BESIDE)
    model(tmp_path / "acts.npz", mark)
    model(tmp_path / "components.npz", "another")
    (tmp_path / "decision.json").write_text(json.dumps({"about": {}}), encoding="utf-8")
    assert provenance.stored(tmp_path) == (KNOWN, BESIDE)
    assert dict(provenance.stamps(tmp_path)) == {
        "acts.npz": mark,
        "components.npz": "another",
        "decision.json": None,
        provenance.STORED: mark,
    }


def test_a_changed_new_or_missing_file_is_noticed() -> None:
    now = {"sets/a.jsonl": File("1", 10), "sets/b.jsonl": File("9", 20), "sets/c.jsonl": File("2", 20)}
    assert provenance.changed(KNOWN, now) == ["sets/b.jsonl", "sets/c.jsonl"]
    assert provenance.changed(now, KNOWN) == ["sets/b.jsonl", "sets/c.jsonl"]
    assert provenance.stamp(KNOWN, BESIDE) != provenance.stamp(now, BESIDE)


def test_what_is_trained_on_is_found_and_nothing_unread_is() -> None:
    known, beside = provenance.examples(), provenance.surroundings()
    assert "bench/sets/questions_courteous_kader.jsonl" in known
    assert {"knowledge/language/danger.yaml", "bench/deciding.py", "knowledge/offices/juai/office.yaml"} <= beside.keys()
    assert not [path for path in (*known, *beside) if "unread" in path]
