"""What one bot of Telegram is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class TelegramSettings:
    """`commands` and `staff_commands` are (name, description). `office`: the office whose own bot it is. `pause`: the first wait after a failed
    request (seconds).

    `local_files`: the folder in which an own Bot API server in `--local` mode stores what people send.
    """

    token: str
    office: str = ""
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_secret: str = ""
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    local_files: Path | None = None
    commands: tuple[tuple[str, str], ...] = ()
    staff_commands: tuple[tuple[str, str], ...] = ()
    poll_seconds: int = 30
    pause: float = 1.0
