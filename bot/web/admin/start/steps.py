"""The next steps of a new office: which services to publish, its own bot, the admin's chat, a question to try."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.local_mode import examples_of
from bot.platforms import add_bot
from bot.store.databases.database import Transaction
from bot.store.offices import bots
from bot.store.people import people
from bot.web.admin.room import AdminRoom, Deed, back, told_of, told_once
from bot.web.desk.confirming import ConfirmingRoom
from bot.web.desk.room import OFFICE
from bot.web.desk.visitor_turn import turn_of
from bot.web.entries import code_picture, entries
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.routing import routes
from handlers.talking.message import Channel, Reply
from handlers.talking.turn import Turn
from knowledge.archetypes import catalogue
from knowledge.archetypes.proposing import Proposer
from knowledge.editing import adoption, imported, readiness
from knowledge.editing.office_files import OfficeFiles, written
from knowledge.standards.library import ROOT

PATH = f"{OFFICE}/mulai"
STEPS = {"layanan": "Layanan", "bot": "Bot Telegram", "admin": "Chat admin", "coba": "Coba tanya"}
EXAMPLES = 5


class _OnlyTried(Exception):
    """Ends a transaction that must store nothing."""


class FirstSteps(ConfirmingRoom, AdminRoom):
    section = "office"
    home = "/mulai/bot"

    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{PATH}/layanan", self.show_services),
            self.door.deed(f"{PATH}/layanan", self.publish),
            self.door.page(f"{PATH}/bot", self.bot),
            self.door.deed(f"{PATH}/bot", self.use_bot),
            self.door.page(f"{PATH}/admin", self.chat),
            self.door.deed(f"{PATH}/admin", self.offer_chat),
            self.door.page(f"{PATH}/coba", self.ask),
        ]

    def step(self, name: str, request: Request, visitor: Visitor, member: StaffMember, **facts: Any) -> HTMLResponse:
        return self.page(f"admin/start/{name}", visitor, member, self.section, steps=STEPS, step=name, told=told_of(request), **facts)

    def _proposer(self, office: str) -> Proposer:
        return Proposer(catalogue.load(ROOT), self.library.offices[office].name)

    # Which services answer

    async def show_services(self, request: Request, visitor: Visitor) -> Response:
        """The imported services, each with the catalogue's proposal and the importer's doubts."""
        member = self.admin(request, visitor)
        proposer, read = self._proposer(member.office), imported.of_office(self.files(member.office).folder)
        services = sorted(self.services(member.office).values(), key=lambda office_service: office_service.title)
        proposals = adoption.proposals_of(services, proposer)
        taken = {service.id for service in services if (proposal := proposals.get(service.id)) and adoption.is_taken(service, proposal)}
        facts = {
            "services": services,
            "proposals": proposals,
            "taken": taken,
            "doubts": {service: office_service.doubts for service, office_service in read.items()},
        }
        return told_once(request, self.step("layanan", request, visitor, member, **facts))

    async def publish(self, request: Request, visitor: Visitor) -> Response:
        """Publishes the chosen services; those with a confirmed proposal get the words of the catalogue."""
        member, form = self.admin(request, visitor), await read_form(request)
        service_ids = {service.id for service in self.services(member.office).values()}
        ticked = {key: service_ids if form.get("semua") else service_ids & set(map(str, form.getlist(key))) for key in ("terbit", "usulan")}
        count = len(ticked["terbit"])
        if not count:
            raise BadRequest("Pilih sedikitnya satu layanan.")
        deed = Deed(action="services_published", subject=member.office)
        await self.change_or_refuse(member, lambda files: self._texts(files, ticked["terbit"], ticked["usulan"]), deed)
        return back(member, "/mulai/bot", f"{count} layanan terbit dan dijawab oleh bot.")

    def _texts(self, files: OfficeFiles, chosen: set[str], confirmed: set[str]) -> dict[str, str]:
        services, texts = self.services(files.office), dict[str, str]()
        proposals = adoption.proposals_of(services.values(), self._proposer(files.office))
        for name, service in services.items():
            if service.id in chosen:
                data = adoption.published(files.data(f"services/{name}"))
                proposal = proposals.get(service.id) if service.id in confirmed else None
                texts[f"services/{name}"] = written(adoption.with_archetype(data, proposal) if proposal else data)
        return texts

    # A bot of its own

    async def bot(self, request: Request, visitor: Visitor) -> Response:
        return told_once(request, await self._bot_page(request, visitor, self.admin(request, visitor)))

    async def _bot_page(self, request: Request, visitor: Visitor, member: StaffMember, **facts: Any) -> HTMLResponse:
        links = await entries(self.resources, member.office, member.office)
        own = member.office in await bots.of(self.database, Channel.TELEGRAM)
        return self.step("bot", request, visitor, member, links=links, own=own, **facts)

    async def use_bot(self, request: Request, visitor: Visitor) -> Response:
        """Tries the token at Telegram, then stores it encrypted; the bot listens at once. The owner of a bot can read what citizens write."""
        member, form = self.admin(request, visitor), await read_form(request)
        if asked := await self.unconfirmed(request, visitor, member, form, "Kantor ini memakai bot Telegram yang baru."):
            return asked
        token = {"token": str(form.get("token", "")).strip()}
        try:
            called = await add_bot(self.resources, Channel.TELEGRAM, member.office, token, member.person)
        except BadRequest as refused:
            return await self._bot_page(request, visitor, member, status=400, wrong=str(refused))
        access = await bots.of(self.database, Channel.TELEGRAM)
        await self.resources.post.channels[Channel.TELEGRAM].use(
            {office_id: how for office_id, how in access.items() if office_id in self.library.offices}
        )
        return back(member, "/mulai/admin", f"Bot kantor sudah mendengarkan: {called}.")

    async def unasked(self, transaction: Transaction, member: StaffMember) -> None:
        """Lets the only founder of an office add its first bot without a confirmation, because the chat for it begins in that bot."""
        has_chat = await people.has_address(transaction, member.person)
        examples = await examples_of(transaction, member.office)
        if (
            has_chat
            or {colleague.person for colleague in await people.staff(transaction, member.office)} - examples - {member.person}
            or member.office in await bots.of(transaction, Channel.TELEGRAM)
        ):
            await super().unasked(transaction, member)

    # The admin's chat

    async def chat(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        return told_once(request, self.step("admin", request, visitor, member, code="", ways=[], joined=await self._joined(member)))

    async def offer_chat(self, request: Request, visitor: Visitor) -> Response:
        """A code that joins the first chat to the person signed in. Further chats are joined from that one, which confirms grave acts."""
        member = self.admin(request, visitor)
        if await self._joined(member):
            return await self.chat(request, visitor)
        async with self.database.transaction() as transaction:
            code = await self.resources.ports(transaction).addresses.offer_link(member.person)
        ways = [(name, way, code_picture(way)) for name, way in await entries(self.resources, f"hubungkan_{code}", member.office)]
        return self.step("admin", request, visitor, member, code=code, ways=ways, joined=await self._joined(member))

    async def _joined(self, member: StaffMember) -> bool:
        return await people.has_address(self.database, member.person)

    # A question to try

    async def ask(self, request: Request, visitor: Visitor) -> Response:
        """The answer that a citizen would get; nothing is stored."""
        member, question = self.admin(request, visitor), request.query_params.get("tanya", "").strip()[:500]
        replies = await self._answer(visitor, member.office, question) if question else ()
        measured = await asyncio.to_thread(readiness.of_office, self.knowledge.understander, member.office)
        examples = [probe.question for probe in measured.probes if probe not in measured.missed][:: max(1, measured.ready // EXAMPLES)][
            :EXAMPLES
        ]
        assumed = self.library.offices[member.office].week.assumed
        facts = {"question": question, "replies": replies, "found": measured, "examples": examples, "assumed": assumed}
        return self.step("coba", request, visitor, member, links=await entries(self.resources, member.office, member.office), **facts)

    async def _answer(self, visitor: Visitor, office: str, question: str) -> tuple[Reply, ...]:
        async with self._citizen(visitor, office, question) as turn:
            return (await routes.route(turn)).replies

    @asynccontextmanager
    async def _citizen(self, visitor: Visitor, office: str, words: str) -> AsyncIterator[Turn]:
        """A turn of a person who is not staff; nothing of it is stored."""
        with suppress(_OnlyTried):
            async with turn_of(self, visitor) as (turn, _):
                inbound = replace(turn.inbound, text=words)
                yield replace(turn, inbound=inbound, staff=(), state=replace(turn.state, office=office))
                raise _OnlyTried
