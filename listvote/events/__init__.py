"""What happened: one class for each kind of event, and their bodies in the ledger.

An event is something that a person did or that the service announced, never a figure that can be worked out again
(an announced result is an announcement). Every field says in which of the three bodies it lives: `fact` for all that
counts, `word` for texts and aliases that can be erased, `private` for what is never published. Kinds and field names
are for ever; a later version may add fields with defaults, and new kinds.
"""

from listvote.events.of_groups import (
    CharterChanged,
    GroupAdded,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    Paused,
    Resumed,
    SeenPosting,
    WentLive,
)
from listvote.events.of_members import (
    Asked,
    BallotCast,
    Copied,
    LateBallot,
    Mailed,
    Offered,
    OfferWithdrawn,
    Opened,
    TaskOpened,
)
from listvote.events.of_the_service import Closed, Extended, PostHandedOver, PostSeen, PostWritten
from listvote.events.shape import Event, EventError, instant, kinds, moment, read

__all__ = [
    "Asked",
    "BallotCast",
    "CharterChanged",
    "Closed",
    "Copied",
    "Event",
    "EventError",
    "Extended",
    "GroupAdded",
    "LateBallot",
    "Mailed",
    "MemberChanged",
    "MemberJoined",
    "MemberLeft",
    "OfferWithdrawn",
    "Offered",
    "Opened",
    "Paused",
    "PostHandedOver",
    "PostSeen",
    "PostWritten",
    "Resumed",
    "SeenPosting",
    "TaskOpened",
    "WentLive",
    "instant",
    "kinds",
    "moment",
    "read",
]
