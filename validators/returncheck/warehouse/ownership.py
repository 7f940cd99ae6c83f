"""Makes the raw tables, and alters none that somebody else made."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.warehouse.raw_schema import (
    added_columns,
    raw_tables,
)
from returncheck.warehouse.schemas import MARK, RAW

if TYPE_CHECKING:
    import duckdb


def make_raw_tables(connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
    """Make the raw tables that are missing, and alter no other than our own.

    Args:
        connection: An open connection.
        database: Its file, for the message.

    Raises:
        ConfigError: A table of another's stands in the place of one, and lacks
            columns.
    """
    present = _present(connection)
    ours = _is_of_warehouse(present)
    for name, columns in raw_tables().items():
        held, comment = present.get(name.lower(), ((), None))
        is_own = not held or comment == MARK or ours
        names = [column.split()[0] for column in columns]
        lacking = [each for each in names if each.lower() not in held]
        if not is_own and lacking:
            raise ConfigError(
                f"The database {database} holds a table {RAW}.{name} that returncheck "
                f"did not make and that lacks the column {lacking[0]}. It is left as "
                "it is: choose another file, or with dbt another schema by the var "
                "returncheck_raw_schema."
            )
        if not is_own:
            continue
        if not held:
            connection.execute(f"create table {RAW}.{name} ({', '.join(columns)})")
        else:
            for column in _to_add(name, held):
                connection.execute(f"alter table {RAW}.{name} add column {column}")
        if comment != MARK:
            connection.execute(f"comment on table {RAW}.{name} is '{MARK}'")


def _to_add(name: str, held: tuple[str, ...]) -> Iterator[str]:
    for column in added_columns().get(name, ()):
        if column.split()[0].lower() not in held:
            yield column


def _present(
    connection: "duckdb.DuckDBPyConnection",
) -> dict[str, tuple[tuple[str, ...], str | None]]:
    """Name of each table in schema `raw`: its columns, in lower case; its comment."""
    rows = connection.execute(
        "select lower(columns.table_name), list(lower(columns.column_name)), "
        "any_value(tables.comment) from duckdb_columns() as columns "
        "inner join duckdb_tables() as tables using (table_oid, database_oid) "
        "where columns.database_name = current_database() "
        "and columns.schema_name = ? group by all",
        [RAW],
    ).fetchall()
    return {name: (tuple(columns), comment) for name, columns, comment in rows}


def _is_of_warehouse(
    present: dict[str, tuple[tuple[str, ...], str | None]],
) -> bool:
    """Whether a version without marks made the tables: it noted its version alone."""
    return present.get("warehouse", ((), None))[0] == ("version",)
