"""Answers that solved a case, as notes for a standard: which, and with nobody in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.store.cases.event_data import payload
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.events import Event
from handlers.casework.moves import Action, Role
from handlers.desk.proposals import is_solved, proposal, tells_of_somebody
from handlers.talking.ports import ReporterIdentity
from tests.casework.cases import at, filed, rules_of

NOW = at("2026-11-24 09:00")
SITI = ReporterIdentity(name="Siti Aminah", contact="081234567890")
CASE = replace(filed(rules_of("juai"), NOW), service="juai/ktp", answer="Cukup bawa surat dari desa.", identity=Identity.NAMED)


def rated(**data: Any) -> Event:
    return Event(at=NOW, actor=1, role=Role.REPORTER, data=payload(Action.RATE, {"stars": 4, **data}))


@pytest.mark.parametrize(
    ("changed", "history", "solved"),
    [
        ({}, [rated(outcome="solved")], True),
        ({}, [rated()], True),
        ({}, [rated(outcome="partly")], False),
        ({}, [rated(outcome="unsolved"), rated(outcome="solved")], True),
        ({}, [rated(outcome="solved"), rated(outcome="unsolved")], False),
        ({}, [], False),
        ({"identity": Identity.CONFIDENTIAL}, [rated(outcome="solved")], False),
        ({"identity": Identity.ANONYMOUS}, [rated(outcome="solved")], False),
        ({"confidential": True}, [rated(outcome="solved")], False),
        ({"examined_by": Role.EXAMINER}, [rated(outcome="solved")], False),
        ({"service": None}, [rated(outcome="solved")], False),
        ({"answer": ""}, [rated(outcome="solved")], False),
        ({"text": ""}, [rated(outcome="solved")], False),
    ],
)
def test_what_its_reporter_called_solved_and_protects_nobody_is_proposed(
    changed: dict[str, Any], history: list[Event], solved: bool
) -> None:
    assert is_solved(replace(CASE, **changed), history) is solved


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Ibu Siti Aminah, cukup bawa surat dari desa.", "Bapak/Ibu, cukup bawa surat dari desa."),
        ("Yth. Bapak/Ibu siti, cukup surat desa.", "Yth. Bapak/Ibu, cukup surat desa."),
        ("KTP Aminah sudah jadi.", "KTP Bapak/Ibu sudah jadi."),
        ("Untuk JUAI-2611-7K3FQ cukup surat desa.", "Untuk cukup surat desa."),
        ("Laporan juai 2611 7k3fq bulan april 2026 sudah selesai.", "Laporan bulan april 2026 sudah selesai."),
        ("NIK 6311041506800001 sudah aktif, hubungi 0812-3456-7890.", "NIK •••••••••••••••• sudah aktif, hubungi ••••-••••-••••."),
        ("Dikirim ke siti@contoh.id hari ini.", "Dikirim ke hari ini."),
        ("Situs kami siap membantu.", "Situs kami siap membantu."),
    ],
)
def test_nobody_is_named_in_it(answer: str, shown: str) -> None:
    case: Complaint = replace(CASE, answer=answer)
    assert proposal(case, SITI).text == shown
    assert not tells_of_somebody(shown, SITI)


@pytest.mark.parametrize("text", ["Ibu Aminah cukup bawa KTP.", "Hubungi 0812 3456 7890.", "NIK 6311041506800001."])
def test_what_still_names_somebody_is_noticed(text: str) -> None:
    assert tells_of_somebody(text, SITI)
