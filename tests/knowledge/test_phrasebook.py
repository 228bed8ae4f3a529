"""A citizen's phrase becomes part of a service in one step, and nothing else in the file changes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.editing.phrasebook import PhraseNotAdopted, adopt
from knowledge.standards.library import ROOT, load
from knowledge.understanding.understander import Understander

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("offices/buleleng", "calendars"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "policy.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("phrase", ["kapan tim lomba desa turun", 'kata pak kades: "lomba" #1?', "- tanda hubung: dan titik dua"])
def test_the_phrase_is_known_afterwards_and_the_rest_of_the_file_is_as_it_was(copy: Path, phrase: str) -> None:
    path = copy / "offices/buleleng/services/lomba-desa.yaml"
    before = path.read_text().splitlines()
    adopt("buleleng/lomba-desa", phrase, [copy], NOW)
    after = path.read_text().splitlines()
    assert phrase in load(copy).services["buleleng/lomba-desa"].phrases
    assert len(after) == len(before) + 1
    assert [line for line in after if line in before] == before


def test_a_phrase_that_was_adopted_is_answered_whatever_it_was_taken_for_before(copy: Path) -> None:
    question, service = "kapan ada bazar sembako murah ya", "buleleng/lomba-desa"
    assert Understander(load(copy)).understand(question, "buleleng").service is None
    adopt(service, question.removesuffix(" ya"), [copy], NOW)
    assert Understander(load(copy)).understand(question, "buleleng").service == service


def test_a_service_that_does_not_exist_is_named(copy: Path) -> None:
    with pytest.raises(PhraseNotAdopted, match="buleleng/tidak-ada"):
        adopt("buleleng/tidak-ada", "apa saja", [copy], NOW)


def test_what_would_break_the_file_is_not_written(copy: Path) -> None:
    path = copy / "offices/buleleng/services/lomba-desa.yaml"
    before = path.read_text()
    with pytest.raises(PhraseNotAdopted, match="Belum disimpan"):
        adopt("buleleng/lomba-desa", "x" * 3000, [copy], NOW)
    assert path.read_text() == before


def test_an_adopted_phrase_answers_the_next_question(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    asked = "mbengkas parit kampung ngrimbit"
    before, after = (_service_of(asked, tmp_path / "knowledge", adopted) for adopted in (False, True))
    assert before != "buleleng/lomba-desa" and after == "buleleng/lomba-desa"


def _service_of(asked: str, root: Path, adopted: bool) -> str | None:
    if adopted:
        adopt("buleleng/lomba-desa", asked, [root], NOW)
    return Understander(load(root)).understand(asked).service
