"""Trains the models of knowledge/language/models from the language data and the development sets, and chooses the thresholds.

    .venv/bin/python -m bench.train

Takes about a minute. The held-back sets are not touched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bench import deciding
from bench.examples import known, parts, questions
from bench.fitting import fit, train_acts
from bench.sorting import Trainer
from knowledge.danger import Danger
from knowledge.language import ROOT, Language
from knowledge.learning import Linear
from knowledge.library import load
from knowledge.phrases import Cues
from knowledge.understanding import knowing

MODELS = ROOT / "models"


def main() -> None:
    library = load()
    language = knowing(Language.load(), library)
    MODELS.mkdir(exist_ok=True)
    examples = known(library)
    acts = train_acts(examples, language)
    acts.save(MODELS / "acts.npz", _about(examples=len(examples)))
    train_components(language).save(MODELS / "components.npz", _about())
    _write("triage", Trainer(language, Danger(language)).train(MODELS, _about()))
    decided = deciding.train(library, language, examples, questions("questions_dev"))
    _write("decision", decided)


def train_components(language: Language) -> Linear:
    labelled = [*parts(), *((e.text, e.component) for e in questions("questions_dev") if e.component)]
    labels, tokens, cues = [label for _, label in labelled], [language.tokens(text) for text, _ in labelled], Cues(language)
    return fit(tokens, labels, sorted(set(labels)), [cues.marks(each) for each in tokens], strength=100)


def _about(**more: object) -> dict[str, object]:
    return {"made by": "python -m bench.train", "date": f"{datetime.now(UTC):%Y-%m-%d}", **more}


def _write(name: str, content: Mapping[str, Any]) -> None:
    path = MODELS / f"{name}.json"
    path.write_text(json.dumps({"about": _about(), **content}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
