"""The messaging platforms that the settings switch on. Their clients take long to load, so only those in use are."""

from __future__ import annotations

from bot.channels import Messenger
from bot.files.file_store import FileStore
from bot.settings import Settings
from handlers.talking.wording import pairs


def channels_of(settings: Settings, files: FileStore) -> list[Messenger]:
    """The platforms that the settings switch on; their clients take long to load, so only those in use are."""
    switched_on: list[Messenger] = []
    if settings.telegram_token:
        switched_on.append(_telegram(settings, files))
    if settings.whatsapp_phone_number_id:
        switched_on.append(_whatsapp(settings, files))
    return switched_on


def _telegram(settings: Settings, files: FileStore) -> Messenger:
    from bot.channels.telegram import messenger as telegram

    base = settings.telegram_base_url.rstrip("/")
    chosen = telegram.TelegramSettings(
        token=settings.telegram_token,
        mode=settings.telegram_mode,
        webhook_url=settings.public_url.rstrip("/") + telegram.PATH,
        webhook_secret=settings.telegram_secret,
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
