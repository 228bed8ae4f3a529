"""Trains the models of knowledge/language/models from the language data and the labelled sets, and chooses the thresholds.

    .venv/bin/python -m bench.train

Takes some minutes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import deciding, new_offices, provenance
from bench.background import background
from bench.brief import material
from bench.examples import COMPLAINTS, FOR_PARTS, OTHER_WRITERS, matter, parts, questions
from bench.fitting import fit, train_acts
from bench.sorting import Trainer
from knowledge.language.phrases import Cues
from knowledge.language.words import ROOT, Language
from knowledge.standards.library import Library, load
from knowledge.understanding.danger import Danger
from knowledge.understanding.intents import Intents
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.vocabulary import knowing

WORTH_OF_OTHERS = 3


def main(
    root: Path = ROOT, sets: Sequence[str] = OTHER_WRITERS, complaints: Sequence[str] = COMPLAINTS, library: Library | None = None
) -> None:
    """Models for the language data of `root`, from its own examples and those of the named sets."""
    library, models = library or load(), root / "models"
    language = knowing(Language.load(root), library)
    models.mkdir(exist_ok=True)
    examples = material(library, sets)
    known, beside = provenance.examples(), provenance.surroundings(root)
    about: dict[str, object] = {
        "made by": "python -m bench.train",
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "stamp": provenance.stamp(known, beside),
        "sets": [*sets, *complaints],
    }
    provenance.store(models, about, known, beside)
    background(library, language).save(models / "rarity.json", about)
    acts = train_acts(examples, language)
    acts.save(models / "acts.npz", about)
    train_components(language, [*sets, *FOR_PARTS]).save(models / "components.npz", about)
    _write(models / "triage.json", about, Trainer(language, Danger(language), Intents(language), complaints).train(models, about))
    _write(
        models / "decision.json",
        about,
        {**deciding.train(library, language, examples, acts), "poor": new_offices.train_new(library, language, examples, root)},
    )


def train_components(language: Language, sets: Sequence[str]) -> Linear:
    """Which part of a standard is asked for."""
    others = [(e.text, e.component) for name in sets for e in questions(name) if e.component]
    labelled = [(matter_text, label) for text, label in (*parts(), *others * WORTH_OF_OTHERS) if (matter_text := matter(text))]
    labels, tokens, cues = [label for _, label in labelled], [language.tokens(matter_text) for matter_text, _ in labelled], Cues(language)
    return fit(tokens, labels, sorted(set(labels)), [cues.marks(each) for each in tokens], strength=20)


def _write(path: Path, about: Mapping[str, object], content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps({"about": about, **content}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
