"""What happened: one class for each kind of event, and their bodies in the ledger.

An event is something that a person did or that the service announced, never a figure that can be worked out again
(an announced result is an announcement). Every field says in which of the three bodies it lives: `fact` for all that
counts, `word` for texts and aliases that can be erased, `private` for what is never published. Kinds and field names
are for ever; a later version may add fields with defaults, and new kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, dataclass_transform

_BODY: Final = "body"


def _fact(**more: Any) -> Any:
    return field(metadata={_BODY: "facts"}, **more)


def _word(**more: Any) -> Any:
    return field(metadata={_BODY: "words"}, **more)


def _private(**more: Any) -> Any:
    return field(metadata={_BODY: "private"}, **more)


class EventError(ValueError):
    """Bodies that are no event of their kind, or a kind that is not known."""


def instant(value: datetime) -> str:
    """RFC 3339 in UTC to the second: `2026-11-22T15:30:00Z`."""
    return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def moment(text: str) -> datetime:
    """The aware UTC datetime that `instant` wrote.

    Raises EventError for any other text.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise EventError(f"not an instant: {text!r}") from error
    if found.tzinfo is None or len(text) != _INSTANT_LENGTH or text[-1] != "Z":
        raise EventError(f"not an instant in UTC: {text!r}")
    return found


_INSTANT_LENGTH: Final = len("2026-11-22T15:30:00Z")
_KINDS: Final[dict[str, type[Event]]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(_fact, _word, _private))
def _kind(name: str) -> Callable[[type[Any]], type[Any]]:
    """Register a class of event under its name in the ledger."""

    def made(cls: type[Any]) -> type[Any]:
        whole = dataclass(frozen=True, kw_only=True)(cls)
        whole.kind = name
        whole.spec = tuple(
            (each.name, each.metadata[_BODY], "datetime" in str(each.type), "tuple" in str(each.type))
            for each in fields(whole)
            if _BODY in each.metadata
        )
        whole.defaults = {each.name: each.default for each in fields(whole) if each.default is not MISSING}
        whole.required = frozenset(each.name for each in fields(whole) if each.default is MISSING)
        _KINDS[name] = whole
        return whole

    return made


@dataclass(frozen=True, kw_only=True)
class Event:
    """What all events share: `about` is the matter, `#12` or `T7`, or nothing."""

    kind: ClassVar[str]
    spec: ClassVar[tuple[tuple[str, str, bool, bool], ...]]
    defaults: ClassVar[Mapping[str, Any]]
    required: ClassVar[frozenset[str]]
    about: str = ""

    def bodies(self) -> dict[str, dict[str, Any]]:
        """The three bodies, JSON-able; what is None is left out."""
        made: dict[str, dict[str, Any]] = {"facts": {}, "words": {}, "private": {}}
        for name, body, timed, many in self.spec:
            value = getattr(self, name)
            if value is None:
                continue
            made[body][name] = instant(value) if timed else list(value) if many else value
        return made


def read(kind: str, about: str, bodies: Mapping[str, Mapping[str, Any] | None]) -> Event:
    """The event of a kind from its bodies; what a withheld or erased body held takes its default.

    Raises EventError for an unknown kind, or for facts that lack what the kind needs.
    """
    cls = _KINDS.get(kind)
    if cls is None:
        raise EventError(f"{kind!r} is no kind of event that this version knows")
    values: dict[str, Any] = {"about": about}
    for name, body, timed, many in cls.spec:
        found = (bodies.get(body) or {}).get(name)
        if found is not None:
            values[name] = moment(found) if timed else tuple(found) if many else found
    if not cls.required <= values.keys():
        raise EventError(f"{kind}: lacks {', '.join(sorted(cls.required - values.keys()))}")
    made = object.__new__(cls)  # a third of the time of a frozen __init__: a ledger is folded at every start
    made.__dict__.update(cls.defaults)
    made.__dict__.update(values)
    return made


def kinds() -> tuple[str, ...]:
    """The names of all kinds, sorted."""
    return tuple(sorted(_KINDS))


# The group and its roll


@_kind("group added")
class GroupAdded(Event):
    """A group was added: its charter (addresses replaced by member numbers), listening or live from the start.

    Nothing received before `since` ever acts.
    """

    name: str = _fact()
    since: datetime = _fact()
    live: bool = _fact()
    charter: Mapping[str, Any] = _fact()
    charter_text: str = _private(default="")


@_kind("charter changed")
class CharterChanged(Event):
    """The charter was replaced; `by` is the member who did it (0: the operator), or `about` the decision."""

    charter: Mapping[str, Any] = _fact()
    by: int = _fact(default=0)
    why: str = _word(default="")
    charter_text: str = _private(default="")


@_kind("member joined")
class MemberJoined(Event):
    """A member entered the roll and may take part in what opens from `votes_from` on."""

    member: int = _fact()
    votes_from: datetime = _fact()
    by: int = _fact(default=0)
    alias: str = _word(default="")
    name: str = _private(default="")
    addresses: tuple[str, ...] = _private(default=())


@_kind("member changed")
class MemberChanged(Event):
    """A member's alias, name or addresses changed; addresses that are new act from `acts_from` on."""

    member: int = _fact()
    acts_from: datetime = _fact()
    by: int = _fact(default=0)
    alias: str = _word(default="")
    name: str = _private(default="")
    addresses: tuple[str, ...] = _private(default=())


@_kind("member left")
class MemberLeft(Event):
    """A member left the roll; what opened before still counts them."""

    member: int = _fact()
    by: int = _fact(default=0)


