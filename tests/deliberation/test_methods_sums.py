"""Approval, score and points: sums, means, and who never wins."""

from fractions import Fraction

from listvote.deliberation.methods.sums import Sums, approval, points, score


def shown(count: Sums) -> tuple[dict[str, int], str, str]:
    return dict(count.sums), "".join(count.winners), " ".join("".join(group) for group in count.order)


def test_the_most_approved_option_wins() -> None:
    count = approval("ABC", {("A", "C"): 2, ("C",): 1, (): 4})
    assert shown(count) == ({"A": 2, "B": 0, "C": 3}, "C", "C A B")
    assert (count.ballots, count.ties) == (7, ())


def test_an_option_that_nobody_approves_of_never_wins() -> None:
    assert shown(approval("AB", {(): 5}))[1] == ""
    assert shown(approval("AB", {(): 5}, lot="BA"))[1] == ""


def test_a_tied_approval_names_all_and_the_lot_settles_it() -> None:
    level: dict[tuple[str, ...], int] = {("A",): 2, ("B",): 2, ("C",): 1}
    assert shown(approval("ABC", level))[1:] == ("AB", "AB C")
    assert shown(approval("ABC", level, lot="CBA"))[1:] == ("B", "B A C")
    assert approval("ABC", level, lot="CBA").ties == (("A", "B"),)


def test_a_score_adds_numbers_and_a_missing_one_adds_nothing() -> None:
    count = score("ABC", {(("A", 5), ("B", 3)): 2, (("B", 5),): 1})
    assert shown(count) == ({"A": 10, "B": 11, "C": 0}, "B", "B A C")
    assert [count.mean(option) for option in "ABC"] == [Fraction(5), Fraction(11, 3), None]


def test_a_score_below_nothing_can_still_win() -> None:
    assert shown(score("AB", {(("A", -1), ("B", -2)): 1}))[1] == "A"
    assert shown(score("AB", {}))[1] == ""


def test_points_add_up_and_an_option_without_any_never_wins() -> None:
    assert shown(points("AB", {(("A", 3), ("B", 7)): 1, (("A", 5),): 1})) == ({"A": 8, "B": 7}, "A", "A B")
    assert shown(points("AB", {(("A", 0),): 3}))[1] == ""
