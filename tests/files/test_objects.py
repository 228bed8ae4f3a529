"""Files in an object store: a small local server that speaks as S3 does, asked by the real client."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.files.file_store import COPY_SECONDS, FileStore
from bot.files.objects import ObjectStore
from tests.channels.graph_parts import serve

BUCKET = "berkas"
PDF = b"%PDF-1.4 surat"


@dataclass
class Shop:
    """Takes what is signed with the right key, and keeps it."""

    url: str = ""
    kept: dict[str, bytes] = field(default_factory=dict)
    down: bool = False

    async def answer(self, request: Request) -> Response:
        signed = request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 Credential=kantor/")
        if self.down or not signed:
            return Response(status_code=503 if self.down else 403)
        if request.method == "POST":
            return self._delete((await request.body()).decode())
        name = request.path_params["name"]
        if request.method == "PUT":
            self.kept[name] = content = await request.body()
            return Response(headers={"ETag": f'"{hashlib.md5(content).hexdigest()}"'})
        if name not in self.kept:
            return Response(status_code=404)
        made = "Tue, 24 Nov 2026 01:00:00 GMT"
        return Response(self.kept[name], headers={"ETag": '"x"', "Last-Modified": made}, media_type="application/octet-stream")

    def _delete(self, asked: str) -> Response:
        names = re.findall("<Key>(.*?)</Key>", asked)
        for name in names:
            self.kept.pop(name, None)
        told = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
        return Response(f"<DeleteResult>{told}</DeleteResult>", media_type="application/xml")


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    made = Shop()
    routes = [Route(f"/{BUCKET}", made.answer, methods=["POST"]), Route(f"/{BUCKET}/{{name:path}}", made.answer, methods=["GET", "PUT"])]
    async with serve(Starlette(routes=routes)) as made.url:
        yield made


def store(shop: Shop, folder: Path, key: str = "kantor") -> FileStore:
    return FileStore(folder, 10**6, ObjectStore(f"s3://{BUCKET}/juai", endpoint=shop.url, key=key, secret="rahasia"))


async def test_what_one_machine_keeps_another_reads_and_what_is_removed_is_gone_for_all(shop: Shop, tmp_path: Path) -> None:
    first, second = store(shop, tmp_path / "a"), store(shop, tmp_path / "b")
    kept = await asyncio.to_thread(first.keep, PDF, "surat.pdf")
    assert shop.kept == {f"juai/{kept.ref}": PDF}
    assert not list((tmp_path / "a").glob("**/*")), "nothing stays on the machine that received it"
    path = await asyncio.to_thread(second.path, kept.ref)
    assert path.read_bytes() == PDF and path.is_relative_to(tmp_path / "b")
    assert await asyncio.to_thread(second.mime, kept.ref) == "application/pdf"
    await asyncio.to_thread(first.remove, kept.ref)
    assert shop.kept == {}
    os.utime(path, (0, path.stat().st_mtime - COPY_SECONDS - 1))
    await asyncio.to_thread(second.probe)
    assert not (await asyncio.to_thread(second.path, kept.ref)).exists()


async def test_a_store_that_is_away_or_refuses_is_as_a_disk_that_fails(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="penyimpanan berkas"):
        await asyncio.to_thread(store(shop, tmp_path, key="orang-lain").keep, PDF, "surat.pdf")
    shop.down = True
    with pytest.raises(OSError, match="penyimpanan berkas"):
        await asyncio.to_thread(store(shop, tmp_path).probe)
    assert shop.kept == {}
