"""What the tests of this folder read: the repository's own files, and the string constants and calls of its code."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from knowledge.standards import library
from knowledge.standards.library import Library

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout.split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every file that is text."""
    for path in files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@cache
def library_of_the_repository() -> Library:
    """The standards that come with the program, read once for all tests of a worker."""
    return library.load()


@cache
def code(room: str) -> tuple[ast.Call | ast.Constant | ast.JoinedStr, ...]:
    """Every call and every string in the Python files of this folder."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Constant | ast.JoinedStr))


def pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    """An f-string as the strings that it can make."""
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values]
    return re.compile("".join(parts))
