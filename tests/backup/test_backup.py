"""A backup brings everything back that was acknowledged up to it, is read by nobody without the key, and is noticed where it is damaged."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from bot import settings as reading
from bot.app import backups_of
from bot.backup import archive, retention
from bot.backup.archive import Contents
from bot.backup.backups import Backups, made_at
from bot.backup.sealing import MAGIC, SealedReader, SealedWriter, split_keys
from bot.errors import StoreError
from bot.files.file_store import FileStore
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from bot.vault import new_key
from handlers.talking.message import Channel
from tests.pictures import photo
from tests.waiting import at_most
from tests.world import World

CANARY = "KENARI-7731 kata warga"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def sealed(content: bytes, key: str) -> bytes:
    out = BytesIO()
    with SealedWriter(out, split_keys(key)[0]) as writer:
        writer.write(content)
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20])
def test_what_was_sealed_opens_with_an_older_key_too(size: int) -> None:
    key, content = new_key(), bytes(size)
    assert SealedReader(BytesIO(sealed(content, key)), split_keys(f"{new_key()},{key}")).read() == content


@pytest.mark.parametrize("change", ["bit", "cut", "cut a piece", "exchange", "append", "key"])
def test_what_was_changed_does_not_open(change: str) -> None:
    key = new_key()
    whole, piece, start = sealed(bytes(3 * 2**20), key), 2**20 + 16, len(MAGIC) + 16
    first, second = whole[start : start + piece], whole[start + piece : start + 2 * piece]
    changed = {
        "bit": whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:],
        "cut": whole[:-1],
        "cut a piece": whole[: start + piece],
        "exchange": whole[:start] + second + first + whole[start + 2 * piece :],
        "append": whole + b"x",
        "key": whole,
    }[change]
    with pytest.raises(StoreError):
        SealedReader(BytesIO(changed), split_keys(new_key() if change == "key" else key)).read()


def test_the_table_keeps_hours_days_and_weeks() -> None:
    hourly = [NOON - timedelta(hours=number) for number in range(24 * 60)]
    staying = sorted(retention.to_keep(hourly, NOON, days=7), reverse=True)
    assert staying[:24] == hourly[:24]
    assert len({at.date() for at in staying if at > NOON - timedelta(days=7)}) == 8
    assert {at.isocalendar()[:2] for at in staying} == {(2026, week) for week in (44, 45, 46, 47, 48)}
    assert len(staying) == 24 + 6 + 4 - 1
    assert retention.to_keep(staying, NOON, days=7) == set(staying), "doing it twice changes nothing"


def test_the_last_backup_stays_however_old_it_is() -> None:
    old = NOON - timedelta(days=900)
    assert retention.to_keep([old, old - timedelta(hours=1)], NOON, days=7) == {old}


async def office(folder: Path, key: str) -> tuple[SqliteDatabase, Backups]:
    database = SqliteDatabase(folder / "layanwarga.sqlite")
    await database.open()
    return database, Backups(folder=folder / "backups", data=folder, keys=key, days=7)


def message(number: int) -> Received:
    return Received(channel=Channel.WEB, update_id=str(number), address="a", payload={"text": CANARY, "number": number})


async def test_under_load_everything_acknowledged_before_the_backup_comes_back(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", new_key())
    files, acknowledged, goes_on = FileStore(tmp_path / "data" / "files", 10**7), list[int](), asyncio.Event()

    async def writes(start: int) -> None:
        number = start
        while not goes_on.is_set():
            kept = files.keep(f"bukti {number}".encode(), "bukti.txt")
            payload = {"text": CANARY, "number": number, "files": [kept.ref]}
            await inbox.add(database, [Received(channel=Channel.WEB, update_id=str(number), address="a", payload=payload)], NOON)
            acknowledged.append(number)
            number += 1

    writers = [asyncio.create_task(writes(start * 1_000_000)) for start in range(8)]
    async with at_most(60, "200 messages acknowledged"):
        while len(acknowledged) < 200:
            await asyncio.sleep(0.01)
    before = set(acknowledged)
    made = await backups.make(database, NOON)
    goes_on.set()
    await asyncio.gather(*writers)
    await database.close()
    assert len(acknowledged) > len(before), "work went on meanwhile"

    restored = Backups(folder=tmp_path / "x", data=tmp_path / "new", keys=backups.keys, days=7).restore(made)
    assert restored.missing == []
    again = SqliteDatabase(tmp_path / "new" / "layanwarga.sqlite")
    await again.open()
    payloads = [json.loads(row[0]) for row in await again.fetch("SELECT payload FROM inbox")]
    await again.close()
    assert before <= {one["number"] for one in payloads}
    store = FileStore(tmp_path / "new" / "files", 10**7)
    assert [one["number"] for one in payloads if store.path(one["files"][0]).read_bytes() != f"bukti {one['number']}".encode()] == []


async def test_with_a_key_nobody_else_reads_anything_and_modes_are_private(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", new_key())
    await inbox.add(database, [message(1)], NOON)
    kept = FileStore(tmp_path / "data" / "files", 10**7).keep(CANARY.encode(), "cerita.txt")
    made = await backups.make(database, NOON)
    await database.close()
    everything = [path for path in (tmp_path / "data" / "backups").rglob("*") if path.is_file()]
    assert {path.name for path in everything} == {made.name, f"{kept.ref}.sealed"}
    for path in everything:
        assert b"KENARI" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "backups").stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError, match="LAYANWARGA_KEY"):
        Backups(folder=tmp_path, data=tmp_path / "new", keys=new_key(), days=7).restore(made)
    assert not any((tmp_path / "new").iterdir())


async def test_a_damaged_backup_is_refused_and_leaves_the_folder_empty(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", new_key())
    made = await backups.make(database, NOON)
    await database.close()
    whole = made.read_bytes()
    for place in (40, len(whole) // 2, len(whole) - 1):
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StoreError):
            Backups(folder=tmp_path, data=tmp_path / "new", keys=backups.keys, days=7).restore(made)
        assert not any((tmp_path / "new").iterdir())


async def test_nothing_is_restored_over_something(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", "")
    made = await backups.make(database, NOON)
    await database.close()
    with pytest.raises(StoreError, match="tidak kosong"):
        backups.restore(made)


async def test_a_file_that_is_not_beside_the_backup_is_named(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", "")
    kept = FileStore(tmp_path / "data" / "files", 10**7).keep(b"isi berkas", "cerita.txt")
    made = await backups.make(database, NOON)
    await database.close()
    shutil.rmtree(backups.folder / "files")
    assert Backups(folder=tmp_path, data=tmp_path / "new", keys="", days=7).restore(made).missing == [kept.ref]


async def test_a_database_that_is_damaged_makes_no_backup(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", "")

    async def half(target: Path) -> None:
        target.write_bytes(b"SQLite format 3\x00" + bytes(5000))

    database.backup = half  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        await backups.make(database, NOON)
    await database.close()
    assert backups.newest() is None
    assert not list(backups.folder.iterdir()), "nothing unfinished is left behind"


async def test_what_no_kept_backup_names_goes(tmp_path: Path) -> None:
    database, backups = await office(tmp_path / "data", new_key())
    files = FileStore(tmp_path / "data" / "files", 10**7)
    first, second = (files.keep(text, "a.txt").ref for text in (b"satu", b"dua"))
    await backups.make(database, NOON)
    files.remove(first)
    later = await backups.make(database, NOON + timedelta(days=60))
    await database.close()
    assert [path.name for path in backups.folder.glob("*.backup")] == [later.name]
    assert [path.name for path in (backups.folder / "files").glob("*/*")] == [f"{second}.sealed"]


async def test_every_hour_has_its_backup_and_a_failure_alarms_the_admins(world: World) -> None:
    backup = world.app.clockwork.timetable._jobs[-1].run
    await asyncio.sleep(0)
    for minutes in (0, 5, 59, 61, 65):
        await backup(world.now + timedelta(days=1, minutes=minutes))
    made = sorted(made_at(path) for path in (world.folder / "backups").glob("*.backup"))
    assert [at for at in made if at > world.now + timedelta(hours=12)] == [world.now + timedelta(days=1, minutes=part) for part in (0, 61)]
    shutil.rmtree(world.folder / "backups")
    (world.folder / "backups").write_text("sebuah berkas menghalangi", encoding="ascii")
    await backup(world.now + timedelta(days=2))
    await backup(world.now + timedelta(days=2, minutes=5))
    world.now += timedelta(days=2, minutes=6)
    world.wake()
    await world.settle()
    alarms = [text for text in world.supervisor().texts if "Cadangan gagal" in text]
    assert len(alarms) == 1, "once an hour"
    (world.folder / "backups").unlink()
    await backup(world.now + timedelta(minutes=4))
    assert list((world.folder / "backups").glob("*.backup"))


async def test_after_a_restore_the_office_goes_on_with_case_photo_and_name(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.talks.test_evidence import files_of, with_photo

    number = await with_photo(world.citizen(), "Jangan", photo())
    (kept,) = await files_of(world, number)
    made = await backups_of(world.app.settings, tmp_path_factory.mktemp("luar")).make(world.app.database, world.now)
    await world.restart()
    await world._close()
    shutil.rmtree(world.folder)
    world.folder.mkdir()
    backups_of(world.app.settings).restore(made)
    await world._open()
    for phone in world.phones:
        phone.open()
    assert (await world.complaint(number)).number == number
    assert world.app.files.path(kept.ref).read_bytes()
    await world.citizen().says("status")
    world.citizen().offers(number)


def test_the_setting_of_keys_is_read_as_the_vault_reads_it() -> None:
    first, second = new_key(), new_key()
    assert len(split_keys(f"{first}, {second}")) == 2
    assert split_keys("") == []
    assert reading.read(key=first, _env_file=None).key == first


async def with_own_data(folder: Path, knowledge: Path) -> tuple[Backups, Path]:
    """A backup of an office that has changed one service of its own."""
    database, backups = await office(folder, new_key())
    (knowledge / "offices/juai/services").mkdir(parents=True)
    (knowledge / "offices/juai/services/kk.yaml").write_text("judul: Kartu Keluarga\n", encoding="utf-8")
    backups = replace(backups, knowledge=knowledge)
    made = await backups.make(database, NOON)
    await database.close()
    return backups, made


@pytest.mark.parametrize("place", ["data/pengetahuan", "srv/pengetahuan"])
async def test_what_the_office_wrote_itself_comes_back_to_where_it_was(tmp_path: Path, place: str) -> None:
    backups, made = await with_own_data(tmp_path / "data", tmp_path / place)
    aside = made.rename(tmp_path / made.name)
    shutil.rmtree(tmp_path / place.partition("/")[0])
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    restored = backups.restore(aside)
    assert restored.knowledge == tmp_path / place
    assert (tmp_path / place / "offices/juai/services/kk.yaml").read_text(encoding="utf-8") == "judul: Kartu Keluarga\n"
    assert not (tmp_path / "data/pengetahuan").exists() or place.startswith("data")


async def test_folders_of_several_offices_come_back_each_to_its_place(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("satu", "dua", "tiga")]
    for place in places:
        (place / "offices" / place.name).mkdir(parents=True)
        (place / "offices" / place.name / "office.yaml").write_text(f"id: {place.name}\n", encoding="utf-8")
    database, backups = await office(tmp_path / "data", new_key())
    backups = replace(backups, knowledge=places[-1], others=tuple(places[:-1]))
    made = await backups.make(database, NOON)
    await database.close()
    aside = made.rename(tmp_path / made.name)
    for folder in (tmp_path / "data", places[0], places[2]):
        shutil.rmtree(folder)
    (places[1] / "offices/dua/office.yaml").write_text("id: dua # meanwhile\n", encoding="utf-8")
    assert backups.restore(aside).knowledge == places[-1]
    found = {one.name: (one / "offices" / one.name / "office.yaml").read_text(encoding="utf-8") for one in places}
    assert found == {"satu": "id: satu\n", "dua": "id: dua # meanwhile\n", "tiga": "id: tiga\n"}
    assert (tmp_path / "data/lain/2/offices/dua/office.yaml").read_text(encoding="utf-8") == "id: dua\n"
    again = SqliteDatabase(tmp_path / "data/layanwarga.sqlite")
    await again.open()
    assert (await backups.make(again, NOON + timedelta(hours=1))).is_file()
    await again.close()


async def test_what_the_office_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    backups, made = await with_own_data(tmp_path / "data", tmp_path / "srv")
    aside, changed = made.rename(tmp_path / made.name), tmp_path / "srv/offices/juai/services/kk.yaml"
    changed.write_text("judul: Kartu Keluarga Baru\n", encoding="utf-8")
    shutil.rmtree(tmp_path / "data")
    assert backups.restore(aside).knowledge == tmp_path / "data/pengetahuan"
    assert changed.read_text(encoding="utf-8") == "judul: Kartu Keluarga Baru\n"


async def test_own_data_that_differ_from_their_list_are_a_damaged_backup(tmp_path: Path) -> None:
    with_list = Contents(made_at="x", counts={}, database="", files=(), knowledge={"offices/juai/office.yaml": "0" * 64})
    (tmp_path / "isi").mkdir()
    archive.write(tmp_path / "a.backup", with_list, tmp_path / "isi", None)
    with pytest.raises(StoreError, match="rusak"):
        archive.unpack(tmp_path / "a.backup", tmp_path, [])
