"""Turns verdicts into the two frames a run hands back: outcomes and findings.

The rows behind a failure come from the suite's own SELECT, without a limit.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import duckdb
import polars as pl

from returncheck.suites.definitions import ROW_COLUMNS, Expectation, Outcome
from returncheck.suites.planning import Verdict, one_line
from returncheck.warehouse import read

OUTCOME_SCHEMA = {
    "suite": pl.String,
    "expectation": pl.String,
    "check_id": pl.String,
    "return_id": pl.String,
    "outcome": pl.String,
    "severity": pl.String,
    "observed": pl.String,
    "reason": pl.String,
}
FINDING_SCHEMA = {
    "return_id": pl.String,
    "check_id": pl.String,
    "severity": pl.String,
    "table_name": pl.String,
    "row_number": pl.Int64,
    "child_id": pl.String,
    "field": pl.String,
    "value": pl.String,
    "message": pl.String,
    "finding_key": pl.String,
}
_TYPES = {"row_number": "bigint"}
_SELECTED = ", ".join(
    f"{name}::{_TYPES.get(name, 'varchar')} as {name}" for name in ROW_COLUMNS
)

_ORDER = "order by return_id, table_name, row_number, field, value"


def outcomes_frame(verdicts: Iterable[Verdict]) -> pl.DataFrame:
    """One row a verdict.

    Args:
        verdicts: The verdicts of a run.

    Returns:
        Columns of `OUTCOME_SCHEMA`, in the order given.
    """
    return pl.DataFrame(
        [
            {
                "suite": verdict.expectation.suite,
                "expectation": verdict.expectation.name,
                "check_id": verdict.expectation.check_id,
                "return_id": verdict.return_id,
                "outcome": verdict.outcome.value,
                "severity": verdict.expectation.severity.of_finding.value,
                "observed": verdict.observed,
                "reason": verdict.reason,
            }
            for verdict in verdicts
        ],
        schema=OUTCOME_SCHEMA,
    )


def findings_frame(
    connection: duckdb.DuckDBPyConnection, verdicts: Sequence[Verdict]
) -> pl.DataFrame:
    """The locations of everything that failed or could not run.

    Args:
        connection: The built warehouse.
        verdicts: The verdicts of a run; those of one expectation next to each other.

    Returns:
        Columns of `FINDING_SCHEMA`; rows with the same `finding_key` are one finding.
    """
    frames = [pl.DataFrame(schema=FINDING_SCHEMA)]
    for _, group in groupby(verdicts, key=lambda verdict: verdict.expectation.check_id):
        of_one = list(group)
        failed = [item for item in of_one if item.outcome is Outcome.FAILED]
        if failed:
            frames.append(_failures(connection, failed))
        frames.extend(
            _unlocated(item, _unrun_message(item))
            for item in of_one
            if item.outcome is Outcome.COULD_NOT_RUN
        )
    return pl.concat(frames)


def _failures(
    connection: duckdb.DuckDBPyConnection, failed: Sequence[Verdict]
) -> pl.DataFrame:
    """The findings of one expectation that failed, for one or many returns."""
    expectation = failed[0].expectation
    messages = {item.return_id: _failed_message(item) for item in failed}
    listed = failed[0].rows_sql
    if listed is None:
        return pl.concat(
            [_unlocated(item, messages[item.return_id]) for item in failed]
        )
    try:
        rows = _rows(connection, expectation, listed, messages)
    except duckdb.Error as error:
        note = f"The rows behind it could not be listed: {one_line(str(error))}."
        return pl.concat(
            [_unlocated(item, f"{messages[item.return_id]} {note}") for item in failed]
        )
    if expectation.per_return:
        return _one_finding_a_return(expectation, rows, messages)
    if rows.is_empty():
        return _unlocated(failed[0], messages[None])
    return _one_finding_a_row(expectation, rows)


def _rows(
    connection: duckdb.DuckDBPyConnection,
    expectation: Expectation,
    listed: str,
    returns: Iterable[str | None],
) -> pl.DataFrame:
    query = f"select {_SELECTED} from ({listed}) as behind"
    if not expectation.per_return:
        return read(connection, f"{query} {_ORDER}")
    query += " where return_id in (select unnest($returns::varchar[]))"
    return read(connection, f"{query} {_ORDER}", {"returns": list(returns)})


def _one_finding_a_return(
    expectation: Expectation,
    rows: pl.DataFrame,
    messages: Mapping[str | None, str],
) -> pl.DataFrame:
    returns = pl.DataFrame(
        {"return_id": list(messages), "message": list(messages.values())},
        schema={"return_id": pl.String, "message": pl.String},
    )
    key = pl.concat_str(pl.lit(f"{expectation.check_id}|"), pl.col("return_id"))
    return _finished(
        returns.join(rows, on="return_id", how="left", maintain_order="left_right"),
        expectation,
        pl.col("message"),
        key,
    )


def _one_finding_a_row(expectation: Expectation, rows: pl.DataFrame) -> pl.DataFrame:
    # By what the row holds, and a number where several hold the same: the order of
    # rows makes no difference. A figure of a mart has no row of a source.
    of_return = ("return_id", "table_name")
    parts = (pl.col(name).fill_null("") for name in ("child_id", "field", "value"))
    rows = rows.with_columns(
        content=pl.concat_str(*parts, separator="|")
        .sort()
        .str.join("|")
        .over(*of_return, "row_number")
    )
    number = pl.col("row_number").rank("dense").over(*of_return, "content")
    place = pl.coalesce(
        pl.concat_str("content", number.cast(pl.String), separator="|"),
        "value",
        pl.lit(""),
    )
    key = pl.concat_str(
        pl.lit(expectation.check_id),
        pl.col("return_id").fill_null(""),
        pl.col("table_name").fill_null(""),
        place,
        separator="|",
    )
    message = pl.lit(f"{expectation.description} {expectation.advice}")
    return _finished(rows, expectation, message, key)


def _unlocated(verdict: Verdict, message: str) -> pl.DataFrame:
    """One finding that names no row."""
    nothing = pl.DataFrame(
        {name: [None] for name in ROW_COLUMNS}, schema_overrides=FINDING_SCHEMA
    )
    return_id = verdict.return_id
    key = verdict.expectation.check_id + (f"|{return_id}" if return_id else "")
    return _finished(
        nothing.with_columns(return_id=pl.lit(return_id, dtype=pl.String)),
        verdict.expectation,
        pl.lit(message),
        pl.lit(key),
    )


def _finished(
    rows: pl.DataFrame, expectation: Expectation, message: pl.Expr, key: pl.Expr
) -> pl.DataFrame:
    return rows.with_columns(
        check_id=pl.lit(expectation.check_id),
        severity=pl.lit(expectation.severity.of_finding.value),
        message=message,
        finding_key=key,
    ).select(pl.col(name).cast(kind) for name, kind in FINDING_SCHEMA.items())


def _failed_message(verdict: Verdict) -> str:
    expectation = verdict.expectation
    found = f" Found: {verdict.observed}." if verdict.observed else ""
    return f"{expectation.description}{found} {expectation.advice}"


def _unrun_message(verdict: Verdict) -> str:
    name = f"{verdict.expectation.suite}.{verdict.expectation.name}"
    return (
        f"The check {name} could not run: {verdict.reason}. "
        "It says nothing about the return; build again, and report it if it stays."
    )
