"""The heads that a list's own archive shows: whoever rewrites a ledger cannot rewrite what everybody was sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from listvote.mail.message import Mail, parse

_CHECK: Final = re.compile(r"\s*Check ([0-9a-f]{64})\s*")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """The heads of one mail, in the order of its lines, and which mail that is, in words."""

    heads: tuple[str, ...] = ()
    mail: str = ""


def heads_in(raw: bytes) -> Witnessed:
    """The heads that a mail of an archive shows: 64 hex digits that stand alone on a line behind `Check`.

    Whoever posts such a line is no witness of ours, so a head that a ledger lacks comes with the mail that shows it:
    its date, its author and its Message-ID.
    """
    mail = parse(raw)
    if not isinstance(mail, Mail):
        return Witnessed()
    found = [shown[1] for line in mail.text.splitlines() if (shown := _CHECK.fullmatch(line)) is not None]
    if not found:
        return Witnessed()
    wrote = mail.from_[0].address if mail.from_ else "nobody"
    dated = f"{mail.date:%d %b %Y}, " if mail.date else ""
    return Witnessed(tuple(dict.fromkeys(found)), f"{dated}by {wrote}, <{mail.message_id}>")
