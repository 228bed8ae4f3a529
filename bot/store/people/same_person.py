"""Two people known apart turn out to be one: what the one wrote, reported and follows becomes the other's."""

from __future__ import annotations

from bot.store.cases import complaints, files
from bot.store.databases.database import Transaction
from handlers.casework.complaint import renamed
from handlers.casework.events import with_person_renamed


async def unite(transaction: Transaction, old: int, new: int) -> None:
    """The old person's addresses, cases, files and letters are the new one's. Who did what under the old name stays in the history."""
    if old == new:
        return
    for number in await _cases(transaction, old):
        await _rename_in(transaction, number, old, new)
    await transaction.execute("UPDATE chats SET person = ? WHERE person = ?", new, old)
    await transaction.execute("UPDATE outbox SET person = ? WHERE person = ?", new, old)
    await files.hand_over(transaction, old, new)


async def _cases(transaction: Transaction, person: int) -> list[str]:
    """Every case that names the person; one that a report of theirs was merged into does so too."""
    mine = "SELECT number FROM complaints WHERE reporter = ? UNION SELECT number FROM followers WHERE person = ?"
    numbers = [row[0] for row in await transaction.fetch(mine, person, person)]
    found = [await complaints.get(transaction, number) for number in numbers]
    return list(dict.fromkeys([*numbers, *(one.merged_into for one in found if one and one.merged_into)]))


async def _rename_in(transaction: Transaction, number: str, old: int, new: int) -> None:
    before = await complaints.get(transaction, number)
    assert before
    await complaints.rewrite(transaction, renamed(before, old, new))
    await complaints.rewrite_history(transaction, number, lambda events: [with_person_renamed(event, old, new) for event in events])
