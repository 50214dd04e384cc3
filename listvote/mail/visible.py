"""Whether readers of a mail's HTML see what its plain text says.

Most people read the HTML of a mail, and we read the plain text beside it. Where the two differ, a line can act in the
one without being visible in the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from listvote.mail.html import html_text
from listvote.mail.message import Mail


def unseen(mail: Mail, lines: Iterable[str]) -> tuple[str, ...]:
    """Those of the lines that readers of the HTML do not see, or see only as a quote.

    `lines` are lines of the mail's own text, such as those that act. None for a mail without HTML, or with nothing
    else. What counts as seen is in `HtmlText.shows`.
    """
    if not mail.html or mail.text_from_html:
        return ()
    shown = html_text(mail.html)
    return tuple(line for line in lines if not shown.shows(line))
