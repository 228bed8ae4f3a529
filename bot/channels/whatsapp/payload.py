"""The meaning of Meta's webhooks. Pure. Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages

A person's address is the business-scoped user id (`ID.1349…`) if the webhook has one, else the number (digits only). A person with a user id may have
a number too: `phone(payload)`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels import DeliveryReport, DeliveryStatus, Moved
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, AttachmentKind, Channel, Inbound, Location, SharedContact, Signal

Json = Mapping[str, Any]

_MEDIA = {
    "image": AttachmentKind.PHOTO,
    "video": AttachmentKind.VIDEO,
    "audio": AttachmentKind.VOICE,
    "document": AttachmentKind.DOCUMENT,
    "sticker": AttachmentKind.STICKER,
}
_STATUS = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "played": DeliveryStatus.READ,
    "failed": DeliveryStatus.FAILED,
}
_SILENT = {"reaction"}
NOBODY = "unknown"
# Anchored at the end: the words before are the person's own profile name, which could pretend to be somebody else's change.
_MOVED = re.compile(r"changed from (\S+) to (\S+)\Z")


def deliveries(body: bytes, phone_number_id: str) -> list[Received]:
    """Everything in a webhook's body for our number, each under its own id. Raises ValueError where the body is no JSON object."""
    data = json.loads(body)
    if not isinstance(data, dict):
        raise ValueError("the body is not a JSON object")
    ours = (value for value in _values(data) if _dict(value.get("metadata")).get("phone_number_id") == phone_number_id)
    return [received for value in ours for received in _received(value)]


def parse(payload: Json) -> Inbound | DeliveryReport | Moved | None:
    if "status" in payload:
        return _report(payload["status"])
    message = payload["message"]
    kind = message.get("type")
    if kind == "system":
        return _moved(message)
    if kind == "revoke" and not _dict(message.get("revoke")).get("original_message_id"):
        return None  # which message was deleted is not said
    if kind in _SILENT or "group_id" in message:  # an office's number is a member of no group
        return None
    return _inbound(payload, message) if _address(payload) != NOBODY else None


def phone(payload: Json) -> str | None:
    """The number of the sender, if the platform shows it; a second key beside the address."""
    return _dict(payload.get("message")).get("from") or _dict(payload.get("contact")).get("wa_id") or None


def _values(data: Json) -> Iterator[Json]:
    for entry in _dicts(data.get("entry")):
        for change in _dicts(entry.get("changes")):
            if change.get("field") == "messages":
                yield _dict(change.get("value"))


def _received(value: Json) -> Iterator[Received]:
    for message in _dicts(value.get("messages")):
        contact = _contact(value, message.get("from_user_id"), message.get("from"))
        payload = {"message": message, "contact": contact, "metadata": value["metadata"]}
        if message.get("id"):
            yield _of_number(message["id"], _address(payload), payload)
    for status in _dicts(value.get("statuses")):
        contact = _contact(value, status.get("recipient_user_id"), status.get("recipient_id"))
        lane = f"status:{status.get('id')}"
        yield _of_number(f"{lane}:{status.get('status')}", lane, {"status": status, "contact": contact, "metadata": value["metadata"]})


def _of_number(update_id: str, address: str, payload: Json) -> Received:
    return Received(channel=Channel.WHATSAPP, update_id=update_id, address=address, payload=_storable(payload))


def _storable(payload: Json) -> Any:
    r"""The payload without halves of characters (`\\ud83d`), which JSON may hold and no database accepts."""
    return json.loads(json.dumps(payload, ensure_ascii=False).encode(errors="replace"))


def _contact(value: Json, user_id: str | None, number: str | None) -> Json:
    """The contact that belongs to a message; contacts are in a list of their own. A single contact is used for a message that names nobody."""
    contacts = list(_dicts(value.get("contacts")))
    if not user_id and not number and len(contacts) == 1:
        return contacts[0]
    matching = (
        contact for contact in contacts if (user_id and contact.get("user_id") == user_id) or (number and contact.get("wa_id") == number)
    )
    return next(matching, {})


def _address(payload: Json) -> str:
    message = payload["message"]
    if message.get("type") == "system":
        return _old_address(message)
    return str(message.get("from_user_id") or payload["contact"].get("user_id") or phone(payload) or NOBODY)


