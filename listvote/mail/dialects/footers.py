"""What lists append below a mail, by dialect, as data; and where it begins.

A footer is a separator line with words below it that only a list writes. Neither is enough alone: people draw lines
too, and write about unsubscribing. Footers hold personal links and the subscriber's address, so that they are cut
before anything is stored, quoted or shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final

MOST_READ: Final = 300
"""Characters of a line that are looked at."""


@dataclass(frozen=True, slots=True)
class Footer:
    """How one dialect's footer begins.

    `opens` matches the whole first line, blanks around it dropped. `says` is found in one of the next `within` lines
    that are not empty, before any other separator.
    """

    dialect: str
    opens: re.Pattern[str]
    says: re.Pattern[str]
    within: int


def _footer(dialect: str, opens: str, says: str, within: int) -> Footer:
    return Footer(dialect, re.compile(opens), re.compile(says, re.IGNORECASE), within)


FOOTERS: Final = (
    # The bar, or what stands in its place where the HTML was made to text.
    _footer(
        "groupsio",
        r"(?:-=){5,40}-?|(?:_\._,){2,9}_",
        r"^groups\.io links:|^view/reply online|^mute this topic:|^group owner: |^you receive all messages sent"
        r"|^unsubscribe: .{0,9}https?://",
        3,
    ),
    _footer(
        "google",
        r"--",
        r"^(?:you received this message because you are subscribed to the|.{0,200}(?:google groups|grupos de google))"
        r"|groups\.google\.com/|\+unsubscribe@googlegroups\.com",
        3,
    ),
    _footer(
        "mailman",
        r"_{40,80}",
        r"mailing.?list|mailing-?liste|liste de diffusion|lista de (?:correo|distribu|discuss)|mailman/|listinfo"
        r"|postorius|-leave@|-request@|unsubscribe",
        4,
    ),
    _footer("sympa", r"[-_=*~#]{2,100}", r"\bsympa@|/(?:sympa|wws)/(?:signoff|sigrequest|unsub)", 4),
    _footer("listserv", r"#{20,100}", r"unsubscribe|listserv|\bsignoff\b|\bwa(?:\.exe)?\?", 4),
    # Others: ezmlm, mlmmj, Majordomo.
    _footer(
        "plain",
        r"[-_=*~#]{2,100}",
        r"^(?:to )?unsubscribe\b.{0,80}(?:@|https?://|e-?mail)|^for additional commands, e-?mail|[+-]unsubscribe@"
        r"|^list (?:archives?|info|guidelines): ",
        3,
    ),
)


def footer_start(lines: Sequence[str]) -> int | None:
    """The index of the first line of the list's footer, None where there is none.

    `lines` are decoded and without quote marks. Everything from there on is the footer: a group's own rules may follow
    the bar. Each line is looked at a fixed number of times, and only its first `MOST_READ` characters.
    """
    for index, line in enumerate(lines):
        for footer in _opened_by(line[:MOST_READ]) if line else ():
            if any(footer.says.search(below) for below in _below(lines, index + 1, footer.within)):
                return index
    return None


@lru_cache(maxsize=4096)  # a whole list quotes the same lines
def _opened_by(line: str) -> tuple[Footer, ...]:
    """The footers that may begin with this line."""
    opens = line.strip()
    if len(opens) < 2 or opens[0].isalnum():
        return ()
    return tuple(footer for footer in FOOTERS if footer.opens.fullmatch(opens))


def _below(lines: Sequence[str], start: int, most: int) -> list[str]:
    """The next lines that are not empty, up to another separator; at most four empty ones are passed over."""
    near = (line[:MOST_READ].strip() for line in lines[start : start + most + 4])
    words = takewhile(lambda line: any(map(str.isalnum, line)), filter(None, near))
    return list(islice(words, most))
