"""Telegram: what comes in is kept before it is confirmed, what goes out is never refused for its form."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels import Moved, Outgoing
from bot.channels.telegram.markup import html, markup, split, width
from bot.channels.telegram.messenger import PATH, Telegram, TelegramSettings
from bot.channels.telegram.parse import parse
from bot.errors import BadRequest, ChannelStopped, Rejected, TryLater, Unreachable
from bot.store.messages.inbox import Received
from handlers.talking.message import (
    Attachment,
    AttachmentKind,
    Channel,
    Choice,
    Inbound,
    Location,
    Reply,
    SharedContact,
    Signal,
    Span,
    Text,
)
from tests.channels.fake_telegram import TOKEN, FakeTelegram, Fault, Person

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECRET = "rahasia-32_huruf"
WEBHOOK = f"https://bot.example.go.id{PATH}"
FAMILY = "👨‍👩‍👧‍👦"
NASTY = '<Ani> & "b" _c_ *d* [e](f) `g` </b> &lt; \U0001f1ee\U0001f1e9 ' + FAMILY


class Inbox:
    """Stands for the store: keeps each update once; refuses as often as told."""

    def __init__(self) -> None:
        self.rows: dict[str, Received] = {}
        self.batches = 0
        self.failures = 0

    async def receive(self, batch: Sequence[Received]) -> None:
        self.batches += 1
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        for one in batch:
            self.rows.setdefault(one.update_id, one)

    async def until(self, count: int) -> list[Received]:
        async with asyncio.timeout(30):
            while len(self.rows) < count:
                await asyncio.sleep(0.005)
        return list(self.rows.values())


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def settings(fake: FakeTelegram, **changes: Any) -> TelegramSettings:
    usual = TelegramSettings(
        token=TOKEN,
        base_url=fake.base_url,
        base_file_url=fake.base_file_url,
        commands=(("mulai", "Mulai"), ("lapor", "Sampaikan keluhan")),
        staff_commands=(("tugas", "Tugas saya"),),
        poll_seconds=5,
        pause=0.01,
    )
    return replace(usual, **changes)


def made(fake: FakeTelegram, files: Path = Path("/nowhere"), **changes: Any) -> Telegram:
    return Telegram(settings(fake, **changes), files.joinpath)


@pytest.fixture
async def channel(fake: FakeTelegram, tmp_path: Path) -> AsyncIterator[Telegram]:
    telegram = made(fake, tmp_path)
    yield telegram
    await telegram.stop()


@pytest.fixture
async def hooked(fake: FakeTelegram) -> AsyncIterator[Telegram]:
    telegram = made(fake, mode="webhook", webhook_url=WEBHOOK, webhook_secret=SECRET)
    yield telegram
    await telegram.stop()


@pytest.fixture
def ani(fake: FakeTelegram) -> Person:
    return fake.person(7, "Ani", last_name="<&_*[ 🙂")


@pytest.fixture
def sender() -> Person:
    """Writes updates that no server carries."""
    return FakeTelegram().person(7, "Ani", last_name="<&_*[ 🙂")


def web(telegram: Telegram, inbox: Inbox) -> httpx.AsyncClient:
    app = Starlette(routes=telegram.routes(inbox.receive))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot")


def outgoing(reply: Reply, address: str = "7") -> Outgoing:
    return Outgoing(outbox_id=1, address=address, reply=reply, now=NOW)


def heard(update: dict[str, Any]) -> Inbound:
    inbound = parse(update)
    assert isinstance(inbound, Inbound)
    return inbound


async def eventually(is_so: Any) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.005)


# What an update means


def test_words_arrive_as_they_were_written_with_sender_and_moment(sender: Person) -> None:
    inbound = heard(sender.says(NASTY))
    assert inbound.sent_at is not None and inbound.sent_at.tzinfo is not None
    assert replace(inbound, sent_at=None, message=None) == Inbound(
        channel=Channel.TELEGRAM, address="7", text=NASTY, sender_name="Ani <&_*[ 🙂"
    )


@pytest.mark.parametrize(
    ("said", "signal", "text"),
    [
        ("/start", Signal.START, ""),
        ("/start juai_perekaman-e-ktp", Signal.START, "juai_perekaman-e-ktp"),
        ("/Start@layanwarga_bot juai", Signal.START, "juai"),
        ("/status", None, "/status"),
        ("/status@layanwarga_bot JUAI-2611-7K3FQ", None, "/status JUAI-2611-7K3FQ"),
        ("/started", None, "/started"),
        ("/ 5 orang", None, "/ 5 orang"),
        ("email a/b@c.id", None, "email a/b@c.id"),
    ],
)
def test_commands_lose_the_bots_name_and_start_is_a_signal(sender: Person, said: str, signal: Signal | None, text: str) -> None:
    inbound = heard(sender.says(said))
    assert (inbound.signal, inbound.text) == (signal, text)


def test_a_press_is_a_choice_even_on_a_message_that_is_gone(sender: Person) -> None:
    inbound = heard(sender.presses("lapor:ya", stale=True))
    assert (inbound.choice, inbound.address, inbound.text, inbound.group) == ("lapor:ya", "7", "", None)


def test_of_a_photo_the_largest_size_counts_and_an_album_shares_its_name(sender: Person) -> None:
    first, second = (heard(sender.sends_photo(b"\xff\xd8large", caption, album="a1")) for caption in ("jalan rusak", ""))
    assert (first.text, first.album, second.text, second.album) == ("jalan rusak", "a1", "", "a1")
    assert first.attachments[0].kind is AttachmentKind.PHOTO
    assert first.attachments[0].size == len(b"\xff\xd8large")


FILE = {"file_id": "f1", "file_unique_id": "u1", "file_size": 9}


@pytest.mark.parametrize(
    ("content", "attachment"),
    [
        (
            {"document": FILE | {"file_name": "ktp.pdf", "mime_type": "application/pdf"}},
            Attachment(kind=AttachmentKind.DOCUMENT, ref="f1", name="ktp.pdf", mime="application/pdf", size=9),
        ),
        ({"voice": FILE | {"duration": 2}}, Attachment(kind=AttachmentKind.VOICE, ref="f1", mime="audio/ogg", size=9)),
        (
            {"audio": FILE | {"duration": 2, "mime_type": "audio/mp4"}},
            Attachment(kind=AttachmentKind.OTHER, ref="f1", mime="audio/mp4", size=9),
        ),
        (
            {"video": FILE | {"duration": 2, "width": 4, "height": 3}},
            Attachment(kind=AttachmentKind.VIDEO, ref="f1", mime="video/mp4", size=9),
        ),
        ({"video_note": FILE | {"duration": 2, "length": 4}}, Attachment(kind=AttachmentKind.VIDEO, ref="f1", mime="video/mp4", size=9)),
        (
            {"animation": FILE | {"duration": 2, "width": 4, "height": 3}, "document": FILE},
            Attachment(kind=AttachmentKind.VIDEO, ref="f1", mime="video/mp4", size=9),
        ),
        (
            {"sticker": FILE | {"type": "regular", "width": 4, "height": 3, "is_animated": False, "is_video": False}},
            Attachment(kind=AttachmentKind.STICKER, ref="f1", mime="image/webp", size=9),
        ),
    ],
)
def test_every_kind_of_file_is_an_attachment(sender: Person, content: dict[str, Any], attachment: Attachment) -> None:
    inbound = heard(sender.sends(**content, caption="ini"))
    assert (inbound.attachments, inbound.text) == ((attachment,), "ini")


def test_a_place_is_a_location_with_its_name(sender: Person) -> None:
    assert heard(sender.sends_location(-2.3, 115.4)).location == Location(latitude=-2.3, longitude=115.4)
    place = {"latitude": -2.3, "longitude": 115.4}
    inbound = heard(sender.sends(location=place, venue={"location": place, "title": "Pasar Juai", "address": "Jl. A 1"}))
    assert inbound.location == Location(**place, name="Pasar Juai, Jl. A 1")
    assert str(inbound.location) == "Pasar Juai, Jl. A 1 (-2.30000, 115.40000)"


@pytest.mark.parametrize("own", [True, False])
def test_only_the_senders_own_contact_is_trusted(sender: Person, own: bool) -> None:
    assert heard(sender.shares_contact("+628111", own=own)).contact == SharedContact(phone="+628111", own=own)


def test_an_edit_is_known_as_one_and_a_moving_live_location_is_left_alone(sender: Person) -> None:
    inbound = heard(sender.edits(sender.says("jalan rusk"), "jalan rusak"))
    assert (inbound.text, inbound.edited) == ("jalan rusak", True)
    moving = sender.sends_location(-2.3, 115.4)
    assert parse({"update_id": 1, "edited_message": moving["message"]}) is None


def test_blocking_and_unblocking_are_signals_in_private_chats_only(sender: Person) -> None:
    assert heard(sender.blocks()).signal is Signal.BLOCKED
    update = sender.unblocks()
    assert heard(update).signal is Signal.UNBLOCKED
    update["my_chat_member"]["chat"] = sender.fake.group(-5, "Petugas Juai")
    assert parse(update) is None


def test_in_a_group_the_sender_is_the_address(sender: Person) -> None:
    group = sender.fake.group(-5, "Petugas Juai")
    said, pressed = heard(sender.says("/tugas", group)), heard(sender.presses("ambil:1", stale=True, group=group))
    assert (said.address, said.group, pressed.address, pressed.group) == ("7", "-5", "7", "-5")


def test_a_group_that_becomes_a_supergroup_moves_once(sender: Person) -> None:
    sender.fake.migrate(sender.fake.group(-5, "Petugas Juai"), -1005, sender)
    assert [parse(update) for update in sender.fake.pending] == [Moved(old="-5", new="-1005"), None]


@pytest.mark.parametrize(
    ("content", "signal"),
    [
        ({"dice": {"emoji": "🎲", "value": 3}}, Signal.UNSUPPORTED),
        ({"something_of_next_year": {"a": 1}}, Signal.UNSUPPORTED),
        ({"new_chat_title": "Baru"}, None),
        ({"group_chat_created": True}, None),
    ],
)
def test_what_is_said_but_not_understood_gets_an_answer_and_notes_of_the_platform_none(
    sender: Person, content: dict[str, Any], signal: Signal | None
) -> None:
    inbound = parse(sender.sends(**content))
    assert (inbound.signal if isinstance(inbound, Inbound) else None) is signal


def test_bots_and_channels_are_not_listened_to(sender: Person) -> None:
    robot = sender.fake.person(8, "Robot")
    robot.user["is_bot"] = True
    assert parse(robot.says("halo")) is None
    assert parse(sender.sends(text="halo", sender_chat={"id": -9, "type": "channel", "title": "Kabar"})) is None
    assert parse({"update_id": 1, "channel_post": sender.message(text="halo")}) is None


# How a reply looks


def test_html_is_escaped_where_values_enter() -> None:
    spans = (
        Span(text="<b>&", bold=True),
        Span(text=" x < y ", italic=True),
        Span(text="biasa\n"),
        Span(text="dua", bold=True, italic=True),
    )
    assert html(Text(spans)) == "<b>&lt;b&gt;&amp;</b><i> x &lt; y </i>biasa\n<b><i>dua</i></b>"


CHOICES = tuple(Choice(id=f"c:{number}", label=label) for number, label in enumerate(("Ya", "Tidak", "Kartu Tanda Penduduk", "Batal")))
PHOTO = Attachment(kind=AttachmentKind.PHOTO, ref="foto")
PDF = Attachment(kind=AttachmentKind.DOCUMENT, ref="surat", name="surat.pdf")


def plan(reply: Reply) -> list[tuple[int, int, int, bool]]:
    """Per message: width, files, choices, asks for a place."""
    return [(width(one.text.plain), len(one.attachments), len(one.choices), one.ask_location) for one in split(reply)]


@pytest.mark.parametrize(
    ("reply", "messages"),
    [
        (Reply(text=Text.of("a")), [(1, 0, 0, False)]),
        (Reply(text=Text()), []),
        (Reply(text=Text.of(" \n ")), []),
        (Reply(text=Text.of("a" * 4096), choices=CHOICES), [(4096, 0, 4, False)]),
        (Reply(text=Text.of("a" * 4097), choices=CHOICES), [(4096, 0, 0, False), (1, 0, 4, False)]),
        (Reply(text=Text.of("😀" * 2049)), [(4096, 0, 0, False), (2, 0, 0, False)]),
        (Reply(text=Text.of("a" * 1024), attachments=(PHOTO, PDF), choices=CHOICES), [(1024, 1, 0, False), (0, 1, 4, False)]),
        (Reply(text=Text.of("a" * 1025), attachments=(PHOTO,), choices=CHOICES), [(1025, 0, 0, False), (0, 1, 4, False)]),
        (Reply(text=Text(), attachments=(PHOTO,)), [(0, 1, 0, False)]),
        (Reply(text=Text.of("Di mana?"), ask_location=True), [(8, 0, 0, True)]),
        (Reply(text=Text.of("Di mana?"), ask_location=True, choices=CHOICES), [(8, 0, 4, True)]),
        (Reply(text=Text.of("a"), choices=CHOICES[:1] * 150), [(1, 0, 100, False), (11, 0, 50, False)]),
    ],
)
def test_a_reply_becomes_messages_the_platform_takes(reply: Reply, messages: list[tuple[int, int, int, bool]]) -> None:
    assert plan(reply) == messages


def test_what_a_button_means_stands_once_in_the_text() -> None:
    (sent,) = split(Reply(text=Text.of("Bagaimana?"), choices=(Choice(id="a", label="Anonim", description="Tanpa nama"), *CHOICES)))
    assert sent.text.plain == "Bagaimana?\n\n• Anonim: Tanpa nama"
    assert split(sent) == [sent]


@pytest.mark.parametrize("people", ["👨‍👩‍👧‍👦", "🇮🇩", "e\u0301", "👍🏽", "1️⃣"])
@pytest.mark.parametrize("before", range(4086, 4097))
def test_what_people_see_as_one_character_is_not_torn_at_the_border(people: str, before: int) -> None:
    first, second = split(Reply(text=Text.of("a" * before + people * 3 + "b" * 20)))
    assert first.text.plain.strip("ab") in ("", people, people * 2, people * 3)
    assert first.text.plain + second.text.plain == "a" * before + people * 3 + "b" * 20


def test_looks_survive_the_cut() -> None:
    first, second = split(Reply(text=Text((Span(text="a" * 4000 + " "), Span(text="b" * 200, bold=True)))))
    assert first.text == Text((Span(text="a" * 4000),))
    assert second.text == Text((Span(text="b" * 200, bold=True),))


@pytest.mark.parametrize(
    "choice", [Choice(id="x" * 65, label="a"), Choice(id="é" * 33, label="a"), Choice(id="", label="a"), Choice(id="x", label=" ")]
)
def test_a_button_the_platform_would_refuse_is_noticed_before_it_is_kept(choice: Choice) -> None:
    with pytest.raises(ValueError, match="button"):
        split(Reply(text=Text.of("a"), choices=(choice,)))


def test_short_labels_stand_in_pairs_and_long_ones_alone() -> None:
    keyboard = markup(Reply(text=Text.of("a"), choices=CHOICES), private=True)
    assert keyboard is not None
    rows = keyboard.to_dict()["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [["Ya", "Tidak"], ["Kartu Tanda Penduduk"], ["Batal"]]


# Sending


async def test_nasty_names_and_texts_arrive_intact(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    text = Text((Span(text=NASTY), Span(text=NASTY, bold=True), Span(text=NASTY, italic=True)))
    sent = await channel.send(outgoing(Reply(text=text, choices=CHOICES)))
    assert [(one.text, str(one.message_id)) for one in fake.sent] == [(NASTY * 3, sent.platform_id)]
    assert fake.sent[0].buttons == {choice.label: choice.id for choice in CHOICES}
    assert '"is_disabled": true' in fake.sent[0].parameters["link_preview_options"]
    assert fake.refused == []


async def test_all_parts_of_a_very_long_reply_are_accepted(channel: Telegram, fake: FakeTelegram, ani: Person, tmp_path: Path) -> None:
    (tmp_path / "foto").write_bytes(b"\xff\xd8foto")
    reply = Reply(text=Text.of((NASTY + " ") * 300), attachments=(PHOTO,), choices=CHOICES)
    for part in channel.split(reply):
        await channel.send(outgoing(part))
    assert "".join("".join(one.text for one in fake.sent).split()) == "".join((NASTY * 300).split())
    assert fake.sent[-1].method == "sendphoto" and fake.sent[-1].buttons
    assert fake.refused == []


@pytest.mark.parametrize(
    ("attachment", "content", "methods", "name"),
    [
        (PHOTO, b"\xff\xd8foto", ["sendphoto"], "photo.jpg"),
        (PHOTO, b"no picture", ["sendphoto", "senddocument"], "photo.jpg"),
        (PHOTO, b"\xff\xd8" + bytes(10 * 2**20), ["senddocument"], "photo.jpg"),
        (PDF, b"%PDF", ["senddocument"], "surat.pdf"),
        (Attachment(kind=AttachmentKind.VOICE, ref="foto"), b"OggS", ["sendvoice"], "voice.ogg"),
        (Attachment(kind=AttachmentKind.VIDEO, ref="foto", mime="video/mp4"), b"mp4", ["sendvideo"], "video.mp4"),
        (Attachment(kind=AttachmentKind.VIDEO, ref="foto", name="a.mkv", mime="video/x-matroska"), b"mkv", ["senddocument"], "a.mkv"),
        (Attachment(kind=AttachmentKind.STICKER, ref="foto"), b"RIFF", ["senddocument"], "sticker.webp"),
    ],
)
async def test_a_stored_file_goes_out_in_its_kind_or_as_a_document(
    channel: Telegram,
    fake: FakeTelegram,
    ani: Person,
    tmp_path: Path,
    attachment: Attachment,
    content: bytes,
    methods: list[str],
    name: str,
) -> None:
    (tmp_path / attachment.ref).write_bytes(content)
    await channel.send(outgoing(Reply(text=Text.of("<lampiran>"), attachments=(attachment,))))
    assert fake.calls == methods
    assert (fake.sent[0].file, fake.sent[0].text) == ((name, content), "<lampiran>")


async def test_a_file_that_is_no_longer_stored_is_rejected(channel: Telegram, ani: Person) -> None:
    with pytest.raises(Rejected, match="surat"):
        await channel.send(outgoing(Reply(text=Text(), attachments=(PDF,))))


async def test_the_location_button_is_shown_and_goes_with_the_next_answer(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    await channel.send(outgoing(Reply(text=Text.of("Di mana?"), ask_location=True)))
    await channel.send(outgoing(Reply(text=Text.of("Terima kasih."))))
    assert fake.sent[0].markup["keyboard"][0][0]["request_location"] is True
    assert fake.sent[1].markup == {"remove_keyboard": True}


def test_beside_a_sharing_button_the_choices_are_labels_to_send() -> None:
    keyboard = markup(Reply(text=Text.of("Di mana?"), ask_location=True, choices=CHOICES[:1]), private=True)
    assert keyboard is not None
    share, choice = (row[0] for row in keyboard.to_dict()["keyboard"])
    assert share["request_location"] is True
    assert choice["text"] == CHOICES[0].label and "request_location" not in choice


@pytest.mark.parametrize(
    ("choice", "style"),
    [("d:review:send", "success"), ("urgent", "danger"), ("data:really", "danger"), ("menu", None), ("d:review:no", None)],
)
def test_what_sends_is_green_and_what_is_urgent_or_takes_away_is_red(choice: str, style: str | None) -> None:
    keyboard = markup(Reply(text=Text.of("a"), choices=(Choice(id=choice, label="a"),)), private=True)
    assert keyboard is not None
    assert keyboard.to_dict()["inline_keyboard"][0][0].get("style") == style


async def test_a_group_gets_no_private_keyboard(channel: Telegram, fake: FakeTelegram) -> None:
    fake.group(-5, "Petugas Juai")
    await channel.send(outgoing(Reply(text=Text.of("Aduan baru"), ask_location=True), "-5"))
    assert fake.sent[0].markup == {}
    assert fake.refused == []


async def test_a_message_to_a_group_that_moved_finds_it(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    fake.migrate(fake.group(-5, "Petugas Juai"), -1005, ani)
    await channel.send(outgoing(Reply(text=Text.of("Aduan baru")), "-5"))
    assert [one.chat_id for one in fake.sent] == [-1005]


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [("500", 0), ("drop before", 0), ("drop after", 1)],
)
async def test_passing_trouble_asks_for_another_try(channel: Telegram, fake: FakeTelegram, ani: Person, fault: Fault, arrived: int) -> None:
    fake.fail("sendMessage", fault)
    with pytest.raises(TryLater) as caught:
        await channel.send(outgoing(Reply(text=Text.of("a"))))
    assert (caught.value.after, caught.value.everyone, len(fake.sent)) == (None, False, arrived)


async def test_a_429_holds_back_one_chat_for_as_long_as_told(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    fake.fail("sendMessage", "429", retry_after=17)
    with pytest.raises(TryLater) as caught:
        await channel.send(outgoing(Reply(text=Text.of("a"))))
    assert (caught.value.after, caught.value.everyone) == (17, False)


async def test_the_fake_knows_flood_control(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    fake.flood_control = True
    for _ in range(3):
        await channel.send(outgoing(Reply(text=Text.of("a"))))
    with pytest.raises(TryLater):
        await channel.send(outgoing(Reply(text=Text.of("a"))))
    assert fake.floods == 1


async def test_who_blocked_the_bot_or_never_met_it_is_unreachable(channel: Telegram, ani: Person) -> None:
    ani.blocks()
    for address in ("7", "999"):
        with pytest.raises(Unreachable):
            await channel.send(outgoing(Reply(text=Text.of("a")), address))


async def test_a_message_of_wrong_form_is_never_repeated(channel: Telegram, ani: Person) -> None:
    with pytest.raises(Rejected):
        await channel.send(outgoing(Reply(text=Text.of("a" * 5000))))


async def test_a_wrong_token_stops_the_channel_and_names_the_setting(fake: FakeTelegram, inbox: Inbox) -> None:
    telegram = made(fake, token=TOKEN[:-1] + "x")
    with pytest.raises(ChannelStopped, match="LAYANWARGA_TELEGRAM_TOKEN"):
        await telegram.start(inbox.receive)
    with pytest.raises(ChannelStopped, match="LAYANWARGA_TELEGRAM_TOKEN"):
        await telegram.send(outgoing(Reply(text=Text.of("a"))))
    await telegram.stop()


def test_a_group_is_written_to_more_slowly(channel: Telegram) -> None:
    assert channel.pace_for("7") == channel.pace
    assert channel.pace_for("-5").per_chat_seconds == 3


# Fetching


async def test_a_file_is_fetched_as_it_was_sent(channel: Telegram, ani: Person) -> None:
    content = b"\xff\xd8" + bytes(300_000)
    attachment = heard(ani.sends_photo(content)).attachments[0]
    assert await channel.fetch(attachment, 2**20) == content


@pytest.mark.parametrize(
    ("in_message", "by_server", "calls"),
    [(True, True, []), (False, True, ["getfile"]), (False, False, ["getfile", "file"])],
)
async def test_a_file_over_the_limit_is_refused_kindly_and_as_early_as_its_size_is_known(
    channel: Telegram, fake: FakeTelegram, ani: Person, in_message: bool, by_server: bool, calls: list[str]
) -> None:
    attachment = heard(ani.sends_document(bytes(5_000), "a.pdf", "application/pdf")).attachments[0]
    fake.announces_size = by_server
    with pytest.raises(BadRequest, match="terlalu besar"):
        await channel.fetch(attachment if in_message else replace(attachment, size=None), 4_000)
    assert fake.calls == calls


async def test_over_20_mb_telegram_gives_no_file_and_the_person_is_told(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    attachment = heard(ani.sends_document(bytes(20 * 2**20 + 1), "a.mp4", "video/mp4")).attachments[0]
    with pytest.raises(BadRequest, match="20 MB"):
        await channel.fetch(replace(attachment, size=None), 2**30)


@pytest.mark.parametrize("fault", ["500", "drop before"])
async def test_a_broken_download_is_tried_again_and_its_error_does_not_show_the_token(
    channel: Telegram, fake: FakeTelegram, ani: Person, fault: Fault
) -> None:
    attachment = heard(ani.sends_voice()).attachments[0]
    fake.fail("file", fault)
    with pytest.raises(TryLater) as caught:
        await channel.fetch(attachment, 2**20)
    assert TOKEN not in str(caught.getrepr(style="long"))


async def test_no_log_shows_the_token(channel: Telegram, fake: FakeTelegram, ani: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await channel.fetch(heard(ani.sends_voice()).attachments[0], 2**20)
    await channel.send(outgoing(Reply(text=Text.of("a"))))
    assert TOKEN not in caplog.text


# Polling


async def test_polling_keeps_each_update_once_and_confirms_it(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    said = [ani.says("satu"), ani.says("dua")]
    await channel.start(inbox.receive)
    rows = await inbox.until(2)
    assert [row.payload for row in rows] == said
    assert [(row.channel, row.update_id, row.address) for row in rows] == [("telegram", str(one["update_id"]), "7") for one in said]
    said.append(ani.says("tiga"))
    await inbox.until(3)
    await eventually(lambda: fake.pending == [])


async def test_an_update_that_cannot_be_kept_is_not_confirmed(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.failures = 3
    update = ani.says("penting")
    await channel.start(inbox.receive)
    await eventually(lambda: inbox.batches == 3)
    assert fake.pending == [update]
    await inbox.until(1)
    assert "disk full" in caplog.text
    assert "penting" not in caplog.text


async def test_killed_between_keeping_and_confirming_the_same_update_comes_again(fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    async def hang(batch: Sequence[Received]) -> None:
        await inbox.receive(batch)
        await asyncio.Event().wait()

    ani.says("penting")
    for seen, receive in enumerate((hang, inbox.receive)):
        telegram = made(fake)
        await telegram.start(receive)
        await eventually(lambda seen=seen: inbox.batches > seen)
        await telegram.stop()
    assert (inbox.batches, len(inbox.rows)) == (2, 1)


async def test_an_update_the_library_cannot_read_is_kept_and_does_not_stop_the_rest(channel: Telegram, inbox: Inbox, ani: Person) -> None:
    ani.fake.push("message", {"from": ani.user, "chat": "?"})
    ani.says("halo")
    await channel.start(inbox.receive)
    assert [row.address for row in await inbox.until(2)] == ["7", "7"]


@pytest.mark.parametrize("fault", ["500", "drop before", "drop after"])
async def test_polling_outlives_every_fault(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person, fault: Fault) -> None:
    fake.fail("getUpdates", fault, times=2)
    ani.says("halo")
    await channel.start(inbox.receive)
    await inbox.until(1)
    await eventually(lambda: fake.pending == [])


async def test_polling_waits_as_long_as_a_429_says(channel: Telegram, fake: FakeTelegram, inbox: Inbox) -> None:
    fake.fail("getUpdates", "429", retry_after=60)
    await channel.start(inbox.receive)
    await eventually(lambda: "getupdates" in fake.calls)
    await asyncio.sleep(0.2)
    assert fake.calls.count("getupdates") == 1


async def test_without_network_at_the_start_it_begins_when_there_is_one(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    fake.down = True
    await channel.start(inbox.receive)
    assert channel.trouble
    ani.says("halo")
    fake.down = False
    await inbox.until(1)
    assert channel.trouble == ""
    assert "all_private_chats" in fake.commands


async def test_a_second_poller_is_an_alarm_that_says_what_to_do(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    await channel.start(inbox.receive)
    await eventually(lambda: "getupdates" in fake.calls)
    async with httpx.AsyncClient() as second:
        await second.post(f"{fake.base_url}{TOKEN}/getUpdates")
    await eventually(lambda: any("Hentikan proses kedua" in getattr(record, "advice", "") for record in caplog.records))
    assert [record.levelno for record in caplog.records if record.message == "telegram.poll_failed"] == [logging.ERROR]
    await eventually(lambda: channel.trouble == "" or fake.calls.count("getupdates") > 2)


async def test_polling_takes_away_a_webhook_left_behind(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    fake.webhook = {"url": WEBHOOK}
    ani.says("halo")
    await channel.start(inbox.receive)
    await inbox.until(1)


async def test_it_can_be_stopped_during_a_long_poll_and_started_again(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await channel.start(inbox.receive)
    await eventually(lambda: "getupdates" in fake.calls)
    async with asyncio.timeout(1):
        await channel.stop()
    await channel.start(inbox.receive)
    ani.says("halo")
    await inbox.until(1)


# Buttons


async def test_a_press_is_answered_after_it_is_kept_and_the_used_keyboard_goes(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await channel.send(outgoing(Reply(text=Text.of("Lanjut?"), choices=CHOICES)))
    inbox.failures = 1
    query = ani.presses_label("Ya")["callback_query"]
    await channel.start(inbox.receive)
    await eventually(lambda: fake.sent[0].markup == {})
    assert fake.answered == {query["id"]}
    assert len(inbox.rows) == 1
    assert fake.refused == [] and fake.stale == []


async def test_a_press_on_a_lost_message_or_pressed_again_harms_nothing(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await channel.send(outgoing(Reply(text=Text.of("Lanjut?"), choices=CHOICES)))
    gone, again = ani.presses("hilang", stale=True), ani.presses("c:0")
    fake.pending.append(again | {"update_id": again["update_id"] + 1})
    await channel.start(inbox.receive)
    await eventually(lambda: len(fake.stale) == 2)
    assert fake.answered == {gone["callback_query"]["id"], again["callback_query"]["id"]}
    assert fake.refused == []


async def test_a_groups_keyboard_stays_for_those_who_may_press_it(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    group = fake.group(-5, "Petugas Juai")
    await channel.send(outgoing(Reply(text=Text.of("Aduan"), choices=CHOICES), "-5"))
    ani.presses("c:0", group=group)
    await channel.start(inbox.receive)
    await eventually(lambda: fake.answered)
    await asyncio.sleep(0.05)
    assert fake.sent[0].buttons


async def test_citizens_and_staff_see_different_commands(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await channel.start(inbox.receive)
    await channel.show_menu("7", staff=True)
    names = {scope: [command["command"] for command in commands] for scope, commands in fake.commands.items()}
    assert names == {"all_private_chats": ["mulai", "lapor"], "chat:7": ["tugas"]}
    await channel.show_menu("7", staff=False)
    assert list(fake.commands) == ["all_private_chats"]


# Webhook


async def test_the_webhook_is_set_with_its_secret_and_what_comes_is_kept(
    hooked: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await hooked.start(inbox.receive)
    assert fake.webhook == {"url": WEBHOOK, "secret_token": SECRET}
    said = ani.says(NASTY)
    async with web(hooked, inbox) as client:
        assert await fake.deliver(client, PATH) == [200]
    assert [row.payload for row in inbox.rows.values()] == [said]
    assert "getupdates" not in fake.calls


async def test_what_could_not_be_kept_is_asked_for_again(hooked: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await hooked.start(inbox.receive)
    inbox.failures = 1
    ani.says("halo")
    async with web(hooked, inbox) as client:
        assert await fake.deliver(client, PATH) == [503]
        assert await fake.deliver(client, PATH) == [200]
    assert len(inbox.rows) == 1


async def test_a_press_by_webhook_is_answered_too(hooked: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await hooked.start(inbox.receive)
    await hooked.send(outgoing(Reply(text=Text.of("Lanjut?"), choices=CHOICES)))
    ani.presses_label("Ya")
    async with web(hooked, inbox) as client:
        await fake.deliver(client, PATH)
    await eventually(lambda: fake.answered and fake.sent[0].markup == {})


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"salah",
        SECRET[:-1].encode(),
        SECRET.encode() + b"x",
        SECRET.upper().encode(),
        "rahasia-é".encode(),
        b"\xff\xfe",
        b"x" * 5000,
    ],
)
async def test_without_the_right_secret_nothing_enters(hooked: Telegram, inbox: Inbox, header: bytes | None) -> None:
    headers = {} if header is None else {b"X-Telegram-Bot-Api-Secret-Token": header}
    async with web(hooked, inbox) as client:
        answer = await client.post(PATH, content=b'{"update_id": 1}', headers=headers)
    assert (answer.status_code, hooked.refused, inbox.batches) == (403, 1, 0)


async def test_an_empty_secret_opens_nothing(fake: FakeTelegram, inbox: Inbox) -> None:
    telegram = made(fake, mode="webhook", webhook_url=WEBHOOK)
    with pytest.raises(ChannelStopped, match="LAYANWARGA_TELEGRAM_SECRET"):
        await telegram.start(inbox.receive)
    async with web(telegram, inbox) as client:
        answers = [
            await client.post(PATH, json={"update_id": 1}, headers=headers) for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": ""})
        ]
    assert [answer.status_code for answer in answers] == [403, 403]
    await telegram.stop()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"a"', 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b"\xff\xfe", 400),
        (b"[" * 200_000, 400),
        (b'{"update_id": 1, "a": "' + b"x" * 2**20 + b'"}', 413),
    ],
)
async def test_a_body_that_is_no_update_is_refused(hooked: Telegram, inbox: Inbox, body: bytes, status: int) -> None:
    async with web(hooked, inbox) as client:
        answer = await client.post(PATH, content=body, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})
    assert (answer.status_code, inbox.batches) == (status, 0)


def test_while_polling_there_is_no_web_address(channel: Telegram, inbox: Inbox) -> None:
    assert channel.routes(inbox.receive) == []


async def test_an_address_the_platform_refuses_is_named_at_start(fake: FakeTelegram, inbox: Inbox) -> None:
    telegram = made(fake, mode="webhook", webhook_url="http://bot.example.go.id", webhook_secret=SECRET)
    with pytest.raises(ChannelStopped, match="LAYANWARGA_PUBLIC_URL"):
        await telegram.start(inbox.receive)
    await telegram.stop()


# Doctor


async def test_doctor_is_content_with_a_channel_that_works(channel: Telegram, fake: FakeTelegram, inbox: Inbox) -> None:
    await channel.start(inbox.receive)
    findings = await channel.doctor(NOW)
    assert all(finding.well for finding in findings)
    assert findings[0].detail == "@layanwarga_bot"


async def test_doctor_says_what_to_do_about_each_trouble(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await channel.start(inbox.receive)
    error_at = int(NOW.timestamp()) - 60
    fake.webhook = {"url": "https://lain.example", "last_error_date": error_at, "last_error_message": "SSL error"}
    fake.pending = [{"update_id": number} for number in range(101)]
    findings = await channel.doctor(NOW + timedelta(minutes=59))
    assert [finding.well for finding in findings] == [True, False, False, False]
    assert all("." in finding.detail for finding in findings[1:])


async def test_doctor_names_a_wrong_token_and_a_missing_network(fake: FakeTelegram) -> None:
    wrong, right = made(fake, token=TOKEN[:-1] + "x"), made(fake)
    assert "LAYANWARGA_TELEGRAM_TOKEN" in (await wrong.doctor(NOW))[0].detail
    fake.down = True
    assert "internet" in (await right.doctor(NOW))[0].detail
    await asyncio.gather(wrong.stop(), right.stop())
