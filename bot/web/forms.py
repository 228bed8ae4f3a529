"""Turns what a page posts into the payload for the inbox. An unreadable form is refused with a sentence before anything is stored."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from bot.channels import Json
from bot.errors import BadRequest
from handlers.talking.message import Attachment
from handlers.talking.wording import plain

LONGEST_TEXT = 10_000
_LONGEST_CHOICE = 200
Keep = Callable[[UploadFile], Awaitable[Attachment]]
_CLIENT_ID = re.compile(r"^[\w-]{1,64}$")


def is_too_long(error: Exception) -> bool:
    """Whether a form was not read because one of its fields is too long; the parser tells it in its words alone."""
    return isinstance(error, HTTPException) and "maximum size" in error.detail


async def payload_of(form: FormData, address: str, keep: Keep) -> Json:
    """One message of one visitor; its files are stored first, so that the inbox never names a missing file."""
    payload: Json = {"address": address, "client_id": _client_id(form), "text": _text(form)}
    if choice := form.get("choice"):
        label = str(form.get("label") or "")[:_LONGEST_CHOICE]
        payload |= {"choice": _storable(str(choice)[:_LONGEST_CHOICE]), "label": _storable(label), "text": ""}
    if place := _place(form):
        payload["location"] = place
    if uploads := [upload for upload in form.getlist("files") if isinstance(upload, UploadFile)]:
        payload["files"] = [asdict(await keep(upload)) for upload in uploads]
    return payload


def _client_id(form: FormData) -> str:
    client_id = str(form.get("client_id") or secrets.token_hex(8))
    if not _CLIENT_ID.match(client_id):
        raise BadRequest(plain("web.unreadable"))
    return client_id


def _text(form: FormData) -> str:
    text = str(form.get("text") or "").replace("\r\n", "\n")
    if len(text) > LONGEST_TEXT:
        raise BadRequest(plain("web.too_long", most=LONGEST_TEXT))
    return _storable(text)


def _storable(text: str) -> str:
    """The text without halves of characters, which a form in some charsets may hold and no database accepts."""
    return text.encode("utf-8", "replace").decode()


def _place(form: FormData) -> list[float] | None:
    """Latitude and longitude, if both are given and valid."""
    if not form.get("latitude"):
        return None
    try:
        latitude, longitude = float(str(form.get("latitude"))), float(str(form.get("longitude")))
    except ValueError as error:
        raise BadRequest(plain("web.place")) from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise BadRequest(plain("web.place"))
    return [latitude, longitude]
