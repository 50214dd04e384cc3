"""`group …` and `roll …`."""

from __future__ import annotations

import pytest

from tests.cli.an_installation import CHARTER, ROLL, Installation, run


def test_a_group_listens_until_it_is_set_live(installed: Installation) -> None:
    said = installed.run("group", "add", installed.file("c.toml", CHARTER)).stdout
    assert "listening" in said
    assert installed.data("group", "show", "--json")["live"] is False
    installed.run("group", "live")
    assert installed.data("group", "show", "--json")["live"] is True
    assert "already" in installed.run("group", "live", code=1).stderr


def test_a_charter_with_faults_adds_nothing_and_all_are_named(installed: Installation) -> None:
    bad = installed.file("bad.toml", "[group]\nname = 'press'\n[posting]\nper_dya = 3\n[members]\nwait = 'soon'\n")
    said = installed.run("group", "add", bad, code=1).stderr
    for where in ("group.post", "posting.per_dya", "members.wait"):
        assert where in said
    assert "no group yet" in installed.run("group", "show", code=1).stderr


def test_a_charter_s_key_that_is_not_built_yet_is_refused_by_name(installed: Installation) -> None:
    file = installed.file(
        "c.toml", CHARTER.replace('proof = "none"', 'proof = "none"\n[figures]\nblocs_every = "3 months"')
    )
    assert "figures.blocs_every" in installed.run("group", "add", file, code=1).stderr


def test_a_file_that_is_not_there_is_a_fault(installed: Installation) -> None:
    assert "none.toml" in installed.run("group", "add", installed.folder / "none.toml", code=1).stderr


def test_the_charter_comes_out_as_it_went_in(installed: Installation) -> None:
    installed.found()
    said = installed.run("group", "charter").stdout
    assert said.strip() == CHARTER.strip()
    shown = installed.run("group", "show").stdout
    assert "Not built yet" in shown and "Ledger head" in shown


def test_a_group_that_is_there_cannot_be_added_again(installed: Installation) -> None:
    installed.found()
    said = installed.run("group", "add", installed.file("c.toml", CHARTER), code=1).stderr
    assert "belongs to" in said and "nothing was changed" in said
    assert "listvote group charter FILE --group press" in said


def test_a_group_can_be_tried_on_mail_that_is_older_than_it(installed: Installation) -> None:
    charter, roll = installed.file("c.toml", CHARTER), installed.file("roll.csv", ROLL)
    installed.run("group", "add", charter, "--live", "--as-of", "2025-03-03T09:00:00Z")
    assert "later" in installed.run("roll", "import", roll, "--as-of", "2025-03-03T08:00:00Z", code=1).stderr
    installed.run("roll", "import", roll, "--as-of", "2025-03-03T09:00:00Z")
    installed.run("once", "--as-of", "2025-03-03T10:00:00Z")
    assert "2025-03-03T10:00:00Z" in installed.data("status", "--json")["polled_through"]
    assert "later" in installed.run("once", "--as-of", "2025-03-03T08:00:00Z", code=1).stderr
    assert "no zone" in installed.run("group", "add", charter, "--as-of", "2025-03-03T09:00:00", code=2).stderr


def test_the_status_says_times_in_the_zone_of_the_group(installed: Installation) -> None:
    charter = installed.file("c.toml", CHARTER.replace("[trust]", 'time_zone = "Asia/Tokyo"\n[trust]'))
    installed.run("group", "add", charter, "--as-of", "2025-03-03T09:00:00Z")
    installed.run("once", "--as-of", "2025-03-03T10:00:00Z")
    assert "Read completely through: 3 Mar 2025, 19:00 (Asia/Tokyo)" in installed.run("status").stdout


def test_pause_and_resume(installed: Installation) -> None:
    installed.found()
    installed.run("group", "pause", "--why", "holidays")
    installed.run("group", "pause", code=1)
    assert installed.data("status", "--json")["groups"][0]["paused"] is True
    installed.run("group", "resume")
    installed.run("group", "resume", code=1)


def test_a_roll_goes_round(installed: Installation) -> None:
    installed.found()
    exported = installed.run("roll", "export").stdout
    again = installed.run("roll", "import", installed.file("again.csv", exported)).stdout
    assert "0 joined, 0 changed, 0 left" in again
    listed = installed.data("roll", "list", "--json")
    assert [each["alias"] for each in listed] == ["Red Pen", "Kropotkin Fan", "Linotype"]
    assert listed[1]["addresses"] == ["ben@example.org", "ben.private@example.net"]
    assert "Linotype" in installed.run("roll", "list").stdout


