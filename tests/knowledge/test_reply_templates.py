"""An office's reply templates are data: filled by the bot, and checked before anybody uses them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from handlers.talking.turn import Knowledge
from knowledge.standards.policy import TEMPLATE_FIELDS, ReplyTemplate


def test_the_fields_are_filled() -> None:
    template = ReplyTemplate.model_validate({"nama": "Selesai", "isi": "Pengaduan {nomor} selesai, {unit}."})
    assert template.filled({"nomor": "JUAI-2611-7K3FQ", "unit": "Loket"}) == "Pengaduan JUAI-2611-7K3FQ selesai, Loket."


@pytest.mark.parametrize("text", ["Kepada {nama_pelapor}", "Nomor {nomor", "{0}"])
def test_a_field_that_the_bot_does_not_know_or_a_broken_brace_is_a_mistake(text: str) -> None:
    with pytest.raises(ValidationError):
        ReplyTemplate.model_validate({"nama": "Contoh", "isi": text})


def test_every_offices_templates_can_be_filled(knowledge: Knowledge) -> None:
    for office in knowledge.library.offices.values():
        for template in office.policy.reply_templates:
            assert template.filled(dict.fromkeys(TEMPLATE_FIELDS, "x"))
