"""Statements that every mail needs: made into SQL once for each kind of database, and then sent as they are.

Building a statement anew, or looking it up, costs several times what the database needs to answer it; so does all that
stands between us and SQLite's own cursor.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.sql.expression import CompoundSelect

_Made = tuple[str, dict[str, Any], list[str] | None]


class Prepared:
    """One statement with named values.

    Values go to the database, and rows come back, as its driver has them: a truth value may be 0 or 1.
    """

    def __init__(
        self,
        statement: Select[Any] | CompoundSelect[Any] | Insert | Update | Delete,
        columns: Sequence[str] | None = None,
    ) -> None:
        """Prepare a statement; `columns` are those that an insert gives values for."""
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._made: dict[str, _Made] = {}

    def rows(self, connection: Connection, **values: Any) -> Sequence[Sequence[Any]]:
        """What it finds with these values: all rows, each with its columns in the order of the statement."""
        sql, fixed, order = self._made.get(connection.dialect.name) or self._make(connection)
        if fixed:
            values = fixed | values
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and order is not None:
            return driver.execute(sql, [values[name] for name in order]).fetchall()
        return connection.exec_driver_sql(sql, values if order is None else tuple(map(values.get, order))).fetchall()

    def row(self, connection: Connection, **values: Any) -> Sequence[Any] | None:
        """The first row that it finds with these values."""
        return next(iter(self.rows(connection, **values)), None)

    def run(self, connection: Connection, **values: Any) -> int:
        """Do it once, with these values; how many rows it touched."""
        sql, fixed, order = self._made.get(connection.dialect.name) or self._make(connection)
        if fixed:
            values = fixed | values
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and order is not None:
            return driver.execute(sql, [values[name] for name in order]).rowcount
        return connection.exec_driver_sql(sql, values if order is None else tuple(map(values.get, order))).rowcount

    def _make(self, connection: Connection) -> _Made:
        compiled = self._statement.compile(dialect=connection.dialect, column_keys=self._columns)
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        order: list[str] | None = getattr(compiled, "positiontup", None)  # None where values go by their names
        made = self._made[connection.dialect.name] = (str(compiled), fixed, order)
        return made
