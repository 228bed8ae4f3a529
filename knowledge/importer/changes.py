"""Compares a new import, such as next year's decree, with the standards that an office has, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.importer import renaming, title_identity
from knowledge.importer.draft import DraftService
from knowledge.standards.standard import COMPONENTS, ComponentKey, Item, Service


@dataclass(frozen=True, kw_only=True)
class ComponentChange:
    """What was added to and removed from one component."""

    key: ComponentKey
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def as_json(self) -> dict[str, object]:
        """The changes as plain data: a replaced value as old and new, everything else as added and removed."""
        if len(self.added) == len(self.removed) == 1 and self.key in ("waktu", "biaya", "produk", "jumlah_pelaksana"):
            return {"old": self.removed[0], "new": self.added[0]}
        return {"added": list(self.added), "removed": list(self.removed)}


@dataclass(frozen=True, kw_only=True)
class ServiceChange:
    title: str
    components: tuple[ComponentChange, ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    changed: tuple[ServiceChange, ...]
    withdrawn: tuple[Service, ...]
    new: tuple[DraftService, ...]
    renamed: tuple[tuple[Service, DraftService], ...]
    guessed: tuple[tuple[Service, DraftService], ...]
    """What may be a new name: among the withdrawn and the new ones until somebody says so."""
    pairs: tuple[tuple[Service, DraftService], ...]
    """Every service that stays, renamed ones included."""

    @property
    def as_json(self) -> dict[str, object]:
        return {
            "changed": [
                {"title": service_change.title, "components": {change.key: change.as_json for change in service_change.components}}
                for service_change in self.changed
            ],
            "withdrawn": [service.title for service in self.withdrawn],
            "new": [draft.title for draft in self.new],
            "renamed": [[old.title, new.title] for old, new in self.renamed],
        }


def compare(services: Sequence[Service], drafts: Sequence[DraftService]) -> Changes:
    """Pairs services by title first, and the others by the words that distinguish them. A service that surely only changed its title counts
    as renamed.
    """
    pairs = _same_title(services, drafts)
    old = [service for service in services if service.id not in {before.id for before, _ in pairs}]
    new = [draft for draft in drafts if not any(draft is after for _, after in pairs)]
    names = renaming.renamed(old, new, (services, drafts))
    renamed = names.sure
    pairs += renamed
    changed = [
        ServiceChange(title=draft.title, components=parts) for service, draft in pairs if (parts := component_changes(service, draft))
    ]
    return Changes(
        changed=tuple(changed),
        withdrawn=tuple(service for service in old if not any(service is before for before, _ in renamed)),
        new=tuple(draft for draft in new if not any(draft is after for _, after in renamed)),
        renamed=renamed,
        guessed=names.guessed,
        pairs=tuple(pairs),
    )


def _same_title(services: Sequence[Service], drafts: Sequence[DraftService]) -> list[tuple[Service, DraftService]]:
    pairs: list[tuple[Service, DraftService]] = []
    for draft in drafts:
        free = [service for service in services if not any(service is before for before, _ in pairs)]
        exact = next((service for service in free if title_identity.key(service.title) == title_identity.key(draft.title)), None)
        match = exact or next((service for service in free if title_identity.same(service.title, draft.title)), None)
        if match:
            pairs.append((match, draft))
    return pairs


def component_changes(service: Service, draft: DraftService) -> tuple[ComponentChange, ...]:
    made = []
    for key in COMPONENTS:
        before = [printed(item) for item in service.component(key).all_items]
        after = draft.components[key].texts if key in draft.components else []
        added = tuple(text for text in after if not any(alike(text, other) for other in before))
        removed = tuple(text for text in before if not any(alike(text, other) for other in after))
        if added or removed:
            made.append(ComponentChange(key=key, added=added, removed=removed))
    return tuple(made)


def printed(item: Item) -> str:
    """The item and its condition as one text, as an import writes them."""
    return f"{item.text} ({item.condition})" if item.condition else item.text


def alike(item_text: str, other: str) -> bool:
    """Whether both texts have the same words. A different number, a different word or an added "tidak" makes them different."""
    first, second = _words(item_text), _words(other)
    return first == second or ("".join(first) == "".join(second))


SPELLINGS: Mapping[str, str] = {
    "fotocopy": "fotokopi",
    "fotocopi": "fotokopi",
    "photocopy": "fotokopi",
    "photokopi": "fotokopi",
    "fc": "fotokopi",
    "materai": "meterai",
}


def _words(text: str) -> list[str]:
    cleaned = (
        "".join(char.lower() if char.isalnum() else " " for char in text).replace("foto copy", "fotocopy").replace("foto kopi", "fotokopi")
    )
    return [SPELLINGS.get(word, word) for word in cleaned.split()]
