"""What is said to the list: every kind of post, from the state of the group."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listvote import events
from listvote.acts import Clarity, Verb
from listvote.deliberation.decision import Decision
from listvote.group import Wanted
from listvote.posts import to_list, views
from tests.group.a_group import START, Book, act, ballot, opening

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TO = "votes@example.org"


def said(book: Book, what: str, *refs: str) -> views.View:
    return to_list.post(book.state, Wanted(what, refs, "2026-11-02"), TO, book.now, "Paper")  # type: ignore[arg-type]


def adopted() -> tuple[Book, Decision]:
    book = Book()
    decision = book.open()
    book.vote("agree", *range(2, 9))
    book.vote("disagree", 9, reason="Too much.")
    book.tick(decision.deadline + MINUTE)
    return book, decision


def test_an_announcement_says_what_is_asked_by_which_rules_until_when() -> None:
    book = Book()
    decision = book.open(announced=False, kind="motion", member=2)
    view = said(book, "announcement", "#1")
    assert isinstance(view, views.Announcement)
    assert (view.ref, view.title, view.opened_by, view.method) == ("#1", "Paper", "Member 2", "majority")
    assert (view.closes, view.members, view.threshold) == (decision.deadline, 16, "more than 1/2 of votes")
    assert view.text_sha256 == decision.text_sha256
    assert view.quorum is not None
    assert (view.quorum.words, view.quorum.needed) == ("at least 1/3 of members", 6)
    assert (view.letterhead.answer_to, view.thread_subject) == (TO, "Paper")


def test_a_consensus_is_announced_without_a_threshold() -> None:
    book = Book()
    book.open(announced=False)
    view = said(book, "announcement", "#1")
    assert isinstance(view, views.Announcement)
    assert view.threshold == ""


def test_a_call_says_who_is_wanted() -> None:
    book = Book()
    book.ask(2, opening({"people": "2", "hours": "3"}, opens="task"))
    view = said(book, "call", "T1")
    assert isinstance(view, views.TaskCall)
    assert (view.ref, view.people, view.hours, view.opened_by) == ("T1", 2, 3, "Member 2")
    assert view.offers_close == book.state.tasks[1].offers_until


def test_a_result_has_every_figure_and_the_head_of_the_ledger() -> None:
    book, decision = adopted()
    view = said(book, "result", "#1")
    assert isinstance(view, views.Result)
    assert (view.verdict, view.outcome, view.closed) == ("YES", "adopted", decision.ended)
    assert [(each.words, each.number) for each in view.tally] == [("agree", 7), ("disagree", 1)]
    assert (view.participants, view.members) == (8, 16)
    assert [(each.alias, each.reason) for each in view.reasons] == [("Member 9", "Too much.")]
    assert view.head == book.entries[-1].hash.hex()
    assert "listvote audit press.jsonl" in view.recount
    assert (view.no_show, view.settled, view.why) == (False, 0, "")


def test_a_result_warns_where_voting_against_brought_the_quorum() -> None:
    book = Book("kinds.motion.quorum = 'at least 5 members'")
    decision = book.open(kind="motion")
    book.vote("for", 2, 3, 4)
    book.vote("against", 5, 6)
    book.tick(decision.deadline + MINUTE)
    view = said(book, "result", "#1")
    assert isinstance(view, views.Result)
    assert (view.outcome, view.no_show) == ("adopted", True)


def test_a_result_says_that_99_of_100_abstained() -> None:
    book = Book("kinds.motion.quorum = 'at least 50 members'", members=101)
    decision = book.open(kind="motion")
    book.vote("for", 1)
    book.vote("abstain", *range(2, 101))
    book.tick(decision.deadline + MINUTE)
    view = said(book, "result", "#1")
    assert isinstance(view, views.Result)
    assert (view.outcome, view.abstained, view.participants) == ("adopted", 99, 100)


def test_what_moderators_settled_is_counted_apart() -> None:
    book = Book(members=4)
    decision = book.open()
    cast = {"received": START, "ballot": {"position": "agree"}}
    book.write(
        events.BallotCast(about="#1", actor=2, key="a", settled_by=1, **cast),  # type: ignore[arg-type]
        events.BallotCast(about="#1", actor=3, key="b", **cast),  # type: ignore[arg-type]
    )
    book.tick(decision.deadline + MINUTE)
    view = said(book, "result", "#1")
    assert isinstance(view, views.Result)
    assert view.settled == 1


def test_the_result_of_what_was_taken_back_has_no_figures_and_its_openers_words() -> None:
    book = Book()
    book.open(member=2)
    book.vote("agree", 3)
    book.ask(2, act(Verb.WITHDRAW_PROPOSAL, "#1", reason="Needs more thought."))
    view = said(book, "result", "#1")
    assert isinstance(view, views.Result)
    assert (view.verdict, view.tally, view.quorum, view.why) == ("WITHDRAWN", (), None, 'Why: "Needs more thought."')


def test_a_copy_after_the_close_leaves_the_result_as_it_was_announced() -> None:
    book = Book(members=3)
    decision = book.open()
    book.vote("agree", 2, at=START + HOUR)
    book.vote("disagree", 2, at=START + 2 * HOUR)
    last = book.decision().ballots[2][-1].key
    book.vote("agree", 3)
    book.now = decision.deadline + MINUTE
    book.write(*book.due().events)
    before = said(book, "result", "#1")
    book.write(events.Copied(key=last, received=START))
    after = said(book, "result", "#1")
    assert isinstance(before, views.Result)
    assert isinstance(after, views.Result)
    assert after.tally == before.tally


@pytest.mark.parametrize("ref", ["", "nonsense", "#9"])
def test_a_post_about_nothing_is_an_error_of_the_program(ref: str) -> None:
    with pytest.raises(LookupError):
        said(Book(), "result", ref)


# The digest


def digest(book: Book, *refs: str) -> views.Digest:
    view = said(book, "digest", *refs)
    assert isinstance(view, views.Digest)
    return view


def test_a_digest_has_what_is_open_what_was_decided_and_what_changed() -> None:
    book, _ = adopted()
    book.open(member=3)
    book.ask(2, opening(opens="task"))
    book.write(events.MemberLeft(member=16), events.CharterChanged(charter=book_charter(book)))
    view = digest(book, "#2")
    assert [each.ref for each in view.decisions] == ["#2"]
    assert [each.new for each in view.decisions] == [True]
    assert [each.ref for each in view.tasks] == ["T1"]
    assert [(each.ref, each.verdict) for each in view.decided] == [("#1", "YES")]
    assert ("Member 16", "left") in [(each.alias, each.change) for each in view.roll_changes]
    assert view.notes == ("The charter was changed. Write: charter",)
    assert view.head == book.entries[-1].hash.hex()
    assert view.announcements_included


def book_charter(book: Book) -> dict:
    from listvote import charter as charters

    return dict(charters.to_facts(book.charter, {"ada@example.org": 1}))


def test_a_result_is_told_in_one_digest_and_not_in_the_next() -> None:
    book, _ = adopted()
    assert [each.ref for each in digest(book).decided] == ["#1"]
    book.write(events.PostWritten(post="d", what="digest", day="2026-11-09", refs=()))
    assert digest(book).decided == ()


def test_a_digest_says_that_a_decision_runs_on() -> None:
    book = Book()
    decision = book.open()
    book.tick(decision.deadline + MINUTE)
    assert digest(book).notes == ("#1 runs on: too few had answered when it was to close.",)


@pytest.mark.parametrize(("position", "matters"), [("agree", False), ("object", True)])
def test_a_digest_says_whether_late_ballots_would_have_changed_a_result(position: str, matters: bool) -> None:
    book, decision = adopted()
    book.ask(10, ballot(position, reason="It is loud."), received=decision.deadline)
    (late,) = digest(book).late
    assert (late.ref, late.title, late.number, late.would_have_changed) == ("#1", "Paper", 1, matters)


def test_many_roll_changes_are_told_by_their_number() -> None:
    book = Book(members=3)
    book.state.tell_no_more()
    book.join(*range(10, 22))
    assert len(digest(book).roll_changes) == 12
    book.join(30)
    assert [(each.alias, each.change) for each in digest(book).roll_changes] == [("13 members", "joined")]


def test_a_task_whose_offers_are_closed_is_no_longer_in_the_digest() -> None:
    book = Book()
    book.ask(2, opening(opens="task"))
    book.now += 30 * DAY
    assert digest(book).tasks == ()


def test_moderators_hear_what_would_have_been_counted() -> None:
    book = Book(live=False)
    book.open(announced=False)
    book.vote("agree", 3, 2)
    book.ask(4, ballot("agree", clarity=Clarity.DOUBTFUL))
    view = said(book, "listening")
    assert isinstance(view, views.ListeningReport)
    assert [(each.alias, each.position, each.ref) for each in view.counted] == [
        ("Member 2", "agree", "#1"),
        ("Member 3", "agree", "#1"),
    ]
    assert [each.alias for each in view.doubtful] == ["Member 4"]


def test_posts_that_did_not_come_back_are_shown_after_an_hour() -> None:
    book = Book()
    book.ask(1, opening())
    book.write(
        events.PostWritten(post="p", what="announcement", day="2026-11-02", refs=("#1",)),
        events.PostWritten(post="q", what="digest", day="2026-11-02", refs=()),
        events.PostHandedOver(post="p", when=START),
    )
    assert to_list.unseen(book.state, START + HOUR, {}) == ()
    assert [each.subject for each in to_list.unseen(book.state, START + 61 * MINUTE, {"p": "Paper"})] == ["Paper"]
    book.write(events.PostSeen(post="p", when=START))
    assert to_list.unseen(book.state, START + DAY, {}) == ()


def test_help_shows_lines_that_would_count_now() -> None:
    book = Book()
    assert to_list.help_examples(book.state) == ()
    book.open()
    book.ask(2, opening(opens="task"))
    assert [each.line for each in to_list.help_examples(book.state)] == ["#1 agree", "T1 I can help"]
