"""The questions that an action on a case asks first: words, a choice, a date, a confirmation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from handlers.asking import cue_words, smalltalk
from handlers.case import action_choices, photo_facts
from handlers.case.dates import date_written, why_no_date
from handlers.casework.deciding import says_something
from handlers.casework.moves import NEEDS_REASON, Action
from handlers.talking.buttons import option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Choice, Reply, Text
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import day, moment, plain, say, words
from knowledge.standards.calendar import WorkingCalendar
from knowledge.standards.policy import TemplateAct

LONGEST_WORDS = 3000
_TELLS_OFFICE = {Action.REPLY, Action.ADD, Action.REOPEN}
_REASONED = NEEDS_REASON - {Action.ASK, Action.ANSWER, Action.INFORM}
"""Actions whose words must be a reason; "setuju aja" is none."""
TEMPLATE_ACTS: Mapping[Action, TemplateAct] = {
    Action.ANSWER: "jawab",
    Action.INFORM: "kabari",
    Action.ASK: "tanya",
    Action.REJECT: "tolak",
}
"""The actions for which an office may have reply templates, with their name in the data files."""
ALWAYS_CONFIRMED = frozenset(
    {
        Action.ANSWER,
        Action.REJECT,
        Action.WITHDRAW,
        Action.MERGE,
        Action.ACCUSE,
        Action.ABSOLVE,
        Action.OPEN_IDENTITY,
        Action.LIFT,
        Action.RAISE,
        Action.LOWER,
    }
)
"""What cannot be undone, or rings at people, in the chat and at the desk."""
_WAY_BACK: Mapping[Action, str] = {
    Action.ANSWER: "undone_in_a_minute",
    Action.RAISE: "undone_by_supervisor",
    Action.LOWER: "raised_again",
    Action.ACCUSE: "absolved_later",
    Action.ABSOLVE: "accused_later",
}
_TOLD_REPORTER = frozenset({Action.OPEN_IDENTITY, Action.LIFT, Action.LOWER})
"""Whose reason the reporter reads: it says something."""
LONG_PAUSE = timedelta(hours=1)
"""After this pause the words may be meant for something else, so the bot asks."""


def _words(action: Action) -> Step:
    """The step that asks for the words; files and a place may come with them."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        return reply(say(f"acting.{action}", number=answers["number"]), *_templates(turn, action, answers))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        pressed = value(turn.inbound, "text")
        if pressed == "send" and answers.get("draft"):
            return Taken({"text": answers["draft"]})
        if pressed is not None:
            return _drafted(turn, action, answers, pressed)
        return take_words(turn, action, answers)

    return Step(key="text", ask=ask, take=take, needed=lambda answers: "text" not in answers)


def take_words(turn: Turn, action: Action, answers: Answers) -> Taken | Again:
    """The words, files and place as an answer, or what is wrong with them."""
    if action in _TELLS_OFFICE and smalltalk.is_courtesy(turn):
        return Again(say("acting.only_courtesy"))
    files = [
        *answers.get("attachments", ()),
        *photo_facts.noted(turn.inbound.attachments, answers.get("photo_facts"), turn.state.photo_facts),
    ]
    attached = {"attachments": files} if files else {}
    if len(turn.text) > LONGEST_WORDS:
        return Again(say("intake.too_long", most=LONGEST_WORDS))
    words = "\n".join(filter(None, [turn.text, place_of(turn)]))
    if words and action is Action.ANSWER and not says_something(words):
        return Again(say("acting.too_short"))
    if action in _REASONED and turn.text and _only_agrees(turn):
        return Again(say("intake.words_please"))
    if words and action in _TOLD_REPORTER and not says_something(words):
        return Again(say("refused.reason_short"))
    if words and action is Action.REQUEST_EXTENSION and is_bare_date(turn, answers["office"], words):
        return Again(say("acting.reason_no_date"))
    if words:
        late = turn.state.last_at is not None and turn.now - turn.state.last_at > LONG_PAUSE
        return Taken({"text": words, "late": late, **attached})
    if files and action in {Action.ADD, Action.REPLY}:
        return Taken({"text": plain("cases.only_files"), **attached})
    return Taken(attached, stay=True, say=say("acting.file_noted", count=len(files))) if files else Again(say("intake.words_please"))


