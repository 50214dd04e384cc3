"""Whatever members do with work that was drawn: places go round in order, and nobody holds more than is allowed."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from listvote import events
from listvote.acts import Act, Verb
from listvote.group import fold
from listvote.group.holding import can_serve, held, order_for
from listvote.group.state import State
from listvote.labour.mandate import Standing, empty_places
from tests.group.a_group import START, Book, act
from tests.group.drawn_work import drawn

HOUR = timedelta(hours=1)
MEMBERS = 6
AT_ONCE = 2
VERBS = (
    Verb.ACCEPT,
    Verb.ACCEPT,
    Verb.DECLINE,
    Verb.HAND_BACK,
    Verb.SWAP,
    Verb.DONE,
    Verb.JUDGE,
    Verb.AWAY,
    Verb.BACK,
    Verb.LEAVE_ROLL,
)
STEP = st.tuples(
    st.sampled_from(VERBS), st.integers(1, MEMBERS), st.integers(1, 3), st.integers(1, MEMBERS), st.integers(0, 40)
)


def asked_for(verb: Verb, ref: str, other: int) -> Act:
    if verb in (Verb.AWAY, Verb.BACK, Verb.LEAVE_ROLL):
        return act(verb)
    return act(verb, ref, text=f"Member {other}" if verb is Verb.SWAP else "", position="success")


def holds(state: State, recalled: set[tuple[int, int]], at_offer: bool) -> None:
    """What has to hold after every step."""
    for number, task in state.tasks.items():
        running = [each for each in task.mandates if each.standing.runs]
        holders = [each.member for each in running]
        assert len(holders) == len(set(holders)) <= task.people
        assert not recalled & {(number, each) for each in holders}
        for mandate in task.mandates:
            served = mandate.standing in (Standing.ACCEPTED, Standing.REPORTED, Standing.JUDGED, Standing.ENDED)
            assert not served or mandate.accepted is not None
        if at_offer and task.judgement is None and task.over is None and task.due and state.written < task.due:
            for place in empty_places(task.mandates, task.people - task.wanted, 0):
                chosen, order = order_for(state, task, place.apprentice)
                cannot = {each for each in order if not can_serve(state, each, task.work_class, state.written)}
                asked = {each.member for each in task.mandates}
                assert set(order) | set(chosen) <= asked | cannot  # it has been offered to everyone who can serve
    for member in range(1, MEMBERS + 1):
        assert held(state, member) <= AT_ONCE


@settings(max_examples=60)
@given(
    orders=st.lists(st.permutations(range(1, MEMBERS + 1)), min_size=3, max_size=3),
    people=st.lists(st.integers(1, 2), min_size=3, max_size=3),
    steps=st.lists(STEP, max_size=40),
    recall_at=st.integers(0, 40),
)
def test_in_every_life_of_drawn_work_the_promises_hold(
    orders: list[list[int]], people: list[int], steps: list[tuple[Verb, int, int, int, int]], recall_at: int
) -> None:
    book = Book(f"posting.per_day = 50\nlabour.mandates_at_once = {AT_ONCE}", members=MEMBERS)
    for order, count in zip(orders, people, strict=True):
        drawn(book, *order, people=count, due=START + timedelta(days=20))
    recalled: set[tuple[int, int]] = set()
    book.tick(book.now)
    for turn, (verb, member, number, other, hours) in enumerate(steps):
        there = {each.number for each in book.state.roll.present()}
        if member in there and not (verb is Verb.LEAVE_ROLL and len(there) < 3):
            book.ask(member, asked_for(verb, f"T{number}", other))
            holds(book.state, recalled, at_offer=False)
        if turn == recall_at and (serving := book.state.tasks[number].serving()):
            members = tuple(each.member for each in serving)
            book.write(events.Recalled(about="#1", of=f"T{number}", members=members))
            recalled |= {(number, each) for each in members}
        book.tick(book.now + hours * HOUR)
        holds(book.state, recalled, at_offer=True)
    assert fold(book.entries) is not None
