"""A list's year as its members live it, over IMAP and SMTP: what heals, what does not, who is elected; audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from listvote.deliberation.decision import Decision, Status
from listvote.demo.servers import EmbeddedServers
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, PRESS, SERVICE, Service, charter
from tests.flow.offices import EmbeddedOffice, RealOffice

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
RULES = """
[kinds.minor]
method = "lazy"
closes = "72 hours"
[kinds.where]
method = "ranked"
closes = "2 days"
[kinds.full]
method = "majority"
quorum = "at least 4 members"
closes = "2 days"
extension = "2 days"
[kinds.election]
method = "stv"
ballots = "secret"
quorum = "none"
nominations = "2 days"
closes = "2 days"
[opening]
petition = "at least 2 members"
[posting]
per_day = 5
"""
ORDINARY = 'hearing = "2 days"\nhearings = 1'


@dataclass
class Year:
    """A service, and the list's time as its months go by."""

    service: Service
    now: datetime = MONDAY

    def opens(self, author: str, title: str, text: str = "We do it.", tag: str = "PROPOSAL") -> str:
        """The Message-ID of an opening that is announced, and its decision's number is `self.number` from then on."""
        opening = self.service.says(author, text, f"[{tag}] {title}")
        self.goes_on()
        self.number = self.service.state().last_decision
        assert self.decision.title == title
        return opening

    def goes_on(self, time: timedelta = HOUR, day: timedelta = DAY) -> None:
        """Let time pass, with a pass a day at least."""
        end = self.now + time
        while self.now < end:
            self.now = min(self.now + day, end)
            self.service.settles(self.now)

    def next_month(self) -> None:
        """Let the month end; at its last day nothing runs any more."""
        self.goes_on(20 * DAY, day=5 * DAY)
        assert not self.service.state().open_decisions()

    @property
    def decision(self) -> Decision:
        return self.service.decision(self.number)

    def stands(self) -> Status:
        """Where the newest decision stands now."""
        return self.decision.status

    def posted(self, what: str, words: str) -> str:
        """The last post of one kind that has these words, in one line."""
        texts = [" ".join(mail.text.split()) for mail in self.service.sent(what, PRESS)]
        found = [text for text in texts if words in text]
        assert found, (words, texts[-2:])
        return found[-1]


@pytest.fixture(params=["embedded", pytest.param("real", marks=pytest.mark.real)])
def year(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Year]:
    if request.param == "embedded":
        with EmbeddedServers(PRESS, SERVICE, distribute=lambda *mail: (), clock=lambda: MONDAY) as servers:
            yield from _begun(Service(EmbeddedOffice(servers), f"sqlite:///{tmp_path}/a.db", data=tmp_path / "keys"))
    else:
        office = RealOffice.of(request, "year")
        yield from _begun(Service(office, request.getfixturevalue("postgres_url"), data=tmp_path / "keys"))


def _begun(service: Service) -> Iterator[Year]:
    service.found(charter(more=RULES, kind=ORDINARY))
    service.settles()
    yield Year(service)
    service.close()


def test_a_year(year: Year) -> None:
    for month in (
        a_minor_matter,
        an_objection_that_heals,
        an_objection_that_does_not,
        a_petition,
        an_amendment,
        an_election_with_a_tie,
        a_change_of_the_charter,
        a_matter_that_nobody_cares_for,
        a_poll,
        a_proposal_withdrawn_and_one_cancelled,
        a_lazy_matter_that_becomes_a_full_one,
        a_quiet_month,
    ):
        month(year)
        year.next_month()
    service = year.service
    assert service.failed == [] and service.parked() == [] and service.unsent() == []
    report = service.audit()
    assert report.differences == []
    ended = Counter(each.status for each in service.state().decisions.values())
    assert ended == {
        Status.ADOPTED: 9,
        Status.INQUORATE: 1,
        Status.WITHDRAWN: 1,
        Status.CANCELLED: 1,
    }
    assert len(report.tallies) >= 10
    digests = service.sent("digest", PRESS)
    assert all(
        any(word in each.text for word in ("VOTE", "POLL", "ELECTION", "CHARTER", "DECIDED", "ROLL"))
        for each in digests
    )
    days = Counter(each.mail.mail.day for each in service.handed_over if each.mail.mail.to_list)
    assert max(days.values()) <= 5


