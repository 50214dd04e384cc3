"""What members ask about the private mails that they get: how often the digest comes, receipts, none at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.group.incoming import Incoming, Made, Rule
from listvote.group.state import State


def _digest(state: State, mail: Incoming, act: Act) -> Made:
    return events.MailsWanted(digest=act.text, **mail.mailed(act))


def _receipts(state: State, mail: Incoming, act: Act) -> Made:
    return events.MailsWanted(receipts=act.text, **mail.mailed(act))


def _stop(state: State, mail: Incoming, act: Act) -> Made:
    return events.MailsWanted(none_at_all=True, **mail.mailed(act))


RULES: Final[Mapping[Verb, Rule]] = {Verb.DIGEST: _digest, Verb.RECEIPTS: _receipts, Verb.STOP_MAILS: _stop}
"""What is built about private mails, by verb."""
