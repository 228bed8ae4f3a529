"""How well the bot understands a writer whose messages it was not trained on: it trains on all other writers and measures on this one.

.venv/bin/python -m bench.crossing [lead | writer2 | banjar ...]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Container, Sequence
from pathlib import Path

import yaml

from bench import train, understanding
from bench.examples import COMPLAINTS, OTHER_WRITERS, WRITERS, questions, without
from knowledge.language.words import ROOT, read
from knowledge.standards.library import load
from knowledge.understanding.understander import Understander


def main(names: Sequence[str]) -> None:
    for name in names or WRITERS:
        with tempfile.TemporaryDirectory() as folder:
            cross(name, Path(folder) / "language")


def cross(writer: str, root: Path) -> None:
    """Train without one writer's questions and complaints, then measure on them."""
    shutil.copytree(ROOT, root)
    own_questions, own_complaints = ([name for name in names if name.endswith(f"_{writer}")] for names in (OTHER_WRITERS, COMPLAINTS))
    others = [name for name in OTHER_WRITERS if name not in own_questions]
    complaints = [name for name in COMPLAINTS if name not in own_complaints]
    own = {example.text for name in own_questions for example in questions(name)}
    _forget(own, root / "ambiguous.yaml")
    library = without(load(), own)
    train.main(root, others, complaints, library)
    understander = Understander(library, root=root)
    for name in (*own_questions, *own_complaints):
        understanding.questions(name, understander, library)
        understanding.triage(name, understander)


def _forget(texts: Container[str], path: Path) -> None:
    """Takes a writer's lines out of the shared matters."""
    entries = [{**entry, "ungkapan": [text for text in entry["ungkapan"] if text not in texts]} for entry in read("ambiguous", path.parent)]
    path.write_text(yaml.safe_dump([entry for entry in entries if entry["ungkapan"]], allow_unicode=True), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
