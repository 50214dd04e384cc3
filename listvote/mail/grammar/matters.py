"""What an act is about, and the positions that a matter takes.

Knows references and methods; not how an act is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from listvote.acts import Context, Matter, Reference
from listvote.deliberation.ballots import POSITIONS
from listvote.mail.grammar.lexicon import Lexicon, lexicon
from listvote.mail.vocabulary import OPTIONS

MOST_READINGS: Final = 40

_OF_A_MAJORITY: Final = {"agree": "for", "abstain": "abstain", "disagree": "against", "object": "against"}
_OF_A_GRADIENT: Final = {"reservations": "step 3", "abstain": "step 4", "stand aside": "step 5", "object": "step 8"}
_STEPS_MEANT: Final = {"agree": ("step 1", "step 2", "step 3"), "disagree": ("step 6", "step 7")}
_OF_A_TASK: Final = ("offer", "decline")
_OF_A_MANDATE: Final = ("accept", "decline")
JUDGEMENTS: Final = ("success", "partly", "failure")


@dataclass(frozen=True, slots=True)
class Written:
    """A reference as it stands in a mail: the matter that it means, if there is one, and whether it agrees with it.

    `strange` references name another version than the open one.
    """

    ref: Reference
    matter: Matter | None
    strange: bool = False


def resolve(ref: Reference, versioned: bool, context: Context) -> Written:
    """Find the matter that a written reference means.

    Args:
        ref: as written; one without a group means the group of the context.
        versioned: it names a version; one that does not means the latest.
        context: what is open in this group.
    """
    if ref.group and ref.group.lower() != context.group.lower():
        return Written(ref, None)
    alike = [
        matter for matter in context.matters.values() if (matter.ref.kind, matter.ref.number) == (ref.kind, ref.number)
    ]
    if context.about and (context.about.ref.kind, context.about.ref.number) == (ref.kind, ref.number):
        alike.append(context.about)
    if not alike:
        return Written(ref, None)
    matter = max(alike, key=lambda each: each.ref.version)
    return Written(matter.ref, matter, versioned and ref.version != matter.ref.version)


def lexicon_for(ref: Reference | None, matter: Matter | None, context: Context) -> Lexicon | None:
    """The words that mean something for a matter; those of a consensus where its method is not known."""
    method = matter.method if matter else ("" if ref is None else "task" if ref.kind == "task" else "consensus")
    if not method:
        return None
    return lexicon(context.languages, "consensus" if method in OPTIONS else method)


def position(meaning: str, method: str) -> str:
    """The position of a method that a word of the tables means; empty where it is none, or none in particular."""
    if method == "majority":
        return _OF_A_MAJORITY.get(meaning, "")
    if method == "gradient":
        return meaning if meaning.startswith("step ") else _OF_A_GRADIENT.get(meaning, "")
    if method in OPTIONS:
        return ""
    return meaning


def readings(matter: Matter | None, meaning: str = "") -> tuple[str, ...]:
    """The words that answer a question about a doubtful line: every position, or the options' letters."""
    if matter is None:
        return tuple(each.word for each in POSITIONS["consensus"])
    if matter.method == "task":
        return JUDGEMENTS if meaning in JUDGEMENTS else _OF_A_MANDATE if meaning == "accept" else _OF_A_TASK
    if matter.method == "gradient" and meaning in _STEPS_MEANT:
        return _STEPS_MEANT[meaning]
    if matter.method in OPTIONS:
        return tuple(option.letter for option in matter.options)[:MOST_READINGS]
    return tuple(each.word for each in POSITIONS.get(matter.method, ()))


def naming_matters(meaning: str, context: Context) -> tuple[str, ...]:
    """The readings of an act that names no matter where several are open: `#12 agree`, `#13 for`."""
    found = []
    for matter in sorted(context.matters.values(), key=lambda each: each.ref):
        if not matter.open:
            continue
        if matter.method == "task":
            word = meaning if meaning and meaning not in POSITIONS_OF_DECISIONS else ""
        else:
            word = position(meaning, matter.method) if meaning in POSITIONS_OF_DECISIONS else ""
        if word:
            found.append(f"{matter.ref} {word}")
    return tuple(found[:MOST_READINGS])


POSITIONS_OF_DECISIONS: Final = frozenset(each.word for each in POSITIONS["consensus"])
