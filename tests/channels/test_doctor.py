"""`layanwarga doctor`: each of its lines when all is well, and each red one with what to do."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from bot.app import App
from bot.commands import doctor
from bot.shelf import Shelf
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from bot.store.upkeep import clock_marks
from handlers.talking.message import Channel
from knowledge.errors import Mistake
from tests.phones import TelegramPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

Lines = dict[str, tuple[bool, str]]


async def lines(net: World) -> Lines:
    """What is said of the program that runs here, by its own web address."""
    port = urlsplit(net.public).port
    app = replace(net.app, settings=net.app.settings.model_copy(update={"port": port}))
    return await lines_of(app)


async def lines_of(app: App) -> Lines:
    return {one.subject: (one.well, one.detail) async for one in doctor.examine(app)}


async def backed_up(net: World, ago: timedelta) -> None:
    """As if the program's own backup had been made so long ago."""
    await net.app.clockwork.stop()
    for made in (net.folder / "backups").glob("*.backup"):
        made.unlink()
    await net.app.clockwork.housekeeping.backups.make(net.app.database, net.now - ago)


async def test_all_is_well(net: World) -> None:
    await net.start("webhook")
    TelegramPhone(net, 7, "Ani").say("halo")
    await net.settle()
    net.now += timedelta(seconds=30)
    await backed_up(net, timedelta(hours=1))
    found = await lines(net)
    assert [line for line in found.items() if not line[1][0]] == []
    assert found["telegram: pesan terakhir diterima"] == (True, "30 detik yang lalu")
    assert found["whatsapp: pesan terakhir diterima"] == (True, "belum pernah")
    assert found["kalender hari libur"] == (True, "sampai akhir 2027")
    assert found["cadangan"] == (True, "2026-11-24T000030Z.backup, 1 jam yang lalu, sudah diperiksa")
    assert found["Webhook Telegram"] == (True, "https://bot.example.go.id/telegram/webhook")


async def test_a_program_that_does_not_run_is_to_be_started(net: World) -> None:
    await net.start()
    app = replace(net.app, settings=net.app.settings.model_copy(update={"port": 9}))
    assert (await lines_of(app))["program"] == (False, "tidak menjawab di http://127.0.0.1:9/health; jalankan: layanwarga run")


async def test_a_channel_that_was_stopped_says_why(net: World) -> None:
    await net.start()
    net.app.stopped[Channel.TELEGRAM] = "Periksa LAYANWARGA_TELEGRAM_TOKEN."
    assert (await lines(net))["program"] == (False, "telegram: Periksa LAYANWARGA_TELEGRAM_TOKEN.")


async def test_what_no_platform_tells_is_told_by_the_own_machine(net: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await net.start()
    await net.without_examples()
    mistake = Mistake(file="offices/juai/office.yaml", line=3, field="zone", problem="tidak dikenal")
    library = replace(net.app.library, mistakes=(mistake,))
    shelf = Shelf(replace(net.app.knowledge, library=library))
    app = replace(net.app, resources=replace(net.app.resources, shelf=shelf))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**20))
    await backed_up(net, timedelta(days=4))
    row = Received(channel=Channel.WEB, update_id="x", address="a", payload={"address": "a"})
    await inbox.add(net.app.database, [row], net.now)
    async with net.app.database.transaction() as transaction:
        await inbox.set_aside(transaction, 1, "KeyError")
    found = {subject: detail for subject, (well, detail) in (await lines_of(app)).items() if not well}
    assert "offices/juai/office.yaml" in found["berkas pengetahuan"] and "layanwarga check" in found["berkas pengetahuan"]
    assert "kosongkan disk" in found["disk"]
    assert "backup.failed" in found["cadangan"]
    assert "(KeyError)" in found["pesan yang gagal diolah"] and "inbox.failed" in found["pesan yang gagal diolah"]
    staff = found[f"petugas {net.app.library.offices['juai'].name}"]
    assert "petugas dan pengawas" in staff and "layanwarga staff invite --office juai" in staff


