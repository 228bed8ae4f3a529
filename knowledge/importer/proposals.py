"""What the importer proposes to the clerk for a draft: the archetypes that its services seem to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.archetypes.catalogue import Archetype
from knowledge.archetypes.proposing import Proposal, Proposer
from knowledge.importer.draft import Draft, DraftService


def proposed_for(draft: Draft, archetypes: Sequence[Archetype]) -> dict[str, Proposal]:
    """What is proposed for the services of a draft, by their titles."""
    proposer = Proposer(archetypes, draft.office.name)
    proposals = {service.title: proposer.propose(service.title, _cases(service)) for service in draft.services}
    shared = proposer.shared(proposals)
    return {title: replace(proposal, shared=shared) for title, proposal in proposals.items() if proposal}


def _cases(service: DraftService) -> list[str]:
    """The groups of what is asked for: cases, or kinds of applicants."""
    asked = service.components.get("persyaratan")
    return [group.name for group in asked.groups] if asked else []
