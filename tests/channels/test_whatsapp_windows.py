"""More than a day after somebody wrote, WhatsApp takes only templates: the full message follows when the person opens them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.talking.message import Text
from tests.channels.graph_parts import Fault
from tests.phones import WhatsAppPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

ANSWER = "Rekomendasi <selesai> & bisa diambil *hari ini* 👍"


@pytest.fixture
async def talk(net: World) -> tuple[WhatsAppPhone, WhatsAppPhone, str]:
    """A citizen whose complaint an officer has taken, both on WhatsApp."""
    await net.start()
    citizen, officer = WhatsAppPhone(net, "628120000007", "Ani"), WhatsAppPhone(net, None, "Rina", "ID.8")
    await officer.open_link(await net.invited())
    number = await complain(citizen)
    await officer.presses("Ambil")
    return citizen, officer, number


async def confirmed_after(net: World, officer: WhatsAppPhone, **amount: float) -> None:
    """The officer has answered; for a minute the answer can be taken back."""
    net.now += timedelta(**amount)
    await officer.says("tugas")
    await officer.presses("case:" + (await net.rows("SELECT number FROM complaints"))[0][0])
    await officer.presses("Jawab & selesai")
    await officer.says(ANSWER)
    await officer.presses("Ya, saya yakin")


async def answered_after(net: World, officer: WhatsAppPhone, **amount: float) -> None:
    await confirmed_after(net, officer, **amount)
    net.now += timedelta(seconds=61)
    net.wake()
    await net.settle()


@pytest.mark.parametrize("how", ["presses the button", "writes"])
async def test_a_late_answer_leaves_as_a_template_and_follows_in_full(
    net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str], how: str
) -> None:
    citizen, officer, number = talk
    await answered_after(net, officer, hours=30)
    assert citizen.texts[-1] == f"jawaban_siap {number}"
    citizen.mark = len(citizen.texts)
    if how == "writes":
        await citizen.says("bagaimana laporan saya?")
        assert len(citizen.texts) > citizen.mark + 1  # and the question has its own answer
    else:
        await net.whatsapp.deliver(net.whatsapp.message(citizen.person, "button", {"payload": "open", "text": "Buka"}))
        await net.settle()
        assert len(citizen.texts) == citizen.mark + 1
    assert ANSWER in "".join(citizen.texts[citizen.mark :])  # what was asked just now is answered before the news
    await citizen.presses("Puas, tutup")
    citizen.sees("ditutup")


async def test_it_follows_once(net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]) -> None:
    citizen, officer, _ = talk
    await answered_after(net, officer, hours=30)
    await citizen.says("menu")
    await citizen.says("menu")
    assert sum(ANSWER in text for text in citizen.texts) == 1


async def test_the_button_of_an_old_template_shows_the_own_cases(net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]) -> None:
    citizen, officer, number = talk
    for phone, shown in ((citizen, number), (officer, "Rina")):
        phone.mark = len(phone.texts)
        await net.whatsapp.deliver(net.whatsapp.message(phone.person, "button", {"payload": "open", "text": "Buka"}))
        await net.settle()
        assert shown in phone.screen + str(phone.choices)


async def test_a_window_that_is_closed_by_a_later_status_is_followed_by_the_template(
    net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]
) -> None:
    citizen, officer, number = talk
    citizen.person.heard_at = net.now - timedelta(days=2)  # what the platform knows; we believe the window open
    net.whatsapp.window_by_status = True
    await answered_after(net, officer, hours=1)
    (withheld,) = net.whatsapp.withheld
    await net.whatsapp.deliver(net.whatsapp.status(withheld, "failed", 131047))
    await net.settle()
    assert citizen.texts[-1] == f"jawaban_siap {number}"
    await citizen.says("menu")
    assert sum(ANSWER in text for text in citizen.texts) == 1
    net.whatsapp.why.clear()
    net.whatsapp.refused.clear()


async def test_a_refused_template_waits_for_the_person_while_the_rest_goes_on(
    net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]
) -> None:
    citizen, officer, number = talk
    await confirmed_after(net, officer, hours=30)
    net.whatsapp.faults = [Fault(code=132001, status=404)]
    net.now += timedelta(seconds=61)
    net.wake()
    await net.settle()
    assert net.whatsapp.faults == [] and f"jawaban_siap {number}" not in citizen.texts
    assert net.app.stopped == {}
    await officer.says("tugas")
    officer.sees("Rina")
    await citizen.says("menu")
    assert sum(ANSWER in text for text in citizen.texts) == 1


async def test_a_person_who_changes_the_number_stays_the_same(net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]) -> None:
    citizen, _, number = talk
    system = {"type": "user_changed_number", "wa_id": "628129999999", "body": "Ani changed from 628120000007 to 628129999999"}
    await net.whatsapp.deliver(net.whatsapp.message(citizen.person, "system", system))
    await net.settle()
    citizen.person.number = "628129999999"
    await citizen.says("status")
    assert number in str(citizen.choices)


async def test_a_person_who_gets_a_user_id_stays_the_same(net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]) -> None:
    citizen, _, number = talk
    citizen.person.user_id = "ID.7"
    await citizen.says("status")
    assert number in str(citizen.choices)
    citizen.person.number = None
    await citizen.says("status")
    assert number in str(citizen.choices)


async def test_a_number_in_new_hands_opens_nothing_of_the_old_owner(net: World, talk: tuple[WhatsAppPhone, WhatsAppPhone, str]) -> None:
    citizen, _, number = talk
    citizen.person.user_id = "ID.7"
    await citizen.says("menu")
    citizen.person.user_id = "ID.new"
    await citizen.says("status")
    assert number not in citizen.screen + str(citizen.choices)


async def test_an_alarm_reaches_an_admin_who_has_not_written_lately(net: World) -> None:
    await net.start()
    await net.without_examples()
    admin = WhatsAppPhone(net, None, "Dewi", "ID.9")
    await admin.open_link(await net.invited("admin"))
    net.now += timedelta(hours=30)
    async with net.app.database.transaction() as transaction:
        await net.app.conversation.post.alarm(transaction, "x", Text.of("Cadangan gagal."), net.now)
    net.wake()
    await net.settle()
    assert admin.texts[-1] == "petugas_kabar kerja program LayanWarga"
    await admin.says("menu")
    assert "Cadangan gagal." in admin.texts
