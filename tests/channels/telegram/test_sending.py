"""What goes out to Telegram is never refused for its form; files are fetched as they were sent."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.markup import markup
from bot.channels.telegram.messenger import Telegram
from bot.errors import BadRequest, ChannelStopped, Rejected, TryLater, Unreachable
from handlers.talking.message import (
    Attachment,
    AttachmentKind,
    Choice,
    Reply,
    Span,
    Text,
)
from tests.channels.fake_telegram import TOKEN, FakeTelegram, Fault, Person
from tests.channels.telegram.bots import CHOICES, NASTY, PDF, PHOTO, Inbox, heard, made, outgoing


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
