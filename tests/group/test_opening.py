"""What has to hold before something opens: every refusal by its code, and what an opener may ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta

import pytest

from listvote import events
from listvote.acts import Fault, Option
from listvote.charter import BUILT_IN
from listvote.group import Decided, Turned
from listvote.membership.roll import digest
from tests.group.a_group import START, Book, opening

DAY = timedelta(days=1)


def code(decided: Decided) -> str:
    """The code of the refusal, "" where it was carried out."""
    assert len(decided.results) == 1
    first = decided.results[0]
    assert isinstance(first, Turned) is not bool(decided.events)
    return first.refused.reason.code if isinstance(first, Turned) else ""


def tried(settings: Mapping[str, str], charter: str = "", member: int = 2) -> str:
    return code(Book(charter).ask(member, opening(settings)))


def rules(settings: Mapping[str, str], charter: str = "") -> tuple[str, str]:
    decision = Book(charter).open(settings, announced=False)
    return decision.rules.quorum.words, decision.rules.threshold.words


def test_an_opening_freezes_text_rules_and_roll() -> None:
    book = Book(members=5)
    decided = book.ask(2, opening())
    opened = decided.events[0]
    assert isinstance(opened, events.Opened)
    assert (opened.about, opened.actor, opened.members, opened.active) == ("#1", 2, 5, 5)
    assert opened.roll == digest(range(1, 6))
    assert opened.text_sha256 == hashlib.sha256(b"We buy paper.").hexdigest()
    assert opened.rules == BUILT_IN["ordinary"].to_facts()
    assert (opened.closes, opened.deadline) == ("7 days", START + 7 * DAY)


def test_members_who_still_wait_are_not_on_the_roll() -> None:
    book = Book(members=3)
    book.join(4, votes_from=START + DAY)
    book.join(5, votes_from=START)
    assert book.open().roll == {1, 2, 3, 5}


def test_whoever_left_is_not_on_the_roll() -> None:
    book = Book(members=3)
    book.now -= DAY / 2
    book.write(events.MemberLeft(member=2))
    book.now = START
    assert book.open().roll == {1, 3}


# O04


def test_one_member_has_so_many_open_and_no_more() -> None:
    book = Book()
    assert [code(book.ask(2, opening())) for _ in range(3)] == ["", "", "O04"]
    assert code(book.ask(3, opening())) == ""


def test_the_group_has_so_many_open_and_no_more() -> None:
    book = Book()
    assert [code(book.ask(number, opening())) for number in range(1, 9)] == [""] * 6 + ["O04"] * 2


def test_what_has_closed_makes_room() -> None:
    book = Book()
    for _ in range(2):
        book.open(member=2)
    book.tick(START + 12 * DAY)
    assert code(book.ask(2, opening())) == "O04", "both run on for want of quorum"
    book.tick(START + 20 * DAY)
    assert code(book.ask(2, opening())) == ""


# O03: who, where, which kind


def test_where_only_moderators_open() -> None:
    book = Book("opening.by = 'moderators'")
    assert code(book.ask(2, opening())) == "O03"
    assert code(book.ask(2, opening(opens="task"))) == "O03"
    assert code(book.ask(1, opening())) == ""


def test_an_opening_in_private_is_refused() -> None:
    assert code(Book().ask(2, opening(), public=False)) == "O03"


def test_a_kind_that_the_charter_does_not_have() -> None:
    assert tried({"kind": "coup"}) == "O03"


def test_a_kind_whose_ballots_are_sealed_or_secret_opens() -> None:
    assert tried({"kind": "recall"}) == ""
    assert tried({"kind": "quiet"}, '[kinds.quiet]\nmethod = "majority"\nballots = "secret"') == ""


@pytest.mark.parametrize("kind", ["where", "rating"])
def test_a_choice_needs_options(kind: str) -> None:
    assert tried({"kind": kind}) == "O02"


@pytest.mark.parametrize("kind", ["ordinary", "motion"])
def test_kinds_that_can(kind: str) -> None:
    decision = Book().open(kind=kind)
    assert (decision.kind_name, decision.rules.method) == (kind, {"motion": "majority"}.get(kind, "consensus"))


def test_a_tag_opens_its_kind() -> None:
    book = Book("opening.tag_kinds = { proposal = 'motion' }")
    assert book.open().kind_name == "motion"


@pytest.mark.parametrize(("fault", "refused"), [("O01", "O01"), ("O02", "O02"), ("O03", "O03"), ("", "O02")])
def test_faults_that_were_found_while_reading_open_nothing(fault: str, refused: str) -> None:
    assert code(Book().ask(2, opening(faults=(Fault("line 1", "what", "mend", fault),)))) == refused


# Quorum and threshold: only a higher fraction on the same base


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        ({"quorum": "at least 1/2 of members"}, ""),
        ({"quorum": "at least 1/3 of members"}, ""),
        ({"quorum": "more than 1/3 of members"}, ""),
        ({"quorum": "at least 1/4 of members"}, "O03"),
        ({"quorum": "at least 1/2 of active members"}, "O03"),
        ({"quorum": "at least 12 members"}, "O03"),
        ({"quorum": "at least 2/1 sqrt of members"}, "O03"),
        ({"quorum": "none"}, "O03"),
        ({"quorum": "plenty"}, "O02"),
        ({"quorum": "at least 5/4 of members"}, "O02"),
        ({"threshold": "at least 2/3 of votes"}, ""),
        ({"threshold": "more than 50% of votes"}, ""),
        ({"threshold": "at least 1/2 of votes"}, "O03"),
        ({"threshold": "at least 2/3 of members"}, "O03"),
        ({"threshold": "2/3"}, "O02"),
        ({"quorum": "none", "threshold": "2/3"}, "O03"),
        ({"seats": "2"}, "O03"),
        ({"review": "6 months"}, ""),
    ],
)
def test_what_an_opener_may_ask_for(settings: dict[str, str], refused: str) -> None:
    assert tried(settings) == refused


def test_a_higher_fraction_is_frozen_with_the_decision() -> None:
    assert rules({"quorum": "at least 1/2 of members"}) == ("at least 1/2 of members", "more than 1/2 of votes")
    assert rules({"threshold": "at least 2/3 of votes"}) == ("at least 1/3 of members", "at least 2/3 of votes")


# Closes


@pytest.mark.parametrize(
    ("closes", "refused"),
    [
        ("1 day", ""),
        ("24 hours", ""),
        ("23 hours", "O03"),
        ("2026-11-03 08:59", "O03"),
        ("2026-11-03 09:00", ""),
        ("2026-11-02", "O03"),
        ("2020-01-01", "O03"),
        ("0 days", "O03"),
        ("friday 18:00", ""),
        ("--12-04", ""),
        ("100 years", ""),
        ("soon", "O02"),
        ("9999-12-31", "O02"),
        ("friday 18:00+02:00", "O02"),
    ],
)
def test_when_a_decision_may_close(closes: str, refused: str) -> None:
    assert tried({"closes": closes}) == refused


def test_a_span_runs_from_the_announcement_and_an_instant_stays() -> None:
    for closes, deadline in {"2 days": START + 2.5 * DAY, "2026-11-06 18:00": START + 4.375 * DAY}.items():
        book = Book()
        decision = book.open({"closes": closes}, announced=False)
        book.now += DAY / 2
        book.announce(decision)
        assert decision.deadline == deadline


# Tasks


def test_a_task_opens_with_what_it_needs() -> None:
    book = Book()
    settings = {"people": "2 people", "hours": "3 each", "able": "Layout, folding,layout", "by": "2026-11-20"}
    book.ask(2, opening(settings | {"apprentices": "1", "class": "stall"}, opens="task"))
    task = book.state.tasks[1]
    assert (task.people, task.hours, task.able, task.by) == (2, 3, ("folding", "layout"), "2026-11-20")
    assert (task.apprentices, task.work_class, task.offers_until) == (1, "stall", START + 7 * DAY)


@pytest.mark.parametrize("value", ["", "many", "-1", "1.5", "10001", "٣", "1e3"])
@pytest.mark.parametrize("key", ["people", "hours", "apprentices"])
def test_a_number_that_is_none_opens_no_task(key: str, value: str) -> None:
    assert code(Book().ask(2, opening({key: value}, opens="task"))) == "O02"


def test_a_task_without_a_plan_where_the_charter_wants_one() -> None:
    assert code(Book("labour.task_without_plan = false").ask(2, opening(opens="task"))) == "O03"


def test_options_are_kept_by_letter() -> None:
    book = Book()
    book.ask(2, opening({"kind": "where"}, options=(Option("A", "In house"), Option("B", "At the printer's"))))
    assert [(each.letter, each.text) for each in book.decision().options] == [
        ("A", "In house"),
        ("B", "At the printer's"),
    ]
