"""An officer files what somebody said at the counter, wrote in a letter, or told by telephone. A printed slip carries number and PIN."""

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
    """How the report arrived; the value is its key in `via` of the wording."""

    COUNTER = "loket"
    LETTER = "surat"
    CALL = "telepon"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What the officer wrote down. `received`: when it reached the office (UTC); the limit counts from then."""

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


async def file_for(turn: Turn, member: StaffMember, somebody: int, statement: Statement) -> Filed:
    """Files the complaint for `somebody`, a person without a chat, with the bot's proposals from the story."""
    given = {
        "office": member.office,
        "story": statement.story,
        "service": statement.service or None,
        "unit": statement.unit or None,
        "identity": statement.identity.value,
    }
    proposed = triaged(turn, given)
    all_answers = {**given, **proposed, **reporter.identified(statement.identity, {**given, **proposed})}
    answers = {
        **all_answers,
        "name": statement.name,
        "contact": statement.contact,
        "occurred": statement.occurred,
        "place": statement.place,
        "urgent": statement.urgent,
        "files": [attachment_to_json(file) for file in statement.files],
        "photo_facts": "yes",
        "via": statement.via.value,
        "recorded_by": member.person,
    }
    return await file_complaint(replace(turn, person=somebody, now=statement.received), answers)
