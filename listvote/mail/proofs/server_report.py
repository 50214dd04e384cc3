"""Authentication-Results (RFC 8601): what the mailbox's own server verified when it took a mail.

Anybody can write such a field. It counts only under the configured name, and only above the first Received: what our
server adds stands above everything that came from outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from listvote.mail.headers import Headers

_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_RESULT = re.compile(r"\s*(?P<method>[a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*(?P<result>[a-z]+)\s*(?P<more>.*)", re.DOTALL)
_PROPERTY = re.compile(r"([a-z0-9-]+\.[a-z0-9_-]+)\s*=\s*(\"[^\"]*\"|\S+)", re.IGNORECASE)
_LOCAL_DELIVERY = re.compile(r"\bwith\s+LMTP[SA]*\b", re.IGNORECASE)
_COMMENTS_AT_MOST: Final = 5
_LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Reported:
    """One result: the method (`dkim`), what came of it (`pass`), and its properties (`header.d`), in lower case."""

    method: str
    result: str
    properties: Mapping[str, str] = field(default_factory=dict)


def reported(headers: Headers, authserv_id: str) -> tuple[Reported, ...]:
    """What our own server reports of a mail; nothing without a configured name, or where only others report."""
    if not authserv_id:
        return ()
    fields = headers.fields
    places = [place for place, (name, _) in enumerate(fields) if name.lower() == "received"]
    if not places:
        return ()
    # A local delivery writes a Received of its own above the one under which the mail came in.
    first = places[1] if len(places) > 1 and _LOCAL_DELIVERY.search(fields[places[0]][1]) else places[0]
    return tuple(
        result
        for name, value in fields[:first]
        if name.lower() == "authentication-results"
        for result in results(value, authserv_id)
    )


def results(value: str, authserv_id: str) -> tuple[Reported, ...]:
    """The results in one field, if it is by the server of that name. Takes any text."""
    text = value[:_LONGEST]
    for _ in range(_COMMENTS_AT_MOST):  # comments may stand in comments
        text = _COMMENT.sub(" ", text)
    if "(" in text or ")" in text:
        return ()
    by, *statements = _split(text)
    words = by.split()
    if not words or words[0].strip('"').lower() != authserv_id.lower():
        return ()
    made = []
    for statement in statements:
        found = _RESULT.fullmatch(statement.lower())
        if found:
            properties = {name: content.strip('"') for name, content in reversed(_PROPERTY.findall(found["more"]))}
            made.append(Reported(found["method"], found["result"], properties))
    return tuple(made)


def _split(text: str) -> list[str]:
    """The parts of a field between semicolons that stand in no quoted string."""
    parts, quoted = [""], False
    for piece in re.split(r'(["; ])', text):
        if piece == '"':
            quoted = not quoted
        if piece == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
