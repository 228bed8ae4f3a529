"""Each talk is held on one channel, over HTTP through the real client where it is a platform; the channels take turns over the talks.

`--channels all` holds every talk on each of them.
"""

from __future__ import annotations

from zlib import crc32

import pytest

CHANNELS = ["web", "telegram polling", "telegram webhook", "whatsapp"]


@pytest.fixture(params=CHANNELS)
def channel(request: pytest.FixtureRequest) -> str:
    """A test about fewer of them says so: `@pytest.mark.parametrize("channel", [...])`, with the reason."""
    return str(request.param)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--channels") == "all":
        return
    held = {item: _is_held(item) for item in items}
    items[:] = [item for item, is_held in held.items() if is_held]
    config.hook.pytest_deselected(items=[item for item, is_held in held.items() if not is_held])


def _is_held(item: pytest.Item) -> bool:
    """Where a test names its channels itself, on each of them; else on the channel that its name and its other values give."""
    call = item.callspec if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
    named = any("channel" in marker.args[0] for marker in item.iter_markers("parametrize"))
    if named or call is None or "channel" not in call.params:
        return True
    return bool(call.params["channel"] == its_channel(item.nodeid.replace(str(call.params["channel"]), "")))


def its_channel(talk: str) -> str:
    """The channel of the talk with this name: the same in every run, whatever other talks there are."""
    return CHANNELS[crc32(talk.encode()) % len(CHANNELS)]
