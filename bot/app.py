"""The composition root: settings → store → library → conversation → channels → loops; it starts and stops them in order."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from bot import clockwork
from bot.backup.backups import Backups, made_at
from bot.channels import Messenger
from bot.channels.web.messenger import WebChat
from bot.clock import Clock, SteadyClock, utc_now
from bot.clockwork import Clockwork
from bot.clockwork.housekeeping import Housekeeping
from bot.clockwork.new_limits import recalculate
from bot.errors import ChannelStopped, SettingsError
from bot.files.file_store import FileStore
from bot.files.objects import ObjectStore
from bot.local_mode import LocalMode
from bot.loop import Bell
from bot.measures import Measure, by
from bot.messaging.conversation import Conversation
from bot.messaging.inbox import Inbox
from bot.messaging.leadership import Leadership
from bot.messaging.letters import Post
from bot.messaging.listeners import Listeners
from bot.messaging.office_changes import OfficeChanges, Reloaded
from bot.messaging.outbox import Outbox
from bot.messaging.page_news import PageNews
from bot.messaging.peers import Peers
from bot.platforms import channels_of
from bot.resources import ResourceHolder, Resources
from bot.settings import Settings, make_data_folder
from bot.shelf import Shelf, made
from bot.store.databases.database import repeated
from bot.store.databases.opening import database_at
from bot.store.offices import office_mark
from bot.store.ports import ports_for
from bot.vault import Vault, local_key
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from handlers.talking.wording import plain
from knowledge.standards import library

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class App(ResourceHolder):
    """Everything that runs. `outboxes` are in the order of `channels`."""

    settings: Settings
    channels: Mapping[Channel, Messenger]
    conversation: Conversation
    inbox: Inbox
    outboxes: Sequence[Outbox]
    clockwork: Clockwork
    peers: Peers
    page_news: PageNews
    listeners: Listeners
    office_changes: OfficeChanges
    newest_backup: Callable[[], datetime | None]

    @property
    def files(self) -> FileStore:
        return self.resources.files

    @property
    def clock(self) -> Clock:
        return self.resources.clock

    @property
    def webchat(self) -> WebChat:
        return self.resources.webchat

    @property
    def stopped(self) -> dict[Channel, str]:
        """The channels that do not work now, with the reason."""
        return self.resources.post.stopped

    @property
    def local_mode(self) -> LocalMode:
        return LocalMode(resources=self.resources, clockwork=self.clockwork)

    def measures(self) -> Iterator[Measure]:
        """This process's figures for a monitor."""
        yield Measure(
            name="turn_seconds", help="From taking a message to its committed answer", kind="histogram", values=self.inbox.turns.values
        )
        failures = [(name.value, float(outbox.failures)) for name, outbox in zip(self.channels, self.outboxes, strict=True)]
        yield Measure(name="send_failures_total", help="Tries to send that failed", kind="counter", values=by("channel", failures))
        if newest := self.newest_backup():
            age = (self.clock() - newest).total_seconds()
            yield Measure(name="backup_age_seconds", help="Age of the newest backup on this machine", values={"": age})

    async def start(self) -> None:
        """Starts everything; the app can receive when this returns. A channel that cannot start is reported by name, and the others go on."""
        await self.database.open()
        await repeated(office_mark.check, self.database, self.settings.data / "tanda-kantor")
        if self.settings.local:
            await repeated(self.local_mode.start)
        await recalculate(self.database, self.resources.post, self.resources.shelf.rules, self.clock())
        await self.office_changes.begin()
        await self.listeners.begin()
        self.inbox.start()
        for channel, outbox in zip(self.channels.values(), self.outboxes, strict=True):
            await self._start(channel, outbox)
        self.clockwork.start()
        for loop in (self.page_news, self.listeners, self.office_changes, self.peers):
            loop.start()
        log.info("app.ready", extra={"offices": len(self.library.offices), "services": len(self.library.services)})

    async def _start(self, channel: Messenger, outbox: Outbox) -> None:
        try:
            await channel.start(self.inbox.receive)
        except ChannelStopped as error:
            async with self.database.transaction() as transaction:
                await self.resources.post.stops(transaction, channel.name, str(error), self.clock())
            log.critical("channel.stopped", extra={"channel": channel.name, "advice": str(error)})
            await channel.stop()
        else:
            outbox.start()

    async def stop(self) -> None:
        """Finishes the work in progress, then stops the channels, then closes the database."""
        await self.webchat.stop()
        for loop in (self.peers, self.page_news, self.office_changes):
            await loop.stop()
        await self.clockwork.stop()
        await self.inbox.stop()
        await asyncio.gather(*(outbox.stop() for outbox in self.outboxes))
        for channel in self.channels.values():
            await channel.stop()
        await self.listeners.stop()
        await self.database.close()


