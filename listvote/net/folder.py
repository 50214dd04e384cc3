"""What a folder says, as values: how it stands, what is in it, and in what portions to ask for it.

Nothing here talks to a server; the answers come as imapclient has taken them apart, and may be nonsense.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

_LOT_BYTES: Final = 16_000_000  # what one command may bring into memory
_NO_DATE: Final = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Polled:
    """How the folder stood when a poll began.

    Every message that had arrived by then has a UID below `uidnext` (RFC 3501 section 2.3.1.1). If `uidvalidity` is
    not what it was, all UIDs known before mean nothing any more, and the folder is to be read from its beginning.
    """

    uidvalidity: int
    uidnext: int
    messages: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A message as the server gave it.

    `internaldate` is the time of receipt (aware, UTC), `size` the server's count of bytes. `raw` is the whole message;
    of one that is `too_big` it is the beginning of the header alone. Where the server has the message and will not
    give it, `fault` says why, `raw` is empty and `internaldate` may be 1970. `through` is the UID up to which every
    message was given, this one included; 0 where nobody counted.
    """

    uid: int
    uidvalidity: int
    internaldate: datetime
    size: int
    raw: bytes
    too_big: bool = False
    fault: str = ""
    through: int = 0


class Listed(NamedTuple):
    """A message that was not given yet: its size in bytes as the server counts, its time of receipt (aware, UTC).

    Where the server did not say them the one is 0 and the other None.
    """

    uid: int
    size: int
    received: datetime | None


def listed_of(uid: int, facts: Mapping[bytes, Any]) -> Listed:
    """Read what the server says of a message: RFC822.SIZE and INTERNALDATE."""
    return Listed(uid, number(facts.get(b"RFC822.SIZE")), _utc(facts.get(b"INTERNALDATE")))


def in_order_of_receipt(messages: Iterable[Listed]) -> list[Listed]:
    """Messages by the time of receipt, whatever order a move to another machine left them in; else by UID.

    Those without one come first.
    """
    return sorted(messages, key=lambda message: (message.received or _NO_DATE, message.uid))


class Given:
    """How far a folder was given, when its messages do not come in the order of their UIDs."""

    def __init__(self, messages: Iterable[Listed]) -> None:
        """Begin with none of these given."""
        uids = sorted([message.uid for message in messages])
        self._left = deque(uids)
        self._early: set[int] = set()
        self._through = uids[0] - 1 if uids else 0

    def through(self, uid: int) -> int:
        """Note that one was given, or is not there any more; the UID up to which now all were."""
        self._early.add(uid)
        while self._left and self._left[0] in self._early:
            self._through = self._left.popleft()
            self._early.discard(self._through)
        return self._through


def fetched_of(message: Listed, polled: Polled, body: Mapping[bytes, Any], too_big: bool) -> Fetched:
    """Put together what the server says of one message, with a `fault` where that is not enough."""
    raw = body.get(b"BODY[HEADER]<0>") if too_big else body.get(b"BODY[]")
    if message.received is None:
        fault = "the server does not say when this message arrived"
    elif not too_big and (raw is None or (not raw and message.size)):  # it may be gone by now
        fault = "the server has this message and does not give it"
    else:
        fault = ""
    return Fetched(
        uid=message.uid,
        uidvalidity=polled.uidvalidity,
        internaldate=message.received or _NO_DATE,
        size=message.size,
        raw=raw if isinstance(raw, bytes) and not fault else b"",
        too_big=too_big,
        fault=fault,
    )


def polled_of(answer: Mapping[bytes, Any]) -> Polled:
    """Read the server's answer to opening a folder; what it does not say is 0."""
    return Polled(number(answer.get(b"UIDVALIDITY")), number(answer.get(b"UIDNEXT")), number(answer.get(b"EXISTS")))


def number(value: object) -> int:
    """A number of the server's, 0 if it gave none."""
    return value if isinstance(value, int) else 0


def _utc(value: object) -> datetime | None:
    """A server's time in UTC; None if there is none, or one that no calendar has."""
    try:
        return value.astimezone(UTC) if isinstance(value, datetime) else None
    except (ValueError, OverflowError):
        return None


def lots(messages: Sequence[Listed], max_bytes: int) -> Iterator[list[Listed]]:
    """Messages to fetch with one command each time: in order, few enough bytes at once, those too big on their own."""
    lot: list[Listed] = []
    weight = 0
    for message in messages:
        size = message.size
        if lot and (size > max_bytes or weight + size > _LOT_BYTES):
            yield lot
            lot, weight = [], 0
        lot.append(message)
        weight += size
        if size > max_bytes:
            yield lot
            lot, weight = [], 0
    if lot:
        yield lot
