"""Who alone may do what only one may: send for a channel, listen for a bot, tell what is due. A lease by the database's own clock."""

from __future__ import annotations

from bot.store.database import Database

LEASE_SECONDS = 30
"""How long one that has died is still taken for the leader."""


async def lead(database: Database, name: str, node: str) -> bool:
    """Whether the node leads for another lease: it did already, or nobody does any more."""
    rows = await database.take(
        f"INSERT INTO leaders (name, node, expires_at) VALUES (?, ?, epoch() + {LEASE_SECONDS}) ON CONFLICT (name) DO UPDATE"  # noqa: S608
        " SET node = excluded.node, expires_at = excluded.expires_at WHERE leaders.node = excluded.node OR leaders.expires_at < epoch()"
        " RETURNING name",
        name,
        node,
    )
    return bool(rows)


async def resign(database: Database, name: str, node: str) -> None:
    """Another may lead at once."""
    await database.execute("DELETE FROM leaders WHERE name = ? AND node = ?", name, node)
