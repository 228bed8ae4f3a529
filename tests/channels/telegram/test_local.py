"""An own Bot API server in `--local` mode: what people send lies on its disk, and may be large."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram.messenger import Telegram
from bot.errors import BadRequest, Rejected, SettingsError, TryLater
from bot.settings import read
from handlers.talking.message import Attachment, AttachmentKind
from handlers.talking.wording import plain
from tests.channels.fake_telegram import TOKEN, FakeTelegram, Person
from tests.channels.telegram.bots import NOW, made
from tests.phones import TelegramPhone
from tests.pictures import PDF
from tests.world import World

MB = 2**20


@pytest.fixture
async def fake(tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        server.local_folder = tmp_path / "bot-api"
        server.local_folder.mkdir()
        yield server


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[Telegram]:
    telegram = made(fake, local_files=fake.local_folder)
    yield telegram
    await telegram.stop()


def sent(ani: Person, content: bytes) -> Attachment:
    update = ani.sends_document(content, "bukti.pdf", "application/pdf")
    return Attachment(kind=AttachmentKind.DOCUMENT, ref=update["message"]["document"]["file_id"], name="bukti.pdf")


@pytest.fixture
def ani(fake: FakeTelegram) -> Person:
    return fake.person(7, "Ani")


async def test_a_file_is_read_from_the_servers_disk(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    assert await channel.fetch(sent(ani, PDF), MB) == PDF
    assert "file" not in fake.calls


async def test_a_file_over_20_mb_arrives_and_our_own_limit_holds(channel: Telegram, fake: FakeTelegram, ani: Person) -> None:
    large = sent(ani, bytes(21 * MB))
    assert len(await channel.fetch(large, 30 * MB)) == 21 * MB
    fake.announces_size = False
    with pytest.raises(BadRequest, match="paling besar 10 MB"):
        await channel.fetch(large, 10 * MB)


async def test_nothing_outside_the_servers_folder_is_read(fake: FakeTelegram, ani: Person, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    telegram = made(fake, local_files=elsewhere)
    with pytest.raises(Rejected, match="outside"):
        await telegram.fetch(sent(ani, PDF), MB)
    await telegram.stop()


async def test_a_path_is_not_followed_without_an_own_server(fake: FakeTelegram, ani: Person) -> None:
    telegram = made(fake)
    with pytest.raises(TryLater) as problem:
        await telegram.fetch(sent(ani, PDF), MB)
    assert TOKEN not in str(problem.value)
    await telegram.stop()


async def test_the_doctor_looks_whether_the_folder_can_be_read(channel: Telegram, fake: FakeTelegram, tmp_path: Path) -> None:
    assert all(one.well for one in await channel.doctor(NOW))
    assert fake.local_folder
    fake.local_folder.rmdir()
    (ill,) = [one for one in await channel.doctor(NOW) if not one.well]
    assert "LAYANWARGA_TELEGRAM_LOCAL_FILES" in ill.detail and "hak baca" in ill.detail


def test_the_folder_alone_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LAYANWARGA_TELEGRAM_BASE_URL"):
        read(telegram_token=TOKEN, telegram_local_files=tmp_path, _env_file=None)
    assert read(telegram_local_files=tmp_path, telegram_base_url="http://127.0.0.1:8081", _env_file=None)


async def test_evidence_arrives_through_an_own_server(net: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert net.telegram
    net.telegram.local_folder = tmp_path / "bot-api"
    usual = World.settings.fget  # type: ignore[attr-defined]
    with_folder = property(lambda world: usual(world).model_copy(update={"telegram_local_files": net.telegram.local_folder}))
    monkeypatch.setattr(World, "settings", with_folder)
    await net.start()
    citizen = TelegramPhone(net, 7, "Ani")
    await citizen.presses_id("office:juai")
    await citizen.sends_file(PDF, "bukti.pdf", "loket tutup terus sejak pagi padahal jam kerja")
    citizen.does_not_see(plain("misc.file_lost"))
    assert [path.read_bytes() for path in net.app.files.root.glob("??/*")] == [PDF]
