"""The lines of `layanwarga doctor` about Telegram and the folder of an own server, each with what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram import WebhookInfo

from bot.channels import Finding

_RECENT = timedelta(hours=1)
_MANY_PENDING = 100


def of_webhook(info: WebhookInfo, wanted: str, now: datetime) -> Iterator[Finding]:
    """Where updates go, how many wait, and the last error. `wanted` is empty while polling."""
    yield _address(info, wanted)
    yield _pending(info)
    yield _last_error(info, now)


def _address(info: WebhookInfo, wanted: str) -> Finding:
    if info.url == wanted:
        return Finding(subject="Webhook Telegram", well=True, detail=wanted or "tidak dipakai (polling)")
    detail = f"Terpasang {info.url or 'tidak ada'}, seharusnya {wanted or 'tidak ada'}. Jalankan ulang LayanWarga dan pastikan token hanya dipakai di sini."
    return Finding(subject="Webhook Telegram", well=False, detail=detail)


def _pending(info: WebhookInfo) -> Finding:
    count = info.pending_update_count
    advice = "" if count <= _MANY_PENDING else ": LayanWarga tidak mengambilnya. Pastikan ia berjalan dan hanya satu."
    return Finding(subject="Pesan Telegram yang menunggu", well=not advice, detail=f"{count}{advice}")


def _last_error(info: WebhookInfo, now: datetime) -> Finding:
    at = info.last_error_date
    if at is None or now - at > _RECENT:
        return Finding(subject="Kesalahan webhook Telegram", well=True, detail="tidak ada dalam satu jam terakhir")
    detail = f"{at.astimezone(UTC):%H:%M} UTC: {info.last_error_message}. Periksa sertifikat, proxy dan LAYANWARGA_PUBLIC_URL."
    return Finding(subject="Kesalahan webhook Telegram", well=False, detail=detail)


def of_folder(folder: Path) -> Finding:
    """Whether the files that an own server stores there can be read."""
    well = folder.is_dir() and all(os.access(path, os.R_OK | os.X_OK) for path in (folder, *filter(Path.is_dir, folder.iterdir())))
    advice = f"{folder} tidak dapat dibaca. Samakan LAYANWARGA_TELEGRAM_LOCAL_FILES dengan --dir server itu, dan beri LayanWarga hak baca."
    return Finding(subject="Folder server Bot API", well=well, detail=str(folder) if well else advice)
