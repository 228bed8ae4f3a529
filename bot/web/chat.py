"""The web chat's pages: one phone for the public, three in the local mode; messages in by POST, news out as server-sent events."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, Template
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App, demo_address
from bot.channels import Outgoing
from bot.errors import BadRequest
from bot.files.kinds import ACCEPTED
from bot.store import inbox, outbox
from bot.store.inbox import Received
from handlers.talking.message import Channel, Reply, reply_to_json
from handlers.talking.wording import day, moment

COOKIE = "layanwarga"
BACKLOG = 50
MOST_FILES = 10
LONGEST_TEXT = 10_000
MOST_DISCARDED = 300_000_000
_TOKEN = re.compile(r"^[0-9a-f]{32}$")
_CLIENT_ID = re.compile(r"^[\w-]{1,64}$")
PUBLIC_PHONES = [{"key": "saya", "title": "Layanan", "subtitle": "asisten layanan publik"}]
LOCAL_PHONES = [
    {"key": "warga", "title": "Warga", "subtitle": "yang bertanya dan melapor"},
    {"key": "petugas", "title": "Petugas", "subtitle": "petugas contoh"},
    {"key": "pengawas", "title": "Pengawas", "subtitle": "pengawas contoh"},
]


@dataclass(frozen=True, kw_only=True)
class News:
    """Something for an open page that is not a letter of the outbox."""

    event: str
    data: dict[str, Any]


class RateLimit:
    """So many messages a minute from one address; more are refused before they are acknowledged."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._times: defaultdict[str, deque[float]] = defaultdict(deque)

    def allows(self, address: str, now: float) -> bool:
        times = self._times[address]
        while times and times[0] < now - 60:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        if len(self._times) > 50_000:
            self._times.clear()
        return True


