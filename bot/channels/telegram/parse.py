"""The meaning of a Telegram update. Pure; the types of the library stay in here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import telegram
from telegram import CallbackQuery, Chat, ChatMemberUpdated, MaybeInaccessibleMessage, Message, Update, User, Venue
from telegram.constants import ChatType

from bot.channels import Json, Moved
from handlers.talking.message import Attachment, AttachmentKind, Channel, Inbound, Location, SharedContact, Signal

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

# Field of the message, our kind, the type where the platform names none. An animation is a document too, so it comes first.
_FILES = (
    ("animation", AttachmentKind.VIDEO, "video/mp4"),
    ("document", AttachmentKind.DOCUMENT, ""),
    ("voice", AttachmentKind.VOICE, "audio/ogg"),
    ("audio", AttachmentKind.OTHER, "audio/mpeg"),
    ("video", AttachmentKind.VIDEO, "video/mp4"),
    ("video_note", AttachmentKind.VIDEO, "video/mp4"),
    ("live_photo", AttachmentKind.VIDEO, "video/mp4"),
    ("sticker", AttachmentKind.STICKER, "image/webp"),
)
# Said by people but not understood here; other messages without content are notes of the platform ("pinned a message").
_UNSUPPORTED = ("poll", "dice", "game", "story", "invoice", "paid_media", "checklist", "giveaway", "gift", "passport_data")
_MEMBERSHIP = {"kicked": Signal.BLOCKED, "member": Signal.UNBLOCKED}
_ADDRESSEE = re.compile(r"^(/\w+)@\w+")
LONG_TEXT = 4000  # clients cut pasted text at 4096 characters, some a little earlier, at a space
_START = re.compile(r"/start(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)


def address(update: Json) -> str:
    """The address of an update: the sender, and in a private chat the chat's id. Reads the raw form, so that updates the library cannot read are
    stored too.
    """
    event = next((update[kind] for kind in UPDATES if kind in update), None)
    sender = (event.get("from") or event.get("chat")) if isinstance(event, Mapping) else None
    return str(sender.get("id", "")) if isinstance(sender, Mapping) else ""


def parse(payload: Json) -> Inbound | Moved | None:
    try:
        update = Update.de_json(payload, None)
    except (TypeError, ValueError, KeyError, AttributeError):  # a form that the library does not know yet
        return _unreadable(payload)
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.message:
        return _message(update.message)
    edited = update.edited_message
    if edited is None or edited.location:  # a shared live location is edited every few seconds
        return None
    inbound = _message(edited)
    return replace(inbound, edited=True) if isinstance(inbound, Inbound) else inbound


def _unreadable(payload: Json) -> Inbound | None:
    """A message that only asks for a kind answer, for an update that cannot be read; None where it has no sender."""
    message = payload.get("message") or {}
    sender = address(payload)
    if not sender or message.get("chat", {}).get("type") != ChatType.PRIVATE:
        return None
    return Inbound(channel=Channel.TELEGRAM, address=sender, signal=Signal.UNSUPPORTED)


def _from(person: User, chat: Chat | None, topic: int | None = None) -> Inbound:
    group = None if chat is None or chat.type == ChatType.PRIVATE else _group(chat.id, topic)
    return Inbound(channel=Channel.TELEGRAM, address=str(person.id), sender_name=person.full_name, group=group)


def _pressed(query: CallbackQuery) -> Inbound | None:
    """The pressed button. Its message may be deleted, so the label is taken from the query."""
    if query.data is None:
        return None
    message = query.message
    pressed = _from(query.from_user, message.chat, _topic(message)) if message else _from(query.from_user, None)
    return replace(pressed, choice=query.data)


def _group(chat: int, topic: int | None) -> str:
    """The address of a group, or of one topic of a forum: `-100123/7`. Each topic is a group of its own."""
    return f"{chat}/{topic}" if topic else str(chat)


def _topic(message: MaybeInaccessibleMessage) -> int | None:
    """The forum's topic that the message stands in. Replies in other groups have a thread too, which is none."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def _membership(change: ChatMemberUpdated) -> Inbound | None:
    """The signal that a person blocked or unblocked the bot. Removal from a group is noticed at the next message to it."""
    signal = _MEMBERSHIP.get(change.new_chat_member.status)
    if signal is None or change.chat.type != ChatType.PRIVATE:
        return None
    return replace(_from(change.from_user, change.chat), signal=signal, sent_at=change.date)


def _message(message: Message) -> Inbound | Moved | None:
    if message.migrate_to_chat_id:
        return Moved(old=str(message.chat.id), new=str(message.migrate_to_chat_id))
    if message.from_user is None:
        return None
    inbound = _from(message.from_user, message.chat, _topic(message))
    if message.from_user.is_bot or message.sender_chat:
        return replace(inbound, signal=Signal.ANONYMOUS_ADMIN) if _is_by_anonymous_admin(message) else None
    content = _content(message)
    if not content:
        return None
    inbound = replace(inbound, sent_at=message.date, album=message.media_group_id, message=str(message.message_id))
    return replace(inbound, quoted=_quoted(message), **content)


def _is_by_anonymous_admin(message: Message) -> bool:
    """A command by an admin who writes in the name of the group: who it is cannot be known. https://core.telegram.org/bots/api#message"""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id and (message.text or "").startswith("/")


def _quoted(message: Message) -> str | None:
    return str(message.reply_to_message.message_id) if message.reply_to_message else None


def _content(message: Message) -> Json:
    if message.location:
        return _place(message.location, message.venue)
    if message.contact:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return {"contact": SharedContact(phone=message.contact.phone_number, own=own)}
    attachment = _attachment(message)
    if attachment:
        return {"attachments": (attachment,), "text": message.caption or ""}
    if message.text:
        return _words(message.text)
    # What is newer than the library is found in `api_kwargs`.
    if message.api_kwargs or any(getattr(message, kind) for kind in _UNSUPPORTED):
        return {"signal": Signal.UNSUPPORTED}
    return {}


def _words(text: str) -> Json:
    text = _ADDRESSEE.sub(r"\1", text)
    start = _START.match(text)
    return {"signal": Signal.START, "text": start[1] or ""} if start else {"text": text, "goes_on": len(text) >= LONG_TEXT}


def _place(place: telegram.Location, venue: Venue | None) -> Json:
    name = ", ".join(filter(None, [venue.title, venue.address])) if venue else ""
    return {"location": Location(latitude=place.latitude, longitude=place.longitude, name=name)}


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Attachment(kind=AttachmentKind.PHOTO, ref=largest.file_id, mime="image/jpeg", size=largest.file_size)
    for field, kind, mime in _FILES:
        file = getattr(message, field)
        if file:
            name, own_mime = getattr(file, "file_name", None), getattr(file, "mime_type", None)
            return Attachment(kind=kind, ref=file.file_id, name=name or "", mime=own_mime or mime, size=file.file_size)
    return None