def _only_agrees(turn: Turn) -> bool:
    """Whether the words only agree: "ya", "setuju aja pak"."""
    return all(any(word in words(f"cues.{key}") for key in ("courtesy", "yes", "behind_yes")) for word in cue_words.spoken(turn.text))


def place_of(turn: Turn) -> str:
    return plain("acting.place", place=str(turn.inbound.location)) if turn.inbound.location else ""


def _templates(turn: Turn, action: Action, answers: Answers) -> list[Choice]:
    """A button for each reply template of the office."""
    if action not in TEMPLATE_ACTS:
        return []
    templates = turn.rules(answers["office"]).policy.reply_templates
    send = [option("text", "send", plain("buttons.send_draft"))] if answers.get("draft") else []
    return send + [
        option("text", place, template.name) for place, template in enumerate(templates) if TEMPLATE_ACTS[action] in template.acts
    ]


def _drafted(turn: Turn, action: Action, answers: Answers, pressed: str) -> Taken | Again:
    """A filled template, to be sent as it is or to be rewritten."""
    templates = turn.rules(answers["office"]).policy.reply_templates
    if not (action in TEMPLATE_ACTS and pressed.isdecimal() and int(pressed) < len(templates)):
        return Again(say("intake.words_please"))
    draft = templates[int(pressed)].filled(answers["fields"])
    return Taken({"draft": draft}, stay=True, say=say("acting.draft", text=draft))


def fields(turn: Turn, number: str, office: str, unit: str, received: datetime, due: datetime | None) -> dict[str, str]:
    """The values that fill the blanks of a template."""
    rules = turn.rules(office)
    zone = rules.office.zone
    return {
        "nomor": number,
        "kantor": rules.office.name,
        "unit": rules.office.unit(unit).name,
        "diterima": moment(received, zone),
        "tenggat": moment(due, zone) if due else plain("cases.clock_stopped"),
        "hari_ini": day(turn.now.astimezone(zone).date()),
    }


def _confirm(action: Action, needed: Callable[[Answers], bool] = lambda answers: True) -> Step:
    """The step that shows what would be done and everybody it reaches, for acts that cannot be undone and for words after a long pause."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        stakes = [plain(f"acting.shown.{key}", **{key: value}) for key, value in _at_stake(turn, action, answers).items() if value]
        sure = say("acting.sure", action=plain(f"buttons.c_{action}"), number=answers["number"], facts="\n".join(stakes))
        words = Text.of(f"“{answers['text']}”") if answers.get("text") else Text()
        last = say(f"acting.{way_back(action)}")
        return reply(Text.join([sure, words, last], "\n"), option("sure", "yes", plain("buttons.yes_sure")))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        return Taken({}) if value(turn.inbound, "sure") == "yes" or says_sure(turn, answers) else Again(say("acting.not_sure"))

    lets_go = action is Action.WITHDRAW  # when a citizen asks something else, it is answered and nothing is withdrawn
    return Step(key="sure", ask=ask, take=take, needed=needed, accepts=says_sure if lets_go else None, lets_go=lets_go)


def way_back(action: Action) -> str:
    """The key under `acting` in the wording that says whether the act can be undone."""
    return _WAY_BACK.get(action, "not_undone")


def says_sure(turn: Turn, answers: Answers) -> bool:
    """Whether it is a yes and nothing else: "iya", "ya, saya yakin pak"; never "ok" or "kirim aja", which may be meant for another case."""
    spoken, sure = set(cue_words.spoken(turn.text)), set(words("cues.sure"))
    return not sure.isdisjoint(spoken) and spoken <= sure | set(words("cues.around_sure"))


def _at_stake(turn: Turn, action: Action, answers: Answers) -> dict[str, str]:
    """What the confirmation shows: the case, whom it reaches, and the target of a merge, the office of a transfer or the sentence of a rejection."""
    where, _, target = answers.get("target", "").partition(".")
    kind = answers.get("kind")
    person = dict(answers.get("colleagues", ())).get(int(answers["person"]), "") if "person" in answers else ""
    return {
        "about": answers.get("about", ""),
        "reporter": answers.get("reporter", "") if action in {Action.ANSWER, Action.ASK, Action.INFORM} else "",
        "into": answers.get("into", "") if action is Action.MERGE else "",
        "office": turn.library.offices[target].full_name if where == "o" else "",
        "offered": answers.get("offered", ""),
        "accused": person if action is Action.ACCUSE else "",
        "absolved": person if action is Action.ABSOLVE else "",
        "ringing": plain(f"acting.ringing.{action}") if action in {Action.RAISE, Action.LOWER} else "",
        "reason": plain(f"reject_said.{kind}", where=answers.get("where", ""), into=answers.get("into", "")) if kind else "",
        "files": ", ".join(attachment.get("name") or plain("photos.kinds.document") for attachment in answers.get("attachments", ())),
    }


def _until() -> Step:
    """The step that asks for a future date, as day-month-year."""

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        until = date_of(turn, answers["office"])
        if until is None or until <= turn.now:
            return Again(why_no_date(turn.text, turn.library.calendar(answers["office"]).local_date(turn.now)))
        if until <= datetime.fromisoformat(answers["due"]):
            return Again(say("refused.extension_must_be_later"))
        return Taken({"until": until.isoformat()}, say=closed_day(turn.library.calendar(answers["office"]), turn.text, turn.now))

    return Step(key="until", ask=lambda turn, answers: reply(say("acting.until")), take=take)


def closed_day(calendar: WorkingCalendar, text: str, now: datetime) -> Text | None:
    """That the day which was written is none of the office's, and which one is taken instead; None where it is one."""
    written = date_written(text, calendar.local_date(now))
    taken = calendar.working_day_on_or_after(written) if written else None
    return say("acting.closed_day", chosen=day(written), instead=day(taken)) if written and taken and taken != written else None


