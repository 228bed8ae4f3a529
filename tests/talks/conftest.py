"""Every talk is held on the web and on one platform, over HTTP through the real client; `--channels all` holds it on each of them."""

from __future__ import annotations

from zlib import crc32

import pytest

PLATFORMS = ["telegram polling", "telegram webhook", "whatsapp"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The platform of a test depends on its name alone. A test about fewer channels says so: `@pytest.mark.parametrize("channel", [...])`, with the reason."""
    own = any("channel" in marker.args[0] for marker in metafunc.definition.iter_markers("parametrize"))
    if "channel" in metafunc.fixturenames and not own:
        metafunc.parametrize("channel", ["web", *_platforms(metafunc)])


def _platforms(metafunc: pytest.Metafunc) -> list[str]:
    everywhere = metafunc.config.getoption("--channels") == "all"
    return PLATFORMS if everywhere else [PLATFORMS[crc32(metafunc.definition.nodeid.encode()) % len(PLATFORMS)]]
