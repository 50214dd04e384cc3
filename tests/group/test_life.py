"""What happens to a decision on its way: seconders, versions, another kind, later closes, cancelling, petitions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listvote import events
from listvote.acts import Place, Reference, Verb
from listvote.audit import audit
from listvote.deliberation.decision import Status
from listvote.group import Turned, context
from tests.group.a_group import START, Book, act, ballot

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TWO_MODERATORS = "group.moderators = ['ada@example.org', 'm2@example.org']"


def kinds(book: Book, member: int, verb: Verb, **more: object) -> list[str]:
    """What an act about #1 leads to: kinds of events, or codes of refusals."""
    decided = book.ask(member, act(verb, "#1", **more))
    refused = [each.refused.reason.code for each in decided.results if isinstance(each, Turned)]
    return [each.kind for each in decided.events] + refused


def sound(book: Book) -> bool:
    return audit(book.exported()).differences == []


# Seconders


def test_a_proposal_waits_for_its_seconders() -> None:
    book = Book("opening.seconders = 2")
    decision = book.open(member=2)
    assert decision.status is Status.PROPOSED
    assert kinds(book, 3, Verb.BALLOT, position="agree", ballot={"position": "agree"}) == ["V03"]
    assert kinds(book, 2, Verb.SECOND) == ["O03"]
    assert kinds(book, 3, Verb.SECOND) == ["seconded"]
    assert kinds(book, 3, Verb.SECOND) == ["O03"]
    book.now = START + 2 * DAY
    assert kinds(book, 4, Verb.SECOND) == ["seconded"]
    assert book.state.decisions[1].status is Status.OPEN
    assert book.tick(START + 2 * DAY + MINUTE) == ["announcement #1"]
    assert decision.deadline == START + 9 * DAY + MINUTE
    assert sound(book)


def test_a_proposal_that_finds_no_seconders_is_not_adopted() -> None:
    book = Book("opening.seconders = 1")
    decision = book.open(member=2)
    book.tick(decision.deadline + MINUTE)
    assert decision.status is Status.NOT_ADOPTED
    assert sound(book)


# Amendments


def test_an_amendment_that_the_opener_accepts_is_the_next_version() -> None:
    book = Book()
    book.open(member=2)
    book.vote("agree", 5, 6)
    book.vote("object", 7, reason="It is loud.")
    assert kinds(book, 4, Verb.AMEND, text="We buy quiet paper.") == ["amendment offered"]
    assert kinds(book, 4, Verb.ACCEPT_AMENDMENT, text="1") == ["O03"]
    book.now = START + 3 * DAY
    assert kinds(book, 2, Verb.ACCEPT_AMENDMENT, text="2") == ["O05"]
    assert kinds(book, 2, Verb.ACCEPT_AMENDMENT, text="1") == ["new version"]
    decision = book.decision()
    assert (str(decision.ref), decision.text) == ("#1.2", "We buy quiet paper.")
    assert decision.deadline == START + 10 * DAY
    assert {member: cast.position for member, cast in decision.standing().items()} == {7: "object"}
    assert decision.participants == 1
    assert "announcement #1.2" in book.tick(START + 3 * DAY + MINUTE)
    assert sound(book)


def test_a_text_is_amended_as_often_as_the_charter_says() -> None:
    book = Book("kinds.ordinary.amendments = 1")
    book.open(member=2)
    kinds(book, 4, Verb.AMEND, text="We buy quiet paper.")
    kinds(book, 2, Verb.ACCEPT_AMENDMENT)
    decided = book.ask(4, act(Verb.AMEND, "#1.2", text="We buy none."))
    assert decided.events == ()


def test_hearings_are_counted_over_all_versions() -> None:
    book = Book()
    book.open(member=2)
    book.vote("object", 7, reason="It is loud.")
    book.tick(START + HOUR)
    kinds(book, 4, Verb.AMEND, text="We buy quiet paper.")
    kinds(book, 2, Verb.ACCEPT_AMENDMENT, text="1")
    book.tick(START + 2 * HOUR)
    assert (book.decision().status, book.decision().held) == (Status.HEARING, 2)
    assert sound(book)


