"""What several files of this folder only ask: the understanding of all offices, made once."""

from __future__ import annotations

import pytest

from handlers.talking.turn import Knowledge
from knowledge.understanding.understander import Understander


@pytest.fixture(scope="session")
def understander(knowledge: Knowledge) -> Understander:
    return knowledge.understander
