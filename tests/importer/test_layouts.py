"""Documents laid out at random give back what was put into them (`bench/layouts.py`; longer runs by hand)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import layouts

SERVICES = layouts.pool()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["xlsx", "html", "md", "txt"])
def test_a_document_of_any_layout_loses_nothing_and_adds_nothing(kind: str, seed: int, tmp_path: Path) -> None:
    document = layouts.tried(seed, SERVICES, tmp_path, kind)
    assert document.facts > 50
    assert (document.lost, document.made_up) == ([], [])
