"""A call of Telegram to the webhook: whether Telegram made it, and the update in it."""

from __future__ import annotations

import hmac
import json

from starlette.requests import Request

from bot.channels import Json

LARGEST_BODY = 2**20  # larger than any update


def is_genuine(request: Request, secret: str) -> bool:
    """Whether the call carries the secret that Telegram was given; never without one."""
    # Header values are latin-1; compare_digest takes only ASCII strings, but any bytes.
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("latin-1")
    return bool(secret) and hmac.compare_digest(given, secret.encode())


def update_in(body: bytes) -> Json | None:
    """The update in the body; None where it is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
