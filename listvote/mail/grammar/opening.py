"""Mails that open something: a subject with a tag, settings, and the text that is decided.

Knows the form of an opening; whether its opener may open it is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from listvote.acts import TO_MEND, Act, Context, Fault, Opening, Option, Verb, marked
from listvote.mail.grammar.lexicon import lexicon
from listvote.mail.grammar.sentence import sense
from listvote.mail.grammar.settings import OF_A_DECISION, OF_A_TASK, mistyped, read, setting, unknown, unreadable
from listvote.mail.grammar.words import seen, tokens
from listvote.mail.lines import Line, LineKind
from listvote.mail.vocabulary import OPTIONS

TAGS: Final[Mapping[str, str]] = {
    "PROPOSAL": "decision",
    "VOTE": "decision",
    "DECISION": "decision",
    "POLL": "poll",
    "ELECTION": "election",
    "PLAN": "plan",
    "TASK": "task",
    "CHARTER": "charter",
    "RECALL": "recall",
}
"""What each tag opens where a group has named none of its own."""

MOST_OPTIONS: Final = 26
MOST_TASKS: Final = 200
MOST_FAULTS: Final = 50

_SHORT: Final = 200
"""Characters; longer subjects are not remembered."""
_TAG: Final = re.compile(r"\s{0,20}\[\s{0,5}(?P<tag>[^\[\]]{1,60}?)\s{0,5}\]")
_ANSWER: Final = re.compile(
    r"\s*(?:re|aw|antw|sv|vs|rv|res|rif|r|fwd?|wg|tr|i|enc)(?:\[\d+\])?\s*[:：]\s*", re.IGNORECASE
)
_OVER: Final = re.compile(r"RESULTS?|CANCEL(?:L?ED)?", re.IGNORECASE)
_ONLY_TALK: Final = frozenset({"DISCUSS", "DISCUSSION", "DRAFT", "OT", "OFF-TOPIC", "FYI", "TEST", "WIP", "IDEA"})
_LETTERED: Final = re.compile(r"\s{0,20}[(\[]?(?P<letter>[A-Za-z])[.):\]]\s+(?P<text>\S.*)", re.DOTALL)
_LISTED: Final = re.compile(r"\s{0,20}(?:[-*•‣–—]|\[\s?\]|\d{1,2}[.)])\s+(?P<text>\S.*)", re.DOTALL)
_CHARTER_LINE: Final = re.compile(
    r"\s{0,20}(?P<key>[a-z_][a-z0-9_]{0,40}(?:\.[a-z0-9_]{1,40}){1,5})\s*=\s*(?P<value>\S.*?)\s*"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: the tags before its text, in capitals, and whether it says that it answers.

    `leading` of the tags stand before the first mark of an answer: `[RESULT] Re: [VOTE] x` is no answer to a result.
    """

    tags: tuple[str, ...]
    text: str
    answers: bool
    leading: int = 0

    @property
    def result(self) -> bool:
        """Whether it announces a result."""
        return self._led_by("RESULTS?")

    @property
    def cancels(self) -> bool:
        """Whether it takes an opening back: `[CANCEL]`, `[CANCELED]`, `[CANCELLED]`."""
        return self._led_by("CANCEL(?:L?ED)?")

    def _led_by(self, tag: str) -> bool:
        """Whether a tag stands before whatever the subject answers."""
        leading = self.tags[: self.leading] if self.answers else self.tags
        return any(re.fullmatch(tag, each) for each in leading)


def subject_of(subject: str) -> Subject:
    """Cut the tags and the marks of an answer (`Re:`, `AW:` …) off a subject."""
    return _subject_of(subject) if len(subject) <= _SHORT else _subject_of.__wrapped__(subject)


@lru_cache(maxsize=256)  # all answers in a thread have one subject
def _subject_of(subject: str) -> Subject:
    rest, tags, answers, leading = seen(subject)[:1000], list[str](), False, 0
    while True:
        if answered := _ANSWER.match(rest):
            leading = leading if answers else len(tags)
            answers, rest = True, rest[answered.end() :]
        elif found := _TAG.match(rest):
            tags.append(" ".join(found["tag"].upper().split()))
            rest = rest[found.end() :]
        else:
            return Subject(tuple(tags), rest.strip(" :-\u2013\u2014"), answers, leading)


def tag_of(subject: Subject, context: Context) -> tuple[str, str] | None:
    """The tag with which a subject opens something, and what it opens; None if it opens nothing.

    The tag is the first, or the second behind the list's own; a result and a cancellation open nothing.
    """
    opens = context.tags or TAGS
    if subject.answers or any(_OVER.fullmatch(tag) or (tag in _ONLY_TALK and tag not in opens) for tag in subject.tags):
        return None
    tags = subject.tags
    if tags and tags[0] not in opens and (len(tags) > 1):
        tags = tags[1:]
    return (tags[0], opens[tags[0]]) if tags and tags[0] in opens else None


