"""The views about decisions: announcement, receipt, refusal, question, digest, result, and what lies between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from listvote.acts import Fault, Option
from listvote.posts.views_parts import (
    Count,
    Counted,
    Decided,
    DecisionItem,
    Doing,
    Doubt,
    DrawnItem,
    Hours,
    Judging,
    PoolItem,
    Quorum,
    RefusedLine,
    Say,
    TaskItem,
    Threshold,
    UnseenPost,
    View,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Announcement(View):
    """A decision opened, or opened again with a new wording.

    `method` is said as it is (`consensus`), `threshold` and `quorum` in the rule's own words. `thread_subject` is the
    subject of the thread it answers in, empty for a topic of its own. `text` is printed for wordings that stand in no
    mail of the opener: a later version, the difference of a charter. `form` holds the lines of an empty ballot form,
    `how_form` says how it is filled in.
    `reopens` is the decision that a petition has taken again. `lapsed` is true where an earlier version's ballots,
    objections excepted, no longer count. `lot` is the commitment of the lot that would settle a tie. `such_as` says
    that the lines to write are examples.
    """

    kind: ClassVar[str] = "announcement"

    ref: str
    title: str
    opened_by: str
    closes: datetime
    method: str
    members: int
    write: tuple[Say, ...]
    text_sha256: str
    what: str = "VOTE"
    quorum: Quorum | None = None
    threshold: str = ""
    ballots: Literal["open", "sealed", "secret"] = "open"
    options: tuple[Option, ...] = ()
    such_as: bool = False
    form: tuple[str, ...] = ()
    how_form: str = ""
    tasks: tuple[TaskItem, ...] = ()
    seats: int = 0
    nominations_until: datetime | None = None
    seconders_wanted: int = 0
    text: str = ""
    lapsed: bool = False
    reopens: str = ""
    review: date | None = None
    lot: str = ""
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class Receipt(View):
    """What was understood and recorded, to the member alone; the same mail's refusals and doubts go with it."""

    kind: ClassVar[str] = "receipt"

    counted: tuple[Counted, ...]
    refused: tuple[RefusedLine, ...] = ()
    asked: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal(View):
    """Nothing of a mail was counted, and why; doubts about other lines of it go with it."""

    kind: ClassVar[str] = "refusal"

    refused: tuple[RefusedLine, ...]
    asked: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Question(View):
    """Lines that are not clear, asked back once; the answers are position words, never a bare yes or no."""

    kind: ClassVar[str] = "question"

    asked: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class LateBallots:
    """Ballots that arrived in time and were read after the close was announced (V11), of one decision.

    What `secret` ones said is not kept: of them it is told whether any at all could have changed the outcome.
    """

    ref: str
    title: str
    number: int
    would_have_changed: bool
    secret: bool = False


@dataclass(frozen=True, slots=True)
class RollChange:
    """A change of the roll: `joined`, `left`, `address changed`; under the alias, and who did it."""

    alias: str
    change: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class HoursFigure:
    """Hours of work over a period, of everybody together; the shortfall is what is wanted and not promised.

    `offered` are those of people who are willing, for tasks that are not drawn yet; nobody promised them.
    """

    wanted: Hours
    promised: Hours
    done: Hours = 0
    offered: Hours = 0

    @property
    def short(self) -> Hours:
        """Hours that are wanted and that nobody promised or offered, never below zero."""
        return max(self.wanted - self.promised - self.offered, 0)


