"""Mail that cannot be read, and mail whose handling fails: kept with its bytes, tried again, shown, never skipped."""

from __future__ import annotations

import pytest

from listvote.flow import reading
from listvote.flow.overview import overview
from listvote.flow.passing import Watch, fetch_again, retry
from listvote.group import State
from listvote.mail import compose
from listvote.store.database import StoreError
from tests.flow.a_service import BEN, CLEO, InMemory, Service, hours

UNREADABLE = b"".join(b"X-Field: %d\n" % number for number in range(3_000)) + b"\nagree\n"


class Faulty:
    """Makes the reading of mails with some words in them fail, as long as it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
        self.broken = True
        self.tried = 0
        real = reading.arrive

        def arrive(raw: bytes, *more):
            if words in raw:
                self.tried += 1
                if self.broken:
                    raise RecursionError("too deep")
            return real(raw, *more)

        monkeypatch.setattr(reading, "arrive", arrive)


def test_unreadable_mail_is_parked_with_its_bytes_and_the_rest_goes_on(service: Service) -> None:
    opening = service.opens()
    service.post_office.put(UNREADABLE, service.clock())
    service.says(BEN, "agree", answers=opening)
    service.settles()
    [held] = service.parked("parked")
    assert held.raw == UNREADABLE
    assert "header" in held.why
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert overview(service.house, service.clock())["parked"] == 1


def test_unreadable_mail_does_not_hold_up_a_close(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "agree", answers=opening)
    service.post_office.put(UNREADABLE, service.clock())
    service.settles(service.decision().deadline + hours(1))
    assert service.decision().status.value == "adopted"


def test_a_mail_whose_handling_fails_is_tried_in_three_passes_and_then_parked(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = service.opens()
    faulty = Faulty(monkeypatch, b"agree (but")
    service.says(BEN, "agree (but carefully)", answers=opening)
    service.says(CLEO, "agree", answers=opening)
    states = []
    for _ in range(5):
        service.passes()
        states.append([(held.state, held.attempts) for held in service.parked()])
    assert states[:3] == [[("retry", 1)], [("retry", 2)], [("parked", 3)]]
    assert states[3:] == [[("parked", 3)]] * 2
    assert faulty.tried == 3
    assert service.tally() == {"Linotype": "agree"}


def test_a_mail_that_failed_counts_once_its_handling_works(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = service.opens()
    faulty = Faulty(monkeypatch, b"agree")
    service.says(BEN, "agree", answers=opening)
    service.passes()
    faulty.broken = False
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert service.parked() == []
    assert len(service.sent("answer", BEN)) == 1


def test_a_close_waits_while_a_mail_is_still_to_be_tried(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = service.opens()
    service.says(CLEO, "agree", answers=opening)
    service.passes()
    faulty = Faulty(monkeypatch, b"object:")
    service.says(BEN, "object: never", answers=opening)
    later = service.decision().deadline + hours(1)
    service.passes(later)
    service.passes(later)
    assert service.decision().status.value == "open"
    faulty.broken = False
    service.settles(later)
    assert service.decision().status.value != "open"
    assert service.tally() == {"Kropotkin Fan": "object", "Linotype": "agree"}


def test_after_the_third_failure_the_close_goes_on_and_the_mail_is_read_as_late_in_the_end(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = service.opens()
    service.says(CLEO, "agree", answers=opening)
    service.says(BEN, "agree", answers=opening)
    service.passes()
    faulty = Faulty(monkeypatch, b"object:")
    service.says("dan@example.org", "object: never", answers=opening)
    later = service.decision().deadline + hours(1)
    for _ in range(4):
        service.settles(later)
    assert service.decision().status.value == "adopted"
    faulty.broken = False
    [held] = service.parked()
    assert retry(service.house, held, later, service.watch())
    assert [event.kind for event in service.events("late ballot")] == ["late ballot"]
    assert service.decision().status.value == "adopted"
    assert service.parked() == []
    assert service.audit().differences == []


def test_a_mail_that_was_too_big_or_not_given_is_never_taken_for_read(service: Service, office: InMemory) -> None:
    service.opens()
    office.too_big = {len(office.mails) + 1}
    office.faults = {len(office.mails) + 2: "the server has this message and does not give it"}
    service.says(BEN, "We buy it.", "[PROPOSAL] Something big")
    service.says(BEN, "We buy it.", "[PROPOSAL] Something damaged")
    service.settles()
    assert [held.state for held in service.parked()] == ["parked", "parked"]
    assert [retry(service.house, held, service.clock(), Watch()) for held in service.parked()] == [False, False]
    assert [held.state for held in service.parked()] == ["parked", "parked"]
    assert list(service.state().decisions) == [1]


def test_a_mail_that_the_mailbox_gives_in_the_end_counts_as_of_its_receipt(service: Service, office: InMemory) -> None:
    opening = service.opens()
    number = len(office.mails) + 1
    office.faults = {number: "the server has this message and does not give it"}
    service.says(BEN, "agree", answers=opening)
    received = service.clock()
    service.settles()
    [held] = service.parked()
    service.clock.now += hours(1)
    assert not fetch_again(service.house, held, office, service.clock(), Watch())
    assert service.tally() == {}
    office.faults = {}
    assert fetch_again(service.house, held, office, service.clock(), Watch())
    assert service.tally() == {"Kropotkin Fan": "agree"}
    [cast] = service.decision().standing().values()
    assert cast.received == received
    assert service.parked() == []
    office.renumber()
    service.settles()
    assert service.kinds().count("ballot") == 1


def test_a_mail_that_the_mailbox_has_no_longer_stays_parked_and_says_so(service: Service, office: InMemory) -> None:
    opening = service.opens()
    office.faults = {len(office.mails) + 1: "the server has this message and does not give it"}
    service.says(BEN, "agree", answers=opening)
    service.settles()
    [held] = service.parked()
    office.mails.pop()
    assert not fetch_again(service.house, held, office, service.clock(), Watch())
    [held] = service.parked("parked")
    assert held.why == "the mailbox does not hold this message any more, or under another number"


def test_a_mail_that_fails_after_its_events_leaves_the_ledger_whole(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = service.opens()
    real = compose.compose

    def broken(letter):
        raise RuntimeError("no words")

    monkeypatch.setattr("listvote.flow.outgoing.compose", broken)
    service.says(BEN, "agree", answers=opening)
    service.passes()
    assert service.tally() == {}
    monkeypatch.setattr("listvote.flow.outgoing.compose", real)
    service.says(CLEO, "agree", answers=opening)
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree"}
    service.restart()
    assert service.audit().differences == []


def test_a_database_that_fails_ends_the_pass_and_leaves_the_mail_unread(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    from listvote.store import inbox

    def full(*more):
        raise StoreError("the disk is full")

    real = inbox.add
    monkeypatch.setattr(inbox, "add", full)
    with pytest.raises(StoreError):
        service.passes()
    monkeypatch.setattr(inbox, "add", real)
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert service.kinds().count("ballot") == 1
    service.restart()
    assert service.audit().differences == []


def test_a_mail_with_nothing_in_it_does_no_harm(service: Service) -> None:
    for raw in (b"", b"\n", b"\x00" * 100, b"From: ben@example.org\n\n", b"\xff\xfe" * 50):
        service.post_office.put(raw, service.clock())
    service.settles()
    assert service.failed == []
    assert service.parked("retry") == []


def test_the_state_of_a_group_in_memory_is_the_fold_of_its_ledger_whatever_failed(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    from listvote.flow import tick

    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.passes()
    monkeypatch.setattr(tick, "send", lambda *more, **most: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        service.passes(service.decision().deadline + hours(1))
    in_memory = service.state()
    assert isinstance(in_memory, State)
    service.house.states.clear()
    assert service.state() == in_memory
