"""How a reply looks on WhatsApp: parts within the platform's limits, markup, buttons, lists, templates. Pure.

Limits: developers.facebook.com/documentation/business-messaging/whatsapp/messages (text, interactive reply buttons, interactive list,
location request; request_contact_info: …/business-scoped-user-ids) and …/templates. There are no edits, and old buttons stay pressable: their ids tell the conversation what they were for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from bot.channels import Json
from bot.channels.textcut import cut, part, shorten, utf16_length
from bot.channels.whatsapp.templates import BODY_LIMIT, Template
from handlers.talking.buttons import Navigate, parse
from handlers.talking.message import Attachment, AttachmentKind, Choice, Reply, Span, Text

TEXT = 4096
BODY = 1024  # characters of interactive messages; the list page says 4096, Meta's OpenAPI 1024
CAPTION = 1024
BUTTONS, BUTTON_TITLE = 3, 20
ROWS, ROW_TITLE, ROW_DESCRIPTION = 10, 24, 72

_PICK = "Pilih"
_CHOOSE = Text.of("Silakan pilih:")
_BY_NUMBER = "Balas dengan nomornya."
_BY_WORD = "Atau tulis: {ways}."
_CAPTIONED = {AttachmentKind.PHOTO, AttachmentKind.VIDEO, AttachmentKind.DOCUMENT, AttachmentKind.OTHER}

# WhatsApp knows no escape character. A sign between two letters or digits (a link, a file name) formats nothing and stays.
_LOOKALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_LOOSE_SIGN = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_CORE = re.compile(r"\S(?:[^\n]*\S)?")


def markup(text: Text) -> str:
    """The text with *bold* and _italic_; the same signs inside values become look-alikes of the same length."""
    safe = _LOOSE_SIGN.sub(lambda sign: sign[0].translate(_LOOKALIKE), text.plain)
    pieces, place = [], 0
    for signs, spans in groupby(text.spans, _signs):
        stop = place + sum(len(span.text) for span in spans)
        pieces.append(_styled(safe[place:stop], signs, safe[:place][-1:], safe[stop : stop + 1]))
        place = stop
    return "".join(pieces)


def _signs(span: Span) -> str:
    return "*" * span.bold + "_" * span.italic


def _styled(words: str, signs: str, before: str, after: str) -> str:
    """Puts the signs around each line's words, never around a space. Beside a letter WhatsApp would show the signs, so there are none."""
    if not signs:
        return words

    def marked(core: re.Match[str]) -> str:
        beside = (before + words[: core.start()])[-1:] + (words[core.end() :] + after)[:1]
        inner = core[0].translate(_LOOKALIKE)
        return inner if any(map(str.isalnum, beside)) else signs + inner + signs[::-1]

    return _CORE.sub(marked, words)


def split(reply: Reply) -> list[Reply]:
    """The reply as messages that each fit; the first may be sent as the template, the last has the choices."""
    reply = _with_numbers(reply)
    interactive = bool(reply.choices) or reply.ask_location or reply.ask_contact
    files = [Reply(text=Text(), attachments=(attachment,)) for attachment in reply.attachments]
    if files and not interactive and files[0].attachments[0].kind in _CAPTIONED and utf16_length(markup(reply.text)) <= CAPTION:
        parts = [replace(files[0], text=reply.text), *files[1:]]
    else:
        parts = files + (_questioned(reply) if interactive else _texts(reply.text))
    return [replace(part, template=reply.template, parameters=reply.parameters) if part is parts[0] else part for part in parts]


def _texts(text: Text) -> list[Reply]:
    return [Reply(text=piece) for piece in _fitting(text, TEXT)]


def _fitting(text: Text, limit: int) -> list[Text]:
    """Pieces that fit with their markup."""
    room = limit
    while True:
        pieces = cut(text, room, utf16_length)
        excess = max((utf16_length(markup(piece)) for piece in pieces), default=0) - limit
        if excess <= 0:
            return pieces
        room -= excess


def _questioned(reply: Reply) -> list[Reply]:
    """The messages with the choices below the whole text, or below its last paragraph, where the text is too long."""
    question = replace(reply, text=reply.text if reply.text.plain.strip() else _CHOOSE, attachments=(), template=None, parameters=())
    if utf16_length(markup(question.text)) <= BODY:
        return [question]
    plain = reply.text.plain.rstrip()
    place = plain.rfind("\n\n")
    last = part(reply.text, place + 2, len(plain))
    if place < 0 or utf16_length(markup(last)) > BODY:
        place, last = len(plain), _CHOOSE
    return [*_texts(part(reply.text, 0, place)), replace(question, text=last)]