def opening(subject: Subject, lines: Sequence[Line], context: Context) -> Act | None:
    """Read a mail that opens something.

    Args:
        subject: of the mail.
        lines: its lines, of which the author's own are read.
        context: the group's tags and kinds; only what starts a thread opens anything.

    Returns:
        the act, with every fault in its opening; None where the mail opens nothing.
    """
    tagged = tag_of(subject, context) if context.starts_thread else None
    if tagged is None:
        return None
    tag, opens = tagged
    body = _Body(_own(lines), context)
    body.read_settings(OF_A_TASK if opens == "task" else OF_A_DECISION)
    tasks: tuple[Mapping[str, str], ...] = ()
    if opens == "plan":
        tasks = body.read_tasks()
    settings = body.settings
    if opens == "task":
        tasks = ({"task": subject.text, **settings},)
        settings = {}
    if opens == "charter":
        settings |= body.charter_lines()
    _needed(opens, settings, body, context)
    text = "\n".join(body.lines[body.at :]).strip("\n")
    if not subject.text:
        body.faults.append(unreadable("subject", "has no title behind the tag", f"Write `[{tag}] what it is about`."))
    made = Opening(
        opens,
        tag,
        subject.text,
        text,
        settings,
        tuple(body.options),
        tasks,
        tuple(body.faults[:MOST_FAULTS]),
        "\n".join(body.draft),
    )
    invalid = body.faults[0].code if body.faults else ""
    return Act(Verb.OPEN, f"[{tag}] {subject.text}", opening=made, faults=made.faults, invalid=invalid)


def task_blocks(text: str, context: Context) -> tuple[tuple[Mapping[str, str], ...], tuple[Fault, ...]]:
    """The blocks of tasks in a new wording of a plan, and every fault in them; nothing where it lists none."""
    body = _Body(text.split("\n"), context)
    if not any((cut := setting(seen(line))) and cut[0] == "task" for line in body.lines):
        return (), ()
    return body.read_tasks(), tuple(body.faults[:MOST_FAULTS])


def _own(lines: Sequence[Line]) -> list[str]:
    """The author's own lines, and forms that they wrote themselves; blank ones between them kept."""
    kept = [
        line.text if line.kind != LineKind.BLANK else ""
        for line in lines
        if line.kind in (LineKind.OWN, LineKind.BLANK) or (line.kind == LineKind.FORM and not line.depth)
    ]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _needed(opens: str, settings: Mapping[str, str], body: _Body, context: Context) -> None:
    """Note what is missing."""
    kind = settings.get("kind", context.tag_kinds.get(opens, ""))
    method = context.kinds.get(kind, "ranked" if opens == "poll" else "")
    asks = opens == "poll" and method in OPTIONS
    if asks and not body.options and not any("options" in fault.where for fault in body.faults):
        body.faults.append(unreadable("options", "are missing", "List them behind `options:`, one a line."))
        body.draft.insert(0, marked("options:", "list them below, one a line"))


