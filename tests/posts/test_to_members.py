"""What is said to one member alone: what was counted, what was not and why, what is on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from listvote.acts import Act, Clarity, Fault, Verb
from listvote.group import Decided, Turned
from listvote.ledger.chain import code
from listvote.posts import to_members, views
from listvote.reasons import Reason, Refused
from tests.group.a_group import START, Book, act, ballot, opening

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TO = "votes@example.org"


def answered(book: Book, member: int, *acts: Act, **more: Any) -> object:
    """What the mail of a member is answered with, from the state before it."""
    from copy import deepcopy

    before = deepcopy(book.state)
    first = len(book.entries)
    decided = book.ask(member, *acts, **more)
    codes = [code(entry) for entry in book.entries[first:]]
    return to_members.answer(before, member, decided, codes, TO, book.now)


def receipt(book: Book, member: int, *acts: Act, **more: Any) -> views.Receipt:
    found = answered(book, member, *acts, **more)
    assert isinstance(found, views.Receipt), found
    return found


def test_a_receipt_says_what_was_understood_until_when_and_its_code() -> None:
    book = Book()
    decision = book.open()
    (line,) = receipt(book, 3, ballot("agree")).counted
    assert (line.position, line.ref, line.title, line.line, line.shown_as) == (
        "agree",
        "#1",
        "Paper",
        "agree",
        "Member 3",
    )
    assert (line.until, line.code) == (decision.deadline, code(book.entries[-1]))
    assert "disagree" in line.corrections
    assert line.replaces == ""


def test_a_receipt_says_what_a_ballot_replaces() -> None:
    book = Book()
    book.open()
    book.vote("agree", 3)
    book.now += HOUR
    (line,) = receipt(book, 3, ballot("disagree")).counted
    assert (line.position, line.replaces) == ("disagree", "agree")
    (line,) = receipt(book, 3, ballot("disagree")).counted
    assert line.replaces == ""


def test_an_objection_without_a_reason_is_receipted_as_what_it_counts_for() -> None:
    book = Book()
    book.open()
    (line,) = receipt(book, 3, ballot("object")).counted
    assert line.position == "disagree"
    assert "An objection needs a reason" in line.note


def test_a_withdrawal_is_receipted() -> None:
    book = Book()
    book.open()
    book.vote("agree", 3)
    book.now += HOUR
    (line,) = receipt(book, 3, act(Verb.WITHDRAW, "#1")).counted
    assert (line.position, line.replaces) == ("withdrawn", "agree")


def test_an_opening_is_receipted_with_its_number() -> None:
    book = Book()
    (line,) = receipt(book, 3, opening()).counted
    assert (line.position, line.ref, line.title) == ("opened", "#1", "Paper")


def test_one_mail_tells_everything_that_became_of_one_mail() -> None:
    book = Book()
    book.open()
    book.open(member=2)
    doubtful = ballot("agree", "#2", clarity=Clarity.DOUBTFUL, readings=("agree", "abstain"))
    found = receipt(book, 3, ballot("agree"), ballot("agree", "#9"), doubtful)
    assert [each.ref for each in found.counted] == ["#1"]
    assert [each.code for each in found.refused] == ["O05"]
    assert [(each.ref, each.readings) for each in found.asked] == [("#2", ("agree", "abstain"))]


def test_a_mail_of_which_nothing_counts_is_refused_with_codes_and_advice() -> None:
    book = Book()
    book.open()
    found = answered(book, 3, ballot("for"))
    assert isinstance(found, views.Refusal)
    (line,) = found.refused
    assert (line.code, line.ref, line.title, line.line) == ("V05", "#1", "Paper", "for")
    assert line.advice


def test_a_doubtful_mail_is_asked_back() -> None:
    book = Book()
    book.open()
    found = answered(book, 3, ballot("agree", clarity=Clarity.DOUBTFUL, why_doubtful="It could be a question."))
    assert isinstance(found, views.Question)


def test_talk_is_not_answered() -> None:
    assert to_members.answer(Book().state, 3, Decided(), [], TO, START) is None


def test_a_ballot_read_after_the_close_is_not_receipted_as_counted() -> None:
    book = Book()
    decision = book.open()
    book.vote("agree", *range(4, 12))
    book.tick(decision.deadline + MINUTE)
    found = answered(book, 3, ballot("agree"), received=decision.deadline)
    assert isinstance(found, views.Refusal)
    assert [each.code for each in found.refused] == ["V11"]


def test_moderators_hear_that_their_command_was_carried_out() -> None:
    book = Book(live=False)
    decided = book.ask(1, act(Verb.GO_LIVE), act(Verb.PAUSE))
    found = to_members.done(book.state, decided, TO, book.now)
    assert found is not None
    assert len(found.did) == 2
    assert to_members.done(book.state, book.ask(2, act(Verb.PAUSE)), TO, book.now) is None


def test_an_opening_that_was_refused_comes_back_to_be_corrected() -> None:
    draft = "closes: soon   <== mend this\n\nWe buy paper."
    faulty = opening({}, faults=(Fault("closes", "is no time"),), draft=draft)
    found = to_members.opening_refused(Book().state, faulty, Refused(Reason.UNREADABLE_VALUE), TO, START)
    assert found is not None
    assert found.faults == (Fault("closes", "is no time"),)
    assert (found.template, found.marked) == (draft, True)
    refused = Refused(Reason.UNREADABLE_VALUE)
    assert to_members.opening_refused(Book().state, ballot("agree"), refused, TO, START) is None


def test_a_typing_error_and_what_the_charter_does_not_allow_are_said_at_once() -> None:
    draft = "close: 9 days   <== mend this\nquorum: at least 1/9 of members\n\nWe buy paper."
    fault = Fault("line 1, close", "`close` is no setting", "Write `closes:`.", "O01")
    book = Book()
    (turned,) = book.ask(2, opening({"quorum": "at least 1/9 of members"}, faults=(fault,), draft=draft)).results
    assert isinstance(turned, Turned)
    found = to_members.opening_refused(book.state, turned.act, turned.refused, TO, START)
    assert found is not None
    assert [(fault.where, fault.code) for fault in found.faults] == [("line 1, close", "O01"), ("quorum", "O03")]
    assert found.template.split("\n")[1] == "quorum: at least 1/9 of members   <== mend this"


def test_settings_that_the_charter_does_not_allow_are_said_and_marked_one_by_one() -> None:
    settings = {"closes": "1 hour", "quorum": "at least 1/9 of members"}
    draft = "Quorum: at least 1/9 of members\ncloses: 1 hour\n\nWe buy paper. closes: never"
    book = Book()
    asked = opening(settings, draft=draft)
    (turned,) = book.ask(2, asked).results
    assert isinstance(turned, Turned)
    found = to_members.opening_refused(book.state, turned.act, turned.refused, TO, START)
    assert found is not None
    assert [(fault.where, fault.code) for fault in found.faults] == [("quorum", "O03"), ("closes", "O03")]
    assert found.template.split("\n") == [
        "Quorum: at least 1/9 of members   <== mend this",
        "closes: 1 hour   <== mend this",
        "",
        "We buy paper. closes: never",
    ]


def test_a_member_sees_all_that_is_recorded_of_them_and_of_nobody_else() -> None:
    book = Book()
    book.open()
    book.open(member=2)
    book.vote("agree", 3, 4)
    book.ask(3, ballot("agree", "#2", clarity=Clarity.DOUBTFUL))
    book.ask(2, opening(opens="task"))
    book.ask(3, act(Verb.OFFER, "T1", terms={"hours": "4", "able": "layout"}))
    mine = to_members.mine(book.state, 3, TO, book.now)
    assert (mine.number, mine.shown_as, mine.addresses) == (3, "Member 3", ("m3@example.org",))
    assert [(each.ref, each.position) for each in mine.ballots] == [("#1", "agree")]
    assert mine.ballots[0].code == next(
        code(entry)
        for entry in book.entries
        if entry.kind == "ballot" and b'"actor":3' in entry.facts.text  # type: ignore[union-attr]
    )
    assert [each.ref for each in mine.not_counted] == ["#2"]
    assert [(each.ref, each.hours, each.able) for each in mine.offers] == [("T1", 4, ("layout",))]
    nothing = to_members.mine(book.state, 9, TO, book.now)
    assert (nothing.ballots, nothing.offers, nothing.not_counted) == ((), (), ())


def test_status_has_what_is_open_and_the_last_results() -> None:
    book = Book("opening.at_once = 9\nopening.open_at_most = 9")
    for _ in range(7):
        book.open()
    for number in range(1, 8):
        if number < 7:
            book.ask(1, act(Verb.WITHDRAW_PROPOSAL, f"#{number}"))
    found = to_members.status(book.state, None, START, TO, book.now)
    assert [each.ref for each in found.decisions] == ["#7"]
    assert [each.ref for each in found.decided] == ["#2", "#3", "#4", "#5", "#6"]
    assert (found.live, found.paused, found.machine) == (True, False, None)
