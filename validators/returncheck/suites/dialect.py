"""The SQLAlchemy dialect through which Great Expectations works inside DuckDB.

Great Expectations fetches rows after it gave the connection back to the pool, when
DuckDB has dropped them. This dialect buffers each result as soon as it is executed.

It is public: SQLAlchemy finds it by the URL `duckdb+returncheck:///path/to.duckdb`
wherever returncheck is installed; `?read_only=true` leaves the file to others too.
"""

import re
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy
from duckdb_engine import ConnectionWrapper
from duckdb_engine import Dialect as DuckDBDialect
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGExecutionContext_psycopg2
from sqlalchemy.engine import reflection
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError, NoSuchTableError

from returncheck.warehouse.schemas import SEARCHED

_DRIVER = "duckdb.returncheck"
_HEXADECIMAL = "hex:"
_READ_ONLY = "read_only"
_IN_ONE = "schema_name = ?"
_TYPES: dict[str, type[sqlalchemy.types.TypeEngine[Any]]] = {
    "BIGINT": sqlalchemy.BIGINT,
    "BOOLEAN": sqlalchemy.BOOLEAN,
    "DATE": sqlalchemy.DATE,
    "DOUBLE": sqlalchemy.FLOAT,
    "INTEGER": sqlalchemy.INTEGER,
    "TIMESTAMP": sqlalchemy.TIMESTAMP,
    "VARCHAR": sqlalchemy.VARCHAR,
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")
# Great Expectations would replace a `$`, SQLAlchemy read the others as parts of a URL.
_MEANT_OTHERWISE = frozenset("$%#?")


def connection_string(database: Path, *, read_only: bool = False) -> str:
    """The SQLAlchemy URL of a DuckDB file under this dialect.

    Args:
        database: An existing DuckDB file.
        read_only: Whether the file is opened for reading alone, as several programs
            can at a time.

    Returns:
        `duckdb+returncheck:///<path>`; a path in which a character would be taken for
        something else is written as `hex:` and its bytes in hexadecimal digits.
    """
    # Where the project is not installed but on the path, no entry point names it.
    registry.register(_DRIVER, __name__, BufferedDialect.__name__)
    path = str(database)
    if _MEANT_OTHERWISE & set(path) or path.startswith(_HEXADECIMAL):
        path = _HEXADECIMAL + path.encode().hex()
    return f"duckdb+returncheck:///{path}" + (
        f"?{_READ_ONLY}=true" if read_only else ""
    )


class _BufferedContext(PGExecutionContext_psycopg2):
    """Takes all rows of a statement from DuckDB before anything else can run."""

    def post_exec(self) -> None:
        super().post_exec()  # type: ignore[no-untyped-call]
        description = self.cursor.description
        if description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, description, initial_buffer=self.cursor.fetchall()
            )


class BufferedDialect(DuckDBDialect):
    """DuckDB for SQLAlchemy, with results that outlive their connection."""

    execution_ctx_cls = _BufferedContext
    supports_statement_cache = False

    def create_connect_args(self, url: URL) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The path behind a URL of `connection_string`, as connect arguments.

        Raises:
            ArgumentError: The URL names no file, or asks for something unknown.
        """
        told = dict(url.query)
        read_only = told.pop(_READ_ONLY, "false")
        if told or read_only not in ("true", "false"):
            raise ArgumentError(
                "A URL of duckdb+returncheck takes ?read_only=true and nothing else."
            )
        path = url.database or ""
        if path.startswith(_HEXADECIMAL):
            path = bytes.fromhex(path.removeprefix(_HEXADECIMAL)).decode()
        if not path:
            raise ArgumentError("A URL of duckdb+returncheck needs the path of a file.")
        return (), {"database": path, _READ_ONLY: read_only == "true"}

    def connect(  # type: ignore[override]
        self,
        *cargs: object,
        **cparams: Any,  # noqa: ANN401
    ) -> ConnectionWrapper:
        """Open the file as `warehouse.connect` does, without settings.

        DuckDB refuses a second connection to a file under other settings, and
        duckdb-engine would name itself in one.
        """
        return ConnectionWrapper(duckdb.connect(**cparams))

    @reflection.cache
    def get_columns(  # type: ignore[override]
        self,
        connection: sqlalchemy.Connection,
        table_name: str,
        schema: str | None = None,
        **_kw: object,
    ) -> list[dict[str, Any]]:
        """The columns of a table or view, as SQLAlchemy's inspector gives them.

        Asked of DuckDB's own catalogue: the query for PostgreSQL's, which the dialect
        inherits, takes ten times as long and knows no view.

        Raises:
            NoSuchTableError: There is no such table or view.
        """
        told = connection.exec_driver_sql(
            "select column_name, data_type, is_nullable, column_default "
            "from duckdb_columns() where database_name = current_database() "
            "and table_name = ? and "
            + (f"list_contains({SEARCHED}, schema_name)" if schema is None else _IN_ONE)
            + " order by column_index",
            (table_name,) if schema is None else (table_name, schema),
        ).fetchall()
        if not told:
            raise NoSuchTableError(table_name)
        return [
            {
                "name": name,
                "type": _type_of(data_type),
                "nullable": is_nullable,
                "default": default,
                "autoincrement": False,
                "comment": None,
            }
            for name, data_type, is_nullable, default in told
        ]


def _type_of(data_type: str) -> "sqlalchemy.types.TypeEngine[Any]":
    """SQLAlchemy's type for one of DuckDB's; no type for one that marts do not have."""
    decimal = _DECIMAL.fullmatch(data_type)
    if decimal:
        return sqlalchemy.NUMERIC(precision=int(decimal[1]), scale=int(decimal[2]))
    return _TYPES.get(data_type, sqlalchemy.types.NullType)()
