"""What all tests share: the library once a session, and a world to talk in."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.app import load_knowledge
from bot.settings import Settings
from handlers.turn import Knowledge
from tests.world import World

settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")
for name in [name for name in os.environ if name.startswith("LAYANWARGA_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(Settings(_env_file=None))


@pytest.fixture
async def world(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[World]:
    """An office on Tuesday, 24 November 2026, 09.00 WITA, with an officer and a supervisor."""
    made = World(tmp_path, knowledge)
    await made.start()
    yield made
    await made.stop()
