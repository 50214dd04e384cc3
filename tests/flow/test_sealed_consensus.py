"""A sealed consensus by mail: every byte that leaves the process, the voter's own mails aside, before and after."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.flow.overview import overview
from listvote.group.sealed import waits_for_close
from listvote.ledger.codec import export, read
from tests.flow.a_trusting_house import CHARTER, SERVICE, Press, list_copy, mail

KIND = (
    '[kinds.sealed]\nmethod = "consensus"\nballots = "sealed"\ncloses = "3 days"\nhearing = "2 days"\n'
    'quorum = "at least 1/3 of members"\nfallback = "none"\n'
)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr("tests.flow.a_trusting_house.CHARTER", CHARTER + KIND)
    press = Press(tmp_path, proof="none")
    opening = mail("ada@example.org", "kind: sealed\n\nWe buy it.", subject="[PROPOSAL] Press", id_="op")
    assert press.take(list_copy(opening)).events
    press.run()
    return press


def seen(press: Press, member: str, log: str) -> str:
    """All that anybody but one member has got to see so far."""
    sent = "".join(f"{each.subject}{each.text}{each.html}" for to, each in press.out.mails if not to.startswith(member))
    lines = export("press", press.entries(), lambda entry: waits_for_close(press.state, entry))
    return sent + "".join(lines) + json.dumps(overview(press.house, press.now)) + log


def asks_for_everything(press: Press) -> None:
    for number, words in enumerate(("status", "check #1", "roll", "mine", "ballot #1")):
        press.take(mail("ada@example.org", words, to=SERVICE, id_=f"ask{number}{press.now:%d%H}"))
    press.run()


def test_nothing_leaks_but_what_the_hearing_opens(press: Press, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    press.take(mail("ben@example.org", "#1 object: FIRSTREASON", to=SERVICE))
    press.take(mail("cleo@example.net", "#1 disagree: OTHERREASON", to=SERVICE))
    for _ in range(2):
        press.now += timedelta(days=1)
        asks_for_everything(press)
    assert "FIRSTREASON" not in seen(press, "ben", caplog.text)
    assert "OTHERREASON" not in seen(press, "cleo", caplog.text)
    assert not any(each.subject.count("hearing") for _, each in press.out.mails)
    assert "Objections alone" in "".join(each.text for _, each in press.out.mails)

    press.now += timedelta(days=1, hours=1)
    posts = [each for to, each in press.run() if to == "press@lists.example.org"]
    assert any("FIRSTREASON" in each.text and "All other answers stay sealed" in each.text for each in posts)
    press.now += timedelta(hours=4)
    press.take(mail("ben@example.org", "#1 satisfied", to=SERVICE, id_="satisfied"))
    press.take(mail("cleo@example.net", "#1 object: THIRDREASON", to=SERVICE, id_="third"))
    press.now += timedelta(days=1, hours=4)
    asks_for_everything(press)
    found = seen(press, "cleo", caplog.text)
    assert "FIRSTREASON" in found
    assert "OTHERREASON" not in found and "THIRDREASON" not in found
    latest = [each for to, each in press.out.mails if to == "press@lists.example.org"][-1]
    assert "One open objection" in latest.text and "FIRSTREASON" in latest.text  # whatever became of it is sealed

    for _ in range(3):
        press.now += timedelta(days=3)
        press.run()
    assert not press.state.decisions[1].status.runs
    assert "THIRDREASON" in seen(press, "cleo", "")
    lines = list(export("press", press.entries(), lambda entry: waits_for_close(press.state, entry)))
    report = audit(read(lines))
    assert (report.differences, report.withheld) == ([], 0)
