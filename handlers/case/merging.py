"""Several reports of one matter: merged into one by an officer, taken apart again when that one is withdrawn."""

from __future__ import annotations

from dataclasses import replace

from handlers.case import case_changes
from handlers.casework.access import sees_all
from handlers.casework.complaint import CLOCK, Actor, Complaint, Refused
from handlers.casework.events import Absorbed, Added, Followed, Merged, Revived
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.talking.turn import Turn


async def merge(turn: Turn, complaint: Complaint, into: str) -> case_changes.Done:
    """Both reporters are told and keep their numbers; from now on the answer to `into` answers this one too."""
    target = await case_changes.visible(turn, into)
    if target is None or target.office != complaint.office or target.state not in OPEN or target.number == complaint.number:
        raise Refused("unknown_target")
    if complaint.confidential is not target.confidential:  # what is added to the one would be read by those who see the other
        raise Refused("merge_confidential")
    if complaint.due and target.due and complaint.due < target.due:  # merging buys no time
        raise Refused("merge_other_way", into=into)
    done = await case_changes.act(turn, complaint, Merged(into=into))
    absorbed = await case_changes.act(turn, target, Absorbed(number=complaint.number, person=complaint.reporter))
    await _bring_followers(turn, complaint, absorbed.complaint)
    return replace(done, notices=(*done.notices, *absorbed.notices))


async def _bring_followers(turn: Turn, complaint: Complaint, target: Complaint) -> None:
    """Who followed the merged report follows the one that lives on."""
    known = {target.reporter, *target.followers, *complaint.proven}
    for person in (follower for follower in complaint.followers if follower not in known):
        by = Actor(person=person, roles=frozenset({Role.FOLLOWER}))
        target = (await case_changes.act(turn, target, Followed(person=person), by=by)).complaint


async def report_acted_on(turn: Turn, complaint: Complaint, action: Action) -> tuple[Complaint, Actor]:
    """The report that an action goes to, and what this person is on it: what is added to a merged one goes to the one that answers it."""
    main = await case_changes.answering(turn, complaint) if action is Action.ADD and sees_all(turn.person, complaint) else None
    if main is None:
        return complaint, await case_changes.role_of(turn, complaint)
    return main, Actor(person=turn.person, roles=frozenset({Role.JOINED}))


async def add(turn: Turn, complaint: Complaint, data: Added) -> case_changes.Done:
    """Whoever adds to a merged report goes on knowing only its own number; the files lie with the one that answers it."""
    main, who = await report_acted_on(turn, complaint, Action.ADD)
    mine = complaint.number if main is not complaint else ""
    done = await case_changes.act(turn, main, replace(data, mine=mine), by=who)
    return replace(done, complaint=complaint)


def unanswered_merged(main: Complaint) -> list[str]:
    """The reports merged into one that has ended, withdrawn or in its reporter's silence, before the office answered."""
    unanswered = main.state in {State.WITHDRAWN, State.CLOSED} and not main.answer
    return [number for number, _ in main.merged] if unanswered else []


def is_still_merged(merged: Complaint | None, main: Complaint) -> bool:
    """Whether it still belongs to that one, and its reporter has not had it forgotten."""
    return merged is not None and merged.merged_into == main.number and bool(merged.text)


async def revive(turn: Turn, withdrawn: case_changes.Done) -> case_changes.Done:
    """What is left alone lives on by itself, with the due date it had."""
    told = withdrawn.notices
    for number in unanswered_merged(withdrawn.complaint):
        merged = await turn.ports.complaints.get(number)
        if merged and is_still_merged(merged, withdrawn.complaint):
            told += (await case_changes.act(turn, merged, Revived(), by=CLOCK)).notices
    return replace(withdrawn, notices=told)
