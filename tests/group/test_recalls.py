"""Recalls: signatures open a decision, whom it concerns does not vote, and its adoption ends a mandate at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote import charter as charters
from listvote import events
from listvote.acts import Act, Opening, Verb
from listvote.audit import Difference, audit
from listvote.deliberation.decision import Status
from listvote.group import Turned
from listvote.labour.mandate import Standing
from tests.group.a_group import START, Book, act, ballot
from tests.group.drawn_work import drawn, standing

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
QUIET = """posting.digest_at = '23:00'
labour.recall_signatures = 'at least 3 members'"""


def says(book: Book, member: int, what: Act, *, public: bool = True) -> list[str]:
    decided = book.ask(member, what, public=public)
    refused = [each.refused.reason.code for each in decided.results if isinstance(each, Turned)]
    return [each.kind for each in decided.events] + refused


def recall(ref: str = "T1", reason: str = "never came", text: str = "") -> Act:
    return act(Verb.RECALL, ref, reason=reason, text=text)


def tagged(title: str, text: str = "Never came.") -> Act:
    return Act(Verb.OPEN, "[RECALL]", opening=Opening("recall", "RECALL", title, text))


def a_book(*moderators: int) -> Book:
    """A group in which member 4 holds T1, and 7 and 8 are next; Ada moderates, and whoever is named."""
    book = Book(QUIET)
    if moderators:
        book.write(events.CharterChanged(charter=with_moderators(book, 1, *moderators)))
    drawn(book, 4, 7, 8)
    book.tick(START)
    assert says(book, 4, act(Verb.ACCEPT, "T1")) == ["mandate accepted"]
    return book


def with_moderators(book: Book, *moderators: int) -> dict[str, Any]:
    """The charter, with other moderators."""
    facts: dict[str, Any] = dict(charters.to_facts(book.state.charter, {"ada@example.org": 1}))
    facts["group"] = {**facts["group"], "moderators": list(moderators)}
    return facts


def signed(book: Book, *members: int, ref: str = "T1") -> None:
    for member in members:
        assert says(book, member, recall(ref)) in (["decision opened"], ["seconded"])


def differences(book: Book) -> list[Difference]:
    """What an audit finds after the draw, which these books have on their writer's word."""
    drawn = max(entry.seq for entry in book.entries if entry.kind == "drawn")
    return [each for each in audit(book.exported()).differences if each.seq > drawn]


def decided(book: Book, position: str, *members: int) -> None:
    """The vote of a recall, to its close."""
    book.tick(book.now + MINUTE)
    number = book.state.last_decision
    for member in members:
        assert says(book, member, ballot(position, f"#{number}")) == ["ballot"]
    book.tick(book.decision(number).deadline + MINUTE)


def test_a_recall_waits_for_the_charters_signatures() -> None:
    book = a_book()
    assert says(book, 2, recall()) == ["decision opened"]
    decision = book.decision()
    assert (decision.status, decision.recalls, decision.recalled) == (Status.PROPOSED, "T1", (4,))
    assert says(book, 2, recall()) == ["O03"]
    assert says(book, 3, recall()) == ["seconded"]
    assert says(book, 3, ballot("for")) == ["V03"]
    assert says(book, 5, act(Verb.SIGN, "#1")) == ["seconded"]
    assert decision.status is Status.OPEN
    assert says(book, 6, act(Verb.SIGN, "#1")) == ["O03"]
    assert differences(book) == []


def test_an_adopted_recall_ends_the_mandate_at_once_and_the_next_is_asked() -> None:
    book = a_book()
    signed(book, 2, 3, 5)
    decided(book, "for", 1, 2, 3, 5, 6, 9)
    assert book.decision().status is Status.ADOPTED
    assert standing(book.state.tasks[1]) == {4: Standing.RECALLED, 7: Standing.GIVEN}
    assert says(book, 4, act(Verb.REPORT, "T1")) == ["W04"]
    assert differences(book) == []


def test_a_recall_that_fails_changes_nothing() -> None:
    book = a_book()
    signed(book, 2, 3, 5)
    decided(book, "against", 1, 2, 3, 5, 6, 9)
    assert standing(book.state.tasks[1]) == {4: Standing.ACCEPTED}
    assert not [each for each in book.entries if each.kind == "recalled"]


