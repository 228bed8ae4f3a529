"""How well writers are understood whom the bot has not read: each labelled set, by models trained without it.

.venv/bin/python -m bench.crossing [set ...]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import train, understanding
from bench.examples import COMPLAINTS, OTHER_WRITERS
from knowledge.language import ROOT
from knowledge.library import load
from knowledge.understanding import Understander


def main(names: Sequence[str]) -> None:
    for name in names or (*OTHER_WRITERS, *COMPLAINTS):
        with tempfile.TemporaryDirectory() as folder:
            cross(name, Path(folder) / "language")


def cross(name: str, root: Path) -> None:
    """Train without one set, then measure on it."""
    shutil.copytree(ROOT, root)
    train.main(root, [other for other in OTHER_WRITERS if other != name], [other for other in COMPLAINTS if other != name])
    library = load()
    understander = Understander(library, root=root)
    understanding.questions(name, understander, library)
    understanding.triage(name, understander)


if __name__ == "__main__":
    main(sys.argv[1:])
