"""The pages of the web chat: one phone for the public, four in the local mode. Messages come by POST, news leave as server-sent events."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, Template
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.channels import Json, Outgoing
from bot.channels import Receive as Inward
from bot.errors import BadRequest, StoreUnavailable
from bot.files.kinds import ACCEPTED
from bot.resources import Resources
from bot.store.cases import uploads
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from bot.store.people import people
from bot.web import assets, forms
from bot.web.file_links import FileLinks
from bot.web.limits import Limits, Places, Who, who
from bot.web.messages import Screen
from bot.web.visitors import Visitors, network, same_origin
from handlers.talking.message import Attachment, Channel
from handlers.talking.wording import moment, plain

log = logging.getLogger(__name__)

MOST_FILES = 10
MOST_DISCARDED = 300_000_000
PUBLIC_PHONES = [{"key": "saya", "title": "Layanan", "subtitle": "asisten layanan publik"}]
LOCAL_PHONES = [
    {"key": "warga", "title": "Warga", "subtitle": "yang bertanya dan melapor"},
    {"key": "petugas", "title": "Petugas", "subtitle": "petugas contoh"},
    {"key": "pengawas", "title": "Pengawas", "subtitle": "pengawas contoh"},
    {"key": "pimpinan", "title": "Pimpinan", "subtitle": "pimpinan contoh"},
]


@dataclass(frozen=True, kw_only=True)
class News:
    """An event for an open page that is no letter of the outbox. A person's message is shown as it was received."""

    event: str
    data: Json


