"""An officer files what somebody has said at the counter, written in a letter, or told on the telephone; number and PIN go along on a slip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Identity
from handlers.reporting import reporter
from handlers.reporting.filing import Filed, file_complaint
from handlers.reporting.story import triaged
from handlers.talking.attachments import attachment_to_json
from handlers.talking.message import Attachment
from handlers.talking.turn import Turn


class Via(StrEnum):
    """How it came; the key in `via` of the wording."""

    COUNTER = "loket"
    LETTER = "surat"
    CALL = "telepon"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the officer wrote down. `received`: when it came to the office (UTC), from which the limit counts."""

    via: Via
    received: datetime
    story: str
    identity: Identity
    name: str = ""
    contact: str = ""
    occurred: str = ""
    place: str = ""
    service: str = ""
    unit: str = ""
    urgent: bool = False
    files: tuple[Attachment, ...] = ()


async def file_for(turn: Turn, member: StaffMember, somebody: int, told: Told) -> Filed:
    """Files it for `somebody`, a person of whom no chat is known, with what the bot proposes from the story."""
    given = {
        "office": member.office,
        "story": told.story,
        "service": told.service or None,
        "unit": told.unit or None,
        "identity": told.identity.value,
    }
    proposed = triaged(turn, given)
    known = {**given, **proposed, **reporter.identified(told.identity, {**given, **proposed})}
    answers = {
        **known,
        "name": told.name,
        "contact": told.contact,
        "occurred": told.occurred,
        "place": told.place,
        "urgent": told.urgent,
        "files": [attachment_to_json(file) for file in told.files],
        "photo_facts": "yes",
        "via": told.via.value,
        "recorded_by": member.person,
    }
    return await file_complaint(replace(turn, person=somebody, now=told.received), answers)
