"""An object store (S3 or compatible), for several machines on the same files. Needs `layanwarga[objects]`."""

from __future__ import annotations

from datetime import timedelta

from bot.errors import SettingsError

SCHEME = "s3://"
PATIENCE = timedelta(seconds=20)


class ObjectStore:
    """Stores contents under keys. Every failure is an OSError, as with a disk."""

    def __init__(self, url: str, *, endpoint: str = "", key: str = "", secret: str = "") -> None:
        try:
            import obstore
            from obstore.exceptions import BaseError
            from obstore.store import S3Store
        except ImportError as error:
            raise SettingsError("LAYANWARGA_FILES: s3:// perlu paket tambahan; pasang dengan: pip install 'layanwarga[objects]'") from error
        bucket, _, prefix = url.removeprefix(SCHEME).partition("/")
        self._calls, self._wrong = obstore, BaseError
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            endpoint=endpoint or None,
            access_key_id=key or None,
            secret_access_key=secret or None,
            region="us-east-1" if endpoint else None,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": PATIENCE},
            retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        )

    def put(self, key: str, content: bytes) -> None:
        """Stores the content permanently."""
        try:
            self._calls.put(self._store, key, content)
        except self._wrong as error:
            raise OSError(f"penyimpanan berkas: {error}") from error

    def get(self, key: str) -> bytes | None:
        """The content under the key; None where there is none."""
        try:
            return bytes(self._calls.get(self._store, key).bytes())
        except FileNotFoundError:
            return None
        except self._wrong as error:
            raise OSError(f"penyimpanan berkas: {error}") from error

    def delete(self, key: str) -> None:
        try:
            self._calls.delete(self._store, key)
        except FileNotFoundError:
            return
        except self._wrong as error:
            raise OSError(f"penyimpanan berkas: {error}") from error
