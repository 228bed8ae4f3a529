"""A turn without a channel or a store: for what handlers decide from words alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from handlers.talking.message import Channel, Inbound
from handlers.talking.ports import Ports
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge, Turn

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def turn_of(knowledge: Knowledge, text: str, *, state: ChatState | None = None) -> Turn:
    """Somebody says this to the office of Juai. Whatever asks a port fails."""
    return Turn(
        now=NOW,
        person=1,
        inbound=Inbound(channel=Channel.WEB, address="1", text=text),
        state=state or ChatState(office="juai"),
        knowledge=knowledge,
        ports=cast(Ports, None),
        random=lambda most: 0,
    )
