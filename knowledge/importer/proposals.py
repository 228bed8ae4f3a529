"""Proposes archetypes to the clerk for the services of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.archetypes.catalogue import Archetype
from knowledge.archetypes.proposing import Proposal, Proposer
from knowledge.importer.draft import Draft, DraftService


def proposed_for(draft: Draft, archetypes: Sequence[Archetype]) -> dict[str, Proposal]:
    """The proposals for the services of a draft, found by their titles."""
    proposer = Proposer(archetypes, draft.office.name)
    proposals = {service.title: proposer.propose(service.title, _cases(service)) for service in draft.services}
    shared = proposer.shared(proposals)
    return {title: replace(proposal, shared=shared) for title, proposal in proposals.items() if proposal}


def _cases(service: DraftService) -> list[str]:
    """The groups of the requirements: cases, or kinds of applicants."""
    asked = service.components.get("persyaratan")
    return [group.name for group in asked.groups] if asked else []
