"""What holds for every WhatsApp number: the path of its webhook, how fast it may send, and how long it may write freely."""

from __future__ import annotations

from datetime import timedelta

from bot.channels import Pace

PATH = "/whatsapp"
"""The path for the number of the settings; for an office's own number it ends with the office."""
PACE = Pace(per_second=60, per_chat_seconds=6, burst=10, apart_seconds=1)  # messages in quick succession may overtake one another
WINDOW = timedelta(hours=24)
"""How long after a person's last message free text may be sent; later only a template."""
