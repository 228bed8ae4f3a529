"""One message that is being answered: everything a handler may look at, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Unpack

from handlers.casework.access import StaffMember
from handlers.rules import OfficeRules
from handlers.talking.message import Choice, Inbound, Notice, Outcome, Quoted, Reply, Text
from handlers.talking.ports import Ports
from handlers.talking.state import Changes, ChatState
from handlers.talking.wording import words
from knowledge.language.phrases import WholePhrases
from knowledge.standards.library import Library
from knowledge.standards.office import Office
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understander


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """What all turns share: the library, the understander, and the rules of each office."""

    library: Library
    understander: Understander
    rules: Mapping[str, OfficeRules]

    @cached_property
    def cues(self) -> Callable[[str], WholePhrases]:
        """The phrases under `cues.<key>` of the wording, in normal words."""
        return cache(lambda key: WholePhrases(map(self.understander.language.tokens, words(f"cues.{key}"))))


class OfficeNotServed(Exception):
    """A case belongs to an office whose data are not there, or cannot be read for now. Nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """`now` is UTC. `state` is the state of this chat; a handler returns the next one.

    `group`: the internal number of the group in which the message was written. `link`: the address under which people find the bot.
    """

    now: datetime
    person: int
    inbound: Inbound
    state: ChatState
    knowledge: Knowledge
    ports: Ports
    random: Callable[[int], int]
    staff: tuple[StaffMember, ...] = ()
    group: int | None = None
    link: str = ""
    quoted: Quoted | None = None

    @property
    def library(self) -> Library:
        return self.knowledge.library

    @cached_property
    def office_id(self) -> str | None:
        """The id of the office this chat is about: the chosen one, that of the report being written, or the only one in the library."""
        if len(self.library.offices) == 1:
            return next(iter(self.library.offices))
        chosen = self.state.office or (self.state.dialogue.answers.get("office") if self.state.dialogue else None)
        return chosen if chosen in self.library.offices else None

    @property
    def office(self) -> Office | None:
        return self.library.offices[self.office_id] if self.office_id else None

    @property
    def topic(self) -> Service | None:
        """The service that the talk is about."""
        return self.library.services.get(self.state.topic or "")

    def rules(self, office_id: str) -> OfficeRules:
        """Raises OfficeNotServed where the office's data are not there, or cannot be read for now."""
        rules_of_office = self.knowledge.rules.get(office_id)
        if rules_of_office is None:
            raise OfficeNotServed(office_id)
        return rules_of_office

    def member(self, office_id: str) -> StaffMember | None:
        """The role of this person in the office; None where they are not staff there."""
        return next((member for member in self.staff if member.office == office_id), None)

    @property
    def text(self) -> str:
        return self.inbound.text.strip()

    def with_state(self, **changes: Unpack[Changes]) -> Turn:
        return replace(self, state=replace(self.state, **changes))


def saying(turn: Turn, text: str) -> Turn:
    """The turn as if these words had been the whole message."""
    return replace(turn, inbound=replace(turn.inbound, text=text, attachments=(), location=None))


def outcome(turn: Turn, *replies: Reply, notices: tuple[Notice, ...] = (), **changes: Unpack[Changes]) -> Outcome:
    """The usual result of a handler: the replies, and the changes to the state."""
    return Outcome(replies=replies, notices=notices, state=replace(turn.state, **changes))


def reply(text: Text, *choices: Choice) -> Reply:
    return Reply(text=text, choices=choices)


def below(word: Text, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The replies with a sentence above the first; there must be at least one reply."""
    first, *rest = replies
    return (replace(first, text=Text.join([word, first.text])), *rest)