@pytest.mark.parametrize(("last", "advice"), [(date(2026, 12, 31), True), (None, True), (date(2027, 1, 1), False)])
def test_a_calendar_about_to_end_asks_for_the_next_decree(last: date | None, advice: bool) -> None:
    finding = doctor._calendar(last, date(2026, 11, 24))
    assert finding.well is not advice
    assert ("calendars/<tahun>.yaml dari SKB" in finding.detail) is advice


async def test_a_first_day_has_no_backup_yet(net: World) -> None:
    await net.start()
    await backed_up(net, timedelta())
    shutil.rmtree(net.folder / "backups")
    assert (await lines(net))["cadangan"] == (False, "belum ada; jalankan bot (layanwarga run): ia membuatnya setiap jam")


async def test_staff_whom_nothing_reaches_are_named(net: World) -> None:
    await net.start()
    officer = TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    officer.person.blocks()
    await net.settle()
    well, advice = (await lines(net))["petugas tanpa alamat yang berfungsi"]
    assert not well and "Rina (juai); minta mereka menulis kepada bot" in advice


async def test_each_trouble_with_whatsapp_says_what_to_do(net: World) -> None:
    await net.start()
    assert net.whatsapp
    net.whatsapp.subscribed, net.whatsapp.quality = False, "RED"
    net.whatsapp.templates["penilaian"]["status"] = "REJECTED"
    found = await lines(net)
    assert "WhatsApp Manager" in found["WhatsApp: nomor dan token"][1]
    assert "penilaian (REJECTED)" in found["WhatsApp: templat"][1]
    assert "docs/whatsapp.md, langkah 4" in found["WhatsApp: langganan webhook"][1]
    assert not any(found[f"WhatsApp: {subject}"][0] for subject in ("nomor dan token", "templat", "langganan webhook"))


@pytest.mark.parametrize(
    ("setting", "wrong", "advice"),
    [
        ("whatsapp_access_token", "expired", "LAYANWARGA_WHATSAPP_ACCESS_TOKEN"),
        ("whatsapp_business_account_id", "1", "LAYANWARGA_WHATSAPP_BUSINESS_ACCOUNT_ID"),
        ("whatsapp_base_url", "http://127.0.0.1:9/v25.0", "Periksa sambungan internet"),
        ("telegram_token", "1:wrong", "LAYANWARGA_TELEGRAM_TOKEN"),
        ("telegram_base_url", "http://127.0.0.1:9", "tersambung ke internet"),
    ],
)
async def test_a_wrong_setting_is_named(net: World, setting: str, wrong: str, advice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await net.start()
    right = World.settings.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(World, "settings", property(lambda world: right(world).model_copy(update={setting: wrong})))
    app = net.made()
    await app.database.open()
    red = [detail for well, detail in (await lines_of(app)).values() if not well]
    await asyncio.gather(*(channel.stop() for channel in app.channels.values()))
    await app.database.close()
    assert any(advice in detail for detail in red), "\n".join(red)
    assert net.telegram and net.whatsapp
    net.telegram.refused.clear()
    net.whatsapp.why.clear()


async def test_a_case_that_is_not_what_its_history_says_is_named(world: World) -> None:
    number = await complain(world.citizen())
    assert (await lines_of(world.app))["riwayat"] == (True, "1 pengaduan diputar ulang, semua sama")
    await world.app.database.execute("UPDATE complaints SET body = replace(body, 'normatif', 'ringan') WHERE number = ?", number)
    well, detail = (await lines_of(world.app))["riwayat"]
    assert not well and number in detail


async def test_a_clock_that_jumped_or_fell_behind_is_named(world: World) -> None:
    await world.app.clockwork.watch.look()
    assert (await lines_of(world.app))["jam"][0]
    async with world.app.database.transaction() as transaction:
        await clock_marks.note_jump(transaction, world.now, timedelta(days=30))
    well, detail = (await lines_of(world.app))["jam"]
    assert not well and "+43200 menit" in detail
    world.now -= timedelta(hours=1)
    well, detail = (await lines_of(world.app))["jam"]
    assert not well and "60 menit di belakang" in detail
