"""Whether the program is well, for a monitor: /health and, in Prometheus' text form, /metrics. Numbers only, nobody's data."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.store import figures


def status_routes(app: App) -> list[BaseRoute]:
    async def health(request: Request) -> Response:
        wrong = {name.value: app.stopped.get(name) or channel.deaf() for name, channel in app.channels.items()}
        body = {"ok": not any(wrong.values()), "channels": {name: why or "ok" for name, why in wrong.items()}}
        return JSONResponse(body, status_code=503 if any(wrong.values()) else 200)

    async def metrics(request: Request) -> Response:
        found = await figures.counts(app.database)
        return PlainTextResponse("".join(f"# TYPE layanwarga_{name} gauge\nlayanwarga_{name} {count}\n" for name, count in found.items()))

    return [Route("/health", health), Route("/metrics", metrics)]
