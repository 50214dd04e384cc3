"""What the service announces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from listvote.events.shape import Event, event_kind, fact, word


@event_kind("post written")
class PostWritten(Event):
    """A post to the list was written: its kind, the matters in it, the calendar day that it counts for.

    `post` is its Message-ID, derived from what it announces.
    """

    post: str = fact()
    what: str = fact()
    day: str = fact()
    refs: tuple[str, ...] = fact(default=())


@event_kind("post handed over")
class PostHandedOver(Event):
    """The mail server took a post at `when`; periods that the post announces run from here."""

    post: str = fact()
    when: datetime = fact()


@event_kind("post seen")
class PostSeen(Event):
    """A post came back through the list at `when`."""

    post: str = fact()
    when: datetime = fact()


@event_kind("extended")
class Extended(Event):
    """A decision runs on until `until` for want of its quorum."""

    until: datetime = fact()
    polled_through: datetime = fact()


@event_kind("closed")
class Closed(Event):
    """A decision ended: the announced result.

    `outcome` is adopted, not adopted, inquorate, blocked, withdrawn or cancelled. `figures` count positions,
    `polled_through` is when the complete poll before the close began. Where a person ended it, `by` says who.
    """

    version: int = fact(default=1)
    outcome: str = fact()
    figures: Mapping[str, int] = fact()
    participants: int = fact(default=0)
    members: int = fact(default=0)
    deadline: datetime = fact()
    polled_through: datetime | None = fact(default=None)
    by: int = fact(default=0)
    key: str = fact(default="")
    why: str = word(default="")
