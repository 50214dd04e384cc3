"""The tables of a charter, one dataclass each, with every key and its default as a charter writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from listvote.charter.amounts import (
    CLOCK,
    GROUP_NAME,
    HASHTAG,
    KIND_NAME,
    LIST_ID,
    MODERATOR,
    PATH,
    POST,
    SIGNATURES,
    SOME_TIME,
    SOURCE,
    SPAN,
    TAG,
    ZONE,
)
from listvote.charter.span import Span
from listvote.charter.table import Record, key, optional, required
from listvote.charter.written import ListOf, MapOf, OneOf, OrNone, Whole, YesNo
from listvote.measures import Signatures


class Dialect(StrEnum):
    """Which list software distributes the mails."""

    AUTO = "auto"
    GROUPSIO = "groupsio"
    GOOGLE = "google"
    MAILMAN = "mailman"
    SYMPA = "sympa"
    LISTSERV = "listserv"
    PLAIN = "plain"


class Language(StrEnum):
    """The languages that there is a vocabulary for."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    ITALIAN = "it"
    PORTUGUESE = "pt"


class Words(StrEnum):
    """How a -1 with a reason is read: a disagreement, or an objection."""

    PLAIN = "plain"
    APACHE = "apache"


class Source(StrEnum):
    """Who is a member."""

    ROLL = "roll"
    POSTERS = "posters"


class Join(StrEnum):
    """Who lets in whoever asks to join."""

    MODERATORS = "moderators"
    ANYONE = "anyone"
    NOBODY = "nobody"


class DefaultAlias(StrEnum):
    """What stands for a member who chose no alias."""

    NUMBER = "number"
    NAME = "name"


class Announce(StrEnum):
    """Whether an opening is announced in a post of its own."""

    THREAD = "thread"
    DIGEST = "digest"


class Receipts(StrEnum):
    """How a voter hears what was counted."""

    EACH = "each"
    DIGEST = "digest"
    NONE = "none"


class Proof(StrEnum):
    """What shows that a mail is its author's."""

    DKIM = "dkim"
    SERVER = "server"
    NONE = "none"


class OpenedBy(StrEnum):
    """Who may open decisions."""

    MEMBERS = "members"
    MODERATORS = "moderators"


class Rotation(StrEnum):
    """Whose turn it is."""

    TURNS = "turns"
    SHARE = "share"
    COUNT = "count"
    LOT = "lot"


class Lot(StrEnum):
    """Which verifiable lot settles ties."""

    LISTVOTE = "listvote"
    RFC3797 = "rfc3797"


class Opens(StrEnum):
    """The tags of openings before a charter renames them."""

    PROPOSAL = "proposal"
    VOTE = "vote"
    DECISION = "decision"
    POLL = "poll"
    ELECTION = "election"
    PLAN = "plan"
    TASK = "task"
    CHARTER = "charter"
    RECALL = "recall"


