"""The protocol of a channel: verify, parse, render and send. Channels know neither one another nor handlers, only the handlers' values.

In: a channel passes what it received, raw, to `receive`, which commits it to the inbox; only then is the platform told "received". Later the inbox
passes each payload to `parse`. Out: `split` turns a reply into as many as the platform's limits need, before they are committed to the outbox; `send`
sends exactly one.
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
"""JSON from or for a platform; each field is checked where it is read."""


class DeliveryStatus(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class DeliveryReport:
    """What a platform reports later about a message it accepted. `error`: the platform's code and words."""

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
    """One message to send. `heard_at`: when the person last wrote at this address (UTC). `now`: the moment of sending (UTC)."""

    outbox_id: int
    address: str
    reply: Reply
    now: datetime
    heard_at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The platform's id of the message. `shortened`: only its template was sent; the whole follows when the person writes."""

    platform_id: str
    shortened: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A line of `layanwarga doctor`: what was checked, whether it is well, and what to do if not."""

    subject: str
    well: bool
    detail: str


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The fastest rate of a channel: `per_second` in all; to one address one each `per_chat_seconds`, with `burst` at once.

    `apart_seconds`: the least time between two to the same address, even in a burst.
    """

    per_second: float
    per_chat_seconds: float
    burst: int
    apart_seconds: float = 0.0


class Messenger(Protocol):
    """A channel as the rest of the program sees it.

    `link`: where people find the bot, if known. `window`: how long after a person's message free text may be sent. `stragglers`: how long to wait for
    the parts of an album or a long text.
    """

    name: Channel
    pace: Pace
    link: str = ""
    window: timedelta | None = None
    stragglers: timedelta = timedelta(seconds=1)

    def parse(self, payload: Json) -> Inbound | DeliveryReport | Moved | None:
        """The meaning of a stored payload; None where it is not for us. Pure."""

    def split(self, reply: Reply) -> list[Reply]:
        """The reply as one or more within the platform's limits, cut only between units of meaning. Pure."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends one reply. Raises errors of the ChannelError tree."""

    async def find_link(self) -> str:
        """Asks the platform for `link`; empty where there is none or the platform does not answer."""
        return self.link

    async def entry(self, words: str, office: str = "") -> str:
        """An address that opens the office's bot with these words (letters, digits, `-`, `_`), for a QR code; empty where there is none."""
        return ""

    def pace_for(self, address: str) -> Pace:
        """The pace for one address, where it differs from the channel's."""
        return self.pace

    def listening_problem(self) -> str:
        """Why nothing arrives from the platform, and what to do; empty while all is well."""
        return ""

    def failure(self, report: DeliveryReport) -> ChannelError:
        """The error that a failed delivery report stands for."""
        return Rejected(f"{report.error_code}: {report.error}")

    async def show_menu(self, address: str, *, staff: bool) -> None:
        """Shows this person the commands of staff, or those of citizens again, where the channel has such a menu."""
        return

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """The bytes behind an attachment's `ref`. Raises BadRequest where they exceed `limit` bytes, else errors of the ChannelError tree."""

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The channel's web addresses."""

    async def start(self, receive: Receive) -> None:
        """Begins to listen. Raises ChannelStopped, naming the setting, when a token or number is wrong."""

    def listeners(self) -> Sequence[str]:
        """The names of what only one process at a time may listen to; empty where the platform calls us."""
        return ()

    def let_listen(self, may: Callable[[str], bool]) -> None:
        """From now on `may` tells by name whether this process should listen."""
        return

    async def use(self, access: Mapping[str, Mapping[str, str]]) -> None:
        """From now on these offices have a bot of their own, with this access."""
        return

    def sender(self, address: str) -> str:
        """Which of several bots writes to the address; each has its own pace."""
        return ""

    def link_at(self, address: str) -> str:
        """Where people find the bot that this address talks to."""
        return self.link

    @property
    def in_use(self) -> bool:
        """Whether the channel can reach anybody at all."""
        return True

    async def stop(self) -> None: ...

    async def doctor(self, now: datetime) -> list[Finding]: ...
