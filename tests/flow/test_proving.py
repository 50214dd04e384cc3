"""What counts, and what waits, where a charter asks for proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.net.dns import DnsError
from tests.flow.a_trusting_house import NOW, SERVICE, Press, list_copy, mail, reply, signed, token_in


@pytest.fixture(autouse=True, params=["plainly", "ahead"])
def read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Press, "ahead", request.param == "ahead")


@pytest.fixture
def press(tmp_path: Path) -> Press:
    press = Press(tmp_path)
    press.opened()
    return press


def proof_of(press: Press, place: int = -1) -> str:
    body = press.entries()[place].private
    assert body is not None
    return str(body.value().get("proof"))


def test_a_signed_answer_counts_and_its_proof_is_recorded(press: Press) -> None:
    assert press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "example.org")).verdict == "clear"
    assert press.ballots() == {2: "agree"}
    assert proof_of(press) == "dkim"


def test_the_lists_copy_counts_by_the_lists_signature(press: Press) -> None:
    press.take(list_copy(reply("ben@example.org", "agree")))
    assert (press.ballots(), proof_of(press)) == ({2: "agree"}, "list")


def test_what_nothing_proves_is_asked_back_at_the_registered_address_alone(press: Press) -> None:
    forged = reply("Ben <ben@example.org>", "object: no", "Reply-To: evil@evil.example", to=SERVICE)
    assert press.take(forged).verdict == "pending"
    assert press.ballots() == {}
    [(recipient, question)] = press.run()
    assert recipient == "ben@example.org"
    assert question.subject.startswith("Was it you?") and "object: no" in question.text
    assert token_in(question)


def test_a_confirmation_counts_the_first_mail_as_of_its_receipt(press: Press) -> None:
    press.take(reply("ben@example.org", "disagree: too dear", to=SERVICE))
    [(_, question)] = press.run()
    press.now += timedelta(hours=5)
    answer = mail(
        "ben@example.org", "confirm", f"In-Reply-To: <{question.message_id}>", to=question.reply_to[0].address
    )
    assert press.take(answer).verdict == "clear"
    cast = press.state.decisions[1].standing(press.state.received)[2]
    assert (cast.position, cast.received, cast.reason) == ("disagree", NOW, "too dear")
    assert proof_of(press) == "confirmed"
    [(recipient, receipt)] = press.run()
    assert recipient == "ben@example.org" and receipt.subject.startswith("Counted: DISAGREE")


def test_a_confirmation_counts_once(press: Press) -> None:
    press.take(reply("ben@example.org", "agree", to=SERVICE))
    [(_, question)] = press.run()
    to = question.reply_to[0].address
    press.take(mail("ben@example.org", "confirm", to=to, id_="c1"))
    seq = press.state.seq
    press.take(mail("ben@example.org", "Confirmed.", to=to, id_="c2"))
    assert press.state.seq == seq


def test_a_confirmation_that_somebody_else_sends_counts_nothing(press: Press) -> None:
    press.take(reply("ben@example.org", "agree", to=SERVICE))
    [(_, question)] = press.run()
    to = question.reply_to[0].address
    press.take(signed(mail("cleo@example.net", "confirm", to=to), "example.net"))
    press.take(mail("zoe@example.org", "confirm", to=to))
    assert press.ballots() == {}


def test_a_confirmation_after_its_time_counts_nothing(press: Press) -> None:
    press.take(reply("ben@example.org", "agree", to=SERVICE))
    [(_, question)] = press.run()
    late = NOW + timedelta(days=9)
    press.now = late
    press.take(mail("ben@example.org", "confirm", to=question.reply_to[0].address))
    assert 2 not in press.ballots()


def test_a_forged_token_confirms_nothing(press: Press) -> None:
    press.take(reply("ben@example.org", "agree", to=SERVICE))
    [(_, question)] = press.run()
    to = question.reply_to[0].address
    forged = to.replace(to[20], "a" if to[20] != "a" else "b")
    assert not press.take(mail("ben@example.org", "confirm", to=forged)).events
    assert press.ballots() == {}


def test_a_proven_copy_that_comes_later_settles_what_waited(press: Press) -> None:
    raw = reply("ben@example.org", "agree")
    assert press.take(raw).verdict == "pending"
    press.now += timedelta(minutes=5)
    assert press.take(list_copy(raw)).verdict == "clear"
    cast = press.state.decisions[1].standing(press.state.received)[2]
    assert (cast.position, cast.received) == ("agree", NOW)


def test_a_forged_mail_cannot_take_the_place_of_the_true_one(press: Press) -> None:
    true = reply("ben@example.org", "agree")
    assert press.take(true.replace(b"agree", b"disagree")).verdict == "pending"
    press.now += timedelta(minutes=5)
    assert press.take(list_copy(true)).verdict == "clear"
    cast = press.state.decisions[1].standing(press.state.received)[2]
    assert (cast.position, cast.received) == ("agree", press.now)


def test_an_unproven_copy_of_a_counted_mail_changes_and_parks_nothing(press: Press) -> None:
    raw = reply("ben@example.org", "agree")
    press.take(list_copy(raw))
    seq = press.state.seq
    assert press.take(raw.replace(b"agree", b"block")).verdict == "a copy"
    assert press.take(raw, received=NOW - timedelta(hours=1)).verdict == "a copy"
    assert press.state.seq == seq


def test_talk_needs_no_proof(press: Press) -> None:
    assert press.take(reply("ben@example.org", "I wonder what it weighs.", to=SERVICE)).verdict == "talk"
    assert press.run() == []


def test_help_is_sent_to_the_registered_address_without_proof(press: Press) -> None:
    press.take(mail("ben@example.org", "help", to=SERVICE, subject="help"))
    assert [recipient for recipient, _ in press.run()] == ["ben@example.org"]


def test_a_replayed_signature_under_a_new_name_is_refused_and_nobody_is_bothered(press: Press) -> None:
    raw = reply("ben@example.org", "agree", to=SERVICE)
    first = signed(raw, "example.org", covers=("from", "to", "subject"))
    assert press.take(first).verdict == "clear"
    press.now += timedelta(minutes=1)
    press.take(signed(reply("ben@example.org", "disagree", to=SERVICE), "example.org"))
    press.run()
    name = first[first.index(b"Message-ID: <") + 13 :].partition(b"@")[0]
    assert press.take(first.replace(name, b"another")).verdict == "replayed"
    assert press.ballots() == {2: "disagree"}
    assert press.run() == []


def test_nobody_can_fill_a_members_mailbox_with_questions(press: Press) -> None:
    for number in range(20):
        press.take(mail("ben@example.org", "#1 agree", to=SERVICE, id_=f"bomb{number}"))
    assert len(press.run()) == 3


def test_a_mail_waits_while_the_name_server_does_not_answer(press: Press) -> None:
    answers = press.house.assurance

    def away(names):
        raise DnsError("away")

    press.house.assurance = replace(answers, keys=away)
    raw = signed(reply("ben@example.org", "agree", to=SERVICE), "example.org")
    assert press.take(raw).verdict == "no name server answered"
    assert press.ballots() == {}
    press.house.assurance = answers
    assert press.take(raw).verdict == "clear"


def test_after_some_hours_without_a_name_server_the_author_is_asked(press: Press) -> None:
    def away(names):
        raise DnsError("away")

    press.house.assurance = replace(press.house.assurance, keys=away)
    raw = signed(reply("ben@example.org", "agree", to=SERVICE), "example.org")
    assert press.take(raw, received=NOW - timedelta(hours=7)).verdict == "before the group"
    press.now += timedelta(hours=7)
    assert press.take(raw, received=NOW).verdict == "pending"


def test_the_key_of_a_signature_is_looked_up_only_where_it_could_prove_something(press: Press) -> None:
    press.asked.clear()
    press.take(signed(reply("zoe@evil.example", "agree", to=SERVICE), "evil.example"))
    press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "evil.example"))
    assert press.asked == []


def test_where_people_are_taken_at_their_word_nothing_is_looked_up(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="none")
    press.opened()
    press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "example.org"))
    assert (press.asked, press.ballots(), proof_of(press)) == ([], {2: "agree"}, "none")


def test_where_the_server_is_trusted_what_it_let_in_counts(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="server", authserv_id="mx.example.com")
    press.opened()
    result = "Authentication-Results: mx.example.com; dmarc={}\r\nReceived: from x by mx.example.com; now\r\n"
    press.take(result.format("pass").encode() + reply("ben@example.org", "agree", to=SERVICE))
    assert (press.ballots(), proof_of(press), press.asked) == ({2: "agree"}, "server", [])
    away = result.format("fail").encode() + reply("cleo@example.net", "agree", to=SERVICE)
    assert press.take(away).verdict == "pending"


def test_an_answer_to_a_token_address_needs_no_signature(press: Press) -> None:
    press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "example.org"))
    [(_, receipt)] = press.run()
    assert press.take(mail("ben.private@example.net", "abstain", to=receipt.reply_to[0].address)).verdict == "clear"
    assert (press.ballots(), proof_of(press)) == ({2: "abstain"}, "token")


def test_the_token_of_another_member_proves_nothing(press: Press) -> None:
    press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "example.org"))
    [(_, receipt)] = press.run()
    assert press.take(mail("cleo@example.net", "abstain", to=receipt.reply_to[0].address)).verdict != "clear"
    assert press.ballots() == {2: "agree"}


def test_a_token_that_stood_in_a_public_mail_proves_nothing_any_more(press: Press) -> None:
    press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "example.org"))
    [(_, receipt)] = press.run()
    to = receipt.reply_to[0].address
    press.take(list_copy(mail("ben@example.org", "Look what they answered.", to=f"press@lists.example.org, {to}")))
    assert press.take(mail("ben@example.org", "abstain", to=to)).verdict == "pending"


def test_no_post_to_the_list_holds_a_token(press: Press) -> None:
    press.take(signed(reply("ben@example.org", "agree", to=SERVICE), "example.org"))
    press.take(reply("cleo@example.net", "agree", to=SERVICE))
    press.now += timedelta(hours=9)
    sent = press.run()
    press.now += timedelta(days=8)
    sent += press.run()
    posts = [mail_ for recipient, mail_ in press.out.mails if recipient == "press@lists.example.org"]
    assert len(posts) >= 3
    assert not any("votes+" in f"{each.headers.fields}{each.text}{each.html}" for each in posts)
    personal = [mail_ for recipient, mail_ in press.out.mails if recipient != "press@lists.example.org"]
    assert personal and all(token_in(each) for each in personal)
    assert any(f"mailto:{each.reply_to[0].address}" in each.html for each in personal)
    assert not any(f"mailto:{SERVICE}" in each.html for each in personal)
