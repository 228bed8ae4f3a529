"""What pages load is compressed, kept for good under an address that changes with it, and the chat may stand in the office's own site."""

from __future__ import annotations

import gzip
import html
import re

import httpx
import pytest

from bot.errors import SettingsError
from bot.settings import read
from bot.web import assets
from tests.world import World

BUDGET = 20_000
"""Bytes of the chat's first load: a second on 400 kbit/s, and half of that for the way."""


async def loaded(http: httpx.AsyncClient, page: str) -> dict[str, httpx.Response]:
    names = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert names
    return {name: await http.get(name) for name in {*names}}


async def test_what_the_chat_loads_is_small_and_kept_for_good(net: World) -> None:
    await net.start()
    page = await net.http.get("/")
    found = await loaded(net.http, page.text)
    for name, response in found.items():
        assert response.status_code == 200 and response.headers["cache-control"] == assets.FOR_GOOD, name
        assert response.headers["content-encoding"] == "gzip" and response.headers["vary"] == "Accept-Encoding"
    scripts = [one for one in assets.assets() if one.endswith(".js") and one != "desk.js"]
    sent = {name.rpartition("/")[2] for name in found} | {*scripts}
    assert sum(len(assets.assets()[name].packed) for name in sent) < BUDGET


async def test_without_scripts_the_page_says_where_the_office_is_reached(net: World) -> None:
    await net.start()
    (said,) = re.findall(r"<noscript>.*?</noscript>", html.unescape((await net.http.get("/")).text), re.DOTALL)
    (office,) = [one for one in net.app.library.offices.values() if f"{one.name} dapat dihubungi" in said]
    read = re.sub(r"<[^>]+>", "", said)
    assert office.contacts and all(f"{contact.kind.capitalize()}: {contact.value}" in read for contact in office.contacts)


@pytest.mark.parametrize("name", [name for name in assets.assets() if name.endswith(".css")])
def test_letters_grow_with_the_readers_own_size(name: str) -> None:
    style = (assets.FOLDER / name).read_text(encoding="utf-8")
    assert re.findall(r"font(?:-size)?:[^;]*?\b[1-9][\d.]*px", style) == []


async def test_who_reads_nothing_compressed_gets_it_plain_and_an_old_mark_is_not_kept(net: World) -> None:
    await net.start()
    plain = await net.http.get(f"{assets.address()}/chat.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == gzip.decompress(assets.assets()["chat.js"].packed) == (assets.FOLDER / "chat.js").read_bytes()
    for path in ("/static/chat.js", "/static/000000000000/chat.js"):
        assert (await net.http.get(path)).headers["cache-control"] == "no-cache"
    assert (await net.http.get("/static/nothing.js")).status_code == 404
    assert (await net.http.get(f"{assets.address()}/%2e%2e/settings.py")).status_code == 404


async def test_only_the_chat_and_only_on_the_named_sites_stands_within_other_pages(net: World) -> None:
    net.other["embed_in"] = "https://www.contoh.go.id, https://juai.contoh.go.id/"
    await net.start()
    policies = [(await net.http.get(path)).headers["content-security-policy"] for path in ("/", "/masuk", "/health")]
    assert policies[0].endswith("frame-ancestors https://www.contoh.go.id https://juai.contoh.go.id")
    assert all(policy.endswith("frame-ancestors 'none'") for policy in policies[1:])


def test_a_site_that_is_none_is_named() -> None:
    with pytest.raises(SettingsError, match="EMBED_IN: javascript:x"):
        read(embed_in="https://www.contoh.go.id,javascript:x", _env_file=None)
