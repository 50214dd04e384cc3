"""The same mail by the list and directly, in any order and any number: it acts once, by its earliest receipt."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations

import pytest

from listvote.events import Copied
from tests.flow.a_service import ADA, BEN, CLEO, PRESS, SERVICE, InMemory, Service, hours


def copies(service: Service, raw: bytes, *arrivals: tuple[str, datetime]) -> None:
    """One mail several times, each read before the next one comes: by `list` or `direct`, received then."""
    for how, received in arrivals:
        service.arrives(raw, received, through=PRESS if how == "list" else "")
        service.passes()


@pytest.mark.parametrize("order", list(permutations(["list", "direct", "list"])))
def test_a_mail_by_list_and_directly_acts_once_in_any_order(service: Service, order: tuple[str, ...]) -> None:
    opening = service.opens()
    raw = service.mail(BEN, "agree", answers=opening, to=f"{PRESS}, {SERVICE}")
    copies(service, raw, *((how, service.clock()) for how in order))
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert service.kinds().count("ballot") == 1
    assert len(service.sent("answer", BEN)) == 1


def test_the_last_ballot_by_earliest_receipt_counts_whatever_the_order_of_arrival(service: Service) -> None:
    opening = service.opens()
    start = service.clock()
    first = service.mail(BEN, "disagree", answers=opening)
    second = service.mail(BEN, "agree", answers=opening)
    # The first mail's list copy is slow; its direct copy had come before the second mail.
    arrivals = [(first, "list", 3.0), (second, "list", 2.0), (first, "direct", 1.0)]
    service.clock.now = start + hours(4)
    for raw, how, after in arrivals:
        copies(service, raw, (how, start + hours(after)))
    assert service.tally() == {"Kropotkin Fan": "agree"}


def test_every_order_of_arrival_leads_to_the_same_tally(tmp_path) -> None:
    found = []
    for number, order in enumerate(list(permutations(range(4)))[::4]):
        service = Service(InMemory(), f"sqlite:///{tmp_path / f'{number}.db'}")
        service.found()
        opening = service.opens()
        start = service.clock()
        mails = [
            (service.mail(BEN, "disagree", answers=opening, id_="1@ben"), "list", 2.0),
            (service.mail(BEN, "disagree", answers=opening, id_="1@ben"), "direct", 0.5),
            (service.mail(BEN, "agree", answers=opening, id_="2@ben"), "list", 1.0),
            (service.mail(CLEO, "abstain", answers=opening, id_="1@cleo"), "list", 1.5),
        ]
        service.clock.now = start + hours(3)
        for place in order:
            raw, how, after = mails[place]
            copies(service, raw, (how, start + hours(after)))
        found.append((service.tally(), service.audit().differences))
        service.close()
    assert all(each == ({"Kropotkin Fan": "agree", "Linotype": "abstain"}, []) for each in found)


def test_an_earlier_copy_that_arrives_later_moves_the_receipt(service: Service) -> None:
    opening = service.opens()
    start = service.clock()
    raw = service.mail(BEN, "agree", answers=opening)
    service.clock.now = start + hours(3)
    copies(service, raw, ("list", start + hours(2)), ("direct", start + hours(1)))
    moved = service.events("copy")
    assert len(moved) == 1 and isinstance(moved[0], Copied)
    assert moved[0].received == start + hours(1)


def test_a_later_copy_leaves_no_trace_in_the_ledger(service: Service) -> None:
    opening = service.opens()
    start = service.clock()
    raw = service.mail(BEN, "agree", answers=opening)
    service.clock.now = start + hours(3)
    copies(service, raw, ("list", start + hours(1)), ("list", start + hours(2)))
    assert service.events("copy") == []


def test_a_copy_through_the_list_makes_a_private_mail_public(service: Service) -> None:
    opening = service.opens()
    raw = service.mail(BEN, "agree", answers=opening, to=SERVICE)
    copies(service, raw, ("direct", service.clock()), ("list", service.clock()))
    moved = service.events("copy")
    assert len(moved) == 1 and isinstance(moved[0], Copied) and moved[0].public


def test_a_ballot_refused_as_late_counts_once_a_copy_shows_that_it_came_in_time(service: Service) -> None:
    opening = service.opens()
    deadline = service.decision().deadline
    raw = service.mail(BEN, "agree", answers=opening)
    service.post_office.put(raw, deadline - hours(1))
    late = service.arrives(raw, deadline + hours(1), through=PRESS)
    del late
    # The list's copy lies below the direct one in the mailbox.
    assert isinstance(service.post_office, InMemory)
    service.post_office.mails[-2:] = reversed(service.post_office.mails[-2:])
    service.passes(deadline + hours(2))
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert any(subject.startswith("Counted") for subject in service.subjects("answer", BEN))
    assert service.audit().differences == []


def test_another_text_under_the_same_message_id_is_held_and_not_counted(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening, id_="same@example.org")
    service.passes()
    service.says(BEN, "object: I never said so", answers=opening, id_="same@example.org")
    service.passes()
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert service.verdicts()[-1] == "another text under the same Message-ID"
    assert [mail.state for mail in service.parked()] == ["parked"]


def test_the_same_message_id_of_another_author_is_another_mail(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening, id_="same@example.org")
    service.says(CLEO, "disagree", answers=opening, id_="same@example.org")
    service.passes()
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "disagree"}


def test_renumbering_the_mailbox_changes_nothing(service: Service, office: InMemory) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.tells(CLEO, "#1 disagree")
    service.says("zoe@example.net", "agree", answers=opening)
    service.says(BEN, "object: never", answers=opening, id_="1.mail@example.org")
    office.put(b"From: \x00\n\n" + b"x" * 10, service.clock())
    service.settles()
    before = (service.kinds(), service.tally(), len(service.handed_over), len(service.parked()), service.outbox())
    office.renumber()
    done = service.passes()
    assert done.taken > 5
    after = (service.kinds(), service.tally(), len(service.handed_over), len(service.parked()), service.outbox())
    assert after == before


def test_a_mail_that_was_dropped_by_a_person_stays_dropped_when_the_mailbox_is_renumbered(
    service: Service, office: InMemory
) -> None:
    from listvote.store import parked

    opening = service.opens()
    service.says(BEN, "agree", answers=opening, id_="same@example.org")
    service.says(BEN, "object: I never said so", answers=opening, id_="same@example.org")
    service.passes()
    [held] = service.parked()
    service.house.trying(lambda change: parked.settled(change.connection, held.id, "dropped"))
    office.renumber()
    service.passes()
    assert service.parked() == []


def test_a_mail_opens_once_however_often_it_comes(service: Service) -> None:
    raw = service.mail(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    copies(service, raw, *[("list", service.clock())] * 3)
    assert list(service.state().decisions) == [1]
    assert len(service.sent("announcement")) == 1
