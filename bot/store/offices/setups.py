"""Who may set a new office up: somebody with access to the machine made a link for them. It ends when their office is there."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Reading, Transaction
from bot.store.people import confirmations, people
from bot.store.upkeep import maintenance

_WHO = "setting_up"


async def allowed(transaction: Transaction, now: datetime) -> int:
    """The person who may; the same as before where a link was made already and no office has come of it: then that link, and whoever
    came in by it, is out."""
    known = await maintenance.read(transaction, _WHO)
    if known:
        await confirmations.end_all(transaction, int(known))
        return int(known)
    person = await people.somebody(transaction, now)
    await maintenance.write(transaction, _WHO, str(person))
    return person


async def may(reading: Reading, person: int) -> bool:
    return await maintenance.read(reading, _WHO) == str(person)


async def done(transaction: Transaction, person: int) -> bool:
    """The office of this person is there: nobody may any more. False where they might not, or one came of another form just now."""
    return await may(transaction, person) and await maintenance.put(transaction, _WHO, "", str(person))
