"""Why a mail was understood as it was: each line with what it was taken for, the rule that said so, and its acts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from listvote.acts import Act, Clarity
from listvote.flow.trial import Tried
from listvote.mail.lines import Line, LineKind
from listvote.mail.message import Unreadable
from listvote.mail.visible import taken_from

_WIDTH: Final = 80
_ALIKE_SHOWN: Final = 6
"""Lines of one kind in a row that are shown; of more, the first and how many."""


def explained(tried: Tried | Unreadable) -> list[dict[str, Any]]:
    """Every line of a mail as plain data; none for one that cannot be read.

    Each has `text` without quote marks, `depth` of quoting, `kind`, the `rule` that said so, whether that is `sure`,
    and the `acts` that begin in it.
    """
    if isinstance(tried, Unreadable):
        return []
    acts = _by_line(tried)
    return [
        {
            "text": line.text,
            "depth": line.depth,
            "kind": line.kind.value,
            "rule": line.rule,
            "sure": line.sure,
            "acts": [_act(act) for act in acts.get(number, ())],
        }
        for number, line in enumerate(tried.own.lines)
    ]


def _by_line(tried: Tried) -> dict[int, list[Act]]:
    """The acts by the number of the line that they begin in; -1 for those of the subject."""
    found: dict[int, list[Act]] = {}
    for act in tried.reading.acts:
        found.setdefault(next(iter(taken_from(act.line, tried.own.lines)), -1), []).append(act)
    return found


def _act(act: Act) -> dict[str, Any]:
    return {
        "phrase": act.line,
        "act": act.verb.value,
        "position": act.position or None,
        "reason": act.reason or None,
        "clarity": act.clarity.value,
        "why": _why(act),
    }


def _why(act: Act) -> str:
    if act.clarity is Clarity.DOUBTFUL:
        return act.why_doubtful
    if act.invalid:
        return " ".join(fault.what for fault in act.faults) or act.invalid
    return "a line of the author's own that says nothing else"


def in_words(tried: Tried | Unreadable) -> list[str]:
    """The same for people, in lines of at most 80 columns."""
    if isinstance(tried, Unreadable):
        return [*_wrapped("", f"This mail cannot be read: {tried.why}.")]
    mail, trace = tried.arrived.mail, tried.arrived.trace
    lines = [
        *_wrapped("Mail:    ", f"{mail.subject or '(no subject)'} <{mail.message_id}>"),
        *_wrapped("By:      ", f"{tried.address or 'nobody'} ({tried.how})"),
        *_wrapped("Proof:   ", f"{tried.proof}{f': {tried.unproven}' if tried.unproven else ''}"),
        *_wrapped("Through: ", f"{trace.post or trace.list_id} ({trace.dialect})" if trace else "no list"),
    ]
    if tried.arrived.automatic:
        lines += _wrapped("", f"Not read for acts: {tried.arrived.automatic}.")
    acts = _by_line(tried)
    lines += ["", *(said for act in acts.get(-1, ()) for said in _told(act, "subject"))]
    lines += _blocks(tried, acts)
    means = _MEANS[tried.verdict]
    if tried.verdict == "clear" and all(act.invalid or act.faults for act in tried.reading.acts):
        means = "understood, and refused for the reason above"
    return [*lines, "", *_wrapped("", f"Verdict: {tried.verdict}: {means}.")]


_MEANS: Final[Mapping[str, str]] = {
    "clear": "it would be counted, and its author would get a receipt",
    "doubtful": "nothing that is in doubt would be counted; its author would be asked once, in private",
    "talk": "it belongs to the discussion, and nobody would be bothered",
    "automatic": "a program sent it; it would neither be counted nor answered",
}


def _blocks(tried: Tried, acts: dict[int, list[Act]]) -> Iterator[str]:
    """Runs of lines that were taken for the same by the same rule, each under its name."""
    written = [(number, line) for number, line in enumerate(tried.own.lines) if line.kind is not LineKind.BLANK]
    for (kind, rule), found in groupby(written, key=lambda each: (each[1].kind, each[1].rule)):
        run = list(found)
        whole = kind in (LineKind.OWN, LineKind.FORM)
        yield from _wrapped("", f"{kind.value.upper()} - {rule}", "    ")
        for place, (number, line) in enumerate(run):
            if whole or place < _ALIKE_SHOWN:
                yield _shown(line)
            for act in acts.get(number, ()):
                yield from _told(act, "this line")
        if len(run) > _ALIKE_SHOWN and not whole:
            yield f"    ... and {len(run) - _ALIKE_SHOWN} more"


def _shown(line: Line) -> str:
    doubt = "" if line.sure else "? "
    text = f"  {doubt}{'>' * line.depth}{' ' if line.depth else ''}{line.text.strip()}"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 3]}..."


def _told(act: Act, where: str) -> list[str]:
    meaning = act.position or act.verb.value
    about = f" of {act.ref}" if act.ref else ""
    if act.clarity is Clarity.DOUBTFUL:
        asks = f"; the question offers: {', '.join(act.readings)}" if act.readings else ""
        return _wrapped("    => ", f"{meaning}{about}? doubtful, not counted: {act.why_doubtful}{asks}")
    if act.invalid:
        return _wrapped("    => ", f"{meaning}{about}: refused ({act.invalid}): {_why(act)}")
    return _wrapped("    => ", f"{meaning}{about}: clear, {where} says it and nothing else")


def _wrapped(label: str, text: str, below: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=label, subsequent_indent=below or " " * len(label), break_long_words=True
    ) or [label.rstrip()]
