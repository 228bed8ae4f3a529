"""Likely duplicates: open complaints about the same matter, described without revealing the reporter or the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from rapidfuzz import fuzz

from handlers.case import case_changes
from handlers.casework.access import actor
from handlers.casework.complaint import Actor, Complaint, Refused
from handlers.casework.moves import OPEN, Action, Role
from handlers.casework.payloads import Followed
from handlers.talking.buttons import Menu, OpenCase, Report, option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.ports import Filter
from handlers.talking.staff_buttons import Act
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, day, plain, say, words
from handlers.telling.case_words import category_name

LOOK_BACK = timedelta(days=30)
MOST_SHOWN = 3
SAME_PLACE = 80.0
SAME_WORDS = 60.0
_OPEN_STATES = tuple(state.value for state in OPEN)


def likely(story: str, place: str, service: str | None, others: Iterable[Complaint]) -> list[Complaint]:
    """The complaints about the same service or place with similar words, the most similar first."""
    scored = [(_likeness(story, other.text), other) for other in others if _same_subject(place or story, service, other)]
    matches = sorted((pair for pair in scored if pair[0] >= SAME_WORDS), key=lambda pair: -pair[0])
    return [complaint for _, complaint in matches[:MOST_SHOWN]]


def _same_subject(place: str, service: str | None, other: Complaint) -> bool:
    """Whether both are about the same service or place; where no place was asked, the story is searched for it."""
    if service and service == other.service:
        return True
    there = other.place or other.text
    return bool(place and there) and fuzz.token_set_ratio(place.lower(), there.lower()) >= SAME_PLACE


def _likeness(text: str, other: str) -> float:
    """From 0 to 100: the share of words that both texts have, in any order and spelling."""
    first, second = _content(text), _content(other)
    return fuzz.token_sort_ratio(first, second) if min(len(first.split()), len(second.split())) < 2 else fuzz.token_set_ratio(first, second)


def _content(text: str) -> str:
    """The words of the text that carry meaning."""
    return " ".join(word for word in re.findall(r"\w+", text.lower()) if word not in words("cues.filler"))


async def of_answers(turn: Turn, answers: Answers) -> list[Complaint]:
    """Open complaints similar to the report in progress."""
    others = await _recent(turn, answers["office"])
    return likely(answers.get("story", ""), answers.get("place") or "", answers.get("service"), others)


async def to_complaint(turn: Turn, complaint: Complaint) -> list[Complaint]:
    """Complaints that an officer may merge this one with."""
    seen = [case for case in await _recent(turn, complaint.office, hidden=True) if case.number != complaint.number]
    member = turn.member(complaint.office)
    apart = complaint.confidential
    visible = [case for case in seen if member and case.confidential is apart and actor(turn.person, case, member).roles]
    return likely(complaint.text, complaint.place, complaint.service, visible)


async def _recent(turn: Turn, office: str, *, hidden: bool = False) -> list[Complaint]:
    """Open complaints of the last 30 days; unless `hidden`, only those that a stranger may hear of."""
    wanted = Filter(office=office, states=_OPEN_STATES, received_after=turn.now - LOOK_BACK)
    return [complaint for complaint in await turn.ports.complaints.find(wanted) if hidden or may_be_heard_of(complaint)]


def may_be_heard_of(complaint: Complaint) -> bool:
    """Whether strangers may learn that the report exists. Who is accused could ask by telling the like; so never a report of misconduct, nor a
    confidential one.
    """
    return not complaint.confidential and complaint.examined_by is None


async def described(turn: Turn, answers: Answers) -> list[list[str]]:
    """[number, words] of each likely duplicate, for the question."""
    return [[case.number, _line(turn, case)] for case in await of_answers(turn, answers)]


def _line(turn: Turn, complaint: Complaint) -> str:
    rules = turn.rules(complaint.office)
    return plain(
        "similar.line",
        category=category_name(complaint.category, rules),
        unit=rules.office.unit(complaint.unit).name,
        day=day(complaint.received.astimezone(rules.office.zone)),
        state=plain(f"states.{complaint.state}"),
    )


def _ask(turn: Turn, answers: Answers) -> Reply:
    lines = [f"{place}. {line}" for place, (_, line) in enumerate(answers["similar"], 1)]
    choices = [option("similar", place, plain("buttons.follow", place=place + 1)) for place in range(len(lines))]
    text = Text.join([say("similar.ask"), bullets(lines)])
    return reply(text, *choices, option("similar", "none", plain("buttons.not_the_same")))


def _take(turn: Turn, answers: Answers) -> Taken | Again:
    key = value(turn.inbound, "similar") or {"tidak": "none", "bukan": "none", "beda": "none"}.get(turn.text.lower())
    return Taken({"similar": []}) if key == "none" else Again(say("intake.choose_or_yes"))


STEP = Step(key="similar", ask=_ask, take=_take, needed=lambda answers: bool(answers.get("similar")))


def chosen(turn: Turn, answers: Answers) -> str | None:
    """The number of the report that the citizen wants to follow instead; None otherwise."""
    place = value(turn.inbound, "similar") or ""
    offered = answers.get("similar") or []
    return offered[int(place)][0] if place.isdecimal() and int(place) < len(offered) else None


async def join(turn: Turn, number: str) -> Outcome:
    """The outcome of "Ikut laporan ini": the person hears of its progress and may add to it, but learns nothing about the reporter."""
    complaint = await turn.ports.complaints.get(number)
    done = turn.with_state(dialogue=None)
    if complaint is None or complaint.state not in OPEN or not may_be_heard_of(complaint):
        return outcome(done, reply(say("similar.gone"), button(Report(), "report"), button(Menu(), "menu")))
    try:
        joined = await case_changes.act(
            done, complaint, Followed(person=turn.person), by=Actor(person=turn.person, roles=frozenset({Role.FOLLOWER}))
        )
    except Refused:
        text = say("similar.already", number=number)
        return outcome(done, reply(text, button(OpenCase(number), "details"), button(Menu(), "menu")))
    choices = (button(Act(Action.ADD, number), "c_add"), button(OpenCase(number), "details"), button(Menu(), "menu"))
    return outcome(done, reply(say("similar.joined", number=number), *choices), notices=joined.notices)
