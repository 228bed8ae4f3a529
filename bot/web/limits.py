"""Limits of the web chat for one visitor, one network and all together: messages, bytes, new visitors, open event streams.

A person is one cookie. A network is the address of a request; behind a trusted proxy, the one that the proxy names. Mobile networks put many people
behind one address, so a network may do what about a hundred people do.
"""

from __future__ import annotations

import ipaddress
from collections import Counter, OrderedDict, deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_KEYS = 50_000
"""The most keys that are remembered; the oldest is forgotten first."""
MINUTE, TEN_MINUTES = 60.0, 600.0
_IPV6_NETWORK = 64  # bits of the network of one household or host


class Reach(StrEnum):
    """What a limit is counted for."""

    PERSON = "person"
    NETWORK = "network"
    ALL = "all"


Who = Mapping[Reach, str]


def who(person: str, network: str) -> Who:
    return {Reach.PERSON: person, Reach.NETWORK: network, Reach.ALL: ""}


def network_of(host: str) -> str:
    """The whole IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(address), _IPV6_NETWORK), strict=False))
    return str(address)


@dataclass
class _Spent:
    """What a key has used within the window, oldest first."""

    amounts: deque[tuple[float, int]] = field(default_factory=deque)
    sum: int = 0

    def forget_before(self, moment: float) -> None:
        while self.amounts and self.amounts[0][0] <= moment:
            self.sum -= self.amounts.popleft()[1]


class Budget:
    """An amount within a number of seconds, for each key of each reach that has a limit. Refused requests do not count."""

    def __init__(self, seconds: float, **most: int) -> None:
        self._seconds = seconds
        self._most = {Reach(reach): limit for reach, limit in most.items()}
        self._spent: OrderedDict[tuple[Reach, Hashable], _Spent] = OrderedDict()

    def take(self, keys: Who, now: float, amount: int = 1) -> bool:
        """Books the amount for all keys; for none, where one of them has not enough left."""
        spent = [(limit, self._of((reach, keys[reach]), now)) for reach, limit in self._most.items()]
        if any(spent_by_key.sum + amount > limit for limit, spent_by_key in spent):
            return False
        for _, spent_by_key in spent:
            spent_by_key.amounts.append((now, amount))
            spent_by_key.sum += amount
        return True

    def give_back(self, keys: Who) -> None:
        """Takes the last booking back, after a failure that was not the visitor's fault."""
        for reach in self._most:
            if (spent := self._spent.get((reach, keys[reach]))) and spent.amounts:
                spent.sum -= spent.amounts.pop()[1]

    def _of(self, key: tuple[Reach, Hashable], now: float) -> _Spent:
        spent = self._spent.setdefault(key, _Spent())
        self._spent.move_to_end(key)
        spent.forget_before(now - self._seconds)
        while len(self._spent) > MOST_KEYS:
            self._spent.popitem(last=False)
        return spent


class Places:
    """A number of simultaneous uses, such as open event streams."""

    def __init__(self, **most: int) -> None:
        self._most = {Reach(reach): limit for reach, limit in most.items()}
        self._taken: Counter[tuple[Reach, str]] = Counter()

    def enter(self, keys: Who) -> bool:
        if any(self._taken[reach, keys[reach]] >= limit for reach, limit in self._most.items()):
            return False
        self._taken.update((reach, keys[reach]) for reach in self._most)
        return True

    def leave(self, keys: Who) -> None:
        for key in self._keys(keys):
            self._taken[key] -= 1
            if not self._taken[key]:
                del self._taken[key]

    def _keys(self, keys: Who) -> Iterable[tuple[Reach, str]]:
        return [(reach, keys[reach]) for reach in self._most]


class Limits:
    """The limits of the web chat. The settings give those of messages; the others follow from what people do in a chat."""

    def __init__(self, messages_a_person: int, messages_a_network: int, upload_bytes: int) -> None:
        self.messages = Budget(MINUTE, person=messages_a_person, network=messages_a_network, all=messages_a_network * 10)
        self.bytes = Budget(TEN_MINUTES, person=6 * upload_bytes, network=30 * upload_bytes, all=150 * upload_bytes)
        self.visitors = Budget(TEN_MINUTES, network=messages_a_network // 2, all=messages_a_network * 5)
        self.streams = Places(person=8, network=300, all=3_000)
