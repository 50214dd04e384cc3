"""What is said to the service alone: commands of members and of moderators, one a line.

Each row of the table is one command, with what it does in words; the help mail is made from it. A command is a whole
line or nothing. Whether somebody may give it is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from listvote.acts import Act, Clarity, Context, Reference, Verb
from listvote.mail.grammar.matters import resolve
from listvote.mail.grammar.when import when
from listvote.mail.vocabulary import LANGUAGES


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is written, how that is shown, what it does.

    `choices` are the only arguments that it takes, where it takes a word.
    """

    verb: Verb
    pattern: re.Pattern[str]
    shown: str
    does: str
    choices: tuple[str, ...] = ()
    moderators: bool = False
    counts: tuple[str, ...] = field(default=())


def _row(
    verb: Verb, pattern: str, shown: str, does: str, choices: tuple[str, ...] = (), moderators: bool = False
) -> Command:
    return Command(verb, re.compile(pattern, re.IGNORECASE), shown, does, choices, moderators)


_REF: Final = r"(?P<ref>\S{1,80})"
_WHY: Final = r"(?:\s*:\s*(?P<why>.*))?"

COMMANDS: Final = (
    _row(Verb.HELP, r"help", "help", "the ways to write, and where to read more"),
    _row(Verb.STATUS, r"status", "status", "what is open, and until when"),
    _row(Verb.MINE, r"mine", "mine", "your ballots, offers, mandates and hours, and how each was understood"),
    _row(Verb.FORM, rf"ballot(?:\s+{_REF})?", "ballot #12", "a fresh ballot form"),
    _row(Verb.CHECK, rf"check(?:\s+{_REF})?", "check #12", "every line that was counted"),
    _row(
        Verb.DIGEST, r"digest\s+(?P<text>\S+)", "digest daily", "how often the digest comes", ("daily", "weekly", "off")
    ),
    _row(Verb.RECEIPTS, r"receipts\s+(?P<text>\S+)", "receipts off", "whether each ballot is confirmed", ("on", "off")),
    _row(Verb.STOP_MAILS, r"stop\s+(?:all\s+)?mails?", "stop mails", "no more private mail from us"),
    _row(Verb.ALIAS, r"alias\s*[:=]\s*(?P<text>\S.*)", "alias: Red Pen", "the name that you are shown under"),
    _row(
        Verb.ADDRESS_ADD,
        r"(?:address\s+add|add\s+address)\s*:?\s*(?:mailto:)?<?(?P<text>[^\s<>@]+@[^\s<>@]+)>?",
        "address add new@example.org",
        "one more address of yours, confirmed from there",
    ),
    _row(
        Verb.AWAY, r"away(?:\s+(?:until|till)\s*:?\s*(?P<until>\S.*))?", "away until 1 March", "you are not counted on"
    ),
    _row(Verb.BACK, r"back", "back", "you are there again"),
    _row(Verb.JOIN, r"join", "join", "ask to be put on the roll"),
    _row(Verb.LEAVE_ROLL, r"leave\s+(?:the\s+)?roll", "leave roll", "be taken off the roll"),
    _row(Verb.CHARTER, r"charter", "charter", "the rules of this group"),
    _row(Verb.ROLL, r"roll", "roll", "who may vote"),
    _row(Verb.CONFIRM, r"confirm(?:ed)?", "confirm", "yes, that mail was mine"),
    _row(Verb.GO_LIVE, r"go\s+live", "go live", "end the time of listening", moderators=True),
    _row(Verb.PAUSE, r"pause", "pause", "nothing is posted; mail is still read and counted", moderators=True),
    _row(Verb.RESUME, r"resume", "resume", "go on after a pause", moderators=True),
    _row(
        Verb.EXTEND,
        rf"extend\s+{_REF}\s+(?:by\s+)?(?P<text>[^:]+?){_WHY}",
        "extend #12 2 days: why",
        "a later close, once, for an outage",
        moderators=True,
    ),
    _row(Verb.CANCEL, rf"cancel\s+{_REF}{_WHY}", "cancel #12: why", "end a decision, with a consent", moderators=True),
    _row(
        Verb.UNDERSTAND,
        r"understand\s+(?P<mail><?[^\s<>]{1,400}>?)\s+as\s+(?P<text>[^:]+?)\s*(?::\s*(?P<why>.*))?",
        "understand <mail id> as agree: why",
        "settle a doubtful line",
        moderators=True,
    ),
    _row(
        Verb.SOURCE,
        rf"source\s+(?:(?P<number>[1-9][0-9]?)\s+of\s+)?{_REF}\s*:\s*(?P<text>\S.*)",
        "source T7: 4 8 15 16 23 42",
        "the value of a public source that a draw waits for (`source 2 of T7: …` for the second)",
        moderators=True,
    ),
    _row(Verb.DIGEST_NOW, r"digest\s+now", "digest now", "post the digest at once", moderators=True),
    _row(Verb.ROLL_UPDATE, r"roll\s+update", "roll update", "a new roll, attached", moderators=True),
    _row(Verb.CHARTER_UPDATE, r"charter\s+update", "charter update", "a new charter, attached", moderators=True),
)
"""Every command; the first row that matches a whole line is meant, the moderators' `digest now` before a choice."""

