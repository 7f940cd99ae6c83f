"""What a suite takes from a column of the warehouse in place of a list of values."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import duckdb

from returncheck.suites.definitions import Expectation, ValuesOf


def with_values(
    connection: duckdb.DuckDBPyConnection, expectation: Expectation
) -> Expectation:
    """The expectation with lists of values where it names a column of them.

    Args:
        connection: The built warehouse.
        expectation: An expectation of a suite.

    Returns:
        The same without any `ValuesOf`.

    Raises:
        duckdb.Error: A table or column is missing, or holds no value.
    """

    def listed(value: object) -> object:
        return _listed(connection, value) if isinstance(value, ValuesOf) else value

    where: Mapping[str, Any] = {
        name: listed(value) for name, value in expectation.where.items()
    }
    return replace(expectation, where=where)


def _listed(connection: duckdb.DuckDBPyConnection, values: ValuesOf) -> list[str]:
    listed = [value for (value,) in connection.execute(values.sql).fetchall()]
    if not listed:
        raise duckdb.Error(f"{values.table} holds no {values.column} to compare with")
    return listed
