"""The address that a personal mail is answered at: the service's, with a token that is the member's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from listvote.acts import Reference
from listvote.flow.house import Change
from listvote.mail import token as tokens
from listvote.mail.token import Purpose, Token

ANSWER_WITHIN: Final = timedelta(days=30)
"""How long an answer to a receipt or a question shows by its address alone who wrote it."""


def answer_to(
    change: Change, group: int, member: int, purpose: Purpose, until: datetime, matter: bytes = bytes(8)
) -> str:
    """The service's address with a token of a member; without one where the installation has no key for tokens."""
    house = change.house
    if not house.assurance.token_key:
        return house.service
    token = Token(group, member, purpose, until.astimezone(UTC).date(), matter)
    return tokens.reply_address(house.service, tokens.make(house.assurance.token_key, token))


def reply_to(change: Change, group: int, member: int, about: str, now: datetime) -> str:
    """The address for answers to a personal mail about one matter (`#12`), or about several or none ("")."""
    return answer_to(change, group, member, "reply", now + ANSWER_WITHIN, tokens.matter_of(Reference.parse(about)))
