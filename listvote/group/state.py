"""The state of one group: the fold of its ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from listvote.acts import Context, Reference
from listvote.charter import Charter
from listvote.deliberation.decision import Decision
from listvote.labour.draw import Draw
from listvote.labour.mandate import Mandate
from listvote.labour.rotation import Service
from listvote.labour.task import StandingOffer, Task
from listvote.ledger.chain import GENESIS
from listvote.membership.roll import Roll

NEVER: Final = datetime.min.replace(tzinfo=UTC)
HELD_BY_THE_LIST: Final = timedelta(hours=1)
"""How long a post may take to come back through the list before somebody should look."""


@dataclass(slots=True)
class Post:
    """A post to the list: what it announces, and how far it got. `day` is the calendar day that it counts for."""

    message_id: str
    what: str
    day: str
    refs: tuple[str, ...]
    written: datetime
    seq: int
    handed_over: datetime | None = None
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A mail that was asked back about: who wrote it, about what, when it was received, and what could be meant."""

    about: str
    actor: int
    received: datetime
    key: str
    line: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailWish:
    """Which private mails a member wants: the digest `daily`, `weekly` or `off`, receipts `on` or `off`, or none."""

    digest: str = ""
    receipts: str = ""
    none_at_all: bool = False


@dataclass(slots=True)
class State:
    """What the ledger of one group says.

    `tripped` says that the service paused itself, `tripped_why` why, `resumed` when the latest pause ended.
    `joining` are wishes to be put on the roll that moderators have not answered: address and name, by their matter.
    `seq`, `written` and `head` are the last entry's number, time and hash. `received` holds the earliest receipt of
    mails of which an earlier copy turned up, by content key. `news` are the entries since the last digest that are
    worth telling: number, kind, matter; `news_since` is when the first of them happened, None for none; `roll_news` the
    changes of the roll among them: kind, member. `digested` is the calendar day of the last digest. `charter_text` is
    the charter in force as it was written, "" where that is not known. `contexts` are what mails were read in since
    something last happened that is more than a ballot: `group.context` keeps them.
    """

    charter: Charter
    name: str
    since: datetime
    live: bool
    live_since: datetime | None = None
    paused: bool = False
    tripped: bool = False
    tripped_why: str = ""
    resumed: datetime = NEVER
    seq: int = 0
    written: datetime = NEVER
    head: bytes = GENESIS
    roll: Roll = field(default_factory=Roll)
    decisions: dict[int, Decision] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    last_decision: int = 0
    last_task: int = 0
    posts: dict[str, Post] = field(default_factory=dict)
    received: dict[str, datetime] = field(default_factory=dict)
    news: list[tuple[int, str, str]] = field(default_factory=list)
    news_since: datetime | None = None
    roll_news: list[tuple[str, int]] = field(default_factory=list)
    digested: str = ""
    seen_through: str = ""
    joining: dict[str, tuple[str, str]] = field(default_factory=dict)
    charter_text: str = ""
    charter_version: int = 1
    charter_since: datetime | None = None
    charter_by: str = ""
    doubtful: dict[str, Doubtful] = field(default_factory=dict)  # by Message-ID
    wishes: dict[int, MailWish] = field(default_factory=dict)
    seats: dict[str, list[Mandate]] = field(default_factory=dict)  # election -> the mandates of the elected
    recalled: frozenset[int] = frozenset()  # named moderators who were recalled
    personal_day: str = ""  # the calendar day of the last digests of members' own
    personal_at: dict[str, datetime] = field(default_factory=dict)  # when the last daily and weekly ones were written
    draws: dict[str, Draw] = field(default_factory=dict)  # by name: the first task, and the round behind a point
    standing_offers: dict[int, StandingOffer] = field(default_factory=dict)
    skills: dict[int, set[str]] = field(default_factory=dict)  # declared, or recorded by work that was a success
    service: dict[str, dict[int, Service]] = field(default_factory=dict)  # class of work -> member -> what they served

    contexts: dict[tuple[object, ...], Context] = field(default_factory=dict, repr=False, compare=False)

    @property
    def zone(self) -> ZoneInfo:
        """The group's time zone."""
        return ZoneInfo(self.charter.group.time_zone)

    @property
    def offices(self) -> dict[str, dict[int, datetime]]:
        """Who was elected to what and still serves: by election, the end of each member's term."""
        held = {
            about: {each.member: each.until or NEVER for each in seats if each.standing.runs}
            for about, seats in self.seats.items()
        }
        return {about: holders for about, holders in held.items() if holders}

    @property
    def moderators(self) -> frozenset[int]:
        """Those who moderate now: whoever holds that mandate by lot; else those named by the charter and not recalled.

        Where the charter asks for moderators by lot, those named stand in as long as nobody holds the mandate.
        """
        if self.charter.group.moderators_by_lot:
            by_lot = [each for task in self.tasks.values() if task.moderates for each in task.mandates]
            if drawn := frozenset(each.member for each in by_lot if each.standing.serves):
                return drawn
        return frozenset(self.charter.moderator_numbers) - self.recalled

    @property
    def speaks(self) -> bool:
        """Whether mails go out to the list and to members: live, and not paused."""
        return self.live and not self.paused

    def day(self, now: datetime) -> date:
        """The group's calendar day at an instant."""
        return now.astimezone(self.zone).date()

    def tell_no_more(self) -> None:
        """Forget the news: they were told, or are not to be told."""
        self.news.clear()
        self.roll_news.clear()
        self.news_since = None

    def open_decisions(self) -> list[Decision]:
        """The open decisions, by number."""
        return [each for each in self.decisions.values() if each.status.runs]

    def decision(self, ref: Reference) -> Decision | None:
        """The decision of this number and version, open or ended; None where there is none in this group."""
        found = self.decisions.get(ref.number) if ref.kind == "decision" and self._is_ours(ref) else None
        return found if found is not None and found.ref.version == ref.version else None

    def task(self, ref: Reference) -> Task | None:
        """The task of this number; None where there is none in this group."""
        return self.tasks.get(ref.number) if ref.kind == "task" and self._is_ours(ref) else None

    def task_of(self, name: str) -> Task:
        """The task of `T7`, or the first one of the draw of that name. Raises KeyError where there is none."""
        ref = Reference.parse(name)
        found = self.task(ref) if ref else None
        if found is None:
            raise KeyError(name)
        return found

    def _is_ours(self, ref: Reference) -> bool:
        return ref.group in ("", self.name.lower())

    def unseen(self, now: datetime) -> list[Post]:
        """The posts that the mail server took more than an hour ago and that did not come back through the list."""
        return [
            post
            for post in self.posts.values()
            if post.seen is None and post.handed_over is not None and now - post.handed_over > HELD_BY_THE_LIST
        ]

    def active_among(self, roll: frozenset[int], at: datetime) -> frozenset[int]:
        """The active members of a roll at an instant: those who acted or posted within the charter's span before it.

        Whoever is away at that instant is not among them. Until that span has passed since the group was added,
        everybody on the roll.
        """
        since = self.charter.members.active_within.before(at, self.zone)
        active = self.roll.active(roll, since, self.since)
        return active if self.since > since else frozenset(each for each in active if not self.roll.is_away(each, at))
