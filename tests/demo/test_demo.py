"""The demo: the whole story over its own servers, told line by line, and audited at its end."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from listvote.cli.app import app


@pytest.fixture(scope="module")
def told() -> str:
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    "words",
    [
        "No differences.",
        "adopted: abstain 1, agree 4, reservations 1",
        "not counted, asked back",
        "refused (V02)",
        "our own post came back through the list",
        "Subject: Counted: AGREE, Buy a second-hand press? (#1)",
        "Subject: Not yet counted: Buy a second-hand press? (#1)",
        "Subject: Not counted: Buy a second-hand press? (#1)",
        "Hot Metal",
        '"against" -> ballot #4: against, put into the box, locked',
        "refused (V04)",
        "3 mails about the secret vote have left the mailbox",
        'against, mark "blue heron"',
        "#4 not adopted: against 2, for 1",
    ],
)
def test_the_demo_shows(told: str, words: str) -> None:
    assert words in told


def test_every_mail_that_goes_out_has_a_message_id_of_its_own(told: str) -> None:
    ids = [line for line in told.splitlines() if line.strip().startswith("> Message-ID:")]
    assert len(ids) > 20
    assert len(set(ids)) == len(ids)
