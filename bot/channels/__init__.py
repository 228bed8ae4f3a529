"""One file a channel: verify, parse, render and send. Channels do not know one another, nor handlers beyond their values.

The way in: a channel gives what it received, raw, to `receive`, which commits it to the inbox; only then the platform is told "received".
Later the inbox worker hands each payload to `parse`. The way out: `split` makes of one reply as many as the platform's limits
need, before they are committed to the outbox; `send` sends exactly one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

from starlette.routing import BaseRoute

from bot.errors import ChannelError, Rejected
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, Channel, Inbound, Reply

Receive = Callable[[Sequence[Received]], Awaitable[None]]
Json: TypeAlias = dict[str, Any]
"""What a platform sent or is to get, before or after it is a value: each field is checked where it is read."""


class DeliveryStatus(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class DeliveryReport:
    """What a platform says later of a message it accepted. `error` is the platform's code and words."""

    outbox_id: int
    status: DeliveryStatus
    error_code: int | None = None
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A person's address on the channel has changed."""

    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to send. `heard_at`: when the person last wrote at this address (UTC); `now` is the moment of sending (UTC)."""

    outbox_id: int
    address: str
    reply: Reply
    now: datetime
    heard_at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the platform calls the message. `shortened`: only its template left; the whole is to follow when the person writes."""

    platform_id: str
    shortened: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A line of `layanwarga doctor`: what was looked at, whether it is well, and what to do if not."""

    subject: str
    well: bool
    detail: str


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast a channel lets messages out: `per_second` in all; a new one to the same address each `per_chat_seconds`, `burst` at once.

    `apart_seconds` lie between two to the same address even in a burst.
    """

    per_second: float
    per_chat_seconds: float
    burst: int
    apart_seconds: float = 0.0


class Messenger(Protocol):
    """A channel, as the rest of the program sees it.

    `link`: where people find the bot, as far as is known. `window`: how long after a person's message everything may be sent.
    `stragglers`: how long the parts of an album or of a long text are waited for.
    """

    name: Channel
    pace: Pace
    link: str = ""
    window: timedelta | None = None
    stragglers: timedelta = timedelta(seconds=1)

    def parse(self, payload: Json) -> Inbound | DeliveryReport | Moved | None:
        """What a stored payload means; None for what is not for us. Pure."""

    def split(self, reply: Reply) -> list[Reply]:
        """The reply as one or more that the platform takes, nothing cut in the middle of a meaning. Pure."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends one reply. Raises the ChannelError tree."""

    async def find_link(self) -> str:
        """Asks the platform for `link`; empty where there is none or the platform does not answer."""
        return self.link

    async def entry(self, words: str, office: str = "") -> str:
        """An address that opens the office's bot with these words (letters, digits, `-`, `_`), for a QR code; empty where there is none."""
        return ""

    def pace_for(self, address: str) -> Pace:
        """The pace of one address, where it is not that of all."""
        return self.pace

    def listening_problem(self) -> str:
        """Why nothing is heard from the platform, and what to do; empty while all is well."""
        return ""

    def failure(self, report: DeliveryReport) -> ChannelError:
        """What it means that an accepted message could not be delivered."""
        return Rejected(f"{report.error_code}: {report.error}")

    async def show_menu(self, address: str, *, staff: bool) -> None:
        """Shows this person the commands of staff, or again those of citizens, where a channel has such a menu."""
        return

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """The bytes behind an attachment's `ref`. Raises BadRequest when larger than `limit` bytes, else the ChannelError tree."""

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The channel's web addresses."""

    async def start(self, receive: Receive) -> None:
        """Begins to listen. Raises ChannelStopped, naming the setting, when a token or number is wrong."""

    def listeners(self) -> Sequence[str]:
        """What only one process at a time may listen to, by name; nothing where the platform comes to us."""
        return ()

    def let_listen(self, may: Callable[[str], bool]) -> None:
        """From now on `may` says by a listener's name whether this process is the one."""
        return

    async def use(self, access: Mapping[str, Mapping[str, str]]) -> None:
        """These offices have a bot of their own, opened by this."""
        return

    def sender(self, address: str) -> str:
        """Which of several bots writes to the address: each has a pace of its own."""
        return ""

    def link_at(self, address: str) -> str:
        """Where people find the bot that this address talks to."""
        return self.link

    @property
    def in_use(self) -> bool:
        """Whether anybody can be reached on the channel at all."""
        return True

    async def stop(self) -> None: ...

    async def doctor(self, now: datetime) -> list[Finding]: ...
