"""`layanwarga run` as a process of its own: how long until the web chat answers, what it needs while idle, how long it takes to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.running import free_port

IDLE_SECONDS = 5.0
LONGEST_START_SECONDS = 60.0


@dataclass(frozen=True)
class Run:
    """Seconds and megabytes of one start, idle and stop."""

    ready: float
    resident: float
    stopped: float


def run(folder: Path) -> Run:
    """Starts on the data in `folder`, or on none, and ends with Ctrl-C."""
    with _process(folder) as (process, address):
        begin = time.perf_counter()
        _wait_until_answered(address, begin + LONGEST_START_SECONDS)
        ready = time.perf_counter() - begin
        time.sleep(IDLE_SECONDS)
        idle = resident(process.pid)
        process.send_signal(signal.SIGINT)
        begin = time.perf_counter()
        process.wait(LONGEST_START_SECONDS)
        return Run(ready, idle, time.perf_counter() - begin)


@contextmanager
def _process(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    ours = {"LAYANWARGA_DATA": str(folder / "data"), "LAYANWARGA_PORT": str(port), "LAYANWARGA_LOG_LEVEL": "ERROR"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("LAYANWARGA_")}
    command = [str(Path(sys.executable).with_name("layanwarga")), "run"]
    process = subprocess.Popen(command, cwd=folder, env={**others, **ours}, stdout=subprocess.DEVNULL)
    try:
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def _wait_until_answered(address: str, until: float) -> None:
    while time.perf_counter() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.01)
    raise TimeoutError(f"{address} does not answer")


def resident(pid: int) -> float:
    """Resident memory in MB, as Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1000
