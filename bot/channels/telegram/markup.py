"""How a reply looks on Telegram: parts within the platform's limits, HTML, keyboards. Pure.

Limits: https://core.telegram.org/bots/api (sendMessage, sendPhoto, InlineKeyboardButton) and the library's constants.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import KeyboardButtonStyle

from bot.channels.textcut import cut, utf16_length
from handlers.talking.buttons import Option, OwnData, ReportUrgent, parse
from handlers.talking.message import Choice, Reply, Span, Text
from handlers.talking.press import Press

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BUTTON_LIMIT = 100
BUTTON_DATA_BYTES = 64
SHORT_LABEL = 18  # characters; two such labels fit side by side on a small phone

_OR_CHOOSE = Text.of("Atau pilih:")
_SEND_LOCATION = "📍 Kirim lokasi"
_SEND_NUMBER = "📱 Kirim nomor saya"

_COLOURS: dict[str, Collection[Press | type[Press]]] = {
    KeyboardButtonStyle.SUCCESS: (Option("review", "send"), Option("consent", "yes"), Option("sure", "yes")),
    KeyboardButtonStyle.DANGER: (ReportUrgent, Option("urgent", "yes"), OwnData("really")),
}

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def split(reply: Reply) -> list[Reply]:
    """The reply as messages of one text or one file each; the last one has the choices."""
    reply = _explained(reply)
    parts = _parts(reply)
    if reply.choices and not parts:
        raise ValueError("choices need a text or a file above them")
    return parts[:-1] + _with_keyboard(parts[-1], reply) if parts else []


def _explained(reply: Reply) -> Reply:
    """The reply with the descriptions of its buttons in the text, because a button shows only its label."""
    lines = [f"• {choice.label}: {choice.description}" for choice in reply.choices if choice.description]
    bare = tuple(replace(choice, description="") for choice in reply.choices)
    return replace(reply, text=Text.join([reply.text, Text.of("\n".join(lines))]), choices=bare)


def _parts(reply: Reply) -> list[Reply]:
    files = [Reply(text=Text(), attachments=(attachment,)) for attachment in reply.attachments]
    if files and reply.text and utf16_length(reply.text.plain) <= CAPTION_LIMIT:
        return [replace(files[0], text=reply.text), *files[1:]]
    return [Reply(text=piece) for piece in cut(reply.text, TEXT_LIMIT, utf16_length)] + files


def _with_keyboard(last: Reply, reply: Reply) -> list[Reply]:
    """The messages with the keyboard. Buttons that do not fit one keyboard follow in messages of their own. Beside a button for a place or a
    number, the choices are labels that are sent as text.
    """
    for choice in reply.choices:
        if not 0 < len(choice.id.encode()) <= BUTTON_DATA_BYTES or not choice.label.strip():
            raise ValueError(f"a button needs a label and an id of 1 to {BUTTON_DATA_BYTES} bytes: {choice}")
    keyboards = [reply.choices[start : start + BUTTON_LIMIT] for start in range(0, len(reply.choices), BUTTON_LIMIT)]
    if reply.ask_location or reply.ask_contact:
        return [replace(last, ask_location=reply.ask_location, ask_contact=reply.ask_contact, choices=reply.choices)]
    if keyboards:
        last = replace(last, choices=keyboards.pop(0))
    return [last, *(Reply(text=_OR_CHOOSE, choices=choices) for choices in keyboards)]


def html(text: Text) -> str:
    return "".join(map(_html, text.spans))


def _html(span: Span) -> str:
    words = escape(span.text, quote=False)
    if span.italic:
        words = f"<i>{words}</i>"
    return f"<b>{words}</b>" if span.bold else words


def markup(reply: Reply, *, private: bool) -> Markup | None:
    """The keyboard. In a private chat, a message without one removes an unused sharing button."""
    if private and (reply.ask_location or reply.ask_contact):
        return _sharing(reply)
    if reply.choices:
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(choice.label, callback_data=choice.id, style=_style(choice)) for choice in row]
                for row in _rows(reply.choices)
            ]
        )
    return ReplyKeyboardRemove() if private else None


def _sharing(reply: Reply) -> ReplyKeyboardMarkup:
    """The keyboard that shares the place or the number, with the choices below; a pressed choice is sent as its label and understood as typed."""
    number, place = KeyboardButton(_SEND_NUMBER, request_contact=True), KeyboardButton(_SEND_LOCATION, request_location=True)
    rows = [[KeyboardButton(choice.label, style=_style(choice)) for choice in row] for row in _rows(reply.choices)]
    return ReplyKeyboardMarkup([[number if reply.ask_contact else place], *rows], resize_keyboard=True, one_time_keyboard=True)


def _style(choice: Choice) -> str | None:
    """Green for sending or agreeing, red for urgent acts and removals (https://core.telegram.org/bots/api#inlinekeyboardbutton, February 2026)."""
    press = parse(choice.id)
    return next((colour for colour, presses in _COLOURS.items() if press in presses or type(press) in presses), None)


def _rows(choices: tuple[Choice, ...]) -> list[list[Choice]]:
    rows: list[list[Choice]] = []
    for choice in choices:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(choice):
            rows[-1].append(choice)
        else:
            rows.append([choice])
    return rows


def _is_short(choice: Choice) -> bool:
    return len(choice.label) <= SHORT_LABEL
