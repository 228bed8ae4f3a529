"""Gives a service the words of its confirmed archetype, and publishes a draft."""

from __future__ import annotations

from knowledge.archetypes.proposing import Proposal, Proposer
from knowledge.standards.data_files import Data
from knowledge.standards.standard import Service


def proposal_of(service: Service, proposer: Proposer) -> Proposal | None:
    """The archetype that the service seems to be, by its title and the cases it requires papers for."""
    return proposer.propose(service.title, [group.name for group in service.component("persyaratan").groups])


def is_taken(service: Service, proposal: Proposal) -> bool:
    """Whether the service already has the archetype's words."""
    return set(proposal.phrases) <= set(service.phrases)


def with_archetype(data: Data, proposal: Proposal) -> Data:
    """The data of a service's file, with the archetype's names and phrases after its own."""
    return {**data, "sebutan": _joined(data, "sebutan", proposal.names), "ungkapan": _joined(data, "ungkapan", proposal.phrases)}


def _joined(data: Data, key: str, more: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys([*(data.get(key) or ()), *more]))


def published(data: Data) -> Data:
    return {key: value for key, value in data.items() if key != "status"}
