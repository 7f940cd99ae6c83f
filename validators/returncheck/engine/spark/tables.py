"""What Spark sees: raw tables, what the database has, and what it has built itself."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returncheck.engine.spark.folder import SparkFolder
from returncheck.engine.spark.placing import is_landed
from returncheck.files.private import make_folder
from returncheck.warehouse.beside import kept, relations_of_file
from returncheck.warehouse.raw_schema import raw_tables
from returncheck.warehouse.schemas import RAW

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

_VIEW: Final = "raw__"
"""Before the name of a raw table: a temporary view of Spark's has no schema."""
_RAW_NAME: Final = re.compile(rf"\b{RAW}\.(?=\w)")

_TYPES: Final = {
    "varchar": "string",
    "integer": "int",
    "hugeint": "decimal(38, 0)",
}
"""What the engines call otherwise."""


class SparkTables:
    """The temporary views of one build."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        session: "SparkSession",
        folder: SparkFolder,
        run: Path,
    ) -> None:
        """Let nothing be seen yet.

        Args:
            connection: An open connection to the database.
            session: The session.
            folder: The files beside the database.
            run: The folder of the run.
        """
        self._connection = connection
        self._session = session
        self._folder = folder
        self._run = run

    def put_raw(self) -> list[str]:
        """Let Spark see the raw tables, and give those that workers wrote rows of."""
        filled = []
        for table, columns in raw_tables().items():
            files = self._folder.raw_files(self._run, table)
            if files:
                filled.append(table)
            kinds = dict(each.split() for each in columns)
            if not is_landed(table):
                names = ", ".join(kinds)
                files += self._copied(table, f"select {names} from {RAW}.{table}")
            self._see(f"{_VIEW}{table}", kinds, files)
        return filled

    def put_standing(self, name: str, *, is_empty: bool) -> None:
        """Let Spark see a table that stands in the database.

        Args:
            name: Its name.
            is_empty: Whether it has no row.
        """
        relation = kept(self._connection, name)
        described = self._connection.execute(f"describe {relation}").fetchall()
        kinds = {name: _spark_type(kind) for name, kind, *_ in described}
        columns = ", ".join(map(_cast_back, described))
        files = (
            [] if is_empty else self._copied(name, f"select {columns} from {relation}")
        )
        self._see(name, kinds, files)

    def put_mentioned(self, words: Collection[str]) -> None:
        """Let Spark see what stands in the database and no step has read.

        Args:
            words: Names of tables among others.
        """
        for name, _ in relations_of_file(self._connection):
            if name in words and not self._session.catalog.tableExists(name):
                self.put_standing(name, is_empty=False)

    def put_built(self, name: str, kinds: Mapping[str, str], rows: int) -> None:
        """Let Spark see a table that it has built.

        Args:
            name: Its name.
            kinds: Column to type of Spark's.
            rows: How many rows it has.
        """
        files = [str(self._folder.built(self._run) / name)] if rows else []
        self._see(name, kinds, files)

    def rows_built(self, name: str) -> int:
        """How many rows the files of a table have; their ends alone are read."""
        files = f"{self._folder.built(self._run) / name}/*.parquet".replace("'", "''")
        row = self._connection.execute(
            f"select count(*) from read_parquet('{files}')"
        ).fetchone()
        assert row is not None  # an aggregate has a row
        return int(row[0])

    def _copied(self, name: str, query: str) -> list[str]:
        """Write rows that the database has to a file, and give its path."""
        place = self._run / "of-database"
        make_folder(place)
        path = str(place / f"{name}.parquet")
        written = path.replace("'", "''")
        row = self._connection.execute(
            f"copy ({query}) to '{written}' (format parquet)"
        ).fetchone()
        return [path] if row is not None and row[0] else []

    def _see(self, name: str, kinds: Mapping[str, str], files: list[str]) -> None:
        session = self._session
        if not files:
            # Known to be empty, so that Spark leaves out what joins it.
            nulls = ", ".join(
                f"cast(null as {kind}) as `{column}`" for column, kind in kinds.items()
            )
            rows = session.sql(f"select {nulls} where false")
        else:
            schema = ", ".join(f"`{column}` {kind}" for column, kind in kinds.items())
            # The folders of a raw table name columns of their own.
            rows = session.read.schema(schema).parquet(*files).select(*kinds)
        rows.createOrReplaceTempView(name)


def on_views(query: str) -> str:
    """A query of a plan, with the raw tables called as Spark sees them."""
    return _RAW_NAME.sub(_VIEW, query)


def _spark_type(kind: str) -> str:
    """A type of DuckDB's, as Spark calls it."""
    kind = kind.lower()
    return _TYPES.get(kind, kind)


def _cast_back(described: tuple[str, ...]) -> str:
    """A column in a type that Parquet has."""
    name, kind = described[0], described[1].lower()
    return f"cast({name} as decimal(38, 0)) as {name}" if kind == "hugeint" else name
