"""Public keys in a text file, as a name server would tell them: for checking mails where none is to be asked.

    s._domainkey.example.org v=DKIM1; k=rsa; p=MIGfMA0...
    s._domainkey.example.org. 3600 IN TXT "v=DKIM1; k=rsa; " "p=MIGfMA0..."

One record a line, the second form as `dig` prints it. Empty lines, and lines that begin with `;` or `#`, are skipped.
"""

from __future__ import annotations

import re
from typing import Final

from listvote.acts import Fault

_RECORD: Final = re.compile(
    r"(?P<name>[\w.-]{1,253}?\._domainkey\.[\w.-]{1,253}?)\.?\s+(?:\d{1,10}\s+)?(?:IN\s+)?(?:TXT\s+)?(?P<text>\S.*)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


def parse(text: str) -> dict[str, bytes | None] | tuple[Fault, ...]:
    """Read a file of keys; the records by name, in small letters, or every line that is none."""
    found: dict[str, bytes | None] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        record = _RECORD.fullmatch(line.strip())
        if record is None:
            mend = "write for example: s._domainkey.example.org v=DKIM1; p=..."
            faults.append(Fault(f"line {number}", "is no record of a key", mend))
            continue
        pieces = _QUOTED.findall(record["text"])
        found[record["name"].lower()] = ("".join(pieces) if pieces else record["text"]).encode()
    return tuple(faults) or found
