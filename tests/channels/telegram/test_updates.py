"""What an update of Telegram means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.channels import Moved
from bot.channels.telegram.parse import parse
from handlers.talking.message import (
    Attachment,
    AttachmentKind,
    Channel,
    Inbound,
    Location,
    SharedContact,
    Signal,
)
from tests.channels.fake_telegram import Person
from tests.channels.telegram.bots import NASTY, heard


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
