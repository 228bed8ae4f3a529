"""An officer merges several reports about one matter into one; they are separated again when that one is withdrawn."""

from __future__ import annotations

from dataclasses import replace

from handlers.case import case_changes
from handlers.casework import number as numbers
from handlers.casework.access import sees_all
from handlers.casework.complaint import CLOCK, Actor, Complaint, Refused
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.casework.payloads import Absorbed, Added, Followed, Merged, Revived
from handlers.talking.ports import Wanted
from handlers.talking.turn import Turn


async def merge(turn: Turn, complaint: Complaint, into: str) -> case_changes.Done:
    """Merges the complaint into `into`, whose answer then counts for both. Both reporters are told and keep their numbers."""
    target = await case_changes.visible(turn, into)
    if target is None or target.office != complaint.office or target.state not in OPEN or target.number == complaint.number:
        raise Refused("unknown_target")
    if complaint.confidential is not target.confidential:  # additions to the one would be read by everybody who sees the other
        raise Refused("merge_confidential")
    if complaint.due and target.due and complaint.due < target.due:  # merging must not extend the limit
        raise Refused("merge_other_way", into=into)
    done = await case_changes.act(turn, complaint, Merged(into=into))
    absorbed = await case_changes.act(turn, target, Absorbed(number=complaint.number, person=complaint.reporter))
    await _bring_followers(turn, complaint, absorbed.complaint)
    return replace(done, notices=(*done.notices, *absorbed.notices))


async def with_tail(turn: Turn, office: str, text: str) -> str | None:
    """The number of the only case of the office that this member of its staff may see and that ends with these letters."""
    member, tail = turn.member(office), numbers.tail(text)
    if member is None or tail is None:
        return None
    cases = (await turn.ports.complaints.search(Wanted(office=office, now=turn.now, tail=tail), member, 0, 2)).complaints
    return cases[0].number if len(cases) == 1 else None


async def _bring_followers(turn: Turn, complaint: Complaint, target: Complaint) -> None:
    """Followers of the merged report now follow the main report."""
    members = {target.reporter, *target.followers, *complaint.proven}
    for person in (follower for follower in complaint.followers if follower not in members):
        by = Actor(person=person, roles=frozenset({Role.FOLLOWER}))
        target = (await case_changes.act(turn, target, Followed(person=person), by=by)).complaint


async def report_acted_on(turn: Turn, complaint: Complaint, action: Action) -> tuple[Complaint, Actor]:
    """The report that an action applies to, and the roles of this person on it. Additions to a merged report go to the main report."""
    main = await case_changes.answering(turn, complaint) if action is Action.ADD and sees_all(turn.person, complaint) else None
    if main is None:
        return complaint, await case_changes.role_of(turn, complaint)
    return main, Actor(person=turn.person, roles=frozenset({Role.JOINED}))


async def add(turn: Turn, complaint: Complaint, data: Added) -> case_changes.Done:
    """Adds words and files. Who adds to a merged report sees only its own number; the files go to the main report."""
    main, who = await report_acted_on(turn, complaint, Action.ADD)
    mine = complaint.number if main is not complaint else ""
    done = await case_changes.act(turn, main, replace(data, mine=mine), by=who)
    return replace(done, complaint=complaint)


def unanswered_merged(main: Complaint) -> list[str]:
    """The numbers of the reports merged into one that ended before the office answered: it was withdrawn, or its reporter stayed silent."""
    unanswered = main.state in {State.WITHDRAWN, State.CLOSED} and not main.answer
    return [number for number, _ in main.merged] if unanswered else []


def is_still_merged(merged: Complaint | None, main: Complaint) -> bool:
    """Whether the report is still merged into that one, and its reporter has not deleted it."""
    return merged is not None and merged.merged_into == main.number and bool(merged.text)


async def revive(turn: Turn, withdrawn: case_changes.Done) -> case_changes.Done:
    """Reopens the merged reports of a withdrawn main report, each with its earlier due date."""
    notices_ = withdrawn.notices
    for number in unanswered_merged(withdrawn.complaint):
        merged = await turn.ports.complaints.get(number)
        if merged and is_still_merged(merged, withdrawn.complaint):
            notices_ += (await case_changes.act(turn, merged, Revived(), by=CLOCK)).notices
    return replace(withdrawn, notices=notices_)
