"""The calls of Meta's Graph API, and its errors as ours. An error is classified by its code, not by the HTTP status.

Codes: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import httpx

from bot.channels import Json
from bot.channels.certificates import certificates
from bot.errors import BadRequest, ChannelError, ChannelStopped, Rejected, TemplateRefused, TryLater, Unreachable, WindowClosed

_TIMEOUT = httpx.Timeout(15, connect=5)
_MEDIA_TIMEOUT = httpx.Timeout(60, connect=5)
PAIR_SECONDS = 6.0  # seconds between two messages to one person after Meta's burst is used up

_UNREACHED = "WhatsApp tidak dapat dihubungi dari komputer ini"
_OVERALL = {4, 80007, 130429}
_PASSING = {1, 2, 131000, 131016, 131048, 131057}
_TOKEN = "Perbarui token permanen: LAYANWARGA_WHATSAPP_ACCESS_TOKEN (docs/whatsapp.md, langkah 3)."  # noqa: S105 - a sentence
_RIGHTS = "Beri token izin whatsapp_business_messaging dan whatsapp_business_management untuk akun ini (docs/whatsapp.md, langkah 3)."
_STOPPED = {
    0: _TOKEN,
    190: _TOKEN,
    3: _RIGHTS,
    10: _RIGHTS,
    131005: _RIGHTS,
    33: "Nomor tidak dikenal: periksa LAYANWARGA_WHATSAPP_PHONE_NUMBER_ID.",
    368: "Akun dibatasi Meta karena pelanggaran kebijakan: buka Business Support Home.",
    131031: "Akun dikunci Meta: buka Business Support Home.",
    131042: "Masalah pembayaran: periksa metode pembayaran di WhatsApp Manager.",
    131045: "Nomor belum terdaftar: daftarkan nomor di WhatsApp Manager (docs/whatsapp.md, langkah 2).",
    133010: "Nomor belum terdaftar: daftarkan nomor di WhatsApp Manager (docs/whatsapp.md, langkah 2).",
}
_TEMPLATE = (
    "Masalah templat: periksa nama, bahasa (id), isi dan status persetujuannya di WhatsApp Manager,"
    " lalu ajukan lagi dengan `layanwarga whatsapp templates`."
)


def failure(code: int | None, words: str, status: int = 400) -> ChannelError:
    """The error of ours for a code of Meta, also for one of a failed delivery. An unknown code is judged by the HTTP status."""
    message = f"WhatsApp {code if code is not None else status}: {words}"
    if code == 131056:
        return TryLater(message, after=PAIR_SECONDS)
    if code in _OVERALL:
        return TryLater(message, everyone=True)
    if code == 131026:
        return Unreachable(message)
    if code == 131047:
        return WindowClosed(message)
    if code is not None and 132000 <= code < 133000:
        return TemplateRefused(f"{message}. {_TEMPLATE}")
    if code is not None and (advice := _advice(code)):
        return ChannelStopped(f"{message}. {advice}")
    if code in _PASSING or status >= 500:
        return TryLater(message)
    return TryLater(message, everyone=True) if status == 429 else Rejected(message)


def _advice(code: int) -> str:
    return _RIGHTS if 200 <= code < 300 else _STOPPED.get(code, "")


class Graph:
    """A client for one token."""

    def __init__(self, base_url: str, access_token: str) -> None:
        bearer = {"Authorization": f"Bearer {access_token}"}
        self._client = httpx.AsyncClient(base_url=base_url, headers=bearer, timeout=_TIMEOUT, verify=certificates())

    async def close(self) -> None:
        await self._client.aclose()

    async def get(self, path: str, **params: str) -> Json:
        return await self._call("GET", path, params=params)

    async def post(self, path: str, body: Json) -> Json:
        return await self._call("POST", path, json=body)

    async def upload(self, path: str, name: str, content: bytes, mime: str) -> str:
        """Uploads the file; returns the id under which it can be sent."""
        data = {"messaging_product": "whatsapp", "type": mime}
        answer = await self._call("POST", path, data=data, files={"file": (name, content, mime)}, timeout=_MEDIA_TIMEOUT)
        return str(answer["id"])

    async def download(self, media_id: str, sha256: str, limit: int) -> bytes:
        """The bytes of a received file. Its link is valid for five minutes, so it is requested each time."""
        info = await self.get(media_id)
        content = await self._content(str(info.get("url", "")), limit)
        if sha256 and sha256 not in _digests(content):
            raise TryLater("WhatsApp: berkas yang diunduh tidak utuh")
        return content

    async def _content(self, url: str, limit: int) -> bytes:
        content = bytearray()
        try:
            async with self._client.stream("GET", url, timeout=_MEDIA_TIMEOUT) as response:
                if response.status_code != 200:
                    raise TryLater(f"WhatsApp: berkas tidak dapat diunduh ({response.status_code})")
                async for chunk in response.aiter_bytes():
                    content += chunk
                    if len(content) > limit:
                        raise BadRequest(f"Berkas lebih besar dari {limit // 1_000_000} MB.")
        except httpx.HTTPError as error:
            raise TryLater(_UNREACHED) from error
        return bytes(content)

    async def _call(self, method: str, path: str, **how: Any) -> Json:
        try:
            response = await self._client.request(method, path, **how)
        except httpx.HTTPError as error:
            raise TryLater(_UNREACHED) from error
        answer = _json(response)
        error_said = answer.get("error")
        if isinstance(error_said, dict):
            raise failure(_code(error_said), _words(error_said), response.status_code)
        if response.is_error or not answer:
            raise failure(None, "jawaban yang tidak dikenal", max(response.status_code, 400))
        return answer


def _json(response: httpx.Response) -> Json:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _code(error: Json) -> int | None:
    code = error.get("code")
    return code if isinstance(code, int) else None


def _words(error: Json) -> str:
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    return str(details or error.get("message") or "")


def _digests(content: bytes) -> set[str]:
    """The hashes of the content in both forms: webhooks give base64, the media call hex."""
    digest = hashlib.sha256(content).digest()
    return {digest.hex(), base64.b64encode(digest).decode()}
