"""The table of moves as docs/pengaduan-status.md shows it: `python -m handlers.case.diagram > docs/pengaduan-status.md`. Pure."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from handlers.casework.moves import ALIVE, MOVES, Action, Move, State
from handlers.talking.wording import plain

HEAD = """\
# Status pengaduan

Dibuat dari tabel `MOVES` di `handlers/casework/moves.py` dengan `python -m handlers.case.diagram > docs/pengaduan-status.md`.
Jangan disunting langsung: ubah tabelnya, lalu buat ulang berkas ini.
"""


def page() -> str:
    """The whole page: the diagram of the states, then who may do what in which state."""
    return "\n".join([HEAD, "```mermaid", *_picture(), "```", "", *_table(), ""])


def _picture() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield from (f"    {state} : {plain(f'states.{state}')}" for state in State)
    yield f"    [*] --> {State.RECEIVED} : {plain('done.file')}"
    for source in State:
        for target in State:
            names = [plain(f"done.{action}") for action, move in MOVES.items() if source in move.sources and move.target is target]
            if names and source is not target:
                yield f"    {source} --> {target} : {', '.join(names)}"
    yield from (f"    {state} --> [*]" for state in State if state not in ALIVE)


def _table() -> Iterator[str]:
    yield "| tindakan | dalam status | menjadi | oleh |"
    yield "|---|---|---|---|"
    yield from (_row(action, move) for action, move in MOVES.items())


def _row(action: Action, move: Move) -> str:
    sources = ", ".join(plain(f"states.{state}") for state in State if state in move.sources)
    target = plain(f"states.{move.target}") if move.target else "tetap"
    roles = ", ".join(dict.fromkeys(plain(f"roles.{role}") for role in sorted(move.by)))
    return f"| {plain(f'done.{action}')} (`{action}`) | {sources} | {target} | {roles} |"


if __name__ == "__main__":
    sys.stdout.write(page())
