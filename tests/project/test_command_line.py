"""What the command line prints for other programs has a fixed shape."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.office import _remove
from knowledge.standards.standard import COMPONENTS
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from the developer's own .env."""
    monkeypatch.chdir(tmp_path)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_services_as_json_is_the_whole_library(capsys: pytest.CaptureFixture[str]) -> None:
    services = json.loads(printed(capsys, "services", "--json"))
    ids = [line.split("\t")[0] for line in (DATA / "ids.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert sorted(service["id"] for service in services) == sorted(ids)
    for service in services:
        assert list(service) == ["id", "title", "office", "unit", "components", "groups", "notes", "hints", "source"]
        assert service["id"].startswith(f"{service['office']}/")
        assert service["source"]["document"]
        assert set(service["components"]) | set(service["notes"]) <= set(COMPONENTS)


def test_items_are_plain_texts_and_never_empty(capsys: pytest.CaptureFixture[str]) -> None:
    for service in json.loads(printed(capsys, "services", "--json")):
        for items in (*service["components"].values(), *service["notes"].values()):
            assert items
            assert all(isinstance(item, str) and item.strip() == item and item for item in items)


def test_items_are_whole_as_the_chat_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    services = {service["id"]: service for service in json.loads(printed(capsys, "services", "--json"))}
    ktp, adoption, dtks = (services[one] for one in ("juai/perekaman-e-ktp", "landak-dsp3akb/adopsi-anak", "landak-dsp3akb/dtks-siks-ng"))
    assert ktp["components"]["persyaratan"] == ["Surat Pengantar / Blangko KTP dari Kelurahan/Desa", "Fotokopi KK"]
    assert any("hilang" in note for note in ktp["notes"]["persyaratan"])
    assert ktp["components"]["waktu"] == ["10-15 menit (bila pimpinan ada di tempat)"]
    assert sum("rangkap 4" in item for item in adoption["components"]["persyaratan"]) == 14
    assert set(dtks["groups"]["persyaratan"]) == {"Operator SIKS-NG Desa", "Masyarakat"}
    assert [item for group in dtks["groups"]["persyaratan"].values() for item in group] == dtks["components"]["persyaratan"]


def test_services_without_json_is_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "services").splitlines()[0] == "buleleng/lomba-desa\tKoordinasi Pendampingan Desa di Wilayahnya (Lomba Desa)"


def test_the_worked_deadlines_come_out_equal(capsys: pytest.CaptureFixture[str]) -> None:
    vectors = [json.loads(line) for line in (DATA / "deadlines.jsonl").read_text(encoding="utf-8").splitlines()]
    made = [json.loads(line) for line in printed(capsys, "deadline", "--vectors", str(DATA / "deadlines.jsonl")).splitlines()]
    assert len(made) == 40
    assert made == [{"id": vector["id"], "due": vector["due"]} for vector in vectors]


def test_a_deadline_is_explained_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--office", "landak-dsp3akb", "--category", "normatif", "--received", "2026-11-20 15:30")
    told = printed(capsys, "deadline", *arguments)
    assert "Batas waktu: Senin, 30 November 2026 pukul 16.00 WIB" in told
    assert "Sabtu, 21 November 2026: tidak dihitung" in told
    assert "Senin, 30 November 2026: hari ke-6" in told


def test_a_wrong_office_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "--office", "jua", "--received", "2026-11-20 15:30"]) == 2
    assert "juai" in capsys.readouterr().err


def test_questions_line_by_line_come_back_understood(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"id": "a", "text": "syarat bikin ktp apa aja", "office": "juai"}, {"id": "b", "text": "halo", "office": None}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, lines))))
    first, second = map(json.loads, printed(capsys, "ask", "--jsonl").splitlines())
    assert list(first) == ["id", "kind", "service", "services", "component", "score"]
    assert (first["id"], first["kind"], first["service"], first["component"]) == ("a", "answer", "juai/perekaman-e-ktp", "persyaratan")
    assert first["service"] in first["services"]
    assert len(first["services"]) <= 6
    assert (second["id"], second["kind"], second["service"]) == ("b", "smalltalk", None)


def test_complaints_line_by_line_come_back_with_a_category(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"id": "a", "text": "diminta uang 50 ribu waktu urus ktp, kalau tidak bayar tidak dilayani", "office": "juai"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(line)))
    (made,) = map(json.loads, printed(capsys, "triage", "--jsonl").splitlines())
    assert list(made) == ["id", "category", "urgent", "confidential", "service"]
    assert (made["category"], made["urgent"]) == ("berkadar_pengawasan", False)


async def test_who_is_removed_from_the_staff_loses_the_desk_and_the_cases(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    number = await complain(world.citizen())
    officer = await world.enrol("budi")
    await officer.presses_id(f"c:take:{number}")
    person = (await world.complaint(number)).officer
    assert person
    assert await _remove(world.app.resources, "juai", person) == 0
    assert "budi tidak lagi bertugas di juai" in capsys.readouterr().out
    await officer.says("tugas")
    officer.sees("Menu ini untuk petugas")
    await world.passes(days=1)
    assert (await world.complaint(number)).officer is None


def test_the_templates_for_whatsapp_are_in_the_form_that_meta_takes(capsys: pytest.CaptureFixture[str]) -> None:
    templates = json.loads(printed(capsys, "whatsapp", "templates"))
    assert templates
    for template in templates:
        assert {"name", "language", "category", "components"} <= set(template)


def test_an_invitation_holds_every_role_that_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    invitation = printed(capsys, "staff", "invite", "--office", "juai", "--role", "petugas", "--role", "pengawas")
    assert "\nUntuk: pengawas, petugas; " in invitation
