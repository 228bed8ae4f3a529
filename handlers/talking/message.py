"""What any channel can hear and show, as values. No vendor's type and no markup of a channel gets past here."""

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
    """Something sent beside words. `ref` is what the channel needs to fetch it; a stored file's ref is its SHA-256 in hex.

    `facts` is what a photo told beside its picture (place, taken, device, looks, original); it never leaves with a reply.
    """

    kind: AttachmentKind
    ref: str
    name: str = ""
    mime: str = ""
    size: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Location:
    """WGS 84 degrees. `name` is what the place is called and its address, where the sender chose it from a list."""

    latitude: float
    longitude: float
    name: str = ""

    def __str__(self) -> str:
        degrees = f"{self.latitude:.5f}, {self.longitude:.5f}"
        return f"{self.name} ({degrees})" if self.name else degrees


@dataclass(frozen=True, kw_only=True)
class SharedContact:
    """A contact card; `own` is True only where the channel proves that it is the sender's."""

    phone: str
    own: bool


class Signal(StrEnum):
    """What arrives without being a message."""

    START = "start"  # opened the chat; the text is the deep link's payload
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One message from one person. `choice` is the id of a pressed button, `text` the words otherwise."""

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
    group: str | None = None  # the group it was said in; `address` is then the sender's own
    album: str | None = None  # parts of one message that arrive apart share this
    goes_on: bool = False  # a long text whose rest arrives as the next message
    message: str | None = None  # the platform's id of the message; an edited one carries the id of the first
    edited: bool = False
    quoted: str | None = None  # the platform's id of the message of ours that this one replies to
    office: str = ""  # whose own bot was written to; empty at a bot for several offices
    number: str | None = None  # the sender's telephone number where the platform shows it: a second key beside the address


@dataclass(frozen=True, kw_only=True)
class Span:
    """A run of characters of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Text:
    """Words to show, as spans: values never mix with markup, so each channel escapes them in its own way."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, plain: str) -> Text:
        return cls((Span(text=plain),)) if plain else cls()

    @classmethod
    def join(cls, parts: Iterable[Text], between: str = "\n\n") -> Text:
        """The non-empty parts one after another, `between` them."""
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
    """One message to one person. A channel with narrower limits splits it, turns buttons into a list or numbers them.

    `ask_contact`: offers to share the person's own number, where a channel has a button for that. `template` names the message
    template that may carry it where a channel's free window is closed, with its parameters.
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
    """A message of ours that somebody replies to; `complaint` is the number of the one case that it is about."""

    reply: Reply
    complaint: str | None


def reply_to_json(reply: Reply) -> dict[str, object]:
    """The form in which the outbox keeps a reply; empty parts are left out."""
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
    """Why a letter leaves."""

    ANSWER = "answer"  # the person has just written
    CASE = "case"  # something happened to a complaint
    LADDER = "ladder"  # a point of a complaint's ladder has come
    LATE = "late"  # a limit has passed
    LIST = "list"  # the lists of the morning and of the week
    STAFF = "staff"  # something among colleagues, such as an absence
    ALARM = "alarm"  # the program itself needs a look
    LOST = "lost"  # another letter reached nobody


class Audience(StrEnum):
    """As what somebody gets a letter."""

    WRITER = "writer"  # who has just written
    REPORTER = "reporter"
    FOLLOWER = "follower"
    MERGED = "merged"  # the reporter of a report that was merged into another
    UNIT = "unit"  # the officers of a unit
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    STAFF = "staff"  # whatever they are in the office

    @property
    def is_staff(self) -> bool:
        return self in _STAFF


_STAFF = frozenset({Audience.UNIT, Audience.OFFICER, Audience.SUPERVISOR, Audience.STAFF})


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A reply to somebody else than the one who just wrote. `key` makes doing it twice harmless: one key leaves once.

    `event` is what it tells, as the wording names it: `add_joined`, `morning`, `overdue`.
    """

    person: int
    reply: Reply
    key: str
    kind: LetterKind
    audience: Audience
    event: str = ""
    urgent: bool = False
    complaint: str | None = None
    not_before: datetime | None = None  # held back until then, such as over the quiet hours of the night


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a handler decided: what to say, to whom else, and where the talk stands now.

    `aloud` is said in the group the message came from; `staff_menu`: from now on this person is shown the commands of staff.
    """

    replies: tuple[Reply, ...] = ()
    aloud: tuple[Reply, ...] = ()
    staff_menu: bool = False
    notices: tuple[Notice, ...] = ()
    state: ChatState = field(default_factory=ChatState)
