"""A task and the offers for it: the last one by receipt stands, whichever was read first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from listvote import events
from listvote.acts import Verb
from listvote.labour.task import Offer, Task, TaskStatus
from tests.group.a_group import Book, act, opening

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_task(*offers: Offer) -> Task:
    task = Task("T1", "Fold", "", 1, MONDAY, 2, MONDAY + 7 * 24 * HOUR)
    for offer in offers:
        task.offers.setdefault(offer.member, []).append(offer)
    return task


def offer(member: int, hour: int, *, withdrawn: bool = False, key: str = "k") -> Offer:
    return Offer(member, MONDAY + hour * HOUR, key, hours=str(hour), withdrawn=withdrawn)


@pytest.mark.parametrize(
    ("offers", "hours"),
    [
        ([offer(1, 1)], ["1"]),
        ([offer(1, 1), offer(1, 2)], ["2"]),
        ([offer(1, 1), offer(1, 2, withdrawn=True)], []),
        ([offer(1, 1), offer(1, 2, withdrawn=True), offer(1, 3)], ["3"]),
        ([offer(1, 1), offer(2, 2, withdrawn=True)], ["1"]),
        ([offer(1, 1, key="a"), offer(1, 1, key="b", withdrawn=True)], []),
        ([offer(1, 1, key="b"), offer(1, 1, key="a", withdrawn=True)], ["1"]),
    ],
)
def test_what_stands_is_the_last_by_receipt_in_any_order_of_reading(offers: list[Offer], hours: list[str]) -> None:
    for order in permutations(offers):
        assert [each.hours for each in a_task(*order).willing()] == hours


def test_the_willing_stand_by_their_numbers() -> None:
    assert [each.member for each in a_task(offer(9, 1), offer(2, 3), offer(5, 2)).willing()] == [2, 5, 9]


def test_offers_are_taken_through_the_last_second() -> None:
    task = a_task()
    assert task.status(task.offers_until) is TaskStatus.OFFERS
    assert task.status(task.offers_until + timedelta(seconds=1)) is TaskStatus.OFFERS_CLOSED


def test_offers_are_called_for_from_the_hand_over_of_the_call() -> None:
    book = Book()
    book.ask(2, opening(opens="task"))
    until = book.state.tasks[1].offers_until
    book.write(
        events.PostWritten(post="p", what="call", day="2026-11-02", refs=("T1",)),
        events.PostHandedOver(post="p", when=MONDAY + 5 * HOUR),
        events.PostHandedOver(post="p", when=MONDAY + 9 * HOUR),
    )
    task = book.state.tasks[1]
    assert (task.offers_until, task.called) == (until + 5 * HOUR, MONDAY + 5 * HOUR)


def test_a_withdrawal_that_was_read_before_an_older_offer_still_stands() -> None:
    book = Book()
    book.ask(2, opening(opens="task"))
    book.ask(3, act(Verb.OFFER, "T1"), received=MONDAY + HOUR)
    book.ask(3, act(Verb.WITHDRAW_OFFER, "T1"), received=MONDAY + 3 * HOUR)
    book.ask(3, act(Verb.OFFER, "T1"), received=MONDAY + 2 * HOUR)
    assert book.state.tasks[1].willing() == []