def _with_numbers(reply: Reply) -> Reply:
    """The reply with numbered lines for choices that neither buttons nor a list can hold; the person answers with a number or the words."""
    too_many = len(reply.choices) > ROWS or any(utf16_length(_line(choice.label)) > ROW_DESCRIPTION for choice in reply.choices)
    if not reply.choices or not (too_many or reply.ask_location or reply.ask_contact):
        return reply
    ways = [choice for choice in reply.choices if isinstance(parse(choice.id), Navigate)]
    numbered = [choice for choice in reply.choices if choice not in ways]
    lines = [f"{number}. {_line(option.label)}{_described(option)}" for number, option in enumerate(numbered, start=1)]
    explanation = [
        *lines,
        *([_BY_NUMBER] if lines else []),
        *([_BY_WORD.format(ways=", ".join(_line(way.label) for way in ways))] if ways else []),
    ]
    return replace(reply, text=Text.join([reply.text, Text.of("\n".join(explanation))]), choices=())


def _line(words: str) -> str:
    return " ".join(words.split())


def _described(choice: Choice) -> str:
    return f" – {_line(choice.description)}" if choice.description else ""


def render(reply: Reply, media: tuple[str, str] | None = None) -> Json:
    """One message in Graph's form, without its recipient; `media`: type and id of the uploaded file."""
    if media:
        return _media(reply, *media)
    if reply.ask_location:
        return _interactive("location_request_message", reply.text, {"name": "send_location"})
    if reply.ask_contact:
        return _interactive("request_contact_info", reply.text, {"name": "request_contact_info"})
    if reply.choices and _are_buttons(reply.choices):
        buttons = [{"type": "reply", "reply": {"id": choice.id, "title": _line(choice.label)}} for choice in reply.choices]
        return _interactive("button", reply.text, {"buttons": buttons})
    if reply.choices:
        return _interactive("list", reply.text, {"button": _PICK, "sections": [{"rows": rows(reply.choices)}]})
    return {"type": "text", "text": {"body": markup(reply.text), "preview_url": False}}


def _interactive(kind: str, text: Text, action: Json) -> Json:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": markup(text)}, "action": action}}


def _media(reply: Reply, kind: str, media_id: str) -> Json:
    body = {"id": media_id}
    if reply.text and kind != "audio":
        body["caption"] = markup(reply.text)
    if kind == "document":
        body["filename"] = _file_name(reply.attachments[0])
    return {"type": kind, kind: body}


def _file_name(attachment: Attachment) -> str:
    return shorten(attachment.name, 200) or "berkas"


def _are_buttons(choices: tuple[Choice, ...]) -> bool:
    labels = {_line(choice.label) for choice in choices}
    fits = all(utf16_length(label) <= BUTTON_TITLE for label in labels)
    return len(choices) <= BUTTONS and len(labels) == len(choices) and fits and not any(choice.description for choice in choices)


def rows(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    """The rows of a list. A label too long for a title is repeated in the description; titles are unique."""
    made: list[dict[str, str]] = []
    for choice in choices:
        label = _line(choice.label)
        title = shorten(label, ROW_TITLE, utf16_length)
        description = shorten(choice.description if title == label else label + _described(choice), ROW_DESCRIPTION, utf16_length)
        row = {"id": choice.id, "title": _unique(title, {other["title"] for other in made})}
        made.append({**row, "description": description} if description else row)
    return made


def _unique(title: str, taken: set[str]) -> str:
    number, made = 1, title
    while made in taken:
        number += 1
        made = f"{shorten(title, ROW_TITLE - len(f' ({number})'), utf16_length)} ({number})"
    return made


def render_template(template: Template, parameters: tuple[str, ...]) -> Json:
    """The template in Graph's form. Each parameter is one line, not empty; the filled body is within its limit."""
    room = (BODY_LIMIT - len(template.body)) // max(len(parameters), 1)
    words = [shorten(markup(Text.of(parameter)), room, utf16_length) or "-" for parameter in parameters]
    body = {"type": "body", "parameters": [{"type": "text", "text": word} for word in words]}
    payload = [{"type": "payload", "payload": template.payload}]
    button = {"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": payload}
    components = [body, button] if words else [button]
    return {"type": "template", "template": {"name": template.name, "language": {"code": template.language}, "components": components}}
