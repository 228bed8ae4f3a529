"""Links to files in a chat, valid for some hours and only for the visitor for whose page they were made. They contain no cookie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.vault import Vault

VALID = timedelta(hours=6)
_HOUR = 3600


class FileLinks:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def to(self, sha256: str, address: str, now: datetime) -> str:
        """The link to a file; it stays the same within an hour, so that a browser loads a picture once."""
        until = (int((now + VALID).timestamp()) // _HOUR + 1) * _HOUR
        return f"/files/{sha256}?t={until}&k={self._signature(sha256, address, str(until))}"

    def holds(self, sha256: str, until: str, signature: str, addresses: Iterable[str], now: datetime) -> bool:
        """Whether the link was made for one of these addresses and is still valid."""
        if not (until.isascii() and until.isdecimal() and len(until) < 12) or datetime.fromtimestamp(int(until), UTC) < now:
            return False
        return any(self._vault.same(f"{sha256}:{until}", f"file:{address}", signature) for address in addresses)

    def _signature(self, sha256: str, address: str, until: str) -> str:
        return self._vault.hash(f"{sha256}:{until}", f"file:{address}")
