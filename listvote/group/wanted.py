"""What a step of the passing of time is made of: events, and a mail that is due with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from listvote import events

PostKind = Literal[
    "announcement",
    "change",
    "call",
    "pool",
    "draw",
    "result",
    "digest",
    "listening",
    "personal",
    "reminder",
    "judgement",
    "judged",
    "mandate",
    "duty",
    "called-off",
]

PRIVATE: Final = ("listening", "personal", "reminder", "mandate", "duty", "called-off")
"""What is recorded like a post and goes to members alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mail that is due: its kind, the matters in it (`#12`, `T7`), the group's calendar day.

    All kinds are posts to the list but `listening`, which tells moderators what would have been counted, `personal`,
    the members' own digests, `reminder`, to those who have not answered, and `mandate`, `duty` and `called-off`, to
    whoever is asked to do some work, has to be reminded of it, or need not do it any more. `number` tells posts of one
    kind about one matter apart.
    """

    what: PostKind
    refs: tuple[str, ...]
    day: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """One step: events to write, and at most one post with them."""

    events: tuple[events.Event, ...] = ()
    post: Wanted | None = None

    def __bool__(self) -> bool:
        return bool(self.events or self.post)
