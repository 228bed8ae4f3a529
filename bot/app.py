"""The composition root: settings → store → library → conversation → channels → loops; started and stopped in order."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from bot import clockwork
from bot.backup.backups import Backups
from bot.channels import Messenger
from bot.channels.web.messenger import WebChat
from bot.clockwork import Clockwork
from bot.clockwork.housekeeping import Housekeeping
from bot.clockwork.new_limits import recalculate
from bot.errors import ChannelStopped, SettingsError
from bot.files.file_store import FileStore
from bot.messaging.conversation import Conversation
from bot.messaging.inbox import Inbox
from bot.messaging.leadership import Leadership
from bot.messaging.letters import Post
from bot.messaging.outbox import Outbox
from bot.messaging.peers import Peers
from bot.settings import Settings
from bot.shelf import Shelf, made
from bot.store import maintenance, office_mark, people
from bot.store.database import Database
from bot.store.opening import database_at
from bot.store.ports import ports_for
from bot.vault import Vault, local_key
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from handlers.talking.wording import pairs, plain
from knowledge import library
from knowledge.library import Library

log = logging.getLogger(__name__)

DEMO_ROLES = {"petugas": frozenset({Role.OFFICER}), "pengawas": frozenset({Role.SUPERVISOR, Role.HEAD, Role.ADMIN})}


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Clock:
    """The one place that reads the time. In the local mode it can be moved forward."""

    source: Callable[[], datetime]
    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.source() + self.offset


@dataclass(frozen=True, kw_only=True)
class App:
    """Everything that runs. `outboxes` stand in the order of `channels`."""

    settings: Settings
    database: Database
    shelf: Shelf
    vault: Vault
    files: FileStore
    clock: Clock
    webchat: WebChat
    channels: dict[Channel, Messenger]
    conversation: Conversation
    inbox: Inbox
    outboxes: list[Outbox]
    clockwork: Clockwork
    peers: Peers

    @property
    def stopped(self) -> dict[Channel, str]:
        """The channels that cannot work now, and why."""
        return self.conversation.post.stopped

    @property
    def knowledge(self) -> Knowledge:
        """What holds now."""
        return self.shelf.current

    @property
    def library(self) -> Library:
        return self.knowledge.library

    async def start(self) -> None:
        """Ready to receive when this returns. A channel that cannot start is reported by name and stops only itself."""
        await self.database.open()
        await office_mark.check(self.database, self.settings.data / "tanda-kantor")
        if self.settings.local:
            await self._restore_clock()
            await self._demo_staff()
        await recalculate(self.database, self.conversation.post, self.shelf.rules, self.clock())
        self.inbox.start()
        for channel, outbox in zip(self.channels.values(), self.outboxes, strict=True):
            await self._start(channel, outbox)
        self.clockwork.start()
        self.peers.start()
        log.info("app.ready", extra={"offices": len(self.library.offices), "services": len(self.library.services)})

    async def _start(self, channel: Messenger, outbox: Outbox) -> None:
        try:
            await channel.start(self.inbox.receive)
        except ChannelStopped as error:
            async with self.database.transaction() as transaction:
                await self.conversation.post.stops(transaction, channel.name, str(error), self.clock())
            log.critical("channel.stopped", extra={"channel": channel.name, "advice": str(error)})
            await channel.stop()
        else:
            outbox.start()

    async def stop(self) -> None:
        """What is in hand to its end, then the channels with which it is sent, then the database."""
        await self.webchat.stop()
        await self.peers.stop()
        await self.clockwork.stop()
        await self.inbox.stop()
        for one in self.outboxes:
            await one.stop()
        for channel in self.channels.values():
            await channel.stop()
        await self.database.close()

    async def move_clock(self, to: datetime) -> None:
        """Local mode only: the office's clock goes forward, and what falls due happens."""
        self.clock.offset += max(to - self.clock(), timedelta())
        async with self.database.transaction() as transaction:
            await maintenance.write(transaction, "clock_offset", str(self.clock.offset.total_seconds()))
        await self.clockwork.tick(self.clock())

    async def _restore_clock(self) -> None:
        async with self.database.transaction() as transaction:
            seconds = await maintenance.read(transaction, "clock_offset")
        self.clock.offset = timedelta(seconds=float(seconds or 0))

    async def _demo_staff(self) -> None:
        """In the local mode each office has an officer and a supervisor to try things with."""
        async with self.database.transaction() as transaction:
            for office in self.library.offices.values():
                for role, roles in DEMO_ROLES.items():
                    chat = await people.chat(transaction, Channel.WEB, demo_address(role, office.id), self.clock())
                    member = StaffMember(
                        person=chat.person,
                        office=office.id,
                        name=plain(f"demo.{role}"),
                        roles=roles,
                        units=frozenset(unit.id for unit in office.units),
                        sensitive=True,
                    )
                    await people.enrol(transaction, member)


def demo_address(role: str, office: str) -> str:
    return f"demo-{role}-{office}"


