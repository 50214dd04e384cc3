"""A mail as deciding sees it, and what every rule shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Reference
from listvote.group.state import State
from listvote.reasons import Reason, Refused


@dataclass(frozen=True, slots=True)
class Incoming:
    """What deciding needs to know of a mail.

    `member` is the author's number, None for a stranger. `received` (aware, UTC) is the earliest receipt of any copy,
    `key` the content key. `public` says that it came through the list. `secret` are 32 random bytes
    for the lot of a decision that this mail opens. `answers` are the ids of the mails that it answers, `text` its own
    words, `attached` the text files that came with it.
    """

    member: int | None
    received: datetime
    key: str
    address: str = ""
    proof: str = ""
    message_id: str = ""
    public: bool = True
    secret: bytes = b""
    answers: tuple[str, ...] = ()
    text: str = ""
    attached: tuple[str, ...] = ()

    def mailed(self, act: Act) -> dict[str, Any]:
        """The fields that every event made from this mail shares."""
        return {
            "actor": self.member,
            "received": self.received,
            "key": self.key,
            "line": act.line,
            "address": self.address,
            "proof": self.proof,
            "message_id": self.message_id,
        }


Made = events.Event | Refused | None
"""What a rule makes of an act: the event that happened, why not, or nothing to write."""

Rule = Callable[[State, Incoming, Act], Made]
"""How one verb is decided."""

CODES: Final[Mapping[str, Reason]] = {reason.code: reason for reason in Reason}
"""Each reason by its code."""


def about(act: Act) -> str:
    """The number of the matter that an act is about, "" for none."""
    return number(act.ref) if act.ref else ""


def number(ref: Reference) -> str:
    """The number of a matter within its group, without its version."""
    return str(replace(ref, group="", version=1))
