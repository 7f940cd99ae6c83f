"""Great Expectations through its Spark source, on what Spark has built."""

import re
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.datasource.fluent.interfaces import Batch

from returncheck.suites.definitions import ValuesOf
from returncheck.suites.gx_session import GxSession
from returncheck.suites.planning import ExpectationCheck

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_FILTER: Final = re.compile(r"df\.filter\(F\.expr\((?P<condition>.*)\)\)", re.S)


class SparkGxSession(GxSession):
    """One over the temporary views of a session."""

    def __init__(self, session: "SparkSession", folder: Path) -> None:
        """Set up the context.

        Args:
            session: The session of the build.
            folder: Where rows go that break an expectation.
        """
        super().__init__()
        self._session = session
        self._folder = folder
        self._source = self.context.data_sources.add_or_update_spark(
            "warehouse", persist=False
        )
        self._batches: dict[str, BatchDefinition[None]] = {}
        self._listed: dict[tuple[str, str], str] = {}

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The session lives on."""

    def batch(self, table: str) -> Batch:
        """See `GxSession`."""
        if table not in self._batches:
            asset = self._source.add_dataframe_asset(table)
            self._batches[table] = asset.add_batch_definition_whole_dataframe(table)
        rows = self._session.table(table)
        return self._batches[table].get_batch(batch_parameters={"dataframe": rows})

    def rows_query(self, check: ExpectationCheck, query: str) -> str:
        """See `GxSession`: Spark writes the rows, and DuckDB reads the files."""
        found = _FILTER.fullmatch(query.strip())
        if found is None:
            raise ValueError("Great Expectations names no condition of Spark's.")
        expectation = check.expectation
        # One condition for the rows of all returns.
        key = (expectation.check_id, found["condition"])
        if key not in self._listed:
            place = self._folder / str(len(self._listed))
            self._write(check, _text_of(found["condition"]), place)
            self._listed[key] = str(place).replace("'", "''")
        return f"select * from read_parquet('{self._listed[key]}/*.parquet')"

    def _write(self, check: ExpectationCheck, condition: str, place: Path) -> None:
        from pyspark.sql import functions

        rows = self._session.table(check.expectation.table)
        for column, value in check.expectation.where.items():
            if isinstance(value, ValuesOf):
                raise TypeError(f"{check.expectation.check_id} has values unresolved.")
            listed = value if isinstance(value, list | tuple) else [value]
            rows = rows.filter(functions.col(column).isin(list(listed)))
        rows.filter(functions.expr(condition)).write.parquet(str(place))


def _text_of(literal: str) -> str:
    """The text that a literal of Python stands for."""
    import ast

    text: str = ast.literal_eval(literal)
    return text
