"""The schema's versions, applied by alembic from within the program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

HEAD = "0027"
"""The newest version."""
_ONE_AT_A_TIME = 0x6C697374766F7465
"""The number of the lock (PostgreSQL's advisory one) under which versions are applied: "listvote"."""


def upgrade(engine: Engine) -> None:
    """Bring the schema of a database to the newest version; nothing is done, quickly, where it is there already.

    Raises LookupError for a version that this program does not know: a newer one has written there.
    """
    with engine.connect() as connection:
        found = version(connection)
    if found == HEAD:
        return
    if found is not None and not known(found):
        raise LookupError(found)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite lets one writer in at a time anyway
            connection.execute(text("select pg_advisory_xact_lock(:us)"), {"us": _ONE_AT_A_TIME})
        if version(connection) == HEAD:  # by a process that started at the same time
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def version(connection: Connection) -> str | None:
    """The version of a database's schema; None where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found


def known(version: str) -> bool:
    """Whether this program knows a version."""
    return any((Path(__file__).parent / "versions").glob(f"{version}_*.py"))
