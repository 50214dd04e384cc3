"""The audit: a whole ledger passes; whatever anybody changes in it, its keeper included, is named."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from listvote import charter as charters
from listvote import events
from listvote.acts import Verb
from listvote.audit import audit
from listvote.events import instant
from listvote.ledger.chain import Entry
from listvote.ledger.codec import Exported
from tests.group.a_group import START, Book, a_charter, act, ballot, resealed

DAY = timedelta(days=1)
STRICT = "[kinds.strict]\nhearings = 0\nfallback = 'none'"


@cache
def a_ledger() -> tuple[Entry, ...]:
    """One decision without a quorum, extended and adopted; one rejected with a late ballot; one withdrawn."""
    book = Book(STRICT, members=9)
    book.open()
    book.vote("agree", 2, 3)
    book.tick(START + 7 * DAY + timedelta(minutes=5))
    book.vote("agree", 4)
    book.tick(START + 11 * DAY)
    second = book.open(member=2, kind="strict")
    book.vote("agree", 3, 4, 5, ref="#2")
    book.vote("object", 6, ref="#2", reason="It is loud.")
    book.tick(second.deadline + timedelta(minutes=1))
    book.ask(7, ballot("agree", "#2"), received=second.deadline)
    book.open(member=3)
    book.ask(3, act(Verb.WITHDRAW_PROPOSAL, "#3"))
    return tuple(book.entries)


def found(entries: Any, **more: Any) -> str:
    report = audit(Exported("press", tuple(entries)), **more)
    return "; ".join(f"{each.seq}: {each.what}" for each in report.differences)


def of_kind(kind: str, place: int = 0) -> Entry:
    return [entry for entry in a_ledger() if entry.kind == kind][place]


def tampered(kind: str, facts: Mapping[str, Any], place: int = 0) -> str:
    """What is found where the ledger's keeper changed the facts of an entry and sealed all that follows anew."""
    return found(resealed(a_ledger(), {of_kind(kind, place).seq: facts}))


def later(entry: Entry, name: str, by: timedelta) -> dict[str, str]:
    assert entry.facts is not None
    return {name: instant(events.moment(entry.facts.value()[name]) + by)}


def test_a_ledger_as_the_service_writes_it_has_no_differences() -> None:
    assert found(a_ledger()) == ""


def test_sealing_the_same_facts_again_has_no_differences() -> None:
    assert found(resealed(a_ledger(), {})) == ""


def test_the_report_says_what_was_computed_anew() -> None:
    report = audit(Exported("press", a_ledger()))
    assert [(each.ref, each.outcome) for each in report.tallies] == [
        ("#1", "adopted"),
        ("#2", "blocked"),
        ("#3", "withdrawn"),
    ]
    assert (report.openings, report.entries) == (3, len(a_ledger()))
    assert report.to_json()["ok"] is True
    assert report.lines()[-1] == "No differences."


# Without sealing anew


def test_changed_facts_are_named_by_their_entry() -> None:
    entries = list(a_ledger())
    vote = of_kind("ballot")
    assert vote.facts is not None
    other = vote.facts._replace(text=vote.facts.text.replace(b"agree", b"object"))
    entries[vote.seq - 1] = vote._replace(facts=other)
    assert f"{vote.seq}: the facts are not those that the head vouches for" in found(entries)


def test_two_lines_exchanged_are_noticed() -> None:
    entries = list(a_ledger())
    place = of_kind("ballot").seq - 1
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    assert found(entries)


def test_a_line_left_out_is_noticed() -> None:
    for entry in a_ledger()[:-1]:
        assert found([each for each in a_ledger() if each is not entry]), entry.kind


def test_a_cut_tail_is_noticed_by_who_kept_the_head() -> None:
    head = a_ledger()[-1].hash.hex()
    assert found(a_ledger()[:-1]) == ""
    assert "does not stand in this ledger" in found(a_ledger()[:-1], head=head)
    assert found(a_ledger(), head=head) == ""


def test_an_older_head_stands_in_a_ledger_that_grew() -> None:
    for entry in a_ledger():
        assert found(a_ledger(), head=entry.hash.hex()) == ""


def test_the_beginning_of_a_head_is_enough_and_less_than_eight_digits_are_not() -> None:
    head = a_ledger()[7].hash.hex()
    assert found(a_ledger(), head=head[:8]) == ""
    assert found(a_ledger(), head=head[:7])


