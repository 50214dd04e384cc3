"""Every vote comes twice, through the list and directly, in any order: what stands in the end is one and the same."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.flow.a_service import ADA, MONDAY, PRESS, SERVICE, InMemory, Service, charter, hours

MEMBERS = 50
WORDS = ("agree", "abstain", "disagree", "reservations")
ADDRESSES = [ADA, *(f"member{number}@example.org" for number in range(1, MEMBERS))]
ROLL = "alias,name,addresses\n" + "".join(
    f"Voter {number},Voter {number} Example,{address}\n" for number, address in enumerate(ADDRESSES)
)


@pytest.fixture(params=[300, pytest.param(5_000, marks=[pytest.mark.real, pytest.mark.timeout(600)])])
def votes(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


def test_ten_thousand_mails_in_any_order_come_to_the_last_vote_by_earliest_receipt(tmp_path: Path, votes: int) -> None:
    chance = random.Random(votes)
    office = InMemory()
    service = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    service.found(charter(more='[posting]\nreceipts = "digest"\n'), roll=ROLL)
    opening = service.opens()
    moments = iter(chance.sample(range(60, 47 * 3600), 2 * votes))
    last: dict[int, tuple[datetime, str]] = {}
    copies = []
    for number in range(votes):
        member, word = chance.randrange(MEMBERS), chance.choice(WORDS)
        by_list, directly = (MONDAY + timedelta(seconds=next(moments)) for _ in range(2))
        for to, received in ((PRESS, by_list), (SERVICE, directly)):
            raw = service.mail(ADDRESSES[member], word, to=to, answers=opening, id_=f"vote{number}@example.org")
            copies.append((raw, received, to if to == PRESS else ""))
        last[member] = max(last.get(member, (MONDAY, "")), (min(by_list, directly), word))
    chance.shuffle(copies)
    for raw, received, through in copies:
        service.arrives(raw, received, through=through)

    service.clock.now = MONDAY + hours(47)
    assert service.polls().taken >= 2 * votes
    state = service.state()
    standing = state.decisions[1].standing(state.received)
    found = {
        member - 1: (state.received.get(cast.key, cast.received), cast.position) for member, cast in standing.items()
    }
    assert found == last
    assert service.kinds().count("ballot") == votes
    assert service.failed == []
    assert service.parked("retry", "parked", "later") == []

    head = state.head
    office.renumber()  # every mail comes once more
    assert service.polls().taken >= 2 * votes
    assert service.state().head == head
    service.restart()
    assert service.state().head == head
    assert service.audit().differences == []
    service.close()
