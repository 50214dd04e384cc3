"""What may prove one mail only: signatures that leave the Message-ID out, tokens that became public."""

from __future__ import annotations

from typing import Final, Literal

from sqlalchemy import Connection, bindparam, insert, select

from listvote.store.prepared import Prepared
from listvote.store.tables import METADATA

_SPENT = METADATA.tables["spent"]

What = Literal["signature", "token"]

_FIND: Final = Prepared(
    select(_SPENT.c.content_key).where(
        _SPENT.c.group_id == bindparam("group"), _SPENT.c.what == bindparam("kind"), _SPENT.c.digest == bindparam("of")
    )
)
_ADD: Final = Prepared(insert(_SPENT).inline(), _SPENT.columns.keys())


def by(connection: Connection, group: int, what: What, digest: str) -> str | None:
    """The content key of the mail for which this was spent, "" for one that is no good any more; None: it was not."""
    row = _FIND.row(connection, group=group, kind=what, of=digest)
    return None if row is None else str(row[0])


def spend(connection: Connection, group: int, what: What, digest: str, content_key: str = "") -> None:
    """Note for which mail this was spent; the first one stays."""
    if by(connection, group, what, digest) is None:
        _ADD.run(connection, group_id=group, what=what, digest=digest, content_key=content_key)
