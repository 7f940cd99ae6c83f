"""What a database has beside its file: tables in files of another engine.

The file keeps the register, the settings and the history. While it is worked on, names
of `raw` and of what is built mean views over those files, in a database of the
connection alone: nothing of it stands in the file, which holds no view at any time.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from returncheck.errors import ConfigError
from returncheck.warehouse.schemas import MAIN, RAW, quoted

if TYPE_CHECKING:
    import duckdb

SEEN: Final = "beside/"
"""The database of the views; no file is called so, which would give it its name."""

_SEEN_AS: Final = quoted(SEEN)

_NOTE: Final = "kept_beside"


class Beside(Protocol):
    """The files beside one database.

    Attributes:
        folder: Where they are; nothing else is opened.
    """

    folder: Path

    def begin(self, connection: "duckdb.DuckDBPyConnection") -> object:
        """A run begins, on the database that is connected."""

    def show(self, connection: "duckdb.DuckDBPyConnection") -> None:
        """Let a connection see what is there by now."""

    def keep(self) -> None:
        """The database of the run is in its place: earlier files may go."""

    def give_up(self) -> None:
        """The run is given up: what it has written goes."""


def open_beside(connection: "duckdb.DuckDBPyConnection") -> None:
    """Make room for views, and have names mean them first.

    Args:
        connection: An open connection that is not confined yet.
    """
    # The views are made also where the file itself is only read.
    connection.execute(f"attach if not exists ':memory:' as {_SEEN_AS} (read_write)")
    row = connection.execute("select current_database()").fetchone()
    assert row is not None  # it has a row
    own = quoted(row[0])
    connection.execute(f"create schema if not exists {_SEEN_AS}.{RAW}")
    path = (
        f"{own}.{MAIN}",
        *(f"{_SEEN_AS}.{schema}" for schema in (RAW, MAIN)),
        f"{own}.{RAW}",
    )
    told = ",".join(path).replace("'", "''")
    connection.execute(f"set search_path = '{told}'")


def show(
    connection: "duckdb.DuckDBPyConnection", schema: str, views: Mapping[str, str]
) -> None:
    """Let names mean these views, and no others of their schema.

    Args:
        connection: An open connection, outside a transaction.
        schema: `raw` or `main`.
        views: Name of each table to the SELECT of its rows.
    """
    there = connection.execute(
        "select view_name from duckdb_views() where database_name = ? "
        "and schema_name = ? and not internal",
        [SEEN, schema],
    ).fetchall()
    for (name,) in there:
        if name not in views:
            connection.execute(f"drop view {_SEEN_AS}.{schema}.{quoted(name)}")
    for name, query in views.items():
        connection.execute(
            f"create or replace view {_SEEN_AS}.{schema}.{quoted(name)} as {query}"
        )


def kept(connection: "duckdb.DuckDBPyConnection", name: str) -> str:
    """What is built of a name in the file itself, as SQL takes it."""
    row = connection.execute("select current_database()").fetchone()
    assert row is not None  # it has a row
    return f"{quoted(row[0])}.{MAIN}.{quoted(name)}"


def relations_of_file(
    connection: "duckdb.DuckDBPyConnection",
) -> list[tuple[str, str]]:
    """Name and kind (`table` or `view`) of what is built in the file itself."""
    return connection.execute(
        "select table_name, 'table' from duckdb_tables() "
        "where database_name = current_database() and schema_name = $schema "
        "union all select view_name, 'view' from duckdb_views() "
        "where database_name = current_database() and schema_name = $schema "
        "and not internal",
        {"schema": MAIN},
    ).fetchall()


def folder_noted(connection: "duckdb.DuckDBPyConnection") -> str | None:
    """Name of the folder that a database says is its own; None where it has none."""
    there = connection.execute(
        "select 1 from duckdb_tables() where database_name = current_database() "
        "and schema_name = ? and table_name = ?",
        [RAW, _NOTE],
    ).fetchone()
    if there is None:
        return None
    row = connection.execute(f"select max(folder) from {RAW}.{_NOTE}").fetchone()
    return row[0] if row else None


def note_folder(connection: "duckdb.DuckDBPyConnection", name: str) -> None:
    """Note which folder is the database's from now on."""
    # What is made without a database goes to the one of the views.
    row = connection.execute("select current_database()").fetchone()
    assert row is not None  # it has a row
    note = f"{quoted(row[0])}.{RAW}.{_NOTE}"
    connection.execute(f"create table if not exists {note} (folder varchar)")
    connection.execute(f"delete from {note}")
    connection.execute(f"insert into {note} values (?)", [name])


def refuse_beside(connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
    """Refuse a database whose tables are files beside it, which are not looked into.

    Raises:
        ConfigError: It is one.
    """
    if folder_noted(connection) is not None:
        raise ConfigError(
            f"The tables of the database {database} are Parquet beside it, made by "
            "returncheck run --engine spark, which alone can go on with it. Choose "
            "another folder, or delete this one and check the returns again."
        )


def refuse_loaded(connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
    """Refuse a database that holds tables itself, where they are to be beside it.

    Raises:
        ConfigError: It does.
    """
    if folder_noted(connection) is not None:
        return
    held = connection.execute(f"select 1 from {RAW}.returns limit 1").fetchone()
    if held is not None:
        raise ConfigError(
            f"The database {database} was made without --engine spark and holds its "
            "tables itself. Choose another folder with --out."
        )
