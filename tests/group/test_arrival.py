"""Whole decisions, their mails taken in any order: what counts, counts whatever was read first."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from listvote import events
from listvote.acts import Reading
from listvote.audit import audit
from listvote.deliberation.outcome import POSITIONS
from listvote.group import Incoming, State, decide
from tests.group.a_group import START, Book, ballot

MINUTE = timedelta(minutes=1)
MEMBERS, STRANGER = 5, 9  # the stranger joined after the opening

# who, when (minutes after the opening, its week is 10080), what, and when a copy of it had been received
MAILS = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 3, 4, 5, STRANGER]),
        st.integers(-5, 10090) | st.integers(10078, 10082) | st.integers(-2, 2),
        st.sampled_from(POSITIONS["majority"]),
        st.none() | st.integers(0, 10080),
    ),
    max_size=12,
)


def counted(mails: list, order: list[int]) -> tuple[State, str]:
    book = Book("kinds.motion.quorum = 'none'\nkinds.motion.extension = 'none'", members=MEMBERS)
    decision = book.open(kind="motion")
    book.join(STRANGER)
    taken: set[int] = set()
    for number in order:
        member, minute, position, copy = mails[number]
        key = f"mail{number:03}"
        if number not in taken:
            taken.add(number)
            mail = Incoming(member, START + minute * MINUTE, key)
            book.write(*decide(book.state, mail, Reading((ballot(position),)), book.now).events)
        if copy is not None and copy < minute:
            book.write(events.Copied(key=key, received=START + copy * MINUTE))
    book.tick(decision.deadline + MINUTE)
    report = audit(book.exported())
    assert not report.differences, report.lines()
    return book.state, "; ".join(report.lines()[1:2])


def expected(mails: list) -> Counter[str]:
    """The rule itself: of each member on the roll the last ballot by receipt, if it was received in time."""
    last: dict[int, tuple[int, str, str]] = {}
    for number, (member, minute, position, copy) in enumerate(mails):
        if member == STRANGER or not 0 <= minute <= 7 * 24 * 60:
            continue
        received = min(minute, copy) if copy is not None else minute
        last[member] = max(last.get(member, (-1, "", "")), (received, f"{number:03}", position))
    return Counter(position for _, _, position in last.values())


@settings(max_examples=30)
@given(MAILS, st.integers(0, 2**32))
def test_the_result_is_that_of_the_mails_and_not_of_the_order_in_which_they_were_read(mails: list, seed: int) -> None:
    order = list(range(len(mails)))
    shuffled = order + order[:3]  # some of them twice
    Random(seed).shuffle(shuffled)
    state, line = counted(mails, order)
    other, other_line = counted(mails, shuffled)
    wanted = {position: expected(mails)[position] for position in POSITIONS["majority"]}
    assert state.decisions[1].figures == other.decisions[1].figures == wanted
    assert (state.decisions[1].status, line) == (other.decisions[1].status, other_line)
