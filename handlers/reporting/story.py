"""The story of a complaint: words, files, a place, and what the bot proposes from it."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.case import photo_facts
from handlers.reporting import plausibility
from handlers.talking.dialogue import Again, Answers, NewAnswers
from handlers.talking.turn import Turn
from handlers.talking.wording import plain, say
from handlers.telling.case_words import excerpt
from knowledge.standards.standard import Service

LONGEST_STORY = 10_000
SHORTEST_STORY = 8
MOST_FILES = 10
MINOR = "ringan"
"""The category of what can be answered at once."""

GENTLE = "gentle"
"""The answer that marks a draft about violence of which the person has not said that it should be reported."""


def is_delicate(answers: Answers) -> bool:
    """Whether the story is one of danger or a confidential one: whoever else holds the telephone is not to see it unasked."""
    marks = ("confidential", "urgent", "urgent_proposed", GENTLE)
    return answers.get("identity") == "rahasia" or any(answers.get(key) for key in marks)


def story_so_far(answers: Answers) -> dict[str, str]:
    """The beginning of the story so far, and how many files came with it, for the wording."""
    count = len(answers.get("files", ()))
    return {
        "story": plain("intake.veiled") if answers.get("veiled") else excerpt(answers.get("story", "") or plain("intake.no_words")),
        "files": plain("intake.files", count=count) if count else "",
    }


def with_message(turn: Turn, answers: Answers) -> NewAnswers | Again:
    """What this message adds: words, files, a place on the map, and what follows from them. Again where it is too much."""
    new = evidence(turn, answers)
    if isinstance(new, Again) or not turn.text:
        return new
    story = "\n".join(filter(None, [answers.get("story", ""), turn.text]))
    if len(story) > LONGEST_STORY:
        return Again(say("intake.story_full", most=LONGEST_STORY))
    proposed = triaged(turn, {**answers, "story": story})
    if answers.get("story") and answers.get("category") and proposed["category"] == MINOR:
        proposed["category"] = answers["category"]  # a detail makes no minor matter of a report
    return {**new, "story": story, **_circumstances(turn, answers), **_person(turn, answers), **proposed}


def evidence(turn: Turn, answers: Answers) -> NewAnswers | Again:
    """The files and the place of this message."""
    new: NewAnswers = {}
    if useful := photo_facts.noted(turn.inbound.attachments, answers.get("photo_facts"), turn.state.photo_facts):
        new["files"] = [*answers.get("files", ()), *useful]
    if turn.inbound.location:
        new |= {"place": str(turn.inbound.location), "place_told": True}
    return Again(say("intake.too_many_files", most=MOST_FILES)) if len(new.get("files", ())) > MOST_FILES else new


def _circumstances(turn: Turn, answers: Answers) -> dict[str, bool]:
    """Whether the story already says where and when, so that it need not be asked."""
    place = answers.get("place_told") or plausibility.tells_place(turn)
    time = answers.get("occurred_told") or plausibility.has_time(turn)
    return {key: True for key, is_told in (("place_told", place), ("occurred_told", time)) if is_told}


def _person(turn: Turn, answers: Answers) -> dict[str, str]:
    """Name and contact, if the story tells them, so that they are not asked. Whether an officer may see them is asked all the same."""
    name = None if answers.get("name") else plausibility.own_name(turn.text)
    if name is None:
        return {}
    return {"name": name, "contact": answers.get("contact") or plausibility.contact_in(turn.text) or plain("intake.only_chat")}


def triaged(turn: Turn, answers: Answers) -> NewAnswers:
    """The bot's proposals from the story. The citizen need not know them; an officer decides. A service is recorded only if it was named."""
    story = answers.get("story", "")
    if not story:
        return {}
    proposal = turn.knowledge.understander.triage(story, answers.get("office"))
    service = turn.library.services.get(answers.get("service") or proposal.service or "")
    if service and not (answers.get("service") or is_named_by(turn, story, service)) and is_only(turn, service):
        service = None
    fits = service and service.office == answers.get("office", service.office)
    is_named = service and fits and (answers.get("service") or is_named_by(turn, story, service))
    return {
        "category": proposal.category,
        "urgent_proposed": proposal.urgent and not answers.get("is_over"),
        "confidential": proposal.confidential or answers.get("identity") == "rahasia",
        "proposed_service": service.id if service and fits else None,
        "service": service.id if service and is_named else None,
        "unit": answers.get("unit") or (service.unit if service and fits else None),
    }


def is_named_by(turn: Turn, story: str, service: Service) -> bool:
    """Whether the story names the service, in its first line or in one that tells of dealing with it; "ktp saya ditahan juga", told later, does
    not.
    """
    first, *later = story.split("\n")
    lines = [first, *(line for line in later if cue_words.given(turn, "dealing", line))]
    return any(turn.knowledge.understander.names(line, service.id) for line in lines)


def is_only(turn: Turn, service: Service) -> bool:
    """Whether its office has no other service: then it is always the likeliest, whatever is told."""
    return len(turn.library.services_of(service.office)) == 1
