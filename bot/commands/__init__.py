"""The command line, a file a group of commands."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a file of this package adds its commands; argparse has no public name for it."""
