"""How well writers are understood whom the bot has not read: leave one writer out, train on all others, measure on that one.

.venv/bin/python -m bench.crossing [dev | heldout | fresh ...]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import train, understanding
from bench.examples import WRITERS
from knowledge.language import ROOT
from knowledge.library import load
from knowledge.understanding import Understander


def main(names: Sequence[str]) -> None:
    for name in names or WRITERS:
        with tempfile.TemporaryDirectory() as folder:
            cross(name, Path(folder) / "language")


def cross(writer: str, root: Path) -> None:
    """Train without one writer's questions and complaints, then measure on them."""
    shutil.copytree(ROOT, root)
    others = [other for other in WRITERS if other != writer]
    train.main(root, [f"questions_{other}" for other in others], [f"triage_{other}" for other in others])
    library = load()
    understander = Understander(library, root=root)
    understanding.questions(f"questions_{writer}", understander, library)
    understanding.triage(f"triage_{writer}", understander)


if __name__ == "__main__":
    main(sys.argv[1:])
