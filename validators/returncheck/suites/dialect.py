"""The SQLAlchemy dialect through which Great Expectations works inside DuckDB.

Great Expectations fetches rows after it gave the connection back to the pool, when
DuckDB has dropped them. This dialect buffers each result as soon as it is executed.

It is public: SQLAlchemy finds it by the URL `duckdb+returncheck:///path/to.duckdb`
wherever returncheck is installed; `?read_only=true` leaves the file to others too.
"""

from pathlib import Path
from typing import Any

import duckdb
from duckdb_engine import ConnectionWrapper
from duckdb_engine import Dialect as DuckDBDialect
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGExecutionContext_psycopg2
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError

_DRIVER = "duckdb.returncheck"
_HEXADECIMAL = "hex:"
_READ_ONLY = "read_only"
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
