"""Running cases that the offices' data no longer fit are named by `check` and `doctor`, before anybody waits for them in vain."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands import doctor, misfits
from tests.cases_on_file import OnFile
from tests.casework.cases import at, filed, rules_of
from tests.world import World

RULES = rules_of("juai")
CASE = filed(RULES, at("2026-11-24 09:00"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"unit": "loket-lama"}, ["unit loket-lama"]),
        ({"category": "kuno"}, ["kategori kuno"]),
        ({"unit": "loket-lama", "category": "kuno"}, ["unit loket-lama", "kategori kuno"]),
        ({"due": CASE.due and CASE.due + timedelta(days=1)}, ["dihitung ulang"]),
    ],
)
def test_what_does_not_fit(change: dict[str, Any], said: list[str]) -> None:
    found = list(misfits._reasons(replace(CASE, **change), RULES))
    assert len(found) == len(said) and all(word in line for word, line in zip(said, found, strict=True))


async def test_cases_of_an_office_that_is_not_served_and_of_a_gone_unit_are_named_by_doctor_and_by_check(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = OnFile(world)
    fits, gone = await file.complaint(), await file.complaint(unit="loket-lama")
    there = await file.complaint(office="landak-dsp3akb", unit="umum")
    finding = await doctor._misfits(world.app)
    assert not finding.well and gone.number in finding.detail and fits.number not in finding.detail
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAYANWARGA_DATA", str(world.folder))
    monkeypatch.setenv("LAYANWARGA_OFFICES", "juai")
    assert await asyncio.to_thread(main, ["check"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("pengaduan: peringatan")]
    assert sorted(number for number in (fits.number, gone.number, there.number) for line in lines if number in line) == sorted(
        [gone.number, there.number]
    )


def test_where_there_is_no_database_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAYANWARGA_DATA", str(tmp_path / "data"))
    assert main(["check"]) == 0
    assert not (tmp_path / "data").exists()
