"""Finds the rules that a step can do without: those of no return, those that fail."""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from returncheck.transform.plan import PLAN_SCHEMA, BuildStep, RulePart

if TYPE_CHECKING:
    import duckdb

RULES_TO_RUN = "int_rules_to_run"
"""The model that says which version of each rule runs on each return, or why not."""

_NO_ROWS = """\
select
    cast(null as string) as return_id,
    cast(null as string) as finding_key,
    cast(null as string) as counted_as,
    cast(null as string) as table_name,
    cast(null as bigint) as row_number,
    cast(null as string) as role,
    cast(null as string) as details
where false"""


def is_of_the_sql(error: Exception) -> bool:
    """Whether an error follows from the SQL and its data, not from the machine."""
    import duckdb

    return isinstance(
        error,
        duckdb.DataError
        | duckdb.ProgrammingError
        | duckdb.NotSupportedError
        | duckdb.PermissionException,
    )


def kind_of(error: Exception) -> str:
    """The kind of an error in words, such as `conversion error`; never a value."""
    name = type(error).__name__.removesuffix("Exception").removesuffix("Error")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return f"{words} error"


def rules_that_run(
    connection: "duckdb.DuckDBPyConnection", rules_to_run: str
) -> set[tuple[str, str, int]]:
    """The versions of rules that run on at least one return.

    The others find nothing there, whatever they say: the engine need not plan them.

    Args:
        connection: The connection of the build, which has built what says it.
        rules_to_run: That, as SQL takes its name.

    Returns:
        Collection, code and first year of each.
    """
    rows = connection.execute(
        "select distinct collection, code, first_year "
        f"from {rules_to_run} where reason is null"
    ).fetchall()
    return set(rows)


def query_without(step: BuildStep, rules: Collection[RulePart]) -> str:
    """The query of a step in which some rules find nothing, without being run.

    Args:
        step: The step.
        rules: Those of its rules that are left out.
    """
    query = step.query
    for part in sorted(rules, key=lambda part: part.start, reverse=True):
        query = f"{query[: part.start]}{_NO_ROWS}{query[part.end :]}"
    return query


def in_schema(query: str, schema: str) -> str:
    """A query of the plan as it is run in a schema, given quoted."""
    return query.replace(f'"{PLAN_SCHEMA}".', f"{schema}.")


def failing_rules(
    connection: "duckdb.DuckDBPyConnection",
    step: BuildStep,
    known: Collection[RulePart],
    schema: str,
) -> Mapping[RulePart, str]:
    """Run each rule of a step on its own.

    Args:
        connection: The connection of the build.
        step: A step that has failed.
        known: Rules that are left out already.
        schema: The quoted schema that is built in.

    Returns:
        The rules that fail, and the kind of error of each.
    """
    import duckdb

    found = {}
    for part in step.rules:
        if part in known:
            continue
        others = [other for other in step.rules if other != part]
        try:
            connection.execute(
                "create or replace temp table rule_alone as "
                f"(\n{in_schema(query_without(step, others), schema)}\n)"
            )
        except duckdb.Error as error:
            if not is_of_the_sql(error):
                raise
            found[part] = kind_of(error)
    connection.execute("drop table if exists temp.rule_alone")
    return found
