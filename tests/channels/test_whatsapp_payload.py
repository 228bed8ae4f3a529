"""Tables: what Meta's messages mean, and how replies look."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import DeliveryReport, DeliveryStatus, Moved
from bot.channels.textcut import utf16_length
from bot.channels.whatsapp.payload import parse
from bot.channels.whatsapp.render import markup, render, rows, split
from bot.channels.whatsapp.templates import Template, load, submissions
from handlers.talking.message import (
    Attachment,
    AttachmentKind,
    Channel,
    Choice,
    Inbound,
    Location,
    Reply,
    SharedContact,
    Signal,
    Span,
    Text,
)


def heard(message: dict[str, Any], contact: dict[str, Any] | None = None) -> Any:
    about = {"id": "wamid.1", "from": "628123", "timestamp": "1764000000"}
    return parse({"message": about | message, "contact": contact or {}, "metadata": {}})


def inbound(**known: Any) -> Inbound:
    usual: dict[str, Any] = {"message": "wamid.1", "number": "628123", "sent_at": datetime(2025, 11, 24, 16, 0, tzinfo=UTC)}
    return Inbound(channel=Channel.WHATSAPP, address="628123", **(usual | known))


def media(kind: AttachmentKind, **known: Any) -> tuple[Attachment, ...]:
    return (Attachment(kind=kind, ref="77|aGFzaA==", **known),)


FILE = {"id": "77", "sha256": "aGFzaA=="}
PARSED: list[tuple[dict[str, Any], Inbound | Moved | None]] = [
    ({"type": "text", "text": {"body": "halo"}}, inbound(text="halo")),
    ({"type": "text", "text": {"body": "berhenti"}}, inbound(text="berhenti")),
    (
        {"type": "image", "image": {**FILE, "mime_type": "image/jpeg", "caption": "ini"}},
        inbound(text="ini", attachments=media(AttachmentKind.PHOTO, mime="image/jpeg")),
    ),
    (
        {"type": "audio", "audio": {**FILE, "mime_type": "audio/ogg; codecs=opus", "voice": True}},
        inbound(attachments=media(AttachmentKind.VOICE, mime="audio/ogg")),
    ),
    ({"type": "video", "video": {**FILE}}, inbound(attachments=media(AttachmentKind.VIDEO))),
    ({"type": "document", "document": {**FILE, "filename": "a.pdf"}}, inbound(attachments=media(AttachmentKind.DOCUMENT, name="a.pdf"))),
    ({"type": "sticker", "sticker": {**FILE}}, inbound(attachments=media(AttachmentKind.STICKER))),
    ({"type": "image", "errors": [{"code": 131052}]}, inbound(signal=Signal.UNSUPPORTED)),
    (
        {"type": "location", "location": {"latitude": -1.5, "longitude": 115, "name": "Pasar Juai", "address": "Jl. A 1"}},
        inbound(location=Location(latitude=-1.5, longitude=115.0, name="Pasar Juai, Jl. A 1")),
    ),
    ({"type": "location", "location": {"latitude": -1.5, "longitude": 115}}, inbound(location=Location(latitude=-1.5, longitude=115.0))),
    (
        {"type": "contacts", "contacts": [{"phones": [{"phone": "+62 81-23", "wa_id": "628123"}]}]},
        inbound(contact=SharedContact(phone="628123", own=True)),
    ),
    ({"type": "contacts", "contacts": [{"phones": [{"phone": "+62 999"}]}]}, inbound(contact=SharedContact(phone="+62 999", own=False))),
    (
        {"type": "contacts", "contacts": [{"origin": "contact_request", "phones": [{"phone": "+62 999"}]}]},
        inbound(contact=SharedContact(phone="+62 999", own=True)),
    ),
    ({"type": "contacts", "contacts": []}, inbound(signal=Signal.UNSUPPORTED)),
    ({"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "ya", "title": "Ya"}}}, inbound(choice="ya")),
    ({"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "s:1", "title": "KTP"}}}, inbound(choice="s:1")),
    ({"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"id": "x"}}}, inbound(signal=Signal.UNSUPPORTED)),
    ({"type": "button", "button": {"payload": "open", "text": "Buka"}}, inbound(choice="open")),
    ({"type": "request_welcome"}, inbound(signal=Signal.START)),
    ({"type": "order", "order": {}}, inbound(signal=Signal.UNSUPPORTED)),
    ({"type": "unsupported", "errors": [{"code": 131051}]}, inbound(signal=Signal.UNSUPPORTED)),
    ({"type": "something new"}, inbound(signal=Signal.UNSUPPORTED)),
    (
        {"type": "edit", "edit": {"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "baru"}}}},
        inbound(text="baru", edited=True, message="wamid.0"),
    ),
    ({"type": "reaction", "reaction": {"emoji": "👍"}}, None),
    ({"type": "revoke", "revoke": {}}, None),
    ({"type": "revoke", "revoke": {"original_message_id": "wamid.0"}}, inbound(revoked=True, message="wamid.0")),
    ({"type": "text", "text": {"body": "halo"}, "group_id": "g"}, None),
    ({"type": "text", "text": {"body": "halo"}, "from": ""}, None),
    ({"type": "system", "system": {"type": "user_changed_number", "wa_id": "62999"}}, Moved(old="628123", new="62999")),
    (
        {"type": "system", "from_user_id": "ID.1", "system": {"type": "user_changed_user_id", "user_id": "ID.2"}},
        Moved(old="ID.1", new="ID.2"),
    ),
    ({"type": "system", "system": {"previous_user_id": "ID.1", "user_id": "ID.2"}}, Moved(old="ID.1", new="ID.2")),
    (
        {"type": "system", "from": "", "system": {"user_id": "ID.2", "body": "User A changed from ID.1 to ID.2"}},
        Moved(old="ID.1", new="ID.2"),
    ),
    (
        {"type": "system", "system": {"user_id": "ID.2", "body": "User x changed from ID.victim to ID.2 changed from ID.1 to ID.2"}},
        Moved(old="ID.1", new="ID.2"),
    ),
    ({"type": "system", "system": {"user_id": "ID.2", "body": "User x changed from ID.victim to ID.3"}}, Moved(old="628123", new="ID.2")),
    ({"type": "system", "from": "", "system": {"user_id": "ID.2"}}, None),
    ({"type": "system", "system": {"type": "identity_changed"}}, None),
]


@pytest.mark.parametrize(("message", "meaning"), PARSED)
def test_a_message_means(message: dict[str, Any], meaning: object) -> None:
    assert heard(message) == meaning


def test_the_user_id_is_the_address_and_the_profile_the_name() -> None:
    contact = {"user_id": "ID.1", "wa_id": "628123", "profile": {"name": "Ani"}}
    said = heard({"type": "text", "text": {"body": "halo"}}, contact)
    assert (said.address, said.sender_name) == ("ID.1", "Ani")


@pytest.mark.parametrize(
    ("status", "report"),
    [
        ({"status": "sent"}, DeliveryReport(outbox_id=5, status=DeliveryStatus.SENT)),
        ({"status": "played"}, DeliveryReport(outbox_id=5, status=DeliveryStatus.READ)),
        (
            {"status": "failed", "errors": [{"code": 131026, "title": "gone"}]},
            DeliveryReport(outbox_id=5, status=DeliveryStatus.FAILED, error_code=131026, error="gone"),
        ),
        ({"status": "deleted"}, None),
        ({"status": "sent", "biz_opaque_callback_data": "not ours"}, None),
    ],
)
def test_a_status_means(status: dict[str, Any], report: DeliveryReport | None) -> None:
    assert parse({"status": {"biz_opaque_callback_data": "5"} | status}) == report


def bold(words: str) -> Text:
    return Text((Span(text=words, bold=True),))


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        (Text.of("Biaya: gratis"), "Biaya: gratis"),
        (Text.of("*tebal* _miring_ ~coret~ `kode`"), "∗tebal∗ ˍmiringˍ ∼coret∼ ˋkodeˋ"),
        (Text.of("https://juai.go.id/a_b_c?x=1*2"), "https://juai.go.id/a_b_c?x=1*2"),
        (Text.of("<&_*["), "<&ˍ∗["),
        (bold("Status"), "*Status*"),
        (bold("a_b * c"), "*aˍb ∗ c*"),
        (bold(" dua \nbaris\n\n"), " *dua* \n*baris*\n\n"),
        (bold("   "), "   "),
        (Text((Span(text="miring", italic=True),)), "_miring_"),
        (Text((Span(text="dua", bold=True, italic=True),)), "*_dua_*"),
        (Text.of("Nomor: ") + bold("A-1") + Text.of("."), "Nomor: *A-1*."),
        (Text.of("pra") + bold("kata"), "prakata"),
        (bold("sa") + bold("tu"), "*satu*"),
        (bold("tepi ") + Text.of("kata"), "*tepi* kata"),
    ],
)
def test_markup(text: Text, looks: str) -> None:
    assert markup(text) == looks


def named(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(id=f"c{number}", label=label) for number, label in enumerate(labels))


LONG = "Perekaman KTP elektronik untuk pemula"
FORMS: list[tuple[Reply, list[str]]] = [
    (Reply(text=Text.of("a")), ["text"]),
    (Reply(text=Text.of("a" * 4096)), ["text"]),
    (Reply(text=Text.of("a" * 4097)), ["text", "text"]),
    (Reply(text=Text.of("a"), choices=named("Ya", "Tidak", "Kembali")), ["button"]),
    (Reply(text=Text.of("a"), choices=named("x" * 20)), ["button"]),
    (Reply(text=Text.of("a"), choices=named("x" * 21)), ["list"]),
    (Reply(text=Text.of("a"), choices=named("Ya", "Ya")), ["list"]),
    (Reply(text=Text.of("a"), choices=(Choice(id="a", label="Ya", description="lebih"),)), ["list"]),
    (Reply(text=Text.of("a"), choices=named(*map(str, range(10)))), ["list"]),
    (Reply(text=Text.of("a"), choices=named(*map(str, range(11)))), ["text"]),
    (Reply(text=Text.of("a"), choices=named("x " * 40)), ["text"]),
    (Reply(text=Text.of("a " * 600), choices=named("Ya")), ["text", "button"]),
    (Reply(text=Text.of("a"), ask_location=True), ["location_request_message"]),
    (Reply(text=Text.of("a"), ask_location=True, choices=named("Lewati")), ["location_request_message"]),
]


@pytest.mark.parametrize(("reply", "kinds"), FORMS)
def test_the_form_follows_the_choices(reply: Reply, kinds: list[str]) -> None:
    made = [render(part) for part in split(reply)]
    assert [one.get("interactive", one)["type"] for one in made] == kinds


def test_a_question_too_long_for_buttons_stands_alone_and_its_last_paragraph_with_them() -> None:
    first, last = split(Reply(text=Text.of("kata " * 300 + "\n\nApakah sudah benar?"), choices=named("Ya", "Belum")))
    assert (first.choices, last.text.plain, len(last.choices)) == ((), "Apakah sudah benar?", 2)


def test_many_choices_become_numbers() -> None:
    choices = (*named(*[f"Layanan {n}" for n in range(1, 12)]), Choice(id="x", label="Lain", description="yang belum disebut"))
    (only,) = split(Reply(text=Text.of("Pilih layanan"), choices=choices))
    assert only.choices == ()
    assert only.text.plain.startswith("Pilih layanan\n\n1. Layanan 1\n2. Layanan 2\n")
    assert only.text.plain.endswith("\n12. Lain – yang belum disebut\nBalas dengan nomornya.")


def test_a_list_shows_a_long_label_whole_below_and_no_title_twice() -> None:
    made = rows(
        (Choice(id="a", label=LONG), Choice(id="b", label=LONG, description="gratis"), Choice(id="c", label="KTP", description="x"))
    )
    assert made == [
        {"id": "a", "title": "Perekaman KTP…", "description": LONG},
        {"id": "b", "title": "Perekaman KTP… (2)", "description": f"{LONG} – gratis"},
        {"id": "c", "title": "KTP", "description": "x"},
    ]


def test_only_the_first_part_may_travel_as_template() -> None:
    parts = split(Reply(text=Text.of("kata " * 2000), template="status_berubah", parameters=("1",)))
    assert [part.template for part in parts] == ["status_berubah", None, None]


def test_files_come_before_a_question_and_a_voice_has_no_caption() -> None:
    voice = Attachment(kind=AttachmentKind.VOICE, ref="v", mime="audio/ogg")
    photo = Attachment(kind=AttachmentKind.PHOTO, ref="p", mime="image/jpeg")
    assert [bool(one.attachments) for one in split(Reply(text=Text.of("a"), attachments=(photo, voice)))] == [True, True]
    assert [bool(one.attachments) for one in split(Reply(text=Text.of("a"), attachments=(voice,)))] == [True, False]
    assert [bool(one.choices) for one in split(Reply(text=Text.of("a"), attachments=(photo,), choices=named("Ya")))] == [False, True]


SPANS = st.builds(Span, text=st.text(alphabet="ab *_~`.\n👍🏽\u200d", max_size=300), bold=st.booleans(), italic=st.booleans())
TEXTS = st.lists(SPANS, max_size=8).map(lambda spans: Text(tuple(spans * 9)))
CHOICES = st.lists(st.sampled_from(["Ya", "Ya ", LONG, "x" * 80, "👍🏽 baik"]), max_size=12).map(lambda labels: named(*labels))


@given(st.builds(Reply, text=TEXTS, choices=CHOICES, ask_location=st.booleans()))
def test_every_part_fits_and_is_whole(reply: Reply) -> None:
    for part in split(reply):
        assert split(part) == [part]
        body = render(part)
        words = body.get("text", body.get("interactive", {}).get("body"))
        assert 0 < utf16_length(words.get("body", words.get("text"))) <= (4096 if body["type"] == "text" else 1024)


def test_templates_are_submitted_as_meta_wants_them() -> None:
    for one in submissions():
        body, buttons = one["components"]
        assert (one["language"], one["category"], buttons["buttons"][0]["type"]) == ("id", "UTILITY", "QUICK_REPLY")
        assert body["example"]["body_text"][0]
    assert load()["penilaian"].filled(("A-1",)).startswith("Pengaduan Anda nomor A-1 sudah")


@pytest.mark.parametrize(
    "body", ["{{1}} di depan", "di belakang {{1}}", "dua {{1}} {{2}} sebelah", "tanpa", "salah {{2}} nomor", "dua\nbaris {{1}} ya"]
)
def test_a_template_that_meta_would_refuse_is_named(body: str) -> None:
    with pytest.raises(ValueError, match="contoh"):
        Template(name="contoh", language="id", category="UTILITY", body=body, examples=("x",), label="Buka", payload="open")
