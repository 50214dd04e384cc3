"""Orders with ties in them: settled by the lot, or kept where several orders differ."""

import pytest

from listvote.deliberation.methods.ties import Order, Ties, graded, in_every, settled, tied


def order(written: str) -> Order:
    return tuple(tuple(group) for group in written.split())


def test_options_of_one_grade_come_together_best_first() -> None:
    assert graded("ABCD", {"A": 1, "B": 3, "C": 1, "D": 2}.__getitem__) == order("B D AC")


def test_the_lot_settles_only_those_alike() -> None:
    assert settled(order("AB C DE"), "EDCBA") == order("B A C E D")
    assert settled(order("AB C"), None) == order("AB C")
    assert tied(order("AB C DE")) == order("AB DE")


@pytest.mark.parametrize(
    ("orders", "agreed"),
    [
        (["A B C"], "A B C"),
        (["A B C", "A C B"], "A BC"),
        (["A B C", "B C A"], "ABC"),
        (["A B C D", "B A D C"], "AB CD"),
        (["AB C", "A B C"], "AB C"),
        (["AB C"], "AB C"),
    ],
)
def test_what_several_orders_agree_on(orders: list[str], agreed: str) -> None:
    found = in_every([order(each) for each in orders])
    assert [set(group) for group in found] == [set(group) for group in order(agreed)]


def test_scripted_choices_never_contradict_each_other() -> None:
    ties = Ties(None)
    assert (ties.first("AB"), ties.last("BC")) == ("A", "B")  # A before B, C before B
    assert ties.untried == [("B",), ("A", "C")]
    assert ties.last("AB") == "B"
    assert ties.first("BC") == "C"
    assert ties.untried == [("B",), ("A", "C")]
    assert Ties(None, script=("B",)).first("AB") == "B"
