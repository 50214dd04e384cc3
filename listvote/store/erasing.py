"""What a person leaves in the database, erased: words and private bodies, mails, answers. The chain stays whole."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, delete, or_, select, update

from listvote.store import posters
from listvote.store.tables import METADATA

_EVENTS = METADATA.tables["events"]
_MAILS = METADATA.tables["mails"]
_OUTBOX = METADATA.tables["outbox"]
_PARKED = METADATA.tables["parked"]
_BOUNCES = METADATA.tables["bounces"]


def erase_member(connection: Connection, group: int, member: int, addresses: Collection[str]) -> int:
    """Erase what a member wrote and what says who they are, in one group; how many entries of its ledger it was.

    Facts stay, and so do the heads: the chain checks as before. Mails keep their content keys, so that none of them
    can act again. Parked mails that name one of the addresses lose their bytes.
    """
    rows = connection.execute(
        select(_EVENTS.c.seq, _EVENTS.c.facts).where(_EVENTS.c.group_id == group, _EVENTS.c.facts.is_not(None))
    )
    own = []
    for row in rows:
        facts = json.loads(bytes(row.facts))
        if member in (facts.get("actor"), facts.get("member")):
            own.append(row.seq)
    gone = {"words": None, "words_salt": None, "private": None, "private_salt": None}
    for seq in own:
        connection.execute(update(_EVENTS).where(_EVENTS.c.group_id == group, _EVENTS.c.seq == seq).values(**gone))
    verdict = json.dumps({"verdict": "erased", "wrote": 0})
    connection.execute(
        update(_MAILS)
        .where(_MAILS.c.group_id == group, _MAILS.c.member == member)
        .values(raw=None, verdict=verdict, waits_for="")
    )
    known = [each.lower() for each in addresses]
    connection.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.group_id == group, _OUTBOX.c.recipient.in_(known), _OUTBOX.c.to_list.is_(False))
        .values(recipient="", data=b"", text="", error="", state="dropped")
    )
    connection.execute(delete(_BOUNCES).where(_BOUNCES.c.address.in_(known)))
    posters.forget(connection, group, known)
    for parked in connection.execute(select(_PARKED.c.id, _PARKED.c.raw)).all():
        if any(each.encode() in bytes(parked.raw).lower() for each in known):
            connection.execute(update(_PARKED).where(_PARKED.c.id == parked.id).values(raw=b"", state="dropped"))
    return len(own)


def addresses_ever(connection: Connection, group: int, member: int) -> tuple[str, ...]:
    """Every address that a member was ever on the roll with, as far as it was not erased."""
    rows = connection.execute(
        select(_EVENTS.c.private, _EVENTS.c.facts).where(
            _EVENTS.c.group_id == group, or_(_EVENTS.c.private.is_not(None), _EVENTS.c.facts.is_not(None))
        )
    )
    found: dict[str, None] = {}
    for row in rows:
        if row.private is None or row.facts is None or json.loads(bytes(row.facts)).get("member") != member:
            continue
        found |= dict.fromkeys(json.loads(bytes(row.private)).get("addresses", ()))
    return tuple(found)
