"""What the Graph API refuses of a message, as documented: the code and the words, or None. Pure.

developers.facebook.com/documentation/business-messaging/whatsapp/messages/… and …/support/error-codes
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
Refusal = tuple[int, str]


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def refusal(body: Json, templates: Mapping[str, Json], media: Mapping[str, Any]) -> Refusal | None:
    """Why this message cannot be sent; whom it is to is looked at elsewhere."""
    if body.get("messaging_product") != "whatsapp":
        return 100, "messaging_product must be whatsapp"
    if bool(body.get("to")) == bool(body.get("recipient")):
        return 131008, "one of to and recipient is required"
    if len(str(body.get("biz_opaque_callback_data", ""))) > 512:
        return 100, "biz_opaque_callback_data is too long"
    kind = str(body.get("type"))
    content = body.get(kind)
    if not isinstance(content, dict):
        return 131008, f"{kind} is missing"
    if kind == "text":
        return _length("text.body", content.get("body"), 4096)
    if kind == "interactive":
        return _interactive(content)
    if kind == "template":
        return _template(content, templates)
    return _media(kind, content, media)


def _length(what: str, words: Any, limit: int) -> Refusal | None:
    if not isinstance(words, str) or not words.strip():
        return 131008, f"{what} is required"
    return (100, f"{what} is longer than {limit}") if units(words) > limit else None


def _first(*found: Refusal | None) -> Refusal | None:
    return next((one for one in found if one), None)


def _interactive(content: Json) -> Refusal | None:
    body, action = _length("body", content["body"].get("text"), 1024), content["action"]
    if content["type"] == "button":
        return body or _buttons([one["reply"] for one in action["buttons"]])
    if content["type"] == "list":
        rows = [row for section in action["sections"] for row in section["rows"]]
        return body or _length("button", action["button"], 20) or _rows(rows)
    if content["type"] == "location_request_message":
        return body or (None if action == {"name": "send_location"} else (100, "action"))
    if content["type"] == "request_contact_info":
        return body or (None if action == {"name": "request_contact_info"} else (100, "action"))
    return 131051, f"unknown interactive type {content['type']}"


def _buttons(buttons: list[Json]) -> Refusal | None:
    if not 1 <= len(buttons) <= 3:
        return 131009, "1 to 3 buttons"
    titles = _first(*(_length("title", one["title"], 20) for one in buttons), *(_length("id", one["id"], 256) for one in buttons))
    return titles or _unique("title", buttons) or _unique("id", buttons)


def _rows(rows: list[Json]) -> Refusal | None:
    if not 1 <= len(rows) <= 10:
        return 131009, "1 to 10 rows"
    fields = [("title", 24), ("id", 200)]
    found = _first(*(_length(name, row[name], limit) for row in rows for name, limit in fields))
    described = _first(*(_length("description", row["description"], 72) for row in rows if "description" in row))
    return found or described or _unique("id", rows) or _unique("title", rows)


def _unique(name: str, items: list[Json]) -> Refusal | None:
    return None if len({one[name] for one in items}) == len(items) else (131009, f"duplicate {name}")


def _template(content: Json, templates: Mapping[str, Json]) -> Refusal | None:
    template = templates.get(content["name"])
    if template is None or template["language"] != content["language"]["code"]:
        return 132001, "template name does not exist in the translation"
    if template["status"] != "APPROVED":
        return 132015, f"template is {template['status']}"
    text = template["components"][0]["text"]
    values = [one["text"] for part in content.get("components", ()) if part["type"] == "body" for one in part["parameters"]]
    if len(values) != len(re.findall(r"\{\{\d+\}\}", text)):
        return 132000, "number of parameters does not match the expected number"
    if any(not one.strip() or re.search(r"[\n\t]| {5}", one) for one in values):
        return 100, "a parameter is empty or has a line break, a tab or more than four spaces"
    return (132005, "translated text too long") if units(text) + sum(map(units, values)) > 1024 else None


def _media(kind: str, content: Json, media: Mapping[str, Any]) -> Refusal | None:
    if kind not in {"image", "video", "audio", "document", "sticker"}:
        return 131051, f"unsupported type {kind}"
    if content.get("id") not in media:
        return 131009, "media id"
    if "caption" not in content:
        return None
    if kind in {"audio", "sticker"}:
        return 100, "no caption here"
    return _length("caption", content["caption"], 1024)


_OFFICE = "application/vnd.openxmlformats-officedocument"
UPLOADS = {
    **dict.fromkeys(("image/jpeg", "image/png"), 5),
    **dict.fromkeys(("video/mp4", "video/3gpp", "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), 16),
    **dict.fromkeys(("application/pdf", "text/plain", "application/msword", "application/vnd.ms-excel"), 100),
    **dict.fromkeys((f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"), 100),
}


def upload_refusal(mime: str, size: int) -> Refusal | None:
    if mime not in UPLOADS:
        return 100, f"Param file must be a file with one of the following types, not {mime}"
    return (131053, "file too large") if size > UPLOADS[mime] * 1024 * 1024 else None
