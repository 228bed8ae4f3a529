"""Public pages: without sign-in and names, with figures only where they are about no single person."""

from __future__ import annotations

from starlette.routing import BaseRoute

from bot.resources import Resources
from bot.web.public.office import OfficePages
from bot.web.public.survey import SurveyForm
from bot.web.staff.pages import Pages


def public_routes(resources: Resources) -> list[BaseRoute]:
    pages = Pages()
    return [*SurveyForm(resources, pages).routes(), *OfficePages(resources, pages).routes()]
