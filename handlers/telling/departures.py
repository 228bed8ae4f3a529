"""When a member leaves, is removed or loses a role, their cases become free at once; unit and supervisor are told in one message. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.masking import for_staff
from handlers.casework.moves import Role, State
from handlers.casework.payloads import Released
from handlers.rules import OfficeRules
from handlers.talking.message import Audience, Choice, LetterKind, Notice, Reply, Text
from handlers.talking.staff_buttons import Desk, ListCases
from handlers.talking.wording import bullets, button, plain, say
from handlers.telling import timeouts
from handlers.telling.bundles import MOST_LINES
from handlers.telling.case_words import due_words, excerpt
from handlers.telling.recipients import resolve
from handlers.telling.reminders import ABOUT, first_steps
from handlers.telling.timeouts import Elapsed

_AT_WORK = {Role.OFFICER, Role.EXAMINER, Role.SUPERVISOR, Role.HEAD}


def is_without_officer(complaint: Complaint, staff: Sequence[StaffMember]) -> bool:
    """Whether the handler of the case is no longer on the staff, or has no role there that handles cases."""
    working = {member.person for member in staff if member.roles & _AT_WORK}
    return complaint.officer is not None and complaint.officer not in working and complaint.state in {State.IN_PROGRESS, State.WAITING}


def freed(complaints: Sequence[Complaint], staff: Sequence[StaffMember], rules: OfficeRules, now: datetime) -> list[Elapsed]:
    """The cases without their departed handler, with a notice to each reporter. Notices to staff are made by `departure_notices`."""
    made: list[Elapsed] = []
    for complaint in complaints:
        resting = Elapsed(complaint=complaint, told=now, next_at=None)
        done = timeouts.act(resting, Released(text=plain("recalculation.officer_gone")), now, staff, rules)
        to_citizens = tuple(notice for notice in done.notices if not notice.audience.is_staff)
        made.append(Elapsed(complaint=done.complaint, events=done.events, notices=to_citizens, told=now, next_at=None))
    return made


def departure_notices(cases: Sequence[Complaint], staff: Sequence[StaffMember], rules: OfficeRules, now: datetime) -> list[Notice]:
    """One message for each person, with all free cases that they may take or assign."""
    people: dict[int, list[Complaint]] = {}
    for complaint in cases:
        for person in resolve({Role.OFFICER, Role.SUPERVISOR}, complaint, staff, now):
            people.setdefault(person, []).append(complaint)
    only = {person: first_steps(person, mine[0], staff, now) for person, mine in people.items() if len(mine) == 1}
    return [_notice(person, mine, only.get(person, ()), rules, now) for person, mine in sorted(people.items())]


def _notice(person: int, cases: Sequence[Complaint], steps: tuple[Choice, ...], rules: OfficeRules, now: datetime) -> Notice:
    """A message about these cases. `steps`: buttons for a single case; several cases get a list."""
    lines = [_line(case, rules) for case in cases[:MOST_LINES]]
    more = len(cases) - MOST_LINES
    text = Text.join([say("departures.freed", count=len(cases)), bullets(lines + ([plain("ladder.more", count=more)] if more > 0 else []))])
    reply = Reply(
        text=text,
        choices=steps or (button(ListCases(rules.office.id, "untaken"), "show_list"), button(Desk(), "desk")),
        template="petugas_ringkasan",
        parameters=(str(len(cases)),),
    )
    key = f"freed:{rules.office.id}:{now.isoformat()}:{person}"
    return Notice(person=person, reply=reply, key=key, kind=LetterKind.STAFF, audience=Audience.STAFF, event="freed")


def _line(complaint: Complaint, rules: OfficeRules) -> str:
    about = plain("notices.hidden") if complaint.confidential else excerpt(for_staff(complaint).text, ABOUT)
    return plain("departures.line", number=complaint.number, about=about, due=due_words(complaint.due, rules))
