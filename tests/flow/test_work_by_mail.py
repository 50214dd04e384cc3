"""Work as members live it: asked alone, taken or not, swapped, reported and judged, in mails that people write."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from listvote.audit import Difference
from listvote.deliberation.decision import Status
from listvote.events import SeatsFilled
from listvote.flow import to_workers
from listvote.flow.erasing import Erased, erase
from listvote.flow.overview import overview
from listvote.labour.mandate import Standing
from listvote.labour.task import Task
from listvote.ledger.codec import export, read
from listvote.store import ledger
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, InMemory, Service, charter, hours
from tests.group.drawn_work import drawn_events, serving, standing

DUE = MONDAY + timedelta(days=14)
BY_MEMBER = {1: ADA, 2: BEN, 3: CLEO, 4: DAN, 5: EVA}


def a_service(office: InMemory, tmp_path: Path, labour: str = "") -> Service:
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    made.found(charter().replace("[labour]", f"[labour]\n{labour}"))
    return made


def has_drawn(service: Service, ref: str, *order: int, **more: Any) -> None:
    """Let the ledger say that a task was drawn, and go on from there."""
    made = drawn_events(ref, service.clock(), *order, **{"due": DUE, **more})
    group = service.group()
    service.house.trying(lambda change: change.write(group, made, service.clock()))
    service.settles()


def told(service: Service, address: str) -> str:
    """The last text that went to one member alone."""
    sent = [each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient == address]
    return sent[-1] if sent else ""


def asked(service: Service, address: str, what: str = "mandate") -> str:
    """The Message-ID of the last mail of a kind to a member."""
    return service.sent(what, address)[-1].message_id


def answers(service: Service, address: str, text: str, what: str = "mandate") -> None:
    """A member's answer to the last mail of a kind, at the address that it came from."""
    mail = service.sent(what, address)[-1]
    raw = service.mail(address, text, to=mail.reply_to[0].address, answers=mail.message_id)
    service.arrives(raw)
    service.settles()


def task(service: Service, number: int = 1) -> Task:
    return service.state().tasks[number]


def differences(service: Service) -> list[Difference]:
    """What an audit finds after the draw, where the ledger has one on its writer's word."""
    drawn = max((place for place, kind in enumerate(service.kinds(), 1) if kind == "drawn"), default=0)
    return [each for each in service.audit().differences if each.seq > drawn]


def test_a_place_is_offered_alone_and_taken_by_one_word(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    offered = told(service, BEN)
    assert "It is your turn, if you accept." in offered
    assert "answer with one of:\n  T1 accept\n  T1 decline" in offered
    assert [each.filename for each in service.sent("mandate", BEN)[-1].attachments] == ["dates.ics"]
    answers(service, BEN, "accept")
    assert "It is yours." in told(service, BEN)
    assert standing(task(service)) == {2: Standing.ACCEPTED}


def test_whoever_accepts_twice_is_told_that_it_is_theirs_and_nothing_else(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, "accept")
    answers(service, BEN, "accept")
    assert "You accepted it already, and it is yours." in " ".join(told(service, BEN).split())
    assert "You hold no such task" not in told(service, BEN)


@pytest.mark.parametrize("words", ["decline", "Sorry, can't this month", "I decline."])
def test_whoever_passes_a_place_on_is_thanked_and_named_nowhere(office: InMemory, tmp_path: Path, words: str) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, words)
    assert "no post says who passed it on, or why" in " ".join(told(service, BEN).split())
    assert "Your turn" in service.subjects("mandate", CLEO)[-1]
    assert "Kropotkin" not in told(service, CLEO)
    posts = [each.mail.mail.text for each in service.handed_over if each.mail.mail.to_list]
    assert not [each for each in posts if "Kropotkin" in each]


def test_no_answer_within_the_charters_time_asks_the_next(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path, "accept_within = '1 day'")
    has_drawn(service, "T1", 2, 3)
    service.settles(MONDAY + hours(24))
    assert not service.sent("mandate", CLEO)
    service.settles(MONDAY + hours(25))
    assert service.sent("mandate", CLEO)
    answers(service, BEN, "accept")
    assert "W04" in told(service, BEN)
    assert "the next in the order was asked" in " ".join(told(service, BEN).split())


