"""One person at several addresses: joining, alerts and where they go when one fails, consent and silence."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from tests.phones import Phone, TelegramPhone, WhatsAppPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


def code_on(phone: Phone) -> str:
    found = re.search(r"HUBUNGKAN ([0-9A-Z]{10})", phone.screen)
    assert found, phone.screen
    return found[1]


async def officer_with_two_phones(net: World) -> tuple[TelegramPhone, WhatsAppPhone]:
    await net.start()
    telegram, whatsapp = TelegramPhone(net, 8, "Rina"), WhatsAppPhone(net, "628120000008", "Rina")
    await telegram.open_link(await net.invited())
    await telegram.says("alamat saya")
    await telegram.presses("Tambah alamat")
    await whatsapp.says(f"HUBUNGKAN {code_on(telegram)}")
    whatsapp.sees("terhubung")
    return telegram, whatsapp


async def test_a_code_brings_another_chat_along_once(net: World) -> None:
    telegram, whatsapp = await officer_with_two_phones(net)
    await whatsapp.says("tugas")
    whatsapp.sees("Rina")
    stranger = WhatsAppPhone(net, "628120000009", "Orang lain")
    await stranger.says(f"HUBUNGKAN {re.findall(r'HUBUNGKAN ([0-9A-Z]{10})', ' '.join(telegram.texts))[0]}")
    stranger.sees("Kode itu salah")
    await stranger.says("tugas")
    assert "Rina" not in stranger.screen


async def test_a_code_lapses_after_half_an_hour(net: World) -> None:
    await net.start()
    telegram, whatsapp = TelegramPhone(net, 8, "Rina"), WhatsAppPhone(net, "628120000008", "Rina")
    await telegram.open_link(await net.invited())
    await telegram.presses("Alamat saya")
    await telegram.presses("Tambah alamat")
    net.now += timedelta(minutes=31)
    await whatsapp.says(f"HUBUNGKAN {code_on(telegram)}")
    whatsapp.sees("sudah lewat 30 menit")


@pytest.mark.parametrize("first", ["Telegram", "WhatsApp"])
async def test_alerts_go_where_the_officer_wants_them(net: World, first: str) -> None:
    telegram, whatsapp = await officer_with_two_phones(net)
    await telegram.says("alamat saya")
    await telegram.presses(f"Utamakan {first}")
    before = {"Telegram": len(telegram.texts), "WhatsApp": len(whatsapp.texts)}
    await complain(TelegramPhone(net, 7, "Ani"))
    after = {"Telegram": len(telegram.texts), "WhatsApp": len(whatsapp.texts)}
    assert [name for name in after if after[name] > before[name]] == [first]


async def test_an_alert_that_fails_goes_to_the_next_address_and_then_to_the_supervisor(net: World) -> None:
    telegram, whatsapp = await officer_with_two_phones(net)
    await net.without_examples()
    await net.app.database.execute("UPDATE staff SET active = 1 WHERE person = (SELECT person FROM chats WHERE address = '8')")
    supervisor = TelegramPhone(net, 9, "Budi")
    await supervisor.open_link(await net.invited("pengawas"))
    await telegram.says("alamat saya")
    await telegram.presses("Utamakan Telegram")
    net.telegram.blocked.add(8)
    first = await complain(TelegramPhone(net, 7, "Ani"))
    assert first in whatsapp.texts[-1]
    assert not any("tidak sampai" in text for text in supervisor.texts)
    net.whatsapp.people.remove(whatsapp.person)
    second = await complain(TelegramPhone(net, 6, "Siti"))
    assert "Rina" in supervisor.texts[-1] and "tidak sampai" in supervisor.texts[-1] and second in supervisor.texts[-1]
    net.whatsapp.why.clear()


@pytest.mark.parametrize("how", ["tells", "is noticed"])
async def test_of_an_officer_who_blocks_the_bot_the_supervisor_hears_at_once(net: World, how: str) -> None:
    await net.start()
    await net.without_examples()
    officer, supervisor = TelegramPhone(net, 8, "Rina"), TelegramPhone(net, 9, "Budi")
    await officer.open_link(await net.invited())
    await supervisor.open_link(await net.invited("pengawas"))
    if how == "tells":
        officer.person.blocks()
    else:
        net.telegram.blocked.add(8)
        officer.person.says("tugas")
    await net.settle()
    assert "Rina" in supervisor.texts[-1] and "tidak sampai" in supervisor.texts[-1]


async def test_the_menu_of_staff_is_shown_from_enrolment_on(net: World) -> None:
    await net.start()
    officer = TelegramPhone(net, 8, "Rina")
    assert "chat:8" not in net.telegram.commands
    await officer.open_link(await net.invited())
    assert "tugas" in {one["command"] for one in net.telegram.commands["chat:8"]}
    assert "tugas" not in {one["command"] for one in net.telegram.commands["all_private_chats"]}


async def test_consent_is_kept_with_when_and_how(net: World) -> None:
    await net.start()
    citizen = WhatsAppPhone(net, "628120000007", "Ani")
    await complain(citizen)
    ((kept,),) = await net.rows("SELECT opted_in FROM chats WHERE channel = 'whatsapp'")
    assert json.loads(kept) == {"at": "2026-11-24T01:00:00.000000Z", "how": "complaint"}


async def test_after_berhenti_only_what_a_running_case_needs_is_sent(net: World) -> None:
    await net.start()
    citizen, officer = TelegramPhone(net, 7, "Ani"), TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    await complain(citizen)
    await citizen.says("berhenti")
    citizen.sees("tidak mengirim kabar lagi")
    quiet = len(citizen.texts)
    await officer.presses("Ambil")
    assert len(citizen.texts) == quiet
    await officer.presses("Tanya pelapor")
    await officer.says("Tanggal berapa berkasnya diserahkan?")
    assert "Tanggal berapa" in citizen.texts[-1]
    await citizen.presses("Kirim kabar lagi")
    citizen.sees("dikirim lagi")


async def test_in_a_dialogue_berhenti_ends_the_dialogue_only(net: World) -> None:
    await net.start()
    citizen = TelegramPhone(net, 7, "Ani")
    await citizen.says("ganti kantor")
    await citizen.presses("office:juai")
    await citizen.says("/lapor")
    await citizen.says("berhenti")
    citizen.sees("Dibatalkan")
    assert await net.rows("SELECT stopped_at FROM chats WHERE channel = 'telegram'") == [(None,)]


async def test_staff_cannot_silence_their_alerts(net: World) -> None:
    await net.start()
    officer = TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    await officer.says("berhenti")
    officer.sees("tidak bisa dihentikan")


async def test_a_case_opens_from_another_channel_with_number_and_pin(net: World) -> None:
    await net.start()
    citizen, elsewhere = TelegramPhone(net, 7, "Ani"), WhatsAppPhone(net, "628120000007", "Ani")
    number = await complain(citizen)
    pin = re.search(r"PIN: (\d{6})", citizen.screen)
    assert pin
    await elsewhere.says(number)
    elsewhere.sees("PIN")
    await elsewhere.says(pin[1])
    elsewhere.sees(number)
    officer = TelegramPhone(net, 8, "Rina")
    await officer.open_link(await net.invited())
    await officer.says(number)
    await officer.presses("Ambil")
    assert number in elsewhere.texts[-1]


async def test_an_invitation_in_chat_carries_the_deep_link(net: World) -> None:
    await net.start()
    admin = TelegramPhone(net, 9, "Dewi")
    async with net.app.database.transaction() as transaction:
        member = StaffMember(person=0, office="juai", name="", roles=frozenset({Role.ADMIN}))
        code = await net.app.conversation.ports(transaction, net.now).people.invite(member)
    await admin.open_link(code)
    await admin.says("tugas")
    net.telegram.sent[-1].markup.setdefault("inline_keyboard", []).append([{"text": "Undang", "callback_data": "invite:juai:petugas"}])
    await admin.presses("Undang")
    assert re.search(r"https://t\.me/layanwarga_bot\?start=[0-9A-Z]{10}", admin.screen)


@pytest.mark.parametrize("words", ["hubungkan saya dengan petugas", "sambungin ke orang dong", "Hubungkan ke admin"])
async def test_a_wish_for_a_person_is_no_code(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(words)).sees("tanyakan kepada petugas").does_not_see("Kode itu salah")


async def test_a_mistyped_code_is_told_to_be_wrong(world: World) -> None:
    (await world.citizen().says("HUBUNGKAN K7Q2M9XW")).sees("Kode itu salah")
