"""Who may set up a new office: the holder of a link that somebody with access to the machine made. The permission ends when the office exists."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Reading, Transaction
from bot.store.people import confirmations, people
from bot.store.upkeep import maintenance

_WHO = "setting_up"


async def allowed(transaction: Transaction, now: datetime) -> int:
    """The person who may set up an office. If an earlier link has not led to an office, the same person is used again, and the earlier link and
    its sessions end.
    """
    earlier = await maintenance.read(transaction, _WHO)
    if earlier:
        await confirmations.end_all(transaction, int(earlier))
        return int(earlier)
    person = await people.somebody(transaction, now)
    await maintenance.write(transaction, _WHO, str(person))
    return person


async def may(reading: Reading, person: int) -> bool:
    return await maintenance.read(reading, _WHO) == str(person)


async def done(transaction: Transaction, person: int) -> bool:
    """Ends the permission, because the person's office exists. False where they had none, or another form was faster."""
    return await may(transaction, person) and await maintenance.put(transaction, _WHO, "", str(person))
