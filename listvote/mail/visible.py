"""Whether readers of a mail's HTML see what its plain text says.

Most people read the HTML of a mail, and we read the plain text beside it. Where the two differ, a line can act in the
one without being visible in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from listvote.acts import Act, Clarity, Context, Reading, Verb
from listvote.mail.grammar.matters import readings
from listvote.mail.html import html_text
from listvote.mail.lines import Line, LineKind
from listvote.mail.message import Mail

CUT: Final = "the mail is longer than what is read of it"
UNSEEN: Final = "its HTML, which most people read, does not show this line"


def unseen(mail: Mail, lines: Iterable[str]) -> tuple[str, ...]:
    """Those of the lines that readers of the HTML do not see, or see only as a quote.

    `lines` are lines of the mail's own text, such as those that act. None for a mail without HTML, or with nothing
    else. What counts as seen is in `HtmlText.shows`.
    """
    if not mail.html or mail.text_from_html:
        return ()
    shown = html_text(mail.html)
    return tuple(line for line in lines if not shown.shows(line))


def as_seen(mail: Mail, lines: Sequence[Line], reading: Reading, context: Context) -> Reading:
    """Doubt what readers of the mail's HTML do not see, and all that was read of a mail that was cut.

    Args:
        mail: the mail.
        lines: its lines, sorted.
        reading: what they ask for.
        context: what was open where it was sent.

    Returns:
        the same acts; those that not everybody saw are doubtful. An entry of a quoted form is seen where the HTML shows
        it as a quote too. A line that stands in the subject alone is seen by everybody.
    """
    clear = [act for act in reading.acts if act.clarity is Clarity.CLEAR and act.verb is not Verb.OPEN]
    if not clear:
        return reading
    if mail.cut:
        return Reading(tuple(_doubted(act, CUT, context) if act in clear else act for act in reading.acts))
    if not mail.html or mail.text_from_html:
        return reading
    shown = html_text(mail.html)

    def hides(line: Line) -> bool:
        in_a_form = line.kind is LineKind.FORM and line.depth > 0
        return not (shown.shows(line.text) or (in_a_form and shown.quotes(line.text)))

    hidden = [
        act
        for act in clear
        if not shown.shows(act.line) and any(hides(lines[at]) for at in taken_from(act.line, lines))
    ]
    return Reading(tuple(_doubted(act, UNSEEN, context) if act in hidden else act for act in reading.acts))


def taken_from(text: str, lines: Sequence[Line]) -> list[int]:
    """The places of the lines that an act's line was taken from: one, or several read as one; none if the subject."""
    for at, line in enumerate(lines):
        first = line.text.strip()
        if not first or not _own(line) or not text.startswith(first[: len(text)]):
            continue
        taken, joined = [at], first
        for below in range(at + 1, len(lines)):
            if len(joined) >= len(text) or not _own(lines[below]):
                break
            taken.append(below)
            joined = f"{joined} {lines[below].text.strip()}"
        if joined.startswith(text):
            return taken
    return []


def _own(line: Line) -> bool:
    return line.kind in (LineKind.OWN, LineKind.FORM)


def _doubted(act: Act, why: str, context: Context) -> Act:
    matter = context.matters.get(act.ref) if act.ref else None
    offered = readings(matter, act.position or act.verb.value) if matter else (act.position or act.verb.value,)
    return replace(act, ballot=None, clarity=Clarity.DOUBTFUL, why_doubtful=why, readings=offered)