@pytest.mark.parametrize("head", ["0" * 64, "xyz", ".*", "f" * 65])
def test_what_is_no_head_of_this_ledger_is_said(head: str) -> None:
    assert "does not stand in this ledger" in found(a_ledger(), head=head)


def test_a_past_that_was_written_anew_is_noticed_by_the_lists_archive() -> None:
    witnessed = {a_ledger()[-2].hash.hex(): "", a_ledger()[-1].hash.hex(): "by votes@example.org"}
    anew = resealed(a_ledger(), {of_kind("ballot").seq: None})
    assert found(a_ledger(), heads=witnessed) == ""
    assert found(anew, heads=witnessed).count("the archive shows the head") == 2


def test_the_ledger_of_another_group_under_this_name_is_noticed() -> None:
    assert "this is the ledger of press" in "; ".join(
        each.what for each in audit(Exported("stall", a_ledger())).differences
    )


def test_an_empty_ledger_is_no_ledger() -> None:
    assert "empty" in found([])


def test_a_ledger_that_begins_anywhere_else_is_none() -> None:
    assert "begins with the adding of its group" in found(a_ledger()[1:])


def test_erased_words_are_counted_and_are_no_difference() -> None:
    report = audit(Exported("press", tuple(entry._replace(words=None, private=None) for entry in a_ledger())))
    assert (report.differences, report.erased) == ([], len(a_ledger()))


@pytest.mark.parametrize("kind", ["paused", "went live", "closed", "member left", "post written"])
def test_withheld_facts_are_a_difference_but_for_ballots(kind: str) -> None:
    book = Book(members=3)
    book.write(events.WentLive(by=1), events.Paused(by=1), events.Resumed(by=1), events.MemberLeft(member=3))
    book.open()
    book.tick(START + 30 * DAY)
    book.tick(START + 40 * DAY)
    hidden = [entry._replace(facts=None) if entry.kind == kind else entry for entry in book.entries]
    assert "its facts are withheld" in found(hidden)


# Sealed anew: the chain is whole, and what it says breaks the rules


def test_a_changed_outcome() -> None:
    assert "announced blocked, by its rules it is adopted" in tampered("closed", {"outcome": "blocked"})
    assert "announced adopted, by its rules it is blocked" in tampered("closed", {"outcome": "adopted"}, 1)


def test_an_outcome_that_is_none() -> None:
    assert "cannot be computed anew" in tampered("closed", {"outcome": "won"})


def test_changed_figures() -> None:
    assert "counted {" in tampered("closed", {"figures": {"agree": 4}})


@pytest.mark.parametrize("name", ["participants", "members"])
def test_changed_numbers(name: str) -> None:
    assert "numbers of participants or members" in tampered("closed", {name: 7})


def test_a_close_before_its_deadline() -> None:
    early = later(of_kind("closed"), "deadline", -DAY)
    assert "another deadline" in tampered("closed", early)


def test_a_close_before_a_complete_poll() -> None:
    assert "before all mail" in tampered("closed", later(of_kind("closed"), "polled_through", -DAY))
    deadline = of_kind("closed").facts
    assert deadline is not None
    assert "before all mail" in tampered("closed", {"polled_through": deadline.value()["deadline"]})


def test_a_ballot_turned_round() -> None:
    assert "counted" in tampered("ballot", {"ballot": {"position": "disagree"}})


def test_a_ballot_taken_away() -> None:
    assert "counted" in found(resealed(a_ledger(), {of_kind("ballot").seq: None}))


def test_a_ballot_of_somebody_who_is_no_member() -> None:
    assert "member 77 was not on the roll of #1" in tampered("ballot", {"actor": 77})


def test_a_ballot_that_came_too_late() -> None:
    vote = of_kind("ballot", 2)
    assert "received after the deadline" in tampered("ballot", later(vote, "received", 30 * DAY), 2)


def test_a_ballot_from_before_the_opening() -> None:
    assert "before the opening" in tampered("ballot", later(of_kind("ballot"), "received", -30 * DAY))


def test_a_ballot_that_is_no_ballot_of_the_method() -> None:
    assert "none of its method" in tampered("ballot", {"ballot": {"position": "for"}})
    assert "none of its method" in tampered("ballot", {"ballot": {"position": "hurrah"}})
    assert "none of its method" in tampered("ballot", {"ballot": {"order": [["A"]]}})
    assert "none of its method" in tampered("ballot", {"ballot": {"withdrawn": True, "position": "agree"}})


