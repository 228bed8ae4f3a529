"""Two addresses that turn out to be one person's: the cases of both open from either, and nobody else's."""

from __future__ import annotations

import re

from handlers.casework.evolving import replay
from tests.channels.test_addresses import code_on
from tests.phones import Phone, TelegramPhone, WhatsAppPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

STORY = "petugas loket meminta uang tambahan untuk mengambil ktp"


async def officer(net: World) -> TelegramPhone:
    await net.start()
    phone = TelegramPhone(net, 8, "Rina")
    return await phone.open_link(await net.invited())


async def offered(net: World, staff: Phone, other: Phone) -> None:
    """Sends the officer's code from the other phone."""
    await staff.says("alamat saya")
    await staff.presses("Tambah alamat")
    await other.says(f"HUBUNGKAN {code_on(staff)}")


async def opened_with_pin(elsewhere: Phone, filed_on: Phone, number: str) -> None:
    pin = re.search(r"PIN: (\d{6})", " ".join(filed_on.texts))
    assert pin
    await elsewhere.says(number)
    await elsewhere.says(pin[1])


async def test_after_joining_both_addresses_show_the_cases_of_both(net: World) -> None:
    staff = await officer(net)
    private = WhatsAppPhone(net, "628120000008", "Rina")
    first = await complain(staff, "loket tutup terus sejak pagi padahal jam kerja")
    second = await complain(private, STORY)
    await offered(net, staff, private)
    private.sees("ada 1 pengaduan", "juga yang rahasia")
    (await private.presses("Ya, punya saya")).sees("terhubung")
    for phone in (staff, private):
        (await phone.says("status")).offers(first, second)
        await phone.presses(second)
        phone.sees(STORY)
    assert replay(await net.history(second)) == await net.complaint(second)


async def test_who_sends_somebody_elses_code_unawares_is_asked_and_keeps_the_cases_hidden(net: World) -> None:
    staff = await officer(net)
    victim = WhatsAppPhone(net, "628120000007", "Ani")
    number = await complain(victim, STORY)
    await offered(net, staff, victim)
    victim.sees("Kalau kodenya dari orang lain, jangan lanjutkan")
    await victim.presses("Bukan")
    (await victim.says("status")).offers(number)
    await staff.says("status")
    assert number not in [choice.label for choice in staff.choices]


async def test_what_is_told_of_an_earlier_case_arrives_after_joining(net: World) -> None:
    staff = await officer(net)
    private, colleague = WhatsAppPhone(net, "628120000008", "Rina"), TelegramPhone(net, 9, "Budi")
    await colleague.open_link(await net.invited())
    number = await complain(private, "loket tutup terus sejak pagi padahal jam kerja")
    await offered(net, staff, private)
    await private.presses("Ya, punya saya")
    await staff.says("alamat saya")
    await staff.presses("Utamakan WhatsApp")
    await colleague.says(number)
    await colleague.presses("Ambil")
    assert number in private.texts[-1]


async def test_a_case_followed_from_the_other_address_is_not_told_twice(net: World) -> None:
    staff = await officer(net)
    private = WhatsAppPhone(net, "628120000008", "Rina")
    number = await complain(staff, STORY)
    await opened_with_pin(private, staff, number)
    assert (await net.complaint(number)).followers
    await offered(net, staff, private)
    await private.presses("Ya, punya saya")
    case = await net.complaint(number)
    assert (case.reporter, case.followers, case.proven) == (await net.person_of(staff), (), ())
    assert replay(await net.history(number)) == case
    await staff.says("status")
    assert [choice.label for choice in staff.choices].count(number) == 1


async def test_two_chats_of_the_staff_are_not_joined(net: World) -> None:
    staff = await officer(net)
    other = WhatsAppPhone(net, "628120000009", "Budi")
    await other.open_link(await net.invited())
    await offered(net, staff, other)
    other.sees("sudah chat petugas")
    assert await net.person_of(other) != await net.person_of(staff)


async def test_what_was_opened_with_number_and_pin_stays_in_the_list(net: World) -> None:
    """Also when the chat's state is long forgotten; deleting one's data ends it."""
    await net.start()
    citizen, elsewhere = TelegramPhone(net, 7, "Ani"), WhatsAppPhone(net, "628120000007", "Ani")
    number = await complain(citizen, STORY)
    await opened_with_pin(elsewhere, citizen, number)
    await net.app.database.execute("UPDATE chats SET state = '{}'")
    (await elsewhere.says("status")).offers(number)
    await elsewhere.says("data saya")
    (await elsewhere.presses("data:show")).sees(f"yang Bapak/Ibu ikuti: {number}")
    await elsewhere.presses("data:delete")
    await elsewhere.presses("data:really")
    (await elsewhere.says("status")).sees("Belum ada pengaduan dari chat ini")
    (await citizen.says("status")).offers(number)


async def test_who_wrote_under_a_new_id_before_the_platform_said_so_keeps_both_cases(net: World) -> None:
    """WhatsApp tells of a changed number in a message of its own, which may come late."""
    await net.start()
    old, new = WhatsAppPhone(net, "628120000007", "Ani"), WhatsAppPhone(net, "628120000017", "Ani", "ID.17")
    first, second = await complain(old, STORY), await complain(new, "jalan desa rusak parah berlubang sejak bulan lalu")
    assert net.whatsapp
    changed = {"body": "User Ani changed from 628120000007 to ID.17", "user_id": "ID.17", "type": "user_changed_user_id"}
    net.whatsapp.pending.append(net.whatsapp.message(old.person, "system", changed))
    await net.settle()
    (await new.says("status")).offers(first, second)
