"""Who leads, and how often others ask."""

from __future__ import annotations

from pathlib import Path

from bot.messaging.leadership import Leadership
from bot.store.databases.sqlite import SqliteDatabase


async def test_who_does_not_lead_is_woken_often_and_asks_the_database_once_a_second(tmp_path: Path) -> None:
    database, asked = SqliteDatabase(tmp_path / "test.sqlite"), list[str]()
    await database.open()
    take = database.take

    async def counted(sql: str, *parameters: object) -> list[object]:
        asked.append(sql)
        return [*await take(sql, *parameters)]

    database.take = counted  # type: ignore[assignment, method-assign]
    first, second = (Leadership(database, "sender web", node) for node in ("a", "b"))
    try:
        assert await first.held()
        assert [await second.held() for _ in range(50)] == [False] * 50
        assert len(asked) == 2
    finally:
        await database.close()
