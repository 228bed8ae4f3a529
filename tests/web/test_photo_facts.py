"""What a photo told beside its picture stays nowhere once its sender has said no, whichever way the photo came in."""

from __future__ import annotations

import json

import pytest

from bot.app import App
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from handlers.talking.message import Channel
from tests.pictures import photo
from tests.web.test_http import say, visitor
from tests.world import World

TOLD = ("Samsung", "115.5", "2026-11-20T14:05")
STORY = "jalan di depan kantor desa rusak parah berlubang sejak bulan lalu"


async def everything(app: App) -> str:
    """Every row of every table."""
    tables = [row[0] for row in await app.database.fetch("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for table in tables for row in await app.database.fetch(f"SELECT * FROM {table}")]
    return "\n".join(map(str, rows))


async def test_an_upload_leaves_nothing_of_its_metadata_in_the_inbox(world: World) -> None:
    async with visitor(world.app) as phone:
        assert (await say(phone, "bukti", files={"files": ("DCIM.jpg", photo(), "image/jpeg")})).status_code == 202
        await world.settle()
        (payload,) = [payload for (payload,) in await world.rows("SELECT payload FROM inbox") if "DCIM" in payload]
        (file,) = json.loads(payload)["files"]
        assert set(file) == {"kind", "ref", "name", "mime", "size"}, "the page shows the photo again from these"


@pytest.mark.parametrize("channel", ["web", "telegram", "whatsapp"])
async def test_after_no_it_stands_nowhere(world: World) -> None:
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.sends_file(photo(1), "foto.jpg")
    await citizen.says(STORY)
    assert "Samsung" in await everything(world.app), "it is there while the question stands"
    (await citizen.sees("menyimpan lokasi dan jam").presses("Jangan")).does_not_see("Samsung")
    assert not [told for told in TOLD if told in await everything(world.app)]
    await citizen.sends_file(photo(2), "foto2.jpg")
    assert not [told for told in TOLD if told in await everything(world.app)], "who has said no is not noted again"


async def test_a_message_that_is_set_aside_keeps_nothing_of_it_either(world: World) -> None:
    await world.app.inbox.stop()
    payload = {"address": "a", "client_id": "1", "text": "", "files": [{"kind": "photo", "ref": "0" * 64, "facts": {"device": "Samsung"}}]}
    database = world.app.database
    await inbox.add(database, [Received(channel=Channel.WEB, update_id="1", address="a", payload=payload)], world.now)
    row = await inbox.by_update(database, Channel.WEB, "1")
    async with database.transaction() as transaction:
        await inbox.set_aside(transaction, row.id, "Boom")
    assert "Samsung" not in await everything(world.app)
