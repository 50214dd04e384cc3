"""Which group a mail belongs to, and whether it came to the service alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from listvote.mail.addresses import strict_address
from listvote.mail.dialects import ListTrace
from listvote.mail.message import Mail

_NUMBER = re.compile(r"^\d+\.")  # before a List-Id of groups.io on a domain of its own


@dataclass(frozen=True, slots=True)
class GroupAddress:
    """How a group's mail is recognised: its name here, its posting address and its List-Id."""

    name: str
    post: str
    list_id: str = ""
    at: str = field(init=False, repr=False, compare=False)
    ids: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.post.lower())
        object.__setattr__(self, "ids", _ids(self.list_id.lower()))


@dataclass(frozen=True, slots=True)
class Route:
    """Where a mail belongs.

    `group` is the name of the group whose list it was sent to, None if it was to none. `private` is true for a mail
    that came to the service's address and to no list of ours. `token` is the word after the `+` of that address.
    """

    group: str | None
    private: bool
    token: str = ""


def route(mail: Mail, trace: ListTrace | None, groups: Sequence[GroupAddress], service: str) -> Route:
    """Find the group of a mail, by List-Id, else by the list's posting address, else by To and Cc.

    `trace` is the list that distributed this copy, None for one that came directly: a copy that came directly of a
    mail to the list is public as the list's own is. `service` is the service's address; replies to it may carry a
    token (`votes+token@example.org`). A mail to several of our lists that came directly belongs to none: each list's
    copy says its own.
    """
    written = [box.address for box in (*mail.to, *mail.cc)]
    token = _token([*written, *([] if trace else _delivered(mail))], service)
    if trace is not None and (trace.list_id or trace.post):
        return Route(_of_list(trace, groups), False, token)
    addressed = {one.lower() for one in written}
    ours = [group.name for group in groups if group.at in addressed]
    return Route(ours[0] if len(ours) == 1 else None, trace is None and not ours, token)


def _of_list(trace: ListTrace, groups: Sequence[GroupAddress]) -> str | None:
    ids, post = _ids(trace.list_id), trace.post
    by_id = (group.name for group in groups if not ids.isdisjoint(group.ids))
    by_post = (group.name for group in groups if post and group.at == post)
    return next(by_id, None) or next(by_post, None)


def _ids(list_id: str) -> frozenset[str]:
    return frozenset({list_id, _NUMBER.sub("", list_id)} - {""})


def _delivered(mail: Mail) -> Iterable[str]:
    for name in ("Delivered-To", "X-Original-To", "Envelope-To"):
        for value in mail.headers.get_all(name):
            yield strict_address(value.strip("<> "))


def _token(addresses: Iterable[str], service: str) -> str:
    name, _, host = service.lower().rpartition("@")
    for address in addresses:
        local, _, domain = address.rpartition("@")
        if domain.lower() == host and local.lower().startswith(f"{name}+"):
            return local[len(name) + 1 :]
    return ""
