"""What mails say of work before it is somebody's: calls, pools, draws, empty places, hours."""

from __future__ import annotations

from datetime import date, timedelta

from listvote import events
from listvote.acts import Verb
from listvote.group import Wanted
from listvote.posts import draws, to_list, views
from listvote.posts.views import Say
from tests.group.a_group import START, Book, act, opening
from tests.group.test_draws import CLOSED, DAY, HOUR, SOURCED, a_task, offer
from tests.group.test_plans import SPRING, plan


def digest(book: Book, *refs: str) -> views.Digest:
    wanted = Wanted("digest", refs, book.state.day(book.now).isoformat())
    view = to_list.post(book.state, wanted, "votes@example.org", book.now)
    assert isinstance(view, views.Digest)
    return view


def test_a_task_is_shown_with_its_offers_and_only_while_they_are_taken_with_a_line_to_answer() -> None:
    book = Book()
    wanted = {"people": "2", "hours": "3", "by": "2026-11-20", "able": "layout", "apprentices": "1"}
    book.ask(2, opening(wanted, opens="task"))
    for member in (3, 4):
        offer(book, member, able="layout")
    book.now += timedelta(minutes=1)
    offer(book, 4, verb=Verb.WITHDRAW_OFFER)
    item = draws.task_item(book.state, book.state.tasks[1], START)
    assert (item.people, item.hours, item.by, item.able, item.offers) == (2, 3, date(2026, 11, 20), ("layout",), 1)
    assert item.write == (Say("T1 I can help, able: layout"), Say("T1 apprentice"))
    assert draws.task_item(book.state, book.state.tasks[1], START + 30 * DAY).write == ()


def test_an_announced_plan_lists_its_tasks() -> None:
    book = Book()
    book.ask(1, plan(*SPRING))
    view = to_list.announcement(book.state, book.decision(), "votes@example.org", book.now)
    assert [(each.title, each.people, each.hours, each.by) for each in view.tasks] == [
        ("Typeset the issue", 2, 6, date(2026, 12, 20)),
        ("Carry the parcels", 3, None, None),
        ("Read the proofs", 1, None, None),
    ]


def test_a_call_says_whose_turn_it_is_and_commits() -> None:
    book = Book("labour.rotation = 'share'", secrets=True)
    a_task(book)
    view = draws.call(book.state, [book.state.tasks[1]], "votes@example.org", book.now)
    assert view.rotation == "whoever is owed most goes first; a lot settles ties."
    assert view.commitment == book.state.draws["T1"].commitment
    assert (view.together, view.write) == ((), (Say("T1 I can help"),))


def test_a_pool_says_who_was_asked_when() -> None:
    book = Book(secrets=True)
    book.write(
        events.ServiceImported(work_class="", history=({"member": 3, "terms": 2, "last": "2026-06-01T00:00:00Z"},))
    )
    a_task(book, apprentices="1")
    offer(book, 3)
    offer(book, 4)
    offer(book, 5, verb=Verb.APPRENTICE)
    book.tick(CLOSED)
    view = draws.pool(book.state, book.state.draws["T1"], "votes@example.org", book.now)
    assert [(each.number, each.standing) for each in view.pool] == [
        (3, "last asked 1 Jun 2026, 2 terms"),
        (4, "not asked before"),
        (5, "not asked before; to learn it"),
    ]
    assert view.salts_until == CLOSED + 24 * HOUR


def test_a_draw_says_who_is_asked_what_went_in_and_what_it_proves() -> None:
    book = Book(secrets=True)
    a_task(book, people="2")
    offer(book, 3)
    book.tick(CLOSED)
    book.ask(9, act(Verb.SALT, "T1", text="heron"))
    book.tick(CLOSED + 25 * HOUR)
    drawn = book.state.draws["T1"]
    view = draws.draw(book.state, drawn, "votes@example.org", book.now)
    assert view.given == (views.Given("T1", "Paper", 2, ("Member 3",)),)
    assert view.salted == ("Member 9 (member 9): heron",)
    assert (view.secret, view.chosen, view.recount) == (drawn.secret, 1, "listvote draw verify draw-T1.json")
    assert "could have chosen by sending the last salt" in view.guarantees[0]


def test_a_digest_tells_what_no_post_had_room_for() -> None:
    book = Book('posting.announce = "digest"', secrets=True)
    book.ask(1, opening({"people": "1", "hours": "6"}, opens="task"))
    book.tick(book.now)
    shown = digest(book, "T1")
    assert shown.tasks[0].commitment == book.state.draws["T1"].commitment
    assert shown.hours == views.HoursFigure(6, 0)
    book.tick(START + 10 * HOUR)
    offer(book, 3, hours="7")
    shown = digest(book)
    assert shown.tasks[0].commitment == ""
    assert shown.hours is not None
    assert (shown.hours.offered, shown.hours.short) == (6, 0)
    book.tick(START + 8 * DAY + 10 * HOUR)
    assert [each.pool for each in digest(book).pools] == [("3 Member 3",)]
    book.tick(START + 9 * DAY + 11 * HOUR)
    assert [each.given[0].who for each in digest(book, "T1").drawn] == [("Member 3",)]
    assert digest(book).drawn == ()


def test_a_digest_says_which_source_a_draw_waits_for() -> None:
    book = Book(SOURCED, secrets=True)
    a_task(book)
    offer(book, 3)
    book.tick(CLOSED)
    book.tick(CLOSED + 25 * HOUR)
    assert (
        "The draw of T1 waits for a public value: the lottery on Saturday. 0 salts went in. "
        "A moderator enters it: source 1 of T1: the value"
    ) in digest(book).notes


def test_a_digest_says_what_stays_empty_and_why() -> None:
    book = Book(secrets=True)
    a_task(book, people="2", able="layout")
    for _ in range(3):
        book.tick(book.now + 9 * DAY)
    assert "T1, Paper: 2 places stay empty. T1 wants 2 able in layout, nobody offered." in digest(book).notes


def test_every_reason_why_a_place_is_empty_is_a_sentence() -> None:
    reason = {"tasks": ["T7", "T9"], "wanted": 4, "offered": 3, "able": ["layout"], "apprentices": False}
    assert draws.why_empty(reason) == "T7 and T9 want 4 able in layout, 3 offered."
    assert draws.why_empty({**reason, "tasks": ["T7"], "wanted": 1, "offered": 0, "apprentices": True}) == (
        "T7 wants 1 apprentice, nobody offered."
    )
