"""A week of a group, over IMAP and SMTP: everything that a member can meet, from the opening to the audit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from listvote.mail.message import Mail
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, PRESS, STRANGER, InMemory, Service, hours

QUOTE = """\
{own}

On Mon, 3 Mar 2025 at 09:00, Red Pen <ada@example.org> wrote:
> We buy it.
> agree
> object: the lease forbids it
"""
PHONE = """\
{own}

Sent from my iPhone

> On 3 Mar 2025, at 09:00, press votes <votes@example.org> wrote:
>
>   #1 disagree
"""


def tells_the_story(service: Service) -> None:
    """Five members, one decision, one task; the clock ends an hour after the close."""
    start = service.clock()
    opening = service.opens()
    announcement = service.sent("announcement")[0].message_id
    service.clock.now = start + hours(1)
    service.says(BEN, QUOTE.format(own="Yes, go ahead"), answers=opening)
    service.tells(CLEO, "#1 disagree: too dear")
    service.says(DAN, PHONE.format(own="+1"), answers=announcement)
    service.says(EVA, "yes, but only if it fits through the door", answers=opening)
    service.says(STRANGER, "agree", answers=opening)
    service.says("MAILER-DAEMON@example.org", "agree", answers=opening)
    service.settles()
    service.clock.now = start + hours(2)
    service.tells(CLEO, "#1 abstain")
    question = service.sent("question", EVA)[0].message_id
    service.tells(EVA, QUOTE.format(own="reservations"), answers=question)
    service.says(ADA, "people: 2\nhours: 6 each\n\nThe texts are in.", "[TASK] Typeset the issue")
    service.settles()
    service.clock.now = start + hours(3)
    service.tells(BEN, "T1 I can help")
    service.tells("ben.private@example.net", "mine")
    service.settles()
    service.settles(start + hours(10))
    service.settles(service.decision().deadline + hours(1))
    service.tells(ADA, "#1 agree")
    service.settles()


@pytest.fixture
def told(over_the_wire: Service) -> Service:
    tells_the_story(over_the_wire)
    return over_the_wire


def test_the_story_ends_as_its_members_meant_it(told: Service) -> None:
    assert told.failed == [] and told.parked() == []
    assert told.decision().status.value == "adopted"
    assert told.tally() == {
        "Kropotkin Fan": "agree",
        "Linotype": "abstain",
        "Em Dash": "agree",
        "Hot Metal": "reservations",
    }
    assert [told.state().roll.shown_as(offer.member) for offer in told.state().tasks[1].willing()] == ["Kropotkin Fan"]
    assert told.audit().differences == []
    told.house.states.clear()
    assert told.audit().differences == []

    # Who was told what.
    assert [mail.subject for mail in told.sent(to=PRESS)] == [
        "Re: [PROPOSAL] Buy a press?",
        "Re: [TASK] Typeset the issue",
        told.subjects("digest")[0],
        "Re: [PROPOSAL] Buy a press?",
    ]
    starts = {
        ADA: ["Counted: OPENED", "Counted: OPENED", "Not counted"],
        BEN: ["Counted: AGREE", "Counted: OFFER"],
        CLEO: ["Counted: DISAGREE", "Counted: ABSTAIN"],
        DAN: ["Counted: AGREE"],
        EVA: ["Not yet counted", "Counted: RESERVATIONS"],
    }
    for member, expected in starts.items():
        subjects = told.subjects(to=member)
        assert [subject[: len(start)] for subject, start in zip(subjects, expected, strict=True)] == expected
    assert [mail.what for mail in outgoing(told, STRANGER)] == ["note"]
    assert [mail.what for mail in outgoing(told, "ben.private@example.net")] == ["text"]
    assert "V02" in told.sent(to=ADA)[-1].text

    # What every mail says to machines.
    for mail in told.sent():
        to_list = mail.to[0].address == PRESS
        assert mail.headers.get(
            "Auto-Submitted",
        ) in ("auto-generated", "auto-replied")
        assert (mail.headers.get("Auto-Submitted") == "auto-replied") is bool(not to_list and mail.in_reply_to)
        assert (mail.headers.get("X-Auto-Response-Suppress") is not None) is not to_list
        assert [box.address for box in mail.from_] == ["votes@example.org"]
        assert [box.address for box in mail.reply_to] == ["votes@example.org"]
    opening = "1.mail@example.org"
    assert told.sent("announcement")[0].in_reply_to == (opening,)
    assert told.sent("result")[0].references == (opening,)
    assert told.sent("answer", BEN)[0].in_reply_to == ("2.mail@example.org",)
    assert all(told.state().posts[each.message_id].seen for each in told.sent(to=PRESS))

    # The result and the digests give the head by which the ledger is checked.
    heads = [post.text for post in (*told.sent("result"), *told.sent("digest"))]
    assert all(any(len(word) == 64 for word in text.split()) for text in heads)


def outgoing(service: Service, to: str) -> list:
    return [each.mail.mail for each in service.handed_over if each.mail.mail.recipient == to]


def names(mails: list[Mail]) -> list[str]:
    return [mail.message_id for mail in mails]


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[list[Service]]:
    """The same story with the same random bytes, in two places."""
    made = [Service(InMemory(), f"sqlite:///{tmp_path / name}.db") for name in ("one", "two")]
    for service in made:
        service.found()
        tells_the_story(service)
    yield made
    for service in made:
        service.close()


def test_two_runs_of_one_story_send_the_same_mails_byte_for_byte(twice: list[Service]) -> None:
    one, two = twice
    assert names(one.sent()) == names(two.sent())
    assert [each.mail.mail.data for each in one.handed_over] == [each.mail.mail.data for each in two.handed_over]
    assert one.state().head == two.state().head
    assert len(set(names(one.sent()))) == len(one.sent())


def test_a_service_that_is_started_anew_before_every_pass_does_the_same(tmp_path: Path, twice: list[Service]) -> None:
    class Forgetful(Service):
        def passes(self, at=None):
            self.restart()
            return super().passes(at)

    service = Forgetful(InMemory(), f"sqlite:///{tmp_path / 'forgetful.db'}")
    service.found()
    tells_the_story(service)
    assert names(service.sent()) == names(twice[0].sent())
    assert service.state().head == twice[0].state().head
    service.close()
