"""`listvote read`: what shows who wrote a mail, by keys from a file, and never a guess without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from listvote.cli.app import app
from tests.flow.a_trusting_house import NOW, SERVICE, list_copy, mail, reply, signed
from tests.mail.signing import record

RECEIVED = f"Received: from x by mx.example.com; {NOW:%a, %d %b %Y %H:%M:%S} +0000\r\n".encode()
KEY = record().decode()


def told(folder: Path, raw: bytes, *more: object, code: int = 0) -> dict[str, str]:
    path = folder / "mail.eml"
    path.write_bytes(RECEIVED + raw)
    done = CliRunner().invoke(app, ["read", str(path), *map(str, more)])
    assert done.exit_code == code, done.stderr
    return dict(json.loads(done.stdout)["author"]) if not code else {"stderr": done.stderr}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    half = len(KEY) // 2
    path = tmp_path / "keys.txt"
    path.write_text(
        f"# two ways to write one\n\ns._domainkey.example.org {KEY}\n"
        f's._domainkey.lists.example.org. 3600 IN TXT "{KEY[:half]}" "{KEY[half:]}"\n'
    )
    return path


def test_without_keys_nothing_is_said_to_be_proven_or_not(tmp_path: Path) -> None:
    assert told(tmp_path, signed(reply("ben@example.org", "agree"), "example.org"))["proof"] == "not checked"


def test_a_signature_of_the_author_or_of_the_list_is_found(tmp_path: Path, keys: Path) -> None:
    own = signed(reply("ben@example.org", "agree", to=SERVICE), "example.org")
    assert told(tmp_path, own, "--keys", keys, "--service", SERVICE)["proof"] == "dkim"
    assert told(tmp_path, list_copy(reply("ben@example.org", "agree")), "--keys", keys)["proof"] == "list"


def test_what_is_forged_or_unsigned_or_of_an_unknown_key_is_none(tmp_path: Path, keys: Path) -> None:
    for raw in (
        reply("ben@example.org", "agree"),
        signed(reply("ben@example.org", "agree"), "evil.example"),
        signed(reply("ben@example.org", "agree"), "example.org").replace(b"agree", b"block"),
    ):
        assert told(tmp_path, raw, "--keys", keys, "--service", SERVICE)["proof"] == "none"


def test_the_explanation_says_why(tmp_path: Path, keys: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(RECEIVED + mail("ben@example.org", "agree"))
    said = CliRunner().invoke(app, ["read", str(path), "--explain", "--keys", str(keys)]).stdout
    assert "Proof:   none: it has no signature" in said
    assert "Proof:   not checked" in CliRunner().invoke(app, ["read", str(path), "--explain"]).stdout


def test_a_file_that_holds_no_keys_is_refused_by_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_text("hello\n\ns._domainkey.example.org\n")
    found = told(tmp_path, mail("ben@example.org", "agree"), "--keys", path, code=1)["stderr"]
    assert "line 1: is no record of a key" in found and "line 3" in found
