"""Trains a logistic regression with scikit-learn and returns it as a `Linear`, which runs without scikit-learn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from bench.examples import COURTEOUS, Example
from knowledge.language.phrases import Cues
from knowledge.language.words import Language, Tokens
from knowledge.understanding.danger import Danger
from knowledge.understanding.elsewhere import ElsewhereList
from knowledge.understanding.evidence import marks
from knowledge.understanding.intents import Intents
from knowledge.understanding.linear_model import Floats, Linear, features

ACTS = ("answer", "clarify", "complaint", "emergency", "file", "none", "office", "smalltalk", "status")


WORTH = dict.fromkeys(COURTEOUS, 3.0)  # lines as people really send them
LONGEST_NAME = 5  # words


def train_acts(examples: Sequence[Example], language: Language) -> Linear:
    """What people do with such words, whatever they are about."""
    danger, elsewhere, cues, intents = Danger(language), ElsewhereList(language), Cues(language), Intents(language)
    names = _names(examples, language)
    examples = [each for each in examples if each.matter and not _is_next_door(each, language.tokens(each.matter), names, elsewhere)]
    tokens = [language.tokens(example.matter) for example in examples]
    beside = [
        marks(
            example.matter,
            danger.heard(example.matter, each),
            elsewhere.find(each),
            (*cues.marks(each), *intents.marks(example.matter, each)),
        )
        for example, each in zip(examples, tokens, strict=True)
    ]
    worth = [WORTH.get(example.source, 1) for example in examples]
    return fit(tokens, [e.kind for e in examples], ACTS, beside, strength=10, worth=worth)


def _names(examples: Sequence[Example], language: Language) -> Mapping[Tokens, set[str]]:
    """The offices that have a service of this name, of names of several words."""
    offices: dict[Tokens, set[str]] = defaultdict(set)
    for example in examples:
        if example.source == "name" and len(tokens := language.tokens(example.text)) > 1:
            offices[tokens].add(example.services[0].partition("/")[0])
    return offices


def _is_next_door(example: Example, tokens: Tokens, names: Mapping[Tokens, set[str]], elsewhere: ElsewhereList) -> bool:
    """Whether only the chosen office makes this nobody's matter: another one has the service that is named, so the words alone ask for it."""
    if example.kind != "none" or not example.office or elsewhere.find(tokens, example.office):
        return False
    stretches = (tuple(tokens[at : at + many]) for at in range(len(tokens)) for many in range(2, LONGEST_NAME + 1))
    offices = [names[stretch] for stretch in stretches if stretch in names]
    return bool(offices) and not any(example.office in each for each in offices)


def fit(
    examples: Sequence[Tokens],
    labels: Sequence[str],
    classes: Sequence[str],
    beside: Sequence[Tokens] = (),
    *,
    strength: float,
    worth: Sequence[float] | None = None,
    letters: bool = False,
    balanced: bool = False,
) -> Linear:
    """Logistic regression as a Linear; one class means: this class or not. `worth`: how much each example counts.

    It is solved nearly to the end: stopped early (at 1e-3) models of different folds were of different strength, and the decision
    that is learnt from all of them was wrong in 1 to 2 of 100 more.
    """
    empty = features(examples, classes, beside, letters=letters)
    rows = [empty.vector(tokens, signs) for tokens, signs in zip(examples, beside or [()] * len(examples), strict=True)]
    starts = np.cumsum([0, *(len(ids) for ids, _ in rows)])
    matrix = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([i for i, _ in rows]), starts), shape=(len(rows), len(empty.index))
    )
    from sklearn.linear_model import LogisticRegression  # loading it takes a second, which nobody pays who does not train

    model = LogisticRegression(C=strength, max_iter=300, tol=1e-4, class_weight="balanced" if balanced else None)
    model.fit(matrix, labels if len(classes) > 1 else [label == classes[0] for label in labels], sample_weight=worth)
    order = [list(model.classes_).index(name) for name in classes] if len(classes) > 1 else [0]
    weights: Floats = model.coef_[order].T.astype(np.float32)
    return replace(empty, weights=weights, bias=model.intercept_[order].astype(np.float32))
