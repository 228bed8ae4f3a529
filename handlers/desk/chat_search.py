"""Searching in the chat: `cari jalan berlubang`, and an officer's "pengaduan tanggal 1 desember"."""

from __future__ import annotations

import re

from handlers.case import cards, open_question
from handlers.casework.access import StaffMember
from handlers.desk.search_words import read
from handlers.talking.buttons import OpenCase, choice
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.ports import Wanted
from handlers.talking.staff_buttons import Desk
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, plain, say

SHOWN = 8
_COMMAND = re.compile(r"/?cari(@\w+)?(\s+(?P<words>.+))?", re.IGNORECASE | re.DOTALL)
_CASES = re.compile(r"(pengaduan|laporan|aduan|kasus)\b", re.IGNORECASE)


def words_sought(turn: Turn) -> str | None:
    """The words that a member of staff searches for; None where the message is no search. A day or a state turns "pengaduan …" into one."""
    if not turn.staff or (turn.state.dialogue is not None and not open_question.asked_of_staff(turn)):
        return None
    if match := _COMMAND.fullmatch(turn.text):
        return match["words"] or ""
    if turn.state.dialogue is not None:
        return None
    return turn.text if _CASES.match(turn.text) and any(_is_list(_wanted(turn, member, turn.text)) for member in turn.staff) else None


def _is_list(wanted: Wanted) -> bool:
    """Whether the search names only a day or a state."""
    named = bool(wanted.since or wanted.states or wanted.lateness or wanted.untaken or wanted.number)
    return named and len(wanted.words) <= 2


def _wanted(turn: Turn, member: StaffMember, words: str) -> Wanted:
    return read(words, member.office, turn.now, turn.rules(member.office).office.zone)


async def search(turn: Turn, words: str) -> Outcome:
    """The result in each office of this member of staff, newest first, a reporter's of this name or number before others; how to search where no word was given."""
    if not any(map(str.isalnum, words)):
        return outcome(turn, reply(say("chat_search.how"), button(Desk(), "desk")))
    return outcome(turn, *[await _result(turn, member, words) for member in turn.staff])


async def _result(turn: Turn, member: StaffMember, words: str) -> Reply:
    rules = turn.rules(member.office)
    named = await turn.ports.complaints.of_reporter(words, member, SHOWN)
    told = await turn.ports.complaints.search(_wanted(turn, member, words), member, 0, SHOWN)
    cases = list({case.number: case for case in (*named.complaints, *told.complaints)}.values())
    if not cases:
        return reply(say("chat_search.none", office=rules.office.name), button(Desk(), "desk"))
    lines = bullets([cards.line(complaint, rules, turn.now) for complaint in cases[:SHOWN]])
    more = say("chat_search.more") if named.more or told.more or len(cases) > SHOWN else Text()
    opened = [choice(OpenCase(complaint.number), complaint.number, plain(f"states.{complaint.state}")) for complaint in cases[:SHOWN]]
    return reply(Text.join([say("chat_search.head", office=rules.office.name), lines, more]), *opened, button(Desk(), "desk"))