class ChatPages:
    """`receive` puts a message into the inbox. The local mode has four phones and shows the clock."""

    def __init__(self, resources: Resources, receive: Inward, limits: Limits, templates: Path, *, local: bool) -> None:
        self._resources, self._inward, self._limits, self._local = resources, receive, limits, local
        self._page = _page(templates)
        self._phones = LOCAL_PHONES if local else PUBLIC_PHONES
        self.visitors = Visitors(
            resources.vault, lambda: resources.library, {phone["key"]: phone["title"] for phone in self._phones}, local=local
        )
        self.links = FileLinks(resources.vault)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.page),
            Route("/chat/{phone}/events", self.events),
            Route("/chat/{phone}/messages", self.receive, methods=["POST"]),
            Route("/files/{sha256}", self.file),
        ]

    async def page(self, request: Request) -> Response:
        """The page; a new visitor becomes a new, nameless citizen by a cookie."""
        if not self._resources.library.offices:
            raise HTTPException(503, plain("setup.no_office"))
        if visitor_token := self.visitors.token(request):
            return self._page_of(request)
        if not self._limits.visitors.take(who(visitor_token or "", network(request)), _seconds()):
            raise HTTPException(429, plain("web.many_visitors"), {"Retry-After": "60"})
        response = self._page_of(request)
        self.visitors.welcome(response, secure=_secure(request))
        return response

    def _page_of(self, request: Request) -> Response:
        office = self.visitors.office(request)
        body = self._page.render(
            local=self._local,
            offices=[{"id": other_office.id, "name": other_office.name} for other_office in self._resources.library.offices.values()],
            office=office,
            office_name=self._resources.library.offices[office].name,
            contacts=self._resources.library.offices[office].contacts,
            phones=self._phones,
            limits={"max_bytes": self._resources.files.most_bytes, "accept": ",".join(ACCEPTED)},
        )
        return HTMLResponse(body)

    async def events(self, request: Request) -> Response:
        address = self.visitors.address(request)
        if address is None:
            return _refused("reload", 403)
        keys = who(self.visitors.token(request) or "", network(request))
        if not self._limits.streams.enter(keys):
            return _refused("many_pages", 429)
        return _Stream(self._news(address, self.visitors.office(request)), self._limits.streams, keys)

    async def _news(self, address: str, office: str) -> AsyncIterator[ServerSentEvent]:
        """The last messages, then all new ones that are not among them; ends when the server stops."""
        page = self._resources.webchat.open_page(address)
        try:
            if self._local:
                yield _event("clock", {"text": self.clock_text(office)})
            backlog = await (await self._screen(address, office)).backlog(self._resources.database, address, self._resources.now)
            for message in backlog:
                yield _event("message", message)
            backlog_ids = {message["id"] for message in backlog}
            while (news := await page.get()) is not None:
                name, data = await self._event_of(news, address, office)
                if data.get("id") not in backlog_ids:
                    yield _event(name, data)
        finally:
            self._resources.webchat.close_page(address, page)

    async def _event_of(self, news: object, address: str, office: str) -> tuple[str, Json]:
        """The name and the data of an event."""
        if isinstance(news, Outgoing):
            return "message", (await self._screen(address, office)).reply_json(news.outbox_id, news.reply, news.now)
        if isinstance(news, inbox.InboxRow):
            return "message", (await self._screen(address, office)).message_json(news.id, news.payload, news.received_at)
        assert isinstance(news, News)
        return news.event, news.data

    async def _screen(self, address: str, office: str) -> Screen:
        chat = await people.existing_chat(self._resources.database, Channel.WEB, address)
        chosen = str((chat.state if chat else {}).get("office") or office)
        return Screen(link=lambda sha256: self.links.to(sha256, address, self._resources.clock.source()), zone=self._zone(chosen))

    def _zone(self, office: str) -> ZoneInfo:
        offices = self._resources.library.offices
        return (offices.get(office) or next(iter(offices.values()))).zone

    def clock_text(self, office: str) -> str:
        return moment(self._resources.now, self._zone(office))

    async def receive(self, request: Request) -> Response:
        """Puts one message into the inbox; answers 202 only after the commit."""
        try:
            return await self._receive(request)
        except BadRequest as problem:
            return JSONResponse({"error": str(problem)}, status_code=400)

    async def _receive(self, request: Request) -> Response:
        address = self.visitors.address(request)
        if address is None or not same_origin(request):
            return _refused("reload", 403)
        keys = who(address, network(request))
        length = _length(request)
        if length > self._resources.files.most_bytes * 2:
            return await self._too_large(request, length)
        if not (self._limits.messages.take(keys, _seconds()) and self._limits.bytes.take(keys, _seconds(), length)):
            return _refused("many_messages", 429)
        try:
            await self._into_inbox(request, address)
        except (StoreUnavailable, OSError):
            log.exception("web.not_kept")
            for budget in (self._limits.messages, self._limits.bytes):  # a repeated message must not count twice
                budget.give_back(keys)
            return _refused("not_kept", 503)
        return JSONResponse({"ok": True}, status_code=202)

    async def _into_inbox(self, request: Request, address: str) -> None:
        try:
            async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=100_000) as form:
                payload = await forms.payload_of(form, address, lambda upload: self._stored(upload, address))
        except (HTTPException, ClientDisconnect, LookupError, UnicodeError) as error:  # LookupError: a charset that does not exist
            too_long = plain("web.too_long", most=forms.LONGEST_TEXT) if forms.is_too_long(error) else None
            raise BadRequest(too_long or plain("web.unreadable")) from error
        await self.keep(address, payload)

    async def _too_large(self, request: Request, length: int) -> Response:
        """Refuses the body after reading it to its end, because a browser that is still sending would not read the answer."""
        if length < MOST_DISCARDED:
            async for _ in request.stream():
                pass
        most = _megabytes(self._resources.files.most_bytes)
        return _refused("too_large", 413, most=most, at_once=most * 2)

    async def _stored(self, upload: UploadFile, address: str) -> Attachment:
        """Stores the upload before the message, and records it before that, so that it is known whatever happens next."""
        files, database, lane = self._resources.files, self._resources.database, f"{Channel.WEB}:{address}"
        if (upload.size or 0) > files.most_bytes:
            raise BadRequest(plain("files.too_large", most=_megabytes(files.most_bytes)))
        if not await uploads.has_room(database, lane):
            raise BadRequest(plain("files.many_unfiled"))
        attachment = await asyncio.to_thread(files.keep, await upload.read(files.most_bytes + 1), upload.filename or "")
        async with database.transaction() as transaction:
            await uploads.note(transaction, lane, attachment, self._resources.now)
        return attachment

    async def keep(self, address: str, payload: Json) -> None:
        """Puts the message into the inbox, and shows it on the person's open pages."""
        update_id = f"{address}:{payload['client_id']}"
        await self._inward([Received(channel=Channel.WEB, update_id=update_id, address=address, payload=payload)])
        self._resources.webchat.publish_message(await inbox.by_update(self._resources.database, Channel.WEB, update_id))

    async def file(self, request: Request) -> Response:
        sha256, asked = request.path_params["sha256"], request.query_params
        addresses = self.visitors.addresses(request)
        if not self.links.holds(sha256, asked.get("t", ""), asked.get("k", ""), addresses, self._resources.clock.source()):
            return JSONResponse({"error": plain("files.unknown")}, status_code=404)
        path = await asyncio.to_thread(self._resources.files.path, sha256)
        mime = await asyncio.to_thread(self._resources.files.mime, sha256) if path.exists() else ""
        if not mime:
            return JSONResponse({"error": plain("files.unknown")}, status_code=404)
        inline = mime.startswith(("image/", "audio/", "video/"))
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, max-age=3600"}
        return FileResponse(
            path, media_type=mime, headers=headers, filename=sha256[:12], content_disposition_type="inline" if inline else "attachment"
        )


class _Stream(EventSourceResponse):
    """Gives its place back however it ends. The stream ends in order when the server stops."""

    def __init__(self, news: AsyncIterator[ServerSentEvent], places: Places, keys: Who) -> None:
        super().__init__(news, ping=20, shutdown_grace_period=5)
        self._places, self._keys = places, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._places.leave(self._keys)


@cache
def _page(templates: Path) -> Template:
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True)
    environment.globals["static"] = assets.address()
    return environment.get_template("chat.html")


def _refused(why: str, status: int, **values: object) -> Response:
    return JSONResponse({"error": plain(f"web.{why}", **values)}, status_code=status)


def _seconds() -> float:
    """The loop's own seconds, because the office's clock may be moved."""
    return asyncio.get_running_loop().time()


def _megabytes(size: int) -> int:
    return size // 1_048_576


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _length(request: Request) -> int:
    """The length of the body in bytes; an unknown length counts as too large."""
    written = request.headers.get("content-length", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 12 else MOST_DISCARDED


def _event(name: str, data: Json) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(data, ensure_ascii=False), event=name, id=str(data.get("id", "")) or None)
