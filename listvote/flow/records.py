"""The records of draws as files that go with the posts about them."""

from __future__ import annotations

import json
from typing import Final

from listvote.group import State, Wanted
from listvote.group.draw_records import draw_record
from listvote.lot import LotError
from listvote.mail.compose import Enclosure
from listvote.posts.draws import file_of

_LARGEST: Final = 200_000
"""Bytes of a record that a list can be expected to carry; a larger one is made with `listvote draw record`."""


def records(state: State, wanted: Wanted) -> tuple[Enclosure, ...]:
    """The record of every draw that a post tells of, all that is needed to do it again.

    Args:
        state: the group.
        wanted: the post; a digest may tell of several draws.

    Returns:
        one file a draw; none of a draw that cannot be done again, of which the audit says why.
    """
    made = []
    for name in wanted.refs if wanted.what in ("draw", "digest") else ():
        drawn = state.draws.get(name)
        if drawn is None or drawn.drawn is None or drawn.result_post or not drawn.pool:
            continue
        try:
            data = json.dumps(draw_record(state, drawn), ensure_ascii=False, indent=1).encode()
        except LotError:
            continue
        if len(data) <= _LARGEST:
            made.append(Enclosure(file_of(drawn), "application/json", data))
    return tuple(made)
