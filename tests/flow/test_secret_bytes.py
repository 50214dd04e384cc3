"""No word of a secret ballot is found anywhere but in its voter's own mails: in no file, mail, log or export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from listvote import daemon
from listvote.flow.deliver import Delivered
from listvote.flow.letter import Letter, Taken
from listvote.flow.overview import overview
from listvote.flow.passing import Watch
from listvote.group.sealed import waits_for_close
from listvote.ledger.codec import export
from listvote.store import ledger
from tests.flow.a_service import BEN, CLEO, DAN, EVA, MONDAY, SERVICE, InMemory, Service, charter, hours
from tests.flow.leaks import files, found_in, spellings
from tests.flow.test_secret_ballots import CLOSE, KIND, ballots_left

MARK = "zyzzyvaprüf"
WORDS = ("quuxblatör", "xylofrögwart", "perhapsquax", "unreadwombat", "invalidgnu", "chattergnat", "lategerbil")


class Logged(Service):
    """A service that logs as the daemon does."""

    def watch(self) -> Watch:
        usual, logs = super().watch(), daemon.watch()

        def taken(letter: Letter, found: Taken) -> None:
            logs.taken(letter, found)
            usual.taken(letter, found)

        def delivered(mail: Delivered) -> None:
            logs.delivered(mail)
            usual.delivered(mail)

        return Watch(taken, logs.ticked, delivered, logs.failed, logs.broken)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Logged(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "data" / "secret-ballots")
    made.found(charter(kind=KIND))
    made.opens(settings="kind: quiet")
    made.opens(title="In the open?")
    yield made
    made.close()


def written(text: str, encoding: str, charset: str = "utf-8") -> bytes:
    mail = MIMEText(text, "plain", charset)
    if encoding != "base64":
        del mail["Content-Transfer-Encoding"]
        mail["Content-Transfer-Encoding"] = encoding
        mail.set_payload(text.encode(charset).decode("latin-1") if encoding == "8bit" else text, None)
    for name, value in (("From", CLEO), ("To", SERVICE), ("Subject", "vote"), ("Message-ID", f"<{encoding}@x>")):
        mail[name] = value
    return mail.as_bytes()


def everybody_votes(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.tells(BEN, f"#1 against: {WORDS[0]} is why\nmark: {MARK}\n\n{WORDS[1]} greets you")
    service.arrives(written(f"#1 for: {WORDS[0]}\nmark: {MARK}\n\n{WORDS[1]}", "base64"))
    service.tells(DAN, f"#1 {WORDS[2]}, for, maybe")
    service.tells(DAN, f"#1 against {WORDS[4]} for {WORDS[4]}?\n#1 against\n#1 for: {WORDS[4]}")
    service.tells(EVA, f"I wonder about it: {WORDS[5]}. Let us see.")
    service.tells(EVA, f"#2 agree\n#1 for\n\n{WORDS[1]}")
    service.tells(EVA, f"{WORDS[2]} yes")
    service.arrives(b"From: a@example.org\nFrom: " + BEN.encode() + f"\n\n#1 for {WORDS[3]}\n".encode())
    service.settles()
    with monkeypatch.context() as broken:
        broken.setattr("listvote.flow.acting.decide", _fails)
        service.tells(BEN, f"#1 for {WORDS[3]}\n\n{WORDS[3]}")
        service.passes()


def _fails(state: object, mail: object, reading: object, now: object) -> None:
    raise ValueError(f"what is this: {reading!r}")


def places(service: Service, folder: Path, *, own: bool = False) -> list[tuple[str, bytes]]:
    """All that lies on the disk, went out, is exported or shown; the voters' own receipts only where asked for."""
    found = files(folder)
    for each in service.handed_over:
        mail = each.mail.mail
        if own or mail.what not in ("answer", "question"):
            found.append((f"the {mail.what} to {mail.recipient}", mail.data))
    with service.house.look() as look:
        group = look.groups()["press"]
        entries, state = list(ledger.entries(look.connection, group)), look.state(group)
    lines = list(export("press", entries, lambda entry: waits_for_close(state, entry)))
    found.append(("the export", "\n".join(lines).encode()))
    found.append(("the status", json.dumps(overview(service.house, service.clock()), ensure_ascii=False).encode()))
    return found


@pytest.mark.sqlite
def test_a_word_is_found_where_it_stands(service: Service, tmp_path: Path) -> None:
    service.tells(BEN, f"#2 disagree: {WORDS[0]}")
    service.settles()
    found = found_in(places(service, tmp_path), WORDS[:1])
    assert any("listvote.db" in each for each in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "latin-1"])
def test_words_are_found_in_other_spellings(encoding: str) -> None:
    import base64

    raw = f"before {WORDS[0]} after".encode(encoding)
    for data in (raw, base64.encodebytes(raw), raw.hex().encode()):
        assert found_in([("here", data)], WORDS[:1])
    assert spellings(MARK)


