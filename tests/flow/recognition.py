"""The table of how the golden mails are read: `python -m tests.flow.recognition` writes docs/recognition.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.flow.mail_cases import CASES, read, wanted

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "recognition.md"

RIGHT, ASKED, MISSED, LEFT, WRONG = "counted right", "asked back", "missed", "left alone", "counted wrong"
COLUMNS: Final = (RIGHT, ASKED, MISSED, LEFT, WRONG)

LANGUAGES: Final = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese"}
HEAD: Final = f"""\
# How mail is recognised

Every row is counted over the mails in `tests/cases/mail`, each of which says what has to be read in it and why. They
are read by the same path as `listvote read`, as answers to one open decision.

- *{RIGHT}*: a vote that was meant, counted as what was meant.
- *{ASKED}*: not counted; its sender gets one private question.
- *{MISSED}*: a vote that was meant and taken for talk.
- *{LEFT}*: talk, automatic mail, or a line that is refused with a reason: nothing is counted, as it should be.
- *{WRONG}*: a vote counted that was not meant, or as something else. A test holds this column at nought.

This page is made by `python -m tests.flow.recognition`; a test compares it with what is read today.
"""


def judged(want: dict[str, Any], got: dict[str, Any]) -> str:
    """What became of one mail."""
    meant = [act["position"] for act in want["acts"] if act["clarity"] == "clear"]
    counted = [act["position"] for act in got["acts"] if act["clarity"] == "clear"]
    if counted and (counted != meant or want["author"] != got["author"]):
        return WRONG
    if counted:
        return RIGHT
    if any(act["clarity"] == "doubtful" for act in got["acts"]):
        return ASKED
    return MISSED if meant else LEFT


def page() -> str:
    """The whole page."""
    found = [(wanted(case), read(case)) for case in CASES]
    results = [(want, judged(want, got)) for want, got in found]
    meant = [(want, result) for want, result in results if any(act["clarity"] == "clear" for act in want["acts"])]
    other = [each for each in results if each not in meant]
    return "\n".join(
        [
            HEAD,
            *_table("All", [("votes that are meant", meant), ("mails that must not count", other)]),
            *_table("By mail program and language", _groups(results, "written")),
            *_table("By list", _groups(results, "through")),
        ]
    )


def _groups(results: Iterable[tuple[dict[str, Any], str]], key: str) -> list[tuple[str, list]]:
    groups: dict[str, list] = {}
    for want, result in results:
        groups.setdefault(LANGUAGES.get(want[key], want[key]), []).append((want, result))
    return list(groups.items())


def _table(title: str, rows: Iterable[tuple[str, list]]) -> list[str]:
    lines = [f"## {title}", "", f"| | mails | {' | '.join(COLUMNS)} |", f"|---|{'---:|' * (len(COLUMNS) + 1)}"]
    for name, results in rows:
        count = Counter(result for _, result in results)
        lines.append(f"| {name} | {len(results)} | {' | '.join(str(count[each]) for each in COLUMNS)} |")
    return [*lines, ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
