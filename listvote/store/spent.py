"""What may prove one mail only: signatures that leave the Message-ID out, tokens that became public."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, insert, select

from listvote.store.tables import METADATA

_SPENT = METADATA.tables["spent"]

What = Literal["signature", "token"]


def by(connection: Connection, group: int, what: What, digest: str) -> str | None:
    """The content key of the mail for which this was spent, "" for one that is no good any more; None: it was not."""
    found = connection.execute(
        select(_SPENT.c.content_key).where(_SPENT.c.group_id == group, _SPENT.c.what == what, _SPENT.c.digest == digest)
    ).scalar()
    return None if found is None else str(found)


def spend(connection: Connection, group: int, what: What, digest: str, content_key: str = "") -> None:
    """Note for which mail this was spent; the first one stays."""
    if by(connection, group, what, digest) is None:
        connection.execute(insert(_SPENT).values(group_id=group, what=what, digest=digest, content_key=content_key))