def date_of(turn: Turn, office: str) -> datetime | None:
    """The last closing time of the written day, or of the next working day (UTC); None where no date is understood."""
    calendar = turn.library.calendar(office)
    written = date_written(turn.text, calendar.local_date(turn.now))
    return calendar.closing(calendar.working_day_on_or_after(written)) if written else None


def is_bare_date(turn: Turn, office: str, text: str) -> bool:
    """Whether the text is only a date, which is no reason."""
    return date_written(text, turn.library.calendar(office).local_date(turn.now)) is not None


def _steps(action: Action) -> tuple[Step, ...]:
    before: Mapping[Action, tuple[Step, ...]] = {
        Action.TRANSFER: (action_choices.choice_of("target", "acting.target", action_choices.targets),),
        Action.CATEGORIZE: (action_choices.choice_of("category", "acting.category", action_choices.categories),),
        Action.ASSIGN: (action_choices.choice_of("officer", "acting.officer", action_choices.officers),),
        Action.ACCUSE: (action_choices.choice_of("person", "acting.accused", action_choices.colleagues),),
        Action.ABSOLVE: (action_choices.choice_of("person", "acting.absolved", action_choices.colleagues),),
        Action.REJECT: (
            action_choices.choice_of("kind", "acting.kind", action_choices.reasons),
            action_choices.agency(),
            action_choices.other_number(action, lambda answers: answers.get("kind") == "duplicate"),
        ),
        Action.REQUEST_EXTENSION: (_until(),),
        Action.MERGE: (action_choices.other_number(action),),
    }
    words = () if action in {Action.ASSIGN, Action.MERGE} else (_words(action),)
    allow = (photo_facts.STEP,) if action in {Action.ADD, Action.REPLY, Action.REOPEN} else ()
    sure = (_confirm(action, _to_be_confirmed(action)),) if action is not Action.ASSIGN else ()
    return (*before.get(action, ()), *words, *allow, *sure)


def _to_be_confirmed(action: Action) -> Callable[[Answers], bool]:
    if action in ALWAYS_CONFIRMED:
        return lambda answers: True
    return lambda answers: bool(answers.get("late") or answers.get("offered")) or answers.get("target", "").startswith("o.")


AT_ONCE = frozenset(
    {Action.TAKE, Action.RELEASE, Action.ACCEPT, Action.APPROVE, Action.ACCEPT_OFFER, Action.RETRACT, Action.CONFIRM_CLOSING}
)
STEPS: Mapping[Action, tuple[Step, ...]] = {action: _steps(action) for action in Action if action not in AT_ONCE and _steps(action)}