def test_what_answers_an_earlier_version_is_not_clear_without_its_number() -> None:
    book = Book()
    book.open(member=2)
    kinds(book, 4, Verb.AMEND, text="We buy quiet paper.")
    kinds(book, 2, Verb.ACCEPT_AMENDMENT)
    found = context(book.state, Place.OPENING, Reference("decision", 1))
    assert found.place is Place.THREAD
    assert found.about is not None
    assert str(found.about.ref) == "#1.2"
    assert context(book.state, Place.OPENING, Reference("decision", 1, 2)).place is Place.OPENING


# The default kind


def test_members_lift_a_lighter_decision_to_the_default_kind() -> None:
    book = Book()
    book.open(member=2, kind="motion")
    book.vote("for", 5, 6)
    assert kinds(book, 5, Verb.RAISE) == ["raise asked"]
    assert kinds(book, 5, Verb.RAISE) == ["O03"]
    assert book.tick(START + HOUR) == []
    assert kinds(book, 6, Verb.RAISE) == ["raise asked"]
    assert book.tick(START + 2 * HOUR) == ["new version #1", "announcement #1.2"]
    decision = book.decision()
    assert (decision.kind_name, decision.because, decision.participants) == ("ordinary", "raised", 0)
    assert sound(book)


def test_a_decision_of_the_default_kind_is_not_lifted() -> None:
    book = Book()
    book.open(member=2)
    assert kinds(book, 5, Verb.RAISE) == ["O03"]


# Ends


def test_an_outage_lets_a_moderator_put_a_close_off_once() -> None:
    book = Book()
    decision = book.open(member=2)
    assert kinds(book, 3, Verb.EXTEND, text="2 days", reason="The server was down.") == ["C01"]
    assert kinds(book, 1, Verb.EXTEND, text="2 days") == ["O02"]
    assert kinds(book, 1, Verb.EXTEND, text="2 days", reason="The server was down.") == ["prolonged"]
    assert decision.deadline == START + 9 * DAY
    assert kinds(book, 1, Verb.EXTEND, text="2 days", reason="Again.") == ["O03"]
    assert book.tick(START + HOUR) == ["change #1"]
    assert sound(book)


@pytest.mark.parametrize(("consents", "ended"), [(2, True), (3, False), (1, False)])
def test_to_cancel_takes_a_moderator_and_the_opener(consents: int, ended: bool) -> None:
    book = Book()
    decision = book.open(member=2)
    assert kinds(book, 3, Verb.CANCEL, reason="No money.") == ["C01"]
    assert kinds(book, 1, Verb.CANCEL) == ["O02"]
    assert kinds(book, 1, Verb.CANCEL, reason="No money.") == ["cancel asked"]
    kinds(book, consents, Verb.CANCEL, reason="Yes.")
    assert (decision.status is Status.CANCELLED) is ended
    assert sound(book)


def test_a_proposal_that_is_withdrawn_ends() -> None:
    book = Book()
    decision = book.open(member=2)
    assert kinds(book, 3, Verb.WITHDRAW_PROPOSAL) == ["O03"]
    assert kinds(book, 2, Verb.WITHDRAW_PROPOSAL) == ["closed"]
    assert decision.status is Status.WITHDRAWN


def test_a_majority_that_nobody_can_turn_closes_early_where_its_kind_allows_it() -> None:
    book = Book("kinds.motion = { method = 'majority', early_close = true, quorum = 'none' }", members=9)
    book.open(member=2, kind="motion")
    book.vote("for", 1, 2, 3, 4)
    assert book.tick(START + HOUR) == []
    book.vote("for", 5)
    assert book.tick(START + 2 * HOUR) == ["closed #1", "result #1"]
    assert book.decision().status is Status.ADOPTED
    book.now += MINUTE
    assert kinds(book, 6, Verb.BALLOT, position="against", ballot={"position": "against"}) == ["V02"]
    assert sound(book)


# Petitions and reviews


def closed(more: str = "") -> Book:
    book = Book(more)
    decision = book.open(member=2)
    book.vote("agree", *range(1, 8))
    book.tick(decision.deadline + MINUTE)
    assert decision.status is Status.ADOPTED
    return book


