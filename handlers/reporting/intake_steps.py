"""The questions of the intake: how each is asked, and which words answer it."""

from __future__ import annotations

from handlers.asking import cue_words, menu, service_promises
from handlers.case import duplicates, photo_facts
from handlers.casework.complaint import Identity
from handlers.reporting import circumstances, plausibility, reporter
from handlers.reporting.intake_review import ask_review
from handlers.reporting.story import SHORTEST_STORY, story_so_far, triaged, with_message
from handlers.talking.buttons import Menu, Option, option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Reply, Text
from handlers.talking.turn import Turn, reply, saying
from handlers.talking.wording import button, plain, say, words

LONGEST_OFFICE_NAME = 4
FEWEST_TOLD = 3  # words beside a yes


# consent: asked only of who complains without asking to report


def _ask_consent(turn: Turn, answers: Answers) -> Reply:
    service = turn.library.services.get(answers.get("service") or "")
    broken = service_promises.broken(turn, service, answers.get("story", ""))
    promise = say("intake.promise", service=service.title, promise=broken) if service and broken else Text()
    if answers.get("unsure"):
        return reply(say("intake.unsure"), option("consent", "yes", plain("buttons.report_it")), button(Menu(), "ask_it"))
    return reply(
        Text.join([reporter.companions_line(turn, answers), promise, say("intake.consent")]),
        option("consent", "yes", plain("buttons.agree")),
        button(Menu(), "rather_ask"),
    )


def _take_consent(turn: Turn, answers: Answers) -> Taken | Again:
    if value(turn.inbound, "consent") == "yes":
        return Taken({"consent": True})
    if plausibility.agrees_to_report(turn):
        more = with_message(saying(turn, _beside_agreement(turn)), answers)
        if isinstance(more, Again):
            return more
        mode = reporter.identity_in(turn)
        chosen = {"identity_told": True, **reporter.identified(mode, {**answers, **more})} if mode else {}
        return Taken({**more, "consent": True, **chosen}, say=say("intake.added_to", value=plain(f"identity.{mode}")) if mode else None)
    if mode := reporter.identity_in(turn):
        return Taken({"consent": True, "identity_told": True, **reporter.identified(mode, answers)})
    if circumstance := circumstances.only(turn, answers):
        return Taken(circumstance, stay=True, say=Text.join([say("intake.added_to", value=turn.text), say("intake.consent")]))
    more = with_message(turn, answers)
    if isinstance(more, Again):
        return more
    meant = plausibility.understood(turn)
    is_sure = meant.kind == "complaint" and meant.score >= plausibility.CERTAIN
    return Taken({**more, "unsure": answers.get("unsure", False) and not is_sure}, stay=True, say=say("intake.consent"))


def _beside_agreement(turn: Turn) -> str:
    """What is told beside the words that agree to report: "iya lapor aja, kejadiannya kemarin sore di loket"; empty where nothing is."""
    clauses = [clause.strip() for clause in cue_words.clauses(turn.text)]
    told = [clause for clause in clauses if len(clause.split()) >= FEWEST_TOLD and not plausibility.agrees_to_report(saying(turn, clause))]
    return ", ".join(told)


def _consents(turn: Turn, answers: Answers) -> bool:
    """Whether the words agree to report: a yes, a choice about the name, a place or time, or more of the complaint."""
    if plausibility.declines_to_report(turn):
        return False
    circumstance = not cue_words.interrogates(turn) and circumstances.only(turn, answers)
    agreement = plausibility.agrees_to_report(turn) or reporter.identity_in(turn) or circumstance
    return bool(agreement) or plausibility.understood(turn).kind == "complaint"


# office


def ask_office(turn: Turn, answers: Answers) -> Reply:
    return reply(say("intake.office"), *(option("office", office.id, office.name) for office in turn.library.offices.values()))


def take_office(turn: Turn, answers: Answers) -> Taken | Again:
    """Takes the office; a story told here is kept, so that it need not be told twice."""
    chosen = value(turn.inbound, "office") or menu.named_office(turn)
    new = with_message(turn, answers) if len(turn.text.split()) > LONGEST_OFFICE_NAME else {}
    if isinstance(new, Again):
        return new
    if chosen in turn.library.offices:
        return Taken({"office": chosen, **new, **triaged(turn, {**answers, **new, "office": chosen})})
    return Taken(new, stay=True, say=say("intake.office_then")) if new else Again(say("intake.office_unknown"))


def names_office(turn: Turn, answers: Answers) -> bool:
    return menu.named_office(turn) is not None or len(turn.text.split()) > LONGEST_OFFICE_NAME


# story


def _ask_story(turn: Turn, answers: Answers) -> Reply:
    if answers.get("story") or answers.get("files"):
        text = say("intake.story_so_far", **story_so_far(answers)) if answers.get("story") else say("intake.only_files")
        return reply(text, option("story", "next", plain("buttons.next")))
    return reply(Text.join([say("intake.consent_line"), say("intake.story")], between="\n"))


def _take_story(turn: Turn, answers: Answers) -> Taken | Again:
    """Takes the story. Files alone are not enough, but a voice note is for who insists."""
    is_over = value(turn.inbound, "story") == "next" or plausibility.bare_words(turn) in words("cues.enough")
    if is_over and any(file.get("kind") == "voice" for file in answers.get("files", ())):
        story_answer = {"story": answers.get("story") or plain("intake.voice_story")}
        return Taken({**story_answer, **triaged(turn, {**answers, **story_answer})})
    if is_over:
        enough = len(answers.get("story", "")) >= SHORTEST_STORY
        return Taken(triaged(turn, answers)) if enough else Again(say("intake.story_too_short"))
    new = with_message(turn, answers)
    if isinstance(new, Again):
        return new
    story = new.get("story") or answers.get("story", "")
    if not new or len(story) < SHORTEST_STORY:
        return Taken(new, stay=True, say=say("intake.story_too_short" if story else "intake.story_empty"))
    return Taken(new)


