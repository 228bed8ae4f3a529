"""A local server that speaks the Bot API over HTTP as https://core.telegram.org/bots/api documents it, with people to talk through it.

Whatever the real platform would refuse is refused here and written down in `refused`; harmless races (a press answered twice, a keyboard
taken away twice) in `stale`; 429s in `floods`. Faults are switched on with `fail` and `down`.

    async with FakeTelegram() as fake:
        ani = fake.person(7, "Ani")
        ani.says("/mulai")
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import re
import time
from collections import defaultdict, deque
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, Literal, Self

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.channels.graph_parts import serve

TOKEN = "123456789:AAfake-token_of_the_local_server_00"
BOT = {"id": 123456789, "is_bot": True, "first_name": "LayanWarga", "username": "layanwarga_bot"}

Fault = Literal["500", "429", "drop before", "drop after"]
File = tuple[str, bytes]

_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote", "tg-spoiler"}
_DEFAULT_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_FILE_FIELDS = {"sendphoto": "photo", "senddocument": "document", "sendvoice": "voice", "sendvideo": "video"}


@dataclass(eq=False)
class RefusedError(Exception):
    status: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class Sent:
    """What the bot sent; `text` as the person sees it, `html` as it came, `markup` as it stands now."""

    method: str
    chat_id: int
    message_id: int
    text: str
    html: str
    markup: dict[str, Any]
    parameters: dict[str, str]
    file: File | None = None

    @property
    def rows(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.markup.get("inline_keyboard", [])]

    @property
    def labels(self) -> list[str]:
        """What the buttons of a reply keyboard send, without those that share something."""
        buttons = [button for row in self.markup.get("keyboard", []) for button in row]
        return [one["text"] for one in buttons if not (one.get("request_location") or one.get("request_contact"))]

    @property
    def buttons(self) -> dict[str, str]:
        """Label to data."""
        return {button["text"]: button["callback_data"] for row in self.markup.get("inline_keyboard", []) for button in row}


class FakeTelegram:
    def __init__(self) -> None:
        self.pending: list[dict[str, Any]] = []
        self.sent: list[Sent] = []
        self.calls: list[str] = []
        self.refused: list[str] = []
        self.stale: list[str] = []
        self.floods = 0
        self.flood_control = False
        self.down = False
        self.announces_size = True
        self.slow_files = 0.0
        self.local_folder: Path | None = None  # an own server in --local mode: files lie there, of any size
        self.blocked: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {"url": ""}
        self.files: dict[str, bytes] = {}
        self.answered: set[str] = set()
        self.url = ""
        self._chats: dict[int, dict[str, Any]] = {}
        self._queries: set[str] = set()
        self._faults: dict[str, deque[tuple[Fault, int]]] = defaultdict(deque)
        self._levels: dict[int, tuple[float, float]] = {}
        self._ids = iter(range(1, 10**9))
        self._updates = iter(range(700_000_001, 10**10))
        self._allowed = _DEFAULT_UPDATES
        self._news = asyncio.Event()
        self._poller = 0
        self._stack = AsyncExitStack()

    # Life

    async def __aenter__(self) -> Self:
        routes = [Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]), Route("/file/bot{token}/{path:path}", self._file)]
        self.url = await self._stack.enter_async_context(serve(Starlette(routes=routes)))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._poller += 1
        self._news.set()
        await self._stack.aclose()

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    # What tests do

    def person(self, number: int, first_name: str, *, started: bool = True, **fields: Any) -> Person:
        person = Person(self, {"id": number, "is_bot": False, "first_name": first_name, "language_code": "id", **fields})
        if started:
            self._chats[number] = person.chat
        return person

    def group(self, number: int, title: str) -> dict[str, Any]:
        """A group's chat, to be given to what people say."""
        self._chats[number] = {"id": number, "type": "group", "title": title}
        return self._chats[number]

    def migrate(self, group: dict[str, Any], new: int, by: Person) -> None:
        """The group becomes a supergroup: notes in both, the old id is dead."""
        supergroup = {"id": new, "type": "supergroup", "title": group["title"]}
        self._chats[new], self.migrated[group["id"]] = supergroup, new
        self.push("message", by.message(group, migrate_to_chat_id=new))
        self.push("message", by.message(supergroup, migrate_from_chat_id=group["id"]))

    def fail(self, method: str, fault: Fault, times: int = 1, retry_after: int = 1) -> None:
        """The next `times` calls of the method go wrong; of any method with "*"."""
        self._faults[method.lower()].extend([(fault, retry_after)] * times)

    def push(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        update = {"update_id": next(self._updates), kind: body}
        if kind in self._allowed:
            self.pending.append(update)
            self._news.set()
        return update

    async def deliver(self, client: httpx.AsyncClient, url: str) -> list[int]:
        """Posts what waits to the webhook, one after another; what is not answered with 2xx waits on. Returns the statuses."""
        statuses = []
        for update in list(self.pending):
            secret = self.webhook.get("secret_token", "")
            answer = await client.post(url, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {})
            statuses.append(answer.status_code)
            if answer.is_success:
                self.pending.remove(update)
            else:
                self.webhook |= {
                    "last_error_date": int(time.time()),
                    "last_error_message": f"Wrong response from the webhook: {answer.status_code}",
                }
        return statuses

    def to(self, chat_id: int) -> list[Sent]:
        return [one for one in self.sent if one.chat_id == chat_id]

    async def until(self, count: int, seconds: float = 5) -> list[Sent]:
        """Waits until so many messages were sent."""
        async with asyncio.timeout(seconds):
            while len(self.sent) < count:
                await asyncio.sleep(0.005)
        return self.sent

    def shown(self, message_id: int) -> dict[str, Any]:
        """A sent message as it comes back in a callback query."""
        one = next(sent for sent in self.sent if sent.message_id == message_id)
        message = {"message_id": message_id, "date": int(time.time()), "chat": self._chats[one.chat_id], "from": BOT, "text": one.text}
        topic = int(one.parameters.get("message_thread_id", 0))
        in_topic = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        return message | in_topic | ({"reply_markup": one.markup} if one.markup.get("inline_keyboard") else {})

    # The server

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"].lower()
        self.calls.append(method)
        fault, retry_after = self._next_fault(method)
        if self.down or fault == "drop before":
            return _dropped()
        try:
            if request.path_params["token"] != TOKEN:
                raise RefusedError(401, "Unauthorized")
            if fault == "500":
                return _answer(500, "Internal Server Error")
            if fault == "429":
                return _answer(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
            parameters, file = await _parameters(request)
            result = await self._do(method, parameters, file)
        except RefusedError as refusal:
            self._note(method, refusal)
            return _answer(refusal.status, refusal.description, refusal.parameters)
        return _dropped() if fault == "drop after" else JSONResponse({"ok": True, "result": result})

    def _next_fault(self, method: str) -> tuple[Fault | None, int]:
        for name in (method, "*"):
            if self._faults[name]:
                return self._faults[name].popleft()
        return None, 0

    def _note(self, method: str, refusal: RefusedError) -> None:
        if refusal.status == 429:
            self.floods += 1
        elif "not modified" in refusal.description or "too old" in refusal.description:
            self.stale.append(refusal.description)
        elif refusal.status in (400, 401, 404) and not refusal.parameters:
            self.refused.append(f"{method}: {refusal.description}")

    async def _do(self, method: str, parameters: dict[str, str], file: File | None) -> Any:
        if method == "getupdates":
            return await self._get_updates(parameters)
        if method == "sendmessage" or method in _FILE_FIELDS:
            return self._send(method, parameters, file)
        handler = getattr(self, f"_do_{method}", None)
        if handler is None:
            raise RefusedError(404, "Not Found")
        return handler(parameters)

    async def _get_updates(self, parameters: dict[str, str]) -> list[dict[str, Any]]:
        if self.webhook["url"]:
            raise RefusedError(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 100))
        self._allow(parameters)
        self.pending = self.pending[offset:] if offset < 0 else [one for one in self.pending if one["update_id"] >= offset]
        self._poller += 1
        mine = self._poller
        self._news.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(int(parameters.get("timeout", 0)), 50)):
                while not self.pending and mine == self._poller:
                    self._news.clear()
                    await self._news.wait()
        if mine != self._poller:
            raise RefusedError(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        return self.pending[:limit]

    def _allow(self, parameters: dict[str, str]) -> None:
        if "allowed_updates" in parameters:
            self._allowed = json.loads(parameters["allowed_updates"]) or _DEFAULT_UPDATES

    def _send(self, method: str, parameters: dict[str, str], file: File | None) -> dict[str, Any]:
        chat = self._chat(parameters)
        if "message_thread_id" in parameters and not chat.get("is_forum"):
            raise RefusedError(400, "Bad Request: message thread not found")
        self._count(chat["id"])
        html = parameters.get("text" if method == "sendmessage" else "caption", "")
        text = _visible(html) if parameters.get("parse_mode") == "HTML" else html.strip()
        _check_content(method, text, file)
        markup = json.loads(parameters.get("reply_markup", "{}"))
        _check_markup(markup, chat)
        one = Sent(
            method=method,
            chat_id=chat["id"],
            message_id=next(self._ids),
            text=text,
            html=html,
            markup=markup,
            parameters=parameters,
            file=file,
        )
        self.sent.append(one)
        return {"message_id": one.message_id, "date": int(time.time()), "chat": chat, "from": BOT, "text": text}

    def _chat(self, parameters: dict[str, str]) -> dict[str, Any]:
        number = int(parameters.get("chat_id", 0))
        if number in self.migrated:
            new = self.migrated[number]
            raise RefusedError(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new})
        if number in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        if number not in self._chats:
            raise RefusedError(400, "Bad Request: chat not found")
        return self._chats[number]

    def _count(self, chat_id: int) -> None:
        """One a second with bursts of three; in groups one in three seconds."""
        if not self.flood_control:
            return
        now, pace = time.monotonic(), 1 if chat_id > 0 else 3
        level, since = self._levels.get(chat_id, (0.0, now))
        level = max(0.0, level - (now - since) / pace)
        if level > 2:
            wait = math.ceil((level - 2) * pace)
            raise RefusedError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        self._levels[chat_id] = (level + 1, now)

    def _do_getme(self, _: dict[str, str]) -> dict[str, Any]:
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def _do_setwebhook(self, parameters: dict[str, str]) -> bool:
        url, secret = parameters.get("url", ""), parameters.get("secret_token", "")
        if url and not url.startswith("https://"):
            raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise RefusedError(400, "Bad Request: secret token contains unallowed characters")
        self._allow(parameters)
        self.webhook = {"url": url, "secret_token": secret}
        self._poller += 1
        self._news.set()
        return True

    def _do_deletewebhook(self, _: dict[str, str]) -> bool:
        self.webhook = {"url": ""}
        return True

    def _do_getwebhookinfo(self, _: dict[str, str]) -> dict[str, Any]:
        shown = {key: value for key, value in self.webhook.items() if key != "secret_token"}
        return shown | {"has_custom_certificate": False, "pending_update_count": len(self.pending)}

    def _do_answercallbackquery(self, parameters: dict[str, str]) -> bool:
        query = parameters["callback_query_id"]
        if query not in self._queries:
            raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.remove(query)
        self.answered.add(query)
        return True

    def _do_editmessagereplymarkup(self, parameters: dict[str, str]) -> Any:
        chat, number = self._chat(parameters), int(parameters["message_id"])
        one = next((one for one in self.sent if one.message_id == number and one.chat_id == chat["id"]), None)
        if one is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        markup = json.loads(parameters.get("reply_markup", "{}"))
        if markup == one.markup:
            raise RefusedError(400, "Bad Request: message is not modified")
        if one.markup and "inline_keyboard" not in one.markup:
            raise RefusedError(400, "Bad Request: message can't be edited")
        _check_markup(markup, chat)
        one.markup = markup
        return self.shown(number)

    def _do_getfile(self, parameters: dict[str, str]) -> dict[str, Any]:
        name = parameters["file_id"]
        if name not in self.files:
            raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[name]) > 20 * 2**20 and not self.local_folder:
            raise RefusedError(400, "Bad Request: file is too big")
        size = {"file_size": len(self.files[name])} if self.announces_size else {}
        return {"file_id": name, "file_unique_id": name, "file_path": self._path_of(name), **size}

    def _path_of(self, name: str) -> str:
        if self.local_folder is None:
            return f"files/{name}"
        path = self.local_folder / TOKEN / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.files[name])
        return str(path)

    def _do_setmycommands(self, parameters: dict[str, str]) -> bool:
        commands = json.loads(parameters["commands"])
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise RefusedError(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands[_scope(parameters)] = commands
        return True

    def _do_deletemycommands(self, parameters: dict[str, str]) -> bool:
        self.commands.pop(_scope(parameters), None)
        return True

    def _do_sendchataction(self, parameters: dict[str, str]) -> bool:
        return bool(self._chat(parameters))

    async def _file(self, request: Request) -> Response:
        self.calls.append("file")
        await asyncio.sleep(self.slow_files)
        content = self.files.get(request.path_params["path"].removeprefix("files/"))
        if request.path_params["token"] != TOKEN or content is None:
            return _answer(404, "Not Found")
        fault, _ = self._next_fault("file")
        if fault in ("500", "429"):
            return _answer(int(fault), "trouble")
        return _dropped() if fault else Response(content)


@dataclass
class Person:
    """Somebody with a Telegram account; each verb makes one update and returns it."""

    fake: FakeTelegram
    user: dict[str, Any]

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}

    def message(self, group: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
        return {"message_id": next(self.fake._ids), "date": int(time.time()), "chat": group or self.chat, "from": self.user, **content}

    def sends(self, group: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
        self.fake._chats.setdefault(self.id, self.chat)
        return self.fake.push("message", self.message(group, **content))

    def says(self, text: str, group: dict[str, Any] | None = None) -> dict[str, Any]:
        return self.sends(group, text=text)

    def edits(self, update: dict[str, Any], text: str) -> dict[str, Any]:
        return self.fake.push("edited_message", update["message"] | {"text": text, "edit_date": int(time.time())})

    def presses(self, data: str, *, stale: bool = False, group: dict[str, Any] | None = None) -> dict[str, Any]:
        """Presses the last button that carries the data; `stale`: one on a message that is gone."""
        chat = group or self.chat
        number = str(next(self.fake._ids))
        query = {"id": number, "from": self.user, "chat_instance": "1", "data": data}
        self.fake._queries.add(number)
        if stale:
            return self.fake.push("callback_query", query | {"message": {"chat": chat, "message_id": 1, "date": 0}})
        holder = next((one for one in reversed(self.fake.to(chat["id"])) if data in one.buttons.values()), None)
        assert holder, f"no button {data} in front of {self.user['first_name']}"
        return self.fake.push("callback_query", query | {"message": self.fake.shown(holder.message_id)})

    def presses_label(self, label: str) -> dict[str, Any]:
        data = next((one.buttons[label] for one in reversed(self.fake.to(self.id)) if label in one.buttons), None)
        assert data, f'no button "{label}" in front of {self.user["first_name"]}'
        return self.presses(data)

    def sends_photo(self, content: bytes = b"\xff\xd8photo", caption: str = "", album: str = "") -> dict[str, Any]:
        small, large = self._stored(content[:2]), self._stored(content)
        sizes = [{**small, "width": 90, "height": 60}, {**large, "width": 1280, "height": 853}]
        extra: dict[str, Any] = {"caption": caption, "media_group_id": album}
        return self.sends(photo=sizes, **{key: value for key, value in extra.items() if value})

    def sends_document(self, content: bytes, name: str, mime: str, **fields: Any) -> dict[str, Any]:
        return self.sends(document=self._stored(content) | {"file_name": name, "mime_type": mime}, **fields)

    def sends_voice(self, content: bytes = b"OggS") -> dict[str, Any]:
        return self.sends(voice=self._stored(content) | {"duration": 3, "mime_type": "audio/ogg"})

    def sends_sticker(self, content: bytes) -> dict[str, Any]:
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return self.sends(sticker=self._stored(content) | looks)

    def sends_location(self, latitude: float, longitude: float) -> dict[str, Any]:
        return self.sends(location={"latitude": latitude, "longitude": longitude})

    def shares_contact(self, phone: str, *, own: bool = True) -> dict[str, Any]:
        return self.sends(contact={"phone_number": phone, "first_name": "X", **({"user_id": self.id} if own else {"user_id": 1})})

    def blocks(self) -> dict[str, Any]:
        self.fake.blocked.add(self.id)
        return self._membership("member", "kicked")

    def unblocks(self) -> dict[str, Any]:
        self.fake.blocked.discard(self.id)
        return self._membership("kicked", "member")

    def _membership(self, old: str, new: str) -> dict[str, Any]:
        body = {"chat": self.chat, "from": self.user, "date": int(time.time())}
        body |= {"old_chat_member": _member(old), "new_chat_member": _member(new)}
        return self.fake.push("my_chat_member", body)

    def _stored(self, content: bytes) -> dict[str, Any]:
        name = f"file-{next(self.fake._ids)}"
        self.fake.files[name] = content
        return {"file_id": name, "file_unique_id": name, "file_size": len(content)}


def _member(status: str) -> dict[str, Any]:
    return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def _answer(status: int, description: str, parameters: dict[str, Any] | None = None) -> JSONResponse:
    body = {"ok": False, "error_code": status, "description": description, **({"parameters": parameters} if parameters else {})}
    return JSONResponse(body, status)


def _dropped() -> Response:
    """Promises a body and sends none, at which the server closes the connection."""
    return StreamingResponse(iter(()), headers={"content-length": "1000"})


async def _parameters(request: Request) -> tuple[dict[str, str], File | None]:
    parameters, file = dict(request.query_params), None
    async with request.form() as form:
        for key, value in form.items():
            if isinstance(value, UploadFile):
                file = (value.filename or "", await value.read())
            else:
                parameters[key] = value
    return parameters, file


def _visible(html: str) -> str:
    """The text behind the markup, as the platform's parser has it; what it does not take is refused."""
    shown, opened = [], list[str]()
    for token in re.split(r"(<[^>]*>?)", html):
        tag = re.fullmatch(r"<(/?)([a-z-]+)(\s[^>]*)?>", token)
        if not token.startswith("<"):
            shown.append(re.sub(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);", lambda match: unescape(match[0]), token))
        elif tag is None or tag[2] not in _TAGS:
            raise RefusedError(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{token}"')
        elif not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            raise RefusedError(400, f'Bad Request: can\'t parse entities: Unexpected end tag "{token}"')
    if opened:
        raise RefusedError(400, f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1]}\"")
    return "".join(shown).strip()


def _check_content(method: str, text: str, file: File | None) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if method == "sendmessage":
        if not text:
            raise RefusedError(400, "Bad Request: message text is empty")
        if units > 4096:
            raise RefusedError(400, "Bad Request: message is too long")
        return
    if units > 1024:
        raise RefusedError(400, "Bad Request: message caption is too long")
    if file is None or not file[1]:
        raise RefusedError(400, f"Bad Request: there is no {_FILE_FIELDS[method]} in the request")
    if method == "sendphoto":
        _check_photo(file[1])


def _check_photo(content: bytes) -> None:
    if len(content) > 10 * 2**20:
        raise RefusedError(
            400, f"Bad Request: file of size {len(content)} bytes is too big for a photo; the maximum size is 10485760 bytes"
        )
    if not content.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED")


def _check_markup(markup: dict[str, Any], chat: dict[str, Any]) -> None:
    rows = markup.get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        raise RefusedError(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if not button["text"].strip():
            raise RefusedError(400, "Bad Request: inline keyboard button text must be non-empty")
        if not 0 < len(button["callback_data"].encode()) <= 64:
            raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    for button in (button for kind in ("inline_keyboard", "keyboard") for row in markup.get(kind, []) for button in row):
        if button.get("style", "primary") not in {"primary", "success", "danger"}:
            raise RefusedError(400, "Bad Request: unknown button style")
    for button in (button for row in markup.get("keyboard", []) for button in row):
        if chat["type"] != "private" and (button.get("request_location") or button.get("request_contact")):
            raise RefusedError(400, "Bad Request: location can be requested in private chats only")


def _scope(parameters: dict[str, str]) -> str:
    scope = json.loads(parameters.get("scope", '{"type": "default"}'))
    return f"{scope['type']}:{scope['chat_id']}" if "chat_id" in scope else str(scope["type"])
