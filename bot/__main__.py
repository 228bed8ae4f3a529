"""The command line: `layanwarga run`, `check`, `import`, `export`, `services`, `ask`, `triage`, `deadline`, `chat`, `setup`, `staff`, `channel`, `reload`, `unanswered`, `whatsapp`, `skm`, `backup`, `restore`, `migrate`, `move`, `doctor`, `key`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.commands import (
    backup,
    channel,
    database,
    deadline,
    doctor,
    first_start,
    importing,
    knowledge,
    office,
    questions,
    reload,
    serve,
    survey,
    talk,
    whatsapp,
)
from bot.errors import BotError
from knowledge.errors import KnowledgeError


def parser() -> argparse.ArgumentParser:
    """All commands; each module of `bot.commands` adds its own."""
    made = argparse.ArgumentParser(prog="layanwarga", description="Asisten layanan publik: standar layanan, pengaduan, dan tenggatnya.")
    commands = made.add_subparsers(dest="command", required=True, metavar="perintah")
    for module in (
        serve,
        knowledge,
        importing,
        talk,
        deadline,
        first_start,
        office,
        questions,
        channel,
        reload,
        whatsapp,
        survey,
        backup,
        database,
        doctor,
    ):
        module.add_to(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. An error is printed in one line, without a traceback."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except (BotError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