@dataclass(frozen=True, slots=True)
class Digest(View):
    """One day of a group: what needs an answer first, then help wanted, what was decided, who does what.

    `head` is the ledger's head, 64 hex digits. `announcements_included` is true where decisions are announced here
    for want of posts. `personal` marks a member's own digest, with `receipts` (where the charter puts them here) and
    `not_counted`, the lines still in doubt; `reminds` one about a decision that too few answered. `reviews` are
    decisions whose review date came. `notes` are full sentences. `unseen` stands in moderators' digests only.
    """

    kind: ClassVar[str] = "digest"

    head: str
    decisions: tuple[DecisionItem, ...] = ()
    tasks: tuple[TaskItem, ...] = ()
    decided: tuple[Decided, ...] = ()
    doing: tuple[Doing, ...] = ()
    judging: tuple[Judging, ...] = ()
    judged: tuple[Decided, ...] = ()
    late: tuple[LateBallots, ...] = ()
    roll_changes: tuple[RollChange, ...] = ()
    reviews: tuple[Decided, ...] = ()
    pools: tuple[PoolItem, ...] = ()
    drawn: tuple[DrawnItem, ...] = ()
    hours: HoursFigure | None = None
    unseen: tuple[UnseenPost, ...] = ()
    notes: tuple[str, ...] = ()
    announcements_included: bool = False
    personal: bool = False
    reminds: bool = False
    receipts: tuple[Counted, ...] = ()
    not_counted: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Result(View):
    """The end of a decision: outcome, figures in the rule's words, reasons, what would have changed it.

    `overturns` is the decision that a petition had taken again and that stands no longer, `called_off` are its tasks
    that end with it, a line each. `then` says what becomes of a place that an adopted recall made empty.

    `verdict` is what a reader wants to know (`YES`, `NO`, `B. At the co-op in Leeds`), `outcome` the word of the
    life table (`adopted` …), of a choice `elected` or `chosen`. `figures_are` says what the tally of a choice counts
    (`first choices`), `ties_by_lot` are sentences. `rounds` are lines of a count (stv rounds, pairwise figures).
    `would_have_changed` is a phrase that completes a sentence ("5 changed votes would have stopped it"). `no_show` is
    true where voting against brought the quorum. `settled` counts acts that moderators settled. `recount` is a command,
    `head` the ledger's head. `petition` are words that reopen it, `petition_until` the end of the time for that.
    """

    kind: ClassVar[str] = "result"

    ref: str
    title: str
    verdict: str
    outcome: str
    closed: datetime
    members: int
    participants: int
    head: str
    recount: str
    tally: tuple[Count, ...] = ()
    figures_are: str = ""
    threshold: Threshold | None = None
    quorum: Quorum | None = None
    abstained: int = 0
    reasons: tuple[Voice, ...] = ()
    would_have_changed: str = ""
    no_show: bool = False
    settled: int = 0
    rounds: tuple[str, ...] = ()
    ties_by_lot: str = ""
    opens: tuple[TaskItem, ...] = ()
    petition: Say | None = None
    petition_until: datetime | None = None
    review: date | None = None
    secret: bool = False
    then: str = ""
    overturns: str = ""
    called_off: tuple[str, ...] = ()
    why: str = ""
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class Change(View):
    """Something happened to an open decision, told in its thread.

    `change` says what: `extended` (for want of quorum, or by a moderator), `hearing` (the first objection), `raised`
    (to the default kind), `objected` (a lazy decision goes on as one of the default kind), `seconded` (it is open
    now), `petition` (signatures are collected), `reopened`. `closes` is when it closes now, `hearing_until` when the
    hearing ends (objections have to be kept up by then, which may be before the close), `hearing_number` which hearing
    it is, `wanted` how many more it takes (answers, seconders, signatures). `why` is a reason given, `by` its author's
    alias. `sealed` says that all other answers stay sealed, `such_as` that the lines to write are examples.
    In a hearing `heard` are the lines of objectors, and `to` says whom of those concerned a copy of their own is for.
    """

    kind: ClassVar[str] = "change"

    ref: str
    title: str
    change: Literal["extended", "hearing", "raised", "objected", "seconded", "petition", "reopened"]
    closes: datetime | None = None
    hearing_until: datetime | None = None
    hearing_number: int = 1
    by: str = ""
    why: str = ""
    wanted: int = 0
    objections: tuple[Voice, ...] = ()
    write: tuple[Say, ...] = ()
    heard: tuple[Say, ...] = ()
    to: Literal["", "opener", "objector"] = ""
    such_as: bool = False
    sealed: bool = False
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class Lapsed(View):
    """To somebody whose ballot counts no longer, alone: a decision goes on in another version.

    `because` says why: `amended` (`text` is the new wording), `raised` to the default kind, or `objected` (a lazy one
    goes on as one of the default kind). `position` is what they had answered, "" where that is
    secret, `options` the steps of a gradient.
    """

    kind: ClassVar[str] = "lapsed"

    ref: str
    title: str
    because: Literal["amended", "raised", "objected"]
    position: str
    closes: datetime
    write: tuple[Say, ...]
    options: tuple[Option, ...] = ()
    such_as: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpeningRefused(View):
    """An opening that opened nothing: every fault at once, and the mail corrected as far as it can be.

    `tag` is the tag as written (`POLL`), `template` the body to send again, as written, but for what could be mended;
    `marked` says that lines of it are marked, because their author has to mend them.
    """

    kind: ClassVar[str] = "opening_refused"

    tag: str
    title: str
    faults: tuple[Fault, ...]
    template: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class BallotForm(View):
    """A fresh form for one decision, to be filled in and sent back; `how` says how in the method's own words."""

    kind: ClassVar[str] = "ballot_form"

    ref: str
    title: str
    closes: datetime
    form: tuple[str, ...]
    how: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One counted line: who (alias, number or pseudonym), what it counts as, the line itself, its mark if secret."""

    who: str
    position: str
    line: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CheckList(View):
    """Every line that was counted in a decision, mailed back to whoever asked.

    `voters` are the aliases of those who took part in a secret one, whose lines have codes for names.
    """

    kind: ClassVar[str] = "check_list"

    ref: str
    title: str
    lines: tuple[CheckedLine, ...]
    head: str
    closed: bool = False
    voters: tuple[str, ...] = ()