@dataclass(slots=True)
class _Body:
    """The lines of an opening, read from the top; `at` is the first that is not yet understood."""

    lines: list[str]
    context: Context
    at: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    options: list[Option] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    draft: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.draft = list(self.lines)

    def read_settings(self, known: tuple[str, ...]) -> None:
        """Read the settings at the head, if the first line (a greeting aside) has a known key or nearly one."""
        start = self._first_text(0)
        if start < len(self.lines) and self._greets(self.lines[start]):
            start = self._first_text(start + 1)
        if not self._is_setting(start, known):
            return
        self.at = start
        while self.at < len(self.lines):
            here = self._first_text(self.at)
            if here > self.at and not self._is_setting(here, known):
                break
            self.at = here
            if self.at >= len(self.lines) or not self._one(known):
                break

    def _is_setting(self, at: int, known: tuple[str, ...]) -> bool:
        cut = setting(seen(self.lines[at])) if at < len(self.lines) else None
        return cut is not None and bool(cut[0] in known or mistyped(cut[0], known))

    def _one(self, known: tuple[str, ...]) -> bool:
        """Read one line of the block; false where the text begins."""
        cut = setting(seen(self.lines[self.at]))
        if cut is None:
            return False
        key, value = cut
        where, value = f"line {self.at + 1}, {key}", value.partition(TO_MEND)[0].rstrip()
        here, before = self.at, len(self.faults)
        if key not in known:
            meant = mistyped(key, known)
            if not meant and not self._is_setting(self.at + 1, known):
                return False
            self.faults.append(unknown(key, meant or f"{', '.join(known[:-1])} or {known[-1]}", where))
            self._mend(here, meant, value)
            self.at += 1
            if meant == "options" and not self.options:
                self._read_options(value, where)
                if len(self.faults) > before + 1:
                    self.draft[here] = marked(self.draft[here])
            return True
        self.at += 1
        if key in self.settings or (key == "options" and self.options):
            self.faults.append(unreadable(where, "stands twice", "Leave one of them out."))
        elif key == "options":
            self._read_options(value, where)
        else:
            self._keep(self.settings, key, value, where)
        if len(self.faults) > before:
            self.draft[here] = marked(self.lines[here])
        return True

    def _mend(self, at: int, meant: str, value: str) -> None:
        """Write the key that was meant, where it is clear and its value can be read; mark the line where not."""
        known = meant and meant not in self.settings
        if known and (meant == "options" or isinstance(read(meant, value, self.context), str)):
            self.draft[at] = f"{meant}: {value}".rstrip()
        else:
            self.draft[at] = marked(self.lines[at], "mend this, or leave it out")

    def _keep(self, into: dict[str, str], key: str, value: str, where: str) -> None:
        result = read(key, value, self.context)
        if isinstance(result, Fault):
            self.faults.append(Fault(where, result.what, result.mend, result.code))
        else:
            into[key] = result

    def _read_options(self, value: str, where: str) -> None:
        rows = (
            [("", each.strip()) for each in re.split(r"[,;]", value) if each.strip()] if value else self._option_lines()
        )
        texts = [text for _, text in rows]
        letters = [letter for letter, _ in rows if letter]
        if len(rows) < 2 or len(rows) > MOST_OPTIONS:
            self.faults.append(unreadable(where, f"are {len(rows)}", f"List 2 to {MOST_OPTIONS}, one a line."))
        elif len({text.casefold() for text in texts}) < len(texts):
            self.faults.append(unreadable(where, "say the same twice", "Leave one of them out."))
        elif letters and letters != [chr(ord("A") + number) for number in range(len(rows))]:
            self.faults.append(unreadable(where, "have letters out of order", "Write A. B. C. and so on, or none."))
        else:
            self.options = [Option(chr(ord("A") + number), text) for number, text in enumerate(texts)]

    def _option_lines(self) -> list[tuple[str, str]]:
        """The block of options: `A. text` or `- text`, one a line; a deeper indented line goes on with the last."""
        rows: list[tuple[str, str]] = []
        lettered = False
        while self.at < len(self.lines) and len(rows) <= MOST_OPTIONS:
            line = seen(self.lines[self.at])
            if found := _LETTERED.fullmatch(line):
                rows.append((found["letter"].upper(), " ".join(found["text"].split())))
                lettered = True
            elif not lettered and (found := _LISTED.fullmatch(line)):
                rows.append(("", " ".join(found["text"].split())))
            elif rows and line[:3] == "   " and line.strip() and not setting(line):
                letter, text = rows[-1]
                rows[-1] = (letter, f"{text} {' '.join(line.split())}")
            elif not line.strip() and not rows:
                pass
            else:
                break
            self.at += 1
        return rows

    def read_tasks(self) -> tuple[Mapping[str, str], ...]:
        """The blocks of a plan, each beginning with `task:`; they stay part of the text."""
        tasks: list[dict[str, str]] = []
        inside = False
        for number in range(self.at, len(self.lines)):
            cut = setting(seen(self.lines[number]))
            key = cut[0] if cut else ""
            value = cut[1] if cut else ""
            where, before = f"line {number + 1}, {key}", len(self.faults)
            if key == "task":
                tasks.append({})
                inside = True
                self._keep(tasks[-1], key, value, where)
            elif inside and cut and key in OF_A_TASK:
                if key in tasks[-1]:
                    self.faults.append(unreadable(where, "stands twice", "Leave one of them out."))
                self._keep(tasks[-1], key, value, where)
            elif inside and cut and (meant := mistyped(key, OF_A_TASK)):
                self.faults.append(unknown(key, meant, where))
            elif cut is None or not inside:
                inside = False
                if cut and mistyped(key, ("task",)):
                    self.faults.append(unknown(key, "task", where))
            if len(self.faults) > before:
                self.draft[number] = marked(self.lines[number])
        if not tasks:
            self.faults.append(unreadable("task", "is missing", "List each task in a block that begins with `task:`."))
        elif len(tasks) > MOST_TASKS:
            self.faults.append(unreadable("task", f"stands {len(tasks)} times", f"A plan has at most {MOST_TASKS}."))
        return tuple(tasks[:MOST_TASKS])

    def charter_lines(self) -> dict[str, str]:
        """The lines of a change of the charter: `posting.per_day = 4`."""
        found = [_CHARTER_LINE.fullmatch(line) for line in self.lines[self.at :] if len(line) <= 500]
        return {each["key"]: each["value"] for each in found if each}

    def _first_text(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at

    def _greets(self, line: str) -> bool:
        return len(line) < 80 and sense(tokens(seen(line)), lexicon(self.context.languages, "")).filler
