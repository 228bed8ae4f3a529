"""Every talk is held on the web and, once, on one platform, over HTTP through the real client; `--channels all` holds it on each of them."""

from __future__ import annotations

from zlib import crc32

import pytest

PLATFORMS = ["telegram polling", "telegram webhook", "whatsapp"]


@pytest.fixture(params=["web", *PLATFORMS])
def channel(request: pytest.FixtureRequest) -> str:
    """A test about fewer of them says so: `@pytest.mark.parametrize("channel", [...])`, with the reason."""
    return str(request.param)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if config.getoption("--channels") == "two" and not _is_held(item)]
    items[:] = [item for item in items if item not in set(left_out)]
    config.hook.pytest_deselected(items=left_out)


def _is_held(item: pytest.Item) -> bool:
    """Where a test names its channels itself, on each of them; else on the web, and with its first values on the platform of its name."""
    named = any("channel" in marker.args[0] for marker in item.iter_markers("parametrize"))
    call = item.callspec if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
    if named or call is None or call.params.get("channel") not in PLATFORMS:
        return True
    name = item.nodeid.partition("[")[0]
    is_first = not any(index for value, index in call.indices.items() if value != "channel")
    return is_first and bool(call.params["channel"] == PLATFORMS[crc32(name.encode()) % len(PLATFORMS)])
