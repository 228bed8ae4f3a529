"""A service takes the words of the archetype that it was confirmed to be; a draft becomes published."""

from __future__ import annotations

from knowledge.archetypes.proposing import Proposal, Proposer
from knowledge.standards.data_files import Data
from knowledge.standards.standard import Service


def proposal_of(service: Service, proposer: Proposer) -> Proposal | None:
    """What the service seems to be, by its title and the cases that it asks for."""
    return proposer.propose(service.title, [group.name for group in service.component("persyaratan").groups])


def is_taken(service: Service, proposal: Proposal) -> bool:
    """Whether the service has the archetype's words already."""
    return set(proposal.phrases) <= set(service.phrases)


def with_archetype(data: Data, proposal: Proposal) -> Data:
    """The data of a service's file with the archetype's names and phrases behind its own."""
    return {**data, "sebutan": _joined(data, "sebutan", proposal.names), "ungkapan": _joined(data, "ungkapan", proposal.phrases)}


def _joined(data: Data, key: str, more: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys([*(data.get(key) or ()), *more]))


def published(data: Data) -> Data:
    return {key: value for key, value in data.items() if key != "status"}