def test_no_word_of_a_secret_ballot_lies_anywhere(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    everybody_votes(service, monkeypatch)
    assert found_in(places(service, tmp_path), (*WORDS, MARK)) == []
    assert found_in([("the log", capsys.readouterr().out.encode())], (*WORDS, MARK)) == []
    for who in (BEN, CLEO, DAN, EVA):  # what each of them was told went to them alone
        others = [(each.recipient, each.data) for each in (d.mail.mail for d in service.handed_over)]
        assert found_in([(to, data) for to, data in others if to not in (BEN, CLEO, DAN, EVA)], WORDS) == [], who
    assert service.decision(2).participants == 1  # the open line beside the secret one counts
    service.settles(MONDAY + hours(40))
    assert found_in(places(service, tmp_path), (*WORDS, MARK)) == []
    service.settles(CLOSE)
    assert service.kinds().count("sheet") == 1
    assert found_in(places(service, tmp_path), WORDS) == []
    assert found_in([("the log", capsys.readouterr().out.encode())], WORDS) == []
    service.restart()
    assert found_in(places(service, tmp_path), WORDS) == []
    office = service.post_office
    assert isinstance(office, InMemory) and [raw for raw in ballots_left(office) if WORDS[3].encode() not in raw] == []


def test_what_comes_after_the_close_lies_nowhere_either(service: Service, tmp_path: Path) -> None:
    service.tells(BEN, "#1 for")
    service.settles()
    receipt = service.sent("answer", BEN)[-1].message_id
    service.settles(CLOSE)
    service.tells(BEN, f"#1 against {WORDS[6]}\n#1 against: {WORDS[6]}", received=CLOSE)
    service.tells(BEN, f"I had said {WORDS[6]}", answers=receipt, received=CLOSE)
    service.tells(CLEO, f"#1 for: {WORDS[6]}", received=MONDAY + hours(2))
    service.settles(CLOSE + hours(1))
    assert found_in(places(service, tmp_path), WORDS) == []


def test_a_receipt_that_comes_back_lies_nowhere_and_leaves_the_mailbox(service: Service, tmp_path: Path) -> None:
    service.tells(BEN, f"#1 against\nmark: {MARK}")
    service.settles()
    sent = next(each.mail.mail for each in service.handed_over if each.mail.mail.recipient == BEN)
    headers = f"From: MAILER-DAEMON@example.net\nTo: {SERVICE}\nAuto-Submitted: auto-replied\n"
    headers += f"In-Reply-To: <{sent.message_id}>\n"
    away = f"{headers}Message-ID: <away@example.net>\nSubject: Out of office\n\nYou wrote: {MARK}\n".encode()
    bounce = (
        (
            f"From: MAILER-DAEMON@example.net\nTo: {SERVICE}\nMessage-ID: <b@example.net>\nSubject: failed\n"
            'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
            f"--x\nContent-Type: text/plain\n\nno such user\n--x\nContent-Type: message/delivery-status\n\n"
            f"Reporting-MTA: dns; example.net\n\nFinal-Recipient: rfc822; {BEN}\nAction: failed\nStatus: 5.1.1\n"
            "--x\nContent-Type: message/rfc822\n\n"
        ).encode()
        + sent.data
        + b"\n--x--\n"
    )
    service.arrives(away)
    service.arrives(bounce)
    service.passes()
    assert found_in(places(service, tmp_path), (MARK,)) == []
    service.settles(CLOSE)
    office = service.post_office
    assert isinstance(office, InMemory)
    assert [raw for raw in office.left() if b"MAILER-DAEMON" in raw] == []


def test_what_waits_in_the_outbox_when_the_key_goes_is_sent_all_the_same(service: Service, tmp_path: Path) -> None:
    office = service.post_office
    assert isinstance(office, InMemory)
    from listvote.net.smtp import SendError

    office.answers[BEN] = SendError(False, "try later")
    service.tells(BEN, f"#1 against: {WORDS[0]}")
    service.settles()
    service.settles(CLOSE)
    assert [each for each in service.data.glob("*.key") if each.name != "desk.key"] == []  # type: ignore[union-attr]
    assert found_in(places(service, tmp_path), WORDS) == []
    office.answers.clear()
    service.settles(CLOSE + hours(5))
    assert "Code " in service.sent("answer", BEN)[-1].text


def test_parked_mail_is_locked_and_comes_out_whole(service: Service, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("listvote.flow.acting.decide", _fails)
        service.tells(BEN, f"#1 against: {WORDS[0]}")
        service.passes()
    assert found_in(places(service, tmp_path), WORDS) == []
    service.settles()
    service.settles(CLOSE)
    [sheet] = service.events("sheet")
    assert list(sheet.ballots) == [{"position": "against"}]  # type: ignore[attr-defined]
