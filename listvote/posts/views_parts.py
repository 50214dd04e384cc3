"""The small values that several views share.

Everything a view holds is ready to be said: titles, reasons and aliases as their authors wrote them, instants aware,
figures counted. Nothing here knows of templates, mail formats or the state of a group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import ClassVar

from listvote.acts import Option

Hours = int | Fraction


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands behind every mail of a group.

    `group` is the group's name, `answer_to` the service's address (with a reply token in private mails, never in
    posts to the list), `post` the list's posting address, `zone` the IANA name of the group's time zone, `now` the
    aware instant at which the mail is written: near dates are said shorter.
    """

    group: str
    answer_to: str
    post: str
    zone: str
    now: datetime


@dataclass(frozen=True, slots=True)
class View:
    """One mail to be said; each kind of mail is a subclass. `kind` names its templates."""

    kind: ClassVar[str] = ""

    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class Say:
    """A line that its reader may answer with: `#12 object: your reason`.

    `fill` is what a link writes into the answer where that is not the line itself (`#12 object: `), so that nobody
    sends our example as their reason. `subject` is what it writes into the subject where that must not be the line:
    mail servers note subjects down, and the line is a secret vote.
    """

    line: str
    fill: str = ""
    subject: str = ""

    @property
    def filled(self) -> str:
        """The words that a link writes into an answer."""
        return self.fill or self.line


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of a tally: `agree`, 16, `2 with reservations`."""

    words: str
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many had to take part: the rule's own words, the number it comes to, and how many of its base did.

    `base` says of how many, where that is not the whole roll (`41 active members`).
    """

    words: str
    needed: int
    reached: int = 0
    base: str = ""

    @property
    def met(self) -> bool:
        """Whether enough took part."""
        return self.reached >= self.needed


@dataclass(frozen=True, slots=True)
class Threshold:
    """What share had to be for it: the rule's own words, the votes for it and of how many, and how many it took."""

    words: str
    reached: int
    of: int
    needed: int


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody gave as their reason, in their own words, under their alias, with the position they took.

    `answer` is what the opener answered to it in a hearing.
    """

    alias: str
    reason: str
    position: str = "object"
    answer: str = ""


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """An open decision as a digest or a status shows it; `such_as` says that the lines to write are examples.

    `what` is the word for its kind (`VOTE`, `POLL`, `ELECTION`, `PLAN`, `CHARTER`, `RECALL`). `tally` is None while it
    is sealed or secret; `figures_are` says what the tally of a choice counts (`first choices`). `if_now` is the verdict
    if it ended now (`YES`, `NO`, `B. In Leeds`), empty while that may not be told. `yours` is the reader's own ballot
    in words, in personal mail only. An item that announces the decision (`new`) says who opened it and the SHA-256 of
    its text, and of a plan which `tasks` open if it is adopted.
    """

    ref: str
    title: str
    closes: datetime
    answered: int
    members: int
    what: str = "VOTE"
    quorum: Quorum | None = None
    tally: tuple[Count, ...] | None = ()
    figures_are: str = ""
    if_now: str = ""
    objections: tuple[Voice, ...] = ()
    hearing_until: datetime | None = None
    options: tuple[Option, ...] = ()
    write: tuple[Say, ...] = ()
    such_as: bool = False
    yours: str = ""
    new: bool = False
    opened_by: str = ""
    text_sha256: str = ""
    seconders_wanted: int = 0
    nominations_until: datetime | None = None
    tasks: tuple[TaskItem, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task that looks for people: how many, hours each, skills asked for, by when, offers so far.

    `again` marks one whose places stayed empty before. `commitment` is that of its lot, where it is called for here.
    """

    ref: str
    title: str
    people: int
    hours: Hours | None = None
    by: date | None = None
    able: tuple[str, ...] = ()
    apprentices: int = 0
    offers: int = 0
    offers_close: datetime | None = None
    write: tuple[Say, ...] = ()
    again: bool = False
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A task of a draw: its places, and whom they went to, as themselves and as apprentices (aliases)."""

    ref: str
    title: str
    people: int
    who: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolItem:
    """A frozen pool in a digest: whoever can be drawn (number and alias), and until when anybody may add salt."""

    ref: str
    title: str
    pool: tuple[str, ...]
    salts_until: datetime
    commitment: str


@dataclass(frozen=True, slots=True)
class DrawnItem:
    """A draw in a digest: who is asked for each task, who comes next in its order, and what the lot was made of."""

    ref: str
    title: str
    given: tuple[Given, ...]
    following: tuple[str, ...]
    secret: str
    salts: int = 0
    public: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A closed decision in one line: its verdict (`YES`) and its figures, each a short phrase."""

    ref: str
    title: str
    verdict: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doing:
    """A mandate in one line: the task, who does it (aliases), until when; `late` if that has passed unreported."""

    ref: str
    title: str
    who: tuple[str, ...]
    until: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Judging:
    """Work that the group is to judge, in a digest: whose it is (aliases), until when, and what to write.

    `report` is what its holders said, empty where nobody reported.
    """

    ref: str
    title: str
    who: tuple[str, ...]
    closes: datetime
    write: tuple[Say, ...]
    report: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One act that was understood and recorded, as its receipt says it.

    `position` is the word of the tables (`agree`, `A > B = C`, `offer`), `corrections` the words that would put it
    right, `until` the end of the time for that, `code` the receipt code. `replaces` is the position that the sender
    had before, `note` one sentence more (how to object, what a pseudonym is). `settled_by` is the alias of the
    moderator who settled a doubtful line. Of a `secret` ballot the position stands in no subject.
    """

    position: str
    ref: str
    title: str
    line: str
    shown_as: str
    corrections: tuple[str, ...] = ()
    until: datetime | None = None
    code: str = ""
    reason: str = ""
    replaces: str = ""
    note: str = ""
    settled_by: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One act that was not carried out: the stable code, what to do, what is particular to it, and its line.

    A ballot of a choice that does not fit comes with its `options`, and with `examples` of ballots that do; `secret` as
    for `Doubt`.
    """

    code: str
    advice: str
    line: str = ""
    detail: str = ""
    ref: str = ""
    title: str = ""
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that seems to ask for something and is not clear: why, and the words any of which settles it.

    Of a choice the `options` stand beside; `such_as` says that the words are examples of ballots. `secret` keeps those
    words out of subjects.
    """

    line: str
    why: str
    readings: tuple[str, ...]
    ref: str = ""
    title: str = ""
    until: datetime | None = None
    options: tuple[Option, ...] = ()
    such_as: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class UnseenPost:
    """A post of ours that did not come back through the list."""

    subject: str
    sent: datetime