_LANGUAGES: Final = ListOf(OneOf(Language), 'write for example ["en", "de"]', least=1)
_MODERATORS: Final = ListOf(MODERATOR, 'write for example ["ada@example.org"]')
_HASHTAGS: Final = ListOf(HASHTAG, 'write for example ["#votes"]', most=20)
_TAGS: Final = MapOf(
    "a tag to rename",
    re.compile("|".join(Opens)),
    ListOf(TAG, 'write for example { proposal = ["MOTION"] }', least=1, most=20),
    f'write for example {{ proposal = ["MOTION"] }}; the tags are: {", ".join(Opens)}',
)
_TAG_KINDS: Final = MapOf(
    "a tag", re.compile(r"[^\W_](?:[\w -]{0,28}\w)?"), KIND_NAME, 'write for example { poll = "where" }'
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """`[group]`: which list this is, and who keeps it."""

    name: str = required(GROUP_NAME, 'name = "press" under [group]')
    post: str = required(POST, 'post = "press@groups.example.org" under [group]')
    list_id: str = required(LIST_ID, 'list_id = "press.groups.example.org" under [group]')
    dialect: Dialect = key(OneOf(Dialect), "auto")
    time_zone: str = key(ZONE, "UTC")
    languages: tuple[Language, ...] = key(_LANGUAGES, ["en"])
    words: Words = key(OneOf(Words), "plain")
    moderators: tuple[str | int, ...] = key(_MODERATORS, [])
    moderators_by_lot: int = key(Whole(0, 100), 0)

    @property
    def zone(self) -> ZoneInfo:
        """The group's time zone."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, kw_only=True)
class Members:
    """`[members]`: who takes part."""

    source: Source = key(OneOf(Source), "roll")
    after: Span = key(SPAN, "14 days")
    wait: Span = key(SPAN, "0 days")
    join: Join = key(OneOf(Join), "moderators")
    active_within: Span = key(SOME_TIME, "90 days")
    default_alias: DefaultAlias = key(OneOf(DefaultAlias), "number")


@dataclass(frozen=True, kw_only=True)
class Posting:
    """`[posting]`: what the service may send, and when."""

    per_day: int = key(Whole(1, 100), 3)
    digest_at: time = key(CLOCK, "18:00")
    announce: Announce = key(OneOf(Announce), "thread")
    receipts: Receipts = key(OneOf(Receipts), "each")
    answers_per_day: int = key(Whole(1, 1_000), 10)
    hashtags: tuple[str, ...] = key(_HASHTAGS, [])
    topic_days: Span | None = key(OrNone(SOME_TIME), "none")


@dataclass(frozen=True, kw_only=True)
class Trust:
    """`[trust]`: how it is known who wrote a mail."""

    proof: Proof = key(OneOf(Proof), "dkim")
    keep_raw: Span = key(SOME_TIME, "90 days")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """`[opening]`: who opens decisions, and how many."""

    by: OpenedBy = key(OneOf(OpenedBy), "members")
    at_once: int = key(Whole(1, 1_000), 2)
    open_at_most: int = key(Whole(1, 1_000), 6)
    seconders: int = key(Whole(0, 1_000), 0)
    default_kind: str = key(KIND_NAME, "ordinary")
    raise_by: Signatures = key(SIGNATURES, "at least 2 members")
    petition: Signatures = key(SIGNATURES, "at least 1/5 of members")
    petition_within: Span = key(SOME_TIME, "30 days")
    tags: Mapping[str, tuple[str, ...]] = key(_TAGS, {})
    tag_kinds: Mapping[str, str] = key(_TAG_KINDS, {"poll": "where", "election": "election", "recall": "recall"})


@dataclass(frozen=True, kw_only=True)
class WorkClass:
    """A class of work that rotates by rules of its own; what is None is as in `[labour]`."""

    rotation: Rotation | None = optional(OneOf(Rotation))
    rest: Span | None = optional(SPAN)


_CLASSES: Final = MapOf(
    "a class of work",
    re.compile(r"[^\W_](?:[\w -]{0,38}\w)?"),
    Record(WorkClass),
    'write for example { stall = { rotation = "lot", rest = "30 days" } }',
)


@dataclass(frozen=True, kw_only=True)
class Labour:
    """`[labour]`: how work is handed out and judged."""

    rotation: Rotation = key(OneOf(Rotation), "turns")
    classes: Mapping[str, WorkClass] = key(_CLASSES, {})
    rest: Span = key(SPAN, "0 days")
    mandates_at_once: int = key(Whole(1, 1_000), 2)
    accept_within: Span = key(SOME_TIME, "3 days")
    offers: Span = key(SOME_TIME, "7 days")
    salt: Span = key(SOME_TIME, "24 hours")
    lot: Lot = key(OneOf(Lot), "listvote")
    sources: tuple[str, ...] = key(ListOf(SOURCE, "write a list of texts", most=16), [])
    judge_for: Span = key(SOME_TIME, "7 days")
    recall_signatures: Signatures = key(SIGNATURES, "at least 1/5 of members")
    recall_kind: str = key(KIND_NAME, "recall")
    task_without_plan: bool = key(YesNo(), False)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`[figures]`: how often the figures on blocs and lasting minorities are published; None is never."""

    blocs_every: Span | None = key(OrNone(SOME_TIME, "never"), "6 months")


@dataclass(frozen=True, kw_only=True)
class Entrenchment:
    """`[charter]`: what changes only by a decision, and by which kind of decision."""

    entrenched: tuple[str, ...] = key(
        ListOf(PATH, 'write a list of key paths, such as ["kinds", "group.moderators"]'),
        ["kinds", "members", "trust", "opening", "labour", "group.moderators"],
    )
    by: str = key(KIND_NAME, "ordinary")
