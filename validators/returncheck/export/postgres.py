"""Puts the tables of an export into a Postgres: all of them, or none.

One transaction replaces what an earlier export put there; who reads meanwhile has that
one. A table keeps its grants and views as long as its columns stay the same.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from returncheck.errors import BusyError, ConfigError
from returncheck.export.dictionary import NAME
from returncheck.export.postgres_errors import told
from returncheck.export.targets import PostgresTarget
from returncheck.files.late_pandas import let_pandas_in
from returncheck.warehouse.schemas import MARK

if TYPE_CHECKING:
    import polars as pl
    from adbc_driver_manager.dbapi import Connection

    from returncheck.export.postgres_tables import PostgresTable

_LOCK_SECONDS: Final = 30
_RELATIONS: Final = """
    select
        relations.relname::text,
        relations.relkind::text,
        coalesce(obj_description(relations.oid, 'pg_class'), ''),
        coalesce(string_agg(
            columns.attname::text || ' '
            || format_type(columns.atttypid, columns.atttypmod),
            ', ' order by columns.attnum
        ), '')
    from pg_catalog.pg_class as relations
    inner join pg_catalog.pg_namespace as schemas
        on relations.relnamespace = schemas.oid
    left join pg_catalog.pg_attribute as columns
        on relations.oid = columns.attrelid
        and columns.attnum > 0
        and not columns.attisdropped
    where schemas.nspname = {schema} and relations.relkind in ('r', 'p', 'v', 'm', 'f')
    group by relations.oid, relations.relname, relations.relkind
    order by relations.relname
"""


@contextmanager
def connected(target: PostgresTarget) -> "Iterator[PostgresServer]":
    """Connect to the server; what is not replaced at the end was never there.

    Args:
        target: The server, and the schema.

    Raises:
        ConfigError: The driver is not installed, or the server cannot be reached or
            refuses.
    """
    # The driver takes frames through pyarrow.
    let_pandas_in()
    try:
        import adbc_driver_manager
        import adbc_driver_postgresql.dbapi as driver
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "Postgres needs a driver: pip install 'returncheck[postgres]'. Where that "
            "cannot be had, write files with --out and --format parquet or csv; the "
            "guide says under «Shared warehouses» how a Postgres loads them."
        ) from error
    try:
        with driver.connect(target.address) as connection:
            yield PostgresServer(connection, target.schema)
    except adbc_driver_manager.Error as error:
        # Its text may quote a statement, and that a value: not chained, and not shown.
        raise told(str(error), error.sqlstate, target.schema) from None


class PostgresServer:
    """One transaction on a server."""

    def __init__(self, connection: "Connection", schema: str) -> None:
        """Use `connected` instead.

        Args:
            connection: A connection of the driver that commits nothing by itself.
            schema: Name of the schema.
        """
        self._connection = connection
        self._cursor = connection.cursor()
        self._schema = schema
        self._tables: list[PostgresTable] = []

    def prepare(
        self,
        tables: "Mapping[str, pl.DataFrame]",
        described: "pl.DataFrame",
        *,
        alone: bool,
    ) -> None:
        """See to it that the tables can be replaced, and keep other exports off.

        Args:
            tables: Table by name.
            described: The data dictionary, which becomes a table too.
            alone: Whether nothing of others may be in the schema.

        Raises:
            BusyError: Another export is writing there.
            ConfigError: The schema holds tables of others in the way.
        """
        from returncheck.export.postgres_tables import literal, postgres_table, quoted

        for name, frame in {**tables, NAME: described}.items():
            self._tables.append(postgres_table(name, frame, described))
        self._cursor.execute(f"set local lock_timeout = '{_LOCK_SECONDS}s'")
        key = literal(f"returncheck export {self._schema}")
        if not self._one(
            f"select pg_try_advisory_xact_lock(hashtextextended({key}, 0))"
        ):
            raise BusyError(
                f"Another export is writing the schema {self._schema}. "
                "Wait until it ends, or choose another --schema."
            )
        named = literal(self._schema)
        there = f"select count(*) from pg_catalog.pg_namespace where nspname = {named}"
        if not self._one(there):
            self._cursor.execute(f"create schema {quoted(self._schema)}")
        self._clear(alone=alone)

    def replace(self) -> dict[str, int]:
        """Write the rows and end the transaction.

        Returns:
            Rows by table.
        """
        from returncheck.export.postgres_tables import commented

        for table in self._tables:
            for part in table.parts():
                self._cursor.adbc_ingest(
                    table.name,
                    part.to_arrow(),
                    mode="append",
                    db_schema_name=self._schema,
                )
            for statement in commented(self._schema, table):
                self._cursor.execute(statement)
        self._connection.commit()
        return {table.name: table.frame.height for table in self._tables}

    def _one(self, query: str) -> object:
        self._cursor.execute(query)
        row = self._cursor.fetchone()
        return None if row is None else row[0]

    def _clear(self, *, alone: bool) -> None:
        """Empty or make each table, and drop what an earlier export had besides."""
        from returncheck.export.postgres_tables import created, literal, quoted

        wanted = {table.name: table for table in self._tables}
        self._cursor.execute(_RELATIONS.format(schema=literal(self._schema)))
        found = {name: rest for name, *rest in self._cursor.fetchall()}
        for name, (kind, comment, _) in found.items():
            is_own = kind == "r" and comment.endswith(MARK)
            if not is_own and (alone or name in wanted):
                raise ConfigError(
                    f"The schema {self._schema} holds {name}, which no export made. "
                    "It is left as it is: choose another --schema."
                )
        for name, (kind, comment, layout) in found.items():
            if kind != "r" or not comment.endswith(MARK):
                continue
            place = f"{quoted(self._schema)}.{quoted(name)}"
            table = wanted.get(name)
            if table is not None and layout == _layout(table):
                # Not truncated: who reads meanwhile has the rows of before.
                self._cursor.execute(f"delete from {place}")
                del wanted[name]
            else:
                self._cursor.execute(f"drop table {place}")
        for table in wanted.values():
            self._cursor.execute(created(self._schema, table))


def _layout(table: "PostgresTable") -> str:
    return ", ".join(f"{name} {kind}" for name, kind in table.columns)