def test_members_who_may_be_one_person_are_shown_wherever_the_roll_is_looked_at(installed: Installation) -> None:
    installed.found()
    assert "Perhaps" not in installed.run("roll", "list").stdout
    twin = ROLL + "Blue Pencil,Ben Example,b@example.net\nTea,,cleo+votes@example.net\n"
    said = installed.run("roll", "import", installed.file("twin.csv", twin)).stdout
    same = "Perhaps one person: 2 Kropotkin Fan, 4 Blue Pencil have the same name."
    begins = "Perhaps one person: 3 Linotype, 5 Tea have addresses that begin alike."
    assert same in said and begins in said
    for command in (("roll", "list"), ("group", "show")):
        shown = installed.run(*command).stdout
        assert same in shown and begins in shown
    assert "perhaps one person: members 2, 4 have the same name" in installed.run("status").stdout
    listed = installed.data("roll", "list", "--json")
    assert [each["alike"] for each in listed] == [[], [4], [5], [2], [3]]
    wanted = {"members": [2, 4], "what": "the same name"}
    assert installed.data("group", "show", "--json")["alike"][0] == wanted
    assert installed.data("status", "--json")["groups"][0]["alike"][0] == wanted


def test_a_roll_with_faults_changes_nothing(installed: Installation) -> None:
    installed.found()
    events = installed.data("status", "--json")["groups"][0]["ledger"]["events"]
    bad = "alias,addresses\nA,not an address\nB,b@example.org\nC,b@example.org\n"
    said = installed.run("roll", "import", installed.file("bad.csv", bad), code=1).stderr
    assert "nothing was changed" in said
    assert installed.data("status", "--json")["groups"][0]["ledger"]["events"] == events


def test_who_is_missing_from_a_roll_stays_unless_that_is_asked_for(installed: Installation) -> None:
    installed.found()
    short = installed.file("short.csv", "\n".join(ROLL.splitlines()[:2]) + "\n")
    assert "2 members are not in the file and stay" in installed.run("roll", "import", short).stdout
    assert "2 left" in installed.run("roll", "import", short, "--remove-missing").stdout
    assert len(installed.data("roll", "list", "--json")) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_roll_is_read_in_the_encodings_of_spreadsheets(installed: Installation, encoding: str) -> None:
    installed.found()
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    path = installed.folder / "members.csv"
    path.write_bytes(f'{mark}Name;E-Mail\r\n"Müller, Zoë";zoe@example.org\r\n'.encode(encoding))
    said = installed.run("roll", "import", path).stdout
    assert "1 joined" in said
    assert "Müller, Zoë" in [each["name"] for each in installed.data("roll", "list", "--json")]


def test_one_member_who_is_missing_from_a_roll_stays(installed: Installation) -> None:
    installed.found()
    short = installed.file("short.csv", "\n".join(ROLL.splitlines()[:3]) + "\n")
    assert "1 member is not in the file and stays: Linotype" in installed.run("roll", "import", short).stdout


def test_a_group_has_to_be_named_where_there_are_several(installed: Installation) -> None:
    installed.found()
    installed.run("roll", "list")
    installed.found(CHARTER.replace("press", "stall"), name="stall")
    said = installed.run("roll", "list", code=1).stderr
    assert "press" in said and "stall" in said
    installed.run("roll", "list", "--group", "stall")
    assert "no group 'zine'" in installed.run("roll", "list", "--group", "zine", code=1).stderr


def test_wrong_usage_ends_with_two(installed: Installation) -> None:
    installed.run("group", "add", code=2)
    installed.run("parked", "show", "first", code=2)
    installed.run("once", "--as-of", "tomorrow", code=2)
    installed.run("once", "--as-of", "2026-01-01T00:00:00", code=2)
    assert run("nonsense").exit_code == 2
    assert run("--config").exit_code == 2


def test_a_charter_is_replaced_by_command_and_what_changes_is_shown(installed: Installation) -> None:
    installed.found()
    file = installed.file("new.toml", CHARTER.replace("[trust]", "[posting]\nper_day = 4\n[trust]"))
    said = installed.run("group", "charter", file).stdout
    assert "posting.per_day: 3 → 4" in said
    assert "per_day = 4" in installed.run("group", "charter").stdout
    assert "C03" in installed.run("group", "charter", file, code=1).stderr


def test_what_is_entrenched_is_not_changed_by_command(installed: Installation) -> None:
    installed.found()
    file = installed.file("new.toml", CHARTER.replace("[trust]", "[members]\nwait = '30 days'\n[trust]"))
    assert "C02" in installed.run("group", "charter", file, code=1).stderr