def test_a_petition_with_its_signatures_opens_a_fresh_decision_on_the_same_text_once() -> None:
    book = closed()
    assert kinds(book, 3, Verb.SIGN) == ["O05"]
    assert kinds(book, 3, Verb.PETITION) == ["O02"]
    assert kinds(book, 3, Verb.PETITION, reason="The price doubled.") == ["petition signed"]
    assert kinds(book, 3, Verb.SIGN) == ["O03"]
    assert book.tick(book.now + HOUR) == ["change #1"]
    for member in (4, 5):
        assert kinds(book, member, Verb.SIGN) == ["petition signed"]
    assert book.tick(book.now + HOUR) == []
    assert kinds(book, 6, Verb.SIGN) == ["petition signed"]  # the fourth of 16: at least 1/5
    assert book.tick(book.now + HOUR)[0] == "decision opened #2"
    fresh, old = book.decision(2), book.decision(1)
    assert (fresh.text, fresh.reopens, old.reopened_as) == (old.text, "#1", "#2")
    assert old.status is Status.ADOPTED
    assert kinds(book, 7, Verb.PETITION, reason="Again.") == ["O03"]
    assert sound(book)


def test_a_petition_comes_within_its_time() -> None:
    book = closed("opening.petition_within = '2 days'")
    book.now += 3 * DAY
    assert kinds(book, 3, Verb.PETITION, reason="The price doubled.") == ["V02"]


def test_nobody_petitions_against_what_was_withdrawn_or_still_runs() -> None:
    book = Book()
    book.open(member=2)
    assert kinds(book, 3, Verb.PETITION, reason="The price doubled.") == ["O03"]
    kinds(book, 2, Verb.WITHDRAW_PROPOSAL)
    assert kinds(book, 3, Verb.PETITION, reason="The price doubled.") == ["O03"]


def test_a_review_date_brings_a_decision_back_once() -> None:
    book = Book()
    decision = book.open({"review": "1 month"}, member=2)
    book.vote("agree", *range(1, 8))
    book.tick(decision.deadline + MINUTE)
    assert decision.ended is not None
    assert "review due #1" not in book.tick(decision.ended + 27 * DAY)
    assert "review due #1" in book.tick(decision.ended + 32 * DAY)
    assert "review due #1" not in book.tick(decision.ended + 33 * DAY)


# Elections

ELECTION = "kinds.officers = { method = 'stv', quorum = 'none', seats = 2, nominations = '3 days', term = '6 months' }"


def an_election(more: str = ELECTION) -> Book:
    book = Book(more)
    from tests.group.a_group import opening

    book.ask(2, opening({"kind": "officers"}, opens="election"), secret=bytes(32))
    book.announce(book.decision())
    return book


def test_whoever_rests_after_a_term_in_office_does_not_stand_again() -> None:
    book = an_election(f"{ELECTION}\nlabour.rest = '30 days'")
    book.write(events.SeatsFilled(about="#9", members=(3,), until=START))
    book.write(events.WorkEnded(about="#9", because="term", members=(3,)))
    assert kinds(book, 3, Verb.STAND) == ["W05"]
    assert kinds(book, 4, Verb.STAND) == ["nominated"]


def test_an_election_from_nominations_to_seats() -> None:
    book = an_election()
    assert book.decision().status is Status.NOMINATING
    assert kinds(book, 3, Verb.STAND, reason="I know the press.") == ["nominated"]
    assert kinds(book, 3, Verb.NOMINATE, text="Member 4") == ["nominated"]
    assert kinds(book, 3, Verb.NOMINATE, text="Nobody") == ["V05"]
    assert kinds(book, 5, Verb.ACCEPT_NOMINATION) == ["O05"]
    assert kinds(book, 3, Verb.NOMINATE, text="Member 6") == ["nominated"]
    assert kinds(book, 4, Verb.ACCEPT_NOMINATION) == ["nominated"]
    assert kinds(book, 7, Verb.STAND) == ["nominated"]
    assert kinds(book, 8, Verb.BALLOT, ballot={"order": [["A"]]}) == ["V03"]
    assert book.tick(START + 3 * DAY + MINUTE)[:2] == ["voting begun #1", "announcement #1"]
    decision = book.decision()
    assert [each.text for each in decision.options] == ["Member 3", "Member 4", "Member 7", "None of these"]
    assert decision.candidates == {"A": 3, "B": 4, "C": 7}
    for member in range(1, 8):
        assert kinds(book, member, Verb.BALLOT, ballot={"order": [["A"], ["C"], ["B"]]}) == ["ballot"]
    book.tick(decision.deadline + MINUTE)
    assert (decision.status, decision.winners) == (Status.ADOPTED, ("A", "C"))
    assert set(book.state.offices["#1"]) == {3, 7}
    assert sound(book)


