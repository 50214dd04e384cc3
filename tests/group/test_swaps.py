"""What no swap undoes: a recall, a rest after a term."""

from __future__ import annotations

from datetime import timedelta

from listvote import events
from listvote.acts import Verb
from listvote.group import Turned
from tests.group.a_group import START, Book, act
from tests.group.drawn_work import drawn, serving

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
QUIET = "posting.digest_at = '23:00'"


def says(book: Book, member: int, verb: Verb, ref: str = "T1", **more: str) -> tuple[str, str]:
    """What comes of an act: the kind of its event, or the code of a refusal with its advice."""
    decided = book.ask(member, act(verb, ref, **more))
    refused = [each.refused for each in decided.results if isinstance(each, Turned)]
    return (refused[0].reason.code, refused[0].detail) if refused else (decided.events[0].kind, "")


def accepted(book: Book, *order: int) -> None:
    """A task whose first in the order has accepted."""
    task = drawn(book, *order)
    book.tick(book.now)
    assert says(book, order[0], Verb.ACCEPT, task.ref)[0] == "mandate accepted"


def test_whoever_was_recalled_does_not_get_the_place_back_by_a_swap() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    book.write(events.Recalled(about="#1", of="T1", members=(4,)))
    book.tick(book.now + HOUR)
    says(book, 7, Verb.ACCEPT)
    assert says(book, 7, Verb.SWAP, text="Member 4")[0] == "swap asked"
    refused = says(book, 4, Verb.SWAP, text="Member 7")
    assert refused == ("O03", "You were recalled from T1 by a decision of the group; no swap undoes that.")
    assert serving(book.state.tasks[1]) == [7]


def test_whoever_was_recalled_does_not_get_the_place_back_in_exchange_either() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    book.write(events.Recalled(about="#1", of="T1", members=(4,)))
    book.tick(book.now + HOUR)
    says(book, 7, Verb.ACCEPT)
    accepted(book, 4)
    assert says(book, 4, Verb.SWAP, "T2", text="Member 7")[0] == "swap asked"
    code, detail = says(book, 7, Verb.SWAP, "T1", text="Member 4")
    assert (code, detail) == (
        "O03",
        "Member 4 was recalled from T1 by a decision of the group; no swap undoes that.",
    )


def test_whoever_rests_after_a_term_takes_no_place_of_that_class_by_a_swap() -> None:
    book = Book(f"{QUIET}\nlabour.rest = '30 days'")
    accepted(book, 4)
    says(book, 4, Verb.DONE)
    book.tick(START + HOUR)
    book.tick(START + 8 * DAY)
    accepted(book, 7)
    assert says(book, 7, Verb.SWAP, "T2", text="Member 4")[0] == "swap asked"
    code, detail = says(book, 4, Verb.SWAP, "T2", text="Member 7")
    assert code == "W05"
    assert detail.startswith("Your rest after the last term lasts until 2026-12-")
    book.tick(START + 40 * DAY)
    assert says(book, 4, Verb.SWAP, "T2", text="Member 7")[0] == "swapped"
