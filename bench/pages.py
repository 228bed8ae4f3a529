"""How the web chat serves five hundred pages that are open at once, over two processes, and how long a first page takes over a slow line."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from os import environ
from time import perf_counter

import httpx
from playwright.async_api import Browser

from bench.starting import resident
from bot.vault import new_key
from tests.faults.running import free_port
from tests.postgres import served
from tests.web.phones import browser, evaluated, new_page

PAGES, AT_ONCE = 500, 20
LONGEST_SECONDS = 180.0
SLOW_BYTES = 400_000 / 8
"""A second, of a line of 400 kbit/s."""
LATENCIES, LOADS = (0, 100), 5


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Seconds from writing until each page showed the answer; how many showed a message twice; megabytes of each process."""

    seconds: Sequence[float]
    doubled: int
    resident: Sequence[float]


@dataclass
class Visitor:
    """Reads on one process, and writes to another."""

    reading: httpx.AsyncClient
    writing: httpx.AsyncClient
    shown: list[str] = field(default_factory=list)
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    is_answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def look(self) -> None:
        """Until the page is closed; the first two messages are its own and the answer."""
        async with self.reading.stream("GET", "/chat/saya/events", timeout=None) as stream:
            stream.raise_for_status()
            self.is_open.set()
            async for line in stream.aiter_lines():
                if line.startswith("data:") and "id" in (message := json.loads(line[5:])):
                    self.shown.append(str(message["id"]))
                    if len(self.shown) > 1:
                        self.is_answered.set()

    async def ask(self) -> float:
        begun = perf_counter()
        answer = await self.writing.post("/chat/saya/messages", data={"text": "jam buka", "client_id": "1"}, headers={"X-LayanWarga": "1"})
        answer.raise_for_status()
        await self.is_answered.wait()
        return perf_counter() - begun


async def over_two_processes() -> Heard:
    with served(("max_connections=100", "unix_socket_directories=")) as server, tempfile.TemporaryDirectory() as folder:
        given = {"DATA": folder, "DATABASE": server.schema(), "KEY": new_key()}
        async with _office(given) as first, _office(given) as second:
            return await _heard((first, second))


@asynccontextmanager
async def _office(given: Mapping[str, str]) -> AsyncIterator[tuple[Process, str]]:
    """`layanwarga run` as an office starts it, on a free port."""
    port = free_port()
    wanted = {"MODE": "office", "PORT": str(port), "OFFICES": "juai", "LOG_LEVEL": "ERROR", **given}
    wanted |= {"MESSAGES_PER_NETWORK": "100000"}
    environment = {**environ, **{f"LAYANWARGA_{name}": value for name, value in wanted.items()}}
    process = await asyncio.create_subprocess_exec(*(sys.executable, "-m", "bot", "run"), env=environment, stdout=PIPE, stderr=DEVNULL)
    try:
        assert process.stdout
        await process.stdout.readline()
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _heard(offices: Sequence[tuple[Process, str]]) -> Heard:
    visitors = [await _visitor(number, [address for _, address in offices]) for number in range(PAGES)]
    async with asyncio.timeout(LONGEST_SECONDS):
        looking = [asyncio.create_task(visitor.look()) for visitor in visitors]
        for visitor in visitors:
            await visitor.is_open.wait()
        room = asyncio.Semaphore(AT_ONCE)

        async def ask(visitor: Visitor) -> float:
            async with room:
                return await visitor.ask()

        seconds = await asyncio.gather(*(ask(visitor) for visitor in visitors))
        await asyncio.sleep(2)  # what would come twice comes now
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    doubled = sum(len(visitor.shown) != len({*visitor.shown}) for visitor in visitors)
    return Heard(seconds=seconds, doubled=doubled, resident=[resident(process.pid) for process, _ in offices])


async def _visitor(number: int, addresses: Sequence[str]) -> Visitor:
    """From a network of its own, with the cookie of the process on which the page was opened."""
    network = {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.7"}
    fresh = httpx.Limits(max_keepalive_connections=0)  # a server may just be closing one that has been idle while the others were made
    reading, writing = (
        httpx.AsyncClient(base_url=addresses[(number + turn) % 2], headers=network, timeout=60, limits=fresh, verify=False)
        for turn in (0, 1)
    )
    (await reading.get("/")).raise_for_status()
    writing.cookies.update(reading.cookies)
    return Visitor(reading, writing)


async def first_load() -> Mapping[int, float]:
    """Seconds until a browser that was never there has loaded the page over 400 kbit/s, by the milliseconds of the line; the best of some."""
    with tempfile.TemporaryDirectory() as folder:
        async with _office({"DATA": folder, "KEY": new_key()}) as (_, address), browser() as chromium:
            return {latency: min([await _loaded(chromium, address, latency) for _ in range(LOADS)]) for latency in LATENCIES}


async def _loaded(chromium: Browser, address: str, latency: int) -> float:
    page = await new_page(chromium, 390)
    line = {"offline": False, "latency": latency, "downloadThroughput": SLOW_BYTES, "uploadThroughput": SLOW_BYTES}
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Network.enable")
    await devtools.send("Network.emulateNetworkConditions", line)
    await page.goto(address, wait_until="load")
    milliseconds = await evaluated(page, "performance.getEntriesByType('navigation')[0].loadEventStart")
    await page.context.close()
    return float(milliseconds) / 1000
