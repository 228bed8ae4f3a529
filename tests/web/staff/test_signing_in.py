"""Into the desk: a one-time link from the bot, ten minutes, one browser; what somebody is, is read at each request."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.web.staff.browsers import browser_of, link_of, signed_in
from tests.world import World


async def test_the_link_of_the_bot_opens_the_desk(world: World) -> None:
    async with browser_of(world.app) as browser:
        answer = await browser.signs_in(await link_of(world.officer()))
        assert answer.status_code == 200
        assert answer.url.path == "/meja/juai"
        assert "Petugas contoh" in browser.page


async def test_a_citizen_gets_no_link(world: World) -> None:
    siti = await world.citizen().says("/masuk")
    assert "/masuk?k=" not in siti.answers[-1].text.plain
    assert await world.rows("SELECT * FROM entrances") == []


@pytest.mark.parametrize("words", ["masuk kantor jam berapa", "masuk kantor", "kapan masuk", "masukan"])
async def test_words_about_coming_in_are_no_wish_for_a_link(world: World, words: str) -> None:
    officer = await world.officer().says(words)
    assert "/masuk?k=" not in officer.answers[-1].text.plain


async def test_looking_at_a_link_uses_nothing_up(world: World) -> None:
    """Chats look at links that they show."""
    link = await link_of(world.officer())
    async with browser_of(world.app) as preview:
        await preview.opens(link)
    async with browser_of(world.app) as browser:
        assert (await browser.signs_in(link)).status_code == 200


async def test_a_link_works_once(world: World) -> None:
    link = await link_of(world.officer())
    async with browser_of(world.app) as first, browser_of(world.app) as second:
        assert (await first.signs_in(link)).status_code == 200
        await second.opens(link)
        assert "tidak berlaku lagi" in second.page
        assert (await second.sends("/masuk", {"k": link.partition("k=")[2]})).status_code == 403
        assert (await second.opens("/meja/juai")).url.path == "/masuk"


@pytest.mark.parametrize(("minutes", "holds"), [(9.9, True), (10, False)])
async def test_a_link_holds_ten_minutes(world: World, minutes: float, holds: bool) -> None:
    link = await link_of(world.officer())
    await world.passes(minutes=minutes)
    async with browser_of(world.app) as browser:
        await browser.opens(link)
        assert ("Petugas contoh" in browser.page) is holds


async def test_a_link_that_a_browser_asked_for_opens_in_no_other(world: World) -> None:
    async with browser_of(world.app) as mine, browser_of(world.app) as other:
        await mine.opens("/masuk")
        code = re.search(r"/masuk ([0-9A-F]{6})", mine.page)
        assert code
        link = await link_of(world.officer(), code[1])
        await other.opens("/masuk")
        assert (await other.sends("/masuk", {"k": link.partition("k=")[2]})).status_code == 403
        assert (await mine.signs_in(link)).url.path == "/meja/juai"


async def test_only_the_page_that_this_browser_was_shown_signs_in(world: World) -> None:
    """Nobody is signed in as somebody else by a form on another site."""
    link = await link_of(world.officer())
    async with browser_of(world.app) as attacker, browser_of(world.app) as victim:
        await attacker.opens(link)
        stolen = {"k": link.partition("k=")[2], "kunci": attacker.key}
        assert (await victim.client.post("/masuk", data=stolen)).status_code == 403


@pytest.mark.parametrize(("hours", "there"), [(11.9, True), (12, False)])
async def test_a_session_lasts_twelve_hours(world: World, hours: float, there: bool) -> None:
    async with signed_in(world, world.officer()) as browser:
        await world.passes(hours=hours)
        answer = await browser.opens("/meja/juai")
        assert (answer.url.path == "/meja/juai") is there


async def test_who_was_removed_is_out_at_the_next_request(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        await world.app.database.execute("UPDATE staff SET active = 0")
        assert (await browser.opens("/meja/juai")).url.path == "/masuk"


async def test_after_signing_out_the_cookie_opens_nothing(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        cookies = dict(browser.client.cookies)
        await browser.sends("/keluar", {})
        browser.client.cookies.update(cookies)
        assert (await browser.opens("/meja/juai")).url.path == "/masuk"


@pytest.mark.parametrize("key", ["", "0" * 64])
async def test_a_form_without_the_key_of_the_session_changes_nothing(world: World, key: str) -> None:
    async with signed_in(world, world.officer()) as browser:
        assert (await browser.sends("/keluar", {"kunci": key})).status_code == 400
        assert (await browser.opens("/meja/juai")).url.path == "/meja/juai"


async def test_the_stored_rows_open_nothing(world: World) -> None:
    """Neither a link nor a cookie can be made from what the database holds."""
    link = await link_of(world.officer())
    async with browser_of(world.app) as browser:
        await browser.opens(link)
        ((stored,),) = await world.rows("SELECT code_hash FROM entrances")
        assert (await browser.sends("/masuk", {"k": stored})).status_code == 403
        await browser.signs_in(link)
        ((token,),) = await world.rows("SELECT token_hash FROM sessions")
        browser.client.cookies = httpx.Cookies({"meja": token})
        assert (await browser.opens("/meja/juai")).url.path == "/masuk"


@pytest.mark.parametrize(
    ("onward", "lands"),
    [
        ("/meja/juai?x=1", "/meja/juai"),
        ("https://jahat.example", "/meja/juai"),
        ("//jahat.example", "/meja/juai"),
        ("/mejaku", "/meja/juai"),
    ],
)
async def test_signing_in_leads_on_within_the_desk_only(world: World, onward: str, lands: str) -> None:
    link = await link_of(world.officer())
    async with browser_of(world.app) as browser:
        await browser.opens(link)
        answer = await browser.sends("/masuk", {"k": link.partition("k=")[2], "lanjut": onward})
        assert answer.url.host == "127.0.0.1"
        assert answer.url.path == lands


async def test_signing_in_is_in_the_audit(world: World) -> None:
    async with signed_in(world, world.officer()):
        assert await world.rows("SELECT action, subject FROM audit") == [("signed_in", "desk")]
