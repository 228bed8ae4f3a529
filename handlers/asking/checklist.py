""" "Siapkan berkas": the requirements as boxes to tick, stored for 30 days, and a plain text to show at the counter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from handlers.asking import cue_words, menu
from handlers.asking.inquiry import item_line, source_line
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, Missing, OpenChecklist, PrintChecklist, ShowService, Tick, choice
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.state import Ticks
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, numbered, say
from knowledge.standards.standard import Service

KEPT = timedelta(days=30)
SHORT = 8  # words


def show(turn: Turn, service_id: str) -> Outcome:
    """The boxes of a service; earlier ticks are preserved."""
    service = turn.library.services.get(service_id)
    if service is None or not service.component("persyaratan").given:
        return menu.main(turn, say("menu.gone"))
    ticks = _current(turn)
    ticked = ticks.done if ticks and ticks.service == service_id else ()
    return _screen(turn, service, ticked)


def _current(turn: Turn) -> Ticks | None:
    """The checklist of this chat, unless it is older than 30 days or its service is gone."""
    ticks = turn.state.checklist
    is_there = ticks and ticks.service in turn.library.services and turn.now - ticks.at <= KEPT
    return ticks if is_there else None


def lines(service: Service) -> list[str]:
    """Every requirement; those of a group begin with the name of the group."""
    component = service.component("persyaratan")
    grouped = [f"{group.name}: {item_line(item)}" for group in component.groups for item in group.items]
    return [*map(item_line, component.items), *grouped]


def _screen(turn: Turn, service: Service, ticked: Collection[int]) -> Outcome:
    boxes = lines(service)
    list_of_boxes = "\n".join(f"{'☑' if index in ticked else '☐'} {index + 1}. {line}" for index, line in enumerate(boxes))
    text = say("checklist.head", title=service.title, done=len(ticked), all=len(boxes), boxes=list_of_boxes)
    choices = [choice(Tick(index), label=f"{'☑' if index in ticked else '☐'} {index + 1}") for index in range(len(boxes))]
    ticks = Ticks(service=service.id, done=tuple(ticked), at=turn.now)
    end = (button(Missing(), "missing"), button(PrintChecklist(), "print"), button(ShowService(service.id), "back"))
    return outcome(turn, reply(text, *choices, *end), checklist=ticks, topic=service.id)


def tick(turn: Turn, index: int) -> Outcome:
    """Ticks a box, or removes its tick."""
    ticks = _current(turn)
    if ticks is None:
        return _no_checklist(turn)
    service = turn.library.services[ticks.service]
    ticked = sorted({*ticks.done} ^ {index}) if index < len(lines(service)) else ticks.done
    return _screen(turn, service, ticked)


def asks_missing(turn: Turn) -> bool:
    """Whether the words ask what is still missing: "berkas saya yang kurang apa aja?"."""
    return cue_words.given(turn, "still_missing") and len(turn.text.split()) <= SHORT


def missing(turn: Turn) -> Outcome:
    """Lists what is still missing."""
    ticks = _current(turn)
    if ticks is None:
        return _no_checklist(turn)
    service = turn.library.services[ticks.service]
    left = [line for index, line in enumerate(lines(service)) if index not in ticks.done]
    text = (
        Text.join([say("checklist.missing", title=service.title), numbered(left)])
        if left
        else say("checklist.complete", title=service.title)
    )
    return outcome(turn, _with_way_on(text, service))


def printable(turn: Turn) -> Outcome:
    """A plain text to show at the counter."""
    ticks = _current(turn)
    if ticks is None:
        return _no_checklist(turn)
    service = turn.library.services[ticks.service]
    office = turn.library.office_of(service.id)
    list_of_boxes = "\n".join(f"[{'x' if index in ticks.done else ' '}] {line}" for index, line in enumerate(lines(service)))
    text = Text.join(
        [say("checklist.print", title=service.title, office=office.full_name), Text.of(list_of_boxes), source_line(service.source)]
    )
    return outcome(turn, _with_way_on(text, service))


def _with_way_on(text: Text, service: Service) -> Reply:
    return reply(text, button(OpenChecklist(service.id), "checklist"), button(ShowService(service.id), "back"), button(Menu(), "menu"))


def _no_checklist(turn: Turn) -> Outcome:
    return menu.main(turn, say("checklist.none"))


ACTIVITY = Activity(
    presses=(
        On(OpenChecklist, lambda turn, press: show(turn, press.service)),
        On(Tick, lambda turn, press: tick(turn, press.index)),
        On(Missing, lambda turn, press: missing(turn)),
        On(PrintChecklist, lambda turn, press: printable(turn)),
    ),
    commands={"yang masih kurang": Missing()},
)
