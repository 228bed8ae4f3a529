"""Several reports of one matter: merged into one by an officer, taken apart again when that one is withdrawn."""

from __future__ import annotations

from dataclasses import replace

from handlers import cases
from handlers.casework.complaint import CLOCK, Complaint, Refused
from handlers.casework.moves import OPEN, Action
from handlers.turn import Turn


async def merge(turn: Turn, complaint: Complaint, into: str) -> cases.Done:
    """Both reporters are told and keep their numbers; from now on the answer to `into` answers this one too."""
    target = await cases.visible(turn, into)
    if target is None or target.office != complaint.office or target.state not in OPEN or target.number == complaint.number:
        raise Refused("unknown_target")
    if complaint.due and target.due and complaint.due < target.due:  # merging buys no time
        raise Refused("merge_other_way", into=into)
    done = await cases.act(turn, complaint, Action.MERGE, into=into)
    absorbed = await cases.act(turn, target, Action.ABSORB, number=complaint.number, person=complaint.reporter)
    return replace(done, notices=(*done.notices, *absorbed.notices))


async def revive(turn: Turn, withdrawn: cases.Done) -> cases.Done:
    """What was merged into a report that its reporter withdrew lives on by itself, with the due date it had."""
    told = withdrawn.notices
    for number, _ in withdrawn.complaint.merged:
        merged = await turn.ports.complaints.get(number)
        if merged and merged.merged_into == withdrawn.complaint.number:
            told += (await cases.act(turn, merged, Action.REVIVE, by=CLOCK)).notices
    return replace(withdrawn, notices=told)
