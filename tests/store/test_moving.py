"""An office moves from SQLite to PostgreSQL and back, with everything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.__main__ import main
from bot.backup.backups import Backups
from bot.errors import StoreError
from bot.store.databases.database import Database
from bot.store.databases.moving import move
from bot.store.databases.opening import database_at
from bot.store.databases.sealed import Sealed
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from bot.store.people import people
from bot.store.upkeep import leaders
from bot.vault import Vault, new_key
from handlers.talking.message import Channel
from tests.postgres import Server
from tests.store.test_guarantees import COMPLAINT, LINE

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
async def pair(postgres: Server, tmp_path: Path) -> AsyncIterator[tuple[Database, Database]]:
    """SQLite with a complaint, 2,500 messages and a person; and an empty PostgreSQL."""
    source, target = database_at("", tmp_path / "a.sqlite"), database_at(postgres.schema(), tmp_path)
    await source.open()
    await target.open()
    async with source.transaction() as transaction:
        await people.chat(transaction, Channel.WEB, "7", NOW)
        await transaction.execute(COMPLAINT)
        await transaction.execute(LINE)
        await transaction.execute("INSERT INTO case_texts (number, text) VALUES ('X', 'lampu jalan “mati” 100% 😀')")
    batch = [Received(channel=Channel.WEB, update_id=str(number), address="7", payload={"kata": "é"}) for number in range(2500)]
    await inbox.add(source, batch, NOW)
    yield source, target
    await source.close()
    await target.close()


async def test_a_backup_of_postgres_is_an_office_on_sqlite_with_everything_and_sealed_as_it_was(postgres: Server, tmp_path: Path) -> None:
    vault = Vault(new_key())
    server = database_at(postgres.schema(), tmp_path, vault)
    await server.open()
    async with server.transaction() as transaction:
        await people.chat(transaction, Channel.WEB, "7", NOW)
        await transaction.execute(COMPLAINT)
        await transaction.execute(LINE)
    await inbox.add(server, [Received(channel=Channel.WEB, update_id="1", address="7", payload={"kata": "rahasia"})], NOW)
    await leaders.lead(server, "sender web", "at work")
    made = await Backups(folder=tmp_path / "backups", data=tmp_path / "data", keys="", days=7).make(server, NOW)
    await server.close()
    restored = Backups(folder=tmp_path / "backups", data=tmp_path / "new", keys="", days=7).restore(made)
    assert restored.contents.counts["complaints"] == 1
    assert b"rahasia" not in (tmp_path / "new" / "layanwarga.sqlite").read_bytes()
    office = database_at("", tmp_path / "new" / "layanwarga.sqlite", vault)
    await office.open()
    (row,) = await inbox.of_lane(office, "web:7", 5)
    assert row.payload == {"kata": "rahasia"}
    assert await office.fetch("SELECT name FROM leaders") == []
    await office.close()


async def test_everything_is_brought_and_new_rows_go_on_behind(pair: tuple[Database, Database], tmp_path: Path) -> None:
    source, target = pair
    brought = {one.table: one.rows for one in await move(source, target)}
    assert (brought["inbox"], brought["history"], brought["people"], brought["case_texts"]) == (2500, 1, 1, 1)
    assert set(brought) == set(await source.tables()) - {"leaders"}
    async with target.transaction() as transaction:
        assert (await people.chat(transaction, Channel.WEB, "8", NOW)).person == 2
    assert await target.fetch("SELECT number FROM case_texts WHERE has_word(?)", '"lamp"*') == [("X",)]
    back = database_at("", tmp_path / "back.sqlite")
    await back.open()
    assert {one.table: one.rows for one in await move(target, back)} == {**brought, "people": 2, "chats": 2}
    assert [tuple(row) for row in await back.fetch("SELECT number FROM case_texts WHERE has_word(?)", '"lamp"*')] == [("X",)]
    await back.close()


async def test_nothing_is_brought_out_of_a_running_office_nor_onto_other_data(pair: tuple[Database, Database]) -> None:
    source, target = pair
    await leaders.lead(source, "clockwork", "node")
    with pytest.raises(StoreError, match="masih berjalan"):
        await move(source, target)
    await leaders.resign(source, "clockwork", "node")
    await target.execute("INSERT INTO settings (name, value) VALUES ('a', '')")
    with pytest.raises(StoreError, match="sudah berisi data"):
        await move(source, target)


async def test_a_difference_is_noticed(pair: tuple[Database, Database]) -> None:
    source, target = pair
    await target.execute(
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.payload = NEW.payload || ' '; RETURN NEW; END $$"
    )
    await target.execute("CREATE TRIGGER spoil BEFORE INSERT ON inbox FOR EACH ROW WHEN (NEW.id = 2400) EXECUTE FUNCTION spoil()")
    with pytest.raises(StoreError, match="tabel inbox tidak sama"):
        await move(source, target)


def test_what_is_sealed_arrives_sealed_by_the_command_and_can_be_opened_there(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, address, file = Vault(new_key()), postgres.schema(), tmp_path / "layanwarga.sqlite"

    async def write() -> None:
        database = database_at("", file, vault)
        await database.open()
        await database.execute("INSERT INTO settings (name, value) VALUES ('a', ?)", Sealed("rahasia"))
        await database.close()

    async def read() -> str:
        database = database_at(address, tmp_path, vault)
        await database.open()
        ((value,),) = await database.fetch("SELECT value FROM settings WHERE name = 'a'")
        await database.close()
        return str(value)

    asyncio.run(write())
    monkeypatch.setenv("LAYANWARGA_DATA", str(tmp_path))
    assert main(["move", "--to", address]) == 0
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT value FROM settings WHERE name = 'a'").fetchone()
    assert row and row[0].startswith("sealed:") and "rahasia" not in row[0]
    assert asyncio.run(read()) == "rahasia"
