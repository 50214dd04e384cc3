"""Sealed decisions in which objections are heard: they alone are opened, and only for a hearing after the deadline."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

import pytest

from listvote.acts import Verb
from listvote.audit import Report, audit
from listvote.deliberation.decision import Status
from listvote.group.sealed import waits_for_close
from listvote.ledger.chain import Entry
from listvote.ledger.codec import Exported, export, read
from listvote.posts.matters import item, voices
from tests.group.a_group import START, Book, act, ballot, resealed

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SEALED = 'kinds.ordinary.ballots = "sealed"'
LEASE = "The lease forbids it."


def objected(more: str = SEALED) -> Book:
    """Twelve agree, one objects, one objects and thinks better of it; all within the time to answer."""
    book = Book(more)
    book.open(member=2)
    book.vote("agree", *range(1, 13))
    book.now = START + DAY
    book.vote("object", 16, reason=LEASE)
    book.vote("object", 15, reason="XYZZY")
    book.now += HOUR
    book.vote("agree", 15)
    return book


def heard(more: str = SEALED) -> Book:
    book = objected(more)
    assert "hearing begun #1" in book.tick(book.decision().deadline + MINUTE)
    return book


def public(book: Book) -> list[str]:
    return list(export("press", book.entries, lambda entry: waits_for_close(book.state, entry)))


def opened(book: Book) -> list[tuple[int, str]]:
    """The ballots that the public ledger shows: who, and what."""
    found = []
    for line in public(book)[1:]:
        entry = json.loads(line)
        if json.loads(entry["head"])["kind"] == "ballot" and isinstance(entry["facts"], dict):
            facts = json.loads(entry["facts"]["text"])
            found.append((facts["actor"], facts["ballot"]["position"]))
    return found


def checked(book: Book) -> Report:
    report = audit(read(public(book)))
    assert report.differences == []
    return report


def finished(book: Book) -> Book:
    while book.decision().status.runs:
        book.tick(book.decision().deadline + MINUTE)
        checked(book)
    return book


def test_no_hearing_begins_before_the_deadline() -> None:
    book = objected()
    assert book.tick(START + 2 * DAY) == []
    assert book.decision().status is Status.OPEN
    assert opened(book) == []
    checked(book)


def test_the_hearing_opens_the_objections_and_nothing_else() -> None:
    book = heard()
    assert book.decision().status is Status.HEARING
    assert opened(book) == [(16, "object")]
    assert [each.reason for each in voices(book.state, book.decision())] == [LEASE]
    shown = item(book.state, book.decision(), book.now)
    assert (shown.tally, shown.if_now, [each.alias for each in shown.objections]) == (None, "", ["Member 16"])
    assert "XYZZY" not in "".join(public(book))
    assert checked(book).withheld == 14


def test_answers_stay_changeable_until_the_hearing_ends_and_nobody_sees_how() -> None:
    book = heard()
    book.now += DAY
    book.vote("stand aside", 1)
    book.ask(16, act(Verb.SATISFIED, "#1"))
    book.vote("object", 3, reason="PLUGH")
    assert book.decision().standing()[16].position == "abstain"
    assert opened(book) == [(16, "object")]
    assert [each.reason for each in voices(book.state, book.decision())] == [LEASE]
    assert "PLUGH" not in "".join(public(book))
    checked(book)


def test_keeping_an_objection_up_looks_like_any_other_ballot() -> None:
    book = heard()
    book.now += DAY
    decided = book.ask(16, act(Verb.STILL_OBJECT, "#1"))
    assert [each.kind for each in decided.events] == ["ballot"]
    assert opened(book) == [(16, "object")]
    stands, lapsed = book.decision().objections(closing=True)
    assert (set(stands), set(lapsed)) == ({16}, set())
    assert stands[16].reason == LEASE


def test_what_was_kept_up_gets_another_hearing_and_then_the_fallback() -> None:
    book = heard()
    for _ in range(2):
        book.now += DAY
        book.ask(16, act(Verb.STILL_OBJECT, "#1"))
        book.tick(book.decision().deadline + MINUTE)
        checked(book)
    assert (book.decision().status, book.decision().held) == (Status.ADOPTED, 2)
    assert ("agree", 13) in book.decision().figures.items()


def test_an_objection_that_nobody_keeps_up_lapses() -> None:
    book = finished(heard())
    assert (book.decision().status, book.decision().held) == (Status.ADOPTED, 1)


def test_an_objection_made_in_the_hearing_is_opened_by_the_next_one() -> None:
    book = heard()
    book.now += DAY
    book.vote("object", 3, reason="It is loud.")
    book.vote("object", 16, reason="It still forbids it.")
    assert "hearing begun #1" in book.tick(book.decision().deadline + MINUTE)
    assert sorted(each.reason for each in voices(book.state, book.decision())) == [
        "It is loud.",
        "It still forbids it.",
    ]
    assert opened(book) == [(16, "object"), (3, "object"), (16, "object")]
    checked(book)


def test_the_close_opens_everything() -> None:
    book = finished(heard())
    report = checked(book)
    assert (report.withheld, len(opened(book))) == (0, 15)
    assert report.tallies[0].figures["object"] == 1


def test_within_the_limit_nothing_is_opened_before_the_close() -> None:
    book = objected(SEALED + "\nkinds.ordinary.objections_allowed = 1")
    assert "closed #1" in book.tick(book.decision().deadline + MINUTE)
    checked(book)


@pytest.mark.parametrize("closes", ["open", "sealed"])
def test_a_lazy_decision_goes_on_and_its_objection_is_seen_where_the_next_ballots_are(closes: str) -> None:
    book = Book(f'kinds.quick = {{ method = "lazy", ballots = "sealed" }}\nkinds.ordinary.ballots = "{closes}"')
    book.open(member=2, kind="quick")
    book.vote("agree", 3)
    book.vote("object", 16, reason=LEASE)
    book.tick(START + HOUR)
    assert opened(book) == []
    done = book.tick(book.decision().deadline + MINUTE)
    assert "new version #1" in done
    assert ("hearing begun #1" in done) is (closes == "open")
    assert opened(book) == ([(16, "object")] if closes == "open" else [])
    checked(book)
    book.now += HOUR
    assert book.ask(4, ballot("agree", "#1.2")).events
    assert ((4, "agree") in opened(book)) is (closes == "open")
    assert (3, "agree") not in opened(book)
    checked(book)
    finished(book)
    assert (3, "agree") in opened(book)


def test_a_new_wording_opens_no_ballot_of_the_old_one() -> None:
    book = objected()
    book.ask(5, act(Verb.AMEND, "#1", text="A smaller press."))
    book.ask(2, act(Verb.ACCEPT_AMENDMENT, "#1", text="1"))
    assert book.decision().ref.version == 2
    book.ask(4, ballot("disagree", "#1.2"))
    assert opened(book) == []
    checked(book)
    finished(book)
    assert len(opened(book)) == 16


def test_in_a_gradient_a_veto_is_opened_the_same_way() -> None:
    book = Book('kinds.steps = { method = "gradient", ballots = "sealed" }')
    book.open(member=2, kind="steps")
    book.vote("step 1", *range(1, 13))
    book.vote("step 8", 16, reason=LEASE)
    assert book.tick(START + HOUR) == []
    assert "hearing begun #1" in book.tick(book.decision().deadline + MINUTE)
    assert opened(book) == [(16, "step 8")]
    book.ask(16, act(Verb.SATISFIED, "#1"))
    assert opened(book) == [(16, "step 8")]
    finished(book)


def test_the_audit_names_sealed_objections_that_were_opened_too_soon() -> None:
    book = heard()
    begun = next(each for each in book.entries if each.kind == "hearing begun")
    early = resealed(book.entries, {})
    assert audit(read(export("press", early))).differences == []
    opening = next(each for each in book.entries if each.kind == "decision opened")
    rules = opening.facts.value()["rules"] if opening.facts else {}
    longer = resealed(book.entries, {opening.seq: {"closes": "60 days", "rules": {**rules, "closes": "60 days"}}})
    assert any(
        each.seq == begun.seq and "before the deadline" in each.what
        for each in audit(read(export("press", longer))).differences
    )


def test_the_audit_names_objectors_whose_objection_is_not_there() -> None:
    book = heard()
    begun = next(each for each in book.entries if each.kind == "hearing begun")
    wrong = resealed(book.entries, {begun.seq: {"objectors": [12, 16]}})
    assert any("objectors" in each.what for each in audit(_withheld(book, wrong)).differences)


def _withheld(book: Book, entries: Iterable[Entry]) -> Exported:
    lines = list(export("press", entries, lambda entry: waits_for_close(book.state, entry)))
    return read(lines)
