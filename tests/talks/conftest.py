"""The talks are held on every channel, over HTTP through the real clients."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["web", "telegram polling", "telegram webhook", "whatsapp"])
def channel(request: pytest.FixtureRequest) -> str:
    """A test about fewer of them says so: `@pytest.mark.parametrize("channel", [...])`, with the reason."""
    return str(request.param)
