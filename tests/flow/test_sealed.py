"""Sealed ballots: nobody learns before the close how others voted; then everybody can count them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.flow.overview import overview
from listvote.group.sealed import waits_for_close
from listvote.ledger.codec import export, read
from tests.flow.a_trusting_house import CHARTER, SERVICE, Press, list_copy, mail

KIND = (
    '[kinds.sealed]\nmethod = "majority"\nballots = "sealed"\ncloses = "3 days"\nquorum = "at least 1/3 of members"\n'
)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr("tests.flow.a_trusting_house.CHARTER", CHARTER + KIND)
    press = Press(tmp_path, proof="none")
    taken = press.take(list_copy(mail("ada@example.org", "kind: sealed\n\nRaise?", subject="[VOTE] Price", id_="op")))
    assert taken.events, taken.decided
    press.run()
    press.take(mail("ben@example.org", "#1 against: XYZZY is too dear", to=SERVICE))
    press.take(mail("cleo@example.net", "#1 for", to=SERVICE))
    return press


def exported(press: Press) -> list[str]:
    return list(export("press", press.entries(), lambda entry: waits_for_close(press.state, entry)))


def test_no_tally_shows_while_it_runs(press: Press) -> None:
    [decision] = overview(press.house, press.now)["groups"][0]["decisions"]
    assert (decision["tally"], decision["participants"]) == (None, 2)
    press.now += timedelta(hours=9)
    press.take(mail("ada@example.org", "status", to=SERVICE, id_="s"))
    sent = [each for to, each in press.run() if to != "ben@example.org" and "Counted" not in each.subject]
    assert sent
    for each in sent:
        assert "XYZZY" not in each.text + each.html
        assert "against 1" not in each.text.lower() and "if it ended now" not in each.text.lower()


def test_the_public_ledger_holds_commitments_until_the_close(press: Press) -> None:
    lines = exported(press)
    assert "XYZZY" not in "".join(lines)
    ballots = [json.loads(line) for line in lines[1:] if '\\"kind\\":\\"ballot\\"' in line]
    assert len(ballots) == 2
    assert {each["facts"] for each in ballots} | {each["words"] for each in ballots} == {"withheld until the close"}
    report = audit(read(lines))
    assert (report.differences, report.withheld) == ([], 2)


def test_who_was_asked_back_is_withheld_too(press: Press) -> None:
    press.take(mail("ada@example.org", "#1 maybe for", to=SERVICE, id_="doubt"))
    assert press.entries()[-1].kind == "asked"
    asked = json.loads(exported(press)[-1])
    assert (asked["facts"], asked["words"]) == ("withheld until the close", "withheld until the close")
    assert audit(read(exported(press))).differences == []
    press.now += timedelta(days=3, minutes=1)
    press.run()
    assert "withheld" not in "".join(exported(press))
    assert audit(read(exported(press))).differences == []


def test_a_decision_that_opens_meanwhile_is_no_difference(press: Press) -> None:
    press.now += timedelta(hours=1)
    press.take(list_copy(mail("ben@example.org", "We buy it.", subject="[PROPOSAL] Press", id_="open2")))
    press.run()
    assert audit(read(exported(press))).differences == []


def test_the_close_opens_them_and_the_audit_counts(press: Press) -> None:
    press.now += timedelta(days=3, minutes=1)
    posts = [each for to, each in press.run() if to == "press@lists.example.org"]
    assert any("XYZZY" in each.text for each in posts)
    lines = exported(press)
    assert "withheld" not in "".join(lines)
    report = audit(read(lines))
    assert report.differences == []
    assert [tally.figures for tally in report.tallies] == [{"for": 1, "against": 1, "abstain": 0}]


def test_ballots_that_stay_withheld_after_the_close_are_noticed(press: Press) -> None:
    press.now += timedelta(days=3, minutes=1)
    press.run()
    whole = read(exported(press))
    hidden = tuple(each._replace(facts=None) if each.kind == "ballot" else each for each in whole.entries)
    assert any("withheld" in each.what for each in audit(replace(whole, entries=hidden)).differences)


def test_ballots_of_an_open_decision_may_not_be_withheld(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="none")
    press.opened()
    press.take(mail("ben@example.org", "#1 agree", to=SERVICE))
    lines = list(export("press", press.entries(), lambda entry: entry.kind == "ballot"))
    assert any("only those of a sealed ballot" in each.what for each in audit(read(lines)).differences)


def test_a_question_about_a_sealed_ballot_does_not_tell_its_line(press: Press) -> None:
    press.take(mail("ada@example.org", "#1 yes, but only if XYZZY", to=SERVICE))
    assert any(entry.kind == "asked" for entry in press.entries())
    assert "XYZZY" not in "".join(exported(press))
