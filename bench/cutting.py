"""Files a report many times; each time the network cuts the connection in another statement. Raises where something is lost or doubled."""

from __future__ import annotations

import itertools
import logging
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handlers.talking.turn import Knowledge
from tests.faults.cutting import office
from tests.faults.network import Cut
from tests.postgres import served


@dataclass(frozen=True, kw_only=True)
class Told:
    statements: int
    cuts: int


async def in_every_statement(knowledge: Knowledge, ways: Iterable[Cut] = Cut) -> Told:
    """Each report is told by somebody new, so that a failure names its statement and way of cutting."""
    logging.disable(logging.CRITICAL)  # each cut is told in the log
    with served() as server, tempfile.TemporaryDirectory() as folder:
        async with office(server, Path(folder), knowledge) as telling:
            await telling.tell_a_report()  # the first one finds what a start still asks beside it
            statements = max([await telling.tell_a_report() for _ in range(3)])
            for cut, statement in itertools.product(ways, range(1, statements + 1)):
                try:
                    await telling.tell_a_report(statement, cut)
                except Exception as error:
                    raise AssertionError(f"cut {cut.value} the server did statement {statement}") from error
            return Told(statements=statements, cuts=telling.network.cuts)