@_kind("went live")
class WentLive(Event):
    """Listening ended: what was only listened to is dropped, and from now on mails go out."""

    by: int = _fact(default=0)
    why: str = _word(default="")


@_kind("paused")
class Paused(Event):
    """A moderator or the operator stopped all posts; mail is still read and counted."""

    by: int = _fact(default=0)
    why: str = _word(default="")


@_kind("resumed")
class Resumed(Event):
    """Posts go out again."""

    by: int = _fact(default=0)
    why: str = _word(default="")


@_kind("seen posting")
class SeenPosting(Event):
    """The members whose mails came through the list on one calendar day of the group."""

    day: str = _fact()
    members: tuple[int, ...] = _fact()


# What members do, by mail


@dataclass(frozen=True, kw_only=True)
class Mailed(Event):
    """Something that a member asked for by mail.

    `received` and `key` (the mail's content key) give the order in which acts count. `line` is the line it was taken
    from; `proof` says how it was known who wrote it.
    """

    actor: int = _fact()
    received: datetime = _fact()
    key: str = _fact()
    line: str = _word(default="")
    address: str = _private(default="")
    proof: str = _private(default="")
    message_id: str = _private(default="")


@_kind("decision opened")
class Opened(Mailed):
    """A decision was opened: `about` is its number; text, rules and roll are frozen from here on.

    `closes` is what was asked for, a span (`7 days`) or an instant; `deadline` follows from it and from `received`
    until the announcement is handed over. `members` and `roll` are the size and the digest of the frozen roll, `active`
    the number of active members on it.
    """

    version: int = _fact(default=1)
    tag: str = _fact(default="")
    kind_name: str = _fact()
    rules: Mapping[str, Any] = _fact()
    options: tuple[str, ...] = _fact(default=())
    closes: str = _fact()
    deadline: datetime = _fact()
    members: int = _fact()
    active: int = _fact()
    roll: str = _fact()
    text_sha256: str = _fact()
    title: str = _word(default="")
    text: str = _word(default="")
    option_texts: tuple[str, ...] = _word(default=())


@_kind("ballot")
class BallotCast(Mailed):
    """A member's ballot, or its withdrawal (`{"withdrawn": true}`).

    `settled_by` is the moderator who settled what a doubtful mail meant; 0 for the author's own clear words.
    """

    version: int = _fact(default=1)
    ballot: Mapping[str, Any] | None = _fact(default=None)
    has_reason: bool = _fact(default=False)
    settled_by: int = _fact(default=0)
    reason: str = _word(default="")


@_kind("late ballot")
class LateBallot(Mailed):
    """A ballot that arrived in time and was read after the close was announced: recorded, never counted."""

    version: int = _fact(default=1)
    ballot: Mapping[str, Any] | None = _fact(default=None)
    has_reason: bool = _fact(default=False)
    reason: str = _word(default="")


@_kind("asked")
class Asked(Mailed):
    """A doubtful line about `about` was asked back, in private; the position words offered are private too."""

    readings: tuple[str, ...] = _private(default=())


@_kind("copy")
class Copied(Event):
    """Another copy of a mail that acted: it was received earlier, or it made public what had come in private."""

    key: str = _fact()
    received: datetime = _fact()
    public: bool = _fact(default=False)


@_kind("task opened")
class TaskOpened(Mailed):
    """A task was opened: `about` is its number. `offers_until` is when offers close."""

    tag: str = _fact(default="")
    people: int = _fact(default=1)
    hours: int | None = _fact(default=None)
    by: str | None = _fact(default=None)
    able: tuple[str, ...] = _fact(default=())
    apprentices: int = _fact(default=0)
    work_class: str = _fact(default="")
    offers_until: datetime = _fact()
    text_sha256: str = _fact()
    title: str = _word(default="")
    text: str = _word(default="")


@_kind("offered")
class Offered(Mailed):
    """A member is willing; what they declare is what they are able to do."""

    able: tuple[str, ...] = _fact(default=())
    until: str | None = _fact(default=None)
    hours: str | None = _private(default=None)


@_kind("offer withdrawn")
class OfferWithdrawn(Mailed):
    """A member took an offer back."""


# What the service announces


@_kind("post written")
class PostWritten(Event):
    """A post to the list was written: its kind, the matters in it, the calendar day that it counts for.

    `post` is its Message-ID, derived from what it announces.
    """

    post: str = _fact()
    what: str = _fact()
    day: str = _fact()
    refs: tuple[str, ...] = _fact(default=())


@_kind("post handed over")
class PostHandedOver(Event):
    """The mail server took a post at `when`; periods that the post announces run from here."""

    post: str = _fact()
    when: datetime = _fact()


@_kind("post seen")
class PostSeen(Event):
    """A post came back through the list at `when`."""

    post: str = _fact()
    when: datetime = _fact()


@_kind("extended")
class Extended(Event):
    """A decision runs on until `until` for want of its quorum."""

    until: datetime = _fact()
    polled_through: datetime = _fact()


@_kind("closed")
class Closed(Event):
    """A decision ended: the announced result.

    `outcome` is adopted, not adopted, inquorate, blocked, withdrawn or cancelled. `figures` count positions,
    `polled_through` is when the complete poll before the close began. Where a person ended it, `by` says who.
    """

    version: int = _fact(default=1)
    outcome: str = _fact()
    figures: Mapping[str, int] = _fact()
    participants: int = _fact(default=0)
    members: int = _fact(default=0)
    deadline: datetime = _fact()
    polled_through: datetime | None = _fact(default=None)
    by: int = _fact(default=0)
    key: str = _fact(default="")
    why: str = _word(default="")
