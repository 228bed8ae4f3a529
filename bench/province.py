"""What one process needs to serve a province: memory for many bots, and time for a question in a large library."""

from __future__ import annotations

import asyncio
import random
import resource
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bench.scale import enlarged
from bench.scale import questions as of_all_writers
from bot.app import build
from bot.settings import Settings
from bot.shelf import made
from bot.store.offices import bots
from handlers.talking.message import Channel
from knowledge.standards.library import load
from knowledge.understanding.understander import Understander
from tests.channels.graph_parts import serve

SERVICES, ASKED = 20_000, 400
IDLE_SECONDS = 20.0
POLL_SECONDS = 30


def question() -> Mapping[str, float]:
    """Milliseconds of the processor for a question with an office chosen in a library of 20,000 services; none is asked twice."""
    library = enlarged(load(), SERVICES)
    understander, dice, offices = Understander(library), random.Random(1), sorted(library.offices)
    taken = []
    for text in of_all_writers()[:ASKED]:
        office = dice.choice(offices)
        start = time.process_time()
        understander.understand(text, office)
        taken.append(1000 * (time.process_time() - start))
    p50, p99 = np.percentile(taken, (50, 99))
    return {"p50": float(p50), "p99": float(p99)}


@dataclass(frozen=True, kw_only=True)
class Idle:
    """Megabytes of a process with its offices alone, and with a bot of each that listens."""

    offices: float
    listening: float
    heard: int


async def many_bots(folder: Path, many: int) -> Idle:
    """Real long polls to a local server in another process than the bots'."""
    polling: set[str] = set()

    async def answer(request: Request) -> JSONResponse:
        token, method = request.path_params["token"], request.path_params["method"].lower()
        if method == "getupdates":
            polling.add(token)
            await asyncio.sleep(POLL_SECONDS)
            return JSONResponse({"ok": True, "result": []})
        about = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Bot", "username": f"kantor_{token[:6]}_bot"}
        return JSONResponse({"ok": True, "result": about if method == "getme" else True})

    async with serve(Starlette(routes=[Route("/bot{token}/{method}", answer, methods=["GET", "POST"])])) as address:
        given = (str(folder), address, str(many))
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.province", *given, stdin=PIPE, stdout=PIPE)
        assert process.stdin and process.stdout
        offices = float(await process.stdout.readline())
        process.stdin.write(b"go\n")
        while len(polling) < many:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        await asyncio.sleep(IDLE_SECONDS)
        process.stdin.write(b"measure\n")
        listening = float(await process.stdout.readline())
        process.stdin.close()
        await process.wait()
        return Idle(offices=offices, listening=listening, heard=len(polling))


async def idle(folder: Path, address: str, many: int) -> None:
    """The process with the bots: says what it needs without them, and, when it is asked, with them."""
    library = load()
    knowledge = made(enlarged(library, len(library.services) + many, of_an_office=1))
    app = build(Settings(data=folder, telegram_base_url=address, log_level="ERROR", _env_file=None), knowledge=knowledge)
    await app.start()
    print(_resident(), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    async with app.database.transaction() as transaction:
        for number, office in enumerate([office_id for office_id in knowledge.library.offices if office_id.startswith("kantor-")][:many]):
            await bots.put(transaction, Channel.TELEGRAM, office, {"token": f"{100000 + number}:{'x' * 35}"}, app.clock())
    app.office_changes.wake()
    await asyncio.to_thread(sys.stdin.readline)
    print(_resident(), flush=True)
    await app.stop()


def _resident() -> float:
    with open("/proc/self/statm") as statm:  # noqa: PTH123 - not a file on a disk
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    asyncio.run(idle(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
