"""A real mailbox that breaks off, refuses, is renumbered and emptied: no vote is lost, and nothing closes early."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.net.imap import Mailbox, MailboxAddress, MailboxError
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, PRESS, InMemory, Service, hours
from tests.flow.offices import RealOffice
from tests.servers.unruly import HOST, Mood, UnrulyServer

pytestmark = pytest.mark.real


@dataclass
class UnrulyOffice(RealOffice):
    """A mailbox in Dovecot that is reached over something that spoils it."""

    unruly: UnrulyServer | None = None

    def address(self) -> MailboxAddress:
        assert self.unruly is not None
        return MailboxAddress(HOST, self.unruly.port, self.user, self.dovecot.password, "none")


@pytest.fixture
def unruly(request: pytest.FixtureRequest) -> Iterator[UnrulyServer]:
    with UnrulyServer(request.getfixturevalue("dovecot").imap_port) as server:
        yield server


@pytest.fixture
def service(request: pytest.FixtureRequest, unruly: UnrulyServer, tmp_path: Path) -> Iterator[Service]:
    office = UnrulyOffice.of(request, "unruly")
    office.unruly = unruly
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    made.found()
    yield made
    made.close()


def votes(service: Service, opening: str) -> list[tuple[bytes, timedelta]]:
    """Mails of all sizes, in time and late, that change their minds."""
    chance = random.Random(2)
    made = []
    for number in range(60):
        author = chance.choice([ADA, BEN, CLEO, DAN, EVA])
        word = chance.choice(["agree", "abstain", "disagree", "reservations: it is dear"])
        text = word + "\n\n" + "Because of this, and of that. " * chance.choice([0, 1, 10, 500])
        raw = service.mail(author, text, answers=opening, id_=f"vote{number}@example.org")
        made.append((raw, hours(chance.uniform(0.1, 49))))
    return made


def undisturbed(mails: list[tuple[bytes, timedelta]], folder: Path) -> Service:
    """A service that reads the same without trouble, up to the deadline and then beyond."""
    twin = Service(InMemory(), f"sqlite:///{folder / 'undisturbed.db'}")
    twin.found()
    twin.opens()
    for raw, after in mails:
        twin.arrives(raw, (MONDAY + after).replace(microsecond=0), through=PRESS)
    twin.settles(MONDAY + hours(60))
    return twin


def test_a_connection_that_is_cut_at_any_byte_loses_no_vote_and_closes_nothing_early(
    service: Service, unruly: UnrulyServer, tmp_path: Path
) -> None:
    opening = service.opens()
    mails = votes(service, opening)
    chance = random.Random(1)
    service.clock.now = MONDAY + hours(47)
    for some in range(0, len(mails), 6):
        if some > 50:
            service.clock.now = MONDAY + hours(60)
        for raw, after in mails[some : some + 6]:
            service.arrives(raw, (MONDAY + after).replace(microsecond=0), through=PRESS)
        for most in (500, 5_000, 50_000):
            unruly.cut_after = chance.randrange(40, most)
            with suppress(MailboxError):
                service.after(service.polls())
            service.after()
            assert service.decision().status.value == "open"
    unruly.cut_after = None
    service.passes()
    assert unruly.cuts > 10
    twin = undisturbed(mails, tmp_path)
    assert service.tally() == twin.tally()
    assert service.decision().status == twin.decision().status != "open"
    assert service.kinds().count("ballot") == twin.kinds().count("ballot")
    assert service.kinds().count("late ballot") == twin.kinds().count("late ballot")
    assert service.parked("retry", "parked", "later") == []
    assert service.audit().differences == []
    twin.close()


@pytest.mark.parametrize(
    ("mood", "permanent"), [("away", False), ("goodbye", False), ("no login", True)], ids=lambda each: str(each)
)
def test_an_outage_over_a_deadline_delays_the_close_until_all_is_read(
    service: Service, unruly: UnrulyServer, mood: Mood, permanent: bool
) -> None:
    opening = service.opens()
    deadline = service.decision().deadline
    service.says(BEN, "agree", answers=opening, received=deadline - hours(20))
    service.passes(deadline - hours(19))
    unruly.mood = mood
    service.says(CLEO, "agree", answers=opening, received=deadline - hours(2))
    service.says(DAN, "disagree", answers=opening, received=deadline - timedelta(seconds=1))
    service.says(EVA, "agree", answers=opening, received=deadline + timedelta(seconds=1))
    for late in (-1, 1, 30):
        service.clock.now = deadline + hours(late)
        with pytest.raises(MailboxError) as caught:
            service.polls()
        assert caught.value.permanent == permanent
        service.after()
        assert service.decision().status.value == "open"
    unruly.mood = ""
    service.settles()
    assert service.decision().status.value != "open"
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree", "Em Dash": "disagree"}
    assert service.audit().differences == []


def test_a_connection_that_is_cut_in_idle_is_noticed_and_the_next_one_reads_on(
    service: Service, unruly: UnrulyServer
) -> None:
    opening = service.opens()
    folder = service.post_office.folder()
    assert isinstance(folder, Mailbox)
    with folder:
        folder.poll()
        looks = iter([False, False])

        def cut_meanwhile() -> bool:
            if not next(looks, True):
                return False
            unruly.cut()
            return False

        with pytest.raises(MailboxError) as caught:
            folder.wait(60, cut_meanwhile)
    assert not caught.value.permanent
    service.says(BEN, "agree", answers=opening)
    service.passes()
    assert service.tally() == {"Kropotkin Fan": "agree"}


def test_a_mailbox_that_is_renumbered_and_then_emptied_changes_nothing(service: Service) -> None:
    office = service.post_office
    assert isinstance(office, UnrulyOffice)
    opening = service.opens()
    for raw, after in votes(service, opening):
        service.arrives(raw, (MONDAY + after).replace(microsecond=0), through=PRESS)
    service.settles(MONDAY + hours(60))
    head, outbox, polled = service.state().head, service.outbox(), poll(service)
    office.dovecot.renumber(office.user)
    assert poll(service) != polled
    done = service.passes()
    assert done.taken > 60
    assert (service.state().head, service.outbox()) == (head, outbox)
    with office.dovecot.logged_in(office.user) as client:
        client.select("INBOX")
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()
    assert service.passes().taken == 0
    assert (service.state().head, service.outbox()) == (head, outbox)
    assert service.audit().differences == []


def poll(service: Service) -> int:
    folder = service.post_office.folder()
    assert isinstance(folder, Mailbox)
    with folder:
        return folder.poll().uidvalidity
