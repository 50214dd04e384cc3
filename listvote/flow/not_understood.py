"""Private mails that nothing can be done with: their authors hear so, in a few words and once a day at most.

What stood in the mail is not repeated: it may be a ballot that was to stay secret.
"""

from __future__ import annotations

from datetime import datetime

from listvote.flow import reading as steps
from listvote.flow.house import Change
from listvote.flow.outgoing import Answered, answer_id, send
from listvote.flow.reading import Arrived
from listvote.flow.tokens import reply_to
from listvote.group import Incoming, State
from listvote.mail.author import Author
from listvote.mail.grammar import only_courtesy
from listvote.posts import views
from listvote.posts.matters import letterhead
from listvote.posts.to_list import help_examples
from listvote.posts.views import View
from listvote.store import outbox
from listvote.store.outbox import Outgoing


def as_talk(
    change: Change, group: int, state: State, arrived: Arrived, incoming: Incoming, now: datetime
) -> tuple[Outgoing, ...]:
    """Tell a member that a private mail of theirs was read as talk.

    Nothing where it came through the list, where nothing shows that it is theirs, or where it says no more than thanks.
    """
    if incoming.member is None or incoming.public or not incoming.proof or not state.speaks:
        return ()
    if only_courtesy(incoming.text):
        return ()
    to = reply_to(change, group, incoming.member, "", now)
    view = views.AsTalk(letterhead(state, to, now), help_examples(state))
    return _once_a_day(change, group, state, arrived, incoming.member, incoming.address, view, to, now)


def which_group(change: Change, arrived: Arrived, now: datetime) -> tuple[Outgoing, ...]:
    """Ask a member of several groups which one a private mail is for; nothing for any other mail.

    Each group is offered with an address of its own: what is sent there needs no reference.
    """
    if not arrived.route.private or arrived.automatic:
        return ()
    found = []
    for group, state in change.states().items():
        wrote = steps.writer(arrived, state.roll.member_of, ())
        if isinstance(wrote, Author) and wrote.member is not None and state.speaks:
            found.append((group, state, wrote.member, wrote.address.lower()))
    if len(found) < 2:
        return ()
    group, state, member, address = found[0]
    choices = tuple(
        views.GroupChoice(each.name, reply_to(change, number, who, "", now)) for number, each, who, _ in found
    )
    named = [(each.name, say) for _, each, _, _ in found for say in help_examples(each)[:1]]
    examples = tuple(
        views.Say(f"{name}{say.line}", subject=say.subject and f"{name}{say.subject}")
        for name, say in named
        if say.line.startswith("#")
    )
    view = views.WhichGroup(letterhead(state, change.house.service, now), choices, examples)
    return _once_a_day(change, group, state, arrived, member, address, view, "", now)


def _once_a_day(
    change: Change,
    group: int,
    state: State,
    arrived: Arrived,
    member: int,
    address: str,
    view: View,
    to: str,
    now: datetime,
) -> tuple[Outgoing, ...]:
    """Write a mail whose Message-ID is that of its day, so that another one on that day is the same."""
    wish = state.wishes.get(member)
    day = state.day(now).isoformat()
    written = outbox.answers(change.connection, group, address, day)
    if (wish is not None and wish.none_at_all) or written >= state.charter.posting.answers_per_day:
        return ()
    what = "which group" if isinstance(view, views.WhichGroup) else "note"
    id_ = answer_id(change.house, state, view.kind, day, address)
    answered = Answered(arrived.mail.message_id, arrived.mail.references)
    sent = send(change, group, view, id_=id_, what=what, recipient=address, now=now, answered=answered, answer_to=to)
    return (sent,)
