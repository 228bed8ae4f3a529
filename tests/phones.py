"""Somebody's phone on each channel: what a person can do with it and what it shows, in the same few words on all of them."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, ClassVar, Self

from bot.channels import Outgoing
from bot.files.kinds import file_type
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, AttachmentKind, Channel, Choice, Reply, Text
from tests.channels import fake_telegram, fake_whatsapp, graph_parts

if TYPE_CHECKING:
    from tests.world import World

TO_WRITE = "tulis:"
STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


class Phone(ABC):
    """`say`, `press`, `send_…` put something on its way; `says`, `presses`, `sends_…` also wait for what comes of it.

    `heard` is what it has shown, read back from what the platform carried, the newest last; `answers` what came since the last word.
    """

    channel: ClassVar[Channel]

    def __init__(self, world: World, name: str, address: str) -> None:
        self.world, self.name, self.address = world, name, address
        self.mark = 0
        world.phones.append(self)

    # What a person does

    @abstractmethod
    def say(self, text: str) -> None: ...

    @abstractmethod
    def press(self, choice: str, label: str = "?") -> None:
        """Presses what has this id, also where it is not on the screen any more."""

    @abstractmethod
    def send_file(self, content: bytes, name: str = "", text: str = "") -> None:
        """A file with a name travels as a file, untouched; a picture without one as a photo."""

    @abstractmethod
    def send_place(self, latitude: float, longitude: float) -> None: ...

    def can_say(self, text: str) -> bool:
        """Whether the channel's app sends such words at all."""
        return bool(text.strip())

    def open(self) -> None:
        """The program has been started again."""
        return

    def looks(self) -> bool:
        """When all is quiet the person looks at the phone; True where that leads to something."""
        return False

    async def says(self, text: str) -> Self:
        return await self._answered(self.say, text)

    async def replies_to(self, part: str, text: str) -> Self:
        """Answers the newest message in which these words stand by quoting it."""
        shown = next((one for one in reversed(self._shown()) if part in self._read(one).text.plain), None)
        assert shown, f"nothing with “{part}” was shown"
        return await self._answered(self.quote, shown, text)

    def quote(self, shown: Any, text: str) -> None:
        """Where the channel has no quoting, the words alone."""
        self.say(text)

    async def presses(self, label: str) -> Self:
        """Presses the newest button with this label (or id)."""
        choice = self.button(label)
        return await self._answered(self.press, choice.id, choice.label)

    async def presses_id(self, choice: str) -> Self:
        return await self._answered(self.press, choice)

    async def sends_file(self, content: bytes, name: str = "", text: str = "") -> Self:
        return await self._answered(self.send_file, content, name, text)

    async def sends_place(self, latitude: float, longitude: float) -> Self:
        return await self._answered(self.send_place, latitude, longitude)

    async def _answered(self, act: Callable[..., None], *what: Any) -> Self:
        self.begin()
        act(*what)
        await self.world.settle()
        return self

    def begin(self) -> None:
        """What comes from now on counts as the answer."""
        self.mark = len(self._shown())

    # What it shows

    @abstractmethod
    def _shown(self) -> Sequence[Any]:
        """Every message that the platform has put in front of the person."""

    @abstractmethod
    def _read(self, shown: Any) -> Reply: ...

    @property
    def heard(self) -> list[Reply]:
        return [self._read(one) for one in self._shown()]

    @property
    def texts(self) -> list[str]:
        return [reply.text.plain for reply in self.heard]

    @property
    def answers(self) -> list[Reply]:
        """What came back since the last message of this person."""
        return [self._read(one) for one in self._shown()[self.mark :]]

    @property
    def screen(self) -> str:
        return "\n\n".join(reply.text.plain for reply in self.answers)

    @property
    def files(self) -> list[Attachment]:
        """Whatever has come as a file since the beginning."""
        return [file for reply in self.heard for file in reply.attachments]

    @property
    def choices(self) -> list[Choice]:
        return [choice for reply in self.answers for choice in reply.choices]

    def button(self, label: str) -> Choice:
        everything = (choice for shown in reversed(self._shown()) for choice in self._read(shown).choices)
        found = next((choice for choice in everything if label in (choice.label, choice.id)), None)
        assert found, f"no button “{label}”; there are {[choice.label for choice in self.choices]}"
        return found

    def sees(self, *parts: str) -> Self:
        for part in parts:
            assert part in self.screen, f"“{part}” is not in:\n{self.screen}"
        return self

    def does_not_see(self, *parts: str) -> Self:
        for part in parts:
            assert part not in self.screen, f"“{part}” is in:\n{self.screen}"
        return self

    def offers(self, *labels: str) -> Self:
        shown = [choice.label for choice in self.choices]
        for label in labels:
            assert label in shown, f"“{label}” is not among {shown}"
        return self


