"""What was sent and never filed: so much of one sender, and gone after its time; numbers of deleted rows are never given again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store.cases import uploads
from tests.pictures import photo
from tests.talks.test_evidence import with_photo
from tests.web.samples import png
from tests.web.test_http import say, visitor
from tests.world import World


async def kept_files(world: World) -> int:
    return len(list(world.app.files.root.glob("??/*")))


async def test_files_of_a_draft_go_after_thirty_days_and_those_of_a_case_stay(world: World) -> None:
    await with_photo(world.citizen("budi"), "Jangan", photo(2))
    citizen = world.citizen("siti")
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.says("jalan rusak di depan sekolah sejak bulan lalu")
    async with visitor(world.app) as client:
        assert (await say(client, "bukti", files={"files": ("a.jpg", photo(3), "image/jpeg")})).status_code == 202
    await world.settle()
    assert await kept_files(world) == 2
    for days, left in ((29, 2), (32, 1)):
        await world.app.clockwork.housekeeping.forget(world.now + timedelta(days=days))
        assert await kept_files(world) == left
    assert await world.rows("SELECT state FROM chats WHERE address = 'siti'") == [("{}",)]


async def test_one_sender_fills_no_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OF_SENDER", 200)
    async with visitor(world.app) as client, visitor(world.app) as other:
        answers = [await say(client, "", files={"files": ("a.png", png(8, 8 + number), "image/png")}) for number in range(8)]
        refused = [one for one in answers if one.status_code == 400]
        assert answers[0].status_code == 202 and refused
        assert "belum masuk" in refused[0].json()["error"]
        assert (await say(other, "", files={"files": ("b.png", png(9, 40), "image/png")})).status_code == 202
    monkeypatch.setattr(uploads, "MOST_IN_ALL", 100)
    async with visitor(world.app) as third:
        assert (await say(third, "", files={"files": ("c.png", png(9, 41), "image/png")})).status_code == 400
    await world.settle()


async def test_who_is_forgotten_is_told_so_on_the_open_page_too(world: World) -> None:
    citizen = world.citizen()
    await citizen.says("menu")
    ((highest,),) = await world.rows("SELECT MAX(id) FROM outbox")
    await citizen.says("hapus data saya")
    await citizen.presses("Ya, hapus")
    citizen.sees("sudah dihapus")
    ((lowest,),) = await world.rows("SELECT MIN(id) FROM outbox WHERE lane = ?", f"{citizen.channel}:{citizen.address}")
    assert lowest > highest, "a page takes a number that it has shown for a message that it has shown"
