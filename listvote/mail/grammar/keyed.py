"""Lines that begin with a word of their own and bring an argument: `amend: …`, `nominate Red Pen`, `hours: 4`.

Each row of the table is one such line, with what it is about and what it means; the guide is made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from listvote.acts import Verb


@dataclass(frozen=True, slots=True)
class Keyed:
    """One such line. `about` is decision, task, or any: then it needs no matter at all.

    `long` arguments run over all the following paragraphs, up to the next act. The groups of the pattern are `text`
    (the argument), `why` (a reason), `key` (the name of one of an offer's terms).
    """

    verb: Verb
    about: str
    pattern: re.Pattern[str]
    shown: str
    does: str
    long: bool = False


def _row(verb: Verb, about: str, pattern: str, shown: str, does: str, long: bool = False) -> Keyed:
    return Keyed(verb, about, re.compile(pattern, re.IGNORECASE | re.DOTALL), shown, does, long)


_WHY: Final = r"(?:\s*(?:[:,;]|\s[-\u2013\u2014]\s|\bbecause\b)\s*(?P<why>.*))?"

KEYED: Final = (
    _row(
        Verb.AMEND, "decision", r"amend(?:ment)?\s*:\s*(?P<text>.*)", "amend: new wording", "offer an amendment", True
    ),
    _row(
        Verb.ACCEPT_AMENDMENT,
        "decision",
        r"(?:i\s+)?accept\s+(?:the\s+)?amendment(?:\s+(?P<text>#?\d{1,3}))?[\s.!]*",
        "accept amendment 2",
        "the opener takes it over: the next version opens",
    ),
    _row(Verb.PETITION, "decision", rf"petition{_WHY}[\s.!]*", "petition #11: reason", "ask for a fresh decision"),
    _row(
        Verb.SIGN,
        "decision",
        rf"(?:i\s+)?sign(?:\s+the\s+petition|\s+it|\s+this)?{_WHY}[\s.!]*",
        "sign #11",
        "sign a petition",
    ),
    _row(
        Verb.NOMINATE,
        "decision",
        r"(?:i\s+)?nominate\s*:?\s+(?!my)(?P<text>[^:,;?]{1,80}?)(?:\s*(?:[:,;]|\s[-\u2013\u2014]\s|\bbecause\b)\s*(?P<why>.*))?[\s.!]*",
        "nominate Red Pen",
        "put somebody up for election, who has to accept",
    ),
    _row(
        Verb.MARK, "decision", r"mark\s*:\s*(?P<text>\S.*)", "mark: heron", "a word beside your line in a secret ballot"
    ),
    _row(
        Verb.OFFER_ALWAYS,
        "any",
        r"(?:(?:i'?\s?a?m\s+)?willing\s+always\s*:?|(?:immer\s+bereit|toujours\s+volontaire|siempre\s+me\s+ofrezco"
        r"|mi\s+offro\s+sempre|ofereço-me\s+sempre)\s*:)\s*(?P<text>.*)",
        "willing always: layout, 4 hours a month",
        "a standing offer",
    ),
    _row(
        Verb.TERMS,
        "task",
        r"(?P<key>hours|able|until|prefer)\s*:\s*(?P<text>\S.*)",
        "hours: 4",
        "how much, with what skill (`able: layout`), how long (`until: 1 March`), what rather (`prefer: T7 over T9`)",
    ),
    _row(
        Verb.HAND_BACK,
        "task",
        rf"(?:i\s+)?hand(?:ing)?\s+(?:it\s+)?back(?:\s+it)?{_WHY}[\s.!]*",
        "hand back: why",
        "give a task back",
    ),
    _row(
        Verb.SWAP,
        "task",
        r"swap\s+(?:with\s+)?(?P<text>[^:?]{1,80}?)[\s.!]*",
        "swap T7 with Ben",
        "change with somebody who agrees",
    ),
    _row(Verb.REPORT, "task", r"report\s*:\s*(?P<text>.*)", "report: what was done", "tell how it went", True),
    _row(Verb.SALT, "task", r"salt\s*:\s*(?P<text>\S.*)", "salt: any text", "your part in the randomness of a draw"),
    _row(
        Verb.SALT,
        "decision",
        r"salt\s*:\s*(?P<text>\S.*)",
        "salt: any text",
        "your part in the randomness of the lot that settles a tie",
    ),
    _row(
        Verb.RECALL,
        "any",
        r"recall\s+(?P<text>(?:the\s+)?moderator\s+[^:?]{1,80}?)(?:\s*:\s*(?P<why>.*))?",
        "recall moderator Red Pen: reason",
        "start or sign a recall",
    ),
    _row(Verb.RECALL, "task", rf"recall{_WHY}[\s.!]*", "recall T7: reason", "start or sign a recall"),
)
"""Every such line; the first row that matches a whole line is meant."""

_STEP: Final = re.compile(
    r"(?:(?:(?:i\s+am|i'm)(?:\s+(?:at|on))?|i\s+(?:choose|vote)|my\s+vote\s*:)\s+)?"
    r"(?:(?:at\s+|on\s+)?(?:step|stufe|degré|paso|passo|grado)\s*)?"
    r"(?P<step>[1-8])(?P<why>(?:\s*[:,]|\s+-)\s*[^\W\d].*)?[\s.!]*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A line that was understood: its row and its argument."""

    row: Keyed
    text: str
    why: str
    key: str


def keyed(text: str, about: str) -> Found | None:
    """Read a line with an argument.

    Args:
        text: the line without its reference and bullet.
        about: `decision` or `task`, what it is about; empty where that is nothing.
    """
    for row in KEYED:
        if row.about not in ("any", about):
            continue
        if found := row.pattern.fullmatch(text):
            parts = found.groupdict()
            words = {name: (parts.get(name) or "").strip() for name in ("text", "why", "key")}
            return Found(row, words["text"], words["why"], words["key"].lower())
    return None


def step(text: str) -> tuple[str, str]:
    """The step of a gradient that a line names, `step 3`, and its reason; empty where it names none."""
    found = _STEP.fullmatch(text.strip())
    return (f"step {found['step']}", (found["why"] or "").strip(" :,-")) if found else ("", "")
