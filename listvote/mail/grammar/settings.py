"""Lines `key: value` at the head of an opening: which keys are known, and whether their values can be read.

All faults are found at once. Whether the charter allows a value is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

from listvote.acts import Context, Fault
from listvote.charter.span import Span
from listvote.mail.grammar.when import when
from listvote.measures import MeasureError, Quorum, Threshold
from listvote.reasons import Reason

OF_A_DECISION: Final = ("kind", "options", "closes", "threshold", "quorum", "seats", "review")
OF_A_TASK: Final = ("task", "people", "hours", "able", "by", "term", "apprentices", "class", "repeats")

_LINE: Final = re.compile(
    r"\s{0,20}[*_]{0,2}(?P<key>[^\W\d_][\w -]{0,30}?)[*_]{0,2}\s{0,5}:(?!//)[*_]{0,2}(?:\s+(?P<value>.*?))?\s*",
    re.DOTALL,
)
_WHOLE: Final = re.compile(
    r"([0-9]{1,5})(?:\s*(?:hours?|h|stunden|people|each|je|apprentices?|(?:a|per|im) \w+|in all))*",
    re.IGNORECASE,
)
_MOST: Final = 10_000


def setting(line: str) -> tuple[str, str] | None:
    """Cut a line `key: value`; the key comes folded. None if it is no such line."""
    found = _LINE.fullmatch(line) if len(line) <= 2000 else None
    return (" ".join(found["key"].casefold().split()), (found["value"] or "").strip()) if found else None


def mistyped(key: str, known: Collection[str]) -> str:
    """The known key that is one typing error away: a letter too many, too few, wrong, or two exchanged.

    Returns:
        empty if there is none, or if the key is known.
    """
    if key in known:
        return ""
    return next((each for each in known if len(each) > 2 and _one_error(key, each)), "")


def _one_error(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        exchanged = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return exchanged or one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]


def read(key: str, value: str, context: Context) -> str | Fault:
    """Read the value of a setting.

    Returns:
        the value as it is kept: times in their one spelling (`--12-20` where no year was written), all else as written;
        or the fault, with what would be readable.
    """
    return _READERS.get(key, _text)(key, value, context)


def unknown(key: str, meant: str, where: str) -> Fault:
    """The fault of a key that nobody knows, with the known one that it resembles."""
    return Fault(where, f"`{key}` is no setting", f"Write `{meant}:`.", Reason.UNKNOWN_SETTING.code)


def unreadable(where: str, what: str, mend: str) -> Fault:
    """The fault of a value that cannot be read."""
    return Fault(where, what, mend, Reason.UNREADABLE_VALUE.code)


def _text(key: str, value: str, context: Context) -> str | Fault:
    return value or unreadable(key, "has no value", f"Write a value behind `{key}:`, or leave the line out.")


def _kind(key: str, value: str, context: Context) -> str | Fault:
    if context.kinds and value.casefold() not in {name.casefold() for name in context.kinds}:
        return unreadable(key, f"`{value}` is no kind of decision here", f"Write one of: {', '.join(context.kinds)}.")
    return next((name for name in context.kinds if name.casefold() == value.casefold()), value) or _text(
        key, value, context
    )


def _time(key: str, value: str, context: Context) -> str | Fault:
    moment = when(value, context.languages)
    if moment is None:
        return unreadable(key, f"`{value}` is no time", "Write `7 days`, `Friday 18:00` or `2026-12-04 18:00`.")
    return str(moment)


def _span(key: str, value: str, context: Context) -> str | Fault:
    moment = when(value, context.languages)
    if value.casefold() == "none" or isinstance(moment, Span):
        return "none" if moment is None else str(moment)
    return unreadable(key, f"`{value}` is no span of time", "Write `6 months`, or `none`.")


def _quorum(key: str, value: str, context: Context) -> str | Fault:
    try:
        Quorum.parse(value)
    except MeasureError as error:
        return unreadable(key, error.what, error.mend)
    return value


def _threshold(key: str, value: str, context: Context) -> str | Fault:
    try:
        Threshold.parse(value)
    except MeasureError as error:
        return unreadable(key, error.what, error.mend)
    return value


def _number(least: int) -> Callable[[str, str, Context], str | Fault]:
    def read_number(key: str, value: str, context: Context) -> str | Fault:
        found = _WHOLE.fullmatch(value)
        if not found or not least <= int(found[1]) <= _MOST:
            return unreadable(
                key, f"`{value}` is no whole number from {least} on", f"Write for example `{key}: {least + 1}`."
            )
        return value

    return read_number


_READERS: Final[Mapping[str, Callable[[str, str, Context], str | Fault]]] = {
    "kind": _kind,
    "closes": _time,
    "threshold": _threshold,
    "quorum": _quorum,
    "seats": _number(1),
    "review": _span,
    "people": _number(1),
    "hours": _number(1),
    "apprentices": _number(0),
    "by": _time,
    "term": _span,
    "repeats": _text,
}
