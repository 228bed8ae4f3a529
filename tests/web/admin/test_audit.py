"""Admins and supervisors read what was done in the office; of cases that are not theirs to see they learn how many lines there are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import bot
from bot.web.admin.audit import DEEDS
from bot.web.staff.pages import local_dates
from tests.cases_on_file import OnFile
from tests.web.admin.test_staff import rudi_in, sends
from tests.web.admin.test_standards import admin
from tests.web.staff.browsers import signed_in
from tests.world import World

AUDIT = "/meja/juai/jejak"
ROOT = Path(bot.__file__).parents[1]
ELSEWHERE = {"signed_in", "form_sent", "data_given_out", "forgotten", "address_linked"}
"""What is about no office: never on the page."""


async def opened(world: World, *numbers: str) -> None:
    async with world.app.database.transaction() as transaction:
        audit = world.app.conversation.ports(transaction, world.now).audit
        for number in numbers:
            await audit.write(1, "identity_opened", number, "Alasan dengan nama")
            await audit.write(1, "exported", number, "berkas")
        await audit.write(1, "invited", "buleleng", "petugas")


async def test_the_audit_tells_the_office_what_was_done_and_not_why_a_case_was_opened(world: World) -> None:
    case, hidden = await OnFile(world).complaint(), await OnFile(world).complaint(confidential=True)
    _, _, page = await rudi_in(world)
    await opened(world, case.number, hidden.number)
    async with signed_in(world, await admin(world)) as browser:
        await sends(browser, page, nama="Rudi Hartono", peran=["petugas"], unit=["trantibum"])
        await browser.opens(AUDIT)
    assert "mengubah petugas" in browser.page and "Rudi Hartono" in browser.page
    assert case.number in browser.page and hidden.number not in browser.page
    assert "2 catatan lain" in browser.page
    assert "Alasan dengan nama" not in browser.page and "membuat undangan" not in browser.page


async def test_who_supervises_reads_what_was_done_with_confidential_cases_and_not_with_their_own(world: World) -> None:
    supervisor = await world.enrol("ketua", roles=["pengawas"])
    secret = await OnFile(world).complaint(confidential=True)
    own = await OnFile(world).complaint(reporter=await world.person_of(supervisor))
    await opened(world, secret.number, own.number)
    async with signed_in(world, supervisor) as browser:
        await browser.opens(AUDIT)
    assert f"membuka identitas: {secret.number}" in browser.page and f"mengunduh data: {secret.number}" in browser.page
    assert own.number not in browser.page and "2 catatan lain" in browser.page


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("2026-12-04T00:58:09.314581+00:00", "04-12-2026 08.58"),
        ("csv, 2026-11-01 – 2026-11-24, 2 baris", "csv, 01-11-2026 – 24-11-2026, 2 baris"),
        ("067/2025-99-99", "067/2025-99-99"),
    ],
)
def test_a_line_has_local_dates(line: str, read: str) -> None:
    assert local_dates(line, ZoneInfo("Asia/Makassar")) == read


def test_every_deed_that_the_program_notes_has_words() -> None:
    noted = {one for room in ("bot", "handlers") for path in (ROOT / room).rglob("*.py") for one in _noted(ast.parse(path.read_text()))}
    assert noted - ELSEWHERE == set(DEEDS)


def _noted(tree: ast.Module) -> Iterator[str]:
    """The words given as `action` to the audit; a name stands for the text that the file gives it."""
    texts = {
        target.id: one.value.value
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        for part in (one for action in _actions(call) for one in ast.walk(action)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
            elif isinstance(part, ast.Name) and part.id in texts:
                yield texts[part.id]


def _actions(call: ast.Call) -> list[ast.expr]:
    """`audit.write(…, who, action, subject)`, `note(who, action, subject)`, `Deed(action=…)`, and what changes staff."""
    name = ast.unparse(call.func)
    if name.endswith("Deed"):
        return [one.value for one in call.keywords if one.arg == "action"]
    if name == "audit.write" and ast.unparse(call.args[0]) == "transaction":
        return call.args[2:3]
    if name.endswith("audit.write") or name == "self.note":
        return call.args[1:2]
    return call.args[-1:] if name == "self._change" else []