# service or unit: changed only from the review


def _ask_service(turn: Turn, answers: Answers) -> Reply:
    office = turn.library.offices[answers["office"]]
    proposed = turn.library.services.get(answers.get("proposed_service") or "")
    choices = [option("service", f"s.{proposed.id}", proposed.title)] if proposed else []
    choices += [option("service", f"u.{unit.id}", unit.name) for unit in office.units if not unit.general]
    return reply(say("intake.service"), *choices, option("service", "none", plain("buttons.other_matter")))


def _take_service(turn: Turn, answers: Answers) -> Taken | Again:
    chosen = value(turn.inbound, "service")
    if chosen is None:
        meant = turn.knowledge.understander.understand(turn.text, answers["office"])
        chosen = f"s.{meant.service}" if meant.service else None
    if chosen is None:
        return Again(say("intake.service_unknown"))
    kind, _, which = chosen.partition(".")
    office = turn.library.offices[answers["office"]]
    service = turn.library.services.get(which) if kind == "s" else None
    unit = office.unit(service.unit if service else which if kind == "u" else None)
    return Taken({"service": service.id if service else None, "unit": unit.id})


# urgency


def _ask_urgent(turn: Turn, answers: Answers) -> Reply:
    yes, no = (option("urgent", key, plain(f"buttons.urgent_{key}")) for key in ("yes", "no"))
    return reply(say("intake.urgent_veiled" if answers.get("veiled") else "intake.urgent"), yes, no)


def _take_urgent(turn: Turn, answers: Answers) -> Taken | Again:
    pressed = value(turn.inbound, "urgent")
    if pressed == "yes" or (pressed is None and plausibility.says_yes(turn)):
        identity = answers.get("identity", Identity.ANONYMOUS.value)
        return Taken({"urgent": True, "express": True, "identity": identity})  # from here as in "Lapor darurat"
    return Taken({"urgent": False}) if pressed or _denies(turn) else Again(say("intake.choose_or_yes"))


def _denies(turn: Turn) -> bool:
    """A no, or word that it has passed: "alhamdulillah cuma lecet"."""
    return cue_words.says(turn, "no") or cue_words.tells_safe(turn)


# review


def _take_review(turn: Turn, answers: Answers) -> Taken | Again:
    if value(turn.inbound, "review") == "show":
        return Taken({"veiled": False}, stay=True, say=ask_review(turn, {**answers, "veiled": False}).text)
    is_sent = value(turn.inbound, "review") == "send" or plausibility.says_yes(turn)
    return Taken({}) if is_sent else Again(say("intake.review_choose"))


def _never(answers: Answers) -> bool:
    """False: the step is reached only from the review, to change an answer."""
    return False


def _closed(turn: Turn, answers: Answers) -> bool:
    """Whether the words mean one of the buttons of a question with fixed choices."""
    return plausibility.says_yes(turn) or _denies(turn)


_CONSENT, _SEND = Option("consent", "yes"), Option("review", "send")
STEPS = (
    Step(
        key="consent",
        ask=_ask_consent,
        take=_take_consent,
        accepts=_consents,
        lets_go=True,
        goes_on=_CONSENT,
        agrees=_CONSENT,
        needed=lambda a: not a.get("consent"),
    ),
    Step(key="office", ask=ask_office, take=take_office, accepts=names_office, needed=lambda a: "office_fixed" not in a),
    Step(
        key="story",
        ask=_ask_story,
        take=_take_story,
        accepts=lambda turn, answers: plausibility.is_told(turn),
        goes_on=Option("story", "next"),
        needed=lambda a: not a.get("story"),
    ),
    photo_facts.STEP,
    Step(
        key="urgent",
        ask=_ask_urgent,
        take=_take_urgent,
        accepts=_closed,
        agrees=Option("urgent", "yes"),
        takes_no=True,
        needed=lambda a: bool(a.get("urgent_proposed")),
    ),
    Step(
        key="circumstances",
        ask=circumstances.ask,
        ask_again=circumstances.ask_again,
        take=circumstances.take,
        accepts=lambda turn, answers: plausibility.is_told(turn),
        needed=circumstances.are_missing,
        is_free=True,
        optional=True,
    ),
    Step(
        key="service",
        ask=_ask_service,
        take=_take_service,
        accepts=lambda turn, answers: True,
        needed=_never,
    ),
    Step(
        key="occurred",
        ask=lambda turn, answers: reply(say("intake.when")),
        take=lambda turn, answers: circumstances.take_line(turn, "occurred"),
        accepts=lambda turn, answers: plausibility.is_told(turn),
        needed=_never,
        optional=True,
    ),
    Step(
        key="place",
        ask=lambda turn, answers: Reply(text=say("intake.place"), ask_location=True),
        take=circumstances.take_place,
        accepts=lambda turn, answers: plausibility.is_told(turn),
        needed=_never,
        optional=True,
    ),
    Step(
        key="identity",
        ask=reporter.ask_identity,
        take=reporter.take_identity,
        accepts=reporter.tells_identity,
        needed=lambda a: not (a.get("express") or a.get("identity_told")),
    ),
    Step(
        key="person",
        ask=reporter.ask_person,
        take=reporter.take_person,
        accepts=lambda t, a: plausibility.is_person(t),
        needed=reporter.is_unknown,
    ),
    duplicates.STEP,
    Step(
        key="review",
        ask=ask_review,
        take=_take_review,
        accepts=lambda turn, answers: plausibility.says_yes(turn),
        goes_on=_SEND,
        agrees=_SEND,
    ),
)
