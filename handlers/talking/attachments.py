"""A file sent with a message as a JSON value, for the state of a talk and the history of a complaint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.talking.message import Attachment, AttachmentKind


def attachment_to_json(attachment: Attachment) -> dict[str, Any]:
    facts = {"facts": dict(attachment.facts)} if attachment.facts else {}
    return {
        "kind": attachment.kind.value,
        "ref": attachment.ref,
        "name": attachment.name,
        "mime": attachment.mime,
        "size": attachment.size,
        **facts,
    }


def for_history(attachment: Attachment) -> dict[str, Any]:
    """What the history keeps of a file: not what a photo told, which can be taken back."""
    return attachment_to_json(replace(attachment, facts={}))


def attachment_from_json(data: dict[str, Any]) -> Attachment:
    return Attachment(**{**data, "kind": AttachmentKind(data["kind"])})
