"""`layanwarga chat`: a conversation in the terminal, through the same inbox, door and outbox as every channel; and one answer for `ask`."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import tempfile
from pathlib import Path
from typing import Any

from bot import settings
from bot.app import App, build
from bot.channels.console.messenger import Console
from bot.logs import set_up
from bot.settings import Settings
from bot.store.inbox import Received
from handlers.talking.message import Channel

ADDRESS = "terminal"
ANSWER_SECONDS = 20


def add_to(commands: Any) -> None:
    chat = commands.add_parser("chat", help="berbincang di terminal")
    chat.set_defaults(run=_chat)


def _chat(_: argparse.Namespace) -> int:
    chosen = settings.read()
    set_up("ERROR")
    asyncio.run(_talk(chosen))
    return 0


async def _talk(chosen: Settings) -> None:
    app = build(_alone(chosen), [Console()])
    try:
        await app.start()
        await _say(app, "menu")
        while line := await asyncio.to_thread(_read):
            await _say(app, line)
    finally:
        await app.stop()


def _alone(chosen: Settings) -> Settings:
    """Without the platforms: a talk in the terminal must not listen for what is meant for the running bot."""
    return chosen.model_copy(update={"telegram_token": "", "whatsapp_phone_number_id": ""})


def _read() -> str:
    try:
        return input("> ").strip() or "menu"
    except EOFError:
        return ""


async def _say(app: App, text: str) -> None:
    """One message in; the answers are printed by the channel as they leave."""
    console = app.channels[Channel.CONSOLE]
    assert isinstance(console, Console)
    console.idle.clear()
    update = Received(channel=Channel.CONSOLE, update_id=secrets.token_hex(8), address=ADDRESS, payload={"text": text})
    await app.inbox.receive([update])
    await console.quiet(ANSWER_SECONDS)


def answer_once(question: str, office: str | None) -> str:
    """What the chat would answer to this question, from an empty conversation."""
    return asyncio.run(_answer_once(question, office))


async def _answer_once(question: str, office: str | None) -> str:
    with tempfile.TemporaryDirectory() as folder:
        heard = Console(out=None)
        app = build(_alone(settings.read()).model_copy(update={"data": Path(folder), "mode": "local"}), [heard])
        try:
            await app.start()
            if office:
                await _say(app, f"/start {office}")
                heard.said.clear()
            await _say(app, question)
            return "\n\n".join(heard.said)
        finally:
            await app.stop()
