"""What goes to whoever opened a task, alone, when its places were drawn: who was found, and what stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from listvote.events import Drawn, Event
from listvote.flow.house import Change
from listvote.flow.outgoing import send
from listvote.flow.tokens import reply_to
from listvote.group import State
from listvote.mail.compose import message_id
from listvote.posts import draws
from listvote.store.outbox import Outgoing


def to_openers(
    change: Change, group: int, state: State, events: Sequence[Event], now: datetime
) -> tuple[Outgoing, ...]:
    """Tell the openers of the tasks of a draw what became of their calls for offers, one mail each.

    Args:
        change: the transaction in which the draw is written.
        group: the number of the group.
        state: the group before the draw.
        events: those of the step.
        now: aware.
    """
    made = []
    for event in events:
        if not isinstance(event, Drawn) or not state.speaks:
            continue
        tasks = [state.task_of(ref) for ref in event.places]
        for opener in sorted({task.opener for task in tasks}):
            member, wish = state.roll.members.get(opener), state.wishes.get(opener)
            addresses = list(member.addresses) if member and member.left is None else []
            if not addresses or (wish is not None and wish.none_at_all):
                continue
            own = [task for task in tasks if task.opener == opener]
            service = reply_to(change, group, opener, own[0].ref, now)
            view = draws.offers_closed(state, event, own, service, now)
            made.append(
                send(
                    change,
                    group,
                    replace(view, letterhead=replace(view.letterhead, answer_to=service)),
                    id_=message_id(change.house.domain, state.name, "offers closed", event.draw, str(opener)),
                    what="offers closed",
                    recipient=addresses[0],
                    now=now,
                    about=own[0].ref if len(own) == 1 else "",
                    answer_to=service,
                )
            )
    return tuple(made)
