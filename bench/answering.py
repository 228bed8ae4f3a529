"""How long `ask` takes in process, and how often its first action is right, on labelled questions."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from bench.examples import lines
from bench.figures import Result, share
from bot.app import load_knowledge
from bot.settings import Settings


@dataclass(frozen=True)
class Answering:
    """Milliseconds a question, and the share of right first actions."""

    p50: float
    p99: float
    right: str


def answering(name: str = "questions_bare_lead") -> Answering:
    understander = load_knowledge(Settings(_env_file=None)).understander
    understander.understand("syarat ktp")
    results, taken = [], []
    for line in lines(name):
        start = time.perf_counter()
        results.append(Result(line, understander.understand(line["text"], line["office"])))
        taken.append(1000 * (time.perf_counter() - start))
    p50, p99 = np.percentile(taken, (50, 99))
    return Answering(float(p50), float(p99), share(result.first_action_right for result in results))
