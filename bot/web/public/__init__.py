"""Pages for everybody: no sign-in, nobody's name, figures only where they are about no single person."""

from __future__ import annotations

from starlette.routing import BaseRoute

from bot.app import App
from bot.web.public.survey import SurveyForm
from bot.web.staff.pages import Pages


def public_routes(app: App) -> list[BaseRoute]:
    pages = Pages()
    return SurveyForm(app, pages).routes()
