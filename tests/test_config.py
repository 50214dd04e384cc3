"""The operator's configuration: what is refused and why, what goes before what, and that passwords never show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from listvote.config import Config, ConfigError, commented_example, find, is_loopback, load

HERE = Path(__file__).parent
BAD = sorted((HERE / "cases" / "bad_config").iterdir())
LEAST = """
[mailbox]
host = "imap.example.org"
user = "votes@example.org"
password_file = "imap"
[outgoing]
host = "smtp.example.org"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, password in (("imap", "opens the mailbox\n"), ("smtp", "sends mail")):
        (tmp_path / name).write_text(password)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def config_of(folder: Path, text: str, **environ: str) -> Config:
    file = folder / "listvote.toml"
    file.write_text(text)
    return load(file, environ)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_bad_configuration_is_refused_with_every_reason(case: Path) -> None:
    variables = case / "environ"
    environ = dict(line.split("=", 1) for line in variables.read_text().splitlines()) if variables.exists() else {}
    with pytest.raises(ConfigError) as refused:
        load(case / "listvote.toml", environ)
    told = "".join(f"{fault.where} | {fault.what} | {fault.mend}\n" for fault in refused.value.faults)
    assert told.replace(str(case), "FOLDER") == (case / "want.txt").read_text()


def test_defaults(folder: Path) -> None:
    found = config_of(folder, LEAST)
    assert (found.mailbox.port, found.mailbox.security, found.mailbox.folder) == (993, "tls", "INBOX")
    assert (found.outgoing.port, found.outgoing.security, found.outgoing.user) == (587, "starttls", "")
    assert found.outgoing.from_address == "votes@example.org"
    assert found.database.url == f"sqlite:///{folder}/listvote.db"
    assert (found.service.poll_seconds, found.service.data_dir) == (60, folder / "data")
    assert found.service.templates_dir is None
    assert found.trust.authserv_id == ""
    assert found.warnings == ()


@pytest.mark.parametrize(("security", "ports"), [("tls", (993, 465)), ("starttls", (143, 587)), ("none", (143, 25))])
def test_the_port_follows_the_security(folder: Path, security: str, ports: tuple[int, int]) -> None:
    text = LEAST.replace("imap.example.org", "localhost").replace("smtp.example.org", "127.0.0.1")
    found = config_of(folder, text, LISTVOTE_MAILBOX__SECURITY=security, LISTVOTE_OUTGOING__SECURITY=security)
    assert (found.mailbox.port, found.outgoing.port) == ports


def test_the_password_is_the_line_in_its_file(folder: Path) -> None:
    assert config_of(folder, LEAST).mailbox.password.reveal() == "opens the mailbox"


def test_no_secret_shows(folder: Path) -> None:
    text = LEAST + '[database]\nurl = "postgresql://votes:hunter2@db.example.org/votes"\n'
    found = config_of(folder, text)
    assert found.database.url.count("hunter2") == 1
    assert found.database.shown == "postgresql://votes:…@db.example.org/votes"
    for shown in (repr(found), str(found), f"{found.mailbox.password}", repr(vars(type(found)))):
        assert "hunter2" not in shown
        assert "opens the mailbox" not in shown


def test_a_password_file_that_everybody_can_read_is_a_warning(folder: Path) -> None:
    (folder / "imap").chmod(0o644)
    found = config_of(folder, LEAST)
    assert [fault.where for fault in found.warnings] == ["mailbox.password_file"]
    assert found.warnings[0].mend == f"chmod 600 {folder}/imap"


@pytest.mark.parametrize(
    ("ours", "theirs", "where"),
    [("smtp.example.org", "smtp.gmail.com", "outgoing.host"), ("imap.example.org", "imap.gmail.com", "mailbox.host")],
)
def test_providers_that_keep_copies_of_secret_votes_are_a_warning(
    folder: Path, ours: str, theirs: str, where: str
) -> None:
    found = config_of(folder, LEAST.replace(ours, theirs))
    assert [fault.where for fault in found.warnings] == [where]
    assert "secret" in found.warnings[0].what


