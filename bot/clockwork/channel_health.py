"""Tells the admins, at most once an hour, that a channel receives nothing from its platform."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.messaging.letters import Post
from bot.store.databases.database import Database
from handlers.talking.message import Channel
from handlers.talking.wording import say

log = logging.getLogger(__name__)


class ChannelHealth:
    def __init__(self, database: Database, post: Post, sent: Callable[[], None]) -> None:
        self._database = database
        self._post = post
        self._sent = sent
        self._deaf: set[Channel] = set()

    async def look(self, now: datetime) -> None:
        advice = {name: words for name, channel in self._post.channels.items() if (words := channel.listening_problem())}
        for name in advice.keys() - self._deaf:
            log.critical("channel.deaf", extra={"channel": name, "advice": advice[name]})
            text = say("misc.alert_deaf", channel=name.value, advice=advice[name])
            async with self._database.transaction() as transaction:
                await self._post.alarm(transaction, f"deaf:{name}:{now:%Y-%m-%dT%H}", text, now)
            self._sent()
        self._deaf = set(advice)
