"""Secret decisions among other things: elections, proofs, open lines in the same mail, other ends than the close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.events import Closed, SheetPublished
from listvote.flow.erasing import erase
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, InMemory, Service, charter, hours
from tests.flow.leaks import files, found_in
from tests.flow.test_secret_ballots import CLOSE, KIND, ballots_left, closed, code, keys, sheet, vote

ELECTION = """
[kinds.election]
method = "stv"
ballots = "secret"
nominations = "1 day"
closes = "2 days"
quorum = "at least 2 members"
extension = "none"
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    made.found(charter(kind=KIND + ELECTION))
    yield made
    made.close()


def test_an_election_from_nominations_to_seats(service: Service) -> None:
    service.says(ADA, "seats: 1\n\nSomebody has to.", "[ELECTION] Treasurer")
    service.settles()
    service.tells(BEN, "#1 I stand")
    service.says(CLEO, "#1 nominate Em Dash")
    service.tells(DAN, "#1 accept nomination")
    service.tells(EVA, "#1 A > B")  # too early
    service.settles()
    service.settles(MONDAY + timedelta(days=1, hours=1))
    assert [option.text for option in service.decision().options][:2] == ["Kropotkin Fan", "Em Dash"]
    service.tells(BEN, "[1] A. Kropotkin Fan\n[ ] B. Em Dash\n\nmark: owl")
    service.tells(CLEO, "#1 B > A\nmark: heron")
    service.tells(EVA, "#1 B")
    service.tells(ADA, "#1 A = B")
    service.settles()
    assert "V06" in service.sent("answer", ADA)[-1].text
    assert len(keys(service)) == 1
    service.settles(MONDAY + timedelta(days=3, hours=2))
    found = sheet(service)
    assert found.voters == (3, 5) or found.voters == (2, 3, 5)
    assert [event.members for event in service.events("seats filled")] == [(4,)]  # type: ignore[attr-defined]
    assert not service.audit().differences
    assert keys(service) == []


def test_an_open_line_in_the_same_mail_is_recorded_and_carries_no_secret_word(service: Service, tmp_path: Path) -> None:
    service.opens(settings="kind: quiet")
    service.opens(title="In the open?")
    raw = service.mail(EVA, "#2 agree\n#1 against\nmark: zyzzyva", to="votes@example.org")
    service.arrives(raw)
    service.settles()
    service.arrives(raw, MONDAY - hours(1))  # a copy of it: both parts know it
    service.settles()
    assert service.kinds().count("ballot") == 1
    assert found_in(files(tmp_path), ["zyzzyva"]) == []
    service.settles(CLOSE)
    assert sheet(service).ballots == ({"position": "against"},)
    assert service.tally(2) == {"Hot Metal": "agree"}


def test_a_candidates_words_do_not_carry_a_vote_of_another_decision(service: Service, tmp_path: Path) -> None:
    service.opens(settings="kind: quiet")
    service.says(ADA, "seats: 1\n\nSomebody has to.", "[ELECTION] Treasurer")
    service.settles()
    service.tells(BEN, "#2 I stand\n#1 against: zyzzyva")
    service.settles()
    assert service.kinds().count("nominated") == 1
    assert found_in(files(tmp_path), ["zyzzyva"]) == []


def test_one_mail_can_vote_in_two_secret_decisions(service: Service) -> None:
    service.opens(settings="kind: quiet")
    service.opens(title="Another?", settings="kind: quiet\ncloses: 4 days")
    service.tells(BEN, "#1 for\n#2 against")
    service.settles()
    service.settles(CLOSE)
    assert [each.ballots for each in sheets(service)] == [({"position": "for"},)]
    assert len(keys(service)) == 1
    service.settles(MONDAY + timedelta(days=4, hours=2))
    assert [each.ballots for each in sheets(service)][1:] == [({"position": "against"},)]
    assert sheets(service)[0].names != sheets(service)[1].names  # one voter, two names
    assert keys(service) == []


def sheets(service: Service) -> list[SheetPublished]:
    return [each for each in service.events("sheet") if isinstance(each, SheetPublished)]


def test_its_opener_takes_it_back_and_nothing_is_left(service: Service) -> None:
    service.opens(settings="kind: quiet")
    vote(service)
    service.tells(ADA, "#1 withdraw proposal")
    service.settles(MONDAY + hours(1))
    assert (closed(service).outcome, closed(service).participants, service.events("sheet")) == ("withdrawn", 0, [])
    assert keys(service) == []
    office = service.post_office
    assert isinstance(office, InMemory) and ballots_left(office) == []
    assert not service.audit().differences


