"""A database that is older than what the list has seen, as after a restore: noticed before anything is posted twice.

A post is in the ledger, and on the disk, before it goes out. So one of ours that comes back and that the ledger does
not know was written by a database that is not this one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from listvote.events import Paused
from listvote.flow.house import Change
from listvote.flow.letter import Taken
from listvote.flow.reading import Arrived
from listvote.mail.post_mark import FIELD, is_marked

WHY: Final = "the database is older than posts that the list has seen: was it restored from a backup?"


def unknown_post(change: Change, arrived: Arrived, now: datetime) -> Taken | None:
    """Take in a post of ours that came back through the list and is not in the ledger; None for any other mail.

    1. Only its mark shows that it is ours, which nobody else can make: neither what others write nor another service on
       the list stops anything.
    2. The group falls silent, once, until somebody lets it go on: they know of what was written before that.
    3. A post from before the group was added here is from another life of it, and a group that listens posts nothing.
    """
    shown, date, group = arrived.mail.headers.get(FIELD), arrived.mail.date, arrived.route.group
    if not shown or date is None or group is None:
        return None
    number, key, id_ = change.groups()[group], change.house.assurance.token_key, arrived.mail.message_id
    state = change.state(number)
    if id_ in state.posts or not is_marked(key, group, id_, date, shown):
        return None
    if date < max(state.since, state.resumed) or not state.speaks:
        return Taken("our own post", group, arrived)
    event = Paused(tripped=True, why=WHY)
    change.write(number, [event], now)
    return Taken("our own post", group, arrived, events=(event,), why=WHY)
