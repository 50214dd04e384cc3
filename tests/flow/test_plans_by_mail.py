"""A plan by mail: decided, its tasks offered, their people drawn, all told; the lot's secret is kept till then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from listvote.flow import records
from listvote.flow.groups import Faulty
from listvote.flow.overview import overview
from listvote.flow.service import import_service
from listvote.labour.record import verify
from listvote.lot import commitment
from listvote.store import ledger
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, InMemory, Service, charter, hours
from tests.flow.test_crashes import Crash, Deadly

PLAN = """The spring issue.

task: Typeset the issue
people: 1
hours: 6 each
able: layout
by: 20 April
apprentices: 1
class: editing

task: Read the proofs
class: editing

task: Carry the parcels
people: 2
"""

BUSY = charter(more="[posting]\nper_day = 9")


@pytest.fixture
def service(office: InMemory, tmp_path: Path) -> Iterator[Service]:
    """A service whose group may post often."""
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    made.found(BUSY)
    yield made
    made.close()


def planned(service: Service) -> str:
    """A plan opened on the list, agreed to, and closed; the Message-ID of its opening."""
    opening = service.says(ADA, PLAN, "[PLAN] Spring issue")
    service.settles()
    for author in (ADA, BEN, CLEO, DAN):
        service.says(author, "agree", answers=opening)
    service.settles(service.clock() + hours(49))
    return opening


def offered(service: Service) -> None:
    """Offers for all of its tasks, and a while until they close."""
    service.tells(BEN, "T1 I can help, able: layout\nhours: 8\nprefer: T2 over T1\n\nT2 I can help")
    service.tells(CLEO, "T1 I can help\nable: layout, english")
    service.tells(DAN, "T1 apprentice")
    service.tells(EVA, "T2 count me in\n\nT3 count me in")
    service.settles()
    service.settles(service.clock() + hours(7 * 24 + 1))


def test_a_plan_is_decided_offered_drawn_and_told(service: Service) -> None:
    opening = planned(service)
    announced = service.sent("announcement")[0].text
    assert "If it is adopted, these tasks open:\n  - Typeset the issue: 1 person, 6 hours each, by 20 Apr" in announced
    assert [task.ref for task in service.state().tasks.values()] == ["T1", "T2", "T3"]
    calls = service.sent("call")
    assert len(calls) == 2
    assert "HELP WANTED for 2 tasks of #1" in calls[0].text
    assert calls[0].in_reply_to == (opening,)
    assert service.state().draws["T1"].commitment in calls[0].text
    offered(service)
    pools = service.sent("pool")
    assert [mail.subject for mail in pools] == ["Re: [PLAN] Spring issue"] * 2
    assert "2  Kropotkin Fan, not asked before; for T1 and T2" in pools[0].text
    assert "4  Em Dash, not asked before; learning T1" in pools[0].text
    service.tells(EVA, "T1 salt: heron")
    service.says(ADA, "salt: on the list", answers=pools[0].message_id)
    service.settles()
    service.settles(service.clock() + hours(25))
    drawn = service.sent("draw")[0]
    state = service.state()
    assert state.draws["T1"].salts == {1: "on the list", 5: "heron"}
    assert state.draws["T1"].secret in drawn.text
    (file,) = [each for each in drawn.attachments if each.filename == "draw-T1.json"]
    assert verify(json.loads(file.data)) == []
    assert state.draws["T1"].seats["T1"] in ((2,), (3,))
    assert state.draws["T1"].taught == {"T1": (4,), "T2": ()}
    assert service.failed == []
    told = service.sent("offers closed", ADA)
    assert [mail.subject for mail in told] == [
        "[press] T1: your tasks, Typeset the issue",
        "[press] T3: your task, Carry the parcels",
    ]
    assert "- T3 wants 2, 1 offered." in told[1].text
    late = import_service(service.house, service.group(), "member,class,terms\nRed Pen,Editing,2\n", service.clock())
    assert isinstance(late, Faulty)
    assert late.faults[0].where == "editing"
    report = service.audit()
    assert not report.differences, report.lines()


@pytest.mark.parametrize(
    "words", ["I can help", "Count me in!", "Put me down", "I'm in", "Happy to help", "Sign me up"]
)
def test_a_reply_to_a_call_for_several_tasks_has_to_say_which(service: Service, words: str) -> None:
    planned(service)
    call = service.sent("call")[0]
    service.says(BEN, words, answers=call.message_id)
    service.settles()
    (question,) = service.sent("question", BEN)
    assert "T1 offer" in question.text
    assert "T2 offer" in question.text
    assert not service.state().tasks[1].willing()
    single = service.sent("call")[1]
    service.says(BEN, "count me in", answers=single.message_id)
    service.settles()
    assert [each.member for each in service.state().tasks[3].willing()] == [2]


def test_every_fault_of_a_plan_is_told_with_its_line(service: Service) -> None:
    service.says(ADA, "task: One\npeople: many\n\ntask: Two\nhuors: 6\nby: someday", "[PLAN] Spring issue")
    service.settles()
    refused = service.sent("answer", ADA)[0].text
    for where in ("line 2, people", "line 5, huors", "line 6, by"):
        assert where in refused
    assert not service.state().decisions


def test_the_secret_of_a_lot_is_in_no_mail_export_or_status_before_the_draw(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(service)
    offered(service)
    service.says(CLEO, "T1 salt: pepper")
    service.settles()
    secrets = [draw.secret for draw in service.state().draws.values()]
    assert all(len(each) == 64 for each in secrets)
    written = b"\n".join(each.mail.mail.data for each in service.handed_over).decode("utf-8", "replace")
    with service.house.look() as look:
        exported = "\n".join(
            str(body)
            for entry in ledger.entries(look.connection, service.group())
            for body in (entry.head, entry.facts and entry.facts.value(), entry.words and entry.words.value())
        )
        status = str(overview(service.house, service.clock()))
    logged = "".join(capsys.readouterr())
    for secret in secrets:
        for text in (written, exported, status, logged):
            assert secret not in text
        assert commitment(bytes.fromhex(secret)) in written


def test_a_crash_between_the_freeze_and_the_draw_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = set()
    for kept in (True, False):
        for at in (0, 1, 2, 3, 4, 5, 6):
            made = Service(InMemory(), f"sqlite:///{tmp_path}/{at}.{kept}.db")
            made.found(BUSY)
            planned(made)
            made.tells(BEN, "T3 count me in")
            made.tells(CLEO, "T3 count me in")
            made.settles()
            with monkeypatch.context() as patched:
                Deadly(patched, at, kept)
                for after in (7 * 24 + 1, 26, 1):
                    made.clock.now += hours(after)
                    for _ in range(9):
                        try:
                            done = made.passes()
                        except Crash:
                            made.restart()
                            continue
                        if not (made.comes_back() or done.delivered):
                            break
            draw = made.state().draws["T3"]
            frozen = [each for each in made.kinds() if each in ("pool frozen", "drawn")]
            ends.add((draw.pool, draw.revealed == draw.secret, len(draw.order), frozen.count("pool frozen")))
            assert frozen.count("drawn") == frozen.count("pool frozen")
            assert not made.audit().differences
            made.close()
    assert len(ends) == 1


def test_a_draw_that_only_the_digest_tells_of_brings_its_record(tmp_path: Path) -> None:
    quiet = Service(InMemory(), f"sqlite:///{tmp_path / 'quiet.db'}")
    quiet.found(charter(more='[posting]\nannounce = "digest"'))
    quiet.says(ADA, "people: 1", "[TASK] Carry the parcels")
    quiet.settles(quiet.clock() + hours(10))
    quiet.tells(BEN, "T1 I can help")
    quiet.settles()
    for _ in range(12):
        quiet.settles(quiet.clock() + hours(24))
    (digest,) = [mail for mail in quiet.sent("digest") if mail.attachments and "DRAWN" in mail.text]
    assert verify(json.loads(digest.attachments[0].data)) == []
    assert not quiet.sent("draw")
    quiet.close()


def test_a_record_that_is_too_large_for_a_mail_is_not_said_to_go_with_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_LARGEST", 100)
    planned(service)
    offered(service)
    service.settles(service.clock() + hours(25))
    drawn = service.sent("draw")[0]
    assert not drawn.attachments
    assert "The file goes with this mail" not in drawn.text
    assert "The file does not go with this mail. It is made by:\n  listvote draw record T1" in drawn.text


def test_a_digest_that_announces_a_plan_lists_what_it_would_open(tmp_path: Path) -> None:
    quiet = Service(InMemory(), f"sqlite:///{tmp_path / 'quiet.db'}")
    quiet.found(charter(more='[posting]\nannounce = "digest"'))
    quiet.says(ADA, PLAN, "[PLAN] Spring issue")
    quiet.settles(quiet.clock() + hours(10))
    (digest,) = quiet.sent("digest")
    assert (
        "If it is adopted, these tasks open:\n     - Typeset the issue: 1 person, 6 hours each, by 20 Apr"
        in digest.text
    )
    assert "- Carry the parcels: 2 people" in digest.text
    quiet.close()


def test_a_plan_that_is_overturned_by_a_petition_calls_its_work_off_and_tells_whoever_had_it(service: Service) -> None:
    planned(service)
    offered(service)
    service.settles(service.clock() + hours(25))
    service.settles()
    asked = {address for address in (BEN, CLEO, DAN, EVA) if service.sent("mandate", address)}
    holder = next(address for address in (EVA, BEN, CLEO) if address in asked)
    ref = service.sent("mandate", holder)[0].subject.rpartition("(")[2].rstrip(")")
    service.tells(holder, f"{ref} accept")
    service.tells(ADA, "#1 petition: we have no paper")
    service.tells(BEN, "#1 sign")
    service.settles()
    assert service.decision(2).reopens == "#1"
    for author in (ADA, BEN, CLEO, DAN):
        service.tells(author, "#2 disagree")
    service.settles(service.clock() + hours(72))
    assert {address for address in (ADA, BEN, CLEO, DAN, EVA) if service.sent("called-off", address)} == asked
    told = service.sent("called-off", holder)[0].text
    assert "The group took its plan, #1, up again and did not adopt it:\n#2, Spring issue" in told
    assert "what you did counts, and so do its hours" in told
    result = service.sent("result")[-1].text
    assert "#1, which was decided again here, stands no longer." in result
    assert "CALLED OFF\n- T1, Typeset the issue\n- T2, Read the proofs\n- T3, Carry the parcels" in result
    service.tells(holder, f"{ref} report: half of it\nhours: 2")
    service.tells(DAN, "T3 I can help")
    service.settles()
    assert "W01" in service.sent("answer", DAN)[-1].text
    for later in (10, 24 * 30):
        service.settles(service.clock() + hours(later))
    assert not service.sent("judgement")
    digests = " ".join(" ".join(each.text.split()) for each in service.sent("digest"))
    assert "T1, Typeset the issue, is called off: #2 did not adopt its plan again." in digests
    report = service.audit()
    assert not report.differences, report.lines()
