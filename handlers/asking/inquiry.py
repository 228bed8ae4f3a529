"""Answers from the standards of service: exactly the part that was asked, with its source; where the standard is silent, the bot says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import cast

from handlers.asking import menu
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import (
    AskOfficer,
    Feedback,
    Menu,
    NoneOfThese,
    OpenChecklist,
    Report,
    ReportService,
    Services,
    ShowPart,
    ShowService,
    choice,
)
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, has, numbered, plain, say
from knowledge.standards.office import Office
from knowledge.standards.standard import COMPONENTS, Component, ComponentKey, Contact, Item, Service, Source, item_remarks
from knowledge.understanding.differences import Difference, difference, in_sentence
from knowledge.understanding.understander import Understanding

SUMMARY = "ringkasan"
ALL = "semua"
LONG_LIST = 4  # items
SHORT_LIST = 500  # letters; papers that are needed stand in the summary up to this length
MOST_CONTACTS = 2  # contacts beside an answer; a question for contacts shows all
TOPICS = 5  # how many earlier topics one can return to
_SHORT: tuple[ComponentKey, ...] = ("persyaratan", "prosedur", "waktu", "biaya")
_IN_SUMMARY: tuple[ComponentKey, ...] = ("waktu", "biaya")
OWN_NAME = ("lapor", "kotak_saran", "loket")  # contacts that need no label


def answer(turn: Turn, service_id: str, part: str = SUMMARY, condition: str = "") -> Outcome:
    """The part of the standard with buttons for what may be asked next. The service becomes the topic of the chat.

    `condition`: the line about the citizen's case, such as a lost card, from another part of the standard.
    """
    service = turn.library.services.get(service_id)
    if service is None or part not in (*COMPONENTS, SUMMARY, ALL):
        return menu.main(turn, say("menu.gone"))
    part_reply = answer_reply(turn, service, [part])
    if condition:
        part_reply = replace(part_reply, text=Text.join([say("inquiry.condition", condition=condition), part_reply.text]))
    return talked_about(turn, service, part_reply, part)


def talked_about(turn: Turn, service: Service, shown_reply: Reply, part: str) -> Outcome:
    """The reply, with this service as the topic, so that "kalau biayanya?", "bukan, yang lain" and "balik ke yang tadi" are understood."""
    offered = turn.state.offered
    before = [topic for topic in turn.state.topics if topic != service.id]
    return outcome(
        turn,
        shown_reply,
        topic=service.id,
        part=part,
        topics=(*before[1 - TOPICS :], service.id),
        offered=offered if service.id in offered else (),
        unclear=None,
        last_question=turn.text[:500] or None,
        referral=None,
    )


def answer_reply(turn: Turn, service: Service, parts: Sequence[str], items: Sequence[str] = (), more: Text | None = None) -> Reply:
    """The parts of the standard as one reply. `items`: lines that answer the question, shown in place of the parts; `more`: text below them."""
    office = turn.library.office_of(service.id)
    body = listed(items) if items else Text.join(_body(service, office, part) for part in parts)
    head = say("inquiry.head", title=service.title, office=office.name)
    source = source_line(service.source, whole=ALL in parts)
    return reply(Text.join([head, body, more or Text(), source, _hints(service, parts)]), *_next_choices(service, parts))


def _hints(service: Service, parts: Sequence[str]) -> Text:
    """The editor's hints for these parts. They stand below the source, because they are not part of the document."""
    components = {ALL: COMPONENTS, SUMMARY: _IN_SUMMARY}
    keys = chain.from_iterable(components.get(part, (cast(ComponentKey, part),)) for part in parts)
    hints = dict.fromkeys(chain.from_iterable(service.component(key).hints for key in keys))
    return Text.join([say("inquiry.hints"), bullets(list(hints))], between="\n") if hints else Text()


def listed(items: Sequence[str]) -> Text:
    """Lines of the standard that answer."""
    return Text.join([say("inquiry.found"), bullets(list(items))], between="\n")


def _body(service: Service, office: Office, part: str) -> Text:
    if part == ALL:
        return Text.join(component_text(service, key) for key in COMPONENTS if service.component(key).is_written)
    if part == SUMMARY:
        return _summary(service)
    key = cast(ComponentKey, part)
    return component_text(service, key) if service.component(key).is_written else _silent(service, office, key)


