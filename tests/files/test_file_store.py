"""The folder of evidence holds its own limit, whoever calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BadRequest
from bot.files.file_store import FileStore
from tests.pictures import PDF


def test_what_is_larger_than_the_limit_is_not_kept(tmp_path: Path) -> None:
    exact, narrow = FileStore(tmp_path / "exact", len(PDF)), FileStore(tmp_path / "narrow", len(PDF) - 1)
    assert exact.keep(PDF, "surat.pdf").size == len(PDF)
    with pytest.raises(BadRequest, match="terlalu besar"):
        narrow.keep(PDF, "surat.pdf")
    assert not list(tmp_path.glob("narrow/??/*"))
