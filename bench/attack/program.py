"""The program as an office runs it: a process of its own on an empty folder, asked over HTTP; its database can be read beside it."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import httpx

from bot.settings import PREFIX
from bot.vault import Vault, new_key
from tests.faults.running import free_port, until

START_SECONDS = 60
OURS = {"X-LayanWarga": "1"}
_WAITING = (
    "SELECT (SELECT COUNT(*) FROM inbox WHERE state IN ('waiting', 'doing'))"
    " + (SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND try_at <= strftime('%Y-%m-%dT%H:%M:%f', 'now'))"
)


class Program:
    """`settings` are those of the environment, without their prefix. What it logs stands in `log`."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.data, self.log = folder, folder / "data", folder / "log"
        self.key, self.port = settings.get("KEY") or new_key(), free_port()
        self.vault = Vault(self.key)
        own = {"MODE": "office", "KEY": self.key, "DATA": str(self.data), "PORT": str(self.port), "OFFICES": "juai,landak-dsp3akb"}
        environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        self.environment = {**environment, **{f"{PREFIX}{name}": value for name, value in {**own, **settings}.items()}}
        self.process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    async def start(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), env=self.environment, stdout=asyncio.subprocess.PIPE, stderr=log
            )
        assert self.process.stdout
        async with asyncio.timeout(START_SECONDS):
            if b"siap" not in await self.process.stdout.readline():
                raise RuntimeError(self.log.read_text(encoding="utf-8")[-2000:])
        return self

    async def command(self, *words: str, **settings: str) -> str:
        """`layanwarga …` beside it; what it prints."""
        more = {f"{PREFIX}{name}": value for name, value in settings.items()}
        run = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words), env={**self.environment, **more}, stdout=asyncio.subprocess.PIPE
        )
        printed, _ = await run.communicate()
        if run.returncode:
            raise RuntimeError(f"layanwarga {' '.join(words)}: {run.returncode}")
        return printed.decode()

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process and process.returncode is None:
            process.send_signal(how)
            await process.wait()

    def visitor(self, network: str = "203.0.113.1") -> httpx.AsyncClient:
        """Somebody's browser, as the proxy on this machine would name its network."""
        return httpx.AsyncClient(base_url=self.address, headers={**OURS, "X-Forwarded-For": network}, timeout=60)

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What is committed; sealed words stay sealed."""
        path = self.data / "layanwarga.sqlite"
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as database:
            return database.execute(sql, parameters).fetchall()

    async def settle(self, seconds: float = 120) -> None:
        """Until everything that could be worked off and sent now is."""
        await until(lambda: self.rows(_WAITING) == [(0,)], seconds)

    def resident(self) -> float:
        """The most memory it has needed so far, in MB, as Linux tells it."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1000