def _moved(message: Json) -> Moved | None:
    system = _dict(message.get("system"))
    old, new = _old_address(message), system.get("user_id") or system.get("wa_id") or system.get("new_wa_id")
    return Moved(old=old, new=str(new)) if new and old not in (NOBODY, new) else None


def _old_address(message: Json) -> str:
    """The id before the change. Meta names it only in a sentence, in which the number is hidden."""
    system = _dict(message.get("system"))
    new = system.get("user_id")
    match = _MOVED.search(str(system.get("body", "")).rstrip(". "))
    spoken = match[1] if match and new and match[2] == new else None
    sender = message.get("from_user_id")
    return str(system.get("previous_user_id") or (sender if sender != new else None) or spoken or message.get("from") or NOBODY)


def _report(status: Json) -> DeliveryReport | None:
    outbox_id = str(status.get("biz_opaque_callback_data", ""))
    report_status = _STATUS.get(str(status.get("status")))
    if report_status is None or not outbox_id.isdecimal():
        return None
    error = next(_dicts(status.get("errors")), {})
    words = str(_dict(error.get("error_data")).get("details") or error.get("message") or error.get("title") or "")
    return DeliveryReport(outbox_id=int(outbox_id), status=report_status, error_code=error.get("code"), error=words)


def _inbound(payload: Json, message: Json) -> Inbound:
    edited = message.get("type") == "edit"
    revoked = message.get("type") == "revoke"
    content = _dict(_dict(message.get("edit")).get("message")) if edited else message
    changed = _dict(message.get("edit" if edited else "revoke"))
    return Inbound(
        channel=Channel.WHATSAPP,
        address=_address(payload),
        sender_name=str(_dict(_dict(payload.get("contact")).get("profile")).get("name", "")),
        sent_at=datetime.fromtimestamp(int(message["timestamp"]), UTC) if "timestamp" in message else None,
        edited=edited,
        revoked=revoked,
        message=changed.get("original_message_id") if edited or revoked else message.get("id"),
        quoted=_dict(content.get("context")).get("id"),
        number=phone(payload),
        **({} if revoked else _content(content, phone(payload))),
    )


def _content(message: Json, number: str | None) -> Json:
    """The content of the message, as fields of Inbound."""
    kind = str(message.get("type"))
    body = _dict(message.get(kind))
    if kind in _MEDIA and body.get("id"):
        return {"text": str(body.get("caption", "")), "attachments": (_attachment(_MEDIA[kind], body),)}
    if kind == "text":
        return {"text": str(body.get("body", ""))}
    if kind == "location":
        name = ", ".join(str(body[key]) for key in ("name", "address") if body.get(key))
        return {"location": Location(latitude=float(body["latitude"]), longitude=float(body["longitude"]), name=name)}
    if kind == "request_welcome":
        return {"signal": Signal.START}
    contact = _shared(message, number) if kind == "contacts" else None
    if contact:
        return {"contact": contact}
    choice = _choice(kind, body)
    return {"choice": choice} if choice else {"signal": Signal.UNSUPPORTED}


def _choice(kind: str, body: Json) -> str | None:
    """The id of a pressed button: a reply button, a row of a list, or the button of a template."""
    if kind == "button":
        return body.get("payload")
    return _dict(body.get(str(body.get("type")))).get("id") if body.get("type") in {"button_reply", "list_reply"} else None


def _attachment(kind: AttachmentKind, body: Json) -> Attachment:
    ref = f"{body['id']}|{body.get('sha256', '')}"
    return Attachment(kind=kind, ref=ref, name=str(body.get("filename", "")), mime=str(body.get("mime_type", "")).partition(";")[0])


def _shared(message: Json, number: str | None) -> SharedContact | None:
    """The first number of a contact card. It is proven to be the sender's if it came by Meta's own request button, or if it is the number that
    writes.
    """
    first = next(((card, phone) for card in _dicts(message.get("contacts")) for phone in _dicts(card.get("phones"))), None)
    if first is None:
        return None
    card, phone = first
    number_text = str(phone.get("wa_id") or phone.get("phone") or "")
    digits = re.sub(r"\D", "", number_text)
    asked = "contact_request" in (card.get("origin"), message.get("origin"))  # sources differ on its place
    own = asked or (bool(number) and digits == number)
    return SharedContact(phone=number_text, own=own)


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> Iterator[Json]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())
