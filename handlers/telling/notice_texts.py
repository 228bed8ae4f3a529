"""The texts of notices about a complaint: the sentence, its facts, the files and the message template. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.casework.complaint import Complaint, running_due
from handlers.casework.events import Event
from handlers.casework.masking import for_staff, said_to_staff
from handlers.casework.moves import Action, Role
from handlers.casework.payloads import Added, Answered, Merged, Payload, Rated, Rejected
from handlers.rules import OfficeRules
from handlers.talking.attachments import attachment_of
from handlers.talking.message import Attachment, Audience, Choice, Reply, Text
from handlers.talking.wording import plain, say
from handlers.telling.case_words import calls_mark, category_name, due_words, excerpt, proposed, silence_words
from knowledge.standards.policy import INQUIRY

SOLVED = "solved"


@dataclass(frozen=True, kw_only=True)
class NoticeText:
    """One message: the recipient and their part, the sentence, the buttons. `mine`: the number under which a merged report's reporter knows the
    case.
    """

    to: Role | int | frozenset[Role]
    audience: Audience
    event: str
    choices: tuple[Choice, ...] = ()
    urgent: bool = False
    mine: str = ""

    @property
    def key(self) -> str:
        """The key of the sentence under `notices` in the wording."""
        return f"{self.audience}.{self.event}"


def reply_of(message: NoticeText, after: Complaint, event: Event, facts: dict[str, object], *, hidden: bool) -> Reply:
    return Reply(
        text=_sentence(message, after, event, facts, hidden=hidden),
        choices=message.choices,
        attachments=() if hidden or message.audience is Audience.FOLLOWER else _shown_files(event),
        template=_template(message),
        parameters=(message.mine or after.number,),
    )


def _sentence(message: NoticeText, after: Complaint, event: Event, facts: dict[str, object], *, hidden: bool) -> Text:
    if hidden and message.audience is Audience.UNIT and message.event == "new":
        return say("notices.unit.new_confidential", number=after.number)
    if message.audience.is_staff and not hidden:
        facts = {**facts, "text": said_to_staff(event, after), "excerpt": excerpt(for_staff(after).text)}
    return say(f"notices.{message.key}", **facts, mine=message.mine or (event.data.mine if isinstance(event.data, Added) else ""))


def facts_of(before: Complaint, after: Complaint, event: Event, rules: OfficeRules, *, hidden: bool) -> dict[str, object]:
    text_shown = plain("notices.hidden") if hidden else event.data.text
    return {
        "what": plain(f"notices.what.{'question' if after.category == INQUIRY else 'complaint'}"),
        "number": after.number,
        "office": rules.office.name,
        "unit": rules.office.unit(after.unit).name,
        "category": category_name(after.category, rules),
        "due": due_words(_news_of_due(after, event, rules), rules),
        "text": text_shown,
        "reason": plain("notices.hidden") if hidden else (before.pending.reason if before.pending else text_shown),
        "excerpt": plain("notices.hidden") if hidden else excerpt(after.text),
        "state": plain(f"states.{after.state}"),
        "proposed": proposed(before if before.pending else after, rules),
        "urgent": plain("cases.urgent_mark") if after.urgent else "",
        "calls": calls_mark(after),
        "silence": silence_words(rules.silence(before.state)),
        **_own_facts(event.data),
    }


def _news_of_due(after: Complaint, event: Event, rules: OfficeRules) -> datetime | None:
    """The due moment to tell; an extension approved during a pause has one too."""
    return running_due(after, rules, event.at) if event.action is Action.APPROVE else after.due


def _own_facts(data: Payload) -> dict[str, str]:
    """The facts that only some events have; only sentences about those events use them."""
    return {
        "stars": "★" * data.stars if isinstance(data, Rated) else "",
        "outcome": plain(f"rating.{(data.outcome if isinstance(data, Rated) else '') or SOLVED}"),
        "doubts": "\n".join(f"• {doubt}" for doubt in data.doubts) if isinstance(data, Answered) else "",
        "into": data.into if isinstance(data, Merged | Rejected) else "",
    }


def _shown_files(event: Event) -> tuple[Attachment, ...]:
    """The files of what officer and reporter write to each other."""
    if event.action not in {Action.ANSWER, Action.INFORM, Action.ASK, Action.REPLY, Action.ADD}:
        return ()
    return tuple(attachment_of(file) for file in event.data.attachments)


_TEMPLATES = {
    "reporter.ask": "pertanyaan_petugas",
    "reporter.answer": "jawaban_siap",
    "reporter.due_moved": "tenggat_bergeser",
    "unit.new": "petugas_pengaduan_baru",
}


def _template(message: NoticeText) -> str:
    return _TEMPLATES.get(message.key, "petugas_pengingat" if message.audience.is_staff else "status_berubah")
