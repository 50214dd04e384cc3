"""Databases that an older version left, on SQLite and on PostgreSQL: brought up to date step by step, and used on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Connection, MetaData, create_engine, insert, inspect, select, text

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


@pytest.mark.real
@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_one_on_postgresql_too(old: Path, postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, old.stem)
        copied(old, connection)
    database.close()
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
