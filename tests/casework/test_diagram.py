"""The picture in docs/ is the table of moves."""

from __future__ import annotations

from pathlib import Path

from handlers.case.diagram import page
from handlers.casework.moves import MOVES, State

PAGE = Path(__file__).parents[2] / "docs" / "pengaduan-status.md"


def test_the_page_is_what_the_table_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m handlers.case.diagram > docs/pengaduan-status.md"


def test_every_state_can_be_reached_and_every_living_one_left() -> None:
    reached = {State.RECEIVED} | {move.target for move in MOVES.values() if move.target}
    assert reached == set(State)
    for state in State:
        leaves = any(state in move.sources and move.target not in (None, state) for move in MOVES.values())
        assert leaves == (state not in {State.REJECTED, State.WITHDRAWN})
