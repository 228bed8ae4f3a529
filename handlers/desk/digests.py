"""What staff hear when the office opens: an officer's list, a supervisor's picture of the day, and of the week before. Pure."""

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
    """`running`: what lives, and what was ended and is to be looked at. One message a person, also for who is officer and supervisor at once; nothing to say, nothing sent."""
    picture = work_lists.day_picture(running, rules, now)
    told: list[Notice] = []
    for member in _there(staff, now):
        shown = [picture] if picture and member.roles & _PICTURED else []
        if mine := work_lists.morning_list(member, running, rules, now):
            shown.append(mine)
        if shown:
            told.append(_notice("morning", member, replace(shown[0], text=Text.join([part.text for part in shown])), rules, now))
    return told


def of_week(
    shown: Reply | None, staff: Sequence[StaffMember], pictures: Mapping[int, Attachment], rules: OfficeRules, now: datetime
) -> list[Notice]:
    """`shown`: the week in words, None where nothing happened; `pictures`: the chart of each who leads, by person."""
    told = [member for member in _there(staff, now) if shown and leads(member)]
    return [_notice("week", member, _with(shown, pictures.get(member.person)), rules, now) for member in told if shown]


def leads(member: StaffMember) -> bool:
    """Whether this one gets the pictures of the day and of the week."""
    return bool(member.roles & _PICTURED)


def _with(shown: Reply, chart: Attachment | None) -> Reply:
    return replace(shown, attachments=(chart,)) if chart else shown


def of_questions(staff: Sequence[StaffMember], asked: Sequence[tuple[int, str]], rules: OfficeRules, now: datetime) -> list[Notice]:
    """What citizens asked and the bot did not answer well, (how often, words), for who can make it a phrase of a service."""
    if not asked:
        return []
    lines = bullets([plain("desk.asked_line", count=count, text=text) for count, text in asked[:MOST_QUESTIONS]])
    text = Text.join([say("desk.asked", office=rules.office.name), lines, say("desk.asked_how")])
    shown = Reply(
        text=text,
        choices=(button(Asked(rules.office.id), "asked"),),
        template="petugas_kabar",
        parameters=(plain("desk.asked_about"),),
    )
    return [_notice("questions", member, shown, rules, now) for member in _there(staff, now) if Role.ADMIN in member.roles]


def of_lessons(found: Lessons, staff: Sequence[StaffMember], rules: OfficeRules, now: datetime) -> list[Notice]:
    """What the week teaches, in counts, for who can change a standard or has it changed."""
    if not found:
        return []
    parts = [say("lessons.head", office=rules.office.name)]
    for key, lessons in (("promises", found.promises), ("requirements", found.requirements)):
        if lessons:
            lines = bullets([plain("lessons.line", count=lesson.count, title=lesson.title) for lesson in lessons])
            parts += [Text.join([say(f"lessons.{key}"), lines], between="\n")]
    shown = Reply(text=Text.join([*parts, say("lessons.more")]), template="petugas_kabar", parameters=(plain("lessons.about"),))
    return [_notice("lessons", member, shown, rules, now) for member in _there(staff, now) if member.roles & _LEARNING]


def _there(staff: Sequence[StaffMember], now: datetime) -> list[StaffMember]:
    """Who is not absent, each with the colleagues they stand in for."""
    return [standing_in(member, staff, now) for member in staff if member.is_there(now)]


def _notice(what: str, member: StaffMember, shown: Reply, rules: OfficeRules, now: datetime) -> Notice:
    return Notice(
        person=member.person,
        reply=shown,
        key=f"{what}:{rules.office.id}:{rules.calendar.local_date(now)}:{member.person}",
        kind=LetterKind.LIST,
        audience=Audience.STAFF,
        event=what,
    )
