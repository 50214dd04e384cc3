"""Databases that an older version left, on SQLite and on PostgreSQL: brought up to date step by step, and used on."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Connection, MetaData, create_engine, event, insert, inspect, select, text

from listvote.store import migrations
from listvote.store.database import Database
from tests.flow.a_service import EVA, InMemory, Service

pytestmark = pytest.mark.sqlite
OLD = sorted((Path(__file__).parents[1] / "cases" / "database").glob("*.sqlite"))


def goes_on(url: str) -> None:
    """What was decided on is there, one more votes, and all is as if it had always been of this version."""
    service = Service(InMemory(first_uid=1000), url)
    with service.house.look() as look:
        assert migrations.version(look.connection) == migrations.HEAD
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "disagree", "Em Dash": "abstain"}
    service.number = 1000
    service.says(EVA, "#1 agree", answers="1.mail@example.org")
    service.passes()
    assert service.tally()["Hot Metal"] == "agree"
    assert service.audit().differences == []
    service.close()


def test_the_oldest_version_is_among_those_that_were_kept() -> None:
    first = min(path.name for path in Path(migrations.__file__).parent.glob("versions/[0-9]*.py"))
    assert OLD[0].stem == first.partition("_")[0]


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_database_of_an_older_version_is_brought_up_to_date_and_goes_on(old: Path, tmp_path: Path) -> None:
    shutil.copy(old, tmp_path / "old.db")
    goes_on(f"sqlite:///{tmp_path / 'old.db'}")


def test_an_upgrade_that_is_killed_at_any_statement_is_done_by_the_next_start(tmp_path: Path) -> None:
    died = 0
    for at in range(1, 200, 4):
        url = f"sqlite:///{tmp_path / f'{at}.db'}"
        shutil.copy(OLD[0], tmp_path / f"{at}.db")
        if not killed_at(at, url):
            break
        died += 1
        goes_on(url)
    assert died > 4


def killed_at(statement: int, url: str) -> bool:
    """Begin an upgrade in a process that dies before that statement; whether it came to that."""
    child = os.fork()
    if not child:
        left = statement

        def here(*about: object) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        status = 1
        try:
            database = Database(url)
            event.listen(database.engine, "before_cursor_execute", here)
            database.migrate()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert ended in (0, signal.SIGKILL)
    return ended == signal.SIGKILL


@pytest.mark.real
@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_one_on_postgresql_too_also_where_the_upgrade_is_killed_first(old: Path, postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, old.stem)
        copied(old, connection)
    database.close()
    for at in (5, 15, 25):
        assert killed_at(at, postgres_url)
    goes_on(postgres_url)


def copied(old: Path, there: Connection) -> None:
    """Every row of an old file, put into a PostgreSQL of the same version."""
    tables = MetaData()
    tables.reflect(there)
    engine = create_engine(f"sqlite:///{old}")
    with engine.connect() as here:
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            for row in here.execute(select(text("*")).select_from(text(table.name))).mappings():
                truths = {column.name: bool(row[column.name]) for column in table.c if isinstance(column.type, Boolean)}
                there.execute(insert(table).values({**row, **truths}))
            if "id" in table.c and inspect(there).get_columns(table.name):
                newest = f"select setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) from {table.name}"
                there.execute(text(newest + " having max(id) > 0"))  # all names are our own
    engine.dispose()
