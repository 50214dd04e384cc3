"""What happens to work once it is somebody's: mandates, reports, judgement, recall.

Who passed a mandate on, and whether they said so or let the time pass, is no fact beyond the mandate's number: no line
of theirs is published. Hours are private: the ledger keeps a commitment to them, and they go to their member alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from listvote.events.of_members import Mailed
from listvote.events.shape import Event, event_kind, fact, private, word


@event_kind("mandate given")
class MandateGiven(Event):
    """A member is asked to take a place in a task: `number` counts the mandates of it.

    `decision` is the decision that it is bound to, `until` when its term or date is over. It is to be accepted by
    `accept_by`, which counts anew from the hand-over of the mail that asks.
    """

    number: int = fact()
    member: int = fact()
    accept_by: datetime = fact()
    apprentice: bool = fact(default=False)
    decision: str = fact(default="")
    until: datetime | None = fact(default=None)


@event_kind("mandate accepted")
class MandateAccepted(Mailed):
    """A member took the place."""

    number: int = fact()


@event_kind("mandate passed on")
class MandatePassedOn(Event):
    """A mandate was not taken, and the next in the order is asked. Whether its member said so is never published."""

    number: int = fact()
    declined: bool = private(default=False)
    received: datetime | None = private(default=None)
    key: str = private(default="")
    line: str = private(default="")
    address: str = private(default="")
    proof: str = private(default="")
    message_id: str = private(default="")


@event_kind("mandate handed back")
class MandateHandedBack(Event):
    """A member gave a place back that they had accepted; why is not published, nor in what words."""

    number: int = fact()
    received: datetime | None = private(default=None)
    key: str = private(default="")
    line: str = private(default="")
    why: str = private(default="")
    address: str = private(default="")
    proof: str = private(default="")
    message_id: str = private(default="")


@event_kind("swap asked")
class SwapAsked(Mailed):
    """The holder of a mandate would like `member` to take it, who has to say the same."""

    number: int = fact()
    member: int = fact()


@event_kind("swapped")
class Swapped(Mailed):
    """Two members said the same: `member` takes over mandate `number`.

    Where they change, `other` is the task that its holder takes over in exchange, and `other_number` the mandate of it.
    """

    number: int = fact()
    member: int = fact()
    other: str = fact(default="")
    other_number: int = fact(default=0)


@event_kind("mandate reminded")
class MandateReminded(Event):
    """The holder of a mandate was reminded of its date."""

    number: int = fact()


@event_kind("work reported")
class WorkReported(Mailed):
    """What the holder of a mandate says was done, and in how many hours; `interim`: before the end of a term."""

    number: int = fact()
    interim: bool = fact(default=False)
    text: str = word(default="")
    hours: int | None = private(default=None)


@event_kind("judgement begun")
class JudgementBegun(Event):
    """Work is reported (`report`), or its date has passed (`date`): the group says how it went, until `closes`.

    `holders` are those whose work it is and who do not judge. The period counts anew from the hand-over of the post
    that tells of it.
    """

    because: str = fact()
    closes: datetime = fact()
    holders: tuple[int, ...] = fact(default=())
    polled_through: datetime = fact()


@event_kind("judged")
class Judged(Mailed):
    """A member says how the work went: success, partly or failure; the last word of each counts."""

    verdict: str = fact()
    has_reason: bool = fact(default=False)
    why: str = word(default="")


@event_kind("judgement closed")
class JudgementClosed(Event):
    """What the group said of the work, the median of its members' words: success, partly, failure, or unjudged."""

    verdict: str = fact()
    figures: Mapping[str, int] = fact()
    polled_through: datetime = fact()


@event_kind("work ended")
class WorkEnded(Event):
    """A task is over (`because`: judged, or nobody held it), or a term in office (`term`): its mandates end."""

    because: str = fact()
    members: tuple[int, ...] = fact(default=())


@event_kind("recalled")
class Recalled(Event):
    """A decision ended mandates at once: those of `members` in the task or election `of`, or as moderators."""

    of: str = fact()
    members: tuple[int, ...] = fact()