def test_the_way_of_a_task_from_hand_to_hand_to_its_judgement(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3, repeats="monthly")
    answers(service, BEN, "accept")
    service.tells(BEN, "swap T1 with Linotype")
    service.settles()
    assert "T1 swap with Kropotkin Fan" in told(service, CLEO)
    assert serving(task(service)) == [2]
    answers(service, CLEO, "T1 swap with Kropotkin Fan", "swap")
    assert serving(task(service)) == [3]
    service.settles(DUE - timedelta(days=2))
    assert "A word before the date of a task of yours." in told(service, CLEO)
    answers(service, CLEO, "report: All 24 pages are set.\nhours: 7", "duty")
    call = next(each.mail.mail for each in service.handed_over if each.mail.mail.what == "judgement")
    assert "Done by Linotype." in call.text and "All 24 pages are set." in call.text
    for author, words in ((ADA, "worked: it reads well"), (DAN, "T1 partly"), (EVA, "success")):
        service.tells(author, words, answers=call.message_id)
    service.tells(CLEO, "T1 success")
    service.settles()
    assert "Those who did the work do not judge it." in told(service, CLEO)
    service.settles(DUE + timedelta(days=6))
    (result,) = service.sent("judged")
    text = " ".join(result.text.split())
    assert "It worked. - worked: 2 - partly: 1 The work of Linotype. Thank you. > it reads well" in text
    assert "It goes on as T2." in text
    assert task(service, 2).handover == "All 24 pages are set."
    service.tells(CLEO, "mine")
    service.settles()
    assert "7" in told(service, CLEO)
    published = "".join(each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient != CLEO)
    assert "7 hours" not in published
    assert differences(service) == []


def test_what_is_handed_back_is_offered_to_the_next_without_a_name(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, "accept")
    answers(service, BEN, "hand back: my mother is ill", "answer")
    assert standing(task(service)) == {2: Standing.HANDED_BACK, 3: Standing.GIVEN}
    everything = "".join(each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient != BEN)
    assert "mother" not in everything


def test_a_mail_that_comes_twice_takes_one_place_and_a_restart_asks_nobody_twice(
    office: InMemory, tmp_path: Path
) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    raw = service.mail(BEN, "T1 accept")
    for _ in range(2):
        service.arrives(raw)
        service.restart()
        service.settles()
    assert service.kinds().count("mandate accepted") == 1
    assert service.kinds().count("mandate given") == 1
    assert len(service.sent("mandate", BEN)) == 1


def test_the_digest_says_who_does_what(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, "accept")
    service.settles(MONDAY + hours(9.5))
    (digest,) = service.sent("digest")
    assert "DOING T1, Typeset: Kropotkin Fan, to 17 Mar" in " ".join(digest.text.split())


def test_a_recall_is_begun_signed_and_voted_on_and_the_next_takes_over(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path, "recall_signatures = 'at least 2 members'")
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, "accept")
    begun = service.says(ADA, "He never came, not once.", "[RECALL] T1")
    service.settles()
    announced = service.sent("announcement")[-1]
    assert "It opens once 1 more member signs it." in announced.text
    assert "He never came, not once." in announced.text
    service.says(DAN, "I sign", answers=begun)
    service.settles()
    assert service.decision().status is Status.OPEN
    for author in (ADA, CLEO, DAN):
        service.tells(author, "#1 for")
    service.tells(BEN, "#1 against")
    service.settles()
    assert "those whom it concerns do not vote" in " ".join(told(service, BEN).split())
    service.settles(service.decision().deadline + hours(1))
    assert service.decision().status is Status.ADOPTED
    assert standing(task(service)) == {2: Standing.RECALLED, 3: Standing.GIVEN}
    assert "The next in the order of the draw is asked." in service.sent("result")[-1].text


def test_the_result_of_a_recall_says_how_an_elected_seat_is_filled_again(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path, "recall_signatures = 'at least 1 members'")
    until = service.clock() + timedelta(days=300)
    filled = [SeatsFilled(about="#9", members=(2,), until=until)]
    service.house.trying(lambda change: change.write(service.group(), filled, service.clock()))
    service.says(ADA, "He never came, not once.", "[RECALL] #9 Kropotkin Fan")
    service.settles()
    for author in (ADA, CLEO, DAN):
        service.tells(author, "#1 for")
    service.settles(service.clock() + timedelta(days=8))
    result = " ".join(service.sent("result")[-1].text.split())
    assert "The seat is empty: nobody moves up. To fill it, post an election to the list: [ELECTION]" in result


def test_a_moderator_is_recalled_by_a_line(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path, "recall_signatures = 'at least 1 members'")
    service.tells(BEN, "recall moderator Red Pen: too stern")
    service.settles()
    assert service.decision().title == "Recall of the moderator Red Pen"
    for author in (BEN, CLEO, DAN):
        service.tells(author, "#1 for")
    service.settles(service.clock() + timedelta(days=8))
    assert service.state().moderators == frozenset()
    service.tells(ADA, "pause")
    service.settles()
    assert "C01" in told(service, ADA)
    assert differences(service) == []