def _summary(service: Service) -> Text:
    about = Text.of(service.summary or service.title)
    who = say("inquiry.for_whom", who=service.applicant) if service.applicant else Text()
    facts = [
        say("inquiry.fact", part=part_name(key), text=in_one_line(service.component(key)))
        for key in _IN_SUMMARY
        if service.component(key).given
    ]
    return Text.join([about, who, Text.join(facts, between="\n"), _short_needs(service), say("inquiry.which_part")])


def _short_needs(service: Service) -> Text:
    """What has to be brought, where the list is short: who wants something made asks for it next."""
    needs = service.component("persyaratan").model_copy(update={"notes": ()})
    text = _component_text("persyaratan", needs) if needs.given else Text()
    return text if len(text.plain) <= SHORT_LIST else Text()


def in_one_line(component: Component) -> str:
    """The items, groups and notes of a component in one line; "" for a component without any."""
    lines = [f"{group.name}: {'; '.join(map(item_line, group.items))}" for group in component.groups]
    return "; ".join([*map(item_line, component.items), *lines, *component.notes]).rstrip(".")


def briefly(component: Component) -> str:
    """The component in one line without its notes, where it says anything beside them."""
    return in_one_line(component.model_copy(update={"notes": ()})) or in_one_line(component)


def has_part(topic: Service, part: str) -> bool:
    """Whether the standard says anything in this part."""
    return part in COMPONENTS and topic.component(part).given


def part_name(part: str) -> str:
    return plain(f"components.{part}")


def component_text(service: Service, key: ComponentKey) -> Text:
    """One component in short numbered lines: items, groups, notes."""
    return _component_text(key, service.component(key))


def _component_text(key: ComponentKey, component: Component) -> Text:
    groups = [Text.join([say("inquiry.group", name=group.name), item_lines(group.items)], between="\n") for group in component.groups]
    notes = Text.join([say("inquiry.notes"), bullets(list(component.notes))], between="\n") if component.notes else Text()
    return Text.join([say("inquiry.part", part=part_name(key)), Text.join([item_lines(component.items), *groups]), notes], between="\n")


def item_lines(items: Sequence[Item]) -> Text:
    """The items, numbered where there are several. Copies that are the same for all of a long list are said once, below it."""
    copies = items[0].copies if len(items) >= LONG_LIST and len({item.copies for item in items}) == 1 else None
    lines = [item_line(item.model_copy(update={"copies": None}) if copies else item) for item in items]
    listed = numbered(lines) if len(lines) > 1 else Text.of("".join(lines))
    return Text.join([listed, say("inquiry.copies_each", copies=copies)], between="\n") if copies else listed


def item_line(item: Item) -> str:
    """An item followed by its condition, copies and note."""
    remarks = item_remarks(item)
    beside = "; ".join(remarks).rstrip(".")
    if not beside:
        return item.text
    return f"{item.text} – {beside}" if "(" in beside else f"{item.text} ({beside})"


def _silent(service: Service, office: Office, key: ComponentKey) -> Text:
    """Says that the standard does not answer, and whom to ask."""
    return Text.join([say("inquiry.silent", part=part_name(key)), whom_to_ask(office, service)])


def whom_to_ask(office: Office, service: Service) -> Text:
    """The unit that can answer what a standard does not say, with the contacts that the office gives."""
    unit = office.unit(service.unit)
    contacts = bullets(contact_values(unit.contacts or office.contacts)[:MOST_CONTACTS])
    return Text.join([say("inquiry.ask_unit", unit=unit.name), contacts], between="\n")


def contact_values(contacts: Iterable[Contact]) -> list[str]:
    return [_contact_line(contact) for contact in contacts]


def _contact_line(contact: Contact) -> str:
    value = f"{contact.value} ({contact.note})" if contact.note else contact.value
    return value if contact.kind in OWN_NAME else f"{plain(f'contacts.{contact.kind}')}: {value}"


