"""What the metadata of photos tells. It is stored only if the sender allows it, and compared with the photos that prove an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.case.likeness import alike
from handlers.casework.complaint import Complaint
from handlers.talking.attachments import attachment_from_json, attachment_to_json
from handlers.talking.buttons import option
from handlers.talking.dialogue import Again, Answers, NewAnswers, Step, Taken, value
from handlers.talking.message import Attachment, AttachmentKind, Reply
from handlers.talking.ports import StoredPhoto
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import moment, plain, say

PRIVATE = ("taken", "place", "device")
_YES, _NO = "yes", "no"


def _ask(turn: Turn, answers: Answers) -> Reply:
    choices = [option("photo_facts", key, plain(f"buttons.photo_{key}")) for key in (_YES, _NO)]
    return reply(say("photos.ask"), *choices)


def _take(turn: Turn, answers: Answers) -> Taken | Again:
    typed = {"ya": _YES, "iya": _YES, "boleh": _YES, "tidak": _NO, "jangan": _NO}
    answer = value(turn.inbound, "photo_facts") or typed.get(turn.text.lower())
    if answer == _NO:
        return Taken({"photo_facts": _NO, **{key: [_without(file) for file in answers.get(key, ())] for key in ("files", "attachments")}})
    return Taken({"photo_facts": answer}) if answer else Again(say("intake.choose_or_yes"))


def _tells(answers: Answers) -> bool:
    """Whether a photo has metadata about which the sender has not been asked yet."""
    files = [*answers.get("files", ()), *answers.get("attachments", ())]
    return not answers.get("photo_facts") and any(key in file.get("facts", {}) for file in files for key in PRIVATE)


STEP = Step(key="photo_facts", ask=_ask, take=_take, needed=_tells)


def noted(files: Iterable[Attachment], *allowed: str | None) -> list[NewAnswers]:
    """Files as a dialogue stores them. Stickers are left out, and metadata that was refused (`allowed` is false) is removed."""
    refused = _NO in allowed
    stored = [attachment_to_json(file) for file in files if file.kind is not AttachmentKind.STICKER]
    return [_without(fact) for fact in stored] if refused else stored


def _without(file: Answers) -> NewAnswers:
    return {**file, "facts": {key: fact for key, fact in file.get("facts", {}).items() if key not in PRIVATE}}


def evidence(files: Iterable[Answers], *, allowed: bool, hide_names: bool) -> list[Attachment]:
    """Files as they are stored: without metadata that the sender does not want read, and with neutral names where a name may be a person's."""
    stored = [attachment_from_json(dict(file) if allowed else _without(file)) for file in files]
    return [replace(attachment, name=_neutral(place, attachment)) for place, attachment in enumerate(stored, 1)] if hide_names else stored


def _neutral(place: int, file: Attachment) -> str:
    return f"{plain(f'photos.kinds.{file.kind}')} {place}{file.name[file.name.rfind('.') :] if '.' in file.name else ''}"


def lines(files: Sequence[Attachment]) -> list[str]:
    """What the photos tell, one line for each that tells something."""
    known_facts = [
        (file.name, [plain(f"photos.{key}", fact=file.facts[key].replace("T", " ")) for key in PRIVATE if key in file.facts])
        for file in files
    ]
    return [f"{name}: {', '.join(facts)}" for name, facts in known_facts if facts]


def doubts(proof: Iterable[Attachment], stored_photos: Sequence[StoredPhoto], complaint: Complaint, zone: ZoneInfo) -> list[str]:
    """Doubts about the photos of an answer, in words."""
    remarks: list[str] = []
    citizens = {complaint.reporter, *complaint.followers, *(person for _, person in complaint.merged)}
    for photo in (file for file in proof if file.kind is AttachmentKind.PHOTO):
        like = [mark for mark in stored_photos if alike(photo, mark.photo)]
        other = next((mark.number for mark in like if mark.number != complaint.number), None)
        remarks += [plain("photos.used_on", name=photo.name, number=other)] if other else []
        if any(mark.number == complaint.number and mark.person in citizens for mark in like):
            remarks.append(plain("photos.reporters_own", name=photo.name))
        taken = _time_of(photo, zone)
        if taken and taken < complaint.received:
            remarks.append(plain("photos.older", name=photo.name, at=moment(taken, zone)))
    return remarks


def _time_of(photo: Attachment, zone: ZoneInfo) -> datetime | None:
    written = photo.facts.get("taken")
    return datetime.fromisoformat(written).replace(tzinfo=zone) if written else None
