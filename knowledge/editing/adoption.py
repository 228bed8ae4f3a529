"""Gives a service the words of its confirmed archetype, and publishes a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.archetypes.proposing import Proposal, Proposer
from knowledge.standards.data_files import Data
from knowledge.standards.standard import Service


def proposals_of(services: Iterable[Service], proposer: Proposer) -> dict[str, Proposal]:
    """The archetypes that the services of an office seem to be, by service id: by title and the cases for which papers are required."""
    office_services = list(services)
    shared = proposer.shared(service.title for service in office_services)
    proposals = {service.id: proposer.propose(service.title, _cases(service)) for service in office_services}
    return {service: replace(proposal, shared=shared) for service, proposal in proposals.items() if proposal}


def _cases(service: Service) -> list[str]:
    return [group.name for group in service.component("persyaratan").groups]


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
