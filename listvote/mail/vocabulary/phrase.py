"""The shape of a vocabulary: phrases with meanings, and the plain words that may stand around them.

Knows nothing of mails, methods' counting or how sentences are judged; the parser, the help mail, the member's guide
and the tests are all made from tables of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

POSITIONS: Final = ("consensus", "lazy", "majority", "gradient")
OPTIONS: Final = ("approval", "score", "points", "ranked", "irv", "stv")
DECISION: Final = POSITIONS + OPTIONS
TASK: Final = ("task",)


def listed(text: str) -> tuple[str, ...]:
    """The phrases in a text that has a bar or the end of a line between each two."""
    return tuple(each.strip() for line in text.splitlines() for each in line.split("|") if each.strip())


class Kind(Enum):
    """How much a phrase says by itself, which decides how much other text it bears."""

    OWN = "own"  # unmistakable wherever it stands: `+1`, `object`, `I vote`
    ECHO = "echo"  # after other prose it may answer that prose: `I agree`
    ANSWER = "answer"  # answers any question whatever: `yes`, `no`, `ok`
    VAGUE = "vague"  # means something of the kind, never clearly: `good idea`


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sense and all its spellings, in lower case without punctuation.

    `meaning` is the position or verb that it stands for, in `methods`. An `alone` phrase is an everyday word, which
    acts only where nothing but fillers stand with it. Every line of `counts` must be read as clear with this meaning,
    and no line of `not_counted` may be.
    """

    words: tuple[str, ...]
    meaning: str
    methods: tuple[str, ...] = POSITIONS
    kind: Kind = Kind.OWN
    alone: bool = False
    counts: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language: its phrases, and the words that are filler, doubt or mere talk around them.

    `leads` may stand before a phrase and `trails` after it. `greetings`, `thanks` and `closings` may be followed by a
    name. `negations`, `conditions`, `hedges` and `opinions` ("I think") make an act doubtful; `vague` phrases are
    doubtful by themselves; `talk` phrases hide the act words in them. `because` begins a reason. `choosing` stands
    before options of a poll, `ordering` before an order given with commas, `then` and `both` between options.
    `performing` leads and trails ("I vote", "from me") make a mere answer unmistakable. A reason for a mere answer
    that begins with one of `pronouns` may be about anything. `dangling` words never end a line that a person ended on
    purpose. `reversals` take back what stands above them, `provisos` name a condition as one, `trials` say that a mail
    is a test. `not_counted` are whole lines. `help` asks the service how to take part, as a whole line.
    """

    language: str
    name: str
    phrases: tuple[Phrase, ...]
    leads: tuple[str, ...] = ()
    performing: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    trails: tuple[str, ...] = ()
    greetings: tuple[str, ...] = ()
    everybody: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    talk: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    choosing: tuple[str, ...] = ()
    ordering: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()
    reversals: tuple[str, ...] = ()
    provisos: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
