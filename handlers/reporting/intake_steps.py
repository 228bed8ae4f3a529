"""The questions of the intake: how each is asked, and what counts as its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.asking import menu, service_promises, smalltalk
from handlers.case import duplicates, photo_facts
from handlers.casework.complaint import Identity
from handlers.reporting import plausibility
from handlers.reporting.intake_review import ask_review
from handlers.reporting.story import SHORTEST_STORY, shown, told, triaged
from handlers.talking.buttons import Menu, Option, option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Reply, Text
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import button, day, plain, say, words

LONGEST_OFFICE_NAME = 4
LONGEST_LINE = 300
_IDENTITY_CUES = {
    Identity.CONFIDENTIAL: "identity_rahasia",
    Identity.ANONYMOUS: "identity_anonim",
    Identity.NAMED: "identity_terbuka",
}
"""What hides the name is heard first."""


def _plain_words(turn: Turn) -> str:
    return turn.text.lower().strip(".!, ")


def said_yes(turn: Turn) -> bool:
    """A yes, with "pak" or "deh" behind it or not."""
    first, *rest = _plain_words(turn).split() or [""]
    if smalltalk.is_thanks(turn):
        return False
    return first in words("cues.yes") and all(word in words("cues.courtesy") or word in words("cues.yes") for word in rest)


# consent: only asked of who complains without having said that it should be reported


def _ask_consent(turn: Turn, answers: Answers) -> Reply:
    service = turn.library.services.get(answers.get("service") or "")
    broken = service_promises.broken(turn, service, answers.get("story", ""))
    promise = say("intake.promise", service=service.title, promise=broken) if service and broken else Text()
    if answers.get("unsure"):
        return reply(say("intake.unsure"), option("consent", "yes", plain("buttons.report_it")), button(Menu(), "ask_it"))
    return reply(
        Text.join([promise, say("intake.consent")]), option("consent", "yes", plain("buttons.agree")), button(Menu(), "rather_ask")
    )


def _take_consent(turn: Turn, answers: Answers) -> Taken | Again:
    if value(turn.inbound, "consent") == "yes" or said_yes(turn) or plausibility.wants_to_report(turn):
        return Taken({"consent": True})
    more = told(turn, answers)
    return more if isinstance(more, Again) else Taken(more, stay=True, say=say("intake.consent"))


def _consents(turn: Turn, answers: Answers) -> bool:
    """A yes, or more of the same complaint."""
    return said_yes(turn) or plausibility.wants_to_report(turn) or plausibility.understood(turn).kind == "complaint"


# office


def ask_office(turn: Turn, answers: Answers) -> Reply:
    return reply(say("intake.office"), *(option("office", office.id, office.name) for office in turn.library.offices.values()))


def take_office(turn: Turn, answers: Answers) -> Taken | Again:
    """Who tells the story where the office is asked need not tell it twice."""
    chosen = value(turn.inbound, "office") or menu.named_office(turn)
    new = told(turn, answers) if len(turn.text.split()) > LONGEST_OFFICE_NAME else {}
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
        text = say("intake.story_so_far", **shown(answers)) if answers.get("story") else say("intake.only_files")
        return reply(text, option("story", "next", plain("buttons.next")))
    return reply(Text.join([say("intake.consent_line"), say("intake.story")], between="\n"))


def _take_story(turn: Turn, answers: Answers) -> Taken | Again:
    """The words; where only files came so far, words are asked for, and a voice note is enough for who insists."""
    is_over = value(turn.inbound, "story") == "next" or _plain_words(turn) in words("cues.enough")
    if is_over and any(file.get("kind") == "voice" for file in answers.get("files", ())):
        return Taken(triaged(turn, {**answers, "story": answers.get("story") or plain("intake.voice_story")}) | _voice(answers))
    if is_over:
        enough = len(answers.get("story", "")) >= SHORTEST_STORY
        return Taken(triaged(turn, answers)) if enough else Again(say("intake.story_too_short"))
    new = told(turn, answers)
    if isinstance(new, Again):
        return new
    story = new.get("story") or answers.get("story", "")
    if not new or len(story) < SHORTEST_STORY:
        return Taken(new, stay=True, say=say("intake.story_too_short" if story else "intake.story_empty"))
    return Taken(new)


def _voice(answers: Answers) -> dict[str, Any]:
    return {} if answers.get("story") else {"story": plain("intake.voice_story")}


# when and where: one question for what the story does not tell


def _ask_circumstances(turn: Turn, answers: Answers) -> Reply:
    asked = {"place", "occurred"} if answers.get("express") is None else {"place"}
    open_ = [key for key in ("place", "occurred") if key in asked and not answers.get(f"{key}_told")]
    key = {"place": "place", "occurred": "when"}[open_[0]] if len(open_) == 1 else "place_and_when"
    days = [option("circumstances", one, plain(f"intake.when_{one}")) for one in ("today", "yesterday")] if open_ == ["occurred"] else []
    head = Text.join([_introduced(answers), say("intake.add_anything")], between="\n")
    return replace(reply(Text.join([head, say(f"intake.{key}")]), *days), ask_location="place" in open_)


def _introduced(answers: Answers) -> Text:
    """Who began with the story hears here once what happens with it."""
    return say("intake.consent_line") if answers.get("begun_with_story") else say("intake.heard")


def _take_circumstances(turn: Turn, answers: Answers) -> Taken | Again:
    """Place and time in one; what is neither belongs to the story."""
    if key := value(turn.inbound, "circumstances"):
        return Taken({"occurred": _day(turn, answers, key), "circumstances": True})
    if turn.inbound.location:
        return Taken({"place": str(turn.inbound.location), "circumstances": True})
    if not turn.text:
        return Again(say("intake.words_please"))
    if len(turn.text) > LONGEST_LINE or not (plausibility.is_place(turn) or plausibility.is_time(turn) or len(turn.text.split()) <= 8):
        more = told(turn, answers)
        return more if isinstance(more, Again) else Taken(more, stay=True, say=say("intake.added"))
    return Taken({**split_circumstances(turn, answers), "circumstances": True})


def split_circumstances(turn: Turn, answers: Answers) -> dict[str, str]:
    """ "depan pasar, kemarin sore" → place and time; what is not told apart is what was asked for."""
    pieces = [piece.strip() for piece in turn.text.replace("\n", ",").split(",") if piece.strip()]
    times = [piece for piece in pieces if plausibility.says(_saying(turn, piece), "time_words")]
    places = [piece for piece in pieces if piece not in times or plausibility.says(_saying(turn, piece), "place_words")]
    if answers.get("place_told") and not places:
        return {"occurred": ", ".join(times)}
    if answers.get("place_told") and not times:
        return {"occurred": ", ".join(pieces)}
    return {key: ", ".join(found) for key, found in (("place", places), ("occurred", times)) if found}


def _saying(turn: Turn, text: str) -> Turn:
    return replace(turn, inbound=replace(turn.inbound, text=text))


def _day(turn: Turn, answers: Answers, key: str) -> str:
    """The date that "hari ini" or "kemarin" is, in the office's zone."""
    today = turn.now.astimezone(turn.library.offices[answers["office"]].zone).date()
    return day(today - timedelta(days=1 if key == "yesterday" else 0))


