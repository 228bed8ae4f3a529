"""How well the case was solved: solved, partly (and what is missing) or not, and one to four stars."""

from __future__ import annotations

from handlers.case import case_changes
from handlers.casework.complaint import Refused
from handlers.casework.deciding import check
from handlers.casework.moves import Action, State
from handlers.casework.payloads import Rated
from handlers.reporting import satisfaction
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, OpenCase, Rate, option
from handlers.talking.dialogue import Again, Answers, Dialogue, Step, Taken, value
from handlers.talking.message import Outcome, Reply
from handlers.talking.staff_buttons import Act
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from handlers.telling.notice_texts import SOLVED

_OUTCOMES = (SOLVED, "partly", "unsolved")
LONGEST = 1000


def _ask_outcome(turn: Turn, answers: Answers) -> Reply:
    choices = [option("outcome", key, plain(f"rating.{key}")) for key in _OUTCOMES]
    return reply(say("rating.ask", number=answers["number"]), *choices)


def _take_outcome(turn: Turn, answers: Answers) -> Taken | Again:
    outcome_key = value(turn.inbound, "outcome")
    return Taken({"outcome": outcome_key}) if outcome_key in _OUTCOMES else Again(say("intake.choose_or_yes"))


def _take_missing(turn: Turn, answers: Answers) -> Taken | Again:
    if len(turn.text) > LONGEST:
        return Again(say("intake.too_long", most=LONGEST))
    return Taken({"text": turn.text}) if turn.text else Again(say("intake.words_please"))


def _ask_stars(turn: Turn, answers: Answers) -> Reply:
    choices = [option("stars", count, "★" * count + "☆" * (4 - count)) for count in range(4, 0, -1)]
    return reply(say("rating.stars"), *choices)


def _take_stars(turn: Turn, answers: Answers) -> Taken | Again:
    stars_text = value(turn.inbound, "stars") or turn.text
    return Taken({"stars": int(stars_text)}) if stars_text in {"1", "2", "3", "4"} else Again(say("refused.stars"))


async def start(turn: Turn, number: str) -> Outcome:
    """Asks the first question, unless there is nothing to rate (any more)."""
    try:
        complaint = await case_changes.visible(turn, number)
        if complaint is None:
            raise Refused("no_such_complaint")
        check(complaint, Action.RATE, await case_changes.role_of(turn, complaint))
    except Refused as refused:
        return _refused(turn, refused, number)
    return await dialogue.begin(RATING, turn, {"number": number})


def _refused(turn: Turn, refused: Refused, number: str) -> Outcome:
    facts = {**refused.facts, "number": number}
    if "state" in facts:
        facts["state"] = plain(f"states.{facts['state']}")
    if "officer" in facts:
        facts["officer"] = plain("cases.nobody_yet")
    return outcome(turn, reply(say(f"refused.{refused.why}", **facts), button(OpenCase(number), "open"), button(Menu(), "menu")))


async def _rated(turn: Turn, answers: Answers) -> Outcome:
    """Who is not content learns what can be done next. The supervisor is told, the officer who answered is not."""
    number = answers["number"]
    data = Rated(stars=answers["stars"], outcome=answers["outcome"], text=answers.get("text", ""))
    try:
        done = await case_changes.act_on(turn, number, data)
    except Refused as refused:
        return _refused(turn, refused, number)
    content = answers["outcome"] == SOLVED
    first = []
    if done.complaint.state is State.RESOLVED:
        first = [button(Act(Action.ACCEPT, number), "content") if content else button(Act(Action.REOPEN, number), "not_content")]
    thank_you = say("rating.thanks" if content else "rating.disputed")
    thanks = reply(thank_you, *first, button(OpenCase(number), "details"), button(Menu(), "menu"))
    survey = await satisfaction.invitation(turn, done.complaint.office, done.complaint.unit) if content else None
    return outcome(turn, *filter(None, (thanks, survey)), notices=done.notices)


RATING = Dialogue(
    name="rating",
    steps=(
        Step(key="outcome", ask=_ask_outcome, take=_take_outcome),
        Step(
            key="text",
            ask=lambda turn, answers: reply(say("rating.missing")),
            take=_take_missing,
            needed=lambda answers: answers.get("outcome") != SOLVED,
        ),
        Step(key="stars", ask=_ask_stars, take=_take_stars),
    ),
    finish=_rated,
)

ACTIVITY = Activity(presses=(On(Rate, lambda turn, press: start(turn, press.number)),), dialogues=(RATING,))
