"""Who deletes a message in WhatsApp, or changes one in Telegram, while a report is told finds the report without it, or with the new words."""

from __future__ import annotations

import pytest

from tests.phones import TelegramPhone, WhatsAppPhone
from tests.world import World

FIRST, SECOND = "selokan di rt 2 meluap tiap hujan sejak maret", "yang nutup itu si Fulan, tetangga saya sendiri"


@pytest.mark.parametrize("channel", ["whatsapp"])
async def test_a_message_deleted_in_whatsapp_leaves_the_report(world: World) -> None:
    citizen = world.citizen()
    assert isinstance(citizen, WhatsAppPhone)
    await citizen.presses_id("office:juai")
    await citizen.says("mau lapor")
    await world.passes(seconds=30)
    await citizen.says(FIRST)
    await world.passes(seconds=30)
    named = world.whatsapp.text(citizen.person, SECOND)
    world.whatsapp.pending.append(named)
    await world.settle()
    await world.passes(seconds=30)
    await citizen.says("anonim")
    citizen.sees("Fulan", "Kirim")
    citizen.begin()
    world.whatsapp.pending.append(world.whatsapp.message(citizen.person, "revoke", {"original_message_id": named["id"]}))
    await world.settle()
    citizen.sees("sudah saya keluarkan", "selokan di rt 2").does_not_see("Fulan")
    await citizen.says("kirim")
    (row,) = await world.rows("SELECT number FROM complaints")
    assert (await world.complaint(row[0])).text == FIRST


@pytest.mark.parametrize("channel", ["telegram"])
async def test_a_message_changed_in_telegram_is_changed_in_the_report(world: World) -> None:
    citizen = world.citizen()
    assert isinstance(citizen, TelegramPhone)
    await citizen.presses_id("office:juai")
    await citizen.says("mau lapor")
    await world.passes(seconds=30)
    await citizen.says(FIRST)
    await world.passes(seconds=30)
    named = citizen.person.says(SECOND)
    await world.settle()
    citizen.begin()
    citizen.person.edits(named, "yang nutup bangunan toko baru")
    await world.settle()
    citizen.sees("saya ganti")
    await world.passes(seconds=30)
    (await citizen.says("anonim")).sees("selokan di rt 2", "bangunan toko baru").does_not_see("Fulan")
