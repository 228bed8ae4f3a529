"""What pages, commands and jobs work with: the database, the knowledge in use, the clock, and the way to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.web.messenger import WebChat
from bot.clock import Clock
from bot.files.file_store import FileStore
from bot.messaging.letters import Post
from bot.shelf import Shelf
from bot.store.databases.database import Database, Transaction
from bot.store.ports import PortsFor
from bot.vault import Vault
from handlers.talking.ports import Ports
from handlers.talking.turn import Knowledge
from knowledge.standards.library import Library


@dataclass(frozen=True, kw_only=True)
class Resources:
    """`committed` is called after each commit that made letters or due points, so that they are sent at once. `site`: the address at which
    browsers find the program.
    """

    database: Database
    shelf: Shelf
    vault: Vault
    files: FileStore
    clock: Clock
    ports_for: PortsFor
    post: Post
    webchat: WebChat
    committed: Callable[[], None]
    site: str

    @property
    def now(self) -> datetime:
        """The office's clock (UTC)."""
        return self.clock()

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge in use now."""
        return self.shelf.current

    @property
    def library(self) -> Library:
        return self.knowledge.library

    def ports(self, transaction: Transaction) -> Ports:
        """The handlers' ports in this transaction, at this moment."""
        return self.ports_for(transaction, self.now)


@dataclass(frozen=True)
class ResourceHolder:
    """Gives short access to the resources, for the running app and each room of pages."""

    resources: Resources

    @property
    def database(self) -> Database:
        return self.resources.database

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge in use now."""
        return self.resources.knowledge

    @property
    def library(self) -> Library:
        return self.resources.library
