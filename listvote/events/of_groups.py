"""What happens to a group and its roll."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listvote.events.shape import Event, event_kind, fact, private, word


@event_kind("group added")
class GroupAdded(Event):
    """A group was added: its charter (addresses replaced by member numbers), listening or live from the start.

    Nothing received before `since` ever acts.
    """

    name: str = fact()
    since: datetime = fact()
    live: bool = fact()
    charter: Mapping[str, Any] = fact()
    charter_text: str = private(default="")


@event_kind("charter changed")
class CharterChanged(Event):
    """The charter was replaced; `by` is the member who did it (0: the operator), or `about` the decision."""

    charter: Mapping[str, Any] = fact()
    by: int = fact(default=0)
    why: str = word(default="")
    charter_text: str = private(default="")


@event_kind("member joined")
class MemberJoined(Event):
    """A member entered the roll and may take part in what opens from `votes_from` on.

    `posting_since` is when the first post was received of somebody whose posts brought them there.
    """

    member: int = fact()
    votes_from: datetime = fact()
    by: int = fact(default=0)
    posting_since: datetime | None = fact(later=True, default=None)
    alias: str = word(default="")
    name: str = private(default="")
    addresses: tuple[str, ...] = private(default=())


@event_kind("member changed")
class MemberChanged(Event):
    """A member's alias, name or addresses changed; addresses that are new act from `acts_from` on."""

    member: int = fact()
    acts_from: datetime = fact()
    by: int = fact(default=0)
    alias: str = word(default="")
    name: str = private(default="")
    addresses: tuple[str, ...] = private(default=())


@event_kind("member left")
class MemberLeft(Event):
    """A member left the roll; what opened before still counts them."""

    member: int = fact()
    by: int = fact(default=0)


@event_kind("member away")
class MemberAway(Event):
    """A member is not to be counted on, until an instant or until they are back."""

    member: int = fact()
    received: datetime = fact()
    until: datetime | None = fact(default=None)


@event_kind("member back")
class MemberBack(Event):
    """A member is there again."""

    member: int = fact()
    received: datetime = fact()


@event_kind("join asked")
class JoinAsked(Event):
    """Somebody confirmed that they ask to be put on the roll, and moderators are to answer.

    `matter` names the wish: the beginning of the digest of the address, which is not published.
    """

    matter: str = private(default="")
    address: str = private(default="")
    name: str = private(default="")


@event_kind("member erased")
class MemberErased(Event):
    """A member's names, addresses and words were erased; what counts stays, under their number."""

    member: int = fact()


@event_kind("went live")
class WentLive(Event):
    """Listening ended: what was only listened to is dropped, and from now on mails go out."""

    by: int = fact(default=0)
    why: str = word(default="")


@event_kind("paused")
class Paused(Event):
    """A moderator or the operator stopped all posts; mail is still read and counted.

    `tripped`: the service did it itself, because it sent too much in too short a time, or because the list has posts of
    its own that its ledger does not know; no mail at all goes out then.
    """

    by: int = fact(default=0)
    tripped: bool | None = fact(default=None)
    why: str = word(default="")


@event_kind("resumed")
class Resumed(Event):
    """Posts go out again."""

    by: int = fact(default=0)
    why: str = word(default="")


@event_kind("seen posting")
class SeenPosting(Event):
    """The members whose mails came through the list on one calendar day of the group."""

    day: str = fact()
    members: tuple[int, ...] = fact()
