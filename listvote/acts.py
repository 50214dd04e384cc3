"""What people ask for in mails: the vocabulary that reading produces and deciding consumes.

An act knows nothing of mail formats, members or the database: only what a line of somebody's own words means.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal


class Clarity(StrEnum):
    """How sure it is that a line acts: clear ones count, doubtful ones are asked back, all else is talk."""

    CLEAR = "clear"
    DOUBTFUL = "doubtful"


class Place(StrEnum):
    """What kind of mail somebody answered; it decides which acts need a reference to be clear."""

    OPENING = "opening"  # the opening, a mail of the opener in its thread, or one of our posts about that one matter
    THREAD = "thread"  # anything else in the thread of one matter
    DIGEST = "digest"  # a digest, ours or the list's: several matters at once
    QUESTION = "question"  # our private question about one doubtful line
    SERVICE = "service"  # a mail to the service's own address that answers nothing we know
    NOWHERE = "nowhere"  # a list mail that answers nothing we know


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """The number of a matter within its group: `#12`, `#12.2` (a later version), `T7`; `press#12` names the group."""

    kind: Literal["decision", "task"]
    number: int
    version: int = 1
    group: str = ""

    def __str__(self) -> str:
        mark = "#" if self.kind == "decision" else "T"
        later = f".{self.version}" if self.version > 1 else ""
        return f"{self.group}{mark}{self.number}{later}"

    @classmethod
    def parse(cls, text: str) -> Reference | None:
        """Read `#12`, `#12.2`, `T7` or `press#12`; None if it is no reference.

        Examples: `#12` decision 12; `press#12` the same in the group press; `t7` task 7; `12`, `#` none.
        """
        found = _REFERENCE.fullmatch(text.strip())
        if not found:
            return None
        kind: Literal["decision", "task"] = "decision" if found["mark"] == "#" else "task"
        return cls(kind, int(found["number"]), int(found["version"] or 1), (found["group"] or "").lower())


_REFERENCE = re.compile(
    r"(?:(?P<group>[A-Za-z][A-Za-z0-9_-]*)(?=#))?(?P<mark>#|[Tt])(?P<number>[1-9]\d{0,8})(?:\.(?P<version>[1-9]\d?))?"
)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things a poll chooses among: a letter (`A`) and its text (`In house`)."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that an act can be about, as much of it as reading needs.

    `method` is one of the charter's methods for a decision (`consensus`, `majority` …) and `task` for a task.
    `rated` is the lowest and highest number of a score, `budget` the points one voter may give away.
    """

    ref: Reference
    method: str
    title: str = ""
    options: tuple[Option, ...] = ()
    rated: tuple[int, int] = (0, 5)
    budget: int = 10
    open: bool = True
    secret: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What is open where a mail was sent: all that reading may know of a group. `group.context` makes it.

    It never changes, and equals itself alone: what was read in it may be remembered by it.

    `about` is the matter of the thread, or of the reply token, if there is one. `readings` are the act words that our
    question offered, where the mail answers one. `tags` maps an opening's tag in capitals, without brackets, to what
    it opens (`PROPOSAL` -> `decision`). `starts_thread` is true for a mail that answers nothing at all, `answers_us` is
    false for one that answers a mail of somebody else's: a form quoted there may be their ballot.
    """

    place: Place = Place.NOWHERE
    about: Matter | None = None
    matters: Mapping[Reference, Matter] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    apache: bool = False
    private: bool = False
    moderator: bool = False
    starts_thread: bool = False
    group: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)  # a charter's kinds of decision: name -> method
    tag_kinds: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[str, ...] = ()
    answers_us: bool = True


class Verb(StrEnum):
    """Everything that a person can ask for by mail."""

    # deciding
    BALLOT = "ballot"  # a position, or a ballot of any other method
    WITHDRAW = "withdraw"  # take one's ballot back
    WITHDRAW_PROPOSAL = "withdraw proposal"
    SECOND = "second"
    AMEND = "amend"
    ACCEPT_AMENDMENT = "accept amendment"
    STILL_OBJECT = "still object"
    SATISFIED = "satisfied"
    PETITION = "petition"
    SIGN = "sign"
    NOMINATE = "nominate"
    STAND = "stand"
    ACCEPT_NOMINATION = "accept nomination"
    RAISE = "raise"
    CHECK = "check"
    MARK = "mark"
    OPEN = "open"  # a new thread with a tag; `opening` says what
    # work
    OFFER = "offer"
    OFFER_ALWAYS = "willing always"
    WITHDRAW_OFFER = "withdraw offer"
    TERMS = "terms"  # hours, able, until, prefer: they belong to an offer
    APPRENTICE = "apprentice"
    ACCEPT = "accept"
    DECLINE = "decline"
    HAND_BACK = "hand back"
    SWAP = "swap"
    REPORT = "report"
    DONE = "done"
    JUDGE = "judge"
    SALT = "salt"
    RECALL = "recall"
    # talking to the service
    HELP = "help"
    STATUS = "status"
    MINE = "mine"
    FORM = "ballot form"
    DIGEST = "digest"
    RECEIPTS = "receipts"
    STOP_MAILS = "stop mails"
    ALIAS = "alias"
    ADDRESS_ADD = "address add"
    AWAY = "away"
    BACK = "back"
    JOIN = "join"
    LEAVE_ROLL = "leave roll"
    CHARTER = "charter"
    ROLL = "roll"
    CONFIRM = "confirm"
    # moderators
    GO_LIVE = "go live"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    CANCEL = "cancel"
    UNDERSTAND = "understand"
    DIGEST_NOW = "digest now"
    ROLL_UPDATE = "roll update"
    CHARTER_UPDATE = "charter update"
    SOURCE = "source"  # the value of a public source for a draw


Ballot = Mapping[str, object]
"""A ballot as it is counted and recorded, JSON-able, one key that says its shape:

