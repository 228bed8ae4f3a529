"""Telegram: python-telegram-bot is the typed client and parser; listening, storing and sending are ours.

The library's own polling confirms an update before it is handled, so a crash loses it. Here a batch is committed first and confirmed afterwards.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest as Refused
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels import Finding, Json, Messenger, Moved, Outgoing, Pace, Receive, Sent
from bot.channels.certificates import certificates
from bot.channels.telegram import doctor as doctoring
from bot.channels.telegram import markup, webhook
from bot.channels.telegram import parse as parsing
from bot.channels.telegram.send import OWN_TOKEN_WRONG, SECOND_POLLER, TOKEN_WRONG, Courier, channel_error, seconds_of
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.webhook import body_within
from bot.errors import ChannelStopped
from bot.loop import end
from bot.store.messages.inbox import Received
from bot.store.upkeep.leaders import LISTENER
from handlers.talking.message import Attachment, Channel, Inbound, Reply

PATH = "/telegram/webhook"  # of the webhook; not secret, the secret is in a header

log = logging.getLogger(__name__)

_STANDBY_SECONDS = 0.2  # how often a process checks whether it should listen
_CONNECTIONS = 20
_DEAF_SECONDS = 3600  # Telegram stores waiting updates for a day

_SECRET_MISSING = "Webhook Telegram memerlukan LAYANWARGA_TELEGRAM_SECRET: isi 32 huruf atau angka acak."  # noqa: S105
_UNREACHED = (
    "Telegram tidak dapat dihubungi dari komputer ini. Periksa apakah komputer tersambung ke internet, lalu coba lagi. "
    "Kalau situs lain dapat dibuka, minta petugas jaringan membuka jalan ke api.telegram.org."
)
_STRANGE = "Kabar dari Telegram belum dapat diolah; program mencobanya lagi sendiri. Kalau terus begini, kabari yang memasang program."


class Telegram(Messenger):
    name = Channel.TELEGRAM
    pace = Pace(per_second=25, per_chat_seconds=1, burst=3)

    def __init__(self, settings: TelegramSettings, files: Callable[[str], Path]) -> None:
        os.environ["PTB_TIMEDELTA"] = "true"  # durations as timedelta; otherwise the library warns at every 429
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses, and they contain the token
        self._settings = settings
        # A long read timeout: after a timeout the message may have been sent, and a repeat would double it.
        trust = {"verify": certificates()}
        self._requests = HTTPXRequest(read_timeout=20, pool_timeout=5, httpx_kwargs=trust)
        self._polling = HTTPXRequest(connection_pool_size=1, httpx_kwargs=trust)
        self._bot = Bot(settings.token, settings.base_url, settings.base_file_url, self._requests, self._polling)
        self._courier = Courier(self._bot, files, settings.local_files)
        self._listening: asyncio.Task[None] | None = None
        self._listener = f"{LISTENER}{self.name} {settings.office}".rstrip()
        self._may_listen: Callable[[str], bool] = lambda name: True
        self._background: set[asyncio.Task[None]] = set()
        self.refused = 0  # webhook calls with a wrong or missing secret
        self.trouble = ""  # the error of the last poll
        self._heard = 0.0  # the last successful poll, in the loop's own seconds, because the office's clock may be moved

    def pace_for(self, address: str) -> Pace:
        """The pace of groups, 20 messages a minute (https://core.telegram.org/bots/faq); their ids are negative."""
        in_group = replace(self.pace, per_chat_seconds=3 * self.pace.per_chat_seconds, burst=1)
        return in_group if address.startswith("-") else self.pace

    def parse(self, payload: Json) -> Inbound | Moved | None:
        return parsing.parse(payload)

    def split(self, reply: Reply) -> list[Reply]:
        return markup.split(reply)

    async def send(self, outgoing: Outgoing) -> Sent:
        return Sent(platform_id=await self._courier.send(outgoing.address, outgoing.reply))

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        return await self._courier.fetch(attachment, limit)

    async def show_menu(self, address: str, *, staff: bool) -> None:
        """Sets the commands that one person sees: those of staff after enrolment, those of citizens after leaving."""
        scope = BotCommandScopeChat(address)
        try:
            await (self._bot.set_my_commands(self._settings.staff_commands, scope) if staff else self._bot.delete_my_commands(scope))
        except TelegramError as error:
            raise channel_error(error) from error

    # Listening

    def routes(self, receive: Receive) -> list[BaseRoute]:
        async def take_call(request: Request) -> Response:
            return Response(status_code=await self.hook(request, receive))

        return [Route(PATH, take_call, methods=["POST"])] if self._settings.mode == "webhook" else []

    def let_listen(self, may: Callable[[str], bool]) -> None:
        self._may_listen = may

    def listeners(self) -> Sequence[str]:
        return (self._listener,) if self._settings.mode == "polling" else ()

    async def hook(self, request: Request, receive: Receive) -> int:
        """Handles a webhook call; returns the status to answer: 200 only after the update is stored. At anything else Telegram repeats it for a
        day.
        """
        if not webhook.is_genuine(request, self._settings.webhook_secret):
            self.refused += 1
            log.warning("telegram.refused", extra={"count": self.refused})
            return 403
        body = await body_within(request, webhook.LARGEST_BODY)
        if body is None:
            return 413
        update = webhook.update_in(body)
        if update is None:
            return 400
        try:
            await self._take([update], receive)
        except Exception:
            log.exception("telegram.not_kept", extra={"update_id": update["update_id"]})
            return 503
        return 200

    async def start(self, receive: Receive) -> None:
        """Begins to listen. Without network it keeps trying in the background; only what an operator must fix raises ChannelStopped."""
        if self._settings.mode == "webhook" and not self._settings.webhook_secret:
            raise ChannelStopped(_SECRET_MISSING)
        await asyncio.gather(self._requests.initialize(), self._polling.initialize())
        self._heard = asyncio.get_running_loop().time()
        is_ready = await self._prepare()
        self._listening = asyncio.create_task(self._listen(receive, is_ready))

    async def stop(self) -> None:
        await end([*self._background, *([self._listening] if self._listening else [])])
        self._listening = None
        await asyncio.gather(self._requests.shutdown(), self._polling.shutdown())

    async def _prepare(self) -> bool:
        """Tells the platform where updates go and which commands there are; False where it could not be reached."""
        try:
            await (self._set_webhook() if self._settings.mode == "webhook" else self._bot.delete_webhook())
            await self._show_commands()
            await self.find_link()
        except InvalidToken as error:
            raise ChannelStopped(TOKEN_WRONG) from error
        except Refused as error:
            raise ChannelStopped(
                "Telegram menolak alamat web program ini. Minta yang memasang program memeriksa LAYANWARGA_PUBLIC_URL dan "
                f"LAYANWARGA_TELEGRAM_SECRET. Kata Telegram: {error}"
            ) from error
        except TelegramError as error:
            self.trouble = _plain(error)
            log.warning("telegram.not_reached", extra={"error_type": type(error).__name__})
            return False
        self.trouble = ""
        return True

    async def _show_commands(self) -> None:
        """Sets the commands. A refusal is harmless, because commands work without being shown."""
        try:
            if self._settings.commands:
                await self._bot.set_my_commands(self._settings.commands, BotCommandScopeAllPrivateChats())
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("telegram.commands_not_shown", extra={"error_type": type(error).__name__, "error": str(error)})

    async def find_link(self) -> str:
        with suppress(TelegramError):
            self.link = f"https://t.me/{(await self._bot.get_me()).username}"
        return self.link

    async def entry(self, words: str, office: str = "") -> str:
        link = self.link or await self.find_link()
        return f"{link}?start={words}" if link else ""

    async def _set_webhook(self) -> None:
        await self._bot.set_webhook(
            self._settings.webhook_url,
            max_connections=_CONNECTIONS,
            allowed_updates=parsing.UPDATES,
            secret_token=self._settings.webhook_secret,
        )

    async def _listen(self, receive: Receive, is_ready: bool) -> None:
        failures = 0
        while not is_ready:
            await asyncio.sleep(self._backoff(failures))
            failures += 1
            try:
                is_ready = await self._prepare()
            except ChannelStopped as stopped:
                self.trouble = str(stopped)
                log.error("telegram.stopped", extra={"advice": str(stopped)})
                return
        if self._settings.mode == "polling":
            await self._poll(receive)

    async def _poll(self, receive: Receive) -> None:
        """Polls until it is cancelled. The next offset confirms a batch, so it moves only after the batch is stored."""
        offset, failures = 0, 0
        while True:
            if not self._may_listen(self._listener):
                self._heard = asyncio.get_running_loop().time()
                await asyncio.sleep(_STANDBY_SECONDS)
                continue
            try:
                offset = await self._poll_once(offset, receive)
            except Exception as error:
                self.trouble = _trouble(error)
                is_strange = not isinstance(error, TelegramError)
                extra = {"advice": self.trouble, "error_type": type(error).__name__}
                log.log(_severity(error), "telegram.poll_failed", extra=extra, exc_info=is_strange)
                await asyncio.sleep(self._wait_after(error, failures))
                failures += 1
            else:
                failures, self.trouble = 0, ""

    async def _poll_once(self, offset: int, receive: Receive) -> int:
        """Fetches raw updates: one that the library cannot read is stored like any other instead of stopping the loop."""
        seconds = self._settings.poll_seconds
        query = urlencode({"offset": offset, "timeout": seconds, "allowed_updates": json.dumps(parsing.UPDATES)})
        updates: Any = await self._polling.post(f"{self._bot.base_url}/getUpdates?{query}", read_timeout=seconds + 10)
        if updates:
            await self._take(updates, receive)
        self._heard = asyncio.get_running_loop().time()
        return max((update["update_id"] + 1 for update in updates), default=offset)

    def _wait_after(self, error: Exception, failures: int) -> float:
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        if isinstance(error, Conflict | InvalidToken):
            return self._settings.pause * 30
        return self._backoff(failures)

    def _backoff(self, failures: int) -> float:
        return self._settings.pause * 2.0 ** min(failures, 6)

    async def _take(self, updates: Sequence[Json], receive: Receive) -> None:
        await receive(
            [
                Received(channel=self.name, update_id=str(update["update_id"]), address=parsing.address(update), payload=update)
                for update in updates
            ]
        )
        for update in updates:
            query = update.get("callback_query")
            if isinstance(query, dict) and "id" in query:
                self._in_background(self._courier.acknowledge(query))

    def _in_background(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    # Looking after it

    def listening_problem(self) -> str:
        """Why nothing arrives: a second poller is reported at once, because each takes the other's messages; other problems only when they last. A
        webhook only waits.
        """
        if self._settings.mode == "webhook" or self._listening is None:
            return ""
        if self.trouble == SECOND_POLLER:
            return self.trouble
        silent = asyncio.get_running_loop().time() - self._heard
        return f"{silent / 60:.0f} menit tanpa kabar dari Telegram. {self.trouble or _UNREACHED}" if silent > _DEAF_SECONDS else ""

    async def doctor(self, now: datetime) -> list[Finding]:
        try:
            me = await self._bot.get_me()
            info = await self._bot.get_webhook_info()
        except InvalidToken:
            return [Finding(subject="Telegram", well=False, detail=OWN_TOKEN_WRONG if self._settings.office else TOKEN_WRONG)]
        except TelegramError as error:
            log.warning("telegram.not_reached", extra={"error_type": type(error).__name__})
            return [Finding(subject="Telegram", well=False, detail=_plain(error))]
        wanted = self._settings.webhook_url if self._settings.mode == "webhook" else ""
        findings = [Finding(subject="Telegram", well=True, detail=f"@{me.username}"), *doctoring.of_webhook(info, wanted, now)]
        return findings + ([doctoring.of_folder(folder)] if (folder := self._settings.local_files) else [])


def _trouble(error: Exception) -> str:
    return str(channel_error(error)) if isinstance(error, Conflict | InvalidToken) else _plain(error)


def _plain(error: Exception) -> str:
    """What to do, for people who know nothing of networks; the log has the error's type."""
    if isinstance(error, RetryAfter):
        return f"Telegram sedang sibuk dan meminta kita menunggu {seconds_of(error):.0f} detik. Coba lagi sesudah itu."
    return _UNREACHED if isinstance(error, TelegramError) else _STRANGE


def _severity(error: Exception) -> int:
    """A warning for a passing problem, an error for what somebody must fix."""
    is_passing = isinstance(error, TelegramError) and not isinstance(error, Conflict | InvalidToken)
    return logging.WARNING if is_passing else logging.ERROR
