"""`listvote read --explain`: each line with what it was taken for, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from listvote.cli.app import app

MAIL = """\
From: Ada Example <ada@example.org>
Message-ID: <1@example.org>
In-Reply-To: <0@example.org>
Subject: Re: [press] [PROPOSAL] Buy a press?
List-Id: <press.groups.io>
Content-Type: text/plain; charset=utf-8

Yes please

I agree, but only if it is second-hand and does not cost more than eighty pounds a month.

On Mon, 5 Jan 2026 at 10:00, Ben Example <ben@example.org> wrote:
> one
> two
> three
> four
> five
> six
> seven
> eight

-- \n\
Ada
"""


def ran(tmp_path, *options: str, mail: str = MAIL) -> str:
    path = tmp_path / "mail.eml"
    path.write_text(mail, encoding="utf-8")
    done = CliRunner().invoke(app, ["read", str(path), *options])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_each_kind_of_line_is_named_with_its_rule(tmp_path):
    told = ran(tmp_path, "--explain")
    for heading in ("OWN - the author's own", "ATTRIBUTION - ", "QUOTE - quote marks", "SIGNATURE - "):
        assert heading in told
    assert "  > six\n    ... and 2 more\n" in told


def test_an_act_stands_below_its_line_with_why_it_counts_or_does_not(tmp_path):
    alone = ran(tmp_path, "--explain", mail=MAIL.replace("I agree, but only", "The price is fine"))
    assert "  Yes please\n    => agree of #1: clear, this line says it and nothing else\n" in alone
    assert "doubtful, not counted: " in ran(tmp_path, "--explain")


def test_no_line_is_wider_than_a_terminal(tmp_path):
    assert all(len(line) <= 80 for line in ran(tmp_path, "--explain").splitlines())


def test_with_json_the_lines_come_as_data(tmp_path):
    told = json.loads(ran(tmp_path, "--explain", "--json"))
    first = told["lines"][0]
    assert (first["text"], first["kind"], first["rule"]) == ("Yes please", "own", "the author's own")
    assert first["acts"][0]["position"] == "agree"
    assert {line["kind"] for line in told["lines"]} >= {"own", "quote", "attribution", "signature", "blank"}


def test_without_it_the_data_are_as_before(tmp_path):
    assert "lines" not in json.loads(ran(tmp_path))
    assert ran(tmp_path) == ran(tmp_path, "--json")


def test_a_mail_that_cannot_be_read_says_so(tmp_path):
    nested = "Content-Type: multipart/mixed; boundary=a\n\n" + "".join(
        f"--{'a' * n}\nContent-Type: multipart/mixed; boundary={'a' * (n + 1)}\n\n" for n in range(1, 60)
    )
    assert "This mail cannot be read: " in ran(tmp_path, "--explain", mail=nested)


def test_automatic_mail_says_why_it_is_not_read(tmp_path):
    told = ran(tmp_path, "--explain", mail="Auto-Submitted: auto-replied\n" + MAIL)
    assert "Not read for acts: it says Auto-Submitted" in told
    assert "Verdict: automatic: a program sent it; it would neither be counted nor answered." in told


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("agree", "clear: it would be counted, and its author would get a receipt."),
        ("#9 agree", "clear: understood, and refused for the reason above."),
        ("Thanks for the cake", "talk: it belongs to the discussion, and nobody would be bothered."),
        ("yes, but only if", "doubtful: nothing that is in doubt would be counted; its author would\nbe asked"),
    ],
)
def test_the_verdict_says_what_would_follow(tmp_path: Path, text: str, verdict: str) -> None:
    mail = tmp_path / "mail.eml"
    heads = "From: ben@example.org\nTo: press@example.org\nMessage-ID: <1@x>\nSubject: Re: x\nIn-Reply-To: <0@x>"
    mail.write_text(f"{heads}\n\n{text}\n")
    found = CliRunner().invoke(app, ["read", str(mail), "--explain"])
    assert f"Verdict: {verdict}" in found.output
