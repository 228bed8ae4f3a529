"""Encrypts files of any size in pieces with AES-256-GCM; a changed, missing, exchanged or cut-off piece is noticed.

Each file has its own key, derived from the office's key and a random salt. A piece is bound to its position, and the last one to being last.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StoreError
from handlers.talking.wording import plain

MAGIC = b"LWSEAL1\n"
_SALT_BYTES = 16
_PIECE_BYTES = 2**20
_TAG_BYTES = 16


def split_keys(keys: str) -> list[bytes]:
    """The keys of the setting, newest first; empty where the office has none."""
    return [base64.urlsafe_b64decode(key.strip()) for key in keys.split(",") if key.strip()]


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"layanwarga backup").derive(key))


def _nonce(place: int) -> bytes:
    return place.to_bytes(12, "big")


class SealedWriter(io.RawIOBase):
    """Encrypts what it is given into `out`. The file is complete only after `close`, which leaves `out` open."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._out, self._cipher = out, _cipher(key, salt)
        self._waiting, self._place = bytearray(), 0
        out.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > _PIECE_BYTES:
            self._piece(bytes(self._waiting[:_PIECE_BYTES]), b"more")
            del self._waiting[:_PIECE_BYTES]
        return len(data)

    def _piece(self, data: bytes, about: bytes) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._place), data, about))
        self._place += 1

    def close(self) -> None:
        if not self.closed:
            self._piece(bytes(self._waiting), b"last")
        super().close()


class SealedReader(io.RawIOBase):
    """Decrypts with the key that fits. Raises StoreError where none fits or something was changed."""

    def __init__(self, source: BinaryIO, keys: Sequence[bytes]) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise StoreError(plain("backup.not_ours"))
        salt = source.read(_SALT_BYTES)
        self._source, self._ciphers = source, [_cipher(key, salt) for key in keys]
        self._next, self._place, self._open = self._read_piece(), 0, b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while (size < 0 or len(self._open) < size) and not self._ended:
            self._open += self._piece()
        size = len(self._open) if size < 0 else size
        given, self._open = self._open[:size], self._open[size:]
        return given

    def _read_piece(self) -> bytes:
        return self._source.read(_PIECE_BYTES + _TAG_BYTES)

    def _piece(self) -> bytes:
        piece, self._next = self._next, self._read_piece()
        self._ended = not self._next
        opened = self._opened(piece, b"last" if self._ended else b"more")
        self._place += 1
        return opened

    def _opened(self, piece: bytes, about: bytes) -> bytes:
        """The decrypted piece; the first piece chooses the key."""
        for cipher in list(self._ciphers):
            try:
                opened = cipher.decrypt(_nonce(self._place), piece, about)
            except InvalidTag:
                continue
            self._ciphers = [cipher]
            return opened
        raise StoreError(plain("backup.wrong_key" if self._place == 0 else "backup.damaged"))


def is_sealed(source: BinaryIO) -> bool:
    """Whether the file is encrypted; the position in it stays."""
    start = source.read(len(MAGIC))
    source.seek(0)
    return start == MAGIC
