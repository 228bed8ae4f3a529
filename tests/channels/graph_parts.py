"""Parts of the local Graph server: people, what was sent to them, faults, and the shapes of answers."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import uvicorn
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOKALIKE = str.maketrans("∗ˍ∼ˋ", "*_~`")
_MARKUP = re.compile(r"(?<![^\W_])[*_]|[*_](?![^\W_])")  # at the edge of a word; between two letters it formats nothing


@asynccontextmanager
async def serve(app: ASGIApp) -> AsyncIterator[str]:
    """The app on a free local port; gives its base address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, lifespan="off", ws="none", log_config=None, log_level="critical")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        _close(server)
        await asyncio.sleep(0)


def _close(server: uvicorn.Server) -> None:
    """At once: the server's own shutdown sleeps a tenth of a second, in each of many tests."""
    for one in server.servers:
        one.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()


@dataclass(eq=False)
class Person:
    """`number` is None where the person hides it: webhooks then carry the user id alone."""

    name: str
    number: str | None
    user_id: str | None
    heard_at: datetime | None = None
    burst: list[datetime] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Option:
    """A button or a row of a list."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A message that the platform accepted."""

    person: Person
    wamid: str
    body: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.body["type"])

    @property
    def text(self) -> str:
        """The words as a person reads them, without the signs of markup and look-alikes as what they stand for; of a template its
        name and parameters."""
        content = self.body[self.kind]
        if self.kind == "template":
            values = [one.get("text") for part in content["components"] if part["type"] == "body" for one in part["parameters"]]
            return " ".join([content["name"], *map(str, values)])
        words = content.get("body", content.get("caption", ""))
        return _MARKUP.sub("", str(words["text"] if isinstance(words, dict) else words)).translate(_LOOKALIKE)

    @property
    def options(self) -> list[Option]:
        """Of buttons or list."""
        action = self.body.get("interactive", {}).get("action", {})
        rows = [row for section in action.get("sections", ()) for row in section["rows"]]
        return [Option(**row) for row in [*(one["reply"] for one in action.get("buttons", ())), *rows]]

    @property
    def choices(self) -> dict[str, str]:
        """Title by id."""
        return {one.id: one.title for one in self.options}

    @property
    def payload(self) -> str:
        """What the button of a template sends back."""
        return next(str(part["parameters"][0]["payload"]) for part in self.body["template"]["components"] if part["type"] == "button")

    @property
    def media(self) -> str:
        """The id of its file, if it is one."""
        return str(self.body[self.kind].get("id", ""))

    @property
    def file_name(self) -> str:
        return str(self.body[self.kind].get("filename", ""))


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The next request to `messages` fails: with an error, or (`code` None) a bare status; `drop` breaks the line "before" or "after"."""

    code: int | None = None
    status: int = 400
    drop: str = ""


def sign(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def error(code: int, words: str, status: int) -> Response:
    data = {"messaging_product": "whatsapp", "details": words}
    said = {"message": f"(#{code}) {words}", "type": "OAuthException", "code": code, "error_data": data, "fbtrace_id": "A"}
    return JSONResponse({"error": said}, status)


def accepted(sent: Sent, address: str) -> Response:
    contact = {"input": address, ("wa_id" if address.isdecimal() else "user_id"): address}
    return JSONResponse({"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": sent.wamid}]})


class Broken(Response):
    """Promises more bytes than it sends: the line breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
