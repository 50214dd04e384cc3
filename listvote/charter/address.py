"""What a mail address is, wherever people write one: in a charter, a roll, a configuration."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["mail_address"]

_ADDRESS: Final = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)*"
)


def mail_address(text: str) -> str:
    """The address in small letters if the text is exactly one (RFC 5321 section 4.1.2, no quoting), else ''.

    Small letters throughout, so that one person is not two: no server in use tells `Ada@` from `ada@`.
    """
    found = text.strip()
    return found.lower() if len(found) <= 254 and _ADDRESS.fullmatch(found) else ""
