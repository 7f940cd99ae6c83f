"""The SQLAlchemy dialect through which Great Expectations works inside DuckDB.

Great Expectations fetches rows after it gave the connection back to the pool, when
DuckDB has dropped them. This dialect buffers each result as soon as it is executed.
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

_DRIVER = "duckdb.returncheck"


def connection_string(database: Path) -> str:
    """The SQLAlchemy URL of a DuckDB file under this dialect.

    The path is written in hexadecimal digits: Great Expectations would replace a `$`
    in it, and SQLAlchemy would read a `%` or `#` as a part of the URL.

    Args:
        database: An existing DuckDB file.

    Returns:
        `duckdb+returncheck:///<hexadecimal digits>`.
    """
    registry.register(_DRIVER, __name__, BufferedDialect.__name__)
    return f"duckdb+returncheck:///{str(database).encode().hex()}"


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
        """The path behind a URL of `connection_string`, as connect arguments."""
        return (), {"database": bytes.fromhex(url.database or "").decode()}

    def connect(  # type: ignore[override]
        self, *cargs: object, **cparams: str
    ) -> ConnectionWrapper:
        """Open the file as `warehouse.connect` does, without settings.

        DuckDB refuses a second connection to a file under other settings, and
        duckdb-engine would name itself in one.
        """
        return ConnectionWrapper(duckdb.connect(cparams["database"]))
