"""Turns expectations into the checks to be made: for which return, with what numbers.

What needs no check (no return, no rows, no tolerance) gets its outcome here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from returncheck.errors import ConfigError
from returncheck.suites.definitions import Expectation, Outcome
from returncheck.suites.tolerances import Tolerance, configured, of_england
from returncheck.suites.values import with_values

MOST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationCheck:
    """One expectation for one return, or for all rows of its table.

    Attributes:
        expectation: What is expected.
        return_id: The return whose rows are judged; None: all rows.
        kwargs: All keyword arguments, tolerances resolved.
        columns: The columns of its table.
        tolerance: The share that `mostly` asks for, if it is a tolerance.
    """

    expectation: Expectation
    return_id: str | None
    kwargs: Mapping[str, Any]
    columns: tuple[str, ...]
    tolerance: Tolerance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of an expectation, for one return or for all rows.

    Attributes:
        expectation: What was expected.
        return_id: The return that was judged; None: all rows.
        outcome: Passed, failed, could not run or not applicable.
        kwargs: All keyword arguments, tolerances resolved.
        observed: What was found, for people; None when nothing was judged.
        reason: Why nothing was judged, in one line; None when something was.
        rows_sql: SELECT of `ROW_COLUMNS` for the rows of every return that break it;
            None where it is about no rows.
    """

    expectation: Expectation
    return_id: str | None
    outcome: Outcome
    kwargs: Mapping[str, Any]
    observed: str | None = None
    reason: str | None = None
    rows_sql: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPlan:
    """The checks to be made, and the verdicts that need none."""

    checks: tuple[ExpectationCheck, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def plan_checks(
    connection: duckdb.DuckDBPyConnection,
    expectation: Expectation,
    tolerances: Mapping[str, float],
    returns: Collection[str] | None = None,
) -> CheckPlan:
    """Decide for which returns an expectation is checked, and with what numbers.

    Args:
        connection: The built warehouse.
        expectation: An expectation of a suite.
        tolerances: Percentages by key, as the caller set them.
        returns: Ids of the returns that are spoken of; None for all.

    Returns:
        Checks and verdicts: together one for each such return of the collection when
        the expectation is per return, else exactly one.

    Raises:
        ConfigError: A tolerance is no share of 0 to 100 percent where one is needed.
    """
    try:
        if expectation.per_return and not _is_loaded(connection, expectation):
            reason = f"no return of the collection {expectation.collection} is loaded"
            return CheckPlan(verdicts=(_unjudged(expectation, None, reason),))
        expectation = with_values(connection, expectation)
        found = connection.execute(f"select * from {expectation.batch_sql} limit 0")
        columns = tuple(column[0] for column in found.description or ())
        if not expectation.per_return:
            check = _check(expectation, None, tolerances, None, columns)
            return CheckPlan(checks=(check,))
        rows_of = _rows_of_returns(connection, expectation, returns)
        england = _england(connection, expectation, tolerances)
    except duckdb.Error as error:
        reason = one_line(str(error))
        return CheckPlan(
            verdicts=(_unjudged(expectation, None, reason, could_run=False),)
        )
    checks = []
    verdicts = []
    for return_id, rows in rows_of.items():
        if rows == 0:
            verdicts.append(_unjudged(expectation, return_id, "no rows"))
        elif england is not None and return_id not in england:
            key = expectation.references["mostly"].key
            reason = f"no tolerance is set and England has no published value of {key}"
            verdicts.append(_unjudged(expectation, return_id, reason))
        else:
            share = england[return_id] if england else None
            checks.append(_check(expectation, return_id, tolerances, share, columns))
    return CheckPlan(checks=tuple(checks), verdicts=tuple(verdicts))


def one_line(text: str) -> str:
    """The first line of an error that says something, cut at 300 characters.

    Args:
        text: The error's whole text.

    Returns:
        One line without the final full stop.
    """
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line[:MOST_REASON].rstrip(".!") or "no reason was given"


def _is_loaded(connection: duckdb.DuckDBPyConnection, expectation: Expectation) -> bool:
    """Whether there is a return to judge; where there is none no table is asked."""
    found = connection.execute(
        "select 1 from raw.returns where collection = $collection limit 1",
        {"collection": expectation.collection},
    )
    return found.fetchone() is not None


def _rows_of_returns(
    connection: duckdb.DuckDBPyConnection,
    expectation: Expectation,
    returns: Collection[str] | None,
) -> dict[str, int]:
    counts = connection.execute(
        f"""
        with batch as (
            select return_id, count(*) as row_count
            from {expectation.batch_sql}
            group by return_id
        )

        select loaded.return_id, coalesce(batch.row_count, 0)
        from raw.returns as loaded
        left join batch on loaded.return_id = batch.return_id
        where
            loaded.collection = $collection
            and ($all or list_contains($returns, loaded.return_id))
        order by loaded.load_order, loaded.return_id
        """,
        {
            "collection": expectation.collection,
            "all": returns is None,
            "returns": sorted(returns or ()),
        },
    )
    return dict(counts.fetchall())


def _england(
    connection: duckdb.DuckDBPyConnection,
    expectation: Expectation,
    tolerances: Mapping[str, float],
) -> dict[str, Tolerance] | None:
    """England's figures by return; None when none is needed."""
    reference = expectation.references.get("mostly")
    if reference is None or configured(reference, tolerances):
        return None
    return of_england(connection, expectation, reference.key)


def _check(
    expectation: Expectation,
    return_id: str | None,
    tolerances: Mapping[str, float],
    share: Tolerance | None,
    columns: tuple[str, ...],
) -> ExpectationCheck:
    kwargs = dict(expectation.kwargs)
    for name, reference in expectation.references.items():
        tolerance = configured(reference, tolerances) or share
        if tolerance is None:
            raise AssertionError(f"{expectation.check_id}: {name} has no tolerance")
        if name == "mostly":
            share = _as_share(reference.key, tolerance)
            kwargs[name] = share.share
        else:
            sign = -1 if reference.negative else 1
            kwargs[name] = sign * tolerance.percent
    return ExpectationCheck(
        expectation=expectation,
        return_id=return_id,
        kwargs=kwargs,
        columns=columns,
        tolerance=share,
    )


def _as_share(key: str, tolerance: Tolerance) -> Tolerance:
    if tolerance.percent > 100:
        raise ConfigError(
            f"The tolerance '{key}' is '{tolerance.percent:g}'. "
            "Give a share of 0 to 100 percent."
        )
    return tolerance


def _unjudged(
    expectation: Expectation,
    return_id: str | None,
    reason: str,
    *,
    could_run: bool = True,
) -> Verdict:
    return Verdict(
        expectation=expectation,
        return_id=return_id,
        outcome=Outcome.NOT_APPLICABLE if could_run else Outcome.COULD_NOT_RUN,
        kwargs={},
        reason=reason,
    )
