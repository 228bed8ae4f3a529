"""Stored secrets: encrypted identities, hashed PINs and codes."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError
from handlers.talking.ports import ReporterIdentity

_OTHER_KEY = "LAYANWARGA_KEY: kunci tidak cocok dengan data tersimpan; pasang kembali kunci lama"
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Vault:
    """Encrypts with the first of its keys and decrypts with any. A new key is put in front of the old ones, separated by a comma."""

    def __init__(self, keys: str) -> None:
        try:
            fernets = [Fernet(key.strip()) for key in keys.split(",") if key.strip()]
            self._fernet = MultiFernet(fernets)
        except ValueError as error:
            raise SettingsError("LAYANWARGA_KEY: bukan kunci yang sah; buat dengan: layanwarga key") from error
        oldest = keys.rpartition(",")[2].strip()  # so that PINs and codes stay valid after a change of key
        self._pepper = hashlib.sha256(b"pepper" + oldest.encode()).digest()

    def seal(self, identity: ReporterIdentity) -> str:
        return self._fernet.encrypt(json.dumps([identity.name, identity.contact]).encode()).decode()

    def open(self, sealed: str) -> ReporterIdentity:
        try:
            name, contact = json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken as error:
            raise SettingsError(_OTHER_KEY) from error
        return ReporterIdentity(name=name, contact=contact)

    def seal_text(self, text: str) -> str:
        return self._fernet.encrypt(text.encode("utf-8", "replace")).decode("ascii")

    def open_text(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise SettingsError(_OTHER_KEY) from error

    def hash(self, secret: str, about: str) -> str:
        """A keyed hash of a short secret, bound to the subject that it belongs to."""
        return hmac.new(self._pepper, f"{about}:{secret}".encode(), hashlib.sha256).hexdigest()

    def same(self, secret: str, about: str, hashed: str) -> bool:
        return hmac.compare_digest(self.hash(secret, about).encode(), hashed.encode())


def new_key() -> str:
    return Fernet.generate_key().decode()


def new_code(length: int) -> str:
    """A one-time code without letters that look alike; it holds at least one digit."""
    code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(length))
    return code if any(map(str.isdigit, code)) else new_code(length)


def new_token() -> str:
    """A random secret of 256 bits for an address or a cookie, never typed."""
    return secrets.token_urlsafe(32)


def local_key(path: Path) -> str:
    """The key of the local mode, made at the first start. An office has its key in the environment."""
    if not path.exists():
        _make_key(path)
    return path.read_text(encoding="ascii").strip()


def _make_key(path: Path) -> None:
    """Creates the key file in one step. If two processes start at once, the second uses the key of the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    own.touch(mode=0o600)
    own.write_text(new_key(), encoding="ascii")
    with suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()
