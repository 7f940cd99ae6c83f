"""Lets Great Expectations judge checks inside DuckDB, or where else its tables are.

It decides whether an expectation passed, failed or could not run. Which rows are behind
a failure is asked elsewhere (`findings`), because it lists 200 at most.
"""

import logging
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations import metadata_types, row_conditions
from great_expectations.expectations.expectation_configuration import (
    ExpectationConfiguration,
)

from returncheck.errors import ConfigError
from returncheck.suites.definitions import (
    RETURN_ID,
    Expectation,
    Outcome,
    Suite,
    ValuesOf,
)
from returncheck.suites.dialect import connection_string
from returncheck.suites.judging import Judgement, judgement_of, no_result
from returncheck.suites.planning import ExpectationCheck, one_line

# Counts and a query, and not one value: no child's data leaves DuckDB through it.
_RESULT_FORMAT = {
    "result_format": "BASIC",
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": True,
}
_KEY = "check"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep warnings and the log of Great Expectations off stderr for a while."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


class GxSession(ABC):
    """An ephemeral Great Expectations context over what was built."""

    def __init__(self) -> None:
        """Set up the context; nothing is written to disk."""
        self.context = gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(
                store_backend_defaults=InMemoryStoreBackendDefaults(),
                progress_bars=ProgressBarsConfig(globally=False),
                analytics_enabled=False,
            ),
        )

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give free what is held."""

    @abstractmethod
    def batch(self, table: str) -> Batch:
        """All rows of a table.

        Args:
            table: Its name, in schema `main`.
        """

    def rows_query(self, check: ExpectationCheck, query: str) -> str:
        """SQL of DuckDB for the rows that break an expectation.

        Args:
            check: The check that failed.
            query: What Great Expectations gives as `unexpected_index_query`.
        """
        return query

    def judge(self, suite: str, checks: Sequence[ExpectationCheck]) -> list[Judgement]:
        """Have checks on one table judged, in one run with shared queries.

        A query that fails takes down the others that share its run; so when
        something could not run, its expectation gets a run of its own.

        Args:
            suite: Name of the suite.
            checks: Checks whose expectations have the same table.

        Returns:
            One judgement a check, in their order.
        """
        judged = self._run(suite, checks)
        names = {check.expectation.name for check in checks}
        stuck = {
            item.verdict.expectation.name
            for item in judged
            if item.verdict.outcome is Outcome.COULD_NOT_RUN
        }
        if len(names) == 1:
            return judged
        for name in sorted(stuck):
            places = [
                place
                for place, check in enumerate(checks)
                if check.expectation.name == name
            ]
            again = self._run(suite, [checks[place] for place in places])
            for place, item in zip(places, again, strict=True):
                judged[place] = item
        return judged

    def _run(self, suite: str, checks: Sequence[ExpectationCheck]) -> list[Judgement]:
        configurations = [
            configuration(check.expectation, check.kwargs, check.return_id, {_KEY: key})
            for key, check in enumerate(checks)
        ]
        try:
            results = self.batch(checks[0].expectation.table).validate(
                gx.ExpectationSuite(name=suite, expectations=configurations),
                result_format={
                    **_RESULT_FORMAT,
                    "unexpected_index_column_names": list(checks[0].columns),
                },
            )
        except Exception as error:  # whatever it raises, the check could not run
            failures = {key: str(error) for key in range(len(checks))}
            results = None
        else:
            failures = {}
        found = {
            result.expectation_config.meta[_KEY]: result
            for result in (results.results if results else ())
            if result.expectation_config
        }
        return [
            judgement_of(
                check,
                configurations[key],
                self._with_rows(check, found[key])
                if key in found
                else no_result(configurations[key], failures.get(key)),
            )
            for key, check in enumerate(checks)
        ]

    def _with_rows(
        self, check: ExpectationCheck, result: ExpectationValidationResult
    ) -> ExpectationValidationResult:
        """A result whose query is one of DuckDB's."""
        query = result.result.get("unexpected_index_query")
        if query is not None and not result.success:
            result.result["unexpected_index_query"] = self.rows_query(check, query)
        return result


class DuckDBGxSession(GxSession):
    """One over a DuckDB file."""

    def __init__(self, database: Path, *, read_only: bool = False) -> None:
        """Set up the context; nothing is written to disk.

        Args:
            database: A DuckDB file that dbt has built.
            read_only: Whether others may have it open for reading.
        """
        super().__init__()
        self._source = self.context.data_sources.add_sql(
            "warehouse",
            connection_string=connection_string(database, read_only=read_only),
        )
        self._batches: dict[str, BatchDefinition[None]] = {}

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the file free."""
        self._source.get_execution_engine().close()
        self._source.get_engine().dispose()

    def batch(self, table: str) -> Batch:
        """See `GxSession`."""
        if table not in self._batches:
            asset = self._source.add_table_asset(table, table_name=table)
            self._batches[table] = asset.add_batch_definition_whole_table(table)
        return self._batches[table].get_batch()


def check_definitions(suites: Iterable[Suite]) -> None:
    """Have Great Expectations read every type and its keyword arguments.

    Args:
        suites: Suites as loaded.

    Raises:
        ConfigError: A type is unknown, or its arguments do not fit it.
    """
    for suite in suites:
        for expectation in suite.expectations:
            # Any number does where a tolerance will stand.
            kwargs = {
                **expectation.kwargs,
                **dict.fromkeys(expectation.references, 1),
            }
            try:
                configuration(expectation, kwargs, None, {}).to_domain_obj()
            except Exception as error:  # pydantic's, its own or a plain ValueError
                raise ConfigError(
                    f"Suite {suite.name}, expectation '{expectation.name}' "
                    f"({expectation.type}) is refused by Great Expectations: "
                    f"{_refusal(error)}. Correct its type or kwargs."
                ) from error


def _refusal(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return one_line(" ".join(lines[:3]))


def configuration(
    expectation: Expectation,
    kwargs: Mapping[str, Any],
    return_id: str | None,
    meta: Mapping[str, Any],
) -> ExpectationConfiguration:
    """What Great Expectations is asked.

    Args:
        expectation: What is expected.
        kwargs: All keyword arguments, tolerances resolved.
        return_id: The return whose rows are judged; None: all rows.
        meta: What is noted beside it.
    """
    conditions = [
        row_conditions.Column(column).is_in(value)
        if isinstance(value, list)
        else row_conditions.Column(column) == value
        for column, value in expectation.where.items()
        if not isinstance(value, ValuesOf)
    ]
    if return_id is not None:
        conditions.append(row_conditions.Column(RETURN_ID) == return_id)
    arguments = dict(kwargs)
    if conditions:
        condition: row_conditions.Condition = conditions[0]
        for other in conditions[1:]:
            condition = condition & other
        arguments["row_condition"] = condition
    return ExpectationConfiguration(
        type=expectation.type,
        kwargs=arguments,
        meta={
            "name": expectation.name,
            "description": expectation.description,
            "advice": expectation.advice,
            **meta,
        },
        description=expectation.title(return_id),
        severity=metadata_types.FailureSeverity(expectation.severity.value),
    )
