"""The questions of the intake: how each is asked, and what counts as its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.asking import menu, service_promises
from handlers.case import duplicates, photo_facts
from handlers.casework.complaint import Identity
from handlers.casework.masking import tells_numbers
from handlers.talking.buttons import Option, option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Reply, Text
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import bullets, moment, plain, say, words
from handlers.telling import notices
from handlers.telling.notices import excerpt

LONGEST_STORY = 10_000
SHORTEST_STORY = 8
LONGEST_OFFICE_NAME = 4
MOST_FILES = 10
LONGEST_LINE = 300
_YES = {"ya", "iya", "y", "ok", "oke", "setuju", "lanjut", "boleh", "siap", "betul", "benar", "kirim"}


def _affirmed(turn: Turn, step: str) -> bool:
    return value(turn.inbound, step) in {"yes", "next"} or turn.text.lower().strip(".! ") in _YES


# consent


def _ask_consent(turn: Turn, answers: Answers) -> Reply:
    service = turn.library.services.get(answers.get("service") or "")
    broken = service_promises.broken(turn, service, answers.get("story", ""))
    promise = say("intake.promise", service=service.title, promise=broken) if service and broken else Text()
    return reply(Text.join([promise, say("intake.consent")]), option("consent", "yes", plain("buttons.agree")))


def _take_consent(turn: Turn, answers: Answers) -> Taken | Again:
    if _affirmed(turn, "consent"):
        return Taken({"consent": True})
    if len(turn.text) < SHORTEST_STORY:
        return Again(say("intake.consent_needed"))
    told = _told(turn, answers)  # who tells the story right away has agreed to tell it
    return told if isinstance(told, Again) else Taken({"consent": True, **told})


# office


def ask_office(turn: Turn, answers: Answers) -> Reply:
    return reply(say("intake.office"), *(option("office", office.id, office.name) for office in turn.library.offices.values()))


def take_office(turn: Turn, answers: Answers) -> Taken | Again:
    """Who tells the story where the office is asked need not tell it twice."""
    chosen = value(turn.inbound, "office") or menu.named_office(turn)
    told = _told(turn, answers) if len(turn.text.split()) > LONGEST_OFFICE_NAME else {}
    if isinstance(told, Again):
        return told
    if chosen in turn.library.offices:
        return Taken({"office": chosen, **told})
    return Taken(told, stay=True, say=say("intake.office_then")) if told else Again(say("intake.office_unknown"))


# story and evidence


def _ask_story(turn: Turn, answers: Answers) -> Reply:
    if answers.get("story") or answers.get("files"):
        return reply(say("intake.story_so_far", **_story_facts(answers)), option("story", "next", plain("buttons.next")))
    return reply(say("intake.story"))


def _story_facts(answers: Answers) -> dict[str, Any]:
    return {"story": excerpt(answers.get("story", "") or plain("intake.no_words")), "files": len(answers.get("files", ()))}


def _take_story(turn: Turn, answers: Answers) -> Taken | Again:
    if value(turn.inbound, "story") == "next" or turn.text.lower().strip(".! ") in {"lanjut", "selesai", "sudah", "udah", "cukup"}:
        if len(answers.get("story", "")) < SHORTEST_STORY:
            return Again(say("intake.story_too_short"))
        return Taken(_triaged(turn, answers))
    told = _told(turn, answers)
    if isinstance(told, Again):
        return told
    if not told:
        return Again(say("intake.story_empty"))
    return Taken(told, stay=True, say=say("intake.story_noted", **_story_facts({**answers, **told})))


def _told(turn: Turn, answers: Answers) -> dict[str, Any] | Again:
    """What this message adds to the story: words, files, a place on the map. Nothing of it is kept where it is too much."""
    new: dict[str, Any] = {}
    if turn.text:
        new["story"] = "\n".join(filter(None, [answers.get("story", ""), turn.text]))
    if useful := photo_facts.noted(turn.inbound.attachments, answers.get("photo_facts"), turn.state.photo_facts):
        new["files"] = [*answers.get("files", ()), *useful]
    if turn.inbound.location:
        new["place"] = str(turn.inbound.location)
    if len(new.get("story", "")) > LONGEST_STORY:
        return Again(say("intake.story_full", most=LONGEST_STORY))
    return Again(say("intake.too_many_files", most=MOST_FILES)) if len(new.get("files", ())) > MOST_FILES else new


def _triaged(turn: Turn, answers: Answers) -> dict[str, Any]:
    """The bot's proposals from the story; the citizen confirms, an officer decides."""
    proposal = turn.knowledge.understander.triage(answers["story"], answers["office"])
    return {
        "category": proposal.category,
        "urgent_proposed": proposal.urgent,
        "confidential": proposal.confidential,
        "proposed_service": answers.get("service") or proposal.service,
    }


# service or unit