def test_none_of_these_leaves_the_remaining_seats_empty() -> None:
    book = an_election()
    kinds(book, 3, Verb.STAND)
    kinds(book, 4, Verb.STAND)
    book.tick(START + 3 * DAY + MINUTE)
    for member in range(1, 10):
        assert kinds(book, member, Verb.BALLOT, ballot={"order": [["A"], ["C"]]}) == ["ballot"]
    book.tick(book.decision().deadline + MINUTE)
    assert set(book.state.offices["#1"]) == {3}
    assert sound(book)


def test_an_election_without_candidates_fails() -> None:
    book = an_election()
    book.tick(START + 3 * DAY + MINUTE)
    assert book.decision().status is Status.NOT_ADOPTED
    assert book.state.offices == {}
    assert sound(book)


def test_after_the_end_of_nominations_nobody_stands() -> None:
    book = an_election()
    book.now = START + 3 * DAY + HOUR
    assert kinds(book, 3, Verb.STAND) == ["V02"]


# The charter

AT_THEIR_WORD = "trust.proof = 'none'"


def proposes(book: Book, lines: dict[str, str]) -> list[str]:
    from tests.group.a_group import opening

    decided = book.ask(2, opening(lines, opens="charter"))
    refused = [each.refused.reason.code for each in decided.results if isinstance(each, Turned)]
    return [each.kind for each in decided.events] + refused


def test_a_charter_that_is_adopted_comes_into_force() -> None:
    book = Book(AT_THEIR_WORD)
    assert proposes(book, {"posting.per_day": "4", "members.wait": '"30 days"'}) == ["decision opened"]
    decision = book.decision()
    assert "posting.per_day: 3 → 4" in decision.charter_difference.replace("5 → 4", "3 → 4")
    assert "members.wait" in decision.charter_difference
    book.announce(decision)
    book.vote("agree", *range(1, 8))
    book.tick(decision.deadline + MINUTE)
    assert book.state.charter.posting.per_day == 4
    assert sound(book)


def test_a_charter_that_is_not_adopted_does_not() -> None:
    book = Book(AT_THEIR_WORD)
    before = book.state.charter
    proposes(book, {"posting.per_day": "4"})
    book.announce(book.decision())
    book.vote("disagree", *range(1, 8))
    book.tick(book.decision().deadline + MINUTE)
    assert book.state.charter == before


@pytest.mark.parametrize(
    "lines", [{}, {"posting.per_week": "4"}, {"posting.per_day": '"many"'}, {"group.name": '"other"'}]
)
def test_a_charter_with_faults_opens_nothing(lines: dict[str, str]) -> None:
    assert proposes(Book(AT_THEIR_WORD), lines) == ["C03"]


def test_a_charter_changed_otherwise_than_decided_is_found() -> None:
    book = Book(AT_THEIR_WORD)
    proposes(book, {"posting.per_day": "4"})
    facts = dict(book.decision().charter or {})
    book.write(events.CharterChanged(about="#1", charter=facts))
    assert [each.what for each in audit(book.exported()).differences] == [
        "the charter was changed otherwise than #1 decided"
    ]


def test_an_early_ballot_of_an_earlier_version_is_not_counted_in_the_next() -> None:
    book = Book()
    book.open(member=2)
    kinds(book, 4, Verb.AMEND, text="We buy quiet paper.")
    book.now = START + DAY
    kinds(book, 2, Verb.ACCEPT_AMENDMENT)
    decided = book.ask(5, ballot("agree", "#1.2"), received=START + HOUR)
    assert decided.events == ()