def _line(turn: Turn, key: str) -> Taken | Again:
    """One line of words."""
    text = " ".join(turn.text.split())
    if not text:
        return Again(say("intake.words_please"))
    return Taken({key: text}) if len(text) <= LONGEST_LINE else Again(say("intake.too_long", most=LONGEST_LINE))


def _take_place(turn: Turn, answers: Answers) -> Taken | Again:
    return Taken({"place": str(turn.inbound.location)}) if turn.inbound.location else _line(turn, "place")


# service or unit: only changed from the review


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


# identity


def _ask_identity(turn: Turn, answers: Answers) -> Reply:
    choices = [option("identity", one.value, plain(f"identity.{one.value}"), plain(f"identity.{one.value}_means")) for one in Identity]
    if answers.get("confidential"):
        choices.sort(key=lambda choice: choice.id != Option("identity", Identity.CONFIDENTIAL).id)
    return reply(say("intake.identity_protected" if answers.get("confidential") else "intake.identity"), *choices)


def identity_in(turn: Turn) -> Identity | None:
    """How the name is to be treated, in the words of the buttons or of one's own."""
    return next((mode for mode, cue in _IDENTITY_CUES.items() if plausibility.says(turn, cue)), None)


def _take_identity(turn: Turn, answers: Answers) -> Taken | Again:
    chosen = value(turn.inbound, "identity") or identity_in(turn)
    if chosen is None and said_yes(turn):
        chosen = Identity.NAMED
    if chosen not in {one.value for one in Identity}:
        return Again(say("intake.identity_unknown"))
    mode = Identity(chosen)
    return Taken({"identity": mode.value, "confidential": is_confidential(mode, answers)})


def is_confidential(mode: Identity, answers: Answers) -> bool:
    """Who hides the name hides the matter; who shows it lifts a mere proposal, but not of what always needs protection."""
    proposed = bool(answers.get("confidential"))
    if mode is not Identity.NAMED:
        return proposed or mode is Identity.CONFIDENTIAL
    spoken = answers.get("story", "").casefold()
    return proposed and any(cue in spoken for cue in words("cues.always_protected"))


