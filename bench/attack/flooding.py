"""Floods the program with messages and streams, and asks it with invented cookies, foreign host names and guessed links."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack

import httpx

from bench.attack.outcome import Outcome
from bench.attack.program import Program

MESSAGES_A_NETWORK = 60
STREAMS_A_VISITOR = 8
MANY = 60
HOSTS = ("jahat.example", "10.0.0.1", "127.0.0.1.jahat.example", "")


async def post(client: httpx.AsyncClient, text: str, **headers: str) -> int:
    return (await client.post("/chat/saya/messages", data={"text": text}, headers=headers)).status_code


async def invented_cookies(program: Program) -> Outcome:
    async with program.visitor() as client:
        answers = [await post(client, "x", Cookie=f"layanwarga={secrets.token_hex(16)}.{secrets.token_hex(32)}") for _ in range(400)]
    return Outcome(attack="messages with invented cookies", tries=len(answers), through=("taken",) * answers.count(202))


async def flood(program: Program) -> Outcome:
    """One network that takes a new cookie every ten messages."""
    taken = 0
    async with program.visitor("203.0.113.2") as client:
        for _ in range(20):
            client.cookies.clear()
            await client.get("/")
            taken += sum([await post(client, "menu") == 202 for _ in range(10)])
    beyond = max(taken - 2 * MESSAGES_A_NETWORK, 0)  # a minute may begin anew meanwhile
    allowed = f"{taken}: {MESSAGES_A_NETWORK} a minute were set for a network"
    return Outcome(attack="messages of one network with ever new cookies", tries=200, through=("taken",) * beyond, allowed=allowed)


async def streams(program: Program) -> Outcome:
    async with program.visitor("203.0.113.3") as client:
        await client.get("/")
        cookies = dict(client.cookies)
    limits = httpx.Limits(max_connections=2 * MANY)
    async with AsyncExitStack() as stack:
        own = {"X-Forwarded-For": "203.0.113.3"}
        client = httpx.AsyncClient(base_url=program.address, limits=limits, timeout=60, cookies=cookies, headers=own)
        await stack.enter_async_context(client)
        opened = [stack.enter_async_context(client.stream("GET", "/chat/saya/events")) for _ in range(MANY)]
        taken = sum([(await stream).status_code == 200 for stream in opened])
    return Outcome(
        attack="event streams of one visitor",
        tries=MANY,
        through=("taken",) * max(taken - STREAMS_A_VISITOR, 0),
        allowed=f"{taken} at once",
    )


async def foreign_names(program: Program) -> Outcome:
    paths = ("/", "/health", "/static/chat.js", "/meja")
    async with program.visitor("203.0.113.5") as client:
        tried = {f"{path} as {name!r}": client.get(path, headers={"Host": name}) for name in HOSTS for path in paths}
        answers = {what: (await answer).status_code for what, answer in tried.items()}
    return Outcome(
        attack="pages under a foreign host name",
        tries=len(answers),
        through=tuple(answer for answer, code in answers.items() if code < 400),
    )


async def looks_inside(program: Program) -> Outcome:
    async with program.visitor("203.0.113.6") as client:
        metrics, health, desk = [await client.get(path) for path in ("/metrics", "/health", "/meja")]
    is_visible = {"metrics": metrics.status_code == 200, "reasons": set(health.json()) != {"ok"}, "desk": desk.status_code == 200}
    return Outcome(
        attack="figures, reasons and desk from another machine", tries=3, through=tuple(page for page in is_visible if is_visible[page])
    )


async def guessed_links(program: Program) -> Outcome:
    """Links to a file that is there: without a signature, with a guessed one, and another visitor's real one."""
    async with program.visitor("203.0.113.7") as owner, program.visitor("203.0.113.8") as thief:
        await asyncio.gather(owner.get("/"), thief.get("/"))
        await owner.post("/chat/saya/messages", files={"files": ("a.txt", b"Jalan rusak di depan pasar.")})
        await program.settle()
        ((sha256,),) = program.rows("SELECT sha256 FROM uploads ORDER BY kept_at DESC LIMIT 1")
        guessed = [f"/files/{sha256}?t={2**31}&k={secrets.token_hex(32)}" for _ in range(50)]
        answers = [(await thief.get(link)).status_code for link in [f"/files/{sha256}", *guessed]]
    return Outcome(attack="guessed links to a file that is there", tries=len(answers), through=("read",) * answers.count(200))
