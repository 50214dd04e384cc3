"""Work once it was drawn: taken or passed on, given back, swapped, reported, judged, and begun anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote.acts import Verb
from listvote.group import Counted, Turned
from listvote.labour.mandate import Standing
from tests.group.a_group import START, Book, act
from tests.group.drawn_work import DUE, drawn, serving, standing

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
QUIET = "posting.digest_at = '23:00'"


def says(book: Book, member: int, verb: Verb, ref: str = "T1", **more: Any) -> list[str]:
    """What an act leads to: kinds of events, or codes of refusals."""
    decided = book.ask(member, act(verb, ref, **more))
    refused = [each.refused.reason.code for each in decided.results if isinstance(each, Turned)]
    return [each.kind for each in decided.events] + refused


def advice(book: Book, member: int, verb: Verb, ref: str = "T1", **more: Any) -> str:
    (result,) = book.ask(member, act(verb, ref, **more)).results
    return result.refused.detail if isinstance(result, Turned) else result.note if isinstance(result, Counted) else ""


def judge(book: Book, member: int, word: str, ref: str = "T1", reason: str = "") -> list[str]:
    return says(book, member, Verb.JUDGE, ref, position=word, reason=reason)


def accepted(book: Book, *order: int, **more: Any) -> None:
    """A task whose first in the order has accepted."""
    task = drawn(book, *order, **more)
    book.tick(book.now)
    for mandate in task.mandates:
        assert says(book, mandate.member, Verb.ACCEPT, task.ref) == ["mandate accepted"]


# Taking a place, or not


def test_those_whom_the_draw_chose_are_asked_at_once_and_have_the_charters_time() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7, 2, people=2)
    assert book.tick(START) == ["mandate given T1", "mandate T1", "mandate given T1", "mandate T1"]
    assert standing(task) == {4: Standing.GIVEN, 7: Standing.GIVEN}
    assert {each.accept_by for each in task.mandates} == {START + 3 * DAY}
    assert says(book, 4, Verb.ACCEPT) == ["mandate accepted"]
    assert serving(task) == [4]


def test_whoever_is_asked_may_say_in_their_own_words_that_they_can_do_it() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7)
    book.tick(START)
    assert says(book, 4, Verb.OFFER) == ["mandate accepted"]
    assert serving(task) == [4]


def test_a_place_that_is_passed_on_goes_to_the_next_in_the_order() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7, 2)
    book.tick(START)
    assert says(book, 4, Verb.DECLINE) == ["mandate passed on"]
    assert book.tick(START + HOUR) == ["mandate given T1", "mandate T1"]
    assert standing(task) == {4: Standing.PASSED_ON, 7: Standing.GIVEN}
    assert says(book, 4, Verb.ACCEPT) == ["W04"]


def test_whoever_does_not_answer_in_time_is_followed_by_the_next_behind_a_complete_poll() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7)
    book.tick(START)
    over = START + 3 * DAY
    assert not book.due(over + HOUR, polled_through=over)
    assert book.tick(over + MINUTE)[:2] == ["mandate passed on T1", "mandate given T1"]
    assert standing(task) == {4: Standing.EXPIRED, 7: Standing.GIVEN}
    assert says(book, 4, Verb.ACCEPT) == ["W04"]


def test_an_answer_that_was_received_in_time_counts_however_late_it_is_read() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7)
    book.tick(START)
    book.now = START + 4 * DAY
    decided = book.ask(4, act(Verb.ACCEPT, "T1"), received=START + 2 * DAY)
    assert [each.kind for each in decided.events] == ["mandate accepted"]
    book.tick(START + 4 * DAY)
    assert serving(task) == [4]
    late = Book(QUIET)
    drawn(late, 4, 7)
    late.tick(START)
    late.now = START + 4 * DAY
    assert says(late, 4, Verb.ACCEPT) == ["W04"]


def test_whoever_could_not_be_reached_is_waited_for_three_days_longer() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7)
    step = book.due(START)
    assert step.post is not None
    book.write(*step.events)
    assert book.due(START + 6 * DAY).post is None
    assert book.tick(START + 6 * DAY + MINUTE)[0] == "mandate passed on T1"
    assert standing(task)[4] is Standing.EXPIRED


def test_the_order_is_walked_to_its_end_then_offers_are_taken_once_more() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7, 2)
    for member in (4, 7, 2):
        book.tick(book.now + HOUR)
        assert [each.member for each in task.mandates][-1] == member
        assert says(book, member, Verb.DECLINE) == ["mandate passed on"]
    assert book.tick(book.now + HOUR)[:2] == ["offers reopened T1", "call T1"]
    assert (task.wanted, task.calls) == (1, 2)
    assert says(book, 9, Verb.OFFER) == ["offered"]
    book.tick(task.offers_until + MINUTE)
    assert says(book, 4, Verb.OFFER) == ["W01"]


def test_whoever_is_away_gone_or_busy_is_skipped_and_asked_once_they_can() -> None:
    book = Book(f"{QUIET}\nlabour.mandates_at_once = 1")
    accepted(book, 4, 5)
    task = drawn(book, 4, 9, 7)
    book.ask(9, act(Verb.LEAVE_ROLL))
    book.tick(START + HOUR)
    assert standing(task) == {7: Standing.GIVEN}
    assert says(book, 4, Verb.HAND_BACK) == ["mandate handed back"]
    assert says(book, 7, Verb.DECLINE, "T2") == ["mandate passed on"]
    book.tick(START + 2 * HOUR)
    assert standing(task)[4] is Standing.GIVEN


def test_apprentices_are_asked_beside_the_able_from_those_who_want_to_learn() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7, people=1, apprentices=1, learning=(5, 6))
    book.tick(START)
    assert [(each.member, each.apprentice) for each in task.mandates] == [(4, False), (5, True)]
    assert says(book, 5, Verb.DECLINE) == ["mandate passed on"]
    book.tick(START + HOUR)
    assert [(each.member, each.apprentice) for each in task.mandates][-1] == (6, True)


def test_answers_that_cannot_be_carried_out_say_what_to_do() -> None:
    book = Book(QUIET)
    drawn(book, 4, 7)
    book.tick(START)
    assert says(book, 7, Verb.ACCEPT) == ["W04"]
    assert "follows from the draw" in advice(book, 7, Verb.ACCEPT)
    assert advice(book, 4, Verb.REPORT).endswith("Write: T1 accept, or: T1 decline")
    assert says(book, 4, Verb.ACCEPT) == ["mandate accepted"]
    assert advice(book, 4, Verb.DECLINE).endswith("write: T1 hand back")
    assert says(book, 4, Verb.REPORT, "T9") == ["O05"]


# Giving it back, swapping it


def test_what_is_handed_back_goes_to_the_next_and_nobody_is_named() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    assert says(book, 4, Verb.HAND_BACK, reason="my mother is ill") == ["mandate handed back"]
    book.tick(START + HOUR)
    assert standing(book.state.tasks[1]) == {4: Standing.HANDED_BACK, 7: Standing.GIVEN}
    assert "mother" not in "".join(book.lines())


def test_a_swap_needs_the_word_of_both() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    task = book.state.tasks[1]
    assert says(book, 9, Verb.SWAP, text="Member 4") == ["W04"]
    assert says(book, 4, Verb.SWAP, text="Member 9") == ["swap asked"]
    assert serving(task) == [4]
    assert says(book, 8, Verb.SWAP, text="Member 4") == ["W04"]
    assert says(book, 9, Verb.SWAP, text="Member 4") == ["swapped"]
    assert serving(task) == [9]
    assert standing(task)[4] is Standing.SWAPPED
    assert "mandate given T1" not in book.tick(START + HOUR)


def test_two_can_change_what_they_hold() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    accepted(book, 9, 8)
    assert says(book, 4, Verb.SWAP, text="Member 9") == ["swap asked"]
    assert says(book, 9, Verb.SWAP, "T2", text="Member 4") == ["swapped"]
    assert (serving(book.state.tasks[1]), serving(book.state.tasks[2])) == ([9], [4])


def test_a_swap_asks_for_a_known_name_the_skills_and_room() -> None:
    book = Book(f"{QUIET}\nlabour.mandates_at_once = 1")
    accepted(book, 4, 7, able=("layout",))
    accepted(book, 9)
    assert says(book, 4, Verb.SWAP, text="Nobody") == ["V05"]
    assert says(book, 4, Verb.SWAP, text="Member 9") == ["swap asked"]
    assert says(book, 9, Verb.SWAP, text="Member 4") == ["W02"]
    assert "T2 hand back" in advice(book, 9, Verb.SWAP, text="Member 4")
    assert says(book, 4, Verb.SWAP, text="Member 8") == ["swap asked"]
    assert says(book, 8, Verb.SWAP, text="Member 4") == ["W03"]


# Reports and judgement


def test_a_report_opens_the_judgement_of_all_but_those_who_did_it() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7, 2, people=2)
    task = book.state.tasks[1]
    assert judge(book, 1, "success") == ["O03"]
    assert says(book, 4, Verb.REPORT, text="All set.", terms={"hours": "7"}) == ["work reported"]
    assert book.tick(START + HOUR) == ["judgement begun T1", "judgement T1"]
    assert judge(book, 4, "success") == ["O03"]
    assert judge(book, 7, "success") == ["O03"]
    for member, word in ((1, "failure"), (3, "success"), (5, "partly"), (1, "success")):
        assert judge(book, member, word, reason="so it was") == ["judged"]
    assert says(book, 7, Verb.DONE, terms={"hours": "2"}) == ["work reported"]
    closes = START + HOUR + 7 * DAY
    assert not book.due(closes + HOUR, polled_through=closes).events
    done = book.tick(closes + MINUTE)
    assert done[:3] == ["judgement closed T1", "work ended T1", "judged T1"]
    assert task.judgement is not None
    assert (task.judgement.verdict, task.judgement.figures) == ("success", {"success": 2, "partly": 1})
    assert set(standing(task).values()) == {Standing.ENDED}
    assert judge(book, 6, "failure") == ["V02"]
    published = [each for each in book.exported().entries if each.kind == "work reported"]
    assert [each.private for each in published] == [None, None]
    assert not [each for each in published if each.facts and "hours" in each.facts.value()]


def test_a_place_is_not_taken_any_more_once_the_work_is_judged() -> None:
    book = Book(QUIET)
    task = drawn(book, 4, 7, people=2)
    book.tick(START)
    assert says(book, 4, Verb.ACCEPT) == ["mandate accepted"]
    assert says(book, 4, Verb.DONE) == ["work reported"]
    book.tick(START + HOUR)
    assert says(book, 7, Verb.ACCEPT) == ["W04"]
    book.tick(START + 8 * DAY)
    assert standing(task) == {4: Standing.ENDED, 7: Standing.EXPIRED}


def test_work_is_judged_when_its_date_has_passed_though_nobody_reported() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    assert "judgement begun T1" not in book.tick(DUE)
    assert book.tick(DUE + MINUTE)[:2] == ["judgement begun T1", "judgement T1"]
    book.tick(DUE + 8 * DAY)
    judgement = book.state.tasks[1].judgement
    assert judgement is not None
    assert judgement.verdict == "unjudged"


def test_before_its_date_the_holder_is_reminded_once() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    assert not [each for each in book.tick(DUE - 4 * DAY) if "remind" in each]
    assert book.tick(DUE - 2 * DAY)[:2] == ["mandate reminded T1", "duty T1"]
    assert "mandate reminded T1" not in book.tick(DUE - DAY)


def test_work_that_nobody_took_by_its_date_just_ends() -> None:
    book = Book(QUIET)
    drawn(book, 4)
    book.tick(START)
    says(book, 4, Verb.DECLINE)
    assert "work ended T1" in book.tick(DUE + MINUTE)
    assert book.state.tasks[1].judgement is None


def test_a_judgement_that_is_announced_in_the_digest_runs_from_there() -> None:
    book = Book("posting.per_day = 1")
    accepted(book, 4, 7)
    says(book, 4, Verb.DONE)
    assert book.tick(START + HOUR) == ["judgement begun T1"]
    assert book.tick(START + 9 * HOUR)[0].startswith("digest T1")
    judgement = book.state.tasks[1].judgement
    assert judgement is not None
    assert judgement.closes == START + 9 * HOUR + 7 * DAY


def test_skills_are_recorded_for_all_who_did_work_that_worked_apprentices_too() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7, able=("layout",), apprentices=1, learning=(5,))
    says(book, 4, Verb.DONE)
    book.tick(START + HOUR)
    judge(book, 1, "success")
    book.tick(START + 8 * DAY)
    assert {4, 5} <= {member for member, skills in book.state.skills.items() if "layout" in skills}
    failed = Book(QUIET)
    accepted(failed, 4, 7, able=("layout",))
    says(failed, 4, Verb.DONE)
    failed.tick(START + HOUR)
    judge(failed, 1, "partly")
    failed.tick(START + 8 * DAY)
    assert not failed.state.skills.get(4)


def test_hours_alone_are_no_report() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    assert says(book, 4, Verb.TERMS, terms={"hours": "3"}) == ["work reported"]
    assert says(book, 4, Verb.TERMS, terms={"hours": "some"}) == ["O02"]
    assert "judgement begun T1" not in book.tick(START + HOUR)
    assert book.state.tasks[1].mandates[0].hours == 3


# Terms and turns


def test_a_term_begins_with_the_draw_and_a_report_on_the_way_ends_nothing() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7, due=None, term="1 month")
    assert says(book, 4, Verb.REPORT, text="so far so good") == ["work reported"]
    assert "judgement begun T1" not in book.tick(START + DAY)
    end = START + 30 * DAY  # from 2 November to 2 December
    assert "judgement begun T1" not in book.tick(end)
    assert "judgement begun T1" in book.tick(end + MINUTE)


@pytest.mark.parametrize(
    ("repeats", "days"), [("monthly", 31), ("every 2 weeks", 14), ("week", 28), ("3 months", 90), ("yes", 31)]
)
def test_a_task_that_repeats_opens_its_next_turn_with_the_last_report(repeats: str, days: int) -> None:
    book = Book(QUIET)
    accepted(book, 4, 7, repeats=repeats)
    says(book, 4, Verb.REPORT, text="Start with the cover.")
    book.tick(DUE - DAY)
    done = book.tick(DUE + 7 * DAY)
    assert "task opened T2" in done
    after = book.state.tasks[2]
    assert (after.follows, after.turn, after.handover) == ("T1", 2, "Start with the cover.")
    assert after.due is not None
    assert after.due > book.now
    assert not after.mandates


def test_a_member_who_leaves_the_roll_leaves_an_empty_place() -> None:
    book = Book(QUIET)
    accepted(book, 4, 7)
    book.ask(4, act(Verb.LEAVE_ROLL))
    book.tick(START + HOUR)
    assert standing(book.state.tasks[1]) == {4: Standing.HANDED_BACK, 7: Standing.GIVEN}


def test_after_a_term_a_member_rests_and_is_not_asked() -> None:
    book = Book(f"{QUIET}\nlabour.rest = '30 days'")
    accepted(book, 4, 7)
    says(book, 4, Verb.DONE)
    book.tick(START + HOUR)
    book.tick(START + 8 * DAY)
    task = drawn(book, 4, 7)
    book.tick(START + 9 * DAY)
    assert standing(task) == {7: Standing.GIVEN}
    book.tick(START + 40 * DAY)
    assert standing(task)[4] is Standing.GIVEN
