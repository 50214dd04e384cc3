"""The secret of a lot: in no output before the close, the one that was committed to, and good for one decision only."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.flow.house import House
from listvote.flow.overview import overview
from listvote.group.sealed import waits_for_close
from listvote.ledger.codec import export, read
from listvote.lot import commitment
from listvote.store.database import Database
from tests.flow.a_trusting_house import CHARTER, SERVICE, Press, list_copy, mail
from tests.flow.leaks import found_in
from tests.group.a_group import resealed

POLL = "options:\n  A. In house\n  B. In Leeds\n  C. Not at all\n\nWhere?"


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Two polls, in which two options tie."""
    kind = '[kinds.where]\nmethod = "ranked"\ncloses = "3 days"\nquorum = "none"\n'
    monkeypatch.setattr("tests.flow.a_trusting_house.CHARTER", CHARTER + kind)
    press = Press(tmp_path, proof="none")
    for number in (1, 2):
        opening = mail("ada@example.org", POLL, subject=f"[POLL] Where {number}?", id_=f"poll{number}")
        assert press.take(list_copy(opening)).events
    press.run()
    return press


def secrets(press: Press) -> list[str]:
    return [each.lot_secret for each in press.state.decisions.values()]


def outputs(press: Press, log: str) -> list[tuple[str, bytes]]:
    """Everything that leaves the process, and what an operator looks at."""
    lines = export("press", press.entries(), lambda entry: waits_for_close(press.state, entry))
    mails = [(f"mail {place}", raw) for place, (_, raw) in enumerate(press.out.raw)]
    status = json.dumps(overview(press.house, press.now)).encode()
    return [("export", "\n".join(lines).encode()), ("status", status), ("log", log.encode()), *mails]


def asks_for_everything(press: Press) -> None:
    for number, words in enumerate(("status", "check #1", "mine", "charter", "ballot #1", "#1 salt: tea", "#1 A = B")):
        for member in ("ada@example.org", "ben@example.org"):
            press.take(mail(member, words, to=SERVICE, id_=f"{member[:3]}{number}{press.now:%d}"))
    press.now += timedelta(hours=9)
    press.run()


def test_no_output_has_a_secret_before_the_close_and_the_close_reveals_it(
    press: Press, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kept = secrets(press)
    assert all(len(each) == 64 for each in kept)
    asks_for_everything(press)
    assert found_in(outputs(press, caplog.text), kept) == []
    committed = [each.lot for each in press.state.decisions.values()]
    assert committed == [commitment(bytes.fromhex(each)) for each in kept]
    posts = "".join(each.text for _, each in press.out.mails)
    assert all(each in posts for each in committed)

    press.now += timedelta(days=4)
    press.run()
    revealed = [each.secret for each in press.state.decisions.values()]
    assert revealed == kept
    public = "".join(export("press", press.entries()))
    assert all(each in public for each in revealed)
    assert audit(read(export("press", press.entries()))).differences == []


def test_no_two_decisions_have_one_secret(press: Press) -> None:
    press.take(list_copy(mail("ben@example.org", POLL, subject="[POLL] Once more?", id_="more")))
    press.run()
    assert len(set(secrets(press))) == 3


def test_the_same_opening_again_draws_no_other_secret(press: Press) -> None:
    before = secrets(press)
    press.take(list_copy(mail("ada@example.org", POLL, subject="[POLL] Where 1?", id_="poll1")))
    press.run()
    assert secrets(press) == before


def test_a_process_that_died_goes_on_with_the_secret_that_was_committed_to(press: Press, tmp_path: Path) -> None:
    kept = secrets(press)
    old = press.house
    old.database.close()
    again = Database(f"sqlite:///{tmp_path}/press.db")
    press.house = House(again, old.templates, old.service, old.random, assurance=old.assurance)
    assert secrets(press) == kept
    press.take(mail("ben@example.org", "#1 A = B", to=SERVICE, id_="tie"))
    press.now += timedelta(days=4)
    press.run()
    assert [each.secret for each in press.state.decisions.values()] == kept


def test_what_is_revealed_is_not_used_again_by_a_petition(press: Press) -> None:
    press.now += timedelta(days=4)
    press.run()
    for member in ("ada@example.org", "ben@example.org", "cleo@example.net"):
        press.take(mail(member, "#1 petition: nobody voted", to=SERVICE, id_=f"pet{member[:3]}"))
    press.run()
    fresh = press.state.decisions[3]
    assert fresh.reopens == "#1" and fresh.lot_secret not in ("", *secrets(press)[:2])
    assert found_in(outputs(press, ""), [fresh.lot_secret]) == []


def test_the_audit_names_a_secret_that_was_not_the_one_committed_to(press: Press) -> None:
    press.take(mail("ben@example.org", "#1 A = B", to=SERVICE, id_="tie"))
    press.now += timedelta(days=4)
    press.run()
    entries = press.entries()
    closed = next(each for each in entries if each.kind == "closed" and each.about == "#1")
    other = resealed(entries, {closed.seq: {"secret": "00" * 32}})
    found = [each.what for each in audit(read(export("press", other))).differences]
    assert any("not the one that was committed to" in each for each in found)