def source_line(source: Source, *, whole: bool = False) -> Text:
    """Where the answer stands: kind, number and part of the document; the whole title where the whole standard is shown."""
    parts = [source.document, source.part] if whole else [_short_name(source), source.part and source.part.rpartition(", ")[2]]
    year = plain("inquiry.year", year=source.year) if source.year else None
    return say("inquiry.source", source=", ".join(filter(None, [*parts, year])))


def _short_name(source: Source) -> str:
    """ "Keputusan Nomor 09 Tahun 2023"; for a document without a number, its title up to the first comma."""
    kind = source.document.split()[0]
    return f"{kind} Nomor {source.number}" if source.number else source.document.partition(",")[0]


def _next_choices(service: Service, parts: Sequence[str]) -> list[Choice]:
    choices = [part_choice(service, key) for key in (*_SHORT, "pengaduan", ALL) if key not in parts]
    if service.component("persyaratan").given:
        choices.append(button(OpenChecklist(service.id), "checklist"))
    return [
        *choices,
        button(ReportService(service.id), "report"),
        button(Feedback("up"), "helpful"),
        button(Feedback("down"), "not_helpful"),
    ]


def part_choice(service: Service, key: str) -> Choice:
    """A button for a part with its short name; None for parts that are seldom asked."""
    return choice(ShowPart(service.id, key), label=plain(f"short.{key}") if has(f"short.{key}") else part_name(key))


def ask_which(turn: Turn, service_ids: Sequence[str], part: str | None) -> Outcome:
    """Asks which of several equally likely services is meant, by what tells them apart where their titles have a matter in common."""
    services = [turn.library.services[service_id] for service_id in service_ids]
    several_offices = len({service.office for service in services}) > 1
    apart = None if several_offices else difference([service.title for service in services])
    labels = [own[:1].upper() + own[1:] for own in apart.each] if apart else [service.title for service in services]
    choices = [
        choice(
            ShowPart(service.id, part or SUMMARY),
            label=label,
            description=turn.library.office_of(service.id).name if several_offices else "",
        )
        for service, label in zip(services, labels, strict=True)
    ]
    question = _which_of(apart) if apart else say("inquiry.which")
    return outcome(
        turn,
        reply(question, *choices, button(NoneOfThese(), "none_of_these")),
        offered=tuple(service.id for service in services),
        part=part,
        topic=None,
    )


def _which_of(apart: Difference) -> Text:
    *first, last = map(in_sentence, apart.each)
    return say("inquiry.which_of", matter=apart.matter, first=", ".join(first), last=last)


def ask_whether(turn: Turn, service: Service, part: str, advice: Text) -> Outcome:
    """Asks whether this one service is meant. `advice`: which agency does the other thing that may be meant."""
    meant = choice(ShowPart(service.id, part), label=service.title)
    question = reply(Text.join([say("inquiry.whether", title=service.title), advice]), meant, button(NoneOfThese(), "none_of_these"))
    return outcome(turn, question, offered=(service.id,), part=part, topic=None)


def not_covered(turn: Turn, understanding: Understanding | None = None) -> Outcome:
    """Says that no standard covers the question, with the right agency where it is known, the list of services, and a person to ask."""
    elsewhere = understanding.elsewhere if understanding else None
    text = say("inquiry.elsewhere", advice=elsewhere.answer) if elsewhere else say("inquiry.not_covered")
    done = outcome(
        turn, reply(text, button(Services(), "services"), button(AskOfficer(), "human"), button(Report(), "report"), button(Menu(), "menu"))
    )
    return replace(done, state=replace(done.state, referral=elsewhere.answer)) if elsewhere and turn.topic is None else done


def referred(turn: Turn) -> Outcome:
    """Says that a part of what another agency does is asked there too: "syaratnya apa?" after the SKCK."""
    choices = (button(Services(), "services"), button(AskOfficer(), "human"), button(Menu(), "menu"))
    return outcome(turn, reply(say("inquiry.elsewhere_too", advice=turn.state.referral), *choices))


ACTIVITY = Activity(
    presses=(
        On(ShowService, lambda turn, press: answer(turn, press.service)),
        On(ShowPart, lambda turn, press: answer(turn, press.service, press.part)),
        On(NoneOfThese, lambda turn, press: not_covered(turn)),
    )
)
