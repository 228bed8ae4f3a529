"""The messaging platforms, with the bot of the settings and the offices' own bots. Their clients load slowly, so only those in use are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels import Messenger
from bot.channels.office_bots import Access, OfficeBots
from bot.channels.telegram.bots import TelegramBots
from bot.channels.whatsapp.numbers import WhatsAppNumbers
from bot.channels.whatsapp.platform import PATH
from bot.errors import BadRequest
from bot.files.file_store import FileStore
from bot.resources import Resources
from bot.settings import Settings
from bot.store.offices import bots
from bot.vault import Vault
from handlers.talking.message import Channel
from handlers.talking.wording import pairs, plain

if TYPE_CHECKING:
    from bot.channels.telegram.messenger import Telegram
    from bot.channels.whatsapp.messenger import WhatsApp

WHATSAPP_ACCESS = ("phone_number_id", "business_account_id", "access_token", "app_secret", "verify_token")
"""The settings that give access to a number, of the program or of an office."""


def channels_of(settings: Settings, files: FileStore, vault: Vault) -> list[Messenger]:
    """The platforms, each with the bot of the settings, if there is one, and the offices' own bots."""
    first = _telegram(settings, files, settings.telegram_token) if settings.telegram_token else None
    number = {name: str(getattr(settings, f"whatsapp_{name}")) for name in WHATSAPP_ACCESS}
    return [
        TelegramBots(
            first,
            lambda office, access: _telegram(settings, files, access["token"], office, vault.hash(office, "webhook")),
            webhooks=settings.telegram_mode == "webhook",
        ),
        WhatsAppNumbers(
            _whatsapp(settings, files, number) if settings.whatsapp_phone_number_id else None,
            lambda office, access: _whatsapp(settings, files, access),
        ),
    ]


async def add_bot(resources: Resources, channel: Channel, office: str, access: Access, by: int | None) -> str:
    """Adds a bot or number of an office's own; returns its name. Raises BadRequest with the platform's objection. Running processes notice it by
    themselves.
    """
    if missing := [name for name, value in access.items() if not value]:
        raise BadRequest(
            plain("setup.no_token")
            if channel is Channel.TELEGRAM
            else plain("setup.no_number", missing=", ".join(f"WHATSAPP_{name.upper()}" for name in missing))
        )
    messenger = resources.post.channels[channel]
    assert isinstance(messenger, OfficeBots)
    findings = await messenger.try_out(office, access, resources.now)
    if wrong := [finding.detail for finding in findings if not finding.well]:
        raise BadRequest("\n".join(wrong))
    async with resources.database.transaction() as transaction:
        await bots.put(transaction, channel, office, access, resources.now)
        await resources.ports(transaction).audit.write(by, "channel_added", office, channel)
    return findings[0].detail


def webhook_of(site: str, office: str) -> str:
    """The webhook address of an office's own WhatsApp number."""
    return f"{site}{PATH}/{office}"


def _telegram(settings: Settings, files: FileStore, token: str, office: str = "", secret: str = "") -> Telegram:
    """The bot of the settings, or an office's own, whose webhook has its own path and secret."""
    from bot.channels.telegram import messenger as telegram
    from bot.channels.telegram.settings import TelegramSettings

    base = settings.telegram_base_url.rstrip("/")
    chosen = TelegramSettings(
        token=token,
        office=office,
        mode=settings.telegram_mode,
        webhook_url=settings.public_url.rstrip("/") + telegram.PATH + (f"/{office}" if office else ""),
        webhook_secret=secret or settings.telegram_secret,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        local_files=settings.telegram_local_files,
        commands=pairs("commands.citizen"),
        staff_commands=(*pairs("commands.staff"), *pairs("commands.citizen")),
    )
    return telegram.Telegram(chosen, files.path)


def _whatsapp(settings: Settings, files: FileStore, access: Access) -> WhatsApp:
    from bot.channels.whatsapp import messenger as whatsapp
    from bot.channels.whatsapp import templates

    return whatsapp.WhatsApp(whatsapp.WhatsAppSettings(**access, base_url=settings.whatsapp_base_url), templates.load(), files.path)
