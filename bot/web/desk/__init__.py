"""The desk of the staff in the browser: find, work, look, report. The rules are those of the chat; the pages work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute

from bot.resources import Resources
from bot.web.desk.case import Case
from bot.web.desk.case_papers import CasePapers
from bot.web.desk.exporting import Exporting
from bot.web.desk.finding import Finding
from bot.web.desk.home import Home
from bot.web.desk.learning import LEARNERS, Learning
from bot.web.desk.passkeys import Passkeys
from bot.web.desk.picture import Picture
from bot.web.desk.posters import Posters
from bot.web.desk.queue import Queue
from bot.web.desk.receiving import RECEIVERS, Receiving
from bot.web.desk.room import LEADERS, Room
from bot.web.desk.shortcuts import Shortcuts
from bot.web.desk.survey import Survey
from bot.web.desk.together import Together
from bot.web.staff.door import Door
from bot.web.staff.entrance import Entrance
from bot.web.staff.pages import Pages, Place
from bot.web.staff.visitor import Sessions

MENU = (
    Place(key="queue", path="", label="Antrean"),
    Place(key="receiving", path="/terima", label="Terima laporan", roles=frozenset(RECEIVERS)),
    Place(key="finding", path="/cari", label="Cari"),
    Place(key="picture", path="/gambaran", label="Gambaran", roles=LEADERS),
    Place(key="learning", path="/belajar", label="Belajar", roles=frozenset(LEARNERS)),
    Place(key="survey", path="/survei", label="Survei", roles=LEADERS),
    Place(key="posters", path="/poster", label="Poster"),
    Place(key="exporting", path="/ekspor", label="Ekspor", roles=LEADERS),
)


def desk_routes(resources: Resources, rooms: Sequence[type[Room]] = (), places: Sequence[Place] = ()) -> list[BaseRoute]:
    """All routes of the desk with the way in. `rooms` and `places`: further pages behind the same door."""
    sessions, pages = Sessions(resources), Pages((*MENU, *places))
    door = Door(sessions, pages)
    kinds: tuple[type[Room], ...] = (
        Home,
        Case,
        CasePapers,
        Queue,
        Receiving,
        Finding,
        Picture,
        Learning,
        Survey,
        Posters,
        Exporting,
        Together,
        Passkeys,
        Shortcuts,
        *rooms,
    )
    made = [kind(resources, pages, door) for kind in kinds]
    return [*Entrance(resources, sessions, pages, door).routes(), *(route for room in made for route in room.routes())]
