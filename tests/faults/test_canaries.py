"""Names, contacts, NIK and PINs that people told in real talks stand in clear nowhere: no table, log, file, copy, line, figure or foreign message.

What is said in the story of a filed report is read by staff and kept open (SECURITY.md); these are said where a person is asked for them, or
where nothing was filed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import httpx
import pytest

from bot import web
from bot.app import backups_of
from bot.logs import set_up
from bot.vault import new_key
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from tests import canaries
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import number_on
from tests.world import World

STORIES = {
    "named": "berkas ktp saya sudah seminggu di kecamatan juai belum juga selesai",
    "confidential": "petugas loket meminta uang seratus ribu supaya kartu keluarga cepat jadi",
    "anonymous": "lampu jalan di depan pasar mati semua sejak kemarin, nik saya 6311027731770006",
    "draft": "sampah di pinggir jalan menumpuk dan berbau busuk",
    "deleted": "loket tutup padahal masih jam kerja dan tidak ada petugas yang berjaga",
}
NAMES = {"named": "Kenarina Satuwati", "confidential": "Gelatika Duawati", "draft": "Kutilanga Tigawati", "deleted": "Jalakina Empatwati"}
PHONES = {"named": "081277310001", "confidential": "081277310002", "draft": "081277310003", "deleted": "081277310004"}
NIK = "6311027731770005"
PHONE = "081277310007"
"""Said of oneself in a question that no standard answers."""
STORY_NIK = "6311027731770006"
"""In the story of a report without a name: kept with the story, and masked wherever staff read it."""


@pytest.fixture
async def world(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[World]:
    """An office with a key of its own, as one that is open to the public."""
    made = World(tmp_path / "data", knowledge, Channel.WEB)
    made.other |= {"mode": "office", "key": new_key()}
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Everything that the program logs, as it stands on standard error."""
    written = StringIO()
    set_up("DEBUG")
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    logging.basicConfig(force=True)


async def told(world: World, who: str, identity: str) -> Phone:
    """A report up to its review."""
    citizen = world.citizen(who)
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.says(STORIES[who])
    if "kejadiannya?" in citizen.screen:
        await citizen.says("Lewati")
    await citizen.presses(identity)
    if who in NAMES:
        await citizen.says(f"{NAMES[who]}, {PHONES[who]}")
    return citizen


async def filed(world: World, who: str, identity: str) -> tuple[str, str]:
    """Number and PIN."""
    citizen = await told(world, who, identity)
    if "Mungkin hal ini" in citizen.screen:
        await citizen.presses("Bukan, kirim baru")
    await citizen.presses("Kirim")
    pin = re.search(r"PIN\D{0,12}(\d{6})", citizen.screen)
    assert pin, citizen.screen
    return number_on(citizen), pin[1]


async def planted(world: World) -> dict[str, str]:
    """The talks of five people and of one who only asks; who typed or was told each word that must not be found."""
    words = {one: who for who in NAMES for one in (NAMES[who], PHONES[who])} | {NIK: "asking", PHONE: "asking"}
    for who, identity in {"named": "Terbuka", "confidential": "Rahasia", "anonymous": "Anonim", "deleted": "Terbuka"}.items():
        number, pin = await filed(world, who, identity)
        words[pin] = who
        await world.officer().presses_id(f"c:take:{number}")
        stranger = world.citizen(f"stranger of {who}")
        await stranger.says(number)
        await stranger.says(pin if who == "named" else "000000")
        for staff in (world.officer(), world.supervisor()):
            await staff.presses_id(f"case:{number}")
    await _withdrawn_and_deleted(world.citizen("deleted"), number)
    await told(world, "draft", "Terbuka")
    asking = world.citizen("asking")
    await asking.presses_id("office:juai")
    await asking.says(f"saya {NAMES['draft']} nik {NIK} hp {PHONE}, apakah ada bantuan bibit lele untuk kelompok tani?")
    return words


async def _withdrawn_and_deleted(citizen: Phone, number: str) -> None:
    await citizen.presses_id(f"c:withdraw:{number}")
    await citizen.says("sudah selesai sendiri")
    await citizen.presses("Ya, saya yakin")
    for words, label in (("data saya", "Lihat data saya"), ("hapus data saya", "Ya, hapus")):
        await citizen.says(words)
        await citizen.presses(label)


async def pages(world: World) -> dict[str, str]:
    """What a monitor and a passer-by are shown."""
    here = httpx.ASGITransport(app=web.create(world.app), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=here, base_url="http://127.0.0.1") as client:
        return {path: (await client.get(path)).text for path in ("/metrics", "/health", "/")}


async def test_what_was_told_in_confidence_stands_nowhere_in_clear(world: World, tmp_path: Path, lines: StringIO) -> None:
    words, app = await planted(world), world.app
    await app.clockwork.housekeeping.erase(world.now)
    backup = await backups_of(app.settings).make(app.database, world.now)
    replace(backups_of(app.settings), data=tmp_path / "restored").restore(backup)
    found = [
        *canaries.in_files(tmp_path, words),
        *canaries.in_tables(app.settings.sqlite_file, words),
        *canaries.in_texts({"log": lines.getvalue(), **await pages(world)}, words),
    ]
    assert lines.getvalue() and found == []
    assert canaries.in_tables(app.settings.sqlite_file, [STORIES["named"]]), "what is known to stand open would be found"


async def test_nobody_else_is_told_it_either(world: World) -> None:
    """Name and contact of an open report are for who handles it and for its supervisor; all else for its own chat alone."""
    words = {**await planted(world), STORY_NIK: "anonymous"}
    staff = {world.officer().name, world.supervisor().name}
    shown = {phone.name: "\n".join(phone.texts) for phone in world.phones}
    found = {tuple(one.split(": ")) for one in canaries.in_texts(shown, words)}
    open_ones = {NAMES["named"], PHONES["named"], NAMES["deleted"], PHONES["deleted"]}
    foreign = {(who, word) for who, word in found if who != words[word] and not (who in staff and word in open_ones)}
    assert foreign == set()
    assert (world.officer().name, NAMES["named"]) in found and ("anonymous", STORY_NIK) in found, "what is shown would be found"


async def test_what_was_deleted_has_left_tables_files_log_and_new_backups(world: World, tmp_path: Path) -> None:
    """The story too, which stands open while the report is there."""
    await planted(world)
    app, words = world.app, [STORIES["deleted"], NAMES["deleted"], PHONES["deleted"]]
    await app.clockwork.housekeeping.erase(world.now)
    backup = await backups_of(app.settings).make(app.database, world.now)
    replace(backups_of(app.settings), data=tmp_path / "restored").restore(backup)
    assert canaries.in_files(tmp_path, words) == [] and canaries.in_tables(app.settings.sqlite_file, words) == []


async def test_a_draft_and_the_file_of_ones_data_go_after_their_time(world: World, tmp_path: Path) -> None:
    citizen = await told(world, "named", "Terbuka")
    await citizen.says("data saya")
    await citizen.presses("Lihat data saya")
    (file,) = citizen.answers[0].attachments
    await world.app.clockwork.housekeeping.forget(world.now + timedelta(hours=25))
    assert not world.app.files.path(file.ref).exists()
    await world.app.clockwork.housekeeping.forget(world.now + timedelta(days=31))
    assert (await world.rows("SELECT state FROM chats WHERE address = 'named'"))[0][0] == "{}"