`{"position": "agree"}` (consensus, lazy: agree, reservations, abstain, stand aside, disagree, object;
majority: for, against, abstain; gradient: `"step 3"`), `{"approved": ["A", "C"]}` (empty: none of them),
`{"ratings": {"A": 5, "B": 3}}` (score and points), `{"order": [["A"], ["B", "C"], ["D"]]}` (best first, ties together).
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was written: where (`line 3, closes`), what, and the mend, each in words."""

    where: str
    what: str
    mend: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A mail that opens something: what, its settings, its text, and every fault found in it.

    `settings` holds the values as written for known keys; `options` those of a poll; `tasks` the blocks of a plan,
    each a mapping of known keys to values as written, `task` among them. With faults nothing is opened. `draft` is the
    body as written, with keys that were mistyped mended, and lines that its author has to mend marked.
    """

    opens: str  # decision, poll, election, plan, task, charter, recall
    tag: str  # as written, in capitals
    title: str
    text: str
    settings: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    tasks: tuple[Mapping[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    draft: str = ""

    def draft_marking(self, wrong: Collection[str]) -> str:
        """The draft with the first line of each of these settings marked besides."""
        left, lines = set(wrong), self.draft.split("\n")
        for number, line in enumerate(lines):
            key = line.partition(":")[0].strip(" *_").casefold()
            if key in left:
                left.remove(key)
                lines[number] = marked(line)
        return "\n".join(lines)


TO_MEND: Final = "<=="
"""Stands behind a line of a draft that has to be mended; whoever reads a setting passes over it and what follows."""


def marked(line: str, advice: str = "mend this") -> str:
    """A line of a draft with the mark that it has to be mended, and with no other."""
    return f"{line.partition(TO_MEND)[0].rstrip()}   {TO_MEND} {advice}"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a mail asks for.

    `line` is the line as written. `ref` is the matter it is about: the reference written in the line, else the
    context's. `position` is the word of the tables for a ballot (`agree`, `stand aside`, `for`, `A > B = C`).
    `text` is the argument of a verb (`hours` and so on in `terms`). A doubtful act says why, and offers `readings`:
    position words, any of which may be answered.
    """

    verb: Verb
    line: str
    ref: Reference | None = None
    position: str = ""
    ballot: Ballot | None = None
    reason: str = ""
    text: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    opening: Opening | None = None
    clarity: Clarity = Clarity.CLEAR
    why_doubtful: str = ""
    readings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()  # an invalid ballot: understood as an act, refused with these reasons
    tasks: tuple[Mapping[str, str], ...] = ()  # the blocks of tasks in an amendment, as in an opening
    invalid: str = ""  # the reason code of that refusal: V05, V06, V07, V10


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mail asks for; no acts: it is talk.

    `only_ballots` says that it holds clear ballots without reasons, greetings and a name, and not a word more.
    """

    acts: tuple[Act, ...] = ()
    only_ballots: bool = field(default=False, compare=False)

    @property
    def verdict(self) -> str:
        """`clear` where something counts, else `doubtful` where something is asked back, else `talk`."""
        if any(act.clarity is Clarity.CLEAR for act in self.acts):
            return Clarity.CLEAR.value
        return Clarity.DOUBTFUL.value if self.acts else "talk"
