"""Many Telegram bots in one process, idle: what they need of memory and of the processor, before a local server that has no news."""

from __future__ import annotations

import asyncio
import os
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Process
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.starting import free_port, resident
from bot.channels.telegram.bots import TelegramBots
from bot.channels.telegram.messenger import Telegram, TelegramSettings
from bot.store.inbox import Received

BOTS = 500
IDLE_SECONDS = 40.0


@dataclass(frozen=True, kw_only=True)
class Idle:
    """`share`: of one core."""

    added_megabytes: float
    share: float
    seconds_to_start: float


async def _answer(request: Request) -> Response:
    method = request.path_params["method"].lower()
    if method == "getupdates":
        await asyncio.sleep(float(request.query_params["timeout"]))
        return JSONResponse({"ok": True, "result": []})
    me = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "kantor_bot"}
    return JSONResponse({"ok": True, "result": me if method == "getme" else True})


def _serve(port: int) -> None:
    import uvicorn

    routes = [Route("/bot{token}/{method}", _answer, methods=["GET", "POST"])]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="critical", backlog=2048)


async def _idle(port: int) -> Idle:
    async def receive(_: Sequence[Received]) -> None:
        raise AssertionError("there is no news")

    def make(office: str, token: str) -> Telegram:
        return Telegram(TelegramSettings(token=token, office=office, base_url=f"http://127.0.0.1:{port}/bot"), Path)

    bots = TelegramBots(None, make)
    own = os.getpid()
    before, begun = resident(own), time.perf_counter()
    await bots.start(receive)
    await bots.use({f"kantor-{number}": {"token": f"{number}:token"} for number in range(BOTS)})
    started, used = time.perf_counter() - begun, _processor()
    await asyncio.sleep(IDLE_SECONDS)
    found = Idle(added_megabytes=resident(own) - before, share=(_processor() - used) / IDLE_SECONDS, seconds_to_start=started)
    if problems := bots.listening_problem():
        raise RuntimeError(problems)
    await bots.stop()
    return found


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def idle() -> Idle:
    port = free_port()
    server = Process(target=_serve, args=(port,), daemon=True)
    server.start()
    time.sleep(1)
    try:
        return asyncio.run(_idle(port))
    finally:
        server.terminate()
