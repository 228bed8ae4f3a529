"""Questions that were not answered well, in the admin's chat: one press makes a question a phrase of a service, or sets it aside."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.casework.moves import Role
from handlers.desk.alike_questions import grouped
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, choice
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.ports import Question
from handlers.talking.staff_buttons import AdoptPhrase, Asked, Desk, DropQuestion
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

MOST_SERVICES = 4


def _is_admin(turn: Turn, office: str) -> bool:
    member = turn.member(office)
    return member is not None and Role.ADMIN in member.roles


async def show(turn: Turn, office: str, place: int) -> Outcome:
    """The question at this position, most frequent first, with the services that it is probably about."""
    return outcome(turn, await _group_shown(turn, office, place)) if _is_admin(turn, office) else _not_theirs(turn)


def _not_theirs(turn: Turn) -> Outcome:
    return outcome(turn, reply(say("enrolment.admins_only"), button(Menu(), "menu")))


async def _group_shown(turn: Turn, office: str, place: int = 0) -> Reply:
    groups = grouped(await turn.ports.questions.open_ones(office))
    name = turn.library.offices[office].name
    if not groups:
        return reply(say("desk.asked_none", office=name), button(Desk(), "desk"))
    group = groups[place % len(groups)]
    first = group[0]
    likely = [candidate.service for candidate in turn.knowledge.understander.ranked(first.text, office)[:MOST_SERVICES]]
    services = [choice(AdoptPhrase(service, first.id), label=turn.library.services[service].title) for service in likely]
    further = [button(Asked(office, place + 1), "more")] if len(groups) > 1 else []
    text = say("desk.asked_one", office=name, count=len(group), text=first.text)
    return reply(text, *services, button(DropQuestion(office, first.id), "drop_asked"), *further, button(Desk(), "desk"))


async def adopt(turn: Turn, service: str, number: int) -> Outcome:
    """Adds the words of the question as a phrase of the service; similar questions are settled too."""
    office = service.partition("/")[0]
    if not _is_admin(turn, office) or service not in turn.library.services:
        return _not_theirs(turn)
    group = await _group(turn, office, number)
    if not group:
        return await _after(turn, office, say("desk.asked_gone"))
    text = group[0].text
    if why := await turn.ports.questions.adopt(service, text):
        return await _after(turn, office, say("desk.phrase_refused", why=why))
    await turn.ports.questions.settle([question.id for question in group])
    await turn.ports.audit.write(turn.person, "phrase_adopted", service, text)
    return await _after(turn, office, say("desk.phrase_adopted", text=text, title=turn.library.services[service].title))


async def drop(turn: Turn, office: str, number: int) -> Outcome:
    if not _is_admin(turn, office):
        return _not_theirs(turn)
    group = await _group(turn, office, number)
    if not group:
        return await _after(turn, office, say("desk.asked_gone"))
    await turn.ports.questions.settle([question.id for question in group])
    await turn.ports.audit.write(turn.person, "question_dropped", office, group[0].text)
    return await _after(turn, office, say("desk.asked_dropped"))


async def _group(turn: Turn, office: str, number: int) -> Sequence[Question]:
    """The question with those similar to it; empty where the office no longer has it."""
    groups = grouped(await turn.ports.questions.open_ones(office))
    return next((group for group in groups if number in {question.id for question in group}), ())


async def _after(turn: Turn, office: str, text: Text) -> Outcome:
    """What was done, and the next question."""
    return outcome(turn, reply(text), await _group_shown(turn, office))


ACTIVITY = Activity(
    presses=(
        On(Asked, lambda turn, press: show(turn, press.office, press.place)),
        On(AdoptPhrase, lambda turn, press: adopt(turn, press.service, press.number)),
        On(DropQuestion, lambda turn, press: drop(turn, press.office, press.number)),
    ),
)