def build(
    settings: Settings, more: Iterable[Messenger] = (), *, knowledge: Knowledge | None = None, clock: Callable[[], datetime] | None = None
) -> App:
    """The app from its settings; nothing is opened yet. `more`: further channels, for the terminal, tests and benchmarks."""
    node, sent, committed, announced = secrets.token_hex(8), Bell(), Bell(), Bell()
    resources = _resources(settings, more, knowledge or load_knowledge(settings), Clock(clock or SteadyClock()), committed)
    database, post = resources.database, resources.post
    outboxes = [
        Outbox(database, channel, post, resources.clock, Leadership(database, f"sender {channel.name}", node), sent)
        for channel in post.channels.values()
    ]
    conversation = _conversation(resources)
    inbox = Inbox(conversation, settings.messages_per_minute, node)
    time = _clockwork(settings, resources, Leadership(database, "clockwork", node), sent)
    sent.hang(*(outbox.wake for outbox in outboxes))
    committed.hang(sent, time.wake)
    channels, backups = list(post.channels.values()), backups_of(settings)
    page_news = PageNews(database, resources.webchat)
    announced.hang(inbox.wake, page_news.wake, committed)
    return App(
        settings=settings,
        resources=resources,
        channels=post.channels,
        conversation=conversation,
        inbox=inbox,
        peers=Peers(database, announced),
        page_news=page_news,
        listeners=Listeners(database, node, channels),
        office_changes=OfficeChanges(database, resources.shelf, channels, _reloaded(settings, resources, time)),
        outboxes=outboxes,
        clockwork=time,
        newest_backup=lambda: made_at(path) if (path := backups.newest()) else None,
    )


def _resources(
    settings: Settings, more: Iterable[Messenger], knowledge: Knowledge, clock: Clock, committed: Callable[[], None]
) -> Resources:
    """The resources that all parts use; nothing is opened yet."""
    make_data_folder(settings)
    shelf = Shelf(knowledge, settings.knowledge_folders, settings.office_ids, clock)
    webchat = WebChat()
    vault = Vault(settings.key or local_key(settings.data / "secret.key"))
    files = FileStore(settings.data / "files", settings.upload_megabytes * 1_048_576, _objects(settings))
    channels = {channel.name: channel for channel in (webchat, *channels_of(settings, files, vault), *more)}
    return Resources(
        database=database_at(settings.database, settings.sqlite_file, vault),
        shelf=shelf,
        vault=vault,
        files=files,
        clock=clock,
        ports_for=ports_for(vault, shelf.rules, files, settings.site, shelf.folders),
        post=Post(channels=MappingProxyType(channels)),
        webchat=webchat,
        committed=committed,
        site=settings.site,
    )


def _objects(settings: Settings) -> ObjectStore | None:
    """The object store for files, if several machines share them; None: files are in the data folder."""
    if not settings.files:
        return None
    return ObjectStore(settings.files, endpoint=settings.files_endpoint, key=settings.files_key, secret=settings.files_secret)


def _conversation(resources: Resources) -> Conversation:
    return Conversation(
        database=resources.database,
        shelf=resources.shelf,
        ports=resources.ports_for,
        post=resources.post,
        files=resources.files,
        clock=resources.clock,
        woken=resources.committed,
    )


def _reloaded(settings: Settings, resources: Resources, time: Clockwork) -> Reloaded:
    """Returns what to do after an office's files were read again: schedule its mornings, move due dates, and in the local mode create its example
    staff.
    """

    async def reloaded(office: str) -> None:
        time.add_office(office)
        if settings.local:
            await LocalMode(resources=resources, clockwork=time).welcome(office)
        rules = {office: resources.shelf.rules[office]}
        await recalculate(resources.database, resources.post, rules, resources.now)
        resources.committed()

    return reloaded


def _clockwork(settings: Settings, resources: Resources, leadership: Leadership, sent: Callable[[], None]) -> Clockwork:
    housekeeping = Housekeeping(
        database=resources.database,
        keep_chats=settings.keep_chats,
        files=resources.files,
        backups=backups_of(settings),
    )
    return clockwork.build(leadership, resources.post, resources.shelf, housekeeping, resources.clock, sent)


def backups_of(settings: Settings, folder: Path | None = None) -> Backups:
    """The backups of the data folder and of what the offices wrote, in `folder` or in the data folder."""
    return Backups(
        folder=folder or settings.data / "backups",
        data=settings.data,
        keys=settings.key,
        days=settings.backup_days,
        knowledge=settings.own_knowledge,
        others=tuple(settings.other_knowledge),
    )


def load_knowledge(settings: Settings) -> Knowledge:
    """Loads the library that the settings choose. What cannot be read is logged and shown by `layanwarga check`; the rest is served. Raises
    SettingsError where an office of the settings does not exist.
    """
    loaded = library.load(settings.knowledge_folders, settings.office_ids, utc_now())
    for mistake in loaded.mistakes:
        if not mistake.warning:
            log.error("library.mistake", extra={"mistake": str(mistake)})
    broken = {mistake.file.split("/")[1] for mistake in loaded.mistakes if mistake.file.startswith("offices/")}
    missing = set(settings.office_ids or ()) - set(loaded.offices) - broken
    if missing and not settings.is_first_start:
        raise SettingsError(f"LAYANWARGA_OFFICES: kantor {', '.join(sorted(missing))} tidak ada; lihat folder knowledge/offices")
    if not loaded.offices and settings.is_first_start:
        log.info("library.empty", extra={"advice": plain("setup.how")})  # no warning: `layanwarga setup` would print its name to the clerk
    elif not loaded.offices:
        raise SettingsError("LAYANWARGA_KNOWLEDGE: tidak ada kantor yang bisa dibaca; periksa dengan: layanwarga check")
    return made(loaded)
