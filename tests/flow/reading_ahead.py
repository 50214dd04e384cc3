"""Mails as a second process reads them, and as the first one gets what it read."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

from listvote.flow import reading
from listvote.flow.reading import Ahead
from listvote.flow.second_reader import packed
from listvote.mail.proofs.signatures import Keys
from listvote.mail.route import GroupAddress


def read_ahead(raw: bytes, groups: Sequence[GroupAddress], service: str, keys: Keys | None = None) -> Ahead:
    """What was read ahead of a mail, with these keys told of; None: signatures were not looked at."""
    return Ahead(pickle.loads(packed(reading.read_ahead(raw, groups, service, {}, keys))), groups)
