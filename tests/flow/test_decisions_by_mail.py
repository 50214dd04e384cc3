"""Decisions as members live them: hearings, polls, amendments, elections, in mails that real programs could send."""

from __future__ import annotations

from datetime import timedelta

from listvote.deliberation.decision import Status
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, PRESS, InMemory, Service, charter, hours

KINDS = """
[kinds.where]
method = "ranked"
quorum = "none"
closes = "2 days"
[kinds.rating]
method = "score"
quorum = "none"
closes = "2 days"
[kinds.election]
method = "stv"
quorum = "none"
closes = "2 days"
nominations = "1 day"
"""


def a_service(office: InMemory, url: str, more: str = "", kind: str = "") -> Service:
    made = Service(office, url)
    made.found(charter(more=KINDS + more, kind=kind))
    return made


def posted(service: Service, what: str) -> str:
    """The last text that went to the list and has these words."""
    sent = [
        each.mail.mail.text for each in service.handed_over if each.mail.mail.to_list and what in each.mail.mail.text
    ]
    return sent[-1] if sent else ""


def told(service: Service, address: str) -> str:
    """The last text that went to one member alone."""
    sent = [each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient == address]
    return sent[-1] if sent else ""


def test_an_objection_is_heard_answered_kept_up_and_carried_by_the_fallback(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db", kind='hearing = "1 day"\nhearings = 1')
    opening = service.opens()
    for author in (ADA, BEN, CLEO, DAN):
        service.says(author, "agree", answers=opening)
    objection = service.says(EVA, "object: the lease forbids it", answers=opening)
    service.settles()
    assert service.decision().status is Status.HEARING
    heard = posted(service, "a hearing, until")
    assert "the lease forbids it" in heard and "still object" in heard
    in_touch = {each.mail.mail.recipient for each in service.handed_over if each.mail.mail.what == "hearing"}
    assert in_touch == {ADA, EVA}
    service.says(ADA, "I asked the landlord: it does not.", answers=objection)
    service.settles(MONDAY + hours(2))
    assert "it does not" in service.decision().answers[5]
    alone = next(
        each.mail.mail
        for each in service.handed_over
        if each.mail.mail.recipient == EVA and each.mail.mail.what == "hearing"
    )
    service.tells(EVA, "still object: I read the lease.", answers=alone.message_id)
    service.settles(MONDAY + timedelta(days=4))
    assert service.decision().status is Status.ADOPTED
    result = posted(service, "RESULT #1")
    assert "fallback majority carried it" in " ".join(result.split()) and "I read the lease" in result
    assert service.audit().differences == []
    service.close()


def test_a_poll_is_opened_ranked_by_line_and_by_form_and_its_working_is_told(
    office: InMemory, tmp_path: object
) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    text = "options:\n  A. In house\n  B. At the co-op in Leeds\n  C. Not at all\n\nQuotes are attached."
    opening = service.says(ADA, text, "[POLL] Where do we print?")
    service.settles()
    said = posted(service, "POLL #1")
    assert "[ ] A. In house" in said and "commitment" in said
    service.says(BEN, "B > A > C", answers=opening)
    service.says(CLEO, "[2] A. In house\n[1] B. At the co-op in Leeds\n[ ] C. Not at all", answers=opening)
    service.says(DAN, "A > B", answers=opening)
    service.tells(EVA, "#1 A > Z")
    service.tells(EVA, "#1 salt: pepper")
    service.settles(MONDAY + hours(2))
    assert "V05" in " ".join(each.mail.mail.text for each in service.handed_over if each.mail.mail.recipient == EVA)
    assert "B > A > C" in told(service, BEN)
    service.settles(MONDAY + timedelta(days=3))
    decision = service.decision()
    assert (decision.status, decision.winners) == (Status.ADOPTED, ("B",))
    result = posted(service, "RESULT #1")
    assert "B. At the co-op in Leeds" in result and "HOW IT WAS COUNTED" in result and "Order: B > A > C" in result
    assert "single ballot" in result or "one changed ballot" in result.lower()
    assert service.audit().differences == []
    service.close()


def test_ratings_are_summed(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.says(ADA, "kind: rating\noptions: Tea, Coffee\n\nWhich?", "[POLL] What do we drink?")
    service.settles()
    service.says(BEN, "A 5, B 3", answers=opening)
    service.says(CLEO, "B 5", answers=opening)
    service.settles(MONDAY + timedelta(days=3))
    assert service.decision().winners == ("B",)
    assert "changed ballot would have let another option win" in posted(service, "RESULT #1")
    service.close()


def test_an_amendment_opens_the_next_version_and_asks_everybody_again(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "amend: We rent it.", answers=opening)
    service.settles()
    service.says(ADA, "accept amendment 1", answers=opening)
    service.settles(MONDAY + hours(3))
    decision = service.decision()
    assert (str(decision.ref), decision.text, decision.participants) == ("#1.2", "We rent it.", 0)
    said = posted(service, "The wording is new")
    assert "We rent it." in said
    service.says(BEN, "agree", answers=opening)
    service.settles(MONDAY + hours(4))
    assert service.decision().participants == 0  # the old thread is not clear
    service.tells(BEN, "#1 agree")
    announcement = next(
        each.mail.mail.message_id for each in service.handed_over if "wording is new" in each.mail.mail.text
    )
    service.says(CLEO, "agree", answers=announcement)
    service.settles(MONDAY + hours(5))
    assert service.decision().participants == 2
    service.settles(MONDAY + timedelta(days=4))
    assert service.decision().status is Status.ADOPTED
    assert service.audit().differences == []
    service.close()


def test_an_election_by_mail(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db", '[opening]\ntag_kinds = { election = "election" }\n')
    opening = service.says(ADA, "seats: 1\n\nSomebody who answers the mail.", "[ELECTION] A secretary")
    service.settles()
    assert service.decision().status is Status.NOMINATING
    service.says(BEN, "I stand", answers=opening)
    service.says(CLEO, "nominate Em Dash", answers=opening)
    service.settles(MONDAY + hours(2))
    service.says(DAN, "accept nomination", answers=opening)
    service.settles(MONDAY + hours(3))
    service.settles(MONDAY + hours(26))
    assert service.decision().status is Status.OPEN
    assert "Kropotkin Fan" in posted(service, "ELECTION #1")
    service.tells(EVA, "#1 B > A")
    service.tells(BEN, "#1 A")
    service.tells(CLEO, "#1 B")
    service.settles(MONDAY + hours(27))
    assert service.decision().participants == 3
    service.settles(MONDAY + timedelta(days=5))
    assert service.state().offices["#1"].keys() == {4}
    service.opens(title="Buy ink?")
    service.settles(MONDAY + timedelta(days=5, hours=10))
    assert "Em Dash" in [each.mail.mail.text for each in service.handed_over if each.mail.mail.what == "digest"][-1]
    assert service.audit().differences == []
    service.close()


def test_a_change_of_the_charter_by_mail(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.says(BEN, "posting.per_day = 4\n\nFive are too many.", "[CHARTER] Fewer posts")
    service.settles()
    assert "posting.per_day" in posted(service, "CHARTER #1")
    for author in (ADA, BEN, CLEO):
        service.says(author, "agree", answers=opening)
    service.settles(MONDAY + timedelta(days=3))
    assert service.state().charter.posting.per_day == 4
    assert service.audit().differences == []
    service.close()


def test_the_list_decides_again(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.opens()
    for author in (ADA, BEN, CLEO):
        service.says(author, "agree", answers=opening)
    service.settles(MONDAY + timedelta(days=3))
    service.tells(DAN, "#1 petition: the price doubled")
    service.settles(MONDAY + timedelta(days=3, hours=2))
    assert service.decision(2).reopens == "#1"
    assert PRESS and service.audit().differences == []
    service.close()


def test_what_members_ask_to_see(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.settles()
    service.tells(CLEO, "check #1")
    service.settles()
    assert 'Kropotkin Fan: agree, from "agree"' in told(service, CLEO)
    service.tells(CLEO, "ballot #1")
    service.settles()
    assert "[ ] stand aside" in told(service, CLEO)
    service.tells(CLEO, "charter")
    service.settles()
    assert "[kinds.where]" in told(service, CLEO)
    sent = [each.mail.mail for each in service.handed_over if each.mail.mail.recipient == CLEO][-1]
    assert b'filename="charter.toml"' in sent.data
    assert b"List-Unsubscribe: <mailto:" in sent.data
    service.tells(CLEO, "roll")
    service.settles()
    assert "Hot Metal" in told(service, CLEO)
    service.tells(CLEO, "check #9")
    service.settles()
    assert "O05" in told(service, CLEO)
    service.close()


def test_a_digest_of_ones_own_comes_daily_with_ones_answers_and_a_calendar(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.opens()
    service.says(BEN, "stand aside", answers=opening)
    service.tells(BEN, "digest daily")
    service.settles()
    service.settles(MONDAY + timedelta(hours=33))
    said = told(service, BEN)
    assert "Your answer: stand aside" in said
    sent = [each.mail.mail for each in service.handed_over if each.mail.mail.recipient == BEN][-1]
    assert b"text/calendar" in sent.data
    before = len([each for each in service.handed_over if each.mail.mail.recipient == BEN])
    service.tells(BEN, "digest off")
    service.settles(MONDAY + timedelta(hours=34))
    service.settles(MONDAY + timedelta(hours=60))
    assert len([each for each in service.handed_over if each.mail.mail.recipient == BEN]) == before + 1
    service.close()


def test_receipts_can_be_ended_and_all_private_mail(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.opens()
    service.tells(BEN, "receipts off")
    service.settles()
    before = len(service.handed_over)
    service.says(BEN, "agree", answers=opening)
    service.settles()
    assert len(service.handed_over) == before
    service.tells(BEN, "receipts on")
    service.settles()
    service.says(BEN, "disagree", answers=opening)
    service.settles()
    assert "disagree" in told(service, BEN)
    service.tells(BEN, "stop mails")
    service.settles()
    before = len(service.handed_over)
    service.says(BEN, "agree", answers=opening)
    service.settles()
    assert len(service.handed_over) == before
    service.close()


def test_the_silent_are_reminded_once_where_a_decision_runs_on_for_want_of_them(
    office: InMemory, tmp_path: object
) -> None:
    kind = 'extension = "1 day"'
    service = Service(office, f"sqlite:///{tmp_path}/a.db")
    service.found(charter(kind=kind).replace('extension = "none"\n', ""))
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.settles()
    service.settles(MONDAY + timedelta(days=2, hours=1))
    reminded = {each.mail.mail.recipient for each in service.handed_over if each.mail.mail.what == "reminder"}
    assert reminded == {ADA, CLEO, DAN, EVA}
    service.settles(MONDAY + timedelta(days=2, hours=5))
    assert len([each for each in service.handed_over if each.mail.mail.what == "reminder"]) == 4
    reminder = next(each.mail.mail for each in service.handed_over if each.mail.mail.recipient == CLEO)
    service.tells(CLEO, "agree", answers=reminder.message_id)
    service.settles(MONDAY + timedelta(days=2, hours=6))
    assert service.decision().participants == 2
    service.close()


def test_a_moderator_changes_what_is_theirs_to_change_and_nothing_else(office: InMemory, tmp_path: object) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    text = service.state().charter_text
    mail = "From: {}\nTo: votes@example.org\nSubject: charter\nMessage-ID: <{}@example.org>\nMIME-Version: 1.0\n"
    parts = 'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\ncharter update\n--b\n'
    file = 'Content-Type: application/toml\nContent-Disposition: attachment; filename="c.toml"\n\n{}\n--b--\n'
    for number, (author, change) in enumerate(
        [(BEN, "[posting]\nper_day = 4"), (ADA, "[members]\nwait = '30 days'"), (ADA, "[posting]\nper_day = 4")]
    ):
        raw = (mail.format(author, f"c{number}") + parts + file.format(f"{text}\n{change}\n")).encode()
        service.arrives(raw)
        service.settles()
        assert service.state().charter.posting.per_day == (4 if number == 2 else 3), told(service, author)
    codes = " ".join(each.mail.mail.text for each in service.handed_over)
    assert "C01" in codes and "C02" in codes
    assert service.audit().differences == []
    service.close()


def test_a_moderator_settles_a_doubtful_mail_of_somebody_else_and_its_author_overrides_it(
    office: InMemory, tmp_path: object
) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db")
    opening = service.opens()
    doubt = service.says(BEN, "Yes, but only if it is cheap.", answers=opening)
    service.settles()
    assert service.decision().asked.keys() == {2}
    own = service.says(ADA, "Yes, but only if it is cheap.", answers=opening)
    service.settles()
    service.tells(CLEO, f"understand <{doubt}> as agree: he said so")
    service.tells(ADA, f"understand <{own}> as agree: I meant it")
    service.tells(ADA, f"understand <{doubt}> as agree: he said so on the phone")
    service.settles(MONDAY + hours(1))
    assert {number: cast.settled_by for number, cast in service.decision().standing().items()} == {2: 1}
    assert "Red Pen, a moderator, understood it so" in " ".join(told(service, BEN).split())
    service.tells(BEN, "#1 disagree")
    service.settles(MONDAY + hours(2))
    assert service.decision().standing()[2].position == "disagree"
    assert service.audit().differences == []
    service.close()


def test_receipts_come_in_the_digest_of_ones_own_where_the_charter_puts_them_there(
    office: InMemory, tmp_path: object
) -> None:
    service = a_service(office, f"sqlite:///{tmp_path}/a.db", '[posting]\nreceipts = "digest"\n')
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.settles()
    assert told(service, BEN) == ""
    service.settles(MONDAY + hours(10))
    said = told(service, BEN)
    assert 'Your line: "agree"' in said and "Code " in said
    assert told(service, CLEO) == ""
    service.close()
