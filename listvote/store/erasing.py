"""What a person leaves in the database, erased: words and private bodies, mails, answers. The chain stays whole."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

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
        select(_EVENTS.c.seq, _EVENTS.c.facts, _EVENTS.c.private).where(
            _EVENTS.c.group_id == group, _EVENTS.c.facts.is_not(None)
        )
    )
    known = [each.lower() for each in addresses]
    own = []
    for row in rows:
        facts = json.loads(bytes(row.facts))
        private = json.loads(bytes(row.private)) if row.private is not None else {}
        # of whoever passes work on no fact says who it was: only the address does
        if member in (facts.get("actor"), facts.get("member")) or private.get("address", "").lower() in known:
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


_OWN_WORDS: Final = ("reason", "text", "statement", "why")
_SHORTEST: Final = 12
"""Characters of a text that tells who wrote it; shorter ones are anybody's."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What tells of one member in a mail to others: their names and addresses, and the texts that they wrote."""

    names: frozenset[str]
    texts: frozenset[str]

    def tell(self, line: str) -> bool:
        """Whether a line of a mail tells of them: it holds a name, or is a part of a text of theirs."""
        said = " ".join(line.split())
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in self.names):
            return True
        part = said.strip("->\"' ")
        return any(text in said or (len(part) >= _SHORTEST and part in text) for text in self.texts)

    def in_text(self, text: str) -> bool:
        """Whether a whole text tells of them."""
        return any(map(self.tell, text.splitlines()))

    def taken_out(self, text: str) -> str:
        """A text without the lines that tell of them."""
        return "\n".join(line for line in text.splitlines() if not self.tell(line))


def own_words(connection: Connection, group: int, member: int) -> OwnWords:
    """What tells of a member in our own mails, as far as it was not erased yet."""
    names: set[str] = set()
    texts: set[str] = set()
    rows = connection.execute(
        select(_EVENTS.c.facts, _EVENTS.c.words, _EVENTS.c.private).where(
            _EVENTS.c.group_id == group, _EVENTS.c.facts.is_not(None)
        )
    )
    for row in rows:
        facts = json.loads(bytes(row.facts))
        if member not in (facts.get("actor"), facts.get("member")):
            continue
        words = json.loads(bytes(row.words)) if row.words is not None else {}
        private = json.loads(bytes(row.private)) if row.private is not None else {}
        if "member" in facts:
            names |= {words.get("alias", ""), private.get("name", ""), *private.get("addresses", ())}
        written = (" ".join(str(words.get(name, "")).split()) for name in _OWN_WORDS)
        texts |= {each for each in written if len(each) >= _SHORTEST}
    return OwnWords(frozenset(names - {""}), frozenset(texts))


@dataclass(frozen=True, slots=True)
class Unsent:
    """A mail of a group that was not sent yet."""

    id: int
    message_id: str
    what: str
    text: str


def unsent(connection: Connection, group: int) -> list[Unsent]:
    """The mails of a group that still go out, in the order in which they were written."""
    rows = connection.execute(
        select(_OUTBOX.c.id, _OUTBOX.c.message_id, _OUTBOX.c.what, _OUTBOX.c.text)
        .where(_OUTBOX.c.group_id == group, _OUTBOX.c.state.in_(("waiting", "failed")))
        .order_by(_OUTBOX.c.id)
    )
    return [Unsent(row.id, row.message_id, row.what, row.text) for row in rows]


def take_back(connection: Connection, ids: Collection[int]) -> None:
    """Take mails out of the outbox as if they had never been written: others come in their place."""
    connection.execute(delete(_OUTBOX).where(_OUTBOX.c.id.in_(ids)))


def drop(connection: Connection, ids: Collection[int]) -> None:
    """Let mails go unsent, and erase what they said."""
    connection.execute(
        update(_OUTBOX).where(_OUTBOX.c.id.in_(ids)).values(data=b"", text="", error="", state="dropped")
    )


def erase_sent(connection: Connection, group: int, words: OwnWords) -> None:
    """Erase the lines of mails that went out that tell of somebody; the rest is needed to know quotes of it."""
    rows = connection.execute(
        select(_OUTBOX.c.id, _OUTBOX.c.text).where(
            _OUTBOX.c.group_id == group, _OUTBOX.c.state.not_in(("waiting", "failed")), _OUTBOX.c.text != ""
        )
    ).all()
    for row in rows:
        if words.in_text(row.text):
            connection.execute(
                update(_OUTBOX).where(_OUTBOX.c.id == row.id).values(text=words.taken_out(row.text), data=b"")
            )
