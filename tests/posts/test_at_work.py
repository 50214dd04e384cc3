"""What is said of work that is somebody's: bound to what was decided, hours for their own member alone."""

from __future__ import annotations

from listvote.acts import Verb
from listvote.posts.at_work import block_of, mandates_of
from listvote.posts.hours import own, sums
from tests.group.a_group import START, Book, act
from tests.group.drawn_work import drawn

PLAN = """We print in March.

task: Typeset the issue
people: 2
hours: 6 each

task: Carry the parcels
people: 1
task: Sweep the floor
"""


def test_a_mandate_is_told_in_the_words_of_the_plan_that_it_is_bound_to() -> None:
    book = Book()
    book.open(kind="motion")
    book.decision().text = PLAN
    for title, wanted in {
        "Typeset the issue": "task: Typeset the issue\npeople: 2\nhours: 6 each",
        "Carry the parcels": "task: Carry the parcels\npeople: 1",
        "Sweep the floor": "task: Sweep the floor",
        "Something else": "",
    }.items():
        assert block_of(book.state, drawn(book, 4, title=title, plan="#1")) == wanted
    assert block_of(book.state, drawn(book, 4, title="Sweep the floor")) == ""


def test_hours_stand_in_a_members_own_account_and_of_three_in_the_sums() -> None:
    book = Book("posting.digest_at = '23:00'")
    task = drawn(book, 4, 5, 6, people=3)
    book.tick(START)
    for member, hours in ((4, "3"), (5, "5"), (6, "7")):
        assert [each.done for each in sums(book.state)] == [0 if member == 4 else None]
        book.ask(member, act(Verb.ACCEPT, task.ref))
        book.ask(member, act(Verb.TERMS, task.ref, terms={"hours": hours}))
    assert [(each.name, each.wanted, each.promised, each.done) for each in sums(book.state)] == [
        ("December 2026", 18, 18, 15)
    ]
    assert [(each.period, each.promised, each.done) for each in own(book.state, 5)] == [("December 2026", 6, 5)]
    assert own(book.state, 9) == ()


def test_a_members_own_list_says_where_each_task_stands_and_what_to_write() -> None:
    book = Book("posting.digest_at = '23:00'")
    drawn(book, 4, 5)
    book.tick(START)
    (asked,) = mandates_of(book.state, 4)
    assert (asked.state, [each.line for each in asked.write]) == ("yours if you accept", ["T1 accept", "T1 decline"])
    book.ask(4, act(Verb.DECLINE, "T1"))
    (passed,) = mandates_of(book.state, 4)
    assert (passed.state, passed.write) == ("passed on", ())
