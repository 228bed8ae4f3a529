"""Navigation with buttons: menu, offices, units, services."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from handlers.asking import cue_words
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import (
    AskOfficer,
    ChooseOffice,
    Help,
    Menu,
    MyData,
    Offices,
    Report,
    Resume,
    Services,
    ShowService,
    Track,
    UnitServices,
    choice,
)
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.staff_buttons import Desk
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from knowledge.standards.office import Office
from knowledge.standards.standard import Service

PAGE = 8


def main(turn: Turn, text: Text | None = None) -> Outcome:
    """The menu. Who has not chosen an office can choose one here."""
    return outcome(turn, main_reply(turn, text))


def main_reply(turn: Turn, text: Text | None = None) -> Reply:
    where = turn.office.name if turn.office else plain("menu.all_offices")
    choices = [button(Services(), "services"), button(Report(), "report"), button(Track(), "track"), button(AskOfficer(), "human")]
    if len(turn.library.offices) > 1:
        choices.append(button(Offices(), "change_office" if turn.office else "choose_office"))
    if turn.state.unfinished:
        choices.insert(0, button(Resume(), "resume"))
    if turn.staff:
        choices.append(button(Desk(), "desk"))
    choices += [button(MyData(), "my_data"), button(Help(), "help")]
    return reply(text or say("menu.main", office=where), *choices)


def offices(turn: Turn) -> Outcome:
    choices = [choice(ChooseOffice(office.id), label=office.name) for office in turn.library.offices.values()]
    return outcome(turn, reply(say("menu.offices"), *choices, button(Menu(), "menu")))


def named_office(turn: Turn) -> str | None:
    """The id of the one office whose name or place the message holds; None where there is none or more than one."""
    padded = _bare(turn.text)
    office_ids = {
        office.id for office in turn.library.offices.values() for name in (office.name, *office.names) if _bare_name(name) in padded
    }
    return office_ids.pop() if len(office_ids) == 1 else None


def without_office(turn: Turn) -> str:
    """The words without the names of the turn's office."""
    padded = _bare(turn.text)
    for name in sorted((turn.office.name, *turn.office.names) if turn.office else (), key=len, reverse=True):
        padded = padded.replace(_bare_name(name), " ")
    return padded.strip()


def is_office(turn: Turn, office_id: str) -> bool:
    """Whether the message holds only the name of the office and polite words."""
    office = turn.library.offices[office_id]
    return _bare(turn.knowledge.understander.matter(turn.text)) in {_bare_name(name) for name in (office.name, *office.names)}


def _bare(text: str) -> str:
    """The words without punctuation, with a blank before and after each."""
    return f" {' '.join(cue_words.spoken(text))} "


@lru_cache(maxsize=8192)
def _bare_name(name: str) -> str:
    """A province has a thousand names of offices, and each message is compared with them."""
    return _bare(name)


def choose_office(turn: Turn, office_id: str) -> Outcome:
    """Stores the office for this chat. Another office ends the topic, unless the topic is one of its services."""
    if office_id not in turn.library.offices:
        return offices(turn)
    topic = turn.topic.id if turn.topic and turn.topic.office == office_id else None
    chosen = turn.with_state(office=office_id, topic=topic, offered=())
    return main(chosen, say("menu.office_chosen", office=turn.library.offices[office_id].full_name))


def services(turn: Turn) -> Outcome:
    """Menu → office → unit → service; a level with a single entry is skipped."""
    if turn.office is None:
        return offices(turn)
    units = [unit for unit in turn.office.units if turn.library.services_of(turn.office.id, unit.id)]
    if len(units) == 1:
        return unit(turn, units[0].id, 0)
    choices = [choice(UnitServices(known_unit.id), label=known_unit.name) for known_unit in units]
    return outcome(turn, reply(say("menu.units", office=turn.office.name), *choices, button(Menu(), "menu")))


def unit(turn: Turn, unit_id: str, page: int) -> Outcome:
    """The services of one unit, a page of them."""
    if turn.office is None:
        return offices(turn)
    services_of_unit = turn.library.services_of(turn.office.id, unit_id)
    page_of_services = services_of_unit[page * PAGE : (page + 1) * PAGE]
    choices = [service_choice(service) for service in page_of_services]
    if len(services_of_unit) > (page + 1) * PAGE:
        choices.append(button(UnitServices(unit_id, page + 1), "more"))
    name = turn.office.unit(unit_id).name
    return outcome(turn, reply(say("menu.services", unit=name), *choices, button(Services(), "back"), button(Menu(), "menu")))


def service_choice(service: Service, office: Office | None = None) -> Choice:
    """A button for a service; with the name of the office where several offices are possible."""
    return choice(ShowService(service.id), label=service.title, description=office.name if office else "")


def help_(turn: Turn) -> Outcome:
    return main(turn, say("menu.help"))


_MENU, _SERVICES, _OFFICES = Menu(), Services(), Offices()
ACTIVITY = Activity(
    presses=(
        On(Menu, lambda turn, press: main(replace(turn, state=turn.state.left()).with_state(remark=None))),
        On(Help, lambda turn, press: help_(turn)),
        On(Offices, lambda turn, press: offices(turn)),
        On(ChooseOffice, lambda turn, press: choose_office(turn, press.office)),
        On(Services, lambda turn, press: services(turn)),
        On(UnitServices, lambda turn, press: unit(turn, press.unit, press.page)),
    ),
    commands={
        "menu": _MENU,
        "mulai": _MENU,
        "start": _MENU,
        "bantuan": Help(),
        "help": Help(),
        "layanan": _SERVICES,
        "daftar layanan": _SERVICES,
        "ganti kantor": _OFFICES,
        "pilih kantor": _OFFICES,
    },
)