_HELP: Final = frozenset(words for language in LANGUAGES.values() for words in language.help)
"""How members of any language ask for help: whoever does may not know which ones a group reads."""
_POLITE: Final = re.compile(
    r"(?:please[\s,]+)?(?P<line>.*?)(?:[\s,]+(?:please|thanks|thank you))?[\s.!]*", re.IGNORECASE
)
_LONGEST: Final = 500


def command(text: str, context: Context) -> Act | None:
    """Read one line as a command to the service.

    Args:
        text: the line, as `seen` gives it.
        context: commands act only where it is private.

    Returns:
        None where the line is no command. A known command with an unknown word is doubtful, and offers the known ones.
    """
    line = text.strip()
    if not context.private or not line or len(line) > _LONGEST:
        return None
    # The wish of the one at the other end comes last: `digest now` must not be taken for a choice of `digest`.
    for row in sorted(COMMANDS, key=lambda each: bool(each.choices)):
        found = row.pattern.fullmatch(line.rstrip(" .!")) or row.pattern.fullmatch(_politely(line))
        if found:
            return _act(row, found.groupdict(), text, context)
    return Act(Verb.HELP, line) if _politely(line).strip(" ?¿¡").casefold() in _HELP else None


def _politely(line: str) -> str:
    found = _POLITE.fullmatch(line)
    return found["line"] if found else line


def _act(row: Command, parts: dict[str, str | None], line: str, context: Context) -> Act | None:
    ref = context.about.ref if context.about and row.verb in (Verb.FORM, Verb.CHECK) else None
    strange = False
    if written := parts.get("ref"):
        parsed = Reference.parse(written.strip(":,."))
        if parsed is None:
            return None
        meant = resolve(parsed, "." in written.strip(":,."), context)
        ref, strange = meant.ref, meant.matter is None
    text = (parts.get("text") or parts.get("until") or "").strip()
    terms = {}
    if (mail := parts.get("mail")) is not None:
        terms["mail"] = mail.strip("<>")
    if (number := parts.get("number")) is not None:
        terms["number"] = number
    if row.verb in (Verb.EXTEND, Verb.AWAY) and text:
        moment = when(text, context.languages)
        if moment is None:
            why = "the time could not be read"
            return Act(row.verb, line.strip(), ref, text=text, clarity=Clarity.DOUBTFUL, why_doubtful=why)
        text = str(moment)
    if row.choices:
        text = text.lower()
        if text not in row.choices:
            name = row.shown.split()[0]
            return Act(
                row.verb,
                line.strip(),
                clarity=Clarity.DOUBTFUL,
                why_doubtful=f"{text!r} is none of the words that {name} takes",
                readings=tuple(f"{name} {each}" for each in row.choices),
            )
    return Act(
        row.verb,
        line.strip(),
        ref,
        reason=(parts.get("why") or "").strip(),
        text=text,
        terms=terms,
        invalid="O05" if strange else "",
    )
