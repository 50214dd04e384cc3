"""A draw of work by itself: committed to, called, frozen, salted, drawn; and what becomes of empty places."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote import events, lot
from listvote.acts import Act, Verb
from listvote.group import Counted, Turned, due
from listvote.group.draws import SECRET_WAITS, SOURCES_WAIT
from listvote.labour.draw import Draw
from tests.group.a_group import START, Book, act, opening

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLOSED = START + timedelta(days=7, hours=1)


def a_task(book: Book, **settings: str) -> str:
    """A task opened and called for; its reference."""
    book.ask(1, opening({"people": "1", **settings}, opens="task"))
    book.tick(book.now)
    return f"T{book.state.last_task}"


def offer(book: Book, member: int, ref: str = "T1", verb: Verb = Verb.OFFER, **terms: str) -> str:
    """What became of an offer: its kind, or the code of its refusal."""
    result = book.ask(member, act(verb, ref, terms=terms)).results[0]
    return result.refused.reason.code if isinstance(result, Turned) else "taken"


def drawn(book: Book, at: datetime = CLOSED) -> Draw:
    """The first draw after everything that is due."""
    book.tick(at)
    book.tick(at + timedelta(hours=25))
    return next(iter(book.state.draws.values()))


def test_a_task_is_committed_to_called_frozen_salted_and_drawn() -> None:
    book = Book(secrets=True)
    book.ask(1, opening({"people": "1"}, opens="task"))
    assert book.tick(START) == ["lot committed T1", "call T1"]
    for member in (3, 5, 7):
        assert offer(book, member) == "taken"
    assert book.tick(START + timedelta(days=6, hours=10)) == ["digest"]
    assert book.tick(CLOSED) == ["pool frozen T1", "pool T1"]
    assert [each.number for each in book.state.draws["T1"].pool] == [3, 5, 7]
    book.ask(9, act(Verb.SALT, "T1", text=" pepper "))
    assert book.tick(CLOSED + 23 * HOUR) == []
    assert book.tick(CLOSED + 25 * HOUR)[:3] == ["salts closed T1", "drawn T1", "draw T1"]
    draw = book.state.draws["T1"]
    assert draw.salts == {9: "pepper"}
    assert draw.revealed == draw.secret
    order = tuple(lot.order(bytes.fromhex(draw.secret), [3, 5, 7], {9: "pepper"}, []))
    assert (draw.order, draw.seats["T1"]) == (order, order[:1])


def test_the_secret_is_in_no_public_body_before_the_draw() -> None:
    book = Book(secrets=True)
    a_task(book)
    offer(book, 3)
    book.tick(CLOSED)
    secret = book.state.draws["T1"].secret
    assert len(secret) == 64
    assert secret not in "\n".join(book.lines())
    book.tick(CLOSED + 25 * HOUR)
    assert secret in "\n".join(book.lines())


def test_nobody_is_added_after_the_freeze_and_nobody_taken_out() -> None:
    book = Book(secrets=True)
    a_task(book)
    offer(book, 3)
    book.tick(CLOSED)
    assert offer(book, 4) == "W01"
    assert offer(book, 3, verb=Verb.WITHDRAW_OFFER) == "W01"
    late = book.ask(5, act(Verb.OFFER, "T1"), received=START + DAY)  # in time, and read after the freeze
    assert isinstance(late.results[0], Turned)
    assert [each.number for each in book.state.draws["T1"].pool] == [3]


def test_an_offer_is_withdrawn_until_the_freeze() -> None:
    book = Book(secrets=True)
    a_task(book)
    offer(book, 3)
    offer(book, 4)
    assert offer(book, 3, verb=Verb.WITHDRAW_OFFER) == "taken"
    assert drawn(book).order == (4,)


@pytest.mark.parametrize(
    ("wanted", "terms", "verb", "becomes"),
    [
        ({"able": "layout"}, {}, Verb.OFFER, "W03"),
        ({"able": "layout"}, {"able": "Layout"}, Verb.OFFER, "able"),
        ({"able": "layout", "apprentices": "1"}, {}, Verb.APPRENTICE, "learning"),
        ({"able": "layout"}, {}, Verb.APPRENTICE, "O03"),
        ({"hours": "6"}, {"hours": "4"}, Verb.OFFER, "left out"),
        ({"hours": "6"}, {"hours": "6 hours"}, Verb.OFFER, "able"),
        ({"by": "--12-20"}, {"until": "--12-01"}, Verb.OFFER, "left out"),
        ({"by": "--12-20"}, {"until": "--12-24"}, Verb.OFFER, "able"),
        ({"term": "3 months"}, {"until": "--12-24"}, Verb.OFFER, "left out"),
    ],
)
def test_who_can_be_drawn(wanted: dict[str, str], terms: dict[str, str], verb: Verb, becomes: str) -> None:
    book = Book(secrets=True)
    a_task(book, **wanted)
    code = offer(book, 3, verb=verb, **terms)
    if code != "taken":
        assert code == becomes
        return
    book.tick(CLOSED)
    pool = book.state.draws["T1"].pool
    found = "left out" if not pool else "able" if pool[0].able else "learning"
    assert found == becomes


def test_terms_may_stand_in_the_line_of_the_offer() -> None:
    book = Book(secrets=True)
    a_task(book, able="layout")
    book.ask(3, act(Verb.OFFER, "T1", reason="able: layout"))
    assert book.state.tasks[1].willing()[0].able == ("layout",)


def test_what_was_declared_once_is_kept() -> None:
    book = Book(secrets=True)
    a_task(book)
    offer(book, 3, able="layout")
    a_task(book, able="layout")
    assert offer(book, 3, "T2") == "taken"


def test_hours_are_in_no_published_body() -> None:
    book = Book(secrets=True)
    a_task(book, hours="6")
    offer(book, 3, hours="7 hours a week")
    book.ask(4, act(Verb.OFFER_ALWAYS, text="layout, 9 hours a month"))
    book.tick(CLOSED)
    assert [each.number for each in book.state.draws["T1"].pool] == [3]
    text = "\n".join(book.lines())
    assert "7 hours" not in text
    assert "9 hours" not in text.replace("willing always: layout, 9 hours a month", "")


def test_whoever_is_away_off_the_roll_or_busy_is_left_out() -> None:
    book = Book("labour.mandates_at_once = 1", secrets=True)
    a_task(book)
    for member in (3, 4, 5, 6):
        offer(book, member)
    book.write(events.MemberAway(member=3, received=START, until=None), events.MemberLeft(member=4))
    book.write(events.MandateGiven(about="T1", number=1, member=5, accept_by=CLOSED))
    book.tick(CLOSED)
    assert [each.number for each in book.state.draws["T1"].pool] == [6]


def test_whoever_holds_enough_is_refused_with_w02_and_whoever_rests_with_w05() -> None:
    book = Book('labour.mandates_at_once = 1\nlabour.classes = { stall = { rest = "60 days" } }', secrets=True)
    a_task(book, **{"class": "stall"})
    book.write(events.MandateGiven(about="T1", number=1, member=3, accept_by=CLOSED))
    book.write(events.MandateAccepted(about="T1", number=1, actor=3, received=START, key="k"))
    a_task(book, **{"class": "stall"})
    assert offer(book, 3, "T2") == "W02"
    book.write(events.WorkEnded(about="T1", because="judged"))
    assert offer(book, 3, "T2") == "W05"
    a_task(book)
    assert offer(book, 3, "T3") == "taken"


def test_a_standing_offer_covers_its_class_its_skills_or_any_work() -> None:
    book = Book(secrets=True)
    book.ask(3, act(Verb.OFFER_ALWAYS, text="layout, 4 hours a month"))
    book.ask(4, act(Verb.OFFER_ALWAYS, text="editing"))
    book.ask(5, act(Verb.OFFER_ALWAYS, text="anything"))
    book.ask(6, act(Verb.OFFER_ALWAYS, text="cooking"))
    book.ask(7, act(Verb.OFFER_ALWAYS, text="editing"))
    a_task(book, **{"class": "editing", "hours": "3"})
    assert offer(book, 7, verb=Verb.WITHDRAW_OFFER) == "taken"
    book.tick(CLOSED)
    assert [each.number for each in book.state.draws["T1"].pool] == [4, 5]


def test_a_standing_offer_has_no_more_hours_than_are_left() -> None:
    book = Book(secrets=True)
    book.ask(3, act(Verb.OFFER_ALWAYS, text="anything, 4 hours a month"))
    a_task(book, hours="3")
    drawn(book)
    book.ask(3, act(Verb.ACCEPT, "T1"))
    a_task(book, hours="3")
    book.tick(book.now + 8 * DAY)
    assert not book.state.draws["T2"].pool


@pytest.mark.parametrize(
    "word", ["nothing", "nichts", "nichts mehr", "rien", "nada", "niente", "più niente", "nada mais"]
)
def test_a_standing_offer_ends_with_a_word_in_any_language(word: str) -> None:
    book = Book(secrets=True)
    book.ask(3, act(Verb.OFFER_ALWAYS, text="layout"))
    assert [each.kind for each in book.ask(3, act(Verb.OFFER_ALWAYS, text=word)).events] == ["standing offer withdrawn"]


def test_a_standing_offer_ends_with_a_word() -> None:
    book = Book(secrets=True)
    book.ask(3, act(Verb.OFFER_ALWAYS, text=""))
    assert book.state.standing_offers[3].work == ()
    assert [each.kind for each in book.ask(3, act(Verb.OFFER_ALWAYS, text="nothing")).events] == [
        "standing offer withdrawn"
    ]
    assert isinstance(book.ask(3, act(Verb.OFFER_ALWAYS, text="nothing")).results[0], Turned)


def test_whoever_is_erased_offers_nothing_more() -> None:
    book = Book(secrets=True)
    book.ask(3, act(Verb.OFFER_ALWAYS, text="anything"))
    a_task(book)
    offer(book, 4)
    book.write(*(events.MemberErased(member=each) for each in (3, 4)))
    assert not book.state.standing_offers
    assert [each.line for each in book.state.tasks[1].offers[4]] == [""]


def test_whoever_stood_aside_is_left_out_unless_they_offer_afterwards() -> None:
    book = Book(secrets=True)
    for member in (3, 4, 5):
        book.ask(member, act(Verb.OFFER_ALWAYS, text="anything"))
    plan = Act(Verb.OPEN, "[PLAN]", opening=opening(opens="plan", tasks=({"task": "Carry it"},)).opening)
    book.ask(1, plan)
    book.announce(book.decision())
    book.vote("agree", 1, 2, 5, 6, 7, 8, 10, 11, 12)
    book.vote("stand aside", 3, 4, 9)
    book.tick(START + 8 * DAY)
    book.now += HOUR
    book.ask(4, act(Verb.OFFER_ALWAYS, text="anything"))
    offer(book, 9)
    book.tick(START + 16 * DAY)
    assert [each.number for each in book.state.draws["T1"].pool] == [4, 5, 9]


def test_tasks_of_one_plan_and_class_are_called_and_drawn_together() -> None:
    book = Book(secrets=True)
    tasks = ({"task": "One", "class": "stall"}, {"task": "Two"}, {"task": "Three", "class": "stall"})
    book.ask(1, Act(Verb.OPEN, "[PLAN]", opening=opening(opens="plan", tasks=tasks).opening))
    book.announce(book.decision())
    book.vote("agree", *range(1, 9))
    done = book.tick(START + 8 * DAY)
    assert [each for each in done if "committed" in each] == ["lot committed T1", "lot committed T2"]
    assert [each for each in done if each.startswith("call")] == ["call T1 T3"]
    done = book.tick(START + 9 * DAY)
    assert "call T2" in done
    for member in (3, 5, 7):
        offer(book, member, "T1", prefer="T3 over T1")
        offer(book, member, "T3")
    book.tick(START + 15 * DAY + HOUR)
    draw = book.state.draws["T1"]
    assert draw.tasks == ("T1", "T3")
    assert draw.pool[0].able == ("T1", "T3")
    book.tick(START + 17 * DAY)
    assert len({*draw.seats["T1"], *draw.seats["T3"]}) == 2


def test_tasks_that_freeze_at_one_time_in_one_class_are_drawn_together() -> None:
    book = Book('posting.announce = "digest"', secrets=True)
    for _ in range(2):
        book.ask(1, opening({"people": "1"}, opens="task"))
    book.tick(START + 10 * HOUR)
    offer(book, 3)
    offer(book, 3, "T2")
    book.tick(START + 8 * DAY)
    assert book.state.draws["T1"].tasks == ("T1", "T2")
    assert book.state.draws["T2"].frozen is None
    assert book.state.tasks[2].draw == "T1"


def test_a_commitment_is_never_made_twice() -> None:
    book = Book()
    for _ in range(2):
        book.ask(1, opening({"people": "1"}, opens="task"))
    secret = bytes(range(32))
    for _ in range(2):
        book.write(*due(book.state, book.now, book.now, {}, secret).events)
    assert list(book.state.draws) == ["T1"]


def test_places_that_stay_empty_are_offered_once_more_and_then_stay_empty() -> None:
    book = Book(secrets=True)
    a_task(book, people="3", able="layout")
    offer(book, 3, able="layout")
    book.tick(CLOSED)
    done = book.tick(CLOSED + 25 * HOUR)
    task = book.state.tasks[1]
    assert "offers reopened T1" in done
    assert "lot committed T1.2" in done
    assert (task.wanted, task.draw, task.calls) == (2, "T1.2", 2)
    assert task.status(book.now).value == "offers"
    assert [each.member for each in task.mandates] == [3]  # whom the first draw chose is asked all the same
    book.tick(book.now + DAY)
    assert task.called is not None
    book.tick(task.offers_until + HOUR)
    book.tick(task.offers_until + 26 * HOUR)
    second = book.state.draws["T1.2"]
    assert second.drawn is not None
    assert not second.pool  # the only one who offered was asked already
    assert (task.wanted, task.empty[0]["wanted"]) == (2, 2)
    assert book.tick(book.now + 30 * DAY)[-1:] != ["offers reopened T1"]
    assert task.calls == 2


def test_offers_are_not_taken_again_for_an_apprentice_alone_or_after_its_date() -> None:
    book = Book(secrets=True)
    a_task(book, apprentices="1")
    offer(book, 3)
    a_task(book, by="2026-11-12")
    drawn(book)
    assert (book.state.tasks[1].calls, book.state.tasks[2].calls) == (1, 1)
    assert book.state.tasks[2].wanted == 1


def test_whoever_was_asked_once_is_not_drawn_for_the_same_task_again() -> None:
    book = Book(secrets=True)
    a_task(book, people="2")
    offer(book, 3)
    drawn(book)
    book.ask(3, act(Verb.DECLINE, "T1"))
    assert offer(book, 3) == "O03"
    book.tick(book.now + 10 * DAY)
    assert not book.state.draws["T1.2"].pool


def test_where_nobody_offered_nothing_is_salted() -> None:
    book = Book(secrets=True)
    a_task(book, people="2", apprentices="1")
    done = book.tick(CLOSED)
    assert done[:3] == ["pool frozen T1", "drawn T1", "offers reopened T1"]
    assert "pool T1" not in done
    first = book.state.draws["T1"]
    assert (first.order, first.revealed) == ((), first.secret)
    assert book.state.tasks[1].wanted == 2


def test_a_lost_secret_counts_as_empty_after_a_day_on_the_record() -> None:
    book = Book(secrets=True)
    a_task(book)
    for member in (3, 5):
        offer(book, member)
    book.tick(CLOSED)
    book.state.draws["T1"].secret = ""
    closed = CLOSED + 25 * HOUR
    assert "salts closed T1" in book.tick(closed)
    assert book.state.draws["T1"].drawn is None
    assert "drawn T1" in book.tick(closed + SECRET_WAITS)
    draw = book.state.draws["T1"]
    assert draw.revealed is None
    assert draw.order == tuple(lot.order(b"", [3, 5], {}, []))


def test_a_secret_that_is_not_the_one_committed_to_is_lost() -> None:
    book = Book(secrets=True)
    a_task(book)
    offer(book, 3)
    book.tick(CLOSED)
    book.state.draws["T1"].secret = "00" * 32
    book.tick(CLOSED + 25 * HOUR)
    book.tick(CLOSED + 50 * HOUR)
    assert book.state.draws["T1"].revealed is None


SOURCED = 'labour.sources = ["the lottery on Saturday", "the temperature at noon"]'


def source(book: Book, text: str, member: int = 1, **terms: str) -> str:
    result = book.ask(member, act(Verb.SOURCE, "T1", text=text, terms=terms)).results[0]
    return result.refused.reason.code if isinstance(result, Turned) else "taken"


def test_a_draw_waits_for_its_sources_and_a_moderator_enters_them() -> None:
    book = Book(SOURCED, secrets=True)
    a_task(book)
    for member in (3, 5):
        offer(book, member)
    book.tick(CLOSED)
    assert source(book, "4 8 15") == "O03"  # the salts are not closed
    assert "drawn T1" not in book.tick(CLOSED + 25 * HOUR)
    assert source(book, "4 8 15", member=2) == "C01"
    assert source(book, "4 8 15") == "taken"
    assert source(book, "4 8 16", number="1") == "O03"  # it stands
    assert "drawn T1" not in book.tick(book.now)
    assert source(book, "21", number="2") == "taken"
    assert "drawn T1" in book.tick(book.now)
    draw = book.state.draws["T1"]
    assert draw.order == tuple(lot.order(bytes.fromhex(draw.secret), [3, 5], {}, ["4 8 15", "21"]))


def test_a_source_that_nobody_enters_is_waited_for_a_week() -> None:
    book = Book(SOURCED, secrets=True)
    a_task(book)
    offer(book, 3)
    book.tick(CLOSED)
    closed = CLOSED + 25 * HOUR
    book.tick(closed)
    book.tick(closed + SOURCES_WAIT - HOUR)
    assert book.state.draws["T1"].drawn is None
    book.tick(closed + SOURCES_WAIT)
    assert book.state.draws["T1"].drawn is not None


def test_a_group_may_draw_as_rfc_3797_does() -> None:
    book = Book(SOURCED + '\nlabour.lot = "rfc3797"', secrets=True)
    a_task(book)
    for member in (3, 5, 8):
        offer(book, member)
    book.tick(CLOSED)
    book.tick(CLOSED + 25 * HOUR)
    assert source(book, "no number") == "O02"
    assert source(book, "9319") == "taken"
    assert source(book, "2 5 12 8 10") == "taken"
    book.tick(book.now)
    expected = [(3, 5, 8)[place - 1] for place in lot.rfc3797(3, ["9319", "2 5 12 8 10"], 3)]
    assert book.state.draws["T1"].order == tuple(expected)


def test_the_first_salt_of_each_counts_and_late_ones_are_refused() -> None:
    book = Book(secrets=True)
    a_task(book)
    offer(book, 3)
    book.ask(4, act(Verb.SALT, "T1", text="early"))
    book.tick(CLOSED)
    book.ask(4, act(Verb.SALT, "T1", text="again"))
    book.ask(5, act(Verb.SALT, "T1", text="heron"))
    late = book.ask(6, act(Verb.SALT, "T1", text="late"), received=CLOSED + 24 * HOUR + timedelta(seconds=1))
    assert isinstance(late.results[0], Turned)
    book.tick(CLOSED + 25 * HOUR)
    assert book.state.draws["T1"].salts == {4: "early", 5: "heron"}


def test_a_group_that_listens_draws_nobody() -> None:
    book = Book(live=False, secrets=True)
    book.ask(1, opening({"people": "1"}, opens="task"))
    offer(book, 3)
    done = book.tick(CLOSED + 30 * HOUR)
    assert not [each for each in done if "pool" in each or "drawn" in each or "committed" in each]


def test_turns_go_to_whoever_was_asked_least_recently() -> None:
    book = Book(secrets=True)
    served: list[int] = []
    for number in range(1, 5):
        a_task(book)
        for member in (3, 4, 5, 6):
            offer(book, member, f"T{number}")
        book.tick(book.now + 8 * DAY)
        book.tick(book.now + 2 * DAY)
        served += book.state.draws[f"T{number}"].seats[f"T{number}"]
    assert sorted(served) == [3, 4, 5, 6]


def test_service_from_before_stands_behind() -> None:
    book = Book(secrets=True)
    first: dict[str, Any] = {"member": 3, "terms": 2, "last": "2026-06-01T00:00:00Z"}
    book.write(events.ServiceImported(work_class="", history=(first, {"member": 4, "terms": 1})))
    a_task(book)
    for member in (3, 4):
        offer(book, member)
    assert drawn(book).seats["T1"] == (4,)


def test_an_offer_that_would_not_help_says_why_in_its_receipt() -> None:
    book = Book(secrets=True)
    a_task(book, hours="6", by="--12-20")
    result = book.ask(3, act(Verb.OFFER, "T1", terms={"hours": "4"})).results[0]
    assert isinstance(result, Counted)
    assert result.note == "It asks for 6 hours each; with 4 hours you are not drawn for it."
    result = book.ask(3, act(Verb.OFFER, "T1", terms={"hours": "6", "until": "--12-01"})).results[0]
    assert isinstance(result, Counted)
    assert result.note == "It is to be done by 2026-12-20; with your date you are not drawn for it."


@settings(max_examples=25, deadline=None)
@given(
    people=st.integers(1, 4),
    offering=st.sets(st.integers(1, 12), max_size=8),
    learning=st.sets(st.integers(13, 16), max_size=3),
    salts=st.dictionaries(st.integers(1, 16), st.text(min_size=1, max_size=8), max_size=3),
)
def test_every_draw_fills_as_many_places_as_there_are_people(
    people: int, offering: set[int], learning: set[int], salts: dict[int, str]
) -> None:
    book = Book(secrets=True)
    a_task(book, people=str(people), able="layout", apprentices="1")
    for member in offering:
        offer(book, member, able="layout")
    for member in learning:
        offer(book, member, verb=Verb.APPRENTICE)
    for member, text in salts.items():
        book.ask(member, act(Verb.SALT, "T1", text=text))
    draw = drawn(book)
    assert set(draw.order) == offering | learning
    assert len(draw.seats["T1"]) == min(people, len(offering))
    assert set(draw.seats["T1"]) <= offering
    assert len(draw.taught["T1"]) == min(1, len(learning))
    json.dumps([entry.head.decode() for entry in book.entries])


def test_nobody_is_too_late_for_a_call_that_is_not_out_yet() -> None:
    book = Book(secrets=True)
    book.write(events.Paused())
    a_task(book)
    book.tick(START + 9 * DAY)
    assert book.state.tasks[1].called is None
    assert offer(book, 3) == "taken"
    book.write(events.Resumed())
    book.tick(START + 9 * DAY + HOUR)
    assert offer(book, 4) == "taken"
    book.tick(START + 17 * DAY)
    assert [each.number for each in book.state.draws["T1"].pool] == [3, 4]
    assert offer(book, 5) == "W01"
