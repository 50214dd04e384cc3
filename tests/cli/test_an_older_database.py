"""A database older than what the list has seen: each command that an operator looks at says so, until it is resumed."""

from __future__ import annotations

from listvote.demo.list_copy import list_copy
from listvote.demo.servers import EmbeddedServers
from tests.cli.an_installation import Installation
from tests.cli.test_passes import Members

POST = "press@groups.example.org"
OLDER = "the database is older than posts that the list has seen"


def test_commands_say_that_a_group_fell_silent_and_why(installed: Installation, servers: EmbeddedServers) -> None:
    installed.found()
    members = Members(servers)
    members.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    installed.run("once", "--as-of", members.as_of(0))
    [announced] = [each.raw for each in servers.sent if POST in each.recipients]
    servers.put(list_copy(announced, list_address=POST, subscriber="votes@example.org", number=2), members.at(0.01))
    kept = installed.database
    installed.database = f"sqlite:///{installed.folder / 'older.db'}"
    installed.write()
    installed.found()
    assert OLDER in installed.run("once", "--as-of", members.as_of(1), code=1).stderr
    assert len([each for each in servers.sent if POST in each.recipients]) == 1
    assert f"press (paused by itself: {OLDER}" in installed.run("status").stdout
    assert OLDER in installed.data("status", "--json")["groups"][0]["tripped_why"]
    said = installed.run("check", code=1).stderr
    assert OLDER in said and "listvote group resume --group press" in said
    installed.run("group", "resume", "--group", "press")
    assert OLDER not in installed.run("check").stdout
    assert "paused" not in installed.run("status").stdout
    installed.database = kept
    installed.write()
    assert "paused" not in installed.run("status").stdout
