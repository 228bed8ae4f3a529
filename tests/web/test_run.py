"""`layanwarga run` as its own process: how it starts, stops and dies."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import httpx

from tests.faults.running import free_port
from tests.waiting import ANSWER_SECONDS, put_an_end_to

OURS = {"X-LayanWarga": "1"}
READY_SECONDS = 60


@contextmanager
def program(data: Path, port: int, **more: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "LAYANWARGA_DATA": str(data), "LAYANWARGA_PORT": str(port), "LAYANWARGA_OFFICES": "juai", **more}
    command = [sys.executable, "-m", "bot", "run"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        put_an_end_to(process)


def address_of(process: subprocess.Popen[str]) -> str:
    """What it printed when it was ready; one that says nothing is killed, so that its line ends."""
    assert process.stdout
    impatient = Timer(READY_SECONDS, process.kill)
    impatient.start()
    line = process.stdout.readline()
    impatient.cancel()
    address = re.search(r"http://\S+", line)
    if address is None:
        process.kill()
        raise AssertionError(f"not ready within {READY_SECONDS} s: {(line, *process.communicate(timeout=READY_SECONDS))}")
    return address[0]


@contextmanager
def visitor(address: str) -> Iterator[httpx.Client]:
    """Somebody who has opened the page."""
    with httpx.Client(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        client.get("/")
        yield client


def until(client: httpx.Client, words: str) -> list[str]:
    """What an open page shows, from its beginning to these words."""
    shown, latest = [], time.monotonic() + READY_SECONDS
    with client.stream("GET", "/chat/warga/events", timeout=READY_SECONDS) as stream:
        for line in stream.iter_lines():  # the server's pings keep the stream alive: it would never end by itself
            if line.startswith("data: "):
                shown.append(line)
            if words in line:
                return shown
            if time.monotonic() > latest:
                break
    raise AssertionError(f"“{words}” was not said within {READY_SECONDS} s: {shown}")


def stops_in_order(process: subprocess.Popen[str], signal_number: int) -> None:
    process.send_signal(signal_number)
    out, errors = process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 0
    assert "berhenti dengan tertib" in out
    assert "Traceback" not in errors
    assert "ERROR" not in errors


def test_it_says_where_it_is_and_stops_in_order_though_a_page_is_open(tmp_path: Path) -> None:
    port = free_port()
    with program(tmp_path, port) as process:
        address = address_of(process)
        assert address == f"http://127.0.0.1:{port}"
        with visitor(address) as client, client.stream("GET", "/chat/warga/events") as stream:
            next(stream.iter_lines())
            stops_in_order(process, signal.SIGINT)


def test_a_port_in_use_is_a_clear_error(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with program(tmp_path, port) as process:
            out, errors = process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 2
    assert errors.strip() == f"Port {port} sedang dipakai program lain. Hentikan program itu, atau pilih LAYANWARGA_PORT lain."
    assert out == ""


def test_all_that_is_wrong_with_the_settings_is_told_at_once(tmp_path: Path) -> None:
    with program(tmp_path, free_port(), LAYANWARGA_HOST="0.0.0.0", LAYANWARGA_WHATSAPP_ACCESS_TOKEN="x") as process:
        _, errors = process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 2
    for name in ("LAYANWARGA_HOST", "LAYANWARGA_WHATSAPP_PHONE_NUMBER_ID", "LAYANWARGA_WHATSAPP_APP_SECRET"):
        assert name in errors
    assert "Traceback" not in errors


def test_an_office_that_does_not_exist_is_a_clear_error(tmp_path: Path) -> None:
    with program(tmp_path, free_port(), LAYANWARGA_OFFICES="tidak-ada") as process:
        _, errors = process.communicate(timeout=READY_SECONDS)
    assert process.returncode == 2
    assert "LAYANWARGA_OFFICES" in errors
    assert "Traceback" not in errors


def test_killed_and_started_again_nothing_is_lost(tmp_path: Path) -> None:
    port = free_port()
    with program(tmp_path, port) as process, visitor(address_of(process)) as client:
        client.post("/chat/warga/messages", data={"text": "mau lapor"}).raise_for_status()
        until(client, "Apa yang terjadi?")
        accepted = client.post("/chat/warga/messages", data={"text": "KTP saya belum jadi sudah seminggu"})
        assert accepted.status_code == 202
        put_an_end_to(process)
        with program(tmp_path, port) as again:
            address_of(again)
            said = until(client, "sudah saya baca")
            stops_in_order(again, signal.SIGTERM)
    assert sum("KTP saya belum jadi sudah seminggu" in line and '"from": "me"' in line for line in said) == 1
    assert sum("sudah saya baca" in line for line in said) == 1
