"""What staff receive when the office opens: an officer's list, a supervisor's picture of the day, and of the past week. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.casework.access import StaffMember, standing_in
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Role
from handlers.desk import work_lists
from handlers.desk.lessons import Lessons
from handlers.rules import OfficeRules
from handlers.talking.message import Attachment, Audience, LetterKind, Notice, Reply, Text
from handlers.talking.staff_buttons import Asked
from handlers.talking.wording import bullets, button, plain, say

MOST_QUESTIONS = 15
_PICTURED = frozenset({Role.SUPERVISOR, Role.HEAD})
_LEARNING = frozenset({Role.SUPERVISOR, Role.ADMIN})


def of_day(staff: Sequence[StaffMember], running: Sequence[Complaint], rules: OfficeRules, now: datetime) -> list[Notice]:
    """One message for each person, even for several roles; nothing where there is nothing to report. `running`: running cases, and finished ones
    that wait for a second look.
    """
    picture = work_lists.day_picture(running, rules, now)
    notices_: list[Notice] = []
    for member in _there(staff, now):
        pictures = [picture] if picture and member.roles & _PICTURED else []
        if mine := work_lists.morning_list(member, running, rules, now):
            pictures.append(mine)
        if pictures:
            notices_.append(_notice("morning", member, replace(pictures[0], text=Text.join([part.text for part in pictures])), rules, now))
    return notices_


def of_week(
    week: Reply | None, staff: Sequence[StaffMember], pictures: Mapping[int, Attachment], rules: OfficeRules, now: datetime
) -> list[Notice]:
    """The week for each person who leads. `week`: the week in words, None where nothing happened; `pictures`: a chart for each of them, by person."""
    leaders = [member for member in _there(staff, now) if week and leads(member)]
    return [_notice("week", member, _with(week, pictures.get(member.person)), rules, now) for member in leaders if week]


def leads(member: StaffMember) -> bool:
    """Whether the member gets the pictures of the day and of the week."""
    return bool(member.roles & _PICTURED)


def _with(reply_: Reply, chart: Attachment | None) -> Reply:
    return replace(reply_, attachments=(chart,)) if chart else reply_


def of_questions(staff: Sequence[StaffMember], asked: Sequence[tuple[int, str]], rules: OfficeRules, now: datetime) -> list[Notice]:
    """Questions that were not answered well (how often, words), for those who may adopt them as phrases."""
    if not asked:
        return []
    lines = bullets([plain("desk.asked_line", count=count, text=text) for count, text in asked[:MOST_QUESTIONS]])
    text = Text.join([say("desk.asked", office=rules.office.name), lines, say("desk.asked_how")])
    reply_ = Reply(
        text=text,
        choices=(button(Asked(rules.office.id), "asked"),),
        template="petugas_kabar",
        parameters=(plain("desk.asked_about"),),
    )
    return [_notice("questions", member, reply_, rules, now) for member in _there(staff, now) if Role.ADMIN in member.roles]


def of_lessons(week_lessons: Lessons, staff: Sequence[StaffMember], rules: OfficeRules, now: datetime) -> list[Notice]:
    """What the week teaches, in counts, for those who may change a standard or have it changed."""
    if not week_lessons:
        return []
    parts = [say("lessons.head", office=rules.office.name)]
    for key, lessons in (("promises", week_lessons.promises), ("requirements", week_lessons.requirements)):
        if lessons:
            lines = bullets([plain(f"lessons.of_{key}", count=lesson.count, title=lesson.title, promise=lesson.what) for lesson in lessons])
            parts += [Text.join([say(f"lessons.{key}"), lines], between="\n")]
    reply_ = Reply(text=Text.join([*parts, say("lessons.more")]), template="petugas_kabar", parameters=(plain("lessons.about"),))
    return [_notice("lessons", member, reply_, rules, now) for member in _there(staff, now) if member.roles & _LEARNING]


def _there(staff: Sequence[StaffMember], now: datetime) -> list[StaffMember]:
    """The members who are not absent, each with the colleagues they stand in for."""
    return [standing_in(member, staff, now) for member in staff if member.is_there(now)]


def _notice(what: str, member: StaffMember, reply_: Reply, rules: OfficeRules, now: datetime) -> Notice:
    return Notice(
        person=member.person,
        reply=reply_,
        key=f"{what}:{rules.office.id}:{rules.calendar.local_date(now)}:{member.person}",
        kind=LetterKind.LIST,
        audience=Audience.STAFF,
        event=what,
    )
