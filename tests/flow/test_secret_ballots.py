"""Secret ballots from opening to sheet: given in private, counted once, found again by nobody but their voters."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit.listing import found as found_in_ledger
from listvote.audit.listing import listing
from listvote.events import Closed, SheetPublished
from listvote.flow.overview import overview
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, PRESS, InMemory, Service, charter, hours

KIND = """
[kinds.quiet]
method = "majority"
ballots = "secret"
quorum = "at least 1/3 of members"
closes = "2 days"
at_least = "1 hour"
extension = "none"
[kinds.unmarked]
method = "majority"
ballots = "secret"
marks = false
closes = "2 days"
"""
CLOSE = MONDAY + timedelta(days=2, hours=1)


@pytest.fixture
def office() -> InMemory:
    return InMemory()


@pytest.fixture
def service(office: InMemory, tmp_path: Path) -> Service:
    """A group with a secret decision that is announced; keys lie in a folder."""
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    made.found(charter(kind=KIND))
    made.opens(settings="kind: quiet")
    return made


def keys(service: Service) -> list[str]:
    assert service.data is not None
    return sorted(each.name for each in service.data.glob("*.key") if each.name != "desk.key")


def sheet(service: Service) -> SheetPublished:
    [found] = service.events("sheet")
    assert isinstance(found, SheetPublished)
    return found


def closed(service: Service) -> Closed:
    [found] = service.events("closed")
    assert isinstance(found, Closed)
    return found


def code(service: Service, to: str) -> str:
    """The code of the newest receipt of a voter."""
    text = service.sent("answer", to)[-1].text
    found = re.findall(r"Code ([0-9a-f]{64})", text)
    assert found, text
    return str(found[-1])


def ballots_left(office: InMemory) -> list[bytes]:
    """The private mails about the decision that still lie in the mailbox."""
    return [raw for raw in office.left() if b"\nTo: votes@example.org" in raw and b"#1 " in raw]


def vote(service: Service) -> None:
    service.tells(BEN, "#1 for\nmark: heron")
    service.tells(CLEO, "#1 against")
    service.tells(DAN, "#1 for")
    service.settles()


def test_a_decision_from_opening_to_sheet(service: Service, office: InMemory) -> None:
    assert len(keys(service)) == 1
    before = service.kinds()
    vote(service)
    assert service.kinds() == before  # nothing is written before the close
    codes = {who: code(service, who) for who in (BEN, CLEO, DAN)}
    service.settles(CLOSE)
    assert service.kinds()[len(before) :][:2] == ["sheet", "closed"]
    found = sheet(service)
    assert (found.names, found.voters) == (tuple(sorted(codes.values())), (2, 3, 4))
    lines = dict(zip(found.names, zip(found.ballots, found.marks, strict=True), strict=True))
    assert lines[codes[BEN]] == ({"position": "for"}, "heron")
    assert lines[codes[CLEO]] == ({"position": "against"}, "")
    assert (closed(service).outcome, closed(service).figures["for"], closed(service).participants) == ("adopted", 2, 3)
    assert keys(service) == []
    assert not service.audit().differences
    exported = service.exported()
    there = found_in_ledger(exported, "#1")
    assert not isinstance(there, str)
    shown = listing(exported, *there).in_words()
    assert f'  {codes[BEN]}  for, mark "heron"' in shown and shown[-1] == "Took part: Kropotkin Fan, Linotype, Em Dash."
    assert ballots_left(office) == []
    assert "write: check #1" in service.sent("result")[0].text


def test_the_sheet_comes_to_whoever_asks_after_the_close(service: Service) -> None:
    vote(service)
    service.tells(EVA, "check #1")
    service.settles()
    assert "heron" not in service.sent("text", EVA)[-1].text
    service.settles(CLOSE)
    service.tells(EVA, "check #1")
    service.settles()
    text = service.sent("text", EVA)[-1].text
    for who in (BEN, CLEO, DAN):
        assert code(service, who) in text.replace("\n", "").replace(" ", "")
    assert 'mark "heron"' in text
    assert "Kropotkin Fan, Linotype, Em Dash" in " ".join(text.split())


def test_nothing_shows_while_it_runs_but_how_many_took_part(service: Service) -> None:
    vote(service)
    service.tells(BEN, "mine")
    service.tells(ADA, "status")
    service.settles(MONDAY + hours(34))
    [decision] = overview(service.house, service.clock())["groups"][0]["decisions"]
    assert (decision["participants"], decision["tally"], decision["quorum"]["reached"]) == (3, None, True)
    told = [mail.text for mail in (*service.sent("text"), *service.sent("digest"))]
    assert told
    for text in told:
        assert "heron" not in text and "against 1" not in text.lower() and "if it ended now" not in text.lower()
    assert "3 of 5" in service.sent("digest")[-1].text


def test_the_last_ballot_counts_and_one_that_is_taken_back_leaves_a_participant(service: Service) -> None:
    vote(service)
    service.clock.now += hours(1)
    service.tells(BEN, "#1 against")
    service.tells(DAN, "#1 withdraw")
    service.settles()
    assert "Before it was: for" in service.sent("answer", BEN)[-1].text
    codes = {who: code(service, who) for who in (BEN, CLEO, DAN)}
    service.settles(CLOSE)
    found = sheet(service)
    lines = dict(zip(found.names, found.ballots, strict=True))
    assert [lines[codes[who]] for who in (BEN, CLEO, DAN)] == [
        {"position": "against"},
        {"position": "against"},
        {"withdrawn": True},
    ]
    assert closed(service).participants == 3
    assert not service.audit().differences


def test_a_ballot_on_the_list_is_refused_and_its_sender_told_alone(service: Service) -> None:
    service.says(BEN, "#1 for")
    service.settles()
    [told] = service.sent("answer", BEN)
    assert "V04" in told.text
    service.settles(CLOSE)
    assert closed(service).participants == 0
    assert not service.audit().differences


@pytest.mark.parametrize("public_first", [True, False])
def test_a_list_copy_takes_the_ballot_out_and_an_earlier_one_stands_again(service: Service, public_first: bool) -> None:
    service.tells(BEN, "#1 against")
    service.settles()
    earlier = code(service, BEN)
    service.clock.now += hours(1)
    raw = service.mail(BEN, "#1 for", to=PRESS)
    for through in (PRESS, "") if public_first else ("", PRESS):
        service.arrives(raw, through=through)
        service.settles()
    assert "V04" in service.sent("answer", BEN)[-1].text
    service.settles(CLOSE)
    found = sheet(service)
    assert (found.names, found.ballots) == ((earlier,), ({"position": "against"},))


def test_the_order_of_arrival_changes_nothing(service: Service) -> None:
    first, second = (
        service.mail(BEN, "#1 for\nmark: owl", to="votes@example.org"),
        service.mail(BEN, "#1 against", to="votes@example.org"),
    )
    service.arrives(second, MONDAY + hours(2))
    service.arrives(first, MONDAY + hours(5))
    service.settles(MONDAY + hours(6))
    service.arrives(first, MONDAY + hours(1))  # its earlier copy was late in coming
    service.settles()
    service.settles(CLOSE)
    assert (sheet(service).ballots, sheet(service).marks) == (({"position": "against"},), ("owl",))


def test_two_addresses_are_one_voter(service: Service) -> None:
    service.tells(BEN, "#1 for")
    service.clock.now += hours(1)
    service.tells("ben.private@example.net", "#1 against")
    service.settles(CLOSE)
    assert (sheet(service).voters, sheet(service).ballots) == ((2,), ({"position": "against"},))


def test_strangers_have_no_line(service: Service) -> None:
    service.tells("zoe@example.net", "#1 for")
    service.settles()
    service.settles(CLOSE)
    assert sheet(service).names == ()


def test_two_voters_may_have_one_mark(service: Service) -> None:
    service.tells(BEN, "#1 for\nmark: heron")
    service.tells(CLEO, "#1 against\nmark: heron")
    service.settles()
    service.settles(CLOSE)
    assert sheet(service).marks == ("heron", "heron")


def test_a_mark_can_come_by_itself_and_the_last_one_stands(service: Service) -> None:
    service.tells(BEN, "#1 for\nmark: heron")
    service.clock.now += hours(1)
    service.tells(BEN, "#1 mark: blue owl")
    service.settles()
    assert "blue owl" in service.sent("answer", BEN)[-1].text
    service.settles(CLOSE)
    assert sheet(service).marks == ("blue owl",)


def test_marks_are_refused_where_the_charter_ended_them(service: Service) -> None:
    service.opens(title="Quiet?", settings="kind: unmarked")
    service.tells(BEN, "#2 for\nmark: heron")
    service.settles()
    told = service.sent("answer", BEN)[-1].text
    assert "Counted" in service.subjects("answer", BEN)[-1] and "Marks are off here" in told


def test_a_mail_after_the_close_is_refused_and_kept_nowhere(service: Service, office: InMemory) -> None:
    raw = service.mail(BEN, "#1 for", to="votes@example.org")
    service.arrives(raw)
    service.settles()
    service.settles(CLOSE)
    service.arrives(raw, CLOSE + hours(1))  # somebody sends it once more
    service.tells(CLEO, "#1 against", received=CLOSE + hours(1))
    late = service.mail(DAN, "#1 against", to="votes@example.org")
    service.arrives(late, MONDAY + hours(3))  # it was in time, and nobody gave it to us
    service.settles(CLOSE + hours(2))
    assert "V02" in service.sent("answer", CLEO)[-1].text
    assert "V11" in service.sent("answer", DAN)[-1].text
    assert service.kinds().count("late ballot") == 0
    assert ballots_left(office) == []
    assert sheet(service).voters == (2,)


def test_a_lost_key_cancels_the_decision_and_says_so(service: Service) -> None:
    vote(service)
    assert service.data is not None
    (service.data / keys(service)[0]).unlink()
    service.restart()
    service.tells(EVA, "#1 for")
    service.settles()
    assert (closed(service).outcome, closed(service).lost_key) == ("cancelled", True)
    assert "The key of its secret ballots is lost" in " ".join(service.sent("result")[0].text.split())
    assert not service.audit().differences


def test_a_close_without_a_mailbox_is_made_good_later(service: Service, office: InMemory) -> None:
    vote(service)
    office.keeps = "the folder cannot be written to"
    service.settles(CLOSE)
    assert service.expunges == ["the folder cannot be written to"]
    assert len(ballots_left(office)) == 3
    service.restart()
    office.keeps = ""
    service.passes(CLOSE + hours(1))
    assert ballots_left(office) == []


def test_a_mailbox_that_was_moved_is_searched_anew(service: Service, office: InMemory) -> None:
    vote(service)
    office.keeps = "not now"
    service.settles(CLOSE)
    office.renumber()
    office.keeps = ""
    service.passes(CLOSE + hours(1))
    service.passes(CLOSE + hours(2))
    assert ballots_left(office) == []
    assert service.kinds().count("sheet") == 1


def test_doubtful_lines_are_asked_back_and_stand_nowhere(service: Service) -> None:
    before = service.kinds()
    service.tells(BEN, "#1 maybe for")
    service.settles()
    [question] = service.sent("question", BEN)
    service.tells(BEN, "for", answers=question.message_id)
    service.settles()
    assert service.kinds() == before
    service.settles(CLOSE)
    assert sheet(service).ballots == ({"position": "for"},)


def test_without_a_quorum_it_is_extended_and_only_the_silent_are_reminded(tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'two.db'}", data=tmp_path / "keys2")
    service.found(charter(kind=KIND.replace('extension = "none"', 'extension = "1 day"').replace("1/3", "4/5")))
    service.opens(settings="kind: quiet")
    vote(service)
    service.settles(CLOSE)
    assert service.kinds().count("extended") == 1
    assert sorted(each.recipient for each in (d.mail.mail for d in service.handed_over) if each.what == "reminder") == [
        ADA,
        EVA,
    ]
    service.tells(EVA, "#1 for")
    service.settles()
    service.settles(CLOSE + timedelta(days=1, hours=1))
    assert (closed(service).outcome, closed(service).participants) == ("adopted", 4)
    assert not service.audit().differences
