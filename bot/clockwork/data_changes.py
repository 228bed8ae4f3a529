"""Writes changes of an office's data to the audit, however they were made: a file, a form, a command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from bot.store.cases import audit
from bot.store.databases.database import Transaction
from bot.store.upkeep import maintenance
from handlers.rules import OfficeRules
from handlers.talking import wording

CHANGED = "data_changed"


def parts(rules: OfficeRules) -> dict[str, str]:
    """A hash of each part of the data, under the name that the audit shows."""
    office = rules.office.model_dump(mode="json")
    policy = office.pop("policy")
    whole: Mapping[str, object] = {
        "kantor": office,
        "kebijakan": policy,
        "kalender": rules.due_snapshot,
        "kata-kata": wording.mark(),
    }
    return {name: sha256(json.dumps(part, sort_keys=True, default=str).encode()).hexdigest() for name, part in whole.items()}


def _name(office: str) -> str:
    return f"data:{office}"


async def adopt(transaction: Transaction, rules: OfficeRules) -> None:
    """Takes the data as they are: whoever changed them has written a line of the audit."""
    await maintenance.write(transaction, _name(rules.office.id), json.dumps(parts(rules)))


async def note(transaction: Transaction, rules: OfficeRules, now: datetime) -> None:
    """Writes the changed parts to the audit; nothing the first time an office is seen."""
    office, present = rules.office.id, parts(rules)
    marks_before = json.loads(await maintenance.read(transaction, _name(office)) or "{}")
    if marks_before == present:
        return
    await maintenance.write(transaction, _name(office), json.dumps(present))
    if changed := [name for name, mark in present.items() if marks_before.get(name, mark) != mark]:
        await audit.write(transaction, None, CHANGED, office, ", ".join(changed), now)
