"""Telephone numbers: asked for with the platform's own button where one is really needed, and believed only when proven."""

from __future__ import annotations

import argparse

import pytest

from bot.commands import office
from handlers.desk.enrolment import dialled
from tests.phones import Phone, TelegramPhone, WebPhone, WhatsAppPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

RINA = "628120000008"


async def invited(net: World, capsys: pytest.CaptureFixture[str], number: str = "0812-000-0008") -> str:
    """A code of `layanwarga staff invite --phone`."""
    await net.start()
    await office._invite(net.app.resources, argparse.Namespace(office="juai", role=["petugas"], name="", unit=[], peka=False, phone=number))
    return capsys.readouterr().out.split("Kode: ")[1][:10]


def shares(phone: WhatsAppPhone, number: str, origin: str = "contact_request") -> None:
    """The answer of Meta's own button; a card out of the address book has another origin."""
    card = {"origin": origin, "phones": [{"phone": f"+{number}", "wa_id": number, "type": "CELL"}]}
    phone._put(phone._server.message(phone.person, "contacts", [card]))


@pytest.mark.parametrize(
    ("written", "meant"), [("0812-000-0008", RINA), ("+62 812 000 0008", RINA), (RINA, RINA), ("", ""), ("+60 12 345", "6012345")]
)
def test_a_number_is_one_however_it_is_written(written: str, meant: str) -> None:
    assert dialled(written) == meant


async def test_on_telegram_only_the_own_contact_opens_an_invitation_for_a_number(net: World, capsys: pytest.CaptureFixture[str]) -> None:
    code = await invited(net, capsys)
    phone = TelegramPhone(net, 8, "Rina")
    (await phone.open_link(code)).sees("untuk satu nomor HP")
    assert any(one.markup.get("keyboard", [[{}]])[0][0].get("request_contact") for one in phone._shown())
    (await phone.says(RINA)).sees("belum terbukti")
    phone.person.shares_contact(RINA, own=False)
    await net.settle()
    phone.sees("belum terbukti")
    phone.person.shares_contact(f"+{RINA}")
    await net.settle()
    phone.sees("Selamat bergabung")
    (await phone.says("tugas")).sees("Rina")


async def test_another_number_is_refused_and_the_code_stays_good(net: World, capsys: pytest.CaptureFixture[str]) -> None:
    code = await invited(net, capsys)
    stranger, right = TelegramPhone(net, 9, "Orang lain"), WhatsAppPhone(net, RINA, "Rina")
    await stranger.open_link(code)
    stranger.person.shares_contact("628999")
    await net.settle()
    stranger.sees("untuk nomor HP lain")
    await stranger.says("tugas")
    stranger.sees("Menu ini untuk petugas").does_not_see("Meja petugas ·")
    assert await net.rows("SELECT COUNT(*) FROM invitations WHERE used_by IS NOT NULL") == [(0,)]
    (await right.open_link(code)).sees("Selamat bergabung")  # WhatsApp shows the number: nothing has to be asked


async def test_who_hides_the_number_on_whatsapp_is_asked_with_metas_button(net: World, capsys: pytest.CaptureFixture[str]) -> None:
    code = await invited(net, capsys)
    phone = WhatsAppPhone(net, None, "Rina", "ID.8")
    (await phone.open_link(code)).sees("untuk satu nomor HP")
    assert phone._shown()[-1].body["interactive"]["type"] == "request_contact_info"
    shares(phone, RINA, origin="other")
    await net.settle()
    phone.sees("belum terbukti")
    shares(phone, RINA)
    await net.settle()
    phone.sees("Selamat bergabung")


async def test_the_web_chat_proves_no_number(net: World, capsys: pytest.CaptureFixture[str]) -> None:
    code = await invited(net, capsys)
    phone = WebPhone(net, "rina")
    (await phone.says(f"GABUNG {code}")).sees("hanya bisa dari Telegram atau WhatsApp")
    (await phone.says("batal")).sees("Dibatalkan")
    (await phone.says("menu")).sees("Layanan publik")


async def complain_until_name(phone: Phone, identity: str) -> None:
    await phone.presses_id("office:juai")
    await phone.says("lapor")
    await phone.says("loket tutup terus sejak pagi padahal jam kerja")
    await phone.presses(identity)


@pytest.mark.parametrize(("identity", "asked"), [("Terbuka", True), ("Rahasia", False)])
async def test_a_hidden_number_is_asked_for_only_where_an_officer_may_call(net: World, identity: str, asked: bool) -> None:
    await net.start()
    phone = WhatsAppPhone(net, None, "Ani", "ID.7")
    await complain_until_name(phone, identity)
    phone.sees("Siapa nama", "nomor HP")
    assert (phone._shown()[-1].body["interactive"]["type"] == "request_contact_info") is asked
    if asked:
        shares(phone, "628120000007")
        await net.settle()
        phone.sees("Siapa nama")
        (await phone.says("Siti Aminah")).sees("628120000007").offers("Kirim")


async def test_a_number_that_the_platform_shows_is_not_asked_for_with_a_button(net: World) -> None:
    await net.start()
    phone = WhatsAppPhone(net, "628120000007", "Ani")
    await complain_until_name(phone, "Terbuka")
    assert phone._shown()[-1].body["interactive"]["type"] == "button"


async def test_an_account_without_the_button_still_gets_the_question(net: World) -> None:
    """Meta gives the button to accounts bit by bit: the refusal must not cost the person the question."""
    await net.start()
    phone = WhatsAppPhone(net, None, "Ani", "ID.7")
    assert net.whatsapp
    net.whatsapp.contact_button = False
    await complain_until_name(phone, "Terbuka")
    phone.sees("Siapa nama", "nomor HP")
    (await phone.says("Siti Aminah")).offers("Kirim")


async def test_an_open_report_with_a_number_by_telegrams_button(net: World) -> None:
    await net.start()
    phone = TelegramPhone(net, 7, "Ani")
    await complain_until_name(phone, "Terbuka")
    phone.person.shares_contact("+628120000007")
    await net.settle()
    (await phone.says("Siti Aminah")).sees("628120000007").offers("Kirim")


async def test_a_complaint_goes_on_without_a_number(net: World) -> None:
    await net.start()
    assert await complain(WhatsAppPhone(net, None, "Ani", "ID.7"))