def test_the_environment_goes_before_the_file(folder: Path) -> None:
    found = config_of(
        folder,
        LEAST,
        LISTVOTE_MAILBOX__HOST="imap.example.net",
        LISTVOTE_MAILBOX__PORT="1993",
        LISTVOTE_OUTGOING__FROM="Press@example.net",
        LISTVOTE_SERVICE__POLL_SECONDS="5",
    )
    assert (found.mailbox.host, found.mailbox.port) == ("imap.example.net", 1993)
    assert found.outgoing.from_address == "press@example.net"
    assert found.service.poll_seconds == 5


def test_a_value_of_the_environment_mends_a_fault_of_the_file(folder: Path) -> None:
    found = config_of(folder, LEAST + "port = 70000\n", LISTVOTE_OUTGOING__PORT="25")
    assert found.outgoing.port == 25


def test_everything_can_come_from_the_environment(folder: Path) -> None:
    found = load(
        None,
        {
            "LISTVOTE_MAILBOX__HOST": "imap.example.org",
            "LISTVOTE_MAILBOX__USER": "votes@example.org",
            "LISTVOTE_MAILBOX__PASSWORD_FILE": str(folder / "imap"),
            "LISTVOTE_OUTGOING__HOST": "smtp.example.org",
            "LISTVOTE_CONFIG": "",
            "HOME": "/nowhere",
        },
    )
    assert found.file is None
    assert found.database.url == "sqlite:///listvote.db"


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:////var/lib/listvote.db", "postgresql://votes@db.example.org/v"]
)
def test_other_urls_stay_as_written(folder: Path, url: str) -> None:
    assert config_of(folder, LEAST, LISTVOTE_DATABASE__URL=url).database.url == url


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.example.org", "128.0.0.1", "::2", "0.0.0.0", ""])
def test_other_machines(host: str) -> None:
    assert not is_loopback(host)


def test_the_file_that_is_named_goes_before_the_one_in_the_folder(folder: Path) -> None:
    for name in ("a.toml", "b.toml", "listvote.toml"):
        (folder / name).touch()
    assert find("a.toml", {"LISTVOTE_CONFIG": "b.toml"}, folder) == folder / "a.toml"
    assert find(None, {"LISTVOTE_CONFIG": "b.toml"}, folder) == folder / "b.toml"
    assert find(None, {}, folder) == folder / "listvote.toml"


def test_no_file_at_all_is_no_error(tmp_path: Path) -> None:
    assert find(None, {}, tmp_path) is None


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="LISTVOTE_CONFIG: there is no file"):
        find(None, {"LISTVOTE_CONFIG": "gone.toml"}, tmp_path)


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "listvote.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load(tmp_path / "listvote.toml", {})


def test_the_example_parses_once_its_passwords_are_there(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    for name in ("imap", "smtp"):
        (tmp_path / "secrets" / name).write_text("made up")
    assert config_of(tmp_path, commented_example()).outgoing.user == "votes@example.org"


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    for name in ("imap", "smtp"):
        (tmp_path / "secrets" / name).write_text("made up")
    plain = config_of(tmp_path, commented_example())
    (tmp_path / "my-templates").mkdir()
    spelled_out = config_of(tmp_path, re.sub(r"(?m)^# (\w+ = )", r"\1", commented_example()))
    assert spelled_out.mailbox.port == plain.mailbox.port
    assert spelled_out.outgoing.port == plain.outgoing.port
    assert spelled_out.database == plain.database
    assert spelled_out.service.poll_seconds == plain.service.poll_seconds
    assert spelled_out.service.data_dir == plain.service.data_dir


def test_the_example_for_operators_is_the_one_that_init_writes() -> None:
    assert (HERE.parent / "deploy" / "listvote.toml").read_text() == commented_example()