def build(
    settings: Settings, more: Iterable[Messenger] = (), *, knowledge: Knowledge | None = None, clock: Callable[[], datetime] | None = None
) -> App:
    """The app from its settings; nothing is opened yet. `more`: further channels, as the terminal, tests and benchmarks bring them."""
    shelf = Shelf(knowledge or load_knowledge(settings))
    vault = Vault(settings.key or local_key(settings.data / "secret.key"))
    clock = Clock(clock or utc_now)
    database, node = database_at(settings.database, settings.sqlite_file, vault), secrets.token_hex(8)
    files = FileStore(settings.data / "files", settings.upload_megabytes * 1_048_576)
    webchat = WebChat()
    platforms = channels_of(settings, files)
    channels: dict[Channel, Messenger] = {one.name: one for one in (webchat, *platforms, *more)}
    post = Post(channels=MappingProxyType(channels))
    outboxes: list[Outbox] = []

    def wake_outboxes() -> None:
        for outbox in outboxes:
            outbox.wake()

    for channel in channels.values():
        outboxes.append(Outbox(database, channel, post, clock, Leadership(database, f"sender {channel.name}", node), wake_outboxes))

    housekeeping = Housekeeping(
        database=database,
        keep_chats=settings.keep_chats,
        remove_file=files.remove,
        backups=backups_of(settings),
    )
    time = clockwork.build(Leadership(database, "clockwork", node), post, shelf.rules, housekeeping, clock, wake_outboxes)

    def woken() -> None:
        wake_outboxes()
        time.wake()

    conversation = Conversation(
        database=database,
        shelf=shelf,
        ports=ports_for(vault, shelf.rules, files, settings.site),
        post=post,
        files=files,
        clock=clock,
        woken=woken,
    )
    inbox = Inbox(conversation, settings.messages_per_minute, node)

    def all_woken() -> None:
        inbox.wake()
        woken()

    return App(
        settings=settings,
        database=database,
        shelf=shelf,
        vault=vault,
        files=files,
        clock=clock,
        webchat=webchat,
        channels=channels,
        conversation=conversation,
        inbox=inbox,
        peers=Peers(database, all_woken),
        outboxes=outboxes,
        clockwork=time,
    )


def backups_of(settings: Settings, folder: Path | None = None) -> Backups:
    """The backups of the data folder, in it or in another folder, and of what the offices wrote themselves."""
    return Backups(
        folder=folder or settings.data / "backups",
        data=settings.data,
        keys=settings.key,
        days=settings.backup_days,
        knowledge=settings.own_knowledge,
    )


def channels_of(settings: Settings, files: FileStore) -> list[Messenger]:
    """The platforms that the settings switch on; their clients take long to load, so only those in use are."""
    switched_on: list[Messenger] = []
    if settings.telegram_token:
        switched_on.append(_telegram(settings, files))
    if settings.whatsapp_phone_number_id:
        switched_on.append(_whatsapp(settings, files))
    return switched_on


def _telegram(settings: Settings, files: FileStore) -> Messenger:
    from bot.channels.telegram import messenger as telegram

    base = settings.telegram_base_url.rstrip("/")
    chosen = telegram.TelegramSettings(
        token=settings.telegram_token,
        mode=settings.telegram_mode,
        webhook_url=settings.public_url.rstrip("/") + telegram.PATH,
        webhook_secret=settings.telegram_secret,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        local_files=settings.telegram_local_files,
        commands=tuple((name, text) for name, text in pairs("commands.citizen")),
        staff_commands=tuple((name, text) for name, text in [*pairs("commands.staff"), *pairs("commands.citizen")]),
    )
    return telegram.Telegram(chosen, files.path)


def _whatsapp(settings: Settings, files: FileStore) -> Messenger:
    from bot.channels.whatsapp import messenger as whatsapp
    from bot.channels.whatsapp import templates

    chosen = whatsapp.WhatsAppSettings(
        phone_number_id=settings.whatsapp_phone_number_id,
        business_account_id=settings.whatsapp_business_account_id,
        access_token=settings.whatsapp_access_token,
        app_secret=settings.whatsapp_app_secret,
        verify_token=settings.whatsapp_verify_token,
        base_url=settings.whatsapp_base_url,
    )
    return whatsapp.WhatsApp(chosen, templates.load(), files.path)


def load_knowledge(settings: Settings) -> Knowledge:
    """The library as the settings choose it. What could not be read is logged and told by `layanwarga check`; the rest is served."""
    loaded = library.load(settings.knowledge_folders, settings.office_ids, utc_now().date())
    for mistake in loaded.mistakes:
        if not mistake.warning:
            log.error("library.mistake", extra={"mistake": str(mistake)})
    broken = {mistake.file.split("/")[1] for mistake in loaded.mistakes if mistake.file.startswith("offices/")}
    if missing := set(settings.office_ids or ()) - set(loaded.offices) - broken:
        raise SettingsError(f"LAYANWARGA_OFFICES: kantor {', '.join(sorted(missing))} tidak ada; lihat folder knowledge/offices")
    if not loaded.offices:
        raise SettingsError("LAYANWARGA_KNOWLEDGE: tidak ada kantor yang bisa dibaca; periksa dengan: layanwarga check")
    return made(loaded)