def a_minor_matter(year: Year) -> None:
    year.opens(BEN, "Sweep on Fridays", "kind: minor\n\nWe sweep.")
    year.goes_on(4 * DAY)
    assert year.stands() is Status.ADOPTED
    assert "Sweep on Fridays OUTCOME YES" in year.posted("result", "Sweep on Fridays")


def an_objection_that_heals(year: Year) -> None:
    opening = year.opens(ADA, "Buy a press")
    for author in (ADA, BEN, CLEO):
        year.service.says(author, "agree", answers=opening)
    objection = year.service.says(EVA, "object: the floor is too weak", answers=opening)
    year.goes_on()
    assert year.stands() is Status.HEARING
    year.service.says(ADA, "I asked the builder, and it bears twice the weight.", answers=objection)
    year.goes_on()
    assert "bears twice the weight" in year.decision.answers[5]
    year.service.tells(EVA, f"#{year.number} satisfied")
    year.goes_on(4 * DAY)
    assert year.stands() is Status.ADOPTED
    result = year.posted("result", "Buy a press")
    assert "Votes: agree 3, abstain 1." in result


def an_objection_that_does_not(year: Year) -> None:
    opening = year.opens(ADA, "Move to Leeds")
    for author in (ADA, BEN, CLEO):
        year.service.says(author, "agree", answers=opening)
    year.service.says(EVA, "object: half of us live here", answers=opening)
    year.goes_on()
    year.service.tells(EVA, f"#{year.number} still object: and have children at school")
    year.goes_on(4 * DAY)
    assert year.stands() is Status.ADOPTED
    result = year.posted("result", "Move to Leeds")
    assert "the fallback majority carried it" in result and "children at school" in result
    assert "1 changed vote would have stopped it" in result


def a_petition(year: Year) -> None:
    moved = year.number
    year.service.tells(EVA, f"#{moved} petition: the rent there has doubled")
    year.goes_on()
    assert "It takes 1 more signature" in year.posted("change", "petition")
    year.service.tells(DAN, f"sign #{moved}")
    year.goes_on()
    year.number = year.service.state().last_decision
    assert year.decision.reopens == f"#{moved}"
    for author in (ADA, BEN, CLEO, DAN):
        year.service.tells(author, f"#{year.number} agree")
    year.goes_on(4 * DAY)
    assert year.stands() is Status.ADOPTED


def an_amendment(year: Year) -> None:
    opening = year.opens(ADA, "Paint the door", "We paint it red.")
    for author in (BEN, CLEO):
        year.service.says(author, "agree", answers=opening)
    year.service.says(DAN, f"#{year.number} amend: We paint it blue.", answers=opening)
    year.goes_on()
    year.service.says(ADA, f"#{year.number} accept amendment 1", answers=opening)
    year.goes_on()
    assert year.decision.ref.version == 2
    asked = year.service.sent("lapsed")
    assert sorted(each.to[0].address for each in asked) == [BEN, CLEO]
    assert all("We paint it blue." in each.text for each in asked)
    year.service.tells(BEN, "agree", answers=asked[0].message_id)
    year.service.tells(CLEO, f"#{year.number}.2 agree")
    year.goes_on(4 * DAY)
    assert (year.decision.status, year.decision.figures["agree"]) == (Status.ADOPTED, 2)


