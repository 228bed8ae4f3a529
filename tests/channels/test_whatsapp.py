"""WhatsApp over HTTP, through the real client, against a local server that speaks the Graph API."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels import DeliveryReport, DeliveryStatus, Messenger, Moved, Outgoing, Sent
from bot.channels.whatsapp.graph import failure
from bot.channels.whatsapp.messenger import LARGEST_BODY, WhatsApp, WhatsAppSettings
from bot.channels.whatsapp.payload import phone
from bot.channels.whatsapp.templates import load
from bot.errors import BadRequest, ChannelError, ChannelStopped, Rejected, TemplateRefused, TryLater, Unreachable, WindowClosed
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, AttachmentKind, Choice, Inbound, Reply, Text
from tests.channels.fake_whatsapp import SECRET, VERIFY, FakeWhatsApp
from tests.channels.graph_parts import Fault, Person, serve, sign
from tests.waiting import ANSWER_SECONDS

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HELLO = Reply(text=Text.of("Halo"))
NEWS = Reply(text=Text.of("Ada jawaban."), template="status_berubah", parameters=("JUAI-2611-7K3FQ",))


@dataclass
class Office:
    """The channel between Meta and an inbox that keeps the first of each id, as the store does."""

    meta: FakeWhatsApp
    channel: WhatsApp
    now: datetime = NOW
    inbox: dict[str, Received] = field(default_factory=dict)
    broken: bool = False

    async def receive(self, batch: Sequence[Received]) -> None:
        if self.broken:
            raise OSError("disk full")
        for one in batch:
            self.inbox.setdefault(one.update_id, one)

    def heard(self) -> list[Any]:
        return [self.channel.parse(one.payload) for one in self.inbox.values()]

    async def send(self, person: Person, reply: Reply, outbox_id: int = 1) -> Sent:
        address = person.user_id or person.number or ""
        return await self.channel.send(Outgoing(outbox_id=outbox_id, address=address, reply=reply, now=self.now, heard_at=person.heard_at))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with FakeWhatsApp() as meta:
        channel = WhatsApp(meta.settings(), load(), tmp_path.joinpath)
        made = Office(meta, channel)
        meta.clock = lambda: made.now
        async with serve(Starlette(routes=channel.routes(made.receive))) as address:
            meta.webhook = f"{address}/whatsapp"
            yield made
            await channel.stop()


@pytest.fixture
def ani(office: Office) -> Person:
    person = office.meta.person("Ani <&_*[ 👍🏽", number="6281234567890", user_id="ID.1349")
    person.heard_at = NOW
    return person


async def settled(condition: Any) -> None:
    """What happens beside has happened."""
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


def test_it_is_a_messenger(tmp_path: Path) -> None:
    settings = WhatsAppSettings(phone_number_id="1", business_account_id="2", access_token="3", app_secret="4", verify_token="5")
    channel: Messenger = WhatsApp(settings, load(), tmp_path.joinpath)
    assert "3" not in repr(settings).replace("v25", "")
    assert channel.pace.per_chat_seconds == 6
    with pytest.raises(ValueError, match="app_secret"):
        replace(settings, app_secret="")


# The way in


async def test_the_handshake_gives_the_bare_challenge_to_whoever_knows_the_token(office: Office) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as client:
        assert (await client.get(office.meta.webhook, params=asked)).text == "1158201444"
        for wrong in ({"hub.verify_token": "wrong"}, {"hub.verify_token": "ü"}, {"hub.verify_token": ""}, {"hub.mode": "other"}):
            assert (await client.get(office.meta.webhook, params=asked | wrong)).status_code == 403
        assert (await client.get(office.meta.webhook)).status_code == 403


WRONG = {
    "none": None,
    "empty": "",
    "no hex": "sha256=zz",
    "other secret": "other",
    "other algorithm": "sha1",
    "not ASCII": "sha256=ü€".encode(),
    "other body": "body",
    "bare hex": "bare",
}


@pytest.mark.parametrize("kind", WRONG)
async def test_a_wrong_signature_is_refused_without_effect(office: Office, ani: Person, kind: str) -> None:
    body = office.meta.body(office.meta.text(ani, "halo"))
    made = {
        "other": sign(body, "not the secret"),
        "sha1": sign(body, SECRET).replace("sha256=", "sha1="),
        "body": sign(body + b" ", SECRET),
    }
    made["bare"] = sign(body, SECRET).removeprefix("sha256=")
    given = WRONG[kind]
    signature = made.get(given, given) if isinstance(given, str) else given
    headers = {} if signature is None else {"X-Hub-Signature-256": signature}
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as client:
        answer = await client.post(office.meta.webhook, content=body, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert not office.inbox
    assert office.channel.counts["signature"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (LARGEST_BODY + 1), 413),
        (b"not json", 400),
        (b"[]", 400),
        (b"{}", 200),
        (b'{"entry": [{"changes": "x"}, 7]}', 200),
        (b"\xff", 400),
    ],
)
async def test_a_signed_but_odd_body_does_no_harm(office: Office, body: bytes, status: int) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as client:
        answer = await client.post(office.meta.webhook, content=body, headers={"X-Hub-Signature-256": sign(body, SECRET)})
    assert answer.status_code == status
    assert not office.inbox


async def test_everything_of_a_batch_is_received_and_twice_is_once(office: Office, ani: Person) -> None:
    budi = office.meta.person("Budi", number="628999")
    await office.send(ani, HELLO, 7)
    sent = office.meta.sent[0]
    parts = [office.meta.text(ani, "satu"), office.meta.text(budi, "dua"), office.meta.text(ani, "tiga")]
    parts += [office.meta.status(sent, "sent"), office.meta.status(sent, "delivered")]
    assert (await office.meta.deliver(*parts)).status_code == 200
    random.Random(1).shuffle(parts)
    await office.meta.deliver(*parts, office.meta.text(budi, "empat"))
    heard = office.heard()
    said = [(one.address, one.text) for one in heard if isinstance(one, Inbound)]
    assert said == [("ID.1349", "satu"), ("628999", "dua"), ("ID.1349", "tiga"), ("628999", "empat")]
    reports = [one for one in heard if isinstance(one, DeliveryReport)]
    assert reports == [DeliveryReport(outbox_id=7, status=one) for one in (DeliveryStatus.SENT, DeliveryStatus.DELIVERED)]
    assert all(one.address == f"status:{sent.wamid}" for one in office.inbox.values() if one.update_id.startswith("status:"))


async def test_a_message_for_another_number_is_ignored(office: Office, ani: Person) -> None:
    assert (await office.meta.deliver(office.meta.text(ani, "halo"), phone="999")).status_code == 200
    assert not office.inbox


async def test_what_is_not_kept_is_not_acknowledged(office: Office, ani: Person) -> None:
    office.broken = True
    assert (await office.meta.deliver(office.meta.text(ani, "halo"))).status_code == 500
    assert not office.meta.read


async def test_names_and_texts_arrive_intact(office: Office, ani: Person) -> None:
    words = "<&_*[ `~ é 👨‍👩‍👧‍👦 </b> https://a.id/b"
    await office.meta.deliver(office.meta.text(ani, words), office.meta.text(ani, "setengah \ud83d huruf"))
    first, second = office.heard()
    assert (first.text, first.sender_name, first.sent_at) == (words, "Ani <&_*[ 👍🏽", NOW)
    assert second.text == "setengah ? huruf"


async def test_the_newest_message_of_each_person_is_marked_read(office: Office, ani: Person) -> None:
    parts = [office.meta.text(ani, "satu"), office.meta.text(ani, "dua")]
    await office.meta.deliver(*parts)
    await settled(lambda: office.meta.read)
    assert office.meta.read == [parts[1]["id"]]
    assert not office.meta.refused


async def test_a_person_without_a_number_is_heard_and_answered(office: Office) -> None:
    hidden = office.meta.person("Cici", user_id="ID.77")
    await office.meta.deliver(office.meta.text(hidden, "halo"))
    (heard,) = office.heard()
    assert heard.address == "ID.77"
    assert phone(next(iter(office.inbox.values())).payload) is None
    await office.send(hidden, HELLO)
    assert office.meta.texts(hidden) == ["Halo"]
    assert "to" not in office.meta.sent[0].body
    assert not office.meta.refused


async def test_the_number_stands_beside_the_user_id(office: Office, ani: Person) -> None:
    await office.meta.deliver(office.meta.text(ani, "halo"))
    (row,) = office.inbox.values()
    assert (row.address, phone(row.payload)) == ("ID.1349", "6281234567890")


async def test_a_changed_number_or_id_is_followed(office: Office, ani: Person) -> None:
    changed = office.meta.message(
        ani, "system", {"type": "user_changed_user_id", "user_id": "ID.2", "body": "User Ani changed from ID.1349 to ID.2"}
    )
    await office.meta.deliver(changed)
    assert office.heard() == [Moved(old="ID.1349", new="ID.2")]
    assert next(iter(office.inbox.values())).address == "ID.1349"


# The way out


def in_order(count: int, label: str = "Pilihan") -> tuple[Choice, ...]:
    return tuple(Choice(id=f"c:{number}", label=f"{label} {number}") for number in range(1, count + 1))


@pytest.mark.parametrize(
    "reply",
    [
        HELLO,
        Reply(text=Text.of("a" * 9000)),
        Reply(text=Text.of("👨‍👩‍👧‍👦" * 900)),
        Reply(text=Text.of("Pilih:"), choices=in_order(3)),
        Reply(text=Text.of("kata " * 600), choices=in_order(10, "Perekaman KTP elektronik untuk pemula nomor")),
        Reply(text=Text.of("Pilih:"), choices=in_order(43, "Layanan")),
        Reply(text=Text.of("Di mana?"), ask_location=True, choices=in_order(2)),
        Reply(text=Text(), choices=in_order(2)),
        Reply(text=Text.of("Pilih:"), choices=(Choice(id="a", label="Sama"), Choice(id="b", label="Sama"))),
        replace(NEWS, text=Text.of("x " * 3000)),
    ],
)
async def test_nothing_is_sent_that_the_platform_would_refuse(office: Office, ani: Person, reply: Reply) -> None:
    for part in office.channel.split(reply):
        await office.send(ani, part)
    assert office.meta.sent
    assert not office.meta.why


async def test_a_reply_that_was_not_split_is_not_sent(office: Office, ani: Person) -> None:
    with pytest.raises(Rejected):
        await office.send(ani, Reply(text=Text.of("a" * 5000)))


async def test_outside_the_window_only_the_template_leaves(office: Office, ani: Person) -> None:
    office.now = NOW + timedelta(hours=24)
    with pytest.raises(WindowClosed):
        await office.send(ani, HELLO)
    await office.send(ani, replace(NEWS, parameters=("JUAI-2611-7K3FQ\n\tx     y",)))
    assert office.meta.texts(ani) == ["status_berubah JUAI-2611-7K3FQ x y"]
    never = office.meta.person("Dedi", number="62877")
    await office.send(never, replace(NEWS, parameters=(" ",)))
    assert office.meta.texts(never) == ["status_berubah -"]
    assert not office.meta.refused


@pytest.mark.parametrize("name", load())
async def test_every_template_can_leave(office: Office, ani: Person, name: str) -> None:
    office.now = NOW + timedelta(days=3)
    template = office.channel._templates[name]
    await office.send(ani, Reply(text=Text.of("x"), template=name, parameters=template.examples))
    await office.send(ani, Reply(text=Text.of("x"), template=name, parameters=("kata " * 600,) * len(template.examples)))
    assert not office.meta.why


async def test_a_template_that_is_not_there_is_rejected(office: Office) -> None:
    dedi = office.meta.person("Dedi", number="62877")
    for wrong in (replace(NEWS, template="lain"), replace(NEWS, parameters=())):
        with pytest.raises(Rejected):
            await office.send(dedi, wrong)


async def test_a_window_closed_by_http_error_falls_back_to_the_template(office: Office, ani: Person) -> None:
    office.meta.faults = [Fault(code=131047)]
    await office.send(ani, NEWS)
    assert office.meta.sent[0].kind == "template"
    office.meta.faults = [Fault(code=131047)]
    with pytest.raises(WindowClosed):
        await office.send(ani, HELLO)


async def test_a_window_closed_by_a_failed_status_is_told_and_the_template_leaves(office: Office, ani: Person) -> None:
    office.meta.window_by_status = True
    stale = replace(ani, heard_at=NOW)
    ani.heard_at = NOW - timedelta(days=2)  # what the platform knows; we believe the window open
    await office.send(stale, NEWS, 5)
    await office.meta.deliver(office.meta.status(office.meta.withheld[0], "failed", 131047))
    (report,) = office.heard()
    assert report == DeliveryReport(outbox_id=5, status=DeliveryStatus.FAILED, error_code=131047, error="said later")
    assert isinstance(failure(report.error_code, report.error), WindowClosed)
    await office.send(replace(stale, heard_at=None), NEWS, 5)
    assert office.meta.texts(ani) == ["status_berubah JUAI-2611-7K3FQ"]


async def test_a_refused_template_rests_for_an_hour_while_everything_else_leaves(office: Office, ani: Person) -> None:
    office.now = NOW + timedelta(days=2)
    office.meta.faults = [Fault(code=132015)]
    for _ in range(3):
        with pytest.raises(TemplateRefused, match="WhatsApp Manager"):
            await office.send(ani, NEWS)
    await office.send(ani, replace(NEWS, template="jawaban_siap"))
    office.now += timedelta(hours=1)
    await office.send(ani, NEWS)
    assert [one.text.split()[0] for one in office.meta.sent] == ["jawaban_siap", "status_berubah"]


async def test_the_pair_rate_is_waited_for_longer_each_time(office: Office, ani: Person) -> None:
    waits = []
    for attempts in (0, 1, 2, 9):
        office.meta.faults = [Fault(code=131056)]
        outgoing = Outgoing(outbox_id=1, address="ID.1349", reply=HELLO, now=NOW, heard_at=NOW, attempts=attempts)
        with pytest.raises(TryLater) as caught:
            await office.channel.send(outgoing)
        waits.append(caught.value.after)
    assert waits == [6, 24, 96, 3600]


async def test_the_button_of_a_template_opens(office: Office, ani: Person) -> None:
    await office.meta.deliver(office.meta.message(ani, "button", {"payload": "open", "text": "Buka"}))
    assert office.heard()[0].choice == "open"


CODES: list[tuple[Fault, type[ChannelError]]] = [
    *[(Fault(code=code), TryLater) for code in (1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057)],
    *[(Fault(code=code), Rejected) for code in (100, 131008, 131009, 131049, 131050, 131051, 131053, 999999)],
    *[(Fault(code=code), ChannelStopped) for code in (0, 3, 10, 190, 200, 131031, 131042)],
    *[(Fault(code=code), TemplateRefused) for code in (132000, 132001, 132015)],
    (Fault(code=131026), Unreachable),
    (Fault(code=132001, status=404), TemplateRefused),
    (Fault(code=100, status=500), TryLater),
    (Fault(status=500), TryLater),
    (Fault(status=503), TryLater),
    (Fault(status=429), TryLater),
    (Fault(status=400), Rejected),
    (Fault(drop="before"), TryLater),
    (Fault(drop="after"), TryLater),
]


@pytest.mark.parametrize(("fault", "error"), CODES)
async def test_the_code_decides(office: Office, ani: Person, fault: Fault, error: type[ChannelError]) -> None:
    office.meta.faults = [fault]
    with pytest.raises(error) as caught:
        await office.send(ani, HELLO)
    assert type(caught.value) is error
    assert len(office.meta.sent) == (fault.drop == "after")


def test_who_is_held_back() -> None:
    pair, overall = failure(131056, ""), failure(130429, "")
    assert isinstance(pair, TryLater) and isinstance(overall, TryLater)
    assert (pair.after, pair.everyone, overall.everyone) == (6.0, False, True)
    assert "LAYANWARGA_WHATSAPP_ACCESS_TOKEN" in str(failure(190, ""))
    assert "templat" in str(failure(132001, ""))


async def test_the_pair_rate_lets_a_burst_through_and_then_asks_to_wait(office: Office, ani: Person) -> None:
    office.meta.pair_rate = True
    for _ in range(45):
        await office.send(ani, HELLO)
    with pytest.raises(TryLater):
        await office.send(ani, HELLO)


async def test_an_unreachable_server_is_for_later(office: Office, tmp_path: Path) -> None:
    channel = WhatsApp(office.meta.settings(base_url="http://127.0.0.1:9/v25.0"), load(), tmp_path.joinpath)
    with pytest.raises(TryLater):
        await channel.send(Outgoing(outbox_id=1, address="628", reply=HELLO, now=NOW, heard_at=NOW))
    await channel.start(office.receive)
    await channel.stop()


# Files

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 40


async def test_a_file_that_came_is_fetched_and_verified(office: Office, ani: Person) -> None:
    await office.meta.deliver(office.meta.file(ani, "image", PICTURE, "image/jpeg", caption="Jalan rusak"))
    (heard,) = office.heard()
    (picture,) = heard.attachments
    assert (heard.text, picture.kind, picture.mime) == ("Jalan rusak", AttachmentKind.PHOTO, "image/jpeg")
    assert await office.channel.fetch(picture, 1_000_000) == PICTURE
    with pytest.raises(BadRequest):
        await office.channel.fetch(picture, 1000)
    office.meta.spoiled = True
    with pytest.raises(TryLater):
        await office.channel.fetch(picture, 1_000_000)


async def test_a_file_that_is_gone_is_rejected(office: Office) -> None:
    with pytest.raises(Rejected):
        await office.channel.fetch(Attachment(kind=AttachmentKind.PHOTO, ref="12345|"), 1000)


async def test_stored_files_are_sent_with_the_words_as_caption(office: Office, ani: Person, tmp_path: Path) -> None:
    ref = hashlib.sha256(PICTURE).hexdigest()
    (tmp_path / ref).write_bytes(PICTURE)
    picture = Attachment(kind=AttachmentKind.PHOTO, ref=ref, mime="image/jpeg")
    letter = Attachment(kind=AttachmentKind.DOCUMENT, ref=ref, name="surat.pdf", mime="application/pdf")
    for part in office.channel.split(Reply(text=Text.of("Buktinya"), attachments=(picture, letter))):
        await office.send(ani, part)
    assert [(one.kind, one.text) for one in office.meta.sent] == [("image", "Buktinya"), ("document", "")]
    assert office.meta.sent[1].body["document"]["filename"] == "surat.pdf"
    assert not office.meta.refused


@pytest.mark.parametrize("bad", [{"mime": "application/zip"}, {"ref": "missing"}])
async def test_a_file_that_cannot_be_sent_is_rejected_unasked(office: Office, ani: Person, tmp_path: Path, bad: dict[str, str]) -> None:
    (tmp_path / "ref").write_bytes(PICTURE)
    picture = replace(Attachment(kind=AttachmentKind.PHOTO, ref="ref", mime="image/jpeg"), **bad)  # type: ignore[arg-type]
    with pytest.raises(Rejected):
        await office.send(ani, Reply(text=Text(), attachments=(picture,)))
    assert not office.meta.refused


# Its life


@pytest.mark.parametrize(
    ("wrong", "setting"),
    [({"access_token": "x"}, "LAYANWARGA_WHATSAPP_ACCESS_TOKEN"), ({"phone_number_id": "1"}, "LAYANWARGA_WHATSAPP_PHONE_NUMBER_ID")],
)
async def test_a_wrong_setting_stops_the_channel_by_name(office: Office, tmp_path: Path, wrong: dict[str, str], setting: str) -> None:
    channel = WhatsApp(office.meta.settings(**wrong), load(), tmp_path.joinpath)
    with pytest.raises(ChannelStopped, match=setting):
        await channel.start(office.receive)
    await channel.stop()


async def test_the_doctor_says_what_to_do(office: Office) -> None:
    await office.channel.start(office.receive)
    assert all(one.well for one in await office.channel.doctor(NOW))
    office.meta.templates["penilaian"]["status"] = "PAUSED"
    del office.meta.templates["jawaban_siap"]
    office.meta.subscribed = False
    ill = {one.subject: one.detail for one in await office.channel.doctor(NOW) if not one.well}
    assert "penilaian (PAUSED)" in ill["WhatsApp: templat"]
    assert "jawaban_siap (belum diajukan)" in ill["WhatsApp: templat"]
    assert "langkah 4" in ill["WhatsApp: langganan webhook"]
