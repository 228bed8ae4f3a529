"""The holidays change while cases run: what would move is shown beforehand, what moved is told with the reason."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import deadline
from bot.errors import BadRequest
from handlers.casework.deciding import SETTLING
from handlers.casework.moves import Action
from handlers.rules import OfficeRules
from handlers.talking.turn import Knowledge
from handlers.telling.case_words import due_words
from knowledge.errors import Mistake
from knowledge.standards import library
from tests.casework.cases import at
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

NEW_DAY = '  - {tanggal: 2026-11-27, nama: "Cuti bersama Pemilihan Bupati", jenis: bersama}\n'


@pytest.fixture
def decreed(tmp_path: Path) -> Path:
    path = tmp_path / "2026.yaml"
    path.write_text((library.ROOT / "calendars" / "2026.yaml").read_text(encoding="utf-8") + NEW_DAY, encoding="utf-8")
    return path


def changed(knowledge: Knowledge, path: Path) -> Knowledge:
    new = library.with_calendar(knowledge.library, path)
    rules = {office.id: OfficeRules(office, new.calendar(office.id)) for office in new.offices.values()}
    return replace(knowledge, library=new, rules=rules)


async def what_if(world: World, path: Path) -> int:
    return await deadline._what_if(world.app.resources, deadline._with_data(world.app.resources, path))


async def test_what_would_move_is_shown_with_the_old_and_the_new_moment(
    world: World, decreed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await complain(world.citizen())
    assert await what_if(world, decreed) == 0
    rules = world.knowledge.rules["juai"]
    line, total, *_ = capsys.readouterr().out.splitlines()
    assert line.split("\t") == [number, due_words(at("2026-12-02 16:00"), rules), due_words(at("2026-12-03 16:00"), rules)]
    assert total == "1 pengaduan akan bergeser."
    assert (await world.complaint(number)).due == at("2026-12-02 16:00")


async def test_a_folder_tells_beforehand_whose_due_dates_and_reminders_it_moves(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await complain(world.citizen())
    shutil.copytree(library.ROOT / "offices" / "juai", folder := tmp_path / "baru" / "offices" / "juai")
    office = (folder / "office.yaml").read_text(encoding="utf-8")
    policy = "{kategori: {normatif: {batas: {hari_kerja: 8}, tangga: [{saat: jatuh_tempo, kepada: [pengawas]}, {saat: lewat, tiap_pembukaan: true, kepada: [pengawas]}]}}}"
    (folder / "office.yaml").write_text(office.replace("pengaduan: {}", f"pengaduan: {policy}"), encoding="utf-8")
    assert await what_if(world, tmp_path / "baru") == 0
    rules = world.knowledge.rules["juai"]
    due, total, *told = capsys.readouterr().out.splitlines()
    assert due.split("\t") == [number, due_words(at("2026-12-02 16:00"), rules), due_words(at("2026-12-04 16:00"), rules)]
    assert total == "1 pengaduan akan bergeser." and told[-1] == "1 pengaduan akan diingatkan pada waktu lain."
    assert told[0].startswith(number)
    (folder / "office.yaml").write_text(office.replace("pengaduan: {}", "pengaduan: {kategori: murah}"), encoding="utf-8")
    with pytest.raises(BadRequest, match=r"offices/juai/office\.yaml"):
        await what_if(world, tmp_path / "baru")
    for wrong in (folder, tmp_path):
        with pytest.raises(BadRequest, match=f"Maksudnya {tmp_path / 'baru'}"):
            await what_if(world, wrong)


async def test_what_moved_is_told_once_with_the_reason_and_missed_limits_stay(world: World, knowledge: Knowledge, decreed: Path) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    for times in (1, 1):
        world.knowledge = changed(knowledge, decreed)
        await world.restart()
        await world.settle()
        world.now += SETTLING
        await world.settle()
        told = [one.text.plain for one in citizen.heard if "dihitung ulang" in one.text.plain]
        assert len(told) == times
    assert "Jumat, 27 November 2026 (Cuti bersama Pemilihan Bupati)" in told[0]
    assert "Kamis, 3 Desember 2026" in told[0]
    assert any("Cuti bersama Pemilihan Bupati" in one.text.plain for one in officer.heard)
    assert (await world.complaint(number)).due == at("2026-12-03 16:00")
    assert [event.action for event in await world.history(number)].count(Action.RECALCULATE) == 1
    await world.at(at("2026-12-03 08:00"))
    assert not (await world.complaint(number)).missed


async def test_data_that_were_changed_in_the_files_stand_in_the_audit_once(world: World, knowledge: Knowledge, decreed: Path) -> None:
    lines = "SELECT actor, subject, reason FROM audit WHERE action = 'data_changed' ORDER BY subject"
    assert await world.rows(lines) == []
    world.knowledge = changed(knowledge, decreed)
    for _ in range(2):
        await world.restart()
    assert await world.rows(lines) == [(None, office, "kalender") for office in sorted(world.app.library.offices)]


async def test_a_mistake_in_the_new_calendar_is_named(world: World, tmp_path: Path) -> None:
    wrong = tmp_path / "2026.yaml"
    wrong.write_text("tahun: 2026\nkeputusan: SKB\nhari:\n  - {tanggal: 2026-13-01, nama: Libur, jenis: bersama}\n", encoding="utf-8")
    with pytest.raises(Mistake, match=r"2026\.yaml:4: .*hari\.0\.tanggal"):
        await what_if(world, wrong)
