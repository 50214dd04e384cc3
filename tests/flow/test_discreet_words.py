"""Whatever somebody quotes, no link that leaves a list and no address reaches the ledger or a mail of ours."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from listvote.ledger.codec import export
from tests.flow.a_trusting_house import POST, SERVICE, Press, list_copy, mail
from tests.test_discretion import FOOTERS

PERSONAL = ("xyzzy", "zoe@", "zoe%40", "ben@", "leave/", "optout", "7654321")


def kept(press: Press) -> str:
    """What is kept and shown of words: the ledger's, the verdicts on mails, every mail of ours but who it goes to."""
    with press.house.database.reading() as connection:
        verdicts = connection.exec_driver_sql("select verdict from mails").scalars().all()
    words = [body.text.decode() for entry in press.entries() if (body := entry.words) is not None]
    mails = "".join(f"{each.subject}\n{each.text}\n{each.html}" for _, each in press.out.mails)
    return "".join((*export("press", press.entries()), *verdicts, *words, mails)).lower()


def check(press: Press) -> None:
    found = kept(press)
    for personal in PERSONAL:
        assert personal not in found, found[max(0, found.index(personal) - 200) :][:400]


@pytest.fixture
def press(tmp_path: Path) -> Press:
    press = Press(tmp_path, proof="none")
    press.opened()
    return press


@pytest.mark.parametrize("name", FOOTERS)
def test_a_reason_with_a_footer_in_it(press: Press, name: str) -> None:
    footer = FOOTERS[name].replace("ben", "zoe")
    press.take(mail("ben@example.org", f"#1 object: I got this mail, why?\n{footer}", to=SERVICE))
    press.take(mail("cleo@example.net", f"#1 yes, but only if {' '.join(footer.split())}", to=SERVICE))
    press.run()
    assert press.ballots()[2] == "object"
    for _ in range(12):
        press.now += timedelta(days=1, hours=9)
        press.run()
    assert not press.state.decisions[1].status.runs
    check(press)


def test_openings_amendments_polls_and_tasks(press: Press) -> None:
    link = "https://groups.io/g/press/leave/1/7654321/xyzzy"
    for number, (subject, text) in enumerate(
        [
            (f"[PROPOSAL] Ask zoe@example.com {link}", f"Write to zoe@example.com, see {link}"),
            ("[POLL] Whom?", f"options:\n  A. zoe@example.com\n  B. {link}\n\nWhom do we ask?"),
            ("[PROPOSAL] Paper", f"mistyped: {link}\n\nWe buy paper of zoe@example.com."),
        ]
    ):
        press.take(list_copy(mail("ben@example.org", text, subject=subject, id_=f"o{number}")))
    press.take(list_copy(mail("cleo@example.net", f"#1 amend: Ask zoe@example.com, {link}", id_="amend")))
    press.run()
    press.now += timedelta(hours=9)
    press.run()
    assert len(press.state.decisions) >= 3
    check(press)


def test_what_is_clear_stays_clear_and_the_receipt_says_what_is_kept(press: Press) -> None:
    press.take(mail("ben@example.org", "#1 disagree: ask zoe@example.com", to=SERVICE))
    [(_, receipt)] = press.run()
    assert "ask (address left out)" in " ".join(receipt.text.split())


def test_the_lists_own_address_stays(press: Press) -> None:
    press.take(mail("ben@example.org", f"#1 disagree: write to {POST} first", to=SERVICE))
    assert POST in kept(press)


def test_an_address_is_still_added(press: Press) -> None:
    press.take(mail("ben@example.org", "address add ben@new.example", to=SERVICE, id_="add"))
    assert "ben@new.example" in {to for to, _ in press.run()}


def test_a_charter_names_its_moderators_and_the_ledger_does_not(press: Press) -> None:
    lines = 'group.moderators = ["ada@example.org", "ben@example.org"]'
    taken = press.take(list_copy(mail("ada@example.org", lines, subject="[CHARTER] Two of us", id_="charter")))
    assert [event.kind for event in taken.events][:1] == ["decision opened"], taken.decided
    proposed = press.state.decisions[2].charter
    assert proposed is not None and proposed["group"]["moderators"] == [1, 2]
    press.run()
    check(press)
