"""The survey of satisfaction in chat (PermenPANRB 14/2017): nine questions with their own scales and a free remark, without a name."""

from __future__ import annotations

from functools import partial

from handlers.asking import cue_words
from handlers.survey.elements import HIGHEST, LOWEST, Element
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import FillSurvey, Menu, Offices, option
from handlers.talking.dialogue import Again, Answers, Dialogue, Step, Taken, value
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say, words

LONGEST = 1000
OWN_WORDS = frozenset({Element.BIAYA, Element.PENGADUAN})
"""Elements in whose scale "bagus" means nothing: a fee is dear or free, complaints are dealt with or not."""


def _ask(turn: Turn, answers: Answers, *, element: Element) -> Reply:
    place = list(Element).index(element) + 1
    labels = {
        points: plain(f"satisfaction.{element}.{points}") for points in range(LOWEST, HIGHEST + 1)
    }  # a typed digit is both the position and the points
    question = say("satisfaction.question", place=place, of=len(Element), question=plain(f"satisfaction.{element}.ask"))
    question = Text.join([_about(turn, answers), question]) if place == 1 else question
    return reply(question, *(option(f"skm_{element}", points, label) for points, label in labels.items()))


def _about(turn: Turn, answers: Answers) -> Text:
    """What the survey is about: the unit of the code that was scanned, or the whole office."""
    office = turn.rules(answers["office"]).office
    unit = answers.get("unit", "")
    return say(
        "satisfaction.about", what=plain("satisfaction.unit", unit=office.unit(unit).name, office=office.name) if unit else office.name
    )


def _take(turn: Turn, answers: Answers, *, element: Element) -> Taken | Again:
    points_answer = value(turn.inbound, f"skm_{element}") or _points_in_words(turn.text, element)
    return Taken({f"skm_{element}": int(points_answer)}) if points_answer else Again(say("satisfaction.choose"))


def _points_in_words(text: str, element: Element) -> str | None:
    """The points for a typed label or number, or for a word of praise or blame where the scale has none of its own; None where it is none."""
    typed = {text.casefold().strip(" .!"), " ".join(cue_words.without_courtesy(text))}
    scale = range(LOWEST, HIGHEST + 1)
    labels = {points: {str(points), plain(f"satisfaction.{element}.{points}").casefold()} for points in scale}
    praise = {points: set() if element in OWN_WORDS else set(words(f"satisfaction.typed.{points}")) for points in scale}
    return next((str(points) for meant in (labels, praise) for points in scale if typed & meant[points]), None)


def _take_words(turn: Turn, answers: Answers) -> Taken | Again:
    if len(turn.text) > LONGEST:
        return Again(say("intake.too_long", most=LONGEST))
    return Taken({"words": turn.text}) if turn.text else Again(say("intake.words_please"))


async def start(turn: Turn, press: FillSurvey) -> Outcome:
    """Asks the first question, unless no office is chosen or the person has answered in the last 90 days."""
    turn = turn.with_state(office=press.office) if press.office in turn.library.offices else turn
    if turn.office_id is None:
        return outcome(turn, reply(say("satisfaction.which_office"), button(Offices(), "choose_office")))
    if not await turn.ports.surveys.may_answer(turn.person, turn.office_id):
        return outcome(turn, reply(say("satisfaction.already"), button(Menu(), "menu")))
    units = {unit.id for unit in turn.rules(turn.office_id).office.units}
    return await dialogue.begin(SURVEY, turn, {"office": turn.office_id, "unit": press.unit if press.unit in units else ""})


def of_link(turn: Turn, payload: str) -> FillSurvey | None:
    """The survey behind the link of a QR code: `survei_juai`, `survei_juai_trantibum`, on WhatsApp with spaces; None for other links."""
    word, office, unit, *more = [*payload.replace("_", " ").split(), "", "", ""]
    return FillSurvey(office, unit) if word == "survei" and office in turn.library.offices and not any(more) else None


async def invitation(turn: Turn, office: str, unit: str) -> Reply | None:
    """The offer of the survey after a case is closed; None where the person has answered in the last 90 days."""
    if not await turn.ports.surveys.may_answer(turn.person, office):
        return None
    return reply(say("satisfaction.invite"), button(FillSurvey(office, unit), "survey"), button(Menu(), "menu"))


async def _finish(turn: Turn, answers: Answers) -> Outcome:
    points = {element: answer for element in Element if (answer := answers.get(f"skm_{element}"))}
    if points:
        await turn.ports.surveys.keep(turn.person, answers["office"], answers.get("unit", ""), points, answers.get("words") or "")
    return outcome(turn, reply(say("satisfaction.thanks" if points else "satisfaction.nothing"), button(Menu(), "menu")))


def _step(element: Element) -> Step:
    return Step(key=f"skm_{element}", ask=partial(_ask, element=element), take=partial(_take, element=element), optional=True)


SURVEY = Dialogue(
    name="satisfaction",
    steps=(
        *map(_step, Element),
        Step(key="words", ask=lambda turn, answers: reply(say("satisfaction.words")), take=_take_words, optional=True),
    ),
    finish=_finish,
)
ACTIVITY = Activity(
    presses=(On(FillSurvey, start),),
    commands={"survei": FillSurvey(), "skm": FillSurvey(), "survei kepuasan": FillSurvey(), "isi survei": FillSurvey()},
    dialogues=(SURVEY,),
)
