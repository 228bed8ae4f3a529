"""Merges two people who turned out to be one."""

from __future__ import annotations

from bot.store.cases import complaints, files
from bot.store.databases.database import Transaction
from handlers.casework.complaint import renamed
from handlers.casework.events import with_person_renamed


async def unite(transaction: Transaction, old: int, new: int) -> None:
    """Gives the old person's addresses, cases, files and letters to the new one. The history keeps the old number of the actor."""
    if old == new:
        return
    for number in await _cases(transaction, old):
        await _rename_in(transaction, number, old, new)
    await transaction.execute("UPDATE chats SET person = ? WHERE person = ?", new, old)
    for letters in ("outbox", "archived_letters"):
        await transaction.execute(f"UPDATE {letters} SET person = ? WHERE person = ?", new, old)  # noqa: S608 - fixed names
    await files.hand_over(transaction, old, new)


async def _cases(transaction: Transaction, person: int) -> list[str]:
    """Every case that names the person, including those into which their reports were merged."""
    mine = "SELECT number FROM complaints WHERE reporter = ? UNION SELECT number FROM followers WHERE person = ?"
    numbers = [row[0] for row in await transaction.fetch(mine, person, person)]
    own_cases = [await complaints.get(transaction, number) for number in numbers]
    return list(dict.fromkeys([*numbers, *(case.merged_into for case in own_cases if case and case.merged_into)]))


async def _rename_in(transaction: Transaction, number: str, old: int, new: int) -> None:
    before = await complaints.get(transaction, number)
    assert before
    await complaints.rewrite(transaction, renamed(before, old, new))
    await complaints.rewrite_history(transaction, number, lambda events: [with_person_renamed(event, old, new) for event in events])
