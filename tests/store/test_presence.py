"""Processes on one SQLite file write in turn."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from bot.store.databases.presence import Presence

ANOTHER = """
import sys
from pathlib import Path
from bot.store.databases.presence import Presence
presence = Presence(Path(sys.argv[1]))
presence.enter()
presence.take_turn()
print("writes", flush=True)
sys.stdin.readline()
presence.end_turn()
presence.take_turn()
print("writes again", flush=True)
"""


def test_who_has_just_written_waits_until_the_other_process_has_had_its_turn(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "test.lock")
    presence.enter()
    other = subprocess.Popen(
        [sys.executable, "-c", ANOTHER, str(tmp_path / "test.lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin and other.stdout and other.stdout.readline() == "writes\n"
    order = list[str]()

    def write() -> None:
        presence.take_turn()
        order.append("ours")
        presence.end_turn()

    waiting = Thread(target=write)
    waiting.start()
    time.sleep(0.02)  # it is the next one by now
    assert order == []
    other.stdin.write("\n")
    other.stdin.flush()
    order.append(other.stdout.readline())
    waiting.join(10)
    other.communicate()
    presence.leave()
    assert order == ["ours", "writes again\n"]
