"""`layanwarga run` and `layanwarga key`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import Iterator

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot import settings, vault, web
from bot.app import App, build
from bot.collecting import set_apart, without_collecting
from bot.commands import Commands
from bot.errors import SettingsError
from bot.logs import set_up

log = logging.getLogger(__name__)

HEADER_SECONDS = 15.0
MOST_CONNECTIONS = 4_000


def add_to(commands: Commands) -> None:
    run = commands.add_parser("run", help="jalankan bot dan web chat")
    run.set_defaults(run=serve)
    key = commands.add_parser("key", help="buat kunci baru untuk LAYANWARGA_KEY")
    key.set_defaults(run=lambda _: print(vault.new_key()))


def serve(_: argparse.Namespace) -> int:
    """Runs everything until Ctrl-C or SIGTERM, then stops in order. Returns the exit code."""
    chosen = settings.read()
    set_up(chosen.log_level)
    listening = listen(chosen.host, chosen.port)
    with without_collecting():
        app = build(chosen)
    asyncio.run(_serve(app, listening))
    return 0


def listen(host: str, port: int) -> socket.socket:
    """The bound port. Raises an error that says what to do about it."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"Port {port} sedang dipakai program lain. Hentikan program itu, atau pilih LAYANWARGA_PORT lain."
            ) from error
        raise SettingsError(f"LAYANWARGA_HOST {host}: alamat tidak dapat dipakai ({error.strerror}).") from error
    listening.listen(2048)
    listening.setblocking(False)
    return listening


class ImpatientProtocol(H11Protocol):
    """Closes a connection whose request is not complete after some seconds; otherwise slow headers would hold it for ever."""

    _request_in_time: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._check_request()
        elif self._request_in_time is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._check_request()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._request_in_time = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _check_request(self) -> None:
        if self._request_in_time:
            self._request_in_time.cancel()
        self._request_in_time = None


class Server(uvicorn.Server):
    """Prints its address as soon as it answers. Open event streams are ended first, so that stopping need not wait for them."""

    def __init__(self, app: App) -> None:
        config = uvicorn.Config(
            web.create(app),
            http=ImpatientProtocol,
            log_config=None,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=10,
            server_header=False,
            forwarded_allow_ips=app.settings.trusted_proxies,
            limit_concurrency=MOST_CONNECTIONS,
        )
        super().__init__(config)
        self._app = app

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends on Ctrl-C and SIGTERM. Unlike uvicorn's own, does not raise them again, because the app must still stop in order."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for signal_number, handler in before.items():
                signal.signal(signal_number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            host, port = listening.getsockname()[:2]
            print(f"LayanWarga siap: http://{f'[{host}]' if ':' in host else host}:{port}  (Ctrl-C untuk berhenti)", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._app.webchat.stop()
        await super().shutdown(sockets)


async def _serve(app: App, listening: socket.socket) -> None:
    server = Server(app)
    try:
        with server.capture_signals():
            await app.start()
            set_apart()
            await server.serve(sockets=[listening])
    finally:
        await app.stop()
    print("LayanWarga berhenti dengan tertib.", flush=True)
