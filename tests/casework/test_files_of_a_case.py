"""Whose evidence a file of a case is: the office's photos are none of the reporter's, unless the reporter sent the same ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from handlers.casework.events import Event, files_of_staff
from handlers.casework.evidence import AttachmentKind, Evidence
from handlers.casework.moves import Role
from handlers.casework.payloads import Answered, Replied
from tests.casework.cases import filing

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def photos(*refs: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(kind=AttachmentKind.PHOTO, ref=ref, size=1) for ref in refs)


def answered(*refs: str) -> Event:
    return Event(at=NOW, actor=2, role=Role.HANDLER, data=Answered(text="Sudah.", attachments=photos(*refs)))


def test_the_offices_photos_are_no_evidence_of_the_reporter_unless_the_reporter_sent_them_too() -> None:
    first = filing(NOW)
    told = replace(first, data=replace(first.data, attachments=photos("hole")))
    more = Event(at=NOW, actor=1, role=Role.REPORTER, data=Replied(text="Ini.", attachments=photos("street")))
    assert files_of_staff([told, more, answered("hole", "mended")]) == {"mended"}