class ChatPages:
    def __init__(self, app: App, templates: Path) -> None:
        self._app = app
        self._page = _page(templates)
        self._limit = RateLimit(app.settings.messages_per_minute)
        self._phones = LOCAL_PHONES if app.settings.local else PUBLIC_PHONES
        self.office = max(app.library.offices, key=lambda office: len(app.library.services_of(office)), default="")

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.page),
            Route("/chat/{phone}/events", self.events),
            Route("/chat/{phone}/messages", self.receive, methods=["POST"]),
            Route("/files/{sha256}", self.file),
        ]

    async def page(self, request: Request) -> Response:
        """The page; a new visitor becomes a new, nameless citizen by a cookie."""
        body = self._page.render(
            local=self._app.settings.local,
            offices=[{"id": one.id, "name": one.name} for one in self._app.library.offices.values()],
            office=self.office,
            office_name=self._app.library.offices[self.office].name,
            phones=self._phones,
            limits={"max_bytes": self._app.files.most_bytes, "accept": ",".join(ACCEPTED)},
        )
        response = HTMLResponse(body)
        if self.token(request) is None:
            self.new_citizen(response, secure=request.url.scheme == "https")
        return response

    def new_citizen(self, response: Response, *, secure: bool) -> None:
        response.set_cookie(COOKIE, secrets.token_hex(16), max_age=31_536_000, httponly=True, samesite="strict", secure=secure)

    @staticmethod
    def token(request: Request) -> str | None:
        found = request.cookies.get(COOKIE, "")
        return found if _TOKEN.match(found) else None

    def address(self, request: Request) -> str | None:
        """Whose phone it is: the visitor's own, or in the local mode one of the office's two examples."""
        phone, token = request.path_params["phone"], self.token(request)
        if token is None or phone not in {one["key"] for one in self._phones}:
            return None
        return token if phone in {"saya", "warga"} else demo_address(phone, self.office)

    async def events(self, request: Request) -> Response:
        address = self.address(request)
        if address is None:
            return JSONResponse({"error": "Buka lagi halaman ini."}, status_code=403)
        return EventSourceResponse(self._news(address), ping=20, shutdown_grace_period=5)  # ours ends by itself, in order

    async def _news(self, address: str) -> AsyncIterator[ServerSentEvent]:
        """The last messages, then everything new; ends when the server stops."""
        page = self._app.webchat.open_page(address)
        try:
            if self._app.settings.local:
                yield _event("clock", {"text": self.clock_text()})
            for message in await self._backlog(address):
                yield _event("message", message)
            while (news := await page.get()) is not None:
                if isinstance(news, Outgoing):
                    yield _event("message", self._said(news.outbox_id, news.reply, news.now, address))
                else:
                    yield _event(news.event, news.data)
        finally:
            self._app.webchat.close_page(address, page)

    async def _backlog(self, address: str) -> list[dict[str, Any]]:
        lane = f"{Channel.WEB}:{address}"
        said = await outbox.of_lane(self._app.database, lane, BACKLOG)
        heard = await inbox.of_lane(self._app.database, lane, BACKLOG)
        both = [(row.created_at, 1, self._said(row.id, row.letter.reply, row.created_at, address)) for row in said]
        both += [(row.received_at, 0, self._heard(row.id, row.payload, row.received_at)) for row in heard]
        return [message for _, _, message in sorted(both, key=lambda one: (one[0], one[1], one[2]["id"]))][-BACKLOG:]

    @property
    def _zone(self) -> ZoneInfo:
        return self._app.library.offices[self.office].zone

    def clock_text(self) -> str:
        return moment(self._app.clock(), self._zone)

    def _said(self, row_id: int, reply: Reply, at: datetime, address: str) -> dict[str, Any]:
        """A message of the bot as the page shows it."""
        body = reply_to_json(reply)
        files = [{"kind": one.kind, "name": one.name, "url": self.file_url(one.ref, address)} for one in reply.attachments]
        shown = {"spans": body.get("spans", []), "choices": body.get("choices", []), "ask_location": reply.ask_location}
        return {"id": row_id * 2, "from": "bot", "attachments": files, "client_id": None, **shown, **self._when(at)}

    def _heard(self, row_id: int, payload: dict[str, Any], at: datetime) -> dict[str, Any]:
        """A message of the person as the page shows it."""
        place = payload.get("location")
        words = payload.get("label") or payload.get("text") or (f"📍 {place[0]:.5f}, {place[1]:.5f}" if place else "")
        address = payload["address"]
        files = [{"kind": one["kind"], "name": one["name"], "url": self.file_url(one["ref"], address)} for one in payload.get("files", ())]
        shown = {"spans": [[words]] if words else [], "choice": payload.get("choice"), "attachments": files}
        return {"id": row_id * 2 + 1, "from": "me", "client_id": payload["client_id"], **shown, **self._when(at)}

    def _when(self, at: datetime) -> dict[str, str]:
        local = at.astimezone(self._zone)
        return {"at": f"{local:%H.%M}", "day": day(local.date())}

    async def receive(self, request: Request) -> Response:
        """One message into the inbox; 202 only after it is committed."""
        try:
            return await self._receive(request)
        except BadRequest as problem:
            return JSONResponse({"error": str(problem)}, status_code=400)

    async def _receive(self, request: Request) -> Response:
        address = self.address(request)
        if address is None or not same_origin(request):
            return JSONResponse({"error": "Buka lagi halaman ini."}, status_code=403)
        if not self._limit.allows(address, asyncio.get_running_loop().time()):
            return JSONResponse({"error": "Terlalu banyak pesan sekaligus. Tunggu sebentar, ya."}, status_code=429)
        length = int(request.headers.get("content-length", MOST_DISCARDED))
        if length > self._app.files.most_bytes * 2:
            return await self._too_large(request, length)
        try:
            async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=100_000) as form:
                payload = await self._payload(form, address)
        except (HTTPException, ClientDisconnect) as error:
            raise BadRequest("Pesannya tidak terbaca. Coba kirim lagi.") from error
        await self.keep(address, payload)
        return JSONResponse({"ok": True}, status_code=202)

    async def _too_large(self, request: Request, length: int) -> Response:
        """Says so after the body has gone by: a browser that is still sending would not read the answer."""
        if length < MOST_DISCARDED:
            async for _ in request.stream():
                pass
        most = self._app.settings.upload_megabytes
        words = f"Kiriman ini terlalu besar. Paling besar {most} MB per berkas dan {most * 2} MB sekali kirim."
        return JSONResponse({"error": words}, status_code=413)

    async def keep(self, address: str, payload: dict[str, Any]) -> None:
        """Into the inbox, and onto the open pages as the person's own message."""
        update_id = f"{address}:{payload['client_id']}"
        await self._app.inbox.receive([Received(channel=Channel.WEB, update_id=update_id, address=address, payload=payload)])
        row = await inbox.by_update(self._app.database, Channel.WEB, update_id)
        self._app.webchat.publish(address, News(event="message", data=self._heard(row.id, row.payload, row.received_at)))

    async def _payload(self, form: FormData, address: str) -> dict[str, Any]:
        client_id = str(form.get("client_id") or secrets.token_hex(8))
        if not _CLIENT_ID.match(client_id):
            raise BadRequest("Pesannya tidak terbaca. Coba kirim lagi.")
        payload: dict[str, Any] = {
            "address": address,
            "client_id": client_id,
            "text": str(form.get("text") or "").replace("\r\n", "\n"),
        }
        if len(payload["text"]) > LONGEST_TEXT:
            raise BadRequest(f"Pesannya terlalu panjang, paling banyak {LONGEST_TEXT} huruf. Bagi menjadi beberapa pesan.")
        if choice := form.get("choice"):
            payload |= {"choice": str(choice)[:200], "label": str(form.get("label") or "")[:200], "text": ""}
        if place := _place(form):
            payload["location"] = place
        if files := [one for one in form.getlist("files") if isinstance(one, UploadFile)]:
            payload["files"] = [await self._upload(one) for one in files]
        return payload

    async def _upload(self, file: UploadFile) -> dict[str, Any]:
        """Kept before the message is: what the inbox names is there."""
        if (file.size or 0) > self._app.files.most_bytes:
            raise BadRequest(f"Berkasnya terlalu besar. Paling besar {self._app.settings.upload_megabytes} MB.")
        content = await file.read(self._app.files.most_bytes + 1)
        kept = await asyncio.to_thread(self._app.files.keep, content, file.filename or "")
        return asdict(kept)

    def file_url(self, sha256: str, address: str) -> str:
        """A link that works for this address only."""
        return f"/files/{sha256}?k={self._app.vault.hash(sha256, f'file:{address}')}&a={address}"

    async def file(self, request: Request) -> Response:
        sha256, address = request.path_params["sha256"], request.query_params.get("a", "")
        mine = {self.token(request), *(demo_address(role, self.office) for role in ("petugas", "pengawas") if self._app.settings.local)}
        if address not in mine or not self._app.vault.same(sha256, f"file:{address}", request.query_params.get("k", "")):
            return JSONResponse({"error": "Berkas itu tidak ada."}, status_code=404)
        path = self._app.files.path(sha256)
        mime = await asyncio.to_thread(self._app.files.mime, sha256) if path.exists() else ""
        if not mime:
            return JSONResponse({"error": "Berkas itu tidak ada."}, status_code=404)
        inline = mime.startswith(("image/", "audio/", "video/"))
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, max-age=3600"}
        return FileResponse(
            path, media_type=mime, headers=headers, filename=sha256[:12], content_disposition_type="inline" if inline else "attachment"
        )


@cache
def _page(templates: Path) -> Template:
    return Environment(loader=FileSystemLoader(templates), autoescape=True).get_template("chat.html")


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(data, ensure_ascii=False), event=name, id=str(data.get("id", "")) or None)


def _place(form: FormData) -> list[float] | None:
    """Latitude and longitude, if both are there and on the earth."""
    if not form.get("latitude"):
        return None
    try:
        latitude, longitude = float(str(form.get("latitude"))), float(str(form.get("longitude")))
    except ValueError as error:
        raise BadRequest("Lokasinya tidak terbaca.") from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise BadRequest("Lokasinya tidak terbaca.")
    return [latitude, longitude]


def same_origin(request: Request) -> bool:
    """A POST of our own page: it carries our header, which no other site can send here."""
    origin = request.headers.get("origin")
    return request.headers.get("x-layanwarga") == "1" and (origin is None or origin.partition("://")[2] == request.headers.get("host"))