def an_election_with_a_tie(year: Year) -> None:
    opening = year.opens(ADA, "Treasurer", "One of us keeps the books.", tag="ELECTION")
    year.service.says(BEN, "I stand", answers=opening)
    year.service.says(DAN, "I stand", answers=opening)
    year.goes_on(2 * DAY + HOUR)
    assert [each.text for each in year.decision.options] == ["Kropotkin Fan", "Em Dash", "None of these"]
    for author, ballot in ((ADA, "A > B"), (BEN, "A > B"), (CLEO, "B > A"), (DAN, "B > A")):
        year.service.tells(author, f"#{year.number} {ballot}")
    year.goes_on(3 * DAY)
    assert year.stands() is Status.ADOPTED and len(year.decision.winners) == 1
    result = year.posted("result", "Treasurer")
    assert "Kropotkin Fan and Em Dash tied; the lot put" in result
    assert "secret" in result and year.service.state().offices[f"#{year.number}"]


def a_change_of_the_charter(year: Year) -> None:
    year.opens(BEN, "Four posts a day", "posting.per_day = 4", tag="CHARTER")
    for author in (ADA, BEN, CLEO, DAN):
        year.service.tells(author, f"#{year.number} agree")
    year.goes_on(4 * DAY)
    assert year.stands() is Status.ADOPTED
    assert year.service.state().charter.posting.per_day == 4
    year.posted("digest", "The charter was changed.")


def a_matter_that_nobody_cares_for(year: Year) -> None:
    year.opens(CLEO, "A new logo", "kind: full\n\nA heron.")
    year.service.tells(CLEO, f"#{year.number} for")
    year.goes_on(3 * DAY)
    assert year.decision.extended
    assert {each.mail.mail.recipient for each in year.service.handed_over if each.mail.mail.what == "reminder"} == {
        ADA,
        BEN,
        DAN,
        EVA,
    }
    year.goes_on(3 * DAY)
    assert year.stands() is Status.INQUORATE
    assert "1 of 5 took part; 4 were needed" in year.posted("result", "A new logo")


def a_poll(year: Year) -> None:
    opening = year.opens(DAN, "Which paper", "options: Laid, Wove, Grey\n\nWhich?", tag="POLL")
    year.service.says(ADA, "B > A", answers=opening)
    year.service.says(BEN, "[ ] A. Laid\n[1] B. Wove\n[2] C. Grey", answers=opening)
    year.service.tells(EVA, f"#{year.number} agree")
    year.goes_on()
    assert "It chooses among options" in year.service.sent(to=EVA)[-1].text
    year.goes_on(3 * DAY)
    assert year.decision.winners == ("B",)


def a_proposal_withdrawn_and_one_cancelled(year: Year) -> None:
    opening = year.opens(BEN, "Buy a boat")
    year.service.says(BEN, "withdraw proposal", answers=opening)
    year.goes_on()
    assert year.stands() is Status.WITHDRAWN
    year.opens(BEN, "Buy a bigger boat")
    year.service.tells(ADA, f"cancel #{year.number}: it is a joke")
    year.goes_on()
    year.service.tells(BEN, f"cancel #{year.number}: it was")
    year.goes_on()
    assert year.stands() is Status.CANCELLED


def a_lazy_matter_that_becomes_a_full_one(year: Year) -> None:
    opening = year.opens(CLEO, "Lock the shed", "kind: minor\n\nWe lock it.")
    year.service.says(BEN, "agree", answers=opening)
    year.service.says(DAN, "object: who has the key?", answers=opening)
    year.goes_on(4 * DAY)
    assert year.decision.ref.version == 2
    assert [each.to[0].address for each in year.service.sent("lapsed")[2:]] == [BEN]
    for author in (ADA, BEN, CLEO):
        year.service.tells(author, f"#{year.number}.2 agree")
    year.goes_on(8 * DAY)
    assert year.stands() is Status.ADOPTED


def a_quiet_month(year: Year) -> None:
    before = len(year.service.sent("digest", PRESS))
    year.goes_on(5 * DAY)
    assert len(year.service.sent("digest", PRESS)) == before, "nothing happened, and nothing is posted"
