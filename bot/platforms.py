"""The messaging platforms that the settings switch on. Their clients take long to load, so only those in use are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels import Messenger
from bot.channels.telegram.bots import TelegramBots
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


def channels_of(settings: Settings, files: FileStore, vault: Vault) -> list[Messenger]:
    """The platforms that the settings switch on; their clients take long to load, so only those in use are."""
    first = _telegram(settings, files, settings.telegram_token) if settings.telegram_token else None
    switched_on: list[Messenger] = [
        TelegramBots(
            first,
            lambda office, token: _telegram(settings, files, token, office, vault.hash(office, "webhook")),
            webhooks=settings.telegram_mode == "webhook",
        )
    ]
    if settings.whatsapp_phone_number_id:
        switched_on.append(_whatsapp(settings, files))
    return switched_on


async def add_bot(resources: Resources, office: str, token: str, by: int | None) -> str:
    """The office has this Telegram bot of its own from now on; returns the bot's name. Raises BadRequest with what Telegram says against it.
    Running processes take it up by themselves."""
    if not token:
        raise BadRequest(plain("setup.no_token"))
    messenger = resources.post.channels[Channel.TELEGRAM]
    assert isinstance(messenger, TelegramBots)
    findings = await messenger.try_out(office, token, resources.now)
    if wrong := [finding.detail for finding in findings if not finding.well]:
        raise BadRequest("\n".join(wrong))
    async with resources.database.transaction() as transaction:
        await bots.put(transaction, Channel.TELEGRAM, office, {"token": token}, resources.now)
        await resources.ports(transaction).audit.write(by, "channel_added", office, Channel.TELEGRAM)
    return findings[0].detail


def _telegram(settings: Settings, files: FileStore, token: str, office: str = "", secret: str = "") -> Telegram:
    """The bot of the settings, or an office's own, whose webhook has a path and a secret of its own."""
    from bot.channels.telegram import messenger as telegram

    base = settings.telegram_base_url.rstrip("/")
    chosen = telegram.TelegramSettings(
        token=token,
        office=office,
        mode=settings.telegram_mode,
        webhook_url=settings.public_url.rstrip("/") + telegram.PATH + (f"/{office}" if office else ""),
        webhook_secret=secret or settings.telegram_secret,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        local_files=settings.telegram_local_files,
        commands=tuple((name, text) for name, text in pairs("commands.citizen")),
        staff_commands=tuple((name, text) for name, text in [*pairs("commands.staff"), *pairs("commands.citizen")]),
    )
    return telegram.Telegram(chosen, files.path)


def _whatsapp(settings: Settings, files: FileStore) -> Messenger:
    from bot.channels.whatsapp import messenger as whatsapp
    from bot.channels.whatsapp import templates

    chosen = whatsapp.WhatsAppSettings(
        phone_number_id=settings.whatsapp_phone_number_id,
        business_account_id=settings.whatsapp_business_account_id,
        access_token=settings.whatsapp_access_token,
        app_secret=settings.whatsapp_app_secret,
        verify_token=settings.whatsapp_verify_token,
        base_url=settings.whatsapp_base_url,
    )
    return whatsapp.WhatsApp(chosen, templates.load(), files.path)
