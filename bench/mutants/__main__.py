"""Turns rules round one at a time and runs the tests that concern them: `python -m bench.mutants [word …]`.

A mutant that no test notices survives: a rule without a test. Each runs in a process of its own on a copy of the tree; words choose
the files whose path holds one of them. A line that is not in its file any more is named and counts as surviving. The tests run first without
a change: where they are red already, nothing could be learnt.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.mutants import ROOT, Mutant, table

COPIED = ("handlers", "knowledge", "bot", "tests", "bench", "pyproject.toml", "docs")
QUICK = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header")
SECONDS = 120
GREEN, RED = {0}, {1, 2}  # pytest's exit codes: a test failed, or a module could not be imported any more; with any other nothing was tried


def main(words: Sequence[str]) -> int:
    """Prints the survivors, and how many were tried; 1 where one survived."""
    chosen = [mutant for mutant in table() if not words or any(word in mutant.file for word in words)]
    for tests in dict.fromkeys(mutant.tests for mutant in chosen):
        if _is_red(ROOT, tests):
            raise SystemExit(f"red without any change: {tests}")
    survive = 0
    for tried, mutant in enumerate(chosen, 1):
        noticed = is_noticed(mutant)
        survive += not noticed
        print(f"{tried}/{len(chosen)} {'noticed' if noticed else 'SURVIVES'}: {mutant.file}: {mutant.old!r} → {mutant.new!r}", flush=True)
    print(f"{len(chosen)} mutants, {survive} survive")
    return 1 if survive else 0


def is_noticed(mutant: Mutant) -> bool:
    """Whether a test is red with it, in a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, Path(folder) / name)
        path = Path(folder) / mutant.file
        source = path.read_text(encoding="utf-8")
        if mutant.old not in source:
            return False
        path.write_text(source.replace(mutant.old, mutant.new, 1), encoding="utf-8")
        return _is_red(Path(folder), mutant.tests)


def _is_red(folder: Path, tests: Sequence[str]) -> bool:
    """In a forked process, which starts with the libraries loaded. Tests that never end are as good as red."""
    child = os.fork()
    if child == 0:
        import pytest

        signal.alarm(SECONDS)
        os.chdir(folder)
        sys.path.insert(0, str(folder))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os._exit(int(pytest.main([*QUICK, *tests])))
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    if ended not in {*RED, *GREEN, -signal.SIGALRM}:
        raise RuntimeError(f"pytest could not run {tests}: {ended}")
    return ended not in GREEN


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