class StickerPhone(Phone):
    """One from which stickers come: those of the talks. A browser has none."""

    @abstractmethod
    def send_sticker(self) -> None: ...

    async def sends_sticker(self) -> Self:
        return await self._answered(self.send_sticker)


class WebPhone(StickerPhone):
    """The web chat's page, without the browser: what the page would post goes into the inbox, what it would show comes from its queue."""

    channel = Channel.WEB

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name, name)
        self._replies: dict[int, Reply] = {}  # by the id of the message, as the page knows what it shows already
        self.open()

    def open(self) -> None:
        self._page = self.world.app.webchat.open_page(self.address)

    def say(self, text: str) -> None:
        self._post(text=text)

    def press(self, choice: str, label: str = "?") -> None:
        self._post(choice=choice, label=label)

    def send_file(self, content: bytes, name: str = "", text: str = "") -> None:
        self._post(text=text, files=[asdict(self.world.app.files.keep(content, name))])

    def send_place(self, latitude: float, longitude: float) -> None:
        self._post(location=[latitude, longitude])

    def send_sticker(self) -> None:
        self._post(files=[asdict(Attachment(kind=AttachmentKind.STICKER, ref="0" * 64, name="jempol.webp", mime="image/webp", size=1))])

    def can_say(self, text: str) -> bool:
        return True

    def _post(self, **payload: Any) -> None:
        number = next(self.world.numbers)
        body = {"address": self.address, "client_id": str(number), "text": "", **payload}
        self.world.posted.append(Received(channel=self.channel, update_id=f"{self.address}:{number}", address=self.address, payload=body))

    def looks(self) -> bool:
        self._shown()
        return False

    def _shown(self) -> Sequence[Reply]:
        while not self._page.empty():
            news = self._page.get_nowait()
            if isinstance(news, Outgoing):
                self._replies.setdefault(news.outbox_id, news.reply)
        return list(self._replies.values())

    def _read(self, shown: Reply) -> Reply:
        return shown


class TelegramPhone(StickerPhone):
    """`person` knows the channel's own verbs."""

    channel = Channel.TELEGRAM

    def __init__(self, world: World, number: int, name: str) -> None:
        super().__init__(world, name, str(number))
        self._server = world.telegram
        self.person = self._server.person(number, name)

    def say(self, text: str) -> None:
        """The app cuts what is pasted where it is too long for one message."""
        rest = text.strip()
        while rest:
            place = rest.rfind(" ", 4000, 4096) if len(rest) > 4096 else len(rest)
            place = place if place > 0 else 4096
            self.person.says(rest[:place])
            rest = rest[place:].strip()

    def press(self, choice: str, label: str = "?") -> None:
        """A button beside one that shares a place or a number sends its label."""
        if any(choice in one.labels for one in self._shown()):
            self.person.says(choice)
            return
        self.person.presses(choice, stale=not any(choice in one.buttons.values() for one in self._shown()))

    def quote(self, shown: fake_telegram.Sent, text: str) -> None:
        self.person.sends(text=text, reply_to_message=self._server.shown(shown.message_id))

    def send_file(self, content: bytes, name: str = "", text: str = "") -> None:
        if name:
            caption = {"caption": text} if text else {}
            self.person.sends_document(content, name, _mime_of(content, name), **caption)
        else:
            self.person.sends_photo(content, caption=text)

    def send_place(self, latitude: float, longitude: float) -> None:
        self.person.sends_location(latitude, longitude)

    def send_sticker(self) -> None:
        self.person.sends_sticker(STICKER)

    async def open_link(self, payload: str) -> Self:
        return await self.says(f"/start {payload}")

    def _shown(self) -> Sequence[fake_telegram.Sent]:
        return self._server.to(self.person.id)

    def _read(self, shown: fake_telegram.Sent) -> Reply:
        """A used keyboard is gone, and with it its choices."""
        rows = shown.markup.get("inline_keyboard", [])
        inline = [Choice(id=button["callback_data"], label=button["text"]) for row in rows for button in row]
        return Reply(
            text=Text.of(shown.text),
            choices=(*inline, *(Choice(id=label, label=label) for label in shown.labels)),
            attachments=(_file(shown.file[1], shown.file[0]),) if shown.file else (),
        )


