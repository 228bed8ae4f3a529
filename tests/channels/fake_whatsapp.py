"""A local server that speaks Meta's Graph API as documented: it refuses what the platform refuses, and sends signed webhooks.

In a test: `async with FakeWhatsApp() as meta`, make the channel of `meta.settings()`, `serve` its routes and tell `meta.webhook` their
address; then `ani = meta.person("Ani", user_id="ID.1")`, `await meta.deliver(meta.text(ani, "halo"))`, and look at `meta.texts(ani)`
and `meta.refused`.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.whatsapp.messenger import WhatsAppSettings
from bot.channels.whatsapp.templates import submissions
from tests.channels.graph_parts import Broken, Fault, Person, Sent, accepted, error, serve, sign
from tests.channels.graph_rules import Refusal, refusal, upload_refusal
from tests.waiting import ANSWER_SECONDS

PHONE, ACCOUNT, TOKEN, SECRET, VERIFY = "106540352242922", "102290129340398", "EAA-token", "app-secret", "verify-me"


@lru_cache(maxsize=1)
def _submitted() -> list[dict[str, Any]]:
    return submissions()


class FakeWhatsApp:
    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self.webhook = ""
        self.people: list[Person] = []
        self.sent: list[Sent] = []
        self.pending: list[dict[str, Any]] = []  # parts of the next webhook, for `deliver_pending`
        self.read: list[str] = []
        self.refused: Counter[int] = Counter()  # by code: what the real platform would refuse; injected faults do not count
        self.why: list[str] = []
        self.faults: list[Fault] = []
        self.media: dict[str, tuple[bytes, str]] = {}
        self.links: dict[str, tuple[str, datetime]] = {}
        self.spoiled = False  # downloads come with other bytes than promised
        self.pair_rate = False
        self.window_by_status = False  # a closed window is said by 200 and, if the test delivers it, a failed status of `withheld`
        self.withheld: list[Sent] = []
        self.templates = {one["name"]: {**one, "status": "APPROVED"} for one in _submitted()}
        self.subscribed = True
        self.quality = "GREEN"
        self.contact_button = True  # whether this account may ask for numbers with Meta's button
        self.base_url = ""
        self._ids = itertools.count(1)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> FakeWhatsApp:
        routes = [
            Route("/v25.0/{phone}/messages", self._messages, methods=["POST"]),
            Route("/v25.0/{phone}/media", self._upload, methods=["POST"]),
            Route("/v25.0/{account}/message_templates", self._templates),
            Route("/v25.0/{account}/subscribed_apps", self._subscriptions),
            Route("/v25.0/{node}", self._node),
            Route("/download/{link}", self._download),
        ]
        self.base_url = await self._stack.enter_async_context(serve(Starlette(routes=routes)))
        self._http = await self._stack.enter_async_context(httpx.AsyncClient(verify=False, timeout=ANSWER_SECONDS))
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    def settings(self, **other: str) -> WhatsAppSettings:
        known = {"phone_number_id": PHONE, "business_account_id": ACCOUNT, "base_url": f"{self.base_url}/v25.0"}
        secrets = {"access_token": TOKEN, "app_secret": SECRET, "verify_token": VERIFY}
        return WhatsAppSettings(**{**known, **secrets, **other})

    # People and what they say

    def person(self, name: str, *, number: str | None = None, user_id: str | None = None) -> Person:
        self.people.append(Person(name=name, number=number, user_id=user_id))
        return self.people[-1]

    def message(self, person: Person, kind: str, content: Any) -> dict[str, Any]:
        """A message of this person, as the webhook carries it; it opens the window."""
        person.heard_at = self.clock()
        known = {"from": person.number, "from_user_id": person.user_id}
        about = {"id": self._wamid(), "timestamp": str(int(person.heard_at.timestamp())), "type": kind, kind: content}
        return {key: value for key, value in known.items() if value} | about

    def text(self, person: Person, words: str) -> dict[str, Any]:
        return self.message(person, "text", {"body": words})

    def press(self, person: Person, choice: str, title: str = "") -> dict[str, Any]:
        return self.message(person, "interactive", {"type": "button_reply", "button_reply": {"id": choice, "title": title}})

    def file(self, person: Person, kind: str, content: bytes, mime: str, **more: Any) -> dict[str, Any]:
        media_id = self.put(content, mime)
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        return self.message(person, kind, {"id": media_id, "mime_type": mime, "sha256": digest, **more})

    def put(self, content: bytes, mime: str) -> str:
        media_id = str(1037543291543000 + next(self._ids))
        self.media[media_id] = (content, mime)
        return media_id

    def status(self, sent: Sent, status: str, code: int | None = None) -> dict[str, Any]:
        known = {"recipient_id": sent.person.number, "recipient_user_id": sent.person.user_id}
        opaque = sent.body.get("biz_opaque_callback_data")
        errors = [{"code": code, "title": "failed", "message": "failed", "error_data": {"details": "said later"}}] if code else None
        about = {"id": sent.wamid, "status": status, "timestamp": str(int(self.clock().timestamp()))}
        more = known | {"biz_opaque_callback_data": opaque, "errors": errors}
        return about | {key: value for key, value in more.items() if value}

    def to(self, person: Person) -> list[Sent]:
        return [one for one in self.sent if one.person is person]

    def texts(self, person: Person) -> list[str]:
        return [one.text for one in self.to(person)]

    async def deliver(self, *parts: dict[str, Any], phone: str = PHONE, secret: str = SECRET) -> httpx.Response:
        """All of it in one signed webhook: messages and statuses, each its own entry and change, as batches of Meta come."""
        body = self.body(*parts, phone=phone)
        return await self._http.post(self.webhook, content=body, headers={"X-Hub-Signature-256": sign(body, secret)})

    async def deliver_pending(self) -> None:
        """What waits, together; what is not answered with 200 waits on."""
        parts = list(self.pending)
        if (await self.deliver(*parts)).is_success:
            del self.pending[: len(parts)]

    def body(self, *parts: dict[str, Any], phone: str = PHONE) -> bytes:
        entries = [{"id": ACCOUNT, "changes": [{"field": "messages", "value": self._value(one, phone)}]} for one in parts]
        return json.dumps({"object": "whatsapp_business_account", "entry": entries}).replace("/", "\\/").encode()

    def _value(self, part: dict[str, Any], phone: str) -> dict[str, Any]:
        common = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "6221500", "phone_number_id": phone}}
        if "status" in part:
            return {**common, "statuses": [part]}
        contacts = [self._contact(one) for one in self.people if self._wrote(one, part) and part["type"] != "system"]
        return {**common, **({"contacts": contacts} if contacts else {}), "messages": [part]}

    def _wrote(self, person: Person, part: dict[str, Any]) -> bool:
        wrote = {part.get("from_user_id"), part.get("from")} - {None}
        return bool(wrote & {person.user_id, person.number})

    def _contact(self, person: Person) -> dict[str, Any]:
        known = {"wa_id": person.number, "user_id": person.user_id}
        return {"profile": {"name": person.name}} | {key: value for key, value in known.items() if value}

    def _wamid(self) -> str:
        return f"wamid.HBgL{next(self._ids):08}="

    # The Graph API

    async def _messages(self, request: Request) -> Response:
        if bad := self._stranger(request, "phone", PHONE):
            return bad
        body = await request.json()
        if body.get("status") == "read":
            return self._mark(body)
        fault = self.faults.pop(0) if self.faults else None
        if fault and fault.drop == "before":
            return Broken()
        if fault and not fault.drop:
            return error(fault.code, "injected", fault.status) if fault.code is not None else Response("oops", fault.status)
        answer = self._send(body)
        return Broken() if fault else answer

    def _send(self, body: dict[str, Any]) -> Response:
        if why := refusal(body, self.templates, self.media):
            return self._refuse(why)
        if not self.contact_button and body.get("interactive", {}).get("type") == "request_contact_info":
            return error(131051, "unsupported message type", 400)
        address = str(body.get("to") or body.get("recipient"))
        person = next((one for one in self.people if address in (one.number, one.user_id)), None)
        if person is None:
            return self._refuse((131026, "message undeliverable"))
        if self.pair_rate and self._too_fast(person):
            return self._refuse((131056, "pair rate limit hit"))
        sent = Sent(person=person, wamid=self._wamid(), body=body)
        if body["type"] != "template" and not self._is_open(person):
            if not self.window_by_status:
                return self._refuse((131047, "re-engagement message"))
            self.refused[131047] += 1
            self.withheld.append(sent)
            return accepted(sent, address)
        self.sent.append(sent)
        return accepted(sent, address)

    def _is_open(self, person: Person) -> bool:
        return person.heard_at is not None and self.clock() - person.heard_at < timedelta(hours=24)

    def _too_fast(self, person: Person) -> bool:
        """A bucket of 45, one more each six seconds."""
        now = self.clock()
        person.burst = [one for one in person.burst if now - one < timedelta(seconds=6 * 45)]
        person.burst.append(now)
        return len(person.burst) > 45

    def _mark(self, body: dict[str, Any]) -> Response:
        self.read.append(body["message_id"])
        return JSONResponse({"success": True})

    async def _upload(self, request: Request) -> Response:
        if bad := self._stranger(request, "phone", PHONE):
            return bad
        async with request.form() as form:
            file = form["file"]
            assert isinstance(file, UploadFile)
            content, mime = await file.read(), str(form["type"])
        why = upload_refusal(mime, len(content)) or (None if form["messaging_product"] == "whatsapp" else (100, "messaging_product"))
        return self._refuse(why) if why else JSONResponse({"id": self.put(content, mime)})

    async def _node(self, request: Request) -> Response:
        node = request.path_params["node"]
        if bad := self._stranger(request):
            return bad
        if node == PHONE:
            return JSONResponse(
                {"id": PHONE, "display_phone_number": "+62 21 500", "verified_name": "Juai", "quality_rating": self.quality}
            )
        if node not in self.media:
            return self._refuse((100, "Unsupported get request. Object does not exist"))
        content, mime = self.media[node]
        link = f"link{next(self._ids)}"
        self.links[link] = (node, self.clock() + timedelta(minutes=5))
        digest = hashlib.sha256(content).hexdigest()
        info = {"url": f"{self.base_url}/download/{link}", "mime_type": mime, "sha256": digest, "file_size": len(content)}
        return JSONResponse({"messaging_product": "whatsapp", "id": node, **info})

    async def _download(self, request: Request) -> Response:
        node, until = self.links.get(request.path_params["link"], ("", self.clock()))
        if self._stranger(request) or self.clock() >= until:
            return Response(status_code=404)
        return Response(self.media[node][0][::-1] if self.spoiled else self.media[node][0])

    async def _templates(self, request: Request) -> Response:
        return self._stranger(request, "account", ACCOUNT) or JSONResponse({"data": list(self.templates.values())})

    async def _subscriptions(self, request: Request) -> Response:
        apps = [{"whatsapp_business_api_data": {"name": "LayanWarga"}}] if self.subscribed else []
        return self._stranger(request, "account", ACCOUNT) or JSONResponse({"data": apps})

    def _stranger(self, request: Request, name: str = "", wanted: str = "") -> Response | None:
        """The refusal of a wrong token or of an object that is not ours."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._refuse((190, "Invalid OAuth access token"), 401)
        return self._refuse((100, "Object does not exist")) if name and request.path_params[name] != wanted else None

    def _refuse(self, why: Refusal, status: int = 400) -> Response:
        self.refused[why[0]] += 1
        self.why.append(f"{why[0]} {why[1]}")
        return error(why[0], why[1], status)
