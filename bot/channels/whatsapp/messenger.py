"""WhatsApp through Meta's Cloud API: webhook in, Graph out. Parsing and rendering are in files beside this one.

An address is a business-scoped user id (`ID.1349…`, sent to as `recipient`) or, where the webhook has none, a number (digits only, sent to as `to`).
More than 24 hours after a person last wrote, only the reply's template can be sent.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import DeliveryReport, Finding, Json, Messenger, Moved, Outgoing, Receive, Sent
from bot.channels.webhook import body_within
from bot.channels.whatsapp.graph import Graph, failure
from bot.channels.whatsapp.payload import deliveries, parse
from bot.channels.whatsapp.platform import PACE, PATH, WINDOW
from bot.channels.whatsapp.render import render, render_template, split
from bot.channels.whatsapp.templates import Template
from bot.errors import ChannelError, ChannelStopped, Rejected, TemplateRefused, TryLater, WindowClosed
from bot.loop import end
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, Channel, Inbound, Reply

log = logging.getLogger(__name__)

TEMPLATE_PAUSE = timedelta(hours=1)
LONGEST_PAIR_WAIT = 3600.0
LARGEST_BODY = 3 * 1024 * 1024  # Meta's own limit for a webhook
_MB = 1024 * 1024
_WHERE = "LAYANWARGA_WHATSAPP_PHONE_NUMBER_ID, LAYANWARGA_WHATSAPP_BUSINESS_ACCOUNT_ID dan LAYANWARGA_WHATSAPP_BASE_URL."
# Type and limit of what may be sent, by MIME type (…/business-phone-numbers/media).
_SENDABLE = {
    **dict.fromkeys(("image/jpeg", "image/png"), ("image", 5 * _MB)),
    **dict.fromkeys(("video/mp4", "video/3gpp"), ("video", 16 * _MB)),
    **dict.fromkeys(("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), ("audio", 16 * _MB)),
    **dict.fromkeys(("application/pdf", "text/plain", "application/msword", "application/vnd.ms-excel"), ("document", 100 * _MB)),
    **dict.fromkeys(
        (f"application/vnd.openxmlformats-officedocument.{form}" for form in ("wordprocessingml.document", "spreadsheetml.sheet")),
        ("document", 100 * _MB),
    ),
}


@dataclass(frozen=True, kw_only=True)
class WhatsAppSettings:
    phone_number_id: str
    business_account_id: str
    access_token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    base_url: str = "https://graph.facebook.com/v25.0"

    def __post_init__(self) -> None:
        """Refuses an empty secret, which would admit anybody."""
        empty = [name for name, value in vars(self).items() if not value]
        if empty:
            raise ValueError(f"empty: {', '.join(empty)}")


class WhatsApp(Messenger):
    """The Messenger of WhatsApp. `files` gives the path of a stored file; `counts`: refused calls by reason, for the metrics."""

    name = Channel.WHATSAPP
    pace = PACE
    window = WINDOW

    def __init__(self, settings: WhatsAppSettings, templates: Mapping[str, Template], files: Callable[[str], Path]) -> None:
        self.counts: Counter[str] = Counter()
        self._settings = settings
        self._templates = templates
        self._files = files
        self._graph = Graph(settings.base_url, settings.access_token)
        self._marking: set[asyncio.Task[None]] = set()
        self._paused: dict[str, tuple[datetime, TemplateRefused]] = {}

    def parse(self, payload: Json) -> Inbound | DeliveryReport | Moved | None:
        return parse(payload)

    def split(self, reply: Reply) -> list[Reply]:
        return split(reply)

    # The way in

    def routes(self, receive: Receive) -> list[BaseRoute]:
        async def webhook(request: Request) -> Response:
            return await self.hook(request, receive)

        return [Route(PATH, self.handshake, methods=["GET"]), Route(PATH, webhook, methods=["POST"])]

    async def handshake(self, request: Request) -> Response:
        """Answers Meta's one-time question whether the address is ours."""
        query = request.query_params
        is_ours = hmac.compare_digest(query.get("hub.verify_token", "").encode(), self._settings.verify_token.encode())
        if query.get("hub.mode") != "subscribe" or not is_ours:
            return self._refused("handshake", 403)
        return PlainTextResponse(query.get("hub.challenge", ""))

    async def hook(self, request: Request, receive: Receive) -> Response:
        """Stores what Meta posts, then confirms it."""
        body = await body_within(request, LARGEST_BODY)
        if body is None:
            return self._refused("size", 413)
        if not self._is_signed(body, request.headers.get("x-hub-signature-256", "")):
            return self._refused("signature", 403)
        try:
            batch = deliveries(body, self._settings.phone_number_id)
        except ValueError:
            return self._refused("body", 400)
        if batch:
            await receive(batch)
            self._mark_read(batch)
        return Response()

    def _is_signed(self, body: bytes, signature: str) -> bool:
        """Whether the signature fits the body. Compared as bytes, because comparing strings fails on letters outside ASCII."""
        expected = "sha256=" + hmac.digest(self._settings.app_secret.encode(), body, "sha256").hex()
        return hmac.compare_digest(signature.encode("latin-1", "replace"), expected.encode())

    def _refused(self, why: str, status: int) -> Response:
        self.counts[why] += 1
        log.warning("whatsapp.refused", extra={"why": why, "status": status})
        return Response(status_code=status)

    def _mark_read(self, batch: Sequence[Received]) -> None:
        """Marks each person's newest message, and so the earlier ones, as read, with the typing sign. Nothing waits for it, and it may fail."""
        newest = {received.address: received.update_id for received in batch if "message" in received.payload}
        for message_id in newest.values():
            task = asyncio.create_task(self._mark_one_read(message_id))
            self._marking.add(task)
            task.add_done_callback(self._marking.discard)

    async def _mark_one_read(self, message_id: str) -> None:
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id, "typing_indicator": {"type": "text"}}
        try:
            await self._graph.post(f"{self._settings.phone_number_id}/messages", body)
        except ChannelError as error:
            log.info("whatsapp.not_marked_read", extra={"error_type": type(error).__name__})

    # The way out

    async def send(self, outgoing: Outgoing) -> Sent:
        if outgoing.heard_at is None or outgoing.now - outgoing.heard_at >= WINDOW:
            return await self._send_template(outgoing)
        message = await self._message(outgoing.reply)
        try:
            return Sent(platform_id=await self._post(outgoing, message))
        except WindowClosed:
            return await self._send_template(outgoing)
        except Rejected:
            if not outgoing.reply.ask_contact:
                raise
            # Not every account has the button yet: the question stays, and is answered in words.
            return Sent(platform_id=await self._post(outgoing, render(replace(outgoing.reply, ask_contact=False))))

    async def _send_template(self, outgoing: Outgoing) -> Sent:
        """Sends the template. One that the platform refused is not tried for an hour, because more tries would lower its quality."""
        message, name = self._template(outgoing.reply), str(outgoing.reply.template)
        until, refused = self._paused.get(name, (None, None))
        if until and refused and outgoing.now < until:
            raise refused
        try:
            return Sent(platform_id=await self._post(outgoing, message), shortened=True)
        except TemplateRefused as error:
            self._paused[name] = (outgoing.now + TEMPLATE_PAUSE, error)
            raise

    def failure(self, report: DeliveryReport) -> ChannelError:
        return failure(report.error_code, report.error)

    def _template(self, reply: Reply) -> Json:
        if reply.template is None:
            raise WindowClosed("WhatsApp: lebih dari 24 jam sejak orang ini menulis, dan pesan ini tidak punya templat")
        template = self._templates.get(reply.template)
        if template is None or len(template.examples) != len(reply.parameters):
            raise Rejected(f"WhatsApp: templat {reply.template} tidak ada atau jumlah isiannya lain (templates.yaml)")
        return render_template(template, reply.parameters)

    async def _message(self, reply: Reply) -> Json:
        if split(reply) != [reply]:
            raise Rejected("WhatsApp: balasan ini harus dipecah dahulu (split)")
        return render(reply, await self._uploaded(reply.attachments[0]) if reply.attachments else None)

    async def _uploaded(self, attachment: Attachment) -> tuple[str, str]:
        kind, limit = _SENDABLE.get(attachment.mime, ("", 0))
        try:
            content = await asyncio.to_thread(lambda: self._files(attachment.ref).read_bytes())
        except OSError as error:
            raise Rejected(f"WhatsApp: berkas {attachment.ref} tidak dapat dibaca") from error
        if len(content) > limit:
            raise Rejected(f"WhatsApp tidak menerima berkas ini: {attachment.mime}, {len(content)} byte")
        path = f"{self._settings.phone_number_id}/media"
        return kind, await self._graph.upload(path, attachment.name or "berkas", content, attachment.mime)

    async def _post(self, outgoing: Outgoing, message: Json) -> str:
        whom = {"to" if outgoing.address.isdecimal() else "recipient": outgoing.address}
        common = {"messaging_product": "whatsapp", "recipient_type": "individual", "biz_opaque_callback_data": str(outgoing.outbox_id)}
        try:
            answer = await self._graph.post(f"{self._settings.phone_number_id}/messages", {**common, **whom, **message})
        except TryLater as error:
            if error.after is None:
                raise
            # Meta's advice for the pair rate: 4^n seconds (…/cloud-api/overview#pair-rate-limits)
            raise TryLater(str(error), after=min(error.after * 4.0**outgoing.attempts, LONGEST_PAIR_WAIT)) from error
        return str(answer["messages"][0]["id"])

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        media_id, _, sha256 = attachment.ref.partition("|")
        return await self._graph.download(media_id, sha256, limit)

    # Its life

    async def start(self, receive: Receive) -> None:
        try:
            await self._graph.get(self._settings.phone_number_id, fields="display_phone_number")
        except TryLater as error:
            log.warning("whatsapp.not_reached", extra={"error_type": type(error).__name__})
        except Rejected as error:
            raise ChannelStopped(f"Periksa {_WHERE} {error}") from error

    async def entry(self, words: str, office: str = "") -> str:
        with suppress(ChannelError):
            display_number = (await self._graph.get(self._settings.phone_number_id, fields="display_phone_number")).get(
                "display_phone_number", ""
            )
            number = "".join(filter(str.isdecimal, display_number))
            return f"https://wa.me/{number}?text={quote(words.replace('_', ' '))}" if number else ""
        return ""

    async def stop(self) -> None:
        await end(self._marking)
        await self._graph.close()

    async def doctor(self, now: datetime) -> list[Finding]:
        looks = {"nomor dan token": self._number, "templat": self._approved, "langganan webhook": self._subscribed}
        return [await _finding(f"WhatsApp: {subject}", look) for subject, look in looks.items()]

    async def _number(self) -> tuple[bool, str]:
        data = await self._graph.get(self._settings.phone_number_id, fields="display_phone_number,verified_name,quality_rating")
        bad = data.get("quality_rating") == "RED"
        advice = ". Banyak warga memblokir atau melaporkan nomor ini: lihat sebabnya di WhatsApp Manager → Phone numbers" if bad else ""
        return not bad, f"{data.get('display_phone_number')}, mutu {data.get('quality_rating', 'belum ada')}{advice}"

    async def _approved(self) -> tuple[bool, str]:
        path = f"{self._settings.business_account_id}/message_templates"
        data = await self._graph.get(path, fields="name,status,language", limit="250")
        states = {(template.get("name"), template.get("language")): str(template.get("status")) for template in data.get("data", ())}
        wrong = {template.name: states.get((template.name, template.language), "belum diajukan") for template in self._templates.values()}
        wrong = {name: state for name, state in wrong.items() if state != "APPROVED"}
        listed = ", ".join(f"{name} ({state})" for name, state in wrong.items())
        return not wrong, f"ajukan atau perbaiki di WhatsApp Manager: {listed}" if wrong else "semua disetujui"

    async def _subscribed(self) -> tuple[bool, str]:
        data = await self._graph.get(f"{self._settings.business_account_id}/subscribed_apps")
        return (True, "aktif") if data.get("data") else (False, "langganankan aplikasi pada akun ini (docs/whatsapp.md, langkah 4)")


_ADVICE: Mapping[type[ChannelError], str] = {  # advice for errors without their own
    TryLater: ". Periksa sambungan internet dan LAYANWARGA_WHATSAPP_BASE_URL.",
    Rejected: f". Periksa {_WHERE}",
}


async def _finding(subject: str, look: Callable[[], Awaitable[tuple[bool, str]]]) -> Finding:
    try:
        well, detail = await look()
    except ChannelError as error:
        well, detail = False, f"{error}{_ADVICE.get(type(error), '')}"
    return Finding(subject=subject, well=well, detail=detail)
