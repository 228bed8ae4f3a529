"""Leases for what only one process may do: send for a channel, listen for a bot, tell what is due; by the database's own clock."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from bot.store.databases.database import Database, marks

LEASE_SECONDS = 30
"""How long a dead leader still counts."""
LISTENER = "listener "
"""The prefix for a bot that one process listens to."""
_PROCESS = "process "
"""The prefix for a running node."""


async def lead(database: Database, name: str, node: str) -> bool:
    """Whether the node leads for another lease: it already did, or nobody does any more."""
    return bool(await lead_all(database, [name], node))


async def lead_all(database: Database, names: Sequence[str], node: str) -> frozenset[str]:
    """The names in which the node leads for another lease."""
    if not names:
        return frozenset()
    values = ", ".join([f"(?, ?, epoch() + {LEASE_SECONDS})"] * len(names))
    rows = await database.take(
        f"INSERT INTO leaders (name, node, expires_at) VALUES {values} ON CONFLICT (name) DO UPDATE"  # noqa: S608
        " SET node = excluded.node, expires_at = excluded.expires_at WHERE leaders.node = excluded.node OR leaders.expires_at < epoch()"
        " RETURNING name",
        *(value for name in names for value in (name, node)),
    )
    return frozenset(name for (name,) in rows)


async def share(database: Database, names: Sequence[str], node: str) -> frozenset[str]:
    """The names in which the node leads, shared about equally among the nodes; what exceeds its share is given back."""
    await lead(database, _PROCESS + node, node)
    rows = await database.fetch("SELECT name, node FROM leaders WHERE expires_at > epoch()")
    nodes = sum(name.startswith(_PROCESS) for name, _ in rows)
    most = math.ceil(len(names) / nodes)
    held = {str(name): str(other) for name, other in rows}
    mine = [name for name in names if held.get(name) == node]
    free = [name for name in names if name not in held]
    await _give_back(database, mine[most:], node)
    return await lead_all(database, [*mine, *free][:most], node)


async def resign(database: Database, name: str, node: str) -> None:
    """Gives the lease back, so that another may lead at once."""
    await _give_back(database, [name], node)


async def resign_all(database: Database, node: str) -> None:
    """Gives back all shared leases of the node, which leaves."""
    await database.execute("DELETE FROM leaders WHERE node = ? AND (name = ? OR name LIKE ?)", node, _PROCESS + node, f"{LISTENER}%")


async def _give_back(database: Database, names: Iterable[str], node: str) -> None:
    if given := list(names):
        await database.execute(f"DELETE FROM leaders WHERE node = ? AND name IN ({marks(given)})", node, *given)  # noqa: S608 - question marks