def _ask_service(turn: Turn, answers: Answers) -> Reply:
    office = turn.library.offices[answers["office"]]
    proposed = turn.library.services.get(answers.get("proposed_service") or "")
    choices = [option("service", f"s.{proposed.id}", proposed.title)] if proposed else []
    choices += [option("service", f"u.{unit.id}", unit.name) for unit in office.units if not unit.general]
    choices.append(option("service", "none", plain("buttons.other_matter")))
    key = "intake.service_proposed" if proposed else "intake.service"
    return reply(say(key, service=proposed.title if proposed else ""), *choices)


def _take_service(turn: Turn, answers: Answers) -> Taken | Again:
    chosen = value(turn.inbound, "service")
    if chosen is None and turn.text.lower().strip(".! ") in _YES and answers.get("proposed_service"):
        chosen = f"s.{answers['proposed_service']}"
    if chosen is None:
        understood = turn.knowledge.understander.understand(turn.text, answers["office"])
        if understood.service is None:
            return Again(say("intake.service_unknown"))
        return Taken({"proposed_service": understood.service}, stay=True, say=say("intake.service_found"))
    kind, _, which = chosen.partition(".")
    office = turn.library.offices[answers["office"]]
    service = turn.library.services.get(which) if kind == "s" else None
    unit = office.unit(service.unit if service else which if kind == "u" else None)
    return Taken({"service": service.id if service else None, "unit": unit.id})


# when and where


def _ask_when(turn: Turn, answers: Answers) -> Reply:
    return reply(say("intake.when"), *(option("occurred", key, plain(f"intake.when_{key}")) for key in ("today", "yesterday", "this_week")))


def _take_when(turn: Turn, answers: Answers) -> Taken | Again:
    if key := value(turn.inbound, "occurred"):
        zone = turn.library.offices[answers["office"]].zone
        return Taken({"occurred": plain(f"intake.when_{key}_noted", at=moment(turn.now, zone))})
    return _line(turn, "occurred")


def _line(turn: Turn, key: str) -> Taken | Again:
    """One line of words."""
    text = " ".join(turn.text.split())
    if not text:
        return Again(say("intake.words_please"))
    return Taken({key: text}) if len(text) <= LONGEST_LINE else Again(say("intake.too_long", most=LONGEST_LINE))


def _ask_place(turn: Turn, answers: Answers) -> Reply:
    return Reply(text=say("intake.place"), ask_location=True)


def _take_place(turn: Turn, answers: Answers) -> Taken | Again:
    return Taken({"place": str(turn.inbound.location)}) if turn.inbound.location else _line(turn, "place")


# identity


def _ask_identity(turn: Turn, answers: Answers) -> Reply:
    choices = [option("identity", one.value, plain(f"identity.{one.value}"), plain(f"identity.{one.value}_means")) for one in Identity]
    if answers.get("confidential"):
        choices.sort(key=lambda choice: choice.id != Option("identity", Identity.CONFIDENTIAL).id)
    return reply(say("intake.identity_protected" if answers.get("confidential") else "intake.identity"), *choices)


def _take_identity(turn: Turn, answers: Answers) -> Taken | Again:
    said = value(turn.inbound, "identity") or next((one.value for one in Identity if one.value in turn.text.lower()), None)
    if said is None:
        return Again(say("intake.identity_unknown"))
    mode = Identity(said)
    return Taken({"identity": mode.value, "confidential": _is_confidential(mode, answers)})


def _is_confidential(mode: Identity, answers: Answers) -> bool:
    """Who hides the name hides the matter; who shows it lifts a mere proposal, but not of what always needs protection."""
    proposed = bool(answers.get("confidential"))
    if mode is not Identity.NAMED:
        return proposed or mode is Identity.CONFIDENTIAL
    said = answers.get("story", "").casefold()
    return proposed and any(cue in said for cue in words("cues.always_protected"))


def named(answers: Answers) -> bool:
    return answers.get("identity") != Identity.ANONYMOUS


def _ask_name(turn: Turn, answers: Answers) -> Reply:
    known = turn.inbound.sender_name
    return reply(say("intake.name"), *([option("name", "sender", known)] if known else []))


def _take_name(turn: Turn, answers: Answers) -> Taken | Again:
    return Taken({"name": turn.inbound.sender_name}) if value(turn.inbound, "name") == "sender" else _line(turn, "name")


def _ask_contact(turn: Turn, answers: Answers) -> Reply:
    """Of an open report the officer may call: then the channel's own button saves typing a number that it does not show us."""
    asked = reply(say("intake.contact"), option("contact", "chat", plain("buttons.this_chat")))
    return replace(asked, ask_contact=answers.get("identity") == Identity.NAMED and turn.inbound.number is None)


