"""`init` and `check`: a configuration to fill in, and every fault of one by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.an_installation import Installation, run


def test_init_writes_a_configuration_with_comments_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "listvote.toml"
    assert run("init", path).exit_code == 0
    text = path.read_text()
    assert "[mailbox]" in text and "#" in text
    again = run("init", path)
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert path.read_text() == text


def test_check_of_a_good_installation_says_that_everything_is_well(installed: Installation) -> None:
    said = installed.run("check").stdout
    for what in ("configuration", "database", "data folder", "templates", "mailbox", "mail server"):
        assert f"{what}" in said
    assert said.count("ok") == 6


def test_check_names_every_fault_of_a_configuration_at_once(tmp_path: Path) -> None:
    path = tmp_path / "listvote.toml"
    path.write_text("[mailbox]\nhoost = 'x'\nport = 'many'\n[outgoing]\n[nonsense]\n")
    result = run("--config", path, "check")
    assert result.exit_code == 1
    for where in ("mailbox.hoost", "mailbox.port", "mailbox.user", "outgoing.host", "nonsense"):
        assert where in result.stderr


def test_a_configuration_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    result = run("--config", tmp_path / "none.toml", "check")
    assert result.exit_code == 1
    assert "none.toml" in result.stderr


def test_check_names_a_mailbox_that_does_not_answer(installed: Installation) -> None:
    installed.imap_port = 1
    installed.write()
    said = installed.run("check", code=1).stderr
    assert said.startswith("mailbox: ")
    assert "mail server" not in said


def test_check_names_a_wrong_password_and_never_shows_it(installed: Installation) -> None:
    installed.imap_password = "wrong-horse"
    installed.write()
    result = installed.run("check", code=1)
    assert "log in" in result.stderr
    assert "wrong-horse" not in result.stderr + result.stdout


def test_check_names_a_mail_server_that_does_not_answer(installed: Installation) -> None:
    installed.smtp_port = 1
    installed.write()
    assert installed.run("check", code=1).stderr.startswith("mail server: ")


def test_check_names_a_mail_server_that_refuses_the_login(installed: Installation) -> None:
    installed.smtp_password = "wrong-horse"
    installed.write()
    result = installed.run("check", code=1)
    assert "mail server: " in result.stderr
    assert "wrong-horse" not in result.stderr + result.stdout


def test_check_names_a_broken_template_and_goes_on(installed: Installation) -> None:
    folder = installed.folder / "words"
    folder.mkdir()
    (folder / "receipt.txt").write_text("{% if %}")
    installed.more = f'templates_dir = "{folder}"'
    installed.imap_port = 1
    installed.write()
    said = installed.run("check", code=1).stderr
    assert "template receipt.txt" in said
    assert "mailbox: " in said


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "url",
    ["nonsense", "oracle://x/y", "sqlite:////proc/nowhere/listvote.db", "postgresql://nobody@127.0.0.1:1/none"],
)
def test_a_database_that_cannot_be_used_is_named_and_no_traceback(installed: Installation, url: str) -> None:
    installed.database = url
    installed.write()
    assert "database" in installed.run("check", code=1).stderr
    assert "database" in installed.run("status", code=1).stderr
