"""Ledgers of any length, for what is measured on long ones: a group, its roll, a decision, and votes on it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from listvote.events import BallotCast
from listvote.flow.groups import add_group, import_roll
from listvote.flow.house import House
from listvote.flow.intake import take_one
from listvote.flow.letter import Letter
from listvote.group import State
from listvote.render import Templates
from listvote.store.database import Database

BEGAN = datetime(2025, 12, 8, 9, tzinfo=UTC)
SERVICE = "votes@example.org"
_TOGETHER = 5_000


def open_house(url: str) -> House:
    """A house on a database that is made if it is not there."""
    database = Database(url)
    database.migrate()
    return House(database, Templates(None), SERVICE, secrets.token_bytes)


def address(member: int) -> str:
    """The address of a member."""
    return f"member{member}@example.org"


def mail(name: str, member: int, number: int, *, opens: bool = False) -> bytes:
    """A mail of a member through the list: the opening, or the vote of this number on it."""
    post = f"{name}@groups.example.org"
    thread = "" if opens else f"In-Reply-To: <{name}.0@example.org>\r\nReferences: <{name}.0@example.org>\r\n"
    return (
        f"From: {address(member)}\r\nTo: {post}\r\nSender: {post}\r\nList-Id: <{name}.groups.example.org>\r\n"
        f"Precedence: Bulk\r\nMessage-ID: <{name}.{number}@example.org>\r\n{thread}"
        f"Subject: {'' if opens else 'Re: '}[{name}] [PROPOSAL] Buy a press?\r\n\r\n"
        f"{'We should buy it.' if opens else 'Yes please'}\r\n"
    ).encode()


def found(house: House, name: str, members: int) -> int:
    """A group with so many members and one open decision; its number."""
    charter = (
        f'[group]\nname = "{name}"\npost = "{name}@groups.example.org"\nlist_id = "{name}.groups.example.org"\n'
        '[members]\njoin = "nobody"\n[trust]\nproof = "none"\n[figures]\nblocs_every = "never"\n'
    )
    state = add_group(house, charter, live=True, now=BEGAN)
    if not isinstance(state, State):
        raise AssertionError(state)
    with house.look() as look:
        group = look.groups()[name]
    roll = "addresses\n" + "".join(f"{address(number)}\n" for number in range(1, members + 1))
    import_roll(house, group, roll, remove_missing=False, now=BEGAN)
    letter = Letter("bench", 1, 1, BEGAN + timedelta(seconds=1), mail(name, 1, 0, opens=True))
    take_one(house, letter, BEGAN + timedelta(minutes=1), None)
    return group


def vote(house: House, group: int, first: int, last: int, members: int) -> None:
    """Write the votes of these numbers, by the members in turn, without the mails that said so."""
    for start in range(first, last + 1, _TOGETHER):
        ballots = list(_ballots(start, min(start + _TOGETHER - 1, last), members))
        with house.change() as change:
            change.write(group, ballots, BEGAN + timedelta(hours=1))


def _ballots(first: int, last: int, members: int) -> Iterator[BallotCast]:
    for number in range(first, last + 1):
        yield BallotCast(
            about="#1",
            actor=(number - 1) % members + 1,
            received=BEGAN + timedelta(seconds=60 + number % 3_000),
            key=hashlib.sha256(str(number).encode()).hexdigest(),
            ballot={"position": "agree"},
            line="Yes please",
            address=address((number - 1) % members + 1),
            proof="none",
        )
