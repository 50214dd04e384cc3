"""`work import`."""

from __future__ import annotations

from tests.cli.an_installation import Installation


def test_past_service_is_remembered(installed: Installation) -> None:
    installed.found()
    file = installed.file("served.csv", "member,class,terms,last\nada@example.org,stall,3,2026-05-01\n")
    said = installed.run("work", "import", file).stdout
    assert "the service of 1 member in stall is remembered." in said
    events = installed.run("export").stdout
    assert '\\"terms\\":3' in events


def test_a_file_with_faults_changes_nothing(installed: Installation) -> None:
    installed.found()
    before = installed.data("status", "--json")["groups"][0]["ledger"]["events"]
    file = installed.file("served.csv", "member,terms\nzoe@example.net,1\nada@example.org,x\n")
    said = installed.run("work", "import", file, code=1).stderr
    assert "row 2" in said
    assert "row 3, terms" in said
    assert installed.data("status", "--json")["groups"][0]["ledger"]["events"] == before
