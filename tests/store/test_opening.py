"""Which database it is, and what is said when it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError, StoreError
from bot.store.databases.opening import database_at


def test_an_address_that_is_none_is_refused_by_the_name_of_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LAYANWARGA_DATABASE: tulis postgresql://"):
        database_at("mysql://server/x", tmp_path / "a.sqlite")


def test_without_the_library_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("psycopg", "psycopg_pool", "bot.store.databases.postgres", "bot.store.databases.awakening"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SettingsError, match=r"pip install 'layanwarga\[postgres\]'"):
        database_at("postgresql://server/x", tmp_path / "a.sqlite")


async def test_a_server_that_does_not_answer_is_no_traceback(tmp_path: Path) -> None:
    database = database_at("postgresql://nobody@127.0.0.1:1/x", tmp_path / "a.sqlite")
    with pytest.raises(StoreError, match="LAYANWARGA_DATABASE: PostgreSQL tidak dapat dibuka"):
        await database.open()
