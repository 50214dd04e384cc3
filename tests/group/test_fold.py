"""The state is the fold of its ledger, whichever way it is cut."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest

from listvote import charter as charters
from listvote import events
from listvote.acts import Verb
from listvote.deliberation.decision import Status
from listvote.group import fold
from listvote.ledger.chain import LedgerError
from tests.group.a_group import START, Book, act, ballot, opening, resealed
from tests.ledger.golden import CASES, sealed

GOLDEN = sealed(CASES[0])
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("cut", range(1, len(GOLDEN)))
def test_folding_all_is_folding_the_rest_onto_the_beginning(cut: int) -> None:
    assert fold(GOLDEN[cut:], fold(GOLDEN[:cut])) == fold(GOLDEN)


def test_an_event_at_a_time_comes_to_the_same() -> None:
    state = fold(GOLDEN[:1])
    for entry in GOLDEN[1:]:
        state = fold([entry], state)
    assert state == fold(GOLDEN)


def test_what_counts_needs_neither_words_nor_private_parts() -> None:
    state = fold([entry._replace(words=None, private=None) for entry in GOLDEN])
    whole = fold(GOLDEN)
    assert [(each.status, each.figures, each.deadline, each.roll) for each in state.decisions.values()] == [
        (each.status, each.figures, each.deadline, each.roll) for each in whole.decisions.values()
    ]
    assert {n: (m.votes_from, m.left, m.last_active) for n, m in state.roll.members.items()} == {
        n: (m.votes_from, m.left, m.last_active) for n, m in whole.roll.members.items()
    }


def test_nothing_is_no_ledger() -> None:
    with pytest.raises(LedgerError, match="empty"):
        fold([])


def test_a_ledger_begins_with_its_group() -> None:
    with pytest.raises(LedgerError, match="begins with"):
        fold(GOLDEN[1:])


def test_an_entry_that_cannot_be_read_is_named() -> None:
    with pytest.raises(LedgerError, match="entry 3 "):
        fold(resealed(GOLDEN, {3: {"votes_from": "soon"}}))


@pytest.mark.parametrize("facts", [{"charter": 7}, {"charter": {}}, {"since": 7}, {"since": "9999"}])
def test_a_group_that_cannot_be_read_is_named(facts: dict) -> None:
    with pytest.raises(LedgerError, match="entry 1 "):
        fold(resealed(GOLDEN, {1: facts}))


def test_deciding_and_asking_what_is_due_change_nothing() -> None:
    book = Book()
    book.open()
    book.vote("agree", 2, 3)
    before = deepcopy(book.state)
    mail = book.mail(4)
    from listvote.acts import Reading
    from listvote.group import decide

    decide(book.state, mail, Reading((ballot("agree"), opening(), act(Verb.PAUSE))), book.now)
    book.due(START + timedelta(days=30))
    assert book.state == before


def test_going_live_drops_what_was_only_listened_to_and_keeps_the_numbers() -> None:
    book = Book(live=False)
    book.open(announced=False)
    book.vote("agree", 2)
    book.write(events.WentLive(by=1))
    assert (book.state.decisions, book.state.tasks, book.state.news) == ({}, {}, [])
    assert book.state.live
    assert book.state.roll.members[2].last_active == START
    assert str(book.open(announced=False).ref) == "#2"


def test_a_decision_freezes_its_rules_and_its_roll() -> None:
    book = Book(members=9)
    decision = book.open()
    rules, roll = decision.rules, decision.roll
    book.join(10)
    book.write(events.MemberLeft(member=3))
    changed = charters.to_facts(charters.from_facts(charters.to_facts(book.charter, {"ada@example.org": 1})))
    changed["kinds"]["ordinary"] |= {"quorum": "none"}  # type: ignore[index]
    book.write(events.CharterChanged(charter=changed))
    assert (decision.rules, decision.roll) == (rules, roll)
    assert book.state.charter.kinds["ordinary"] != rules


def test_periods_run_from_the_hand_over_of_the_announcement() -> None:
    book = Book()
    decision = book.open(announced=False)
    assert decision.deadline == START + timedelta(days=7)
    book.now = START + 5 * HOUR
    book.announce(decision)
    assert decision.deadline == START + 5 * HOUR + timedelta(days=7)


@pytest.mark.parametrize(("held", "moved"), [(59, 0), (60, 0), (61, 61), (600, 600)])
def test_a_deadline_moves_only_where_the_announcement_came_back_more_than_an_hour_later(held: int, moved: int) -> None:
    book = Book()
    book.ask(1, opening())
    book.write(
        events.PostWritten(post="p", what="announcement", day="2026-11-02", refs=("#1",)),
        events.PostHandedOver(post="p", when=START),
        events.PostSeen(post="p", when=START + timedelta(minutes=held)),
        events.PostSeen(post="p", when=START + timedelta(days=3)),
        events.PostHandedOver(post="p", when=START + timedelta(days=3)),
    )
    assert book.decision().deadline == START + timedelta(days=7, minutes=moved)


def test_an_earlier_copy_makes_a_ballot_older() -> None:
    book = Book()
    book.open()
    book.vote("agree", 2, at=START + HOUR)
    second = book.mails + 1
    book.vote("disagree", 2, at=START + 2 * HOUR)
    assert book.decision().standing(book.state.received)[2].position == "disagree"
    book.write(events.Copied(key=f"key{second:05}", received=START + HOUR / 2))
    assert book.decision().standing(book.state.received)[2].position == "agree"
    book.write(events.Copied(key=f"key{second:05}", received=START + 3 * HOUR))
    assert book.decision().standing(book.state.received)[2].position == "agree"


def test_a_close_is_taken_as_it_was_announced() -> None:
    book = Book()
    decision = book.open()
    book.write(
        events.Closed(
            about="#1", outcome="blocked", figures={"agree": 99}, deadline=decision.deadline, polled_through=START
        )
    )
    assert (decision.status, decision.figures) == (Status.BLOCKED, {"agree": 99})


def test_a_copy_after_the_close_changes_no_figure() -> None:
    book = Book(members=3)
    decision = book.open()
    book.vote("agree", 2, at=START + HOUR)
    book.vote("disagree", 2, at=START + 2 * HOUR)
    book.vote("agree", 3)
    last = f"key{book.mails - 1:05}"
    book.tick(START + timedelta(days=8))
    book.write(events.Copied(key=last, received=START))
    assert decision.standing(book.state.received)[2].position == "disagree"


def test_one_post_can_announce_several_matters() -> None:
    book = Book()
    book.ask(1, opening())
    book.ask(2, opening())
    book.write(
        events.PostWritten(post="p", what="digest", day="2026-11-02", refs=("#1", "#2")),
        events.PostHandedOver(post="p", when=START + HOUR),
    )
    assert [each.announced for each in book.state.decisions.values()] == [START + HOUR] * 2


def test_everybody_is_active_until_it_has_been_known_for_long_enough() -> None:
    book = Book(members=5)
    assert len(book.open().active) == 5
    book.now = START + timedelta(days=100)
    book.write(events.SeenPosting(day="2027-01-20", members=(2, 3)))
    assert book.open(member=4).active == {2, 3}  # the first opened theirs a hundred days ago