class WhatsAppPhone(StickerPhone):
    """`taps`: presses the button of a template as soon as it is there, and reads what follows instead of it."""

    channel = Channel.WHATSAPP

    def __init__(self, world: World, number: str | None, name: str, user_id: str | None = None, *, taps: bool = False) -> None:
        super().__init__(world, name, str(user_id or number))
        self._server = world.whatsapp
        self.person = self._server.person(name, number=number, user_id=user_id)
        self._taps = taps
        self._looked = 0

    def say(self, text: str) -> None:
        self._put(self._server.text(self.person, text))

    def press(self, choice: str, label: str = "?") -> None:
        """A choice that was numbered has its number as id, one that is to be written its word; both are written."""
        if choice.isdecimal() or choice.startswith(TO_WRITE):
            self.say(choice.removeprefix(TO_WRITE))
        else:
            self._put(self._server.press(self.person, choice, label))

    def quote(self, shown: graph_parts.Sent, text: str) -> None:
        self._put({**self._server.text(self.person, text), "context": {"from": fake_whatsapp.PHONE, "id": shown.wamid}})

    def send_file(self, content: bytes, name: str = "", text: str = "") -> None:
        more = {key: value for key, value in (("filename", name), ("caption", text)) if value}
        self._put(self._server.file(self.person, "document" if name else "image", content, _mime_of(content, name), **more))

    def send_place(self, latitude: float, longitude: float) -> None:
        self._put(self._server.message(self.person, "location", {"latitude": latitude, "longitude": longitude}))

    def send_sticker(self) -> None:
        self._put(self._server.file(self.person, "sticker", STICKER, "image/webp"))

    async def open_link(self, payload: str) -> Self:
        """WhatsApp has no links with a payload: the words are written."""
        return await self.says(f"GABUNG {payload}")

    def looks(self) -> bool:
        fresh = [one for one in self._server.to(self.person)[self._looked :] if one.kind == "template"] if self._taps else []
        self._looked = len(self._server.to(self.person))
        if fresh:
            self._put(self._server.message(self.person, "button", {"payload": fresh[-1].payload, "text": "Buka"}))
        return bool(fresh)

    def _put(self, part: dict[str, Any]) -> None:
        self._server.pending.append(part)

    def _shown(self) -> Sequence[graph_parts.Sent]:
        return [one for one in self._server.to(self.person) if one.kind != "template" or not self._taps]

    def _read(self, shown: graph_parts.Sent) -> Reply:
        media = self._server.media.get(shown.media)
        return Reply(
            text=Text.of(shown.text),
            choices=tuple(map(_offered, shown.options)) or _numbered(shown.text),
            attachments=(_file(media[0], shown.file_name),) if media else (),
        )


def _mime_of(content: bytes, name: str) -> str:
    """What the app says it is: by the name, as they do."""
    return mimetypes.guess_type(name)[0] or _type_of(content) or "application/octet-stream"


def _type_of(content: bytes) -> str:
    found = file_type(content)
    return found.mime if found else ""


def _file(content: bytes, name: str) -> Attachment:
    """Known by its content, as in the store."""
    mime = _type_of(content)
    kind = AttachmentKind.PHOTO if mime.startswith("image/") else AttachmentKind.DOCUMENT
    return Attachment(kind=kind, ref=hashlib.sha256(content).hexdigest(), name=name, mime=mime, size=len(content))


def _offered(option: graph_parts.Option) -> Choice:
    """A title that was shortened stands whole in the description, where a person reads it."""
    label, _, rest = option.description.partition(" – ")
    stem = re.sub(r"…?(?: \(\d+\))?$", "", option.title)
    if stem != option.title and label.startswith(stem):
        return Choice(id=option.id, label=label, description=rest)
    return Choice(id=option.id, label=option.title, description=option.description)


def _numbered(text: str) -> tuple[Choice, ...]:
    """The choices that stand as lines with numbers, and the ways out as words, at the end of a text."""
    lines = text.splitlines()
    written = re.fullmatch(r"Atau tulis: (.+)\.", lines[-1]) if lines else None
    ways = [Choice(id=f"{TO_WRITE}{one}", label=one) for one in written[1].split(", ")] if written else []
    lines = lines[:-1] if written else lines
    found: list[Choice] = []
    for line in reversed(lines[:-1] if lines and lines[-1] == "Balas dengan nomornya." else []):
        parts = re.fullmatch(r"(\d+)\. (.+?)(?: – (.+))?", line)
        if not parts or (found and found[-1].id == "1"):
            break
        found.append(Choice(id=parts[1], label=parts[2], description=parts[3] or ""))
    return (*reversed(found), *ways)
