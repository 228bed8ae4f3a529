"""The page in a real browser: what a citizen, an officer and a supervisor do with it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from bot.app import App
from tests.web.conftest import Opened
from tests.web.phones import Screen, complains, evaluated, served
from tests.web.samples import png

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def _sideways(screen: Screen) -> int:
    found: int = await evaluated(screen.page, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


async def test_a_citizen_asks_and_gets_the_answer_with_its_source(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("syarat bikin ktp apa aja?")
    await screen.citizen.sees("Fotokopi KK", "Sumber: Keputusan Nomor 067")
    await expect(screen.citizen.button("Biaya")).to_be_enabled()
    await screen.picture("answer")


async def test_an_example_of_the_empty_page_starts_the_talk(opened: Opened) -> None:
    screen = await opened()
    await screen.page.get_by_role("button", name="Syarat bikin KTP").click()
    await screen.citizen.sees("Fotokopi KK")
    await expect(screen.page.get_by_role("button", name="Syarat bikin KTP")).to_be_hidden()


async def test_a_complaint_on_four_phones_until_the_citizen_is_content(opened: Opened) -> None:
    screen = await opened()
    citizen, officer, supervisor, head = screen.citizen, screen.officer, screen.supervisor, screen.head
    await complains(screen)
    await officer.presses("Ambil")
    await citizen.sees("sudah diambil petugas")
    for _ in range(8):
        await screen.clock("day")
    await supervisor.sees("lewat 1 hari kerja")
    await expect(head.log.get_by_text("lewat 3 hari kerja")).to_have_count(0)
    for _ in range(2):
        await screen.clock("day")
    await head.sees("lewat 3 hari kerja")
    await screen.picture("overdue")
    await officer.presses("Jawab & selesai")
    await officer.sees("Tulis jawaban")
    await officer.says("KTP sudah bisa diambil hari ini.")
    await officer.presses("Ya, saya yakin")
    await screen.clock("day")  # within a minute it could be taken back
    await citizen.sees("KTP sudah bisa diambil hari ini.")
    await citizen.presses("Puas, tutup")
    await citizen.sees("ditutup")
    await screen.picture("closed")


async def test_two_complaints_on_the_officers_screen_can_both_be_pressed(opened: Opened) -> None:
    screen = await opened()
    await complains(screen, "Loket KTP tutup padahal jam kerja, petugas tidak ada.")
    await screen.page.get_by_test_id("new-citizen").click()
    await expect(screen.citizen.log.locator(".message")).to_have_count(0)
    await complains(screen, "Jalan di depan balai desa berlubang sejak sebulan yang lalu.")
    taking = screen.officer.log.get_by_role("button", name="Ambil", exact=True)
    await expect(taking).to_have_count(2)
    await taking.first.click()
    await expect(screen.officer.log.get_by_text("sekarang Bapak/Ibu tangani")).to_have_count(1)
    await taking.last.click()
    await expect(screen.officer.log.get_by_text("sekarang Bapak/Ibu tangani")).to_have_count(2)


async def test_the_answers_of_an_older_question_cannot_be_pressed(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("mau lapor")
    await screen.citizen.presses("Kantor Kecamatan Juai")
    await screen.citizen.sees("Ceritakan")
    await expect(screen.citizen.log.get_by_role("button", name="Kantor Kecamatan Juai")).to_have_count(0)
    await expect(screen.citizen.log.get_by_text("Kantor Kecamatan Juai").first).to_be_visible()


async def test_a_notice_does_not_take_the_buttons_of_an_open_question(opened: Opened) -> None:
    screen = await opened()
    await complains(screen)
    await screen.citizen.says("mau lapor")
    await expect(screen.citizen.button("Batal")).to_be_enabled()
    await screen.officer.presses("Ambil")
    await screen.citizen.sees("sudah diambil petugas")
    await screen.citizen.presses("Batal")
    await screen.citizen.sees("Dibatalkan")


async def test_a_double_click_is_one_press(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("menu")
    await screen.citizen.button("Bantuan").dblclick()
    await screen.citizen.sees("Yang bisa saya bantu")
    await expect(screen.citizen.log.locator("[data-from=me]", has_text="Bantuan")).to_have_count(1)


async def test_after_a_reload_the_talk_goes_on_where_it_was(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("mau lapor")
    await expect(screen.citizen.button("Kantor Kecamatan Juai")).to_be_visible()
    said = await screen.citizen.log.locator(".message").count()
    await screen.page.get_by_test_id("input-warga").fill("kantor mana ya")
    await screen.page.reload()
    await expect(screen.page.get_by_test_id("input-warga")).to_have_value("kantor mana ya")
    await expect(screen.citizen.log.locator(".message")).to_have_count(said)
    await screen.citizen.presses("Kantor Kecamatan Juai")
    await screen.citizen.sees("Ceritakan")


async def test_the_office_of_the_three_phones_can_be_changed(opened: Opened) -> None:
    screen = await opened()
    await screen.page.get_by_test_id("office").select_option("landak-dsp3akb")
    await screen.citizen.sees("Landak")
    await expect(screen.page.get_by_test_id("phone-petugas").locator(".subtitle")).to_contain_text("Landak")


async def test_an_offices_visitor_has_one_phone_and_is_answered(opened: Opened, office_app: App) -> None:
    async with served(office_app) as address:
        screen = await opened(360, 740, address)
        await expect(screen.page.locator(".phone")).to_have_count(1)
        await screen.phone("saya").says("syarat bikin ktp di juai")
        await screen.phone("saya").sees("Fotokopi KK")
        await screen.picture("office")


@pytest.mark.parametrize("width", [360, 1440])
async def test_nothing_has_to_be_scrolled_sideways(opened: Opened, width: int) -> None:
    screen = await opened(width, 740)
    await screen.citizen.says("https://" + "panjang" * 60)
    await screen.citizen.says("syarat bikin ktp apa aja?")
    await screen.citizen.sees("Fotokopi KK")
    assert await _sideways(screen) <= 0
    await screen.officer.show()
    assert await _sideways(screen) <= 0


async def test_with_letters_of_twice_the_size_the_composer_keeps_a_line_and_paper_has_the_talk_alone(
    opened: Opened, office_app: App
) -> None:
    async with served(office_app) as address:
        screen = await opened(360, 740, address)
        await screen.phone("saya").says("syarat bikin ktp di juai")
        await screen.phone("saya").sees("Fotokopi KK")
        await screen.page.evaluate("document.documentElement.style.fontSize = '200%'")
        field = screen.page.locator(".phone textarea")
        box = await field.bounding_box()
        assert box and box["height"] >= 32 and box["width"] >= 120 and box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 740
        assert await _sideways(screen) <= 0
        await screen.page.emulate_media(media="print")
        assert not await field.is_visible()
        log = await screen.page.evaluate("(log => [log.clientHeight, log.scrollHeight])(document.querySelector('.log'))")
        assert log[0] == log[1] > 740, "nothing is cut off"


async def test_on_a_narrow_screen_a_tab_tells_of_unread_messages(opened: Opened) -> None:
    screen = await opened(360, 740)
    await complains(screen)
    await expect(screen.page.get_by_test_id("unread-petugas")).to_have_text("1")
    await screen.officer.presses("Ambil")
    await expect(screen.page.get_by_test_id("unread-petugas")).to_be_empty()
    await screen.picture("narrow")


async def test_everything_can_be_done_by_keyboard(opened: Opened) -> None:
    screen = await opened()
    keyboard = screen.page.keyboard
    await screen.page.get_by_test_id("input-warga").focus()
    await keyboard.type("menu")
    await keyboard.press("Enter")
    await expect(screen.citizen.button("Bantuan")).to_be_visible()
    for _ in range(20):
        await keyboard.press("Shift+Tab")
        if await evaluated(screen.page, "document.activeElement.innerText") == "Bantuan":
            break
    await keyboard.press("Enter")
    await screen.citizen.sees("Yang bisa saya bantu")


async def test_shift_enter_is_a_new_line(opened: Opened) -> None:
    screen = await opened()
    field = screen.page.get_by_test_id("input-warga")
    await field.focus()
    await screen.page.keyboard.type("satu")
    await screen.page.keyboard.press("Shift+Enter")
    await screen.page.keyboard.type("dua")
    await expect(field).to_have_value("satu\ndua")


async def test_a_screen_reader_hears_names_roles_and_who_speaks(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("menu")
    await expect(screen.citizen.button("Bantuan")).to_be_visible()
    await expect(screen.page.get_by_role("log", name="Percakapan Warga")).to_have_attribute("aria-live", "polite")
    await expect(screen.page.get_by_role("combobox", name="Kantor")).to_be_visible()
    await expect(screen.page.get_by_role("group", name="Majukan jam kantor")).to_be_visible()
    await expect(screen.citizen.log.get_by_text("Anda:")).to_have_count(1)
    unnamed = await evaluated(screen.page, UNNAMED)
    assert unnamed == []
    assert await evaluated(screen.page, "document.documentElement.lang") == "id"


UNNAMED = """[...document.querySelectorAll("button, input, select, textarea, a")].filter((one) =>
  !(one.innerText || one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.querySelector("img")?.alt)).map((one) => one.outerHTML)"""


async def test_a_photo_is_sent_and_shown(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("mau lapor")
    await screen.citizen.presses("Kantor Kecamatan Juai")
    await screen.citizen.sees("Ceritakan")
    await screen.citizen.attaches("bukti.png", "image/png", png())
    photo = screen.citizen.log.get_by_role("img", name="Foto: bukti.png")
    await expect(photo).to_have_js_property("naturalWidth", 8)
    await screen.citizen.sees("ikut saya lampirkan")


@pytest.mark.parametrize("width", [360, 1440])
async def test_the_chart_of_the_recap_is_shown_whole(opened: Opened, width: int) -> None:
    """At its own proportions, within its bubble, no higher than the screen."""
    screen = await opened(width)
    supervisor = screen.phone("pengawas")
    await supervisor.show()
    await supervisor.says("/rekap")
    chart = supervisor.log.get_by_role("img", name="Foto: pekan.png")
    await expect(chart).to_have_js_property("complete", True)
    await expect(chart).not_to_have_js_property("naturalWidth", 0)
    shown = await chart.evaluate(
        "one => [one.width / one.height, one.naturalWidth / one.naturalHeight, one.height, innerHeight,"
        " one.getBoundingClientRect().right, one.closest('.bubble').getBoundingClientRect().right]"
    )
    ratio, natural, height, screen_height, right, bubble = shown
    assert abs(ratio - natural) < 0.02 and height < screen_height and right <= bubble
    await screen.picture(f"recap-{width}")


async def test_a_refused_file_stays_with_the_reason_and_can_be_taken_back(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.attaches("halaman.html", "text/html", b"<html><script>alert(1)</script></html>")
    await expect(screen.page.get_by_test_id("notice-warga")).to_contain_text("Jenis berkas itu tidak bisa diterima")
    await screen.citizen.presses("Batal")
    await expect(screen.citizen.log.locator(".message")).to_have_count(0)


async def test_a_place_can_be_written_where_the_device_does_not_know_it(opened: Opened) -> None:
    screen = await opened()
    await screen.page.get_by_test_id("location-warga").click()
    await screen.page.get_by_test_id("latitude-warga").fill("-2,33561")
    await screen.page.get_by_test_id("longitude-warga").fill("115,46120")
    await screen.page.get_by_test_id("send-location-warga").click()
    await expect(screen.citizen.log.get_by_text(re.compile(r"-2\.33561, 115\.46120"))).to_be_visible()


async def test_what_people_write_is_never_markup(opened: Opened) -> None:
    screen = await opened()
    await screen.citizen.says("<img src=x onerror=alert(1)> <b>tebal</b>")
    await expect(screen.citizen.log.get_by_text("<b>tebal</b>").first).to_be_visible()
    await expect(screen.citizen.log.locator("b, img")).to_have_count(0)


TAPPED = {
    "Buka https://meja.juai.go.id/masuk/Ab-c_1.": ["https://meja.juai.go.id/masuk/Ab-c_1"],
    "bahaya:\n\n• 112 Layanan darurat\n• 129 SAPA\n• 08111-129-129 WhatsApp": ["tel:112", "tel:129", "tel:08111129129"],
    "E-mail: umpeg@gmail.com · Situs: kecjuai.balangankab.go.id": ["mailto:umpeg@gmail.com", "https://kecjuai.balangankab.go.id"],
    "NIK 6371012301980001, PIN 041299, 01-12-2026, nomor JUAI-2611-0K3FQ, 112 hari, javascript:alert(1)": [],
}


async def test_addresses_and_numbers_that_the_bot_says_can_be_tapped_and_nothing_else(opened: Opened) -> None:
    screen = await opened()
    shown = """async (texts) => {
      const { messageOf } = await import(new URL("messages.js", document.querySelector("script[type=module]").src));
      const links = (from, text) => [...messageOf({ from, spans: [[text]] }).querySelectorAll("a")].map((a) => a.getAttribute("href"));
      return texts.map((text) => [links("bot", text), links("me", text), messageOf({ from: "bot", spans: [[text]] }).querySelector(".text").textContent]);
    }"""
    found = await screen.page.evaluate(shown, list(TAPPED))
    assert found == [[links, [], text] for text, links in TAPPED.items()]


async def test_what_two_open_pages_of_a_visitor_could_not_send_leaves_when_the_line_is_back(opened: Opened, office_app: App) -> None:
    async with served(office_app) as address:
        first = await opened(360, 740, address)
        second = Screen(await first.page.context.new_page(), address)
        await second.page.goto(address)
        phones = [first.phone("saya"), second.phone("saya")]
        await phones[1].says("menu")
        await phones[0].sees("Tulis saja pertanyaan")
        await first.page.context.set_offline(True)
        for phone, words in zip(phones, ("syarat bikin ktp di juai", "mau lapor"), strict=True):
            await phone.says(words)
            await expect(phone.log.get_by_text("Belum terkirim")).to_be_visible()
        await first.page.context.set_offline(False)
        for phone in phones:
            for words in ("syarat bikin ktp di juai", "mau lapor"):
                await expect(phone.log.locator("[data-from=me]", has_text=words)).to_have_count(1)
            await expect(phone.log.get_by_text("Belum terkirim")).to_have_count(0)


async def test_the_clock_of_the_local_mode_moves_by_itself(opened: Opened) -> None:
    screen = await opened()
    page = screen.page
    await page.clock.install()
    await page.reload()
    await page.route("**/clock", lambda route: route.fulfill(json={"text": "Rabu, 25 November 2026"}))
    await page.clock.run_for(16_000)
    await expect(page.get_by_test_id("clock")).to_have_text("Rabu, 25 November 2026")
