"""Runs all attacks, each against programs of its own on a temporary folder, and prints what became of them: `python -m bench.attack [NAME…]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from bench.attack import evidence, flooding, keeping, killing, poisoning, pressing
from bench.attack.outcome import HEAD, Outcome
from bench.attack.program import Program

Attack = Callable[[Program], Awaitable[Outcome]]
NARROW = {"MESSAGES_PER_NETWORK": str(flooding.MESSAGES_A_NETWORK)}
WIDE = {"MESSAGES_PER_NETWORK": "100000", "MESSAGES_PER_MINUTE": "10000"}
ON_ONE: Mapping[str, tuple[Mapping[str, str], tuple[Attack, ...]]] = {
    "flooding": (
        NARROW,
        (
            flooding.invented_cookies,
            flooding.flood,
            flooding.streams,
            flooding.foreign_names,
            flooding.looks_inside,
            flooding.guessed_links,
        ),
    ),
    "evidence": (WIDE, (evidence.programs, evidence.bombs, evidence.hidden_in_photos)),
    "keeping": (WIDE, (keeping.stolen_disk, keeping.damaged_backups, keeping.restored_under_load)),
}
"""Attacks on one program after another, with its settings."""
ALONE: Mapping[str, Callable[[Path], Awaitable[Outcome]]] = {
    "killing": killing.killed_under_load,
    "poisoning": poisoning.poisoned,
    "pressing": pressing.forbidden,
}
NAMES = (*ALONE, *ON_ONE)


async def run(names: Sequence[str], folder: Path) -> AsyncIterator[Outcome]:
    for name in names:
        if name in ALONE:
            yield await ALONE[name](folder / name)
        else:
            async for outcome in _on_one(*ON_ONE[name], folder / name):
                yield outcome


async def _on_one(settings: Mapping[str, str], attacks: Sequence[Attack], folder: Path) -> AsyncIterator[Outcome]:
    program = await Program(folder, LOG_LEVEL="INFO", **settings).start()
    try:
        for attack in attacks:
            yield await attack(program)
    finally:
        await program.stop()


async def run_and_print(names: Sequence[str], folder: Path) -> bool:
    """Prints the table; whether everything held."""
    print(HEAD)
    held, began = True, time.monotonic()
    async for outcome in run(names, folder):
        print(outcome.line(time.monotonic() - began), flush=True)
        held, began = held and outcome.holds, time.monotonic()
        for reached in sorted(set(outcome.through)):
            print(f"  {reached}", file=sys.stderr)
    return held


def main() -> int:
    names = sys.argv[1:] or NAMES
    if unknown := set(names) - set(NAMES):
        print(f"no attack {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return 0 if asyncio.run(run_and_print(names, Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
