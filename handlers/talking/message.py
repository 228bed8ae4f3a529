"""Everything that a channel can receive and show, as plain values. No type of a vendor and no markup of a channel leaves its channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from handlers.casework.evidence import AttachmentKind as AttachmentKind
from handlers.talking.state import ChatState


class Channel(StrEnum):
    WEB = "web"
    CONSOLE = "console"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file sent with a message. `ref` is what the channel needs to fetch it; for a stored file it is the SHA-256 in hex.

    `facts` are what the metadata and the look of a photo told (place, taken, device, looks, original). They never leave with a reply.
    """

    kind: AttachmentKind
    ref: str
    name: str = ""
    mime: str = ""
    size: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place in degrees (WGS 84). `name`: the name and address of the place, if the sender chose it from a list."""

    latitude: float
    longitude: float
    name: str = ""

    def __str__(self) -> str:
        degrees = f"{self.latitude:.5f}, {self.longitude:.5f}"
        return f"{self.name} ({degrees})" if self.name else degrees


@dataclass(frozen=True, kw_only=True)
class SharedContact:
    """A contact card. `own` is True only where the channel proves that the number is the sender's."""

    phone: str
    own: bool


class Signal(StrEnum):
    """Something a channel reports that is not a message."""

    START = "start"  # the chat was opened; the text is the payload of the deep link
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    UNSUPPORTED = "unsupported"
    ANONYMOUS_ADMIN = "anonymous_admin"  # somebody who writes in the name of a group


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One message from one person. `choice` is the id of a pressed button; otherwise `text` holds the words."""

    channel: Channel
    address: str
    text: str = ""
    choice: str | None = None
    attachments: tuple[Attachment, ...] = ()
    location: Location | None = None
    contact: SharedContact | None = None
    signal: Signal | None = None
    sender_name: str = ""
    sent_at: datetime | None = None
    group: str | None = None  # the group in which it was written; `address` is still the sender's own
    album: str | None = None  # shared by the parts of one message that arrive separately
    goes_on: bool = False  # the rest of this long text arrives as the next message
    message: str | None = None  # the platform's id of the message; an edited message keeps its first id
    edited: bool = False
    revoked: bool = False  # the message was deleted by who sent it
    quoted: str | None = None  # the platform's id of our message that this one replies to
    office: str = ""  # the office whose own bot received it; empty for a bot that serves several offices
    number: str | None = None  # the sender's telephone number, if the platform shows it: a second way to recognise the person


@dataclass(frozen=True, kw_only=True)
class Span:
    """A run of characters with the same look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Text:
    """Text to show, as spans. Values never mix with markup, so each channel can escape them in its own way."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, plain: str) -> Text:
        return cls((Span(text=plain),)) if plain else cls()

    @classmethod
    def join(cls, parts: Iterable[Text], between: str = "\n\n") -> Text:
        """Joins the parts that are not empty, with `between` between them."""
        spans: list[Span] = []
        for part in parts:
            if part.spans:
                spans += [Span(text=between), *part.spans] if spans else part.spans
        return cls(tuple(spans))

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)

    def __add__(self, other: Text) -> Text:
        return Text(self.spans + other.spans)

    def __bool__(self) -> bool:
        return bool(self.plain)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A button. `id` is at most 64 bytes of ASCII (Telegram's limit); `label` should fit 20 characters (WhatsApp's)."""

    id: str
    label: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One message to one person. A channel with narrower limits splits it, or turns its buttons into a list or numbers.

    `ask_contact`: offer a button to share the person's own telephone number, where the channel has one. `template` and `parameters`: the message
    template that may carry the message when the channel allows no free text.
    """

    text: Text
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    ask_location: bool = False
    ask_contact: bool = False
    template: str | None = None
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """The message of ours to which somebody replied. `complaint`: the number of the one case that it is about."""

    reply: Reply
    complaint: str | None


def reply_to_json(reply: Reply) -> dict[str, object]:
    """The reply in the form that the outbox keeps; empty parts are left out."""
    spans = [[span.text, *(["b"] if span.bold else []), *(["i"] if span.italic else [])] for span in reply.text.spans]
    full = {
        "spans": spans,
        "choices": [[c.id, c.label, c.description] if c.description else [c.id, c.label] for c in reply.choices],
        "attachments": [[a.kind.value, a.ref, a.name, a.mime, a.size] for a in reply.attachments],
        "ask_location": reply.ask_location,
        "ask_contact": reply.ask_contact,
        "template": reply.template,
        "parameters": list(reply.parameters),
    }
    return {key: value for key, value in full.items() if value}


def reply_from_json(data: dict[str, Any]) -> Reply:
    """The inverse of `reply_to_json`."""
    return Reply(
        text=Text(tuple(Span(text=text, bold="b" in look, italic="i" in look) for text, *look in data.get("spans", ()))),
        choices=tuple(
            Choice(id=choice[0], label=choice[1], description=choice[2] if len(choice) > 2 else "") for choice in data.get("choices", ())
        ),
        attachments=tuple(
            Attachment(kind=AttachmentKind(kind), ref=ref, name=name, mime=mime, size=size)
            for kind, ref, name, mime, size in data.get("attachments", ())
        ),
        ask_location=data.get("ask_location", False),
        ask_contact=data.get("ask_contact", False),
        template=data.get("template"),
        parameters=tuple(data.get("parameters", ())),
    )


class LetterKind(StrEnum):
    """The reason for which a letter is sent."""

    ANSWER = "answer"  # the person has just written
    CASE = "case"  # something happened to a complaint
    LADDER = "ladder"  # a reminder of a complaint's ladder is due
    LATE = "late"  # a limit has passed
    LIST = "list"  # the daily and weekly lists
    STAFF = "staff"  # something among colleagues, such as an absence
    ALARM = "alarm"  # something is wrong with the program itself
    LOST = "lost"  # another letter could not be delivered


class Audience(StrEnum):
    """The part in which somebody receives a letter."""

    WRITER = "writer"  # who has just written
    REPORTER = "reporter"
    FOLLOWER = "follower"
    MERGED = "merged"  # the reporter of a report that was merged into another
    UNIT = "unit"  # the officers of a unit
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    STAFF = "staff"  # staff of any role

    @property
    def is_staff(self) -> bool:
        return self in _STAFF


_STAFF = frozenset({Audience.UNIT, Audience.OFFICER, Audience.SUPERVISOR, Audience.STAFF})


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A message to somebody who did not just write. `key` is unique: the same key is sent only once.

    `event` is what the message tells, under its name in the wording, such as `add_joined`, `morning`, `overdue`.
    """

    person: int
    reply: Reply
    key: str
    kind: LetterKind
    audience: Audience
    event: str = ""
    urgent: bool = False
    complaint: str | None = None
    not_before: datetime | None = None  # do not send before this moment (UTC), for example during quiet hours


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a handler decided: the replies, the notices to others, and the next state of the talk.

    `aloud` is sent to the group in which the message was written. `staff_menu`: from now on this person sees the commands of staff.
    """

    replies: tuple[Reply, ...] = ()
    aloud: tuple[Reply, ...] = ()
    staff_menu: bool = False
    notices: tuple[Notice, ...] = ()
    state: ChatState = field(default_factory=ChatState)
