"""The review: all answers, shown once before sending, with the date by which an answer is due."""

from __future__ import annotations

from handlers.asking import service_promises
from handlers.case import case_changes
from handlers.casework import misconduct
from handlers.casework.complaint import Identity
from handlers.casework.masking import tells_numbers
from handlers.reporting import plausibility
from handlers.talking.buttons import option
from handlers.talking.dialogue import EDIT, Answers
from handlers.talking.message import Reply, Text
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import bullets, plain, say
from handlers.telling import reminders
from handlers.telling.case_words import due_words, excerpt

LONGEST_EXCERPT = 500
SHORTEST_NAME = 4
_EDITABLE = ("story", "place", "occurred", "identity", "service")


def ask_review(turn: Turn, answers: Answers) -> Reply:
    """The review. An urgent report shows only the story, the place and one button."""
    send = option("review", "send", plain("buttons.send"))
    edits = [option(EDIT, key, plain(f"edit.{key}")) for key in (("story", "place", "identity") if answers.get("express") else _EDITABLE)]
    head = say("intake.review_urgent" if answers.get("urgent") else "intake.review")
    show_button = [option("review", "show", plain("buttons.show_story"))] if answers.get("veiled") else []
    return reply(Text.join([head, bullets(_lines(turn, answers)), *_warned(answers), _end(turn, answers)]), send, *show_button, *edits)


def _warned(answers: Answers) -> list[Text]:
    """Warns who wants to stay unknown that numbers or the own name in the report could reveal who they are."""
    protected = answers["identity"] != Identity.NAMED or answers.get("confidential")
    text = " ".join(str(answers.get(key) or "") for key in ("story", "place", "occurred"))
    told = answers.get("name") or ""
    is_name_told = plausibility.own_name(text) is not None or (len(told) >= SHORTEST_NAME and told.casefold() in text.casefold())
    warnings = (("intake.review_numbers", tells_numbers(text)), ("intake.review_name", is_name_told))
    return [say(key) for key, is_needed in warnings if protected and is_needed]


def _end(turn: Turn, answers: Answers) -> Text:
    if answers.get("urgent"):
        return say("intake.review_urgent_end")
    rules = turn.rules(answers["office"])
    if goes_outside(turn, answers):
        return say("intake.review_outside", office=rules.office.name, doors=reminders.doors(rules))
    return say("intake.review_end", due=due_words(rules.due(answers["category"], turn.now, ()), rules))


def goes_outside(turn: Turn, answers: Answers) -> bool:
    """Whether the report accuses somebody above whom the office has nobody: the head, by title or name."""
    office, story = answers["office"], answers["story"]
    if not turn.rules(office).examined(answers["category"]):
        return False
    names = answers.get("highest") or ()
    return case_changes.is_about_head(turn, office, story) or any(misconduct.is_named(story, name) for name in names)


def _lines(turn: Turn, answers: Answers) -> list[str]:
    rules = turn.rules(answers["office"])
    service = turn.library.services.get(answers.get("service") or "")
    facts = {
        "office": rules.office.name,
        "story": plain("intake.veiled") if answers.get("veiled") else excerpt(answers["story"], LONGEST_EXCERPT),
        "files": plain("intake.files", count=len(answers["files"])) if answers.get("files") else "",
        "service": service.title if service else "",
        "promise": service_promises.broken(turn, service, answers["story"]),
        "place": answers.get("place") or "",
        "occurred": answers.get("occurred") or "",
        "reporter": _reporter(answers),
        "reach": answers.get("reach") or "",
    }
    return [f"{plain(f'review.{key}')}: {fact}" for key, fact in facts.items() if fact]


def _reporter(answers: Answers) -> str:
    """Who reports, and what officers will see of them."""
    who = ", ".join(filter(None, [answers.get("name"), answers.get("contact")]))
    return plain(f"review.by_{answers['identity']}", who=who)
