"""How fast letters leave: each platform's own pace, for each person and for all."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

from bot.channels import Messenger, Pace
from bot.channels.telegram.messenger import Telegram
from bot.channels.web.messenger import WebChat
from bot.channels.whatsapp.messenger import WhatsApp
from bot.messaging.outbox import Pacer

SOON = 1e-6


def pacer(pace: Pace) -> Pacer:
    channel: Any = SimpleNamespace(pace_for=lambda address: pace, sender=lambda address: "")
    return Pacer(cast(Messenger, channel))


def moments(pace: Pace, count: int, people: int = 1) -> list[float]:
    """When each of so many letters leaves, round about to so many people, each as soon as it may."""
    taken, now = pacer(pace), 1000.0
    left = []
    for number in range(count):
        while (wait := taken.reserve(str(number % people), now)) > 0:
            now += wait + SOON
        left.append(round(now - 1000, 2))
    return left


def test_telegram_lets_three_out_at_once_and_then_one_a_second() -> None:
    assert [round(at) for at in moments(Telegram.pace, 6)] == [0, 0, 0, 1, 2, 3]


def test_telegram_lets_25_a_second_out_in_all() -> None:
    assert moments(Telegram.pace, 51, people=51)[-1] == 2.0


def test_on_whatsapp_two_to_one_person_are_a_second_apart_so_that_none_overtakes() -> None:
    """Meta promises no order of what is sent in quick succession."""
    left = moments(WhatsApp.pace, 4)
    assert all(later - earlier >= 1 for earlier, later in pairwise(left))


def test_on_whatsapp_the_pair_rate_holds_after_the_burst() -> None:
    left = moments(WhatsApp.pace, 30)
    assert left[-1] - left[-2] >= 5.9


def test_nobody_waits_for_anothers_pace() -> None:
    taken = pacer(WhatsApp.pace)
    assert taken.reserve("a", 1000.0) == 0
    assert taken.reserve("a", 1000.1) > 0
    assert taken.reserve("b", 1000.1) == 0


def test_a_group_gets_20_a_minute() -> None:
    group = Telegram.pace_for(cast(Telegram, SimpleNamespace(pace=Telegram.pace)), "-100")
    assert sum(at < 60 for at in moments(group, 25)) == 20


def test_on_the_web_chat_nobody_waits_for_a_place() -> None:
    waits = pacer(WebChat.pace)
    assert [waits.reserve(str(number), 100.0) for number in range(50)] == [0.0] * 50
