"""Implements the handlers' ports on one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.files.file_store import FileStore
from bot.store.databases.database import Transaction
from bot.store.ports.case_ports import Audit, Complaints, Documents
from bot.store.ports.office_ports import Questions, Surveys
from bot.store.ports.people_ports import Addresses, Entrances, People
from bot.vault import Vault
from handlers.rules import OfficeRules
from handlers.talking.ports import Ports

PortsFor = Callable[[Transaction, datetime], Ports]


def ports_for(vault: Vault, rules: Mapping[str, OfficeRules], store: FileStore, site: str, folders: Sequence[Path] = ()) -> PortsFor:
    """Makes the ports of one turn. `site`: where browsers find the program. `folders`: where the offices' data are."""

    def make(transaction: Transaction, now: datetime) -> Ports:
        return Ports(
            complaints=Complaints(transaction, vault, rules, now),
            people=People(transaction, vault, now),
            questions=Questions(transaction, folders, now),
            audit=Audit(transaction, now),
            documents=Documents(transaction, store, rules, now),
            addresses=Addresses(transaction, vault, now),
            entrances=Entrances(transaction, vault, site, now),
            surveys=Surveys(transaction, rules, now),
        )

    return make
