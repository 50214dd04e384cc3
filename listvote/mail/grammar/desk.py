"""What a reader has before it while it goes through a mail: the acts so far, and what the next words can belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from listvote.acts import Context, Matter, Reference, Verb
from listvote.mail.grammar.draft import Draft
from listvote.mail.grammar.matters import readings
from listvote.mail.grammar.passages import Passage
from listvote.mail.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand, and what they are about: their passage and its number, and the matter.

    `named` says that the reference stands with the words.
    """

    passage: Passage
    number: int
    ref: Reference | None
    matter: Matter | None
    named: bool = False


@dataclass(slots=True)
class Desk:
    """The state of one reading.

    `last` is the act that text below belongs to. `talk_in` is the paragraph in which other words stood last,
    `unfinished` that they ended in a doubt and without a stop, `talked` that there were any in the mail. `closed` says
    that greetings at the end have begun, `ending` that this is the last passage,
    `trial` that the mail calls itself a test.
    """

    context: Context
    drafts: list[Draft] = field(default_factory=list)
    last: Draft | None = None
    talk_in: int = -1
    unfinished: bool = False
    talked: bool = False
    closed: bool = False
    ending: bool = False
    trial: bool = False

    def new(self, verb: Verb, spot: Spot) -> Draft:
        """Note an act; what its place in the mail says against it is noted with it."""
        passage = spot.passage
        draft = Draft(
            verb, passage.written, spot.ref, spot.matter, spot.named, paragraph=passage.paragraph, passage=spot.number
        )
        self.drafts.append(draft)
        self.last = draft
        self.closed = False
        return draft

    def explains(self, number: int) -> bool:
        """Whether a passage is, from some colon on, the reason of an act in it."""
        return self.last is not None and self.last.explicit and self.last.passage == number


def weigh(draft: Draft, passage: Passage) -> None:
    """Note what speaks against an act because of where in the mail it stands."""
    offered = readings(draft.matter, draft.meaning)
    if not passage.sure:
        draft.doubt("it may be part of a quote", offered)
    elif passage.between and not passage.under:
        draft.doubt("it stands between quotes", offered)
    elif passage.below and not passage.under and draft.kind in (Kind.ANSWER, Kind.ECHO):
        draft.doubt("it may answer the quote above it", offered)
