"""Converts a file sent with a message: to JSON for the state of a talk, and to evidence for the history of a complaint."""

from __future__ import annotations

from typing import Any

from handlers.casework.evidence import Evidence
from handlers.talking.message import Attachment, AttachmentKind


def attachment_to_json(attachment: Attachment) -> dict[str, object]:
    facts = {"facts": dict(attachment.facts)} if attachment.facts else {}
    return {
        "kind": attachment.kind.value,
        "ref": attachment.ref,
        "name": attachment.name,
        "mime": attachment.mime,
        "size": attachment.size,
        **facts,
    }


def for_history(attachment: Attachment) -> Evidence:
    """The file as evidence for the history. Place, time and device of a photo are left out, because the sender may withdraw them."""
    return Evidence(kind=attachment.kind, ref=attachment.ref, name=attachment.name, mime=attachment.mime, size=attachment.size)


def attachment_of(evidence: Evidence) -> Attachment:
    """The file of a line of the history, ready to be sent again."""
    return Attachment(kind=evidence.kind, ref=evidence.ref, name=evidence.name, mime=evidence.mime, size=evidence.size)


def attachment_from_json(data: dict[str, Any]) -> Attachment:
    return Attachment(**{**data, "kind": AttachmentKind(data["kind"])})