def _take_contact(turn: Turn, answers: Answers) -> Taken | Again:
    if turn.inbound.contact:
        return Taken({"contact": turn.inbound.contact.phone})
    return Taken({"contact": plain("intake.only_chat")}) if value(turn.inbound, "contact") == "chat" else _line(turn, "contact")


# category and urgency


def _ask_urgent(turn: Turn, answers: Answers) -> Reply:
    return reply(
        say("intake.urgent"), option("urgent", "yes", plain("buttons.urgent_yes")), option("urgent", "no", plain("buttons.urgent_no"))
    )


def _take_urgent(turn: Turn, answers: Answers) -> Taken | Again:
    said = value(turn.inbound, "urgent") or {True: "yes", False: "no"}[turn.text.lower().strip(".! ") in _YES]
    return Taken({"urgent": said == "yes"})


def _ask_category(turn: Turn, answers: Answers) -> Reply:
    categories = turn.rules(answers["office"]).policy.categories
    proposed = categories.get(answers["category"]) or next(iter(categories.values()))
    others = [option("category", key, one.name, one.explanation or "") for key, one in categories.items() if key != answers["category"]]
    text = say("intake.category", name=proposed.name, explanation=proposed.explanation or "", limit=proposed.limit.words)
    return reply(text, option("category", "yes", plain("buttons.correct")), *others)


def _take_category(turn: Turn, answers: Answers) -> Taken | Again:
    chosen = value(turn.inbound, "category")
    categories = turn.rules(answers["office"]).policy.categories
    if chosen in categories:
        return Taken({"category": chosen})
    if not _affirmed(turn, "category"):
        return Again(say("intake.choose_or_yes"))
    known = answers["category"] if answers["category"] in categories else next(iter(categories))
    return Taken({"category": known})


# review


_EDITABLE = ("story", "service", "occurred", "place", "identity", "category")


def _ask_review(turn: Turn, answers: Answers) -> Reply:
    edits = [option("edit", key, plain(f"edit.{key}")) for key in _EDITABLE]
    return reply(
        Text.join([say("intake.review"), bullets(_review_lines(turn, answers)), *_warned(answers), say("intake.review_end")]),
        option("review", "send", plain("buttons.send")),
        *edits,
    )


def _warned(answers: Answers) -> list[Text]:
    """Who wants to stay unknown hears that numbers in the report could tell who it is."""
    protected = answers["identity"] != Identity.NAMED or answers.get("confidential")
    told = " ".join(str(answers.get(key) or "") for key in ("story", "place", "occurred"))
    return [say("intake.review_numbers")] if protected and tells_numbers(told) else []


def _review_lines(turn: Turn, answers: Answers) -> list[str]:
    rules = turn.rules(answers["office"])
    service = turn.library.services.get(answers.get("service") or "")
    facts = {
        "office": rules.office.name,
        "story": excerpt(answers["story"], 500),
        "files": str(len(answers["files"])) if answers.get("files") else "",
        "service": service.title if service else rules.office.unit(answers.get("unit")).name,
        "promise": service_promises.broken(turn, service, answers["story"]),
        "occurred": answers.get("occurred") or "",
        "place": answers.get("place") or "",
        "identity": plain(f"identity.{answers['identity']}"),
        "name": answers.get("name") or "" if named(answers) else "",
        "contact": answers.get("contact") or "" if named(answers) else "",
        "category": notices.category_name(answers["category"], rules),
        "urgent": plain("buttons.urgent_yes") if answers.get("urgent") else "",
    }
    return [f"{plain(f'review.{key}')}: {fact}" for key, fact in facts.items() if fact]


def _take_review(turn: Turn, answers: Answers) -> Taken | Again:
    sent = value(turn.inbound, "review") == "send" or turn.text.lower().strip(".! ") in _YES
    return Taken({}) if sent else Again(say("intake.review_choose"))


STEPS = (
    Step(key="consent", ask=_ask_consent, take=_take_consent, needed=lambda a: not a.get("consent")),
    Step(key="office", ask=ask_office, take=take_office, needed=lambda a: "office_fixed" not in a),
    Step(key="story", ask=_ask_story, take=_take_story),
    photo_facts.STEP,
    Step(key="service", ask=_ask_service, take=_take_service),
    Step(key="occurred", ask=_ask_when, take=_take_when, optional=True),
    Step(key="place", ask=_ask_place, take=_take_place, optional=True),
    Step(key="identity", ask=_ask_identity, take=_take_identity),
    Step(key="name", ask=_ask_name, take=_take_name, needed=named),
    Step(key="contact", ask=_ask_contact, take=_take_contact, needed=named, optional=True),
    Step(key="urgent", ask=_ask_urgent, take=_take_urgent, needed=lambda a: bool(a.get("urgent_proposed"))),
    Step(key="category", ask=_ask_category, take=_take_category),
    duplicates.STEP,
    Step(key="review", ask=_ask_review, take=_take_review),
)
