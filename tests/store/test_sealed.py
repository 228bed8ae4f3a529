"""What people say stands in no table, log or copy without the office's key; a wrong key, an emptied and a damaged database are noticed at the start."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError, StoreError
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from bot.store.offices import office_mark
from bot.vault import Vault, new_key
from handlers.talking.message import Channel

CANARY = "KENARI-7731"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


async def opened(folder: Path, key: str) -> SqliteDatabase:
    database = SqliteDatabase(folder / "layanwarga.sqlite", Vault(key))
    await database.open()
    return database


def received(payload: Any, update: str = "1") -> Received:
    return Received(channel=Channel.TELEGRAM, update_id=update, address="7", payload=payload)


async def test_a_message_is_read_again_and_stands_nowhere_open(tmp_path: Path) -> None:
    database = await opened(tmp_path, new_key())
    await inbox.add(database, [received({"text": CANARY})], NOW)
    assert (await inbox.by_update(database, Channel.TELEGRAM, "1")).payload == {"text": CANARY}
    assert not [path for path in tmp_path.iterdir() if CANARY.encode() in path.read_bytes()]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    await database.close()


async def test_rows_of_before_are_read_as_they_are(tmp_path: Path) -> None:
    database = await opened(tmp_path, new_key())
    await database.execute(
        "INSERT INTO inbox (channel, update_id, lane, payload, received_at, try_at) VALUES ('telegram', '1', 'telegram:7', ?, '2026', '2026')",
        '{"text": "lama"}',
    )
    assert (await database.fetch("SELECT payload FROM inbox"))[0][0] == '{"text": "lama"}'
    await database.close()


async def test_after_a_change_of_key_both_are_read_and_with_another_key_nothing_starts(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    mark = tmp_path / "tanda-kantor"
    for keys in (old, f"{new},{old}"):
        database = await opened(tmp_path, keys)
        await office_mark.check(database, mark)
        await inbox.add(database, [received({"text": keys}, keys)], NOW)
        assert (await inbox.by_update(database, Channel.TELEGRAM, old)).payload == {"text": old}
        await database.close()
    database = await opened(tmp_path, new_key())
    with pytest.raises(SettingsError, match="pasang kembali kunci lama"):
        await office_mark.check(database, mark)
    await database.close()


async def test_an_emptied_or_exchanged_database_is_not_taken_for_a_new_office(tmp_path: Path) -> None:
    key, mark = new_key(), tmp_path / "tanda-kantor"
    database = await opened(tmp_path, key)
    await office_mark.check(database, mark)
    await office_mark.check(database, mark)
    await database.close()
    for path in tmp_path.glob("layanwarga.sqlite*"):
        path.unlink()
    database = await opened(tmp_path, key)
    with pytest.raises(StoreError, match="layanwarga restore"):
        await office_mark.check(database, mark)
    await database.close()


async def test_damaged_pages_are_noticed_at_the_start(tmp_path: Path) -> None:
    database = await opened(tmp_path, new_key())
    await inbox.add(database, [received({"text": "x" * 3000}, str(number)) for number in range(100)], NOW)
    await database.close()
    path = tmp_path / "layanwarga.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:40960] + bytes(len(whole) - 90_000) + whole[-49_040:])
    with pytest.raises(StoreError):
        await opened(tmp_path, new_key())


async def test_what_was_deleted_is_overwritten_and_leaves_the_log(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "a.sqlite")  # without a key, so that one can look for it
    await database.open()
    await inbox.add(database, [received({"text": CANARY})], NOW)
    await database.execute("DELETE FROM inbox")
    await database.tidy()
    assert not [path for path in tmp_path.iterdir() if CANARY.encode() in path.read_bytes()]
    await database.close()


async def test_the_log_is_emptied_amid_the_work_of_others(tmp_path: Path) -> None:
    database = await opened(tmp_path, new_key())
    async with database.transaction() as transaction:
        await transaction.fetch("INSERT INTO settings (name, value) VALUES ('a', 'b')")
        tidying = asyncio.create_task(database.tidy())
        await asyncio.sleep(0.05)
    await asyncio.gather(tidying, *(inbox.add(database, [received({"text": "x"}, str(number))], NOW) for number in range(20)))
    assert (await database.fetch("SELECT count(*) FROM inbox"))[0][0] == 20
    await database.close()


def deep(levels: int) -> Any:
    made: Any = {}
    for _ in range(levels):
        made = {"a": made}
    return made


@pytest.mark.parametrize("payload", [{"text": "setengah \ud83d"}, deep(100_000), {"text": "\x00"}], ids=["half a surrogate", "deep", "nul"])
async def test_what_cannot_be_stored_as_it_is_holds_nobody_up(tmp_path: Path, payload: Any) -> None:
    database = await opened(tmp_path, new_key())
    await inbox.add(database, [received(payload), received({"text": "halo"}, "2")], NOW)
    rows = [await inbox.by_update(database, Channel.TELEGRAM, update) for update in "12"]
    assert rows[1].payload == {"text": "halo"}
    await database.close()
