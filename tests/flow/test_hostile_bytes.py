"""Bytes that no database likes, in every place of a mail: each mail is dealt with, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.a_service import BEN, CLEO, PRESS, STRANGER, InMemory, Service

BAD = {
    "a NUL": b"\x00",
    "half a character": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe\xe9",
    "a line end": b"\r",
    "an escape": b"\x1b[2J",
}
PLACES = ("id", "answers", "from", "name", "subject", "text", "list", "to")


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.real)])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    url = f"sqlite:///{tmp_path / 'bytes.db'}" if request.param == "SQLite" else request.getfixturevalue("postgres_url")
    made = Service(InMemory(), url)
    made.found()
    yield made
    made.close()


def written(number: int, bad: bytes, place: str, *, through_list: bool) -> bytes:
    def at(here: str) -> bytes:
        return bad if here == place else b""

    lines = [
        b"From: Ben" + at("name") + b" <ben" + at("from") + b"@example.org>",
        b"To: " + PRESS.encode() + at("to"),
        b"Subject: Re: it" + at("subject"),
        b"Message-ID: <%d" % number + at("id") + b"@hostile.example.org>",
        b"In-Reply-To: <1.mail" + at("answers") + b"@example.org>",
        b'Content-Type: text/plain; charset="utf-8"',
        b"Content-Transfer-Encoding: 8bit",
    ]
    if through_list:
        lines.append(b"List-Id: <press" + at("list") + b".groups.example.org>")
    return b"\r\n".join([*lines, b"", b"agree: it is cheap" + at("text"), b""])


def test_no_byte_anywhere_in_a_mail_stops_the_reading(kept: Service) -> None:
    opening = kept.opens()
    number = 0
    for bad in BAD.values():
        for place in PLACES:
            for through_list in (True, False):
                number += 1
                kept.post_office.put(written(number, bad, place, through_list=through_list), kept.clock())
    kept.says(CLEO, "agree", answers=opening)
    kept.settles()
    assert kept.failed == []
    assert kept.parked("retry") == []
    assert kept.tally()["Linotype"] == "agree"
    assert kept.audit().differences == []


def test_hostile_names_do_no_harm_where_they_are_shown(kept: Service) -> None:
    opening = kept.opens()
    for bad in BAD.values():
        shown = bad.decode("utf-8", "replace")
        kept.says(BEN, f"object: {shown} the lease", answers=opening)
        kept.says(STRANGER, f"agree {shown}", answers=opening)
        kept.tells(BEN, f"#1 {shown} agree {shown}", f"[PROPOSAL] {shown}".replace("\r", " "))
    kept.settles()
    assert kept.failed == []
    assert kept.audit().differences == []


def test_a_member_whose_address_no_mail_can_be_written_to_is_counted_all_the_same(service: Service) -> None:
    from listvote.flow.groups import import_roll
    from listvote.flow.overview import overview

    roll = "alias,addresses\nRed Pen,ada@example.org\nUmlaut,jürgen@example.org\n"
    import_roll(service.house, service.group(), roll, remove_missing=False, now=service.clock())
    opening = service.opens()
    raw = service.mail(BEN, "agree", answers=opening).replace(b"From: ben@", "From: jürgen@".encode())
    service.arrives(raw, through=PRESS)
    service.settles()
    assert service.failed == []
    assert service.tally() == {"Umlaut": "agree"}
    assert "ASCII" in overview(service.house, service.clock())["failures"][0]["error"]
