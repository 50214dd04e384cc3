"""What the service announces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listvote.events.shape import Event, event_kind, fact, private, word


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
    `lapsed` of the objections were not kept up. `early` closes came before the deadline because nothing could change
    any more, `lost_key` ended a decision whose secret ballots nobody can open any more. `count` is the whole working of
    a choice among options, `winners` are its winners' letters, `secret` is what the opening committed to for its lot
    (hexadecimal digits, none where it was lost).
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
    lapsed: int = fact(later=True, default=0)
    early: bool = fact(later=True, default=False)
    winners: tuple[str, ...] = fact(later=True, default=())
    count: Mapping[str, Any] | None = fact(later=True, default=None)
    secret: str | None = fact(later=True, default=None)
    lost_key: bool = fact(later=True, default=False)


@event_kind("sheet")
class SheetPublished(Event):
    """The ballots of a secret decision, at its close: pseudonyms in ascending order, each with its ballot.

    A ballot that was taken back is `{"withdrawn": true}`. `marks` are the voters' own words beside their lines, empty
    for none; `voters` are the members who took part, ascending, as many as there are lines.
    """

    version: int = fact(default=1)
    names: tuple[str, ...] = fact()
    ballots: tuple[Mapping[str, Any], ...] = fact()
    voters: tuple[int, ...] = fact()
    marks: tuple[str, ...] = word(default=())


@event_kind("late secret ballot")
class LateSecretBallot(Event):
    """A secret ballot arrived in time and was read after the close, from a member who is not among the voters.

    Neither whose it is nor what it says is kept, nor when it was received.
    """

    version: int = fact(default=1)


@event_kind("lot committed")
class LotCommitted(Event):
    """The lot of a decision or of a draw is committed to: the SHA-256 of a secret that stays private until then."""

    commitment: str = fact()
    secret: str = private(default="")


@event_kind("hearing begun")
class HearingBegun(Event):
    """More objections stand than the rule allows: opener and objectors talk until `until`.

    `number` counts the hearings of all versions. The period runs anew from the hand-over of the post that tells of it.
    """

    number: int = fact()
    until: datetime = fact()
    objectors: tuple[int, ...] = fact(default=())


@event_kind("new version")
class NewVersion(Event):
    """A decision goes on with a new wording (`amended`), or as one of the default kind (`raised`, `objected`).

    The roll stays; all ballots but objections lapse. `opened` is when it began: with the receipt of the opener's mail
    (`key`, `line`, `message_id`), or when the service wrote it. `amendment` is the number of the one that was accepted.
    """

    version: int = fact()
    because: str = fact()
    kind_name: str = fact()
    rules: Mapping[str, Any] = fact()
    opened: datetime = fact()
    closes: str = fact()
    deadline: datetime = fact()
    text_sha256: str = fact()
    amendment: int = fact(default=0)
    by: int = fact(default=0)
    key: str = fact(default="")
    text: str = word(default="")
    line: str = word(default="")
    message_id: str = private(default="")
    tasks: tuple[Mapping[str, Any], ...] = fact(later=True, default=())
    task_titles: tuple[str, ...] = word(later=True, default=())


@event_kind("voting begun")
class VotingBegun(Event):
    """Nominations ended: the candidates by letter, and when the vote closes."""

    options: tuple[str, ...] = fact()
    candidates: Mapping[str, int] = fact()
    deadline: datetime = fact()
    polled_through: datetime = fact()
    option_texts: tuple[str, ...] = word(default=())


@event_kind("review due")
class ReviewDue(Event):
    """The date came on which a decision is to be looked at again."""


@event_kind("reminded")
class Reminded(Event):
    """Those who had not answered were reminded of a decision, once."""

    members: int = fact(default=0)


@event_kind("seats filled")
class SeatsFilled(Event):
    """An election gave members an office until `until`; recall and rest are those of the charter."""

    members: tuple[int, ...] = fact()
    until: datetime = fact()