def test_whom_it_concerns_neither_signs_nor_votes_nor_moderates_it() -> None:
    book = a_book(4)
    assert says(book, 4, recall()) == ["V01"]
    signed(book, 2)
    assert says(book, 4, recall()) == ["V01"]
    assert says(book, 4, act(Verb.EXTEND, "#1", text="2 days", reason="an outage")) == ["O03"]
    signed(book, 3, 5)
    book.tick(book.now + MINUTE)
    assert says(book, 4, ballot("against")) == ["V01"]
    assert 4 not in book.decision().roll
    for moderator in (1, 4):
        assert says(book, moderator, act(Verb.CANCEL, "#1", reason="no")) == ["O03"]


def test_a_recall_without_its_signatures_lapses() -> None:
    book = a_book()
    signed(book, 2, 3)
    book.tick(START + MINUTE)
    book.tick(book.decision().deadline + MINUTE)
    assert (book.decision().status, book.decision().why) == (Status.NOT_ADOPTED, "It found too few signatures.")


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (recall("T1", ""), "O02"),
        (recall("T9"), "O05"),
        (recall("", text="moderator Nobody"), "O05"),
        (recall("", text="the moderator Member 2"), "O05"),
        (tagged("somebody"), "O02"),
        (tagged("moderator"), "O05"),
    ],
)
def test_a_recall_names_who_and_why(what: Act, code: str) -> None:
    assert says(a_book(), 2, what) == [code]


def test_a_mail_with_the_tag_begins_a_recall_on_the_list_alone() -> None:
    book = a_book()
    assert says(book, 2, tagged("T1"), public=False) == ["O03"]
    assert says(book, 2, tagged("T1: never came", "")) == ["decision opened"]
    assert book.decision().text == "never came"
    assert book.decision().title == "Recall of Member 4 from T1, Typeset"


def test_a_recall_is_neither_amended_nor_lifted_to_another_kind() -> None:
    book = a_book()
    signed(book, 2, 3, 5)
    book.tick(book.now + MINUTE)
    assert says(book, 3, act(Verb.AMEND, "#1", text="be kind")) == ["O03"]
    assert says(book, 3, act(Verb.RAISE, "#1")) == ["O03"]


# Moderators and the elected


def test_a_recalled_moderator_loses_the_powers_until_the_group_names_them_anew() -> None:
    book = a_book(4)
    assert book.state.moderators == {1, 4}
    assert says(book, 2, recall("", "too stern", "moderator Member 4")) == ["decision opened"]
    for member in (3, 5):
        assert says(book, member, recall("", "too stern", "moderator Member 4")) == ["seconded"]
    decided(book, "for", 1, 2, 3, 5, 6, 9)
    assert book.state.moderators == {1}
    assert says(book, 4, act(Verb.PAUSE)) == ["C01"]
    both, one = with_moderators(book, 1, 4), with_moderators(book, 1)
    book.write(events.CharterChanged(charter=both, by=1))
    assert book.state.moderators == {1}
    book.write(events.CharterChanged(charter=one, by=1), events.CharterChanged(charter=both, by=1))
    assert book.state.moderators == {1}
    book.write(events.CharterChanged(charter=one, by=1), events.CharterChanged(about="#2", charter=both))
    assert book.state.moderators == {1, 4}


def test_the_elected_are_recalled_the_same_way() -> None:
    book = a_book()
    book.write(events.SeatsFilled(about="#9", members=(5, 6), until=START + 300 * DAY))
    assert says(book, 2, tagged("#9")) == ["O05"]
    assert says(book, 2, tagged("#9 Member 5")) == ["decision opened"]
    assert says(book, 3, tagged("#9 Member 5")) == ["seconded"]
    assert says(book, 1, act(Verb.SIGN, "#1")) == ["seconded"]
    decided(book, "for", 1, 2, 3, 4, 7, 8)
    assert book.state.offices == {"#9": {6: START + 300 * DAY}}


def test_a_term_in_office_ends_behind_a_complete_poll() -> None:
    book = a_book()
    until = START + 30 * DAY
    book.write(events.SeatsFilled(about="#9", members=(5,), until=until))
    assert "work ended #9" not in book.tick(until)
    assert "work ended #9" in book.tick(until + MINUTE)
    assert book.state.offices == {}
