"""Replays talks line by line, each in an office of its own with a clock that only the lines move.

Lines go through the same inbox, conversation and outbox as every message, on the web channel. Each talk begins at the same moment with empty tables,
a new citizen and the example staff, so that talks do not affect one another.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.app import App, build
from bot.channels import Json
from bot.local_mode import demo_address
from bot.settings import Settings
from bot.store.cases import complaints
from bot.store.messages import outbox
from bot.store.messages.inbox import Received
from bot.store.people import people
from bot.store.upkeep import maintenance
from handlers.routing import activities
from handlers.talking import state as states
from handlers.talking.message import AttachmentKind, Channel, Choice, Reply
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge

CITIZEN: Literal["warga"] = "warga"
MOST_OPEN = 8
MOST_SHOWN = 100_000  # messages of one person in one talk
SETTLE_SECONDS = 30
LOOK_SECONDS = 0.001
_AMOUNT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Line(BaseModel):
    """One message of a talk, and how long after the previous one it is sent. `press`: a label, or a regular expression for one."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    talk: str
    say: str = ""
    press: str | None = None
    photo: int = 0
    voice: int = 0
    location: tuple[float, float] | None = None
    after: timedelta = timedelta(seconds=30)
    office: str | None = None
    role: Literal["warga", "petugas", "pengawas", "pimpinan"] = Field(default=CITIZEN, alias="as")

    @field_validator("after", mode="before")
    @classmethod
    def _amount(cls, value: Any) -> Any:
        """A duration such as "30s", "5m", "3h", "2d"."""
        match = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValueError("tulis seperti 30s, 5m, 3h, atau 2d")
        return timedelta(**{_UNITS[match[2]]: float(match[1])})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The result of one line; its fields are printed by `layanwarga talk --jsonl`."""

    talk: str
    n: int
    kind: str
    service: str | None = None
    component: str | None = None
    step: str | None = None
    replies: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


def button(replies: Sequence[Reply], wanted: str) -> Choice | None:
    """The newest button with this label; else the newest whose label begins with, or else contains, the expression."""
    screens = [message.choices for message in reversed(replies) if message.choices]
    tests: tuple[Callable[[str], object], ...] = (
        lambda label: label.lower() == wanted.lower(),
        lambda label: _matches(re.match, wanted, label),
        lambda label: _matches(re.search, wanted, label),
    )
    return next((choice for screen in screens for test in tests for choice in screen if test(choice.label)), None)


def _matches(how: Callable[..., object], wanted: str, label: str) -> bool:
    try:
        return bool(how(wanted, label, re.IGNORECASE))
    except re.error:
        return False


class Rehearsal:
    """One talk in the app that `open` gives it."""

    _app: App

    def __init__(self) -> None:
        self._count = 0
        self._office: str | None = None

    async def open(self, app: App) -> None:
        """Starts or continues the office of this talk."""
        self._app = app
        await app.start()

    async def close(self) -> None:
        await self._app.stop()

    async def hear(self, line: Line) -> tuple[Answer, list[Reply]]:
        """The answer to one line, and the replies as sent."""
        self._count += 1
        if line.office and line.office != self._office:
            await self._choose(line.office)
        await self._pass(line.after)
        address = self._address(line.role)
        before = await self._sent_to(address)
        payload = self._payload(line, before)
        if payload is None:
            return Answer(talk=line.talk, n=self._count, kind="no_button"), []
        await self._send(address, payload)
        replies = (await self._sent_to(address))[len(before) :]
        return await self._answer(line, address, replies), replies

    def _address(self, role: str) -> str:
        return CITIZEN if role == CITIZEN else demo_address(role, self._office or next(iter(self._app.library.offices)))

    async def _sent_to(self, address: str) -> list[Reply]:
        """Everything that was sent to the address, oldest first."""
        rows = await outbox.of_lane(self._app.database, f"{Channel.WEB}:{address}", self._app.clock(), MOST_SHOWN)
        return [row.letter.reply for row in rows]

    async def _choose(self, office: str) -> None:
        """Chooses the office for the citizen, as a link to the chat does."""
        self._office = office
        await self._send(CITIZEN, {"choice": f"office:{office}", "label": office})
        await self._pass(timedelta(seconds=5))

    async def _pass(self, time: timedelta) -> None:
        """Moves the clock from one due moment to the next, until the time is over."""
        target = self._app.clock() + time
        while (due := await complaints.next_moment(self._app.database)) and self._app.clock() < due < target:
            await self._move(due)
        await self._move(target)

    async def _move(self, moment: datetime) -> None:
        await self._app.local_mode.move_clock(moment)
        await self._settle()

    def _payload(self, line: Line, replies: Sequence[Reply]) -> Json | None:
        """What the page of the web chat would post; None where there is no such button."""
        if line.press is not None:
            choice = button(replies, line.press)
            return {"choice": choice.id, "label": choice.label} if choice else None
        if line.location:
            return {"location": list(line.location)}
        return {"text": line.say, "files": [asdict(file) for file in self._files(line)]}

    def _files(self, line: Line) -> Iterable[Any]:
        """Pictures and voice notes that nobody has sent before."""
        for number in range(line.photo):
            yield self._app.files.keep(_picture(self._count * 31 + number), f"foto_{self._count}_{number}.png")
        for number in range(line.voice):
            yield self._app.files.keep(_voice(self._count * 31 + number), f"suara_{self._count}_{number}.ogg", AttachmentKind.VOICE)

    async def _send(self, address: str, payload: Json) -> None:
        now = self._app.clock()
        update = f"{address}:{now.isoformat()}:{self._count}:{payload.get('choice', '')}"
        body = {"address": address, "client_id": update, "text": "", **payload}
        await self._app.inbox.receive([Received(channel=Channel.WEB, update_id=update, address=address, payload=body)])
        await self._settle()

    async def _settle(self) -> None:
        """Waits until nothing is left that could be done now."""
        for loop in (self._app.inbox, *self._app.outboxes):
            loop.wake()
        async with asyncio.timeout(SETTLE_SECONDS):
            while await maintenance.unfinished(self._app.database, self._app.clock()):  # noqa: ASYNC110 - the loops tell nobody when they rest
                await asyncio.sleep(LOOK_SECONDS)

    async def _answer(self, line: Line, address: str, replies: list[Reply]) -> Answer:
        chat = await people.existing_chat(self._app.database, Channel.WEB, address)
        state, _ = states.load(chat.state if chat else {}, activities.STEPS)
        kind = self._kind(line, state, [choice.id for reply in replies for choice in reply.choices])
        return Answer(
            talk=line.talk,
            n=self._count,
            kind=kind,
            service=state.topic if kind in {"answer", "checklist"} else None,
            component=state.part if kind == "answer" else None,
            step=state.dialogue.step if state.dialogue else None,
            replies=[reply.text.plain for reply in replies],
            choices=[choice.label for reply in replies for choice in reply.choices],
        )

    def _kind(self, line: Line, state: ChatState, choices: list[str]) -> str:
        """The kind of the replies: by the dialogue they belong to, their buttons, and the kind of the words."""
        understood = self._app.knowledge.understander.understand(line.say, self._office) if line.say else None
        verbs = {choice.partition(":")[0] for choice in choices}
        if state.dialogue:
            return "emergency" if "urgent" in verbs else "intake_step"
        shown_verbs = (
            ("urgent", "emergency"),
            ("fb", "answer"),
            ("tick", "checklist"),
            ("none_of_these", "clarify"),
            ("c", "case"),
            ("case", "case"),
        )
        return next((kind for verb, kind in shown_verbs if verb in verbs), understood.kind if understood else "menu")


class Rehearsals:
    """All talks of one run, each in a folder of its own below `root`. Few are open at a time; a closed one continues where it was."""

    def __init__(self, settings: Settings, knowledge: Knowledge, root: Path, begins: datetime) -> None:
        self._settings = alone(settings)
        self._knowledge = knowledge
        self._root = root
        self._begins = begins
        self._folders: dict[str, Path] = {}
        self._talks: dict[str, Rehearsal] = {}
        self._open: OrderedDict[str, Rehearsal] = OrderedDict()

    async def hear(self, line: Line) -> tuple[Answer, list[Reply]]:
        if line.talk not in self._open:
            await self._begin(line.talk)
        self._open.move_to_end(line.talk)
        return await self._open[line.talk].hear(line)

    async def _begin(self, talk: str) -> None:
        if len(self._open) >= MOST_OPEN:
            await self._open.popitem(last=False)[1].close()
        folder = self._folders.setdefault(talk, self._root / str(len(self._folders)))
        chosen = self._settings.model_copy(update={"data": folder, "mode": "local"})
        self._open[talk] = self._talks.setdefault(talk, Rehearsal())
        await self._open[talk].open(build(chosen, knowledge=self._knowledge, clock=lambda: self._begins))

    async def close(self) -> None:
        while self._open:
            await self._open.popitem()[1].close()


def alone(chosen: Settings) -> Settings:
    """The settings without platforms: a talk in the terminal must not take messages meant for the running bot."""
    return chosen.model_copy(update={"telegram_token": "", "whatsapp_phone_number_id": ""})


def _picture(seed: int) -> bytes:
    content = io.BytesIO()
    image = Image.new("RGB", (32, 32))
    image.putdata([((seed * 37 + x * 5) % 256, (seed * 91 + y * 7) % 256, x * y % 256) for y in range(32) for x in range(32)])
    image.save(content, "PNG")
    return content.getvalue()


def _voice(seed: int) -> bytes:
    """The beginning of an Ogg file with Opus, enough to be recognised as a voice note."""
    return b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + seed.to_bytes(200, "big")
