"""What a mail answers: the matter of its thread, and what kind of mail stands before it.

Only references count, never the subject, but for the mark of a digest that a list made. The mail answered itself
decides what a bare word means; where it is not known, an ancestor still says which thread this is, but a bare word is
no longer clear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from listvote.acts import Place, Reference
from listvote.mail.message import Mail


@dataclass(frozen=True, slots=True)
class Parent:
    """What is known of a mail that another one answers.

    `group` is the number of its group. `role` is `opening`, `opener`, `ballot` (it is nothing else) or `thread` for a
    member's mail, `post`, `digest`, `question` or `private` for one of ours. `text` is the plain text of ours, by which
    quotes of it are recognised; `readings` are the words that a question offered.
    """

    group: int
    about: str
    role: str
    text: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """What a mail answers: the kind of mail, the matter, and the parent itself where it is known."""

    place: Place
    about: Reference | None = None
    parent: Parent | None = None


_PLACES: Final = {
    "opening": Place.OPENING,
    "opener": Place.OPENING,
    "ballot": Place.OPENING,
    "post": Place.OPENING,
    "private": Place.OPENING,
    "digest": Place.DIGEST,
    "question": Place.QUESTION,
}


_LONGEST_SUBJECT: Final = 300
_LISTS_DIGEST: Final = re.compile(
    r"\s*(?:\[[^\]]{1,60}\]\s*)?(?:re|aw|antw|sv|ref|rv|res|r)\s?:.{0,120}\bdigest"
    r"(?:,? vol(?:ume)?\.? \d| ?#\d| number \d| for \S+@\S| - \d)",
    re.IGNORECASE,
)
"""How answers to a digest that a list made itself are entitled: `Re: press Digest, Vol 3, Issue 2`. The service, which
gets single mails, does not know that digest; a bare word in the answer is about one of the many matters in it."""


def answered(mail: Mail) -> list[str]:
    """The Message-IDs that a mail refers to, the one it answers first."""
    return list(reversed(mail.references))


def thread(mail: Mail, known: Mapping[str, Parent], *, private: bool) -> Thread:
    """Place a mail.

    Args:
        mail: the mail.
        known: what is known of the mails it refers to, by Message-ID, of its own group alone.
        private: it came to the service alone.
    """
    ids = answered(mail)
    for distance, message_id in enumerate(ids):
        parent = known.get(message_id)
        if parent is None:
            continue
        about = Reference.parse(parent.about)
        if distance == 0:
            place = _PLACES.get(parent.role, Place.THREAD)
            if place is Place.OPENING and about is None:
                place = Place.DIGEST  # one of our mails about several matters, or none
            return Thread(place if about or place is not Place.THREAD else Place.NOWHERE, about, parent)
        if about is not None:
            return Thread(Place.THREAD, about, parent)
    if not private and _LISTS_DIGEST.match(mail.subject[:_LONGEST_SUBJECT]):
        return Thread(Place.DIGEST)
    return Thread(Place.SERVICE if private else Place.NOWHERE)
