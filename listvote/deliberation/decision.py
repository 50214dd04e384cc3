"""A decision, from its opening to its close, as the ledger tells it.

What was opened is frozen: text, rules and roll. Ballots are kept as they came; which one counts is worked out from
their receipt, so that the order in which mails were read never matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from listvote.acts import Option, Reference
from listvote.charter import Kind
from listvote.deliberation.entries import Amendment, AskedBack, Candidacy, Cast, Hearing, Kept
from listvote.deliberation.life import ENDING, LIFE, RUNNING, Happening, Status, step
from listvote.deliberation.sheet import SheetLine

__all__ = [
    "ENDING",
    "LIFE",
    "RUNNING",
    "Amendment",
    "AskedBack",
    "Candidacy",
    "Cast",
    "Decision",
    "Happening",
    "Hearing",
    "Kept",
    "Status",
    "step",
]


@dataclass(slots=True)
class Decision:
    """One decision.

    `roll` are the members entitled to take part and `active` the active ones among them, frozen at the opening.
    `closes` is what was asked for, in words; `deadline` is the instant that follows (aware, UTC), the end of a hearing
    included. `announced` is when the mail server took the announcement. `ended` is when its close was written,
    `copies` what was known by then of earlier copies of the ballots' mails: what turns up later changes nothing of
    what was announced. `held` counts the hearings of all versions, `hearings` are those of this one. `untold` are the
    changes that no post has told of yet, `telling` those that a post tells of, by its Message-ID. `was_sealed` says
    that the ballots of this version or of one before are sealed, `disclosed` are the receipt codes of those among them
    that are open already, because a hearing is about them. `lapsed` are the positions that members held in the version
    before and that count no longer. `box` names the ballot box of a secret decision, `sheet` is what was published of
    it at the close and `took_part` who voted: from then on each line of the sheet stands among the ballots under a
    negative number, because nobody can say whose it is.
    """

    ref: Reference
    title: str
    text: str
    opener: int
    kind_name: str
    rules: Kind
    opened: datetime
    closes: str
    deadline: datetime
    roll: frozenset[int]
    active: frozenset[int]
    options: tuple[Option, ...] = ()
    text_sha256: str = ""
    tag: str = ""
    message_id: str = ""
    ballots: dict[int, list[Cast]] = field(default_factory=dict)
    taken_back: dict[int, list[Cast]] = field(default_factory=dict)
    late: list[Cast] = field(default_factory=list)
    late_in_secret: int = 0  # secret ballots that were read after the close, of members without a line on the sheet
    asked: dict[int, AskedBack] = field(default_factory=dict)
    status: Status = Status.OPEN
    announced: datetime | None = None
    announcement: str = ""
    extended: bool = False
    ended: datetime | None = None
    copies: Mapping[str, datetime] | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    why: str = ""
    result_post: str = ""
    hearings: list[Hearing] = field(default_factory=list)
    held: int = 0
    kept: dict[int, list[Kept]] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)  # objector -> what the opener answered
    untold: list[str] = field(default_factory=list)
    telling: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changes: int = 0
    rounds: int = 0  # how often it was announced anew
    seconders_wanted: int = 0
    seconders: set[int] = field(default_factory=set)
    amendments: list[Amendment] = field(default_factory=list)
    amended: int = 0
    raisers: set[int] = field(default_factory=set)
    because: str = ""  # why this version was opened: amended, raised, objected
    lapsed: Mapping[int, str] = field(default_factory=dict)
    prolonged: bool = False
    prolonged_why: str = ""
    cancel_wishes: dict[int, str] = field(default_factory=dict)
    lot: str = ""  # the commitment of its lot
    lot_secret: str = ""
    salts: dict[int, list[tuple[datetime, str, str]]] = field(default_factory=dict)
    order_of_lot: tuple[str, ...] | None = None
    secret: str = ""
    winners: tuple[str, ...] = ()
    count: Mapping[str, Any] | None = None
    early: bool = False
    reminded: bool = False
    reopens: str = ""
    reopened_as: str = ""
    signatures: dict[int, str] = field(default_factory=dict)
    review_told: bool = False
    charter: Mapping[str, Any] | None = None
    charter_text: str = ""
    charter_difference: str = ""
    recalls: str = ""  # the task, the election, or the office of moderators that it would end a mandate of
    recalled: tuple[int, ...] = ()  # whose
    tasks: tuple[Mapping[str, Any], ...] = ()  # of a plan
    task_titles: tuple[str, ...] = ()
    nominations_until: datetime | None = None
    candidacies: dict[int, Candidacy] = field(default_factory=dict)
    candidates: dict[str, int] = field(default_factory=dict)  # letter -> member
    was_sealed: bool = False
    disclosed: set[str] = field(default_factory=set)
    box: str = ""
    sheet: tuple[SheetLine, ...] | None = None
    took_part: frozenset[int] = frozenset()

    @property
    def sealed(self) -> bool:
        """Whether nobody may know yet how others voted: its ballots are opened when it ends."""
        return self.rules.ballots in ("sealed", "secret") and self.ended is None

    @property
    def secret_box(self) -> bool:
        """Whether ballots go into a box now, and none of them into the ledger."""
        return self.rules.ballots == "secret" and self.ended is None

    @property
    def answered(self) -> frozenset[int]:
        """The members who ever cast a valid ballot here, as far as that may be known."""
        return self.took_part.union(actor for actor in self.ballots if actor > 0)

    def shown(self, received: Mapping[str, datetime] | None = None) -> dict[int, Cast]:
        """The ballots that everybody may see now, by member, as in `standing`.

        Of a sealed decision that runs those are the objections that its hearing opened, as they were then: what became
        of them since is sealed again.
        """
        if not self.sealed:
            return self.standing(received)
        if self.status is not Status.HEARING:
            return {}
        opened = {
            actor: [cast for cast in casts if cast.code in self.disclosed] for actor, casts in self.ballots.items()
        }
        earlier = self._earlier(received)
        return {actor: _last(casts, earlier) for actor, casts in opened.items() if casts}

    def heard(self, received: Mapping[str, datetime] | None = None) -> dict[int, Cast]:
        """The objections that a hearing is about, by member, as far as everybody may see them."""
        if self.sealed:
            return self.shown(received)
        return self.objections(received)[0]

    def cast(self, ballot: Cast) -> None:
        """Put a ballot to the others; it may have been received before them.

        A withdrawal of somebody who cast none makes nobody a participant: it is kept for an older ballot that is read
        after it.
        """
        casts = self.ballots.get(ballot.actor)
        if casts is None:
            if ballot.ballot is None:
                self.taken_back.setdefault(ballot.actor, []).append(ballot)
                return
            casts = self.ballots[ballot.actor] = []
        if self.taken_back:
            casts += self.taken_back.pop(ballot.actor, ())
        casts.append(ballot)

    def standing(self, received: Mapping[str, datetime] | None = None) -> dict[int, Cast]:
        """The ballot of each member that counts: the last by receipt, then by content key; withdrawn ones are left out.

        `received` gives the earliest receipt of mails of which an earlier copy turned up, by content key; of a
        decision that ended, only those count that had turned up by then.
        """
        earlier = self._earlier(received)
        made: dict[int, Cast] = {}
        for actor, casts in self.ballots.items():
            last = _last(casts, earlier)
            if last.ballot is not None:
                made[actor] = last
        return made

    def standing_of(self, member: int, received: Mapping[str, datetime] | None = None) -> Cast | None:
        """The ballot of one member that counts, as in `standing`; None where there is none."""
        casts = self.ballots.get(member)
        last = _last(casts, (received or {}) if self.copies is None else self.copies) if casts else None
        return last if last is not None and last.ballot is not None else None

    def objections(
        self, received: Mapping[str, datetime] | None = None, *, closing: bool = False
    ) -> tuple[dict[int, Cast], dict[int, Cast]]:
        """The objections that stand, and those that lapsed because nobody kept them up to the end of a hearing.

        An objection that was made during a hearing is kept up for it. While a hearing lasts its objections stand;
        `closing` asks what holds once it is over.
        """
        earlier = self._earlier(received)
        over = self.hearings if closing or self.status is not Status.HEARING else self.hearings[:-1]
        stands: dict[int, Cast] = {}
        lapsed: dict[int, Cast] = {}
        for actor, cast in self.standing(received).items():
            if not cast.objects:
                continue
            made = _order(cast, earlier)[0]
            kept = [min(earlier.get(each.key, each.received), each.received) for each in self.kept.get(actor, ())]
            given_up = any(
                made < hearing.begun and not any(hearing.begun <= each <= hearing.until for each in kept)
                for hearing in over
            )
            (lapsed if given_up else stands)[actor] = cast
        return stands, lapsed

    def _earlier(self, received: Mapping[str, datetime] | None) -> Mapping[str, datetime]:
        return (received or {}) if self.copies is None else self.copies

    def forget(self, member: int) -> None:
        """Let go of a member's own words; their ballots stay, and so does whether they gave a reason."""
        self.ballots = {
            actor: [cast._replace(line="", reason="") for cast in casts] if actor == member else casts
            for actor, casts in self.ballots.items()
        }
        for casts in self.taken_back.values():
            casts[:] = [cast._replace(line="", reason="") if cast.actor == member else cast for cast in casts]
        self.late = [cast._replace(line="", reason="") if cast.actor == member else cast for cast in self.late]
        if member in self.asked:
            self.asked[member] = AskedBack(self.asked[member].key)
        if self.opener == member:
            self.title = self.text = ""
            self.task_titles = ()

    @property
    def participants(self) -> int:
        """How many members ever cast a valid ballot here, withdrawn ones and carried objections included."""
        return len(self.ballots)

    @property
    def hearings_left(self) -> int:
        """How many hearings this decision may still have; methods without objections have none."""
        hears = self.rules.method in ("consensus", "gradient")
        return max(self.rules.hearings - self.held, 0) if hears else 0

    @property
    def hearing_until(self) -> datetime | None:
        """When the hearing ends that is going on; None where there is none."""
        return self.hearings[-1].until if self.status is Status.HEARING else None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the options, in the order announced."""
        return tuple(option.letter for option in self.options)

    def has_voted(self, member: int) -> bool:
        """Whether a member ever cast a valid ballot here."""
        return member in self.ballots

    def tell(self, change: str) -> None:
        """Note a change that the group is to be told of."""
        self.untold.append(change)
        self.changes += 1

    def first_salts(self, received: Mapping[str, datetime] | None = None) -> dict[int, str]:
        """The salt of each member that counts: the first by receipt, then by content key."""
        earlier = self._earlier(received)
        return {
            member: min(sent, key=lambda each: (min(earlier.get(each[1], each[0]), each[0]), each[1]))[2]
            for member, sent in self.salts.items()
        }


def _last(casts: list[Cast], earlier: Mapping[str, datetime]) -> Cast:
    return casts[0] if len(casts) == 1 else max(casts, key=lambda each: _order(each, earlier))


def _order(cast: Cast, earlier: Mapping[str, datetime]) -> tuple[datetime, str]:
    return min(earlier.get(cast.key, cast.received), cast.received), cast.key
