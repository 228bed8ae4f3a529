"""A passkey is a second way in: said yes to in the chat, kept by the device (Chromium's virtual authenticator), used once a question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Request, expect
from starlette.requests import Request as Asked

from bot.errors import BadRequest
from bot.store.people import confirmations, passkeys
from bot.store.people.passkeys import Passkey
from bot.vault import Vault, new_key
from bot.web.staff import device_keys
from handlers.talking.turn import Knowledge
from tests.waiting import ANSWER_SECONDS
from tests.web.admin.test_standards import admin
from tests.web.phones import served
from tests.web.staff.browsers import signed_in
from tests.web.staff.screens import Desk, open_desk
from tests.world import TUESDAY, World

VAULT = Vault(new_key())
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def asked_at(address: str) -> Asked:
    scheme, _, host = address.partition("://")
    return Asked({"type": "http", "scheme": scheme, "headers": [(b"host", host.encode())], "path": "/masuk", "query_string": b""})


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://layanan.example.go.id", ""),
        ("http://localhost:8080", ""),
        ("http://layanan.example.go.id", "alamat https"),
        ("http://127.0.0.1:8080", "alamat https"),
        ("https://10.0.0.1", "alamat https"),
    ],
)
def test_where_a_passkey_can_be_used(address: str, said: str) -> None:
    why = device_keys.why_not(asked_at(address))
    assert (said in why) and bool(why) == bool(said)


def test_where_the_library_is_missing_one_sentence_says_how_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_keys, "find_spec", lambda _: None)
    assert "make passkey" in device_keys.why_not(asked_at("https://layanan.example.go.id"))


def test_a_question_is_for_one_browser_and_ten_minutes() -> None:
    asked = device_keys.challenge(VAULT, "peramban ini", TUESDAY)
    assert device_keys.challenge_told(VAULT, "peramban ini", asked.told, TUESDAY) == asked
    assert device_keys.challenge_told(VAULT, "peramban lain", asked.told, TUESDAY).secret != asked.secret
    for told, now in (
        (asked.told, TUESDAY + timedelta(minutes=11)),
        (asked.told, TUESDAY - timedelta(minutes=1)),
        ("x", TUESDAY),
        ("2026-11-24~x", TUESDAY),
    ):
        with pytest.raises(BadRequest):
            device_keys.challenge_told(VAULT, "peramban ini", told, now)


async def test_no_key_is_offered_without_a_yes_in_the_chat_nor_taken_that_was_not_asked_for(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        page = "/meja/juai/kunci-sandi"
        local = {"headers": {"host": "localhost:8080"}}
        await browser.opens(page)
        assert "alamat https" in browser.page, "an address without a name"
        await browser.sends(page, {"nama": "laptop"}, **local)
        assert "Pastikan di chat" in browser.page and "data-options" not in browser.page
        for told in ("", "2026-11-24T01:00:00+00:00~x"):
            await browser.opens(page)
            assert (
                await browser.sends(f"{page}/daftar", {"nama": "laptop", "tantangan": told, "jawaban": "{}"}, **local)
            ).status_code == 400
    assert not await world.rows("SELECT 1 FROM passkeys")


async def test_a_key_answers_no_question_twice_and_none_older_than_the_last(world: World) -> None:
    asked = TUESDAY + timedelta(minutes=1)
    key = Passkey(id="k", person=1, name="laptop", public_key="", sign_count=0, created_at=TUESDAY, challenged_at=TUESDAY)
    async with world.app.database.transaction() as transaction:
        assert await passkeys.add(transaction, key) and not await passkeys.add(transaction, replace(key, person=2))
        for at, may in ((TUESDAY, False), (asked, True), (asked, False), (TUESDAY, False)):
            assert await passkeys.use(transaction, replace(key, challenged_at=at), asked) is may
        assert not await passkeys.remove(transaction, "k", 2), "somebody else's"
        await confirmations.end_all(transaction, 1)
        assert not await passkeys.of_person(transaction, 1)


@pytest_asyncio.fixture(loop_scope="session")
async def served_office(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[tuple[World, str]]:
    world = World(tmp_path, knowledge)
    await world.start()
    async with served(world.app) as address:
        yield world, address.replace("127.0.0.1", "localhost")
    await world.stop()


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_a_device_is_registered_signs_in_and_is_out_again(chromium: Browser, served_office: tuple[World, str]) -> None:
    world, address = served_office
    phone = await admin(world)
    desk = await open_desk(chromium, address, phone)
    page = desk.page
    devices = await page.context.new_cdp_session(page)
    await devices.send("WebAuthn.enable")
    await devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    await desk.opens("/meja/juai/kunci-sandi")
    await page.get_by_label("Nama perangkat ini").fill("laptop kantor")
    await page.get_by_role("button", name="Tambah kunci sandi").press("Enter")
    await expect(page.get_by_role("heading", name="Pastikan di chat")).to_be_visible()
    await world.settle()
    await phone.presses("Ya, saya")
    await page.get_by_role("button", name="Lanjutkan").press("Enter")
    await desk.is_clean("passkey-new")
    await page.get_by_role("button", name="Simpan “laptop kantor”").press("Enter")
    await expect(page.get_by_role("button", name="Hapus laptop kantor")).to_be_visible()
    await desk.is_clean("passkey-list")
    await page.get_by_role("button", name="Keluar").press("Enter")

    await world.at(TUESDAY + timedelta(minutes=1))
    await desk.opens("/masuk?lanjut=/meja/juai/petugas")
    await desk.is_clean("passkey-entrance")
    async with page.expect_request("**/masuk/kunci-sandi") as entering:
        await page.get_by_role("button", name="Masuk dengan kunci sandi").press("Enter")
    await expect(page.get_by_role("heading", name="Petugas")).to_be_visible()
    await again(desk, address, await entering.value)

    await desk.opens("/meja/juai/kunci-sandi")
    await page.get_by_role("button", name="Hapus laptop kantor").press("Enter")
    await expect(page.get_by_text("Belum ada kunci sandi")).to_be_visible()
    await page.get_by_role("button", name="Keluar").press("Enter")
    await world.at(TUESDAY + timedelta(minutes=2))
    await desk.opens("/masuk")
    await page.get_by_role("button", name="Masuk dengan kunci sandi").press("Enter")
    await expect(page.get_by_text("tidak terdaftar")).to_be_visible()
    await page.context.close()


async def again(desk: Desk, address: str, first: Request) -> None:
    """The same answer a second time, from the same browser, opens nothing."""
    cookies = {one["name"]: one["value"] for one in await desk.page.context.cookies() if one["name"] != "meja"}
    async with httpx.AsyncClient(cookies=cookies, timeout=ANSWER_SECONDS) as client:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = await client.post(f"{address}/masuk/kunci-sandi", content=first.post_data or "", headers=headers)
    assert answer.status_code == 403 and "meja=" not in answer.headers.get("set-cookie", "")
