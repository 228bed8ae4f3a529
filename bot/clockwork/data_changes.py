"""What an office's data have become, by whatever way they were changed: a file, a form, a command. Each change is a line of the audit."""

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
from handlers.telling import recalculation

CHANGED = "data_changed"


def parts(rules: OfficeRules) -> dict[str, str]:
    """A mark of each part of the data that changes with it, under the name that the audit shows."""
    office = rules.office.model_dump(mode="json")
    policy = office.pop("policy")
    whole: Mapping[str, object] = {
        "kantor": office,
        "kebijakan": policy,
        "kalender": recalculation.snapshot(rules),
        "kata-kata": wording.mark(),
    }
    return {name: sha256(json.dumps(part, sort_keys=True, default=str).encode()).hexdigest() for name, part in whole.items()}


async def note(transaction: Transaction, rules: OfficeRules, now: datetime) -> None:
    """Nothing is written at the first sight of an office, nor where all is as it was."""
    office, present = rules.office.id, parts(rules)
    known = json.loads(await maintenance.read(transaction, f"data:{office}") or "{}")
    if known == present:
        return
    await maintenance.write(transaction, f"data:{office}", json.dumps(present))
    if changed := [name for name, mark in present.items() if known.get(name, mark) != mark]:
        await audit.write(transaction, None, CHANGED, office, ", ".join(changed), now)
