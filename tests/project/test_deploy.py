"""The files that an office's IT copies are understood by the programs that they are for, where those are on this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path("deploy")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "layanwarga.service").read_text(encoding="utf-8")
    local = re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit)
    (tmp_path / "layanwarga.service").write_text(re.sub(r"EnvironmentFile=.*\n", "", local), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "layanwarga.service")]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert [line for line in answer.stderr.splitlines() if "layanwarga.service" in line] == []


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_the_proxies_keep_figures_inside_and_let_uploads_and_streams_through(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert "/metrics" in text and "404" in text
    assert re.search(r"25\s?MB|25m", text), "two uploads at once, and a little more"
    assert "flush_interval -1" in text or "proxy_buffering off" in text
    assert name == "Caddyfile" or text.count("X-Forwarded-For $remote_addr") == 2, "a visitor cannot name another address"
