"""Trains the models of knowledge/language/models from the language data and the development sets, and chooses the thresholds.

    .venv/bin/python -m bench.train

Takes about a minute. Which services and kinds a message resembles is judged out of fold, by models that have not seen it, so that
the decision learns how sure those models are of messages they have never read. The held-back sets are not touched.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.examples import Example, known, parts, questions
from knowledge.danger import Danger
from knowledge.decision import Decision
from knowledge.elsewhere import ElsewhereList
from knowledge.evidence import Evidence, Witnesses, marks, witnesses
from knowledge.language import ROOT, Language, Tokens, read
from knowledge.learned import Learned, lessons_of
from knowledge.learning import Floats, Linear, features
from knowledge.library import Library, load
from knowledge.phrases import Cues
from knowledge.search import Searcher
from knowledge.triage_model import CATEGORIES, CONFIDENTIAL, URGENT
from knowledge.understanding import knowing

MODELS = ROOT / "models"
FOLDS = 5
ACTS = ("answer", "complaint", "emergency", "none", "office", "smalltalk", "status")
WEIGHT_OF_SOURCE = {"elsewhere": 0.1, "framed elsewhere": 0.3, "framed name": 0.5, "triage": 0.5, "questions_dev": 3.0}
NEVER_HELD = ("name",)
Heard = tuple[Example, Evidence]


def main() -> None:
    library = load()
    language = knowing(Language.load(), library)
    MODELS.mkdir(exist_ok=True)
    examples = known(library)
    acts = train_acts(examples, language)
    acts.save(MODELS / "acts.npz", _about(examples=len(examples)))
    train_components(language).save(MODELS / "components.npz", _about())
    train_triage(language)
    train_decision(library, language, examples)


def train_acts(examples: Sequence[Example], language: Language) -> Linear:
    """What people do with such words, whatever they are about."""
    danger, elsewhere, cues = Danger(language), ElsewhereList(language), Cues(language)
    tokens = [language.tokens(example.text) for example in examples]
    beside = [
        marks(example.text, danger.signs(each), elsewhere.find(each), cues.marks(each)) for example, each in zip(examples, tokens, strict=True)
    ]
    return fit(tokens, ["answer" if e.kind == "clarify" else e.kind for e in examples], ACTS, beside, strength=10)


def train_components(language: Language) -> Linear:
    labelled = [*parts(), *((e.text, e.component) for e in questions("questions_dev") if e.component)]
    labels, tokens, cues = [label for _, label in labelled], [language.tokens(text) for text, _ in labelled], Cues(language)
    return fit(tokens, labels, sorted(set(labels)), [cues.marks(each) for each in tokens], strength=30, letters=True)


def train_triage(language: Language) -> None:
    """Category, urgency and confidentiality side by side in one model."""
    entries = read("triage")["contoh"]
    tokens = [language.tokens(entry["teks"]) for entry in entries]
    beside = [Danger(language).signs(each).marks for each in tokens]
    heads = [fit(tokens, [entry["kategori"] for entry in entries], CATEGORIES, beside, strength=5)]
    for name, key in ((URGENT, "darurat"), (CONFIDENTIAL, "rahasia")):
        labels = [name if entry.get(key) == "true" else "no" for entry in entries]
        heads.append(fit(tokens, labels, (name,), beside, strength=5, balanced=True))
    joined = replace(
        heads[0],
        classes=tuple(name for head in heads for name in head.classes),
        weights=np.hstack([head.weights for head in heads]),
        bias=np.hstack([head.bias for head in heads]),
    )
    joined.save(MODELS / "triage.npz", _about(examples=len(entries)))
    _write("triage", {"thresholds": {URGENT: 0.0, CONFIDENTIAL: 0.0}})


def train_decision(library: Library, language: Language, examples: Sequence[Example]) -> None:
    heard = list(out_of_fold(library, language, examples))
    full = _witnesses(library, language, examples)
    heard += [(example, full.hear(example.text, example.office)) for example in questions("questions_dev")]
    names = sorted(heard[0][1].facts)
    facts = np.array([[evidence.facts[name] for name in names] for _, evidence in heard])
    mean, spread = facts.mean(axis=0), facts.std(axis=0) + 1e-6
    weights = [WEIGHT_OF_SOURCE.get(example.source, 1.0) for example, _ in heard]
    model = LogisticRegression(C=0.3, max_iter=3000).fit((facts - mean) / spread, [e.kind for e, _ in heard], sample_weight=weights)
    coefficients = (model.coef_ / spread).T
    table = {
        "facts": names,
        "kinds": list(model.classes_),
        "weights": np.round(coefficients, 5).tolist(),
        "bias": np.round(model.intercept_ - mean @ coefficients, 5).tolist(),
        "thresholds": {"answer": 0.5, "emergency": 0.3, "close": 0.5, "about": 0.5},
    }
    _write("decision", table)
    Decision.load(MODELS / "decision.json")


def out_of_fold(library: Library, language: Language, examples: Sequence[Example]) -> Iterator[Heard]:
    """Every example as witnesses hear it that have never read it, with its office chosen and without.

    Matters of other agencies are held back whole, so that the decision learns what a matter looks like that no list names.
    """
    groups = sorted({_group(example) for example in examples if example.source not in NEVER_HELD})
    random.Random(7).shuffle(groups)
    for fold in range(FOLDS):
        hidden = set(groups[fold::FOLDS])
        held = [e for e in examples if _group(e) in hidden and e.source not in NEVER_HELD]
        heard = _witnesses(library, language, [e for e in examples if _group(e) not in hidden or e.source in NEVER_HELD], hidden)
        for example in held:
            yield from ((case, heard.hear(case.text, case.office)) for case in _cases(example, library))


def _group(example: Example) -> str:
    return example.group or example.text


def _cases(example: Example, library: Library) -> Iterator[Example]:
    """The message to all offices, and to one: a question that is open between offices may be clear in one."""
    yield example
    office = example.services[0].partition("/")[0] if example.services else random.Random(example.text).choice(sorted(library.offices))
    own = tuple(service for service in example.services if service.startswith(f"{office}/"))
    kind = "answer" if example.kind == "clarify" and len(own) == 1 else example.kind
    yield replace(example, office=office, services=own, kind=kind)


def _witnesses(library: Library, language: Language, examples: Sequence[Example], hidden: Container[str] = ()) -> Witnesses:
    """Witnesses that have read nothing of the hidden texts and of the hidden matters of other agencies."""
    services = {
        name: service.model_copy(update={"phrases": tuple(phrase for phrase in service.phrases if phrase not in hidden)})
        for name, service in library.services.items()
    }
    smaller = replace(library, services=services)
    left = {example.text for example in examples}
    lessons = [lesson for lesson in lessons_of(smaller) if lesson.text in left]
    known = witnesses(Searcher(smaller, language), Learned(smaller, language, lessons), language, train_acts(examples, language))
    return replace(known, elsewhere=ElsewhereList(language, without=hidden))


def fit(
    examples: Sequence[Tokens],
    labels: Sequence[str],
    classes: Sequence[str],
    beside: Sequence[Tokens] = (),
    *,
    strength: float,
    letters: bool = False,
    balanced: bool = False,
) -> Linear:
    """Logistic regression as a Linear; one class means: this class or not."""
    empty = features(examples, classes, letters, beside)
    rows = [empty.vector(tokens, signs) for tokens, signs in zip(examples, beside or [()] * len(examples), strict=True)]
    starts = np.cumsum([0, *(len(ids) for ids, _ in rows)])
    matrix = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([i for i, _ in rows]), starts), shape=(len(rows), len(empty.index))
    )
    model = LogisticRegression(C=strength, max_iter=1000, class_weight="balanced" if balanced else None)
    model.fit(matrix, labels if len(classes) > 1 else [label == classes[0] for label in labels])
    order = [list(model.classes_).index(name) for name in classes] if len(classes) > 1 else [0]
    weights: Floats = model.coef_[order].T.astype(np.float32)
    return replace(empty, weights=weights, bias=model.intercept_[order].astype(np.float32))


def _about(**more: object) -> dict[str, object]:
    return {"made by": "python -m bench.train", "date": f"{datetime.now(UTC):%Y-%m-%d}", **more}


def _write(name: str, content: Mapping[str, Any]) -> None:
    path = MODELS / f"{name}.json"
    path.write_text(json.dumps({"about": _about(), **content}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
