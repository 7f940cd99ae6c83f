"""Which tables hold no row while a build goes on, and which steps stay so unbuilt."""

from typing import TYPE_CHECKING

from returncheck.transform.needs import may_have_rows
from returncheck.transform.plan import BuildStep
from returncheck.warehouse.schemas import RAW, built_schemas

if TYPE_CHECKING:
    import duckdb


class EmptyTables:
    """The tables without a row, as far as they are known."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection | None") -> None:
        """See which they are.

        Args:
            connection: The database that is built in; None where only what is built
                from now on counts.
        """
        self._connection = connection
        self._names: set[str] = set()
        self.look()

    def look(self) -> None:
        """See anew, after steps were undone; DuckDB counts what is written out."""
        self._names = set()
        if self._connection is None:
            return
        # Rows that were deleted may be counted still: such a table is built again.
        found = self._connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where estimated_size = 0 and database_name = current_database()"
        ).fetchall()
        built = built_schemas(self._connection)[0]
        self._names = {name for schema, name in found if schema == built} | {
            f"{RAW}.{name}" for schema, name in found if schema == RAW
        }

    def note(self, name: str, rows: int | None) -> None:
        """Note what a table holds now.

        Args:
            name: Its name, with the schema `raw` where it is of that.
            rows: How many rows it has; None where nobody counted them.
        """
        if rows == 0:
            self._names.add(name)
        else:
            self._names.discard(name)

    def is_empty(self, name: str) -> bool:
        """Whether a table is known to have no row."""
        return name in self._names

    def stays_empty(self, step: BuildStep) -> bool:
        """Whether a step's table has no row and would have none."""
        return (
            step.kind == "table"
            and step.name in self._names
            and not may_have_rows(step.needs, self._names)
        )
