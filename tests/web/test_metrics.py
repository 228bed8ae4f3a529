"""/metrics explains every figure, and the alert rules and the dashboard speak only of figures that are there."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import yaml

from bot.measures import Histogram, Measure, text
from tests.cases_on_file import OnFile
from tests.world import World

DEPLOY = Path("deploy")
SECONDS = 60
_NAME = re.compile(r"layanwarga_[a-z_]+")


def expressions() -> list[str]:
    rules = yaml.safe_load((DEPLOY / "prometheus-alerts.yaml").read_text(encoding="utf-8"))
    panels = json.loads((DEPLOY / "grafana-dashboard.json").read_text(encoding="utf-8"))["panels"]
    alerts = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    return [*alerts, *(target["expr"] for panel in panels for target in panel["targets"])]


async def metrics(world: World) -> str:
    return (await world.http.get("/metrics")).text


async def test_every_figure_that_is_watched_is_there_and_explained(net: World) -> None:
    await net.start("webhook")
    await net.citizen().says("menu")
    async with asyncio.timeout(SECONDS):
        while not net.app.newest_backup():  # the hour's own, made at the start
            await asyncio.sleep(0.02)
    net.now += timedelta(hours=1)
    said = await metrics(net)
    shown = {re.sub("_(bucket|sum|count)$", "", name) if "turn" in name else name for name in re.findall(r"^(layanwarga_\w+)", said, re.M)}
    helped, typed = (set(re.findall(rf"^# {word} (layanwarga_\w+) \S", said, re.M)) for word in ("HELP", "TYPE"))
    assert shown == helped == typed
    watched = {re.sub("_(bucket|sum|count)$", "", name) for expression in expressions() for name in _NAME.findall(expression)}
    assert watched <= shown and len(watched) > 10
    assert "layanwarga_backup_age_seconds 3600\n" in said
    assert re.search(r"^layanwarga_turn_seconds_count [1-9]", said, re.M)
    assert 'layanwarga_leases{kind="sender"} 3\n' in said


async def test_late_cases_are_counted_by_office(net: World) -> None:
    await net.start()
    await OnFile(net).complaint()
    assert 'layanwarga_complaints_untaken{office="juai"} 1\n' in await metrics(net)
    assert 'layanwarga_complaints_late{office="juai"} 0\n' in await metrics(net)
    await net.app.database.execute("UPDATE case_facts SET due_at = '2026-01-01T00:00:00.000000Z'")
    assert 'layanwarga_complaints_late{office="juai"} 1\n' in await metrics(net)


def test_a_histogram_counts_what_took_no_longer() -> None:
    taken = Histogram(bounds=(0.1, 1.0))
    for seconds in (0.05, 0.5, 5.0):
        taken.observe(seconds)
    assert text([Measure(name="t", help="Time", kind="histogram", values=taken.values)]).splitlines() == [
        "# HELP layanwarga_t Time",
        "# TYPE layanwarga_t histogram",
        'layanwarga_t_bucket{le="0.1"} 1',
        'layanwarga_t_bucket{le="1.0"} 2',
        'layanwarga_t_bucket{le="+Inf"} 3',
        "layanwarga_t_sum 5.55",
        "layanwarga_t_count 3",
    ]
