"""A promise of a standard is quoted only where it is the promise about what is complained of."""

from __future__ import annotations

import pytest

from handlers.asking import service_promises
from handlers.talking.turn import Knowledge
from tests.turns import turn_of

KTP, GRANT, HEIRS = "juai/perekaman-e-ktp", "juai/santunan-kematian", "juai/ahli-waris"


@pytest.mark.parametrize(
    ("service", "complaint", "quoted"),
    [
        (KTP, "katanya 15 menit, saya sudah 3 hari bolak-balik", "10-15 menit"),
        (KTP, "berkas ktp saya sudah dua minggu belum selesai", "10-15 menit"),
        (KTP, "diminta uang 50 ribu untuk pengantar ktp", "Tanpa dipungut biaya"),
        (GRANT, "santunan kematian bapak saya sudah 2 bulan belum cair", ""),
        (GRANT, "santunan kematian dipotong 500 ribu oleh kepala desa", ""),
        (KTP, "petugasnya korupsi uang rakyat 3 juta", ""),
        (KTP, "lampu jalan depan rumah mati sudah dua minggu", ""),
        (None, "sudah dua minggu belum selesai", ""),
    ],
)
def test_only_the_broken_promise_is_quoted(knowledge: Knowledge, service: str | None, complaint: str, quoted: str) -> None:
    turn = turn_of(knowledge, complaint)
    found = service_promises.broken(turn, turn.library.services.get(service or ""), complaint)
    assert (quoted in found) if quoted else not found


def test_a_weekday_is_no_waiting(knowledge: Knowledge) -> None:
    complaint = "hari rabu saya mengurus surat waris, diminta 300 ribu katanya uang rokok"
    turn = turn_of(knowledge, complaint)
    assert service_promises.broken(turn, turn.library.services[HEIRS], complaint) == "Tanpa dipungut biaya"