def test_an_objection_without_a_reason() -> None:
    assert "without a reason" in tampered("ballot", {"has_reason": False}, -1)


def test_another_roll() -> None:
    assert "not the roll of that moment" in tampered("decision opened", {"members": 8})
    assert "not the roll of that moment" in tampered("decision opened", {"roll": "0" * 64})
    assert "not the roll of that moment" in tampered("decision opened", {"active": 1})
    assert "not the roll of that moment" in tampered("member joined", {"votes_from": instant(START + 60 * DAY)}, 8)


def test_a_member_who_was_never_written_down_as_joining() -> None:
    assert "not the roll of that moment" in found(resealed(a_ledger(), {of_kind("member joined", 8).seq: None}))


def test_other_rules_than_the_charter_has() -> None:
    rules = charters.Kind().to_facts()
    for change in (
        {"dissent_allowed": "at most 3/4 of participants"},
        {"quorum": "none"},
        {"quorum": "at least 1/9 of members"},
        {"method": "majority"},
        {"objections_allowed": 5},
        {"threshold": "at least 1/2 of votes"},
    ):
        assert "frozen rules are not those" in tampered("decision opened", {"rules": rules | change}), change


def test_a_higher_fraction_is_what_an_opener_may_ask_for() -> None:
    rules = charters.Kind().to_facts() | {"threshold": "at least 2/3 of votes"}
    assert "frozen rules" not in tampered("decision opened", {"rules": rules})


def test_a_kind_that_the_charter_does_not_have() -> None:
    assert "frozen rules are not those" in tampered("decision opened", {"kind_name": "coup"})


def test_less_time_than_the_charter_asks_for() -> None:
    assert "frozen rules" in tampered("decision opened", {"closes": "1 hour", "deadline": instant(START + DAY / 24)})


def test_a_deadline_that_does_not_follow() -> None:
    assert "does not follow from its opening" in tampered(
        "decision opened", later(of_kind("decision opened"), "deadline", DAY)
    )


def test_another_text_under_the_same_digest() -> None:
    assert "is not the one that was frozen" in tampered("decision opened", {"text_sha256": "0" * 64})


def test_a_number_that_was_used_before() -> None:
    entries = [entry for entry in a_ledger() if entry.kind != "closed"]
    opened = of_kind("decision opened")
    assert "where #4 was the next number" in found(resealed([*a_ledger(), opened], {}))
    assert found(resealed(entries, {}))


def test_a_member_number_that_was_used_before() -> None:
    assert "the number of member 3 was used before" in found(resealed([*a_ledger(), of_kind("member joined", 2)], {}))


def test_a_second_group_in_one_ledger() -> None:
    assert "one group" in found(resealed([*a_ledger(), a_ledger()[0]], {}))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_second_close(place: int) -> None:
    assert "was closed a second time" in found(resealed([*a_ledger(), of_kind("closed", place)], {}))


def test_a_result_taken_back_by_its_opener_after_it_was_announced() -> None:
    first = of_kind("closed")
    withdrawn = of_kind("closed", 2)
    again = withdrawn._replace(about=first.about)
    entries = resealed([*a_ledger(), again], {len(a_ledger()) + 1: {"by": 1}})
    assert "#1 was closed a second time" in found(entries)


def test_a_proposal_withdrawn_by_somebody_else() -> None:
    assert "somebody else than its opener" in tampered("closed", {"by": 1}, 2)


def test_a_second_extension() -> None:
    entry = of_kind("extended")
    entries = list(a_ledger())
    entries.insert(entry.seq, entry)
    assert "or a second time" in found(resealed(entries, {}))


def test_an_extension_by_another_time() -> None:
    assert "another time than its rules give" in tampered("extended", later(of_kind("extended"), "until", 30 * DAY))


def test_an_extension_before_a_complete_poll() -> None:
    assert "extended before all mail" in tampered("extended", later(of_kind("extended"), "polled_through", -DAY))


def test_an_extension_of_what_had_its_quorum() -> None:
    book = Book(members=3)
    decision = book.open()
    book.vote("disagree", 2, 3)
    book.now = decision.deadline + DAY / 24
    book.write(events.Extended(about="#1", until=book.now + 3 * DAY, polled_through=book.now))
    assert "gave no reason" in found(book.entries)