def named(answers: Answers) -> bool:
    return answers.get("identity") != Identity.ANONYMOUS


# name and contact in one


def _ask_person(turn: Turn, answers: Answers) -> Reply:
    """Of an open report the officer may call: then the channel's own button saves typing a number that it does not show us."""
    known = answers.get("name") or turn.inbound.sender_name
    choices = [option("person", "sender", known)] if known else []
    key = "intake.only_name" if answers.get("contact") and not answers.get("name") else "intake.person"
    asked = reply(say(key), *choices)
    return replace(asked, ask_contact=answers.get("identity") == Identity.NAMED and turn.inbound.number is None)


def _take_person(turn: Turn, answers: Answers) -> Taken | Again:
    """A name and how to call back; without a contact the chat itself is one."""
    if value(turn.inbound, "person") == "sender":
        name = answers.get("name") or turn.inbound.sender_name
        return Taken({"name": name, "contact": answers.get("contact") or plain("intake.only_chat"), "person": True})
    shared = turn.inbound.contact.phone if turn.inbound.contact else None
    contact, name = shared or plausibility.contact_in(turn.text), plausibility.name_in(turn) if turn.text else None
    if len(turn.text) > LONGEST_LINE:
        return Again(say("intake.too_long", most=LONGEST_LINE))
    if not name and not contact:
        return Again(say("intake.name_please"))
    name = name or answers.get("name")
    if not name:
        return Taken({"contact": contact}, stay=True, say=say("intake.only_name"))
    return Taken({"name": name, "contact": contact or answers.get("contact") or plain("intake.only_chat"), "person": True})


# urgency


def _ask_urgent(turn: Turn, answers: Answers) -> Reply:
    yes, no = (option("urgent", key, plain(f"buttons.urgent_{key}")) for key in ("yes", "no"))
    return reply(say("intake.urgent"), yes, no)


def _take_urgent(turn: Turn, answers: Answers) -> Taken | Again:
    pressed = value(turn.inbound, "urgent")
    if pressed or said_yes(turn):
        return Taken({"urgent": pressed in {"yes", None}})
    return Taken({"urgent": False}) if plausibility.says(turn, "no") else Again(say("intake.choose_or_yes"))


# review


def _take_review(turn: Turn, answers: Answers) -> Taken | Again:
    is_sent = value(turn.inbound, "review") == "send" or said_yes(turn)
    return Taken({}) if is_sent else Again(say("intake.review_choose"))


def _never(answers: Answers) -> bool:
    """Only reached from the review, to change what is known."""
    return False


def _closed(turn: Turn, answers: Answers) -> bool:
    """Of a question with buttons: only what one of them means."""
    return said_yes(turn) or plausibility.says(turn, "no")


def _lacks_circumstances(answers: Answers) -> bool:
    if answers.get("circumstances"):
        return False
    told_all = answers.get("place_told") and (answers.get("occurred_told") or answers.get("express"))
    return not told_all


STEPS = (
    Step(key="consent", ask=_ask_consent, take=_take_consent, accepts=_consents, lets_go=True, needed=lambda a: not a.get("consent")),
    Step(key="office", ask=ask_office, take=take_office, accepts=names_office, needed=lambda a: "office_fixed" not in a),
    Step(key="story", ask=_ask_story, take=_take_story, accepts=lambda t, a: plausibility.is_told(t), needed=lambda a: not a.get("story")),
    photo_facts.STEP,
    Step(key="urgent", ask=_ask_urgent, take=_take_urgent, accepts=_closed, needed=lambda a: bool(a.get("urgent_proposed"))),
    Step(
        key="circumstances",
        ask=_ask_circumstances,
        take=_take_circumstances,
        accepts=lambda turn, answers: plausibility.is_told(turn),
        needed=_lacks_circumstances,
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
        take=lambda turn, answers: _line(turn, "occurred"),
        accepts=lambda turn, answers: plausibility.is_told(turn),
        needed=_never,
        optional=True,
    ),
    Step(
        key="place",
        ask=lambda turn, answers: Reply(text=say("intake.place"), ask_location=True),
        take=_take_place,
        accepts=lambda turn, answers: plausibility.is_told(turn),
        needed=_never,
        optional=True,
    ),
    Step(
        key="identity",
        ask=_ask_identity,
        take=_take_identity,
        accepts=lambda turn, answers: identity_in(turn) is not None or said_yes(turn),
        needed=lambda a: not a.get("express"),
    ),
    Step(key="person", ask=_ask_person, take=_take_person, accepts=lambda t, a: plausibility.is_person(t), needed=named),
    duplicates.STEP,
    Step(key="review", ask=ask_review, take=_take_review, accepts=lambda turn, answers: said_yes(turn)),
)
