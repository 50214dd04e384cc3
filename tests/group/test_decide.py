"""What each thing that a member can ask for leads to, and every reason why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote import events
from listvote.acts import Act, Clarity, Fault, Verb
from listvote.deliberation.decision import Status
from listvote.group import Answer, Asking, Counted, Decided, Turned
from tests.group.a_group import START, Book, act, ballot, opening

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BUILT = {
    Verb.BALLOT,
    Verb.WITHDRAW,
    Verb.WITHDRAW_PROPOSAL,
    Verb.OPEN,
    Verb.OFFER,
    Verb.APPRENTICE,
    Verb.OFFER_ALWAYS,
    Verb.SOURCE,
    Verb.TERMS,
    Verb.WITHDRAW_OFFER,
    Verb.DECLINE,
    Verb.ACCEPT,
    Verb.HAND_BACK,
    Verb.SWAP,
    Verb.REPORT,
    Verb.DONE,
    Verb.JUDGE,
    Verb.RECALL,
    Verb.GO_LIVE,
    Verb.PAUSE,
    Verb.RESUME,
    Verb.SECOND,
    Verb.AMEND,
    Verb.ACCEPT_AMENDMENT,
    Verb.STILL_OBJECT,
    Verb.SATISFIED,
    Verb.PETITION,
    Verb.SIGN,
    Verb.NOMINATE,
    Verb.STAND,
    Verb.ACCEPT_NOMINATION,
    Verb.RAISE,
    Verb.SALT,
    Verb.EXTEND,
    Verb.CANCEL,
    Verb.CONFIRM,
    Verb.ALIAS,
    Verb.LEAVE_ROLL,
    Verb.ADDRESS_ADD,
    Verb.AWAY,
    Verb.BACK,
    Verb.JOIN,
    Verb.DIGEST,
    Verb.RECEIPTS,
    Verb.STOP_MAILS,
    Verb.CHARTER_UPDATE,
    Verb.UNDERSTAND,
    Verb.MARK,
}
ANSWERED = {Verb.HELP, Verb.STATUS, Verb.MINE, Verb.CHARTER, Verb.ROLL, Verb.FORM, Verb.CHECK}


def said(decided: Decided) -> list[str]:
    """What became of each act: the kind of its event, the code of its refusal, `asked`, `answer`."""
    found = []
    for each in decided.results:
        if isinstance(each, Turned):
            found.append(each.refused.reason.code)
        elif isinstance(each, Counted):
            found.append(decided.events[each.event].kind)
        else:
            found.append("asked" if isinstance(each, Asking) else "answer")
    return found


def a_book(**more: bool) -> Book:
    book = Book(**more)  # type: ignore[arg-type]
    book.open(member=2)
    return book


def asked(*acts: Act, member: int | None = 3, **more: Any) -> list[str]:
    return said(a_book().ask(member, *acts, **more))


@pytest.mark.parametrize("verb", Verb)
def test_a_stranger_gets_nothing_but_v01(verb: Verb) -> None:
    assert asked(act(verb, "#1"), member=None) == ["V01"]


@pytest.mark.parametrize("verb", sorted(set(Verb) - BUILT - ANSWERED))
def test_what_is_not_built_is_answered_with_n01(verb: Verb) -> None:
    assert asked(act(verb, "#1")) == ["N01"]
    assert asked(act(verb)) == ["N01"]


@pytest.mark.parametrize("verb", sorted(ANSWERED))
def test_requests_for_information_write_nothing(verb: Verb) -> None:
    decided = a_book().ask(3, act(verb, "#1"))
    assert decided.events == ()
    assert isinstance(decided.results[0], Answer)


@pytest.mark.parametrize("position", ["agree", "reservations", "abstain", "stand aside", "disagree"])
def test_a_ballot_counts(position: str) -> None:
    book = a_book()
    assert said(book.ask(3, ballot(position))) == ["ballot"]
    assert book.decision().standing()[3].position == position


@pytest.mark.parametrize("position", ["for", "against", "", "hurrah", "step 3"])
def test_a_position_of_another_method_is_none(position: str) -> None:
    assert asked(ballot(position)) == ["V05"]
    assert asked(act(Verb.BALLOT, "#1", ballot={"order": [["A"]]})) == ["V05"]


def test_an_objection_with_a_reason_is_one_and_without_is_a_disagreement() -> None:
    book = a_book()
    decided = book.ask(3, ballot("object"))
    assert book.decision().standing()[3].position == "disagree"
    assert isinstance(decided.results[0], Counted)
    assert "An objection needs a reason" in decided.results[0].note
    book.ask(4, ballot("object", reason="It is loud."))
    assert book.decision().standing()[4].position == "object"
    assert book.decision().standing()[4].has_reason


def test_whoever_disagrees_is_told_how_to_object() -> None:
    decided = a_book().ask(3, ballot("disagree"))
    assert isinstance(decided.results[0], Counted)
    assert "#1 object: your reason" in decided.results[0].note


@pytest.mark.parametrize(
    ("ref", "code"), [("#2", "O05"), ("#1.2", "O05"), ("stall#1", "O05"), ("T1", "O05"), ("press#1", "ballot")]
)
def test_a_ballot_for_something_else(ref: str, code: str) -> None:
    assert asked(ballot("agree", ref)) == [code]


def test_a_ballot_for_nothing() -> None:
    assert asked(Act(Verb.BALLOT, "agree", None, "agree", {"position": "agree"})) == ["O05"]


def test_a_member_who_came_after_the_opening_does_not_vote() -> None:
    book = a_book()
    book.join(77)
    assert said(book.ask(77, ballot("agree"))) == ["V01"]


def test_a_ballot_from_before_the_opening() -> None:
    assert asked(ballot("agree"), received=START - HOUR) == ["V03"]


def test_the_deadline_itself_is_in_time_and_a_second_later_is_not() -> None:
    book = a_book()
    deadline = book.decision().deadline
    assert said(book.ask(3, ballot("agree"), received=deadline)) == ["ballot"]
    assert said(book.ask(4, ballot("agree"), received=deadline + timedelta(seconds=1))) == ["V02"]


def a_closed_one() -> Book:
    book = a_book()
    book.vote("agree", 4, 5, 6, 7, 8, 9)
    book.tick(book.decision().deadline + HOUR)
    assert book.decision().status is Status.ADOPTED
    return book


def test_a_ballot_that_came_in_time_and_is_read_after_the_close_is_late_and_counts_for_nothing() -> None:
    book = a_closed_one()
    decided = book.ask(3, ballot("object", reason="It is loud."), received=START + DAY)
    assert said(decided) == ["late ballot"]
    assert book.decision().standing().keys() == {4, 5, 6, 7, 8, 9}
    assert [cast.actor for cast in book.decision().late] == [3]


def test_a_withdrawal_that_came_in_time_and_is_read_after_the_close_is_late_too() -> None:
    assert said(a_closed_one().ask(4, act(Verb.WITHDRAW, "#1"), received=START + DAY)) == ["late ballot"]


def test_a_ballot_after_the_close() -> None:
    assert said(a_closed_one().ask(3, ballot("agree"))) == ["V02"]


def test_a_ballot_for_what_was_taken_back() -> None:
    book = a_book()
    book.ask(2, act(Verb.WITHDRAW_PROPOSAL, "#1"))
    assert said(book.ask(3, ballot("agree"))) == ["V02"]


def test_whoever_takes_back_what_they_never_gave_takes_no_part() -> None:
    book = a_book()
    assert said(book.ask(3, act(Verb.WITHDRAW, "#1"))) == ["ballot"]
    assert (book.decision().participants, book.decision().has_voted(3)) == (0, False)


def test_a_ballot_that_is_read_after_its_withdrawal_is_withdrawn() -> None:
    book = a_book()
    given = book.now
    book.now += HOUR
    book.ask(3, act(Verb.WITHDRAW, "#1"))
    book.ask(3, ballot("agree"), received=given)
    assert (book.decision().standing(), book.decision().participants) == ({}, 1)


def test_taking_a_ballot_back() -> None:
    book = a_book()
    book.vote("agree", 3)
    book.now += HOUR
    assert said(book.ask(3, act(Verb.WITHDRAW, "#1"))) == ["ballot"]
    assert (book.decision().standing(), book.decision().participants) == ({}, 1)
    book.now += HOUR
    book.vote("disagree", 3)
    assert book.decision().standing()[3].position == "disagree"


def test_a_proposal_is_taken_back_by_its_opener_alone() -> None:
    assert asked(act(Verb.WITHDRAW_PROPOSAL, "#1"), member=3) == ["O03"]
    assert asked(act(Verb.WITHDRAW_PROPOSAL, "#1"), member=1) == ["O03"]
    assert asked(act(Verb.WITHDRAW_PROPOSAL, "#9"), member=2) == ["O05"]
    book = a_book()
    assert said(book.ask(2, act(Verb.WITHDRAW_PROPOSAL, "#1"))) == ["closed"]
    assert book.decision().status is Status.WITHDRAWN
    assert said(book.ask(2, act(Verb.WITHDRAW_PROPOSAL, "#1"))) == ["V02"]


def test_a_proposal_is_not_taken_back_once_its_time_is_over_even_where_nobody_has_closed_it_yet() -> None:
    book = a_book()
    late = book.decision().deadline + timedelta(seconds=1)
    assert said(book.ask(2, act(Verb.WITHDRAW_PROPOSAL, "#1"), received=late)) == ["V02"]


def test_one_mail_ends_a_decision_once_and_acts_on_it_no_more() -> None:
    back = act(Verb.WITHDRAW_PROPOSAL, "#1")
    book = a_book()
    assert said(book.ask(2, back, back, ballot("agree"))) == ["closed", "V02", "V02"]
    assert [entry.kind for entry in book.entries].count("closed") == 1
    assert said(a_book().ask(2, ballot("agree"), back)) == ["ballot", "closed"]


@pytest.mark.parametrize("code", ["V05", "V06", "V07", "V10"])
def test_an_invalid_ballot_is_refused_with_its_reasons_and_nothing_of_it_counts(code: str) -> None:
    invalid = ballot("agree", invalid=code, faults=(Fault("Z", "is none of the options", "There are A and B."),))
    decided = a_book().ask(3, invalid)
    assert said(decided) == [code]
    assert isinstance(decided.results[0], Turned)
    assert decided.results[0].refused.detail == "Z is none of the options. There are A and B."


def test_what_is_wrong_may_be_said_by_its_code_alone() -> None:
    decided = a_book().ask(3, ballot("agree", invalid="V07"))
    assert said(decided) == ["V07"]
    assert isinstance(decided.results[0], Turned) and decided.results[0].refused.detail == ""


def test_a_doubtful_line_is_asked_back_and_counts_for_nothing() -> None:
    book = a_book()
    doubtful = ballot("agree", clarity=Clarity.DOUBTFUL, readings=("agree", "abstain"))
    decided = book.ask(3, doubtful)
    assert (said(decided), [each.kind for each in decided.events]) == (["asked"], ["asked"])
    assert (book.decision().participants, set(book.decision().asked)) == (0, {3})
    book.vote("agree", 3)
    assert book.decision().asked == {}


def test_a_doubtful_line_about_what_is_closed_or_unknown_is_not_written_down() -> None:
    doubtful = ballot("agree", clarity=Clarity.DOUBTFUL)
    assert a_closed_one().ask(3, doubtful).events == ()
    assert a_book().ask(3, ballot("agree", "#9", clarity=Clarity.DOUBTFUL)).events == ()


def test_offers_are_taken_until_they_close() -> None:
    book = Book()
    book.ask(2, opening({"people": "2"}, opens="task"))
    assert "call T1" in book.tick(book.now)
    until = book.state.tasks[1].offers_until
    assert said(book.ask(3, act(Verb.OFFER, "T1", terms={"hours": "4", "able": "Layout,folding"}))) == ["offered"]
    assert said(book.ask(4, act(Verb.OFFER, "T1"), received=until)) == ["offered"]
    assert said(book.ask(5, act(Verb.OFFER, "T1"), received=until + HOUR)) == ["W01"]
    assert said(book.ask(5, act(Verb.OFFER, "T9"))) == ["O05"]
    assert said(book.ask(5, act(Verb.OFFER, "#1"))) == ["O05"]
    assert said(book.ask(5, act(Verb.OFFER))) == ["O05"]
    assert [offer.member for offer in book.state.tasks[1].willing()] == [3, 4]


@pytest.mark.parametrize("verb", [Verb.WITHDRAW_OFFER, Verb.DECLINE])
def test_an_offer_is_taken_back(verb: Verb) -> None:
    book = Book()
    book.ask(2, opening(opens="task"))
    assert said(book.ask(3, act(verb, "T1"))) == ["W04"]
    book.ask(3, act(Verb.OFFER, "T1"))
    book.now += HOUR
    assert said(book.ask(3, act(verb, "T1"))) == ["offer withdrawn"]
    assert said(book.ask(3, act(verb, "T1"))) == ["W04"]
    assert said(book.ask(3, act(verb, "T9"))) == ["O05"]


@pytest.mark.parametrize("verb", [Verb.GO_LIVE, Verb.PAUSE, Verb.RESUME])
def test_only_moderators_command(verb: Verb) -> None:
    assert said(Book(live=False).ask(2, act(verb))) == ["C01"]


def test_moderators_command_once() -> None:
    book = Book(live=False)
    kinds = [Verb.RESUME, Verb.GO_LIVE, Verb.GO_LIVE, Verb.PAUSE, Verb.PAUSE, Verb.RESUME]
    found = [said(book.ask(1, act(verb, reason="Because.")))[0] for verb in kinds]
    assert found == ["O03", "went live", "O03", "paused", "O03", "resumed"]
    assert book.state.speaks


def test_every_act_of_a_mail_has_its_own_result_and_they_point_at_their_events() -> None:
    book = a_book()
    book.open(member=4)
    decided = book.ask(3, ballot("agree"), act(Verb.HELP), ballot("agree", "#9"), ballot("disagree", "#2"))
    assert said(decided) == ["ballot", "answer", "O05", "ballot"]
    assert [each.about for each in decided.events] == ["#1", "#2"]


def test_what_a_mail_wrote_names_its_author_and_its_line() -> None:
    decided = a_book().ask(3, ballot("agree"), address="m3@example.org", proof="none", message_id="x@example.org")
    event = decided.events[0]
    assert isinstance(event, events.BallotCast)
    assert (event.actor, event.line, event.address, event.message_id) == (3, "agree", "m3@example.org", "x@example.org")
    assert "address" not in event.bodies()["facts"]
