"""Secret ballots as values: what is refused, what a box comes to, what a sheet may say, and what an audit notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from listvote.acts import Act, Opening, Option, Reading, Verb
from listvote.audit import audit
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.secrecy import Box, Locked, Slip, lock, marks_of, pseudonym, sheet, tag, unlock, with_box
from listvote.group import Turned, decide, due
from listvote.group.secret import SecretBallot, slips
from listvote.ledger.codec import export, read
from tests.group.a_group import START, Book, act, ballot, resealed

KEY = bytes(range(32))
QUIET = '[kinds.quiet]\nmethod = "majority"\nballots = "secret"\nextension = "none"\n'
CHOICE = '[kinds.quiet]\nmethod = "{method}"\nballots = "secret"\nextension = "none"\n'
HOUR = timedelta(hours=1)


def a_book(charter: str = QUIET) -> Book:
    book = Book(charter, members=6)
    book.open(kind="quiet")
    return book


def slip(member: int, position: str, hours: int = 1, **more: Any) -> Slip:
    given_ = None if position in ("", "withdrawn") else {"position": position}
    key = more.pop("key", f"{member}.{hours}")
    return Slip(member, START + hours * HOUR, key, ballot=given_, withdrawn=position == "withdrawn", **more)


def close(book: Book, *given_: Slip) -> Decision:
    """Let the decision end with these slips in its box."""
    end = book.decision().deadline + HOUR
    book.now = end
    while step := due(book.state, end, end, {}, boxes={1: Box(KEY, given_)}):
        if step.post is not None:
            break
        book.write(*step.events)
    return book.decision()


def codes(book: Book, *acts: Act, **more: Any) -> list[str]:
    return [each.refused.reason.code for each in book.ask(2, *acts, **more).results if isinstance(each, Turned)]


def test_a_ballot_in_private_is_for_the_box_and_writes_nothing() -> None:
    book = a_book()
    mail = book.mail(2, public=False)
    made = decide(book.state, mail, Reading((ballot("for"), act(Verb.MARK, "#1", text="heron"))), book.now)
    assert all(isinstance(each, SecretBallot) for each in made.events)
    assert slips(made.events, mail.key) == {
        "#1": Slip(2, mail.received, mail.key, ballot={"position": "for"}, mark="heron")
    }


def test_what_is_refused() -> None:
    book = a_book()
    assert codes(book, ballot("for"), public=True) == ["V04"]
    assert codes(book, ballot("perhaps"), public=False) == ["V05"]
    assert codes(book, act(Verb.MARK, "#1", text="x" * 41), public=False) == ["O02"]
    assert codes(book, act(Verb.MARK, "#1", text="a\u202eb"), public=False) == ["O02"]
    assert codes(book, act(Verb.MARK, "#1", text="heron"), public=True) == ["V04"]
    assert [each.refused.reason.code for each in book.ask(99, ballot("for"), public=False).results] == ["V01"]  # type: ignore[union-attr]


def test_marks_are_for_secret_ballots_alone() -> None:
    book = Book()
    book.open()
    assert codes(book, act(Verb.MARK, "#1", text="heron"), public=False) == ["O03"]


def test_a_sheet_says_nothing_of_who_when_or_in_what_order() -> None:
    book = a_book()
    given_ = slip(4, "for", 3, mark="owl"), slip(2, "against", 1), slip(3, "for", 1), slip(3, "withdrawn", 2)
    decision = close(book, *given_, slip(5, "withdrawn", 1))
    names = sorted(pseudonym(KEY, member) for member in (2, 3, 4))
    assert [line.name for line in decision.sheet or ()] == names
    assert decision.took_part == {2, 3, 4}
    assert decision.status is Status.NOT_ADOPTED and decision.participants == 3
    [entry] = [each for each in book.entries if each.kind == "sheet"]
    assert entry.facts is not None and set(entry.facts.value()) == {"version", "names", "ballots", "voters"}
    assert not audit(book.exported()).differences


@given(
    st.permutations([slip(1, "for", 1), slip(1, "against", 2), slip(2, "for", 1, mark="a"), slip(2, "", 3, mark="b")])
)
def test_whatever_order_they_come_in_a_box_is_the_same(given_: list[Slip]) -> None:
    decision = _DECISION
    whole = Box(KEY, tuple(given_))
    assert sheet(decision, whole) == sheet(decision, Box(KEY, tuple(reversed(given_))))
    assert marks_of(decision, whole) == {2: "b"}
    assert {member: cast.position for member, cast in with_box(decision, whole).standing().items()} == {
        1: "against",
        2: "for",
    }


def test_two_at_one_instant_are_told_apart_by_their_content_keys() -> None:
    box = Box(KEY, (slip(1, "for", 1, key="a"), slip(1, "against", 1, key="b")))
    assert with_box(_DECISION, box).standing()[1].position == "against"


def test_what_became_public_and_what_was_of_another_version_does_not_count() -> None:
    box = Box(KEY, (slip(1, "for", 1), slip(1, "against", 2, public=True), slip(2, "for", 1, version=2)))
    assert {each: cast.position for each, cast in with_box(_DECISION, box).standing().items()} == {1: "for"}


def test_those_who_took_part_can_be_counted_without_seeing_how() -> None:
    slips = (slip(1, "for"), slip(2, "for"), slip(2, "withdrawn", 2), slip(3, "withdrawn"))
    counted = with_box(_DECISION, Box(KEY, slips), seen=False)
    assert counted.participants == 2 and counted.standing() == {}


def test_a_doubtful_line_is_open_until_a_clear_one_comes() -> None:
    asked = slip(1, "", 1, doubtful=True)
    assert set(with_box(_DECISION, Box(KEY, (asked,))).asked) == {1}
    assert with_box(_DECISION, Box(KEY, (asked, slip(1, "for", 2)))).asked == {}


def test_a_decision_whose_key_is_lost_is_cancelled_and_an_audit_agrees() -> None:
    book = a_book()
    book.now += HOUR
    step = due(book.state, book.now, book.now, {}, boxes={1: None})
    book.write(*step.events)
    assert book.decision().status is Status.CANCELLED
    assert not audit(book.exported()).differences


def test_a_decision_whose_box_is_not_at_hand_waits() -> None:
    book = a_book()
    late = book.decision().deadline + HOUR
    assert all(not each.events for each in [due(book.state, late, late, {})])


@pytest.mark.parametrize(
    ("facts", "noticed"),
    [
        ({"voters": [2]}, "took part"),
        ({"voters": [2, 2, 4]}, "twice"),
        ({"voters": [2, 3, 99]}, "not on the roll"),
        ({"names": ["a" * 64, "a" * 64, "b" * 64]}, "not in order"),
        ({"names": ["Red Pen", "b" * 64, "c" * 64]}, "not in order"),
        ({"ballots": [{"position": "for"}, {"position": "for"}, {"position": "for"}]}, "announced"),
        ({"ballots": [{"position": "veto"}, {"position": "for"}, {"withdrawn": True}]}, "none of its method"),
    ],
)
def test_an_audit_notices_a_sheet_that_cannot_be(facts: dict[str, Any], noticed: str) -> None:
    book = a_book()
    close(book, slip(2, "against"), slip(3, "for"), slip(4, "withdrawn"))
    [number] = [each.seq for each in book.entries if each.kind == "sheet"]
    report = audit(read(list(export("press", resealed(book.entries, {number: facts})))))
    assert any(noticed in each.what for each in report.differences), report.lines()


def test_an_audit_notices_a_close_without_its_sheet() -> None:
    book = a_book()
    close(book, slip(2, "for"), slip(3, "for"), slip(4, "for"))
    [number] = [each.seq for each in book.entries if each.kind == "sheet"]
    report = audit(read(list(export("press", resealed(book.entries, {number: None})))))
    assert any("no sheet" in each.what for each in report.differences)


@pytest.mark.parametrize("method", ["approval", "score", "points", "ranked", "irv", "stv"])
def test_every_choice_among_options_can_be_secret(method: str) -> None:
    book = Book(CHOICE.format(method=method), members=6)
    options = (Option("A", "In house"), Option("B", "In Leeds"))
    poll = Opening("poll", "POLL", "Where?", "Where do we print?", {"kind": "quiet"}, options)
    book.ask(2, Act(Verb.OPEN, "[POLL]", opening=poll), secret=bytes(32))
    book.announce(book.decision())
    shapes: dict[str, dict[str, Any]] = {
        "approval": {"approved": ["A"]},
        "score": {"ratings": {"A": 5}},
        "points": {"ratings": {"A": 5}},
    }
    given_ = shapes.get(method, {"order": [["A"], ["B"]]})
    decision = close(book, *(Slip(member, START + HOUR, str(member), ballot=given_) for member in (1, 2, 3)))
    assert (decision.status, decision.winners) == (Status.ADOPTED, ("A",))
    assert not audit(book.exported()).differences


def test_what_is_locked_opens_with_its_key_as_itself_and_unchanged() -> None:
    locked = lock(KEY, bytes(12), b"for", "slip 1")
    assert b"for" not in locked and unlock(KEY, locked, "slip 1") == b"for"
    for key, what, data in (
        (bytes(32), "slip 1", locked),
        (KEY, "slip 2", locked),
        (KEY, "slip 1", locked[:-1] + b"\0"),
        (KEY, "slip 1", b""),
    ):
        with pytest.raises(Locked):
            unlock(key, data, what)


def test_what_was_locked_before_all_was_filled_up_still_opens() -> None:
    locked = bytes(12) + ChaCha20Poly1305(KEY).encrypt(bytes(12), b"for", b"slip 1")
    assert unlock(KEY, locked, "slip 1") == b"for"


@pytest.mark.parametrize("plain", [b"", b"\0", b"a\0\0", b"a\x80", b"\x80\0", bytes(1023), bytes(1024), bytes(2000)])
def test_what_is_locked_is_filled_up_and_comes_out_as_it_was(plain: bytes) -> None:
    locked = lock(KEY, bytes(12), plain, "slip 1", 1024)
    assert (len(locked) - 28) % 1024 == 0
    assert unlock(KEY, locked, "slip 1") == plain


def test_no_name_of_a_row_is_ever_a_pseudonym() -> None:
    assert pseudonym(KEY, 3) not in {tag(KEY, "voter", "3"), tag(KEY, "mail", "3"), tag(KEY, "3")}


_DECISION = a_book().decision()
