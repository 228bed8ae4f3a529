"""The local Graph server is as strict as the documentation: otherwise "nothing refused" would prove nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.whatsapp.templates import submissions
from tests.channels.graph_rules import refusal, upload_refusal

TEMPLATES = {one["name"]: {**one, "status": "APPROVED"} for one in submissions()} | {"lama": {**submissions()[0], "status": "PAUSED"}}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": words}}


def buttons(*titles: str, body: str = "a") -> dict[str, Any]:
    made = [{"type": "reply", "reply": {"id": f"{n}", "title": title}} for n, title in enumerate(titles)]
    return {"type": "interactive", "interactive": {"type": "button", "body": {"text": body}, "action": {"buttons": made}}}


def rows(*made: dict[str, str]) -> dict[str, Any]:
    action = {"button": "Pilih", "sections": [{"rows": list(made)}]}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": "a"}, "action": action}}


def template(*values: str, name: str = "status_berubah", language: str = "id") -> dict[str, Any]:
    components = [{"type": "body", "parameters": [{"type": "text", "text": one} for one in values]}]
    return {"type": "template", "template": {"name": name, "language": {"code": language}, "components": components}}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (text("a" * 4096), None),
        (text("a" * 4097), 100),
        (text(" "), 131008),
        ({"type": "text"}, 131008),
        (buttons("Ya", "Tidak"), None),
        (buttons("1", "2", "3", "4"), 131009),
        (buttons("x" * 21), 100),
        (buttons("Ya", "Ya"), 131009),
        (buttons("Ya", body="a" * 1025), 100),
        (rows({"id": "1", "title": "a", "description": "b"}), None),
        (rows({"id": "1", "title": "a" * 25}), 100),
        (rows({"id": "1", "title": "a", "description": "b" * 73}), 100),
        (rows({"id": "1", "title": "a"}, {"id": "1", "title": "b"}), 131009),
        (rows(*[{"id": f"{n}", "title": f"{n}"} for n in range(11)]), 131009),
        (template("A-1"), None),
        (template("A-1", "B"), 132000),
        (template("A\n1"), 100),
        (template("A     1"), 100),
        (template(" "), 100),
        (template("A" * 1000), 132005),
        (template("A-1", name="tidak_ada"), 132001),
        (template("A-1", language="en"), 132001),
        (template("A-1", name="lama"), 132015),
        ({"type": "image", "image": {"id": "nothing"}}, 131009),
        ({"type": "image", "image": {"id": "1", "caption": "a" * 1025}}, 100),
        ({"type": "audio", "audio": {"id": "1", "caption": "a"}}, 100),
        ({"type": "poll", "poll": {}}, 131051),
        (text("a") | {"to": ""}, 131008),
        (text("a") | {"recipient": "ID.1"}, 131008),
        (text("a") | {"messaging_product": "other"}, 100),
        (text("a") | {"biz_opaque_callback_data": "x" * 513}, 100),
    ],
)
def test_a_message_is_refused(message: dict[str, Any], code: int | None) -> None:
    found = refusal({"messaging_product": "whatsapp", "to": "628"} | message, TEMPLATES, {"1": b""})
    assert (found and found[0]) == code


def test_a_file_is_refused_by_type_and_size() -> None:
    assert upload_refusal("image/jpeg", 5 * 1024 * 1024) is None
    assert upload_refusal("image/jpeg", 5 * 1024 * 1024 + 1) == (131053, "file too large")
    assert (upload_refusal("application/zip", 1) or (0,))[0] == 100
