"""What an operator asks on the command line about the channels."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta

import pytest

from bot.commands import doctor, office, whatsapp
from tests.channels import fake_telegram
from tests.channels.fake_whatsapp import ACCOUNT
from tests.phones import TelegramPhone
from tests.world import World


async def found(net: World) -> dict[str, str]:
    return {one.subject: f"{'✓' if one.well else '✗'} {one.detail}" async for one in doctor.examine(net.app)}


async def test_the_doctor_sees_channels_staff_and_data(net: World) -> None:
    await net.start("webhook")
    officer = TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    net.now += timedelta(seconds=90)
    looked = await found(net)
    assert looked["Telegram"] == "✓ @layanwarga_bot"
    assert looked["Webhook Telegram"].startswith("✓ https://bot.example.go.id/telegram")
    assert looked["telegram: pesan terakhir diterima"] == "✓ 90 detik yang lalu"
    assert looked["petugas tanpa alamat yang berfungsi"].startswith("✓")
    assert looked["WhatsApp: templat"].startswith("✓")
    assert looked["cadangan"].startswith("✗ belum ada") or looked["cadangan"].startswith("✓")
    assert looked["pesan yang gagal diolah"] == "✓ tidak ada"


async def test_each_red_line_says_what_to_do(net: World) -> None:
    await net.start()
    officer = TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    officer.person.blocks()
    await net.settle()
    net.whatsapp.subscribed = False
    looked = await found(net)
    assert "Rina (juai); minta mereka menulis" in looked["petugas tanpa alamat yang berfungsi"]
    assert "docs/whatsapp.md" in looked["WhatsApp: langganan webhook"]
    assert "layanwarga run" in looked["program"]


async def test_an_invitation_prints_code_and_deep_link(net: World, capsys: pytest.CaptureFixture[str]) -> None:
    await net.start()
    chosen = argparse.Namespace(office="juai", role=["petugas"], unit=[], name="Rina", peka=False, phone="")
    await office._invite(net.app.resources, chosen)
    printed = capsys.readouterr().out
    code = printed.split("Kode: ")[1][:10]
    assert f"https://t.me/{fake_telegram.BOT['username']}?start={code}" in printed
    officer = TelegramPhone(net, 8, "Rina")
    await officer.open_link(code)
    officer.sees("Selamat bergabung")
    await office._remove(net.app.resources, "juai", await net.person_of(officer))
    lines = [tuple(line) for line in await net.rows("SELECT actor, action, subject, reason FROM audit ORDER BY id")]
    invited, removed = (next(line for line in lines if line[:3] == (None, deed, "juai")) for deed in ("invited", "staff_removed"))
    assert invited[3].startswith("Rina: petugas; ") and "pelayanan-kesos" in invited[3]
    assert removed[3].endswith(invited[3]), "who was removed, and what they were"


def test_the_templates_are_printed_as_meta_takes_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert whatsapp._templates(argparse.Namespace()) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {"status_berubah", "petugas_pengingat"} <= {one["name"] for one in printed}
    assert all(one["components"][1]["buttons"][0]["type"] == "QUICK_REPLY" for one in printed)


@pytest.mark.parametrize(("setting", "wrong"), [("telegram_token", "1:wrong"), ("whatsapp_business_account_id", ACCOUNT)])
async def test_a_wrong_token_stops_only_its_channel(net: World, setting: str, wrong: str) -> None:
    net.other[setting] = wrong
    await net.start()
    stopped = {name.value for name in net.app.stopped}
    assert stopped == ({"telegram"} if setting == "telegram_token" else set())
    assert all("LAYANWARGA_TELEGRAM_TOKEN" in advice for advice in net.app.stopped.values())
    web = net.phone("warga")
    await web.says("menu")
    web.sees("Layanan publik")
    net.telegram.refused.clear()