def test_an_amendment_lets_the_ballots_before_it_lapse(service: Service) -> None:
    service.opens(settings="kind: quiet")
    vote(service)
    service.clock.now += hours(1)
    service.says(BEN, "#1 amend: We buy two.")
    service.settles()
    service.says(ADA, "#1 accept amendment 1")
    service.settles()
    for voter in (BEN, CLEO, DAN):
        (told,) = service.sent("lapsed", voter)
        assert "You had answered it. That counts no longer." in " ".join(told.text.split())
    assert len(service.sent("lapsed")) == 3
    service.tells(EVA, "#1.2 against")
    service.settles()
    service.settles(CLOSE + hours(3))
    assert [each.version for each in sheets(service)] == [2]
    assert sheet(service).ballots == ({"position": "against"},)
    assert not service.audit().differences


def test_a_decision_that_is_lifted_out_of_secrecy_loses_its_box(tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND, more='[opening]\nraise_by = "at least 1 members"\n'))
    service.opens(settings="kind: quiet")
    vote(service)
    service.clock.now += hours(1)
    service.tells(EVA, "raise #1")
    service.settles()
    assert service.kinds().count("new version") == 1
    assert (
        sorted(mail.subject.partition(":")[0] for who in (BEN, CLEO, DAN) for mail in service.sent("lapsed", who))
        == ["Please answer again"] * 3
    )
    assert len(service.sent("lapsed")) == 3
    assert keys(service) == []
    assert not service.audit().differences


def test_what_was_only_listened_to_leaves_no_key(tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND), live=False)
    service.says(ADA, "kind: quiet\n\nWe buy it.", "[PROPOSAL] Press")
    service.tells(BEN, "#1 for")
    service.settles()
    assert len(keys(service)) == 1
    service.tells(ADA, "go live")
    service.settles(MONDAY + hours(1))
    assert keys(service) == []


def test_everybody_has_answered_and_it_closes_early(tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND.replace('extension = "none"', 'extension = "none"\nearly_close = true')))
    service.opens(settings="kind: quiet")
    for who in (ADA, BEN, CLEO, DAN, EVA):
        service.tells(who, "#1 for")
    service.settles(MONDAY + hours(1))
    [end] = service.events("closed")
    assert isinstance(end, Closed) and end.early
    assert not service.audit().differences


def test_the_mailbox_is_renumbered_while_it_runs_and_nobody_votes_twice(service: Service) -> None:
    service.opens(settings="kind: quiet")
    vote(service)
    office = service.post_office
    assert isinstance(office, InMemory)
    office.renumber()
    service.settles(MONDAY + hours(2))
    service.settles(CLOSE)
    assert len(sheet(service).names) == 3
    assert ballots_left(office) == []


def test_a_moderator_cannot_settle_what_a_secret_ballot_meant(service: Service) -> None:
    service.opens(settings="kind: quiet")
    doubt = service.tells(BEN, "#1 maybe for")
    service.settles()
    service.tells(ADA, f"understand <{doubt}> as for: he said so")
    service.settles()
    assert "O05" in service.sent("answer", ADA)[-1].text or "O03" in service.sent("answer", ADA)[-1].text


def test_an_erased_voters_mails_go_and_the_ballot_counts(service: Service) -> None:
    service.opens(settings="kind: quiet")
    vote(service)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("listvote.flow.acting.decide", lambda *what: 1 / 0)
        service.tells(CLEO, "#1 for")
        service.passes()
    assert len(service.parked()) == 1
    done = erase(service.house, service.group(), 3, service.clock())
    assert not isinstance(done, str)
    assert service.parked() == []
    service.settles(CLOSE)
    assert len(sheet(service).names) == 3
    assert not service.audit().differences


def test_receipts_come_though_the_charter_puts_them_into_the_digest(tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND, more='[posting]\nreceipts = "digest"\n'))
    service.opens(settings="kind: quiet")
    service.tells(BEN, "#1 for")
    service.settles()
    assert code(service, BEN)


def test_a_reply_token_shows_who_votes(service: Service) -> None:
    service.opens(settings="kind: quiet")
    service.tells(BEN, "ballot #1")
    service.settles()
    form = service.sent("text", BEN)[-1]
    service.tells(BEN, "for", answers=form.message_id)
    service.settles()
    service.settles(CLOSE)
    assert sheet(service).ballots == ({"position": "for"},)
