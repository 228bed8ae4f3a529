"""Sends one reply as one request, transfers files, and turns the library's errors into ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
from telegram import Bot, File, LinkPreviewOptions, Message
from telegram.error import BadRequest as Refused
from telegram.error import ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels import Json
from bot.channels.certificates import certificates
from bot.channels.telegram.markup import html, markup
from bot.errors import BadRequest, ChannelError, ChannelStopped, Rejected, TryLater, Unreachable
from handlers.talking.message import Attachment, AttachmentKind, Reply

TOKEN_WRONG = (
    "Telegram menolak token. Periksa LAYANWARGA_TELEGRAM_TOKEN: salin lagi dari @BotFather (/mybots → API Token);"  # noqa: S105
    " LAYANWARGA_TELEGRAM_BASE_URL biasanya dikosongkan."
)
OWN_TOKEN_WRONG = "Telegram menolak token itu. Salin lagi dari @BotFather (/mybots → API Token)."  # noqa: S105
SECOND_POLLER = (
    "Program lain memakai token yang sama atau webhook masih terpasang. Hentikan proses kedua; jika tidak ada, buat token baru di @BotFather"
    " (/revoke), isi LAYANWARGA_TELEGRAM_TOKEN dan jalankan ulang."
)
_UNREACHABLE = (
    "chat not found",
    "can't initiate",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
)

_DOWNLOAD_LIMIT = 20 * 2**20  # https://core.telegram.org/bots/api#getfile
_PHOTO_LIMIT = 10 * 2**20  # https://core.telegram.org/bots/api#sending-files
_UPLOAD_LIMIT = 50 * 2**20
_LOCAL_LIMIT = 2000 * 2**20  # https://core.telegram.org/bots/api#using-a-local-bot-api-server
_LOCAL_SECONDS = 300  # an own server answers getFile after it has fetched the whole file
_ENDINGS = {AttachmentKind.PHOTO: ".jpg", AttachmentKind.VOICE: ".ogg", AttachmentKind.VIDEO: ".mp4", AttachmentKind.STICKER: ".webp"}


class Courier:
    """Sends replies and files, and fetches files. `local`: the folder of an own server in `--local` mode, which has other limits."""

    def __init__(self, bot: Bot, files: Callable[[str], Path], local: Path | None = None) -> None:
        self._bot, self._files, self._local = bot, files, local

    async def send(self, address: str, reply: Reply) -> str:
        try:
            try:
                message = await self._send(address, reply)
            except ChatMigrated as moved:  # the group's own notice of it may still be on its way
                message = await self._send(str(moved.new_chat_id), reply)
        except TelegramError as error:
            raise channel_error(error) from error
        return str(message.message_id)

    async def _send(self, address: str, reply: Reply) -> Message:
        return await (self._send_file(address, reply) if reply.attachments else self._send_text(address, reply))

    async def _send_text(self, address: str, reply: Reply) -> Message:
        return await self._bot.send_message(
            _chat(address), html(reply.text), link_preview_options=LinkPreviewOptions(is_disabled=True), **_look(address, reply)
        )

    async def _send_file(self, address: str, reply: Reply) -> Message:
        attachment = reply.attachments[0]
        content = await self._read(attachment)
        look = {"caption": html(reply.text) or None, "filename": _file_name(attachment), **_look(address, reply)}
        try:
            return await self._sender(attachment, len(content))(_chat(address), content, **look)
        except Refused as error:
            if isinstance(channel_error(error), Unreachable):
                raise
            # Not really a picture, too long and narrow a one, or somebody who takes no voice messages.
            return await self._bot.send_document(_chat(address), content, **look)

    def _sender(self, attachment: Attachment, size: int) -> Callable[..., Coroutine[object, object, Message]]:
        if attachment.kind is AttachmentKind.PHOTO and size <= _PHOTO_LIMIT:
            return self._bot.send_photo
        if attachment.kind is AttachmentKind.VOICE:
            return self._bot.send_voice
        if attachment.kind is AttachmentKind.VIDEO and attachment.mime == "video/mp4":
            return self._bot.send_video
        return self._bot.send_document

    async def _read(self, attachment: Attachment) -> bytes:
        try:
            content = await asyncio.to_thread(lambda: self._files(attachment.ref).read_bytes())
        except OSError as error:
            raise Rejected(f"stored file {attachment.ref} cannot be read: {error.strerror}") from error
        most = _LOCAL_LIMIT if self._local else _UPLOAD_LIMIT
        if len(content) > most:
            raise Rejected(f"stored file {attachment.ref} has {len(content)} bytes, Telegram takes {most}")
        return content

    async def acknowledge(self, query: Json) -> None:
        """Stops the spinner of the pressed button and removes the used keyboard; in a group the keyboard stays, because not everyone there may
        press it.
        """
        with suppress(TelegramError):
            await self._bot.answer_callback_query(query["id"])
        message = query.get("message") or {}
        if message.get("reply_markup") and message["chat"]["type"] == "private":
            with suppress(TelegramError):
                await self._bot.edit_message_reply_markup(message["chat"]["id"], message["message_id"], reply_markup=None)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        limit = limit if self._local else min(limit, _DOWNLOAD_LIMIT)
        _check_size(attachment.size, limit)
        patience: Json = {"read_timeout": _LOCAL_SECONDS} if self._local else {}
        try:
            file = await self._bot.get_file(attachment.ref, **patience)
        except TelegramError as error:
            if "file is too big" in str(error).lower():
                raise _too_big(limit) from error
            raise channel_error(error) from error
        _check_size(file.file_size, limit)
        if self._local and (path := Path(file.file_path or "")).is_absolute():
            return await asyncio.to_thread(_local_file, path, self._local, limit)
        return await _download(file, limit)


def channel_error(error: TelegramError) -> ChannelError:
    """The error of ours for an error of the library."""
    words = str(error)
    match error:
        case RetryAfter():
            return TryLater(words, after=seconds_of(error))
        case InvalidToken():
            return ChannelStopped(TOKEN_WRONG)
        case Conflict():
            return ChannelStopped(SECOND_POLLER)
        case Forbidden():
            return Unreachable(words)
        case Refused():
            return Unreachable(words) if any(sign in words.lower() for sign in _UNREACHABLE) else Rejected(words)
    return TryLater(words)


def seconds_of(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _chat(address: str) -> str:
    """The chat of an address, which may name a topic of a forum behind it."""
    return address.partition("/")[0]


def _look(address: str, reply: Reply) -> Json:
    topic = address.partition("/")[2]
    where = {"message_thread_id": int(topic)} if topic else {}
    return {"parse_mode": "HTML", "reply_markup": markup(reply, private=not address.startswith("-")), **where}


def _file_name(attachment: Attachment) -> str:
    return attachment.name or f"{attachment.kind.value}{_ENDINGS.get(attachment.kind, '')}"


def _too_big(limit: int) -> BadRequest:
    return BadRequest(f"Berkasnya terlalu besar. Kirim yang paling besar {limit // 2**20} MB, atau beberapa foto sebagai gantinya.")


def _check_size(size: int | None, limit: int) -> None:
    if size is not None and size > limit:
        raise _too_big(limit)


def _local_file(path: Path, folder: Path, limit: int) -> bytes:
    """The bytes of a file that an own server stored. Its path holds the token, so errors never name it."""
    try:
        real_path = path.resolve(strict=True)
        if not real_path.is_relative_to(folder.resolve()):
            raise Rejected("the Bot API server named a file outside LAYANWARGA_TELEGRAM_LOCAL_FILES")
        _check_size(real_path.stat().st_size, limit)
        return real_path.read_bytes()
    except OSError as error:
        raise TryLater(f"a file of the Bot API server cannot be read: {error.strerror}") from None


async def _download(file: File, limit: int) -> bytes:
    """The bytes of a file, streamed, so that a larger file than announced is noticed before it fills the memory."""
    content = bytearray()
    try:
        async with httpx.AsyncClient(timeout=30, verify=certificates()) as client, client.stream("GET", file.file_path or "") as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                content += chunk
                _check_size(len(content), limit)
    except httpx.HTTPError as error:  # its words contain the address, and that the token: nothing of it may reach a log
        raise TryLater(f"download failed: {type(error).__name__}") from None
    return bytes(content)