def test_an_extension_that_was_left_out() -> None:
    book = Book(members=9)
    decision = book.open()
    book.vote("agree", 2)
    over = decision.deadline + DAY
    book.now = over
    outcome = events.Closed(
        about="#1",
        outcome="inquorate",
        figures={"agree": 1, "reservations": 0, "abstain": 0, "stand aside": 0, "disagree": 0, "object": 0},
        participants=1,
        members=9,
        deadline=decision.deadline,
        polled_through=over,
    )
    book.write(outcome)
    assert found(book.entries).endswith("#1: closed without an extension that its rules give")


def test_a_close_of_what_was_never_announced() -> None:
    book = Book(members=3)
    decision = book.open(announced=False)
    book.now = decision.deadline + DAY
    book.write(
        events.Closed(
            about="#1",
            outcome="inquorate",
            figures={},
            members=3,
            deadline=decision.deadline,
            polled_through=book.now,
        )
    )
    assert "closed without having been announced" in found(book.entries)


def test_a_ballot_set_aside_as_late_while_voting_was_open() -> None:
    book = Book(members=3)
    book.open()
    set_aside = events.LateBallot(
        about="#1", actor=2, received=START + DAY, key="k", ballot={"position": "object"}, has_reason=True
    )
    book.write(set_aside)
    assert "set aside as late before the close" in found(book.entries)


def test_ballots_for_what_was_never_opened() -> None:
    book = Book(members=3)
    entries = list(book.entries)
    book.open()
    book.vote("agree", 2)
    stray = book.entries[-1]
    assert "cannot be computed anew" in found(resealed([*entries, stray], {})) or "never opened" in found(
        resealed([*entries, stray], {})
    )


def test_a_post_dated_into_the_future_to_move_a_deadline() -> None:
    assert "dated later than its entry" in tampered(
        "post handed over", later(of_kind("post handed over"), "when", 30 * DAY)
    )
    assert "dated later than its entry" in tampered("post seen", later(of_kind("post seen"), "when", 30 * DAY))


def test_an_entrenched_key_changed_without_a_decision() -> None:
    book = Book()
    facts = charters.to_facts(a_charter("kinds.ordinary.quorum = 'none'"), {"ada@example.org": 1})
    book.write(events.CharterChanged(charter=facts, by=1))
    assert "kinds.ordinary.quorum changed without the decision" in found(book.entries)


def test_an_entrenched_key_is_free_while_a_group_only_listens() -> None:
    book = Book(live=False)
    facts = charters.to_facts(a_charter("kinds.ordinary.quorum = 'none'"), {"ada@example.org": 1})
    book.write(events.CharterChanged(charter=facts, by=1))
    assert found(book.entries) == ""


def test_a_key_that_is_not_entrenched_is_the_moderators() -> None:
    book = Book()
    facts = charters.to_facts(a_charter("posting.per_day = 4"), {"ada@example.org": 1})
    book.write(events.CharterChanged(charter=facts, by=1))
    assert found(book.entries) == ""


@pytest.mark.parametrize("kind", sorted({entry.kind for entry in a_ledger()}))
@pytest.mark.parametrize("value", [7, "x", [[]], "9999-12-31T23:59:59Z"])
def test_nonsense_in_any_fact_ends_in_a_report_and_never_in_an_error(kind: str, value: object) -> None:
    entry = of_kind(kind)
    assert entry.facts is not None
    for name in entry.facts.value():
        audit(Exported("press", tuple(resealed(a_ledger(), {entry.seq: {name: value}}))))


# Any fact


@pytest.mark.parametrize("seed", range(4))
def test_no_random_change_of_a_sealed_fact_ends_in_an_error(seed: int) -> None:
    """Numbers, words and instants exchanged at random within the facts, the chain sealed properly."""
    chance = random.Random(seed)
    values = [value for entry in a_ledger() if entry.facts for value in entry.facts.value().values()]
    for _ in range(25):
        entry = chance.choice(a_ledger())
        assert entry.facts is not None
        facts = entry.facts.value()
        if facts:
            change = {chance.choice(sorted(facts)): chance.choice(values)}
            audit(Exported("press", tuple(resealed(a_ledger(), {entry.seq: change}))))