def test_nothing_exported_or_posted_names_who_declined_or_anybodys_hours(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 4, 3, people=2)
    declined = "Sorry, can't this month: the cat is ill"
    answers(service, BEN, declined)
    answers(service, DAN, "accept")
    answers(service, CLEO, "accept")
    answers(service, DAN, "T1 hand back: a burnt hand", "answer")
    service.tells(CLEO, "T1 report: All set.\nhours: 37")
    service.settles()
    service.settles(service.clock() + timedelta(days=9))
    with service.house.look() as look:
        lines = list(export("press", ledger.entries(look.connection, service.group())))
    exported = [each for each in read(lines).entries if each.kind.startswith(("mandate", "work"))]
    assert {each.kind for each in exported} >= {"mandate passed on", "mandate handed back", "work reported"}
    for entry in exported:
        assert entry.private is None
        said = f"{entry.facts and entry.facts.value()} {entry.words and entry.words.value()}"
        assert not any(each in said for each in ("cat", "burnt", "37", "decline", "can't"))
    gone = [each.facts.value() for each in exported if each.kind == "mandate passed on" and each.facts]
    assert gone == [{"number": 1}]
    posts = " ".join(each.mail.mail.text for each in service.handed_over if each.mail.mail.to_list)
    assert "Kropotkin Fan" not in posts
    others = " ".join(each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient != CLEO)
    assert "37" not in others.replace(service.state().head.hex(), "")
    apart = " ".join(each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient not in (DAN, BEN))
    assert not any(each in apart for each in ("burnt", "cat is ill"))


def test_moderating_by_lot_is_offered_drawn_and_held_through_mail(office: InMemory, tmp_path: Path) -> None:
    service = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    service.found(charter().replace("[group]", "[group]\nmoderators_by_lot = 1"))
    service.settles()
    call = service.sent("call")[-1]
    assert "Moderate this list" in call.text
    assert "Member 0" not in call.text
    service.tells(CLEO, "I can help", answers=call.message_id)
    service.settles()
    assert service.state().moderators == {1}
    for hour in (7 * 24 + 1, 7 * 24 + 2, 9 * 24, 9 * 24 + 1):
        service.settles(MONDAY + hours(hour))
    assert service.subjects("mandate", CLEO) == ["Your turn: Moderate this list (T1)"]
    answers(service, CLEO, "accept")
    assert service.state().moderators == {3}
    service.tells(ADA, "pause")
    service.tells(CLEO, "pause")
    service.settles()
    assert service.state().paused
    assert "C01" in told(service, ADA)
    assert differences(service) == []


def test_a_step_that_is_broken_off_asks_once_all_the_same(
    office: InMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = a_service(office, tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(to_workers, "send", _breaks)
        with pytest.raises(ConnectionError):
            has_drawn(service, "T1", 2, 3)
    assert "mandate given" not in service.kinds()
    service.restart()
    service.settles()
    assert service.kinds().count("mandate given") == 1
    assert len(service.sent("mandate", BEN)) == 1


def _breaks(*_: object, **__: object) -> None:
    raise ConnectionError("the power went")


def test_whoever_is_erased_leaves_no_word_on_work_passed_on(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, "decline: the cat is ill")
    assert isinstance(erase(service.house, service.group(), 2, service.clock()), Erased)
    with service.house.look() as look:
        kept = [each for each in ledger.entries(look.connection, service.group()) if each.kind == "mandate passed on"]
    assert [each.private for each in kept] == [None]
    assert standing(task(service)) == {2: Standing.PASSED_ON, 3: Standing.GIVEN}


def test_programs_and_keepers_see_who_does_what_and_sums_of_hours(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    has_drawn(service, "T1", 2, 3)
    answers(service, BEN, "accept")
    service.tells(BEN, "T1 hours: 37")
    service.settles()
    group = overview(service.house, service.clock())["groups"][0]
    (shown,) = group["tasks"]
    assert (shown["holders"], shown["judged"]) == ([2], None)
    assert shown["hours"] == {"wanted": 6, "promised": 6, "done": None}
    assert group["hours"] == {"March 2025": {"wanted": 6, "promised": 6, "done": None}}
    service.tells(ADA, "status")
    service.tells(BEN, "mine")
    service.settles()
    said = " ".join(told(service, ADA).split())
    assert "DOING T1, Typeset: Kropotkin Fan" in said
    assert "HOURS March 2025: 6 hours wanted, 6 promised" in said
    assert "37" not in said.partition("Check")[0]
    assert "March 2025: 6 hours promised, 37 done" in " ".join(told(service, BEN).split())


def test_hours_that_stand_in_the_line_of_an_offer_or_a_report_are_in_no_export(
    office: InMemory, tmp_path: Path
) -> None:
    service = a_service(office, tmp_path)
    service.says(ADA, "people: 2\nhours: 3", "[TASK] Carry the parcels")
    service.tells(CLEO, "willing always: layout, 67 hours a month")
    service.settles()
    service.tells(BEN, "T1 I can help, hours: 73\nuntil: 1 March")
    service.settles()
    assert "until: 1 March" in " ".join(told(service, BEN).split())
    assert task(service).offers[2][-1].hours == "73"
    has_drawn(service, "T2", 4)
    answers(service, DAN, "accept")
    service.tells(DAN, "T2 done, hours: 41")
    service.settles()
    assert task(service, 2).mandates[0].hours == 41
    with service.house.look() as look:
        lines = "\n".join(export("press", ledger.entries(look.connection, service.group())))
    texts = "".join(
        f"{each.facts and each.facts.value()} {each.words and each.words.value()}"
        for each in read(lines.split("\n")).entries
    )
    for said in ("hours: 73", "67 hours", "hours: 41"):
        assert said not in texts
    assert "willing always: layout, … hours a month" in texts
