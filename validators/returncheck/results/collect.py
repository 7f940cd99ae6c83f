"""Reads the marts after a build and joins the findings of every layer."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.results.check_result import CheckResult
from returncheck.warehouse import ReturnRecord

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.suites import SuiteRun

_SEVERITIES = ("error", "query", "info")
_LAYERS = ("contract", "rule", "expectation", "reconciliation")
_SERIES = ("la_code", "indicator_id", "source", "period_type")
_COMPARISON_ORDER = "return_id, row_number, indicator_id, return_year, comparator"
_OUTCOME_COLUMNS = (
    "suite",
    "expectation",
    "check_id",
    "return_id",
    "outcome",
    "severity",
    "observed",
    "reason",
)


def read_result(
    connection: "duckdb.DuckDBPyConnection",
    *,
    run_id: str,
    version: str,
    started_at: datetime,
    database: Path,
    returns: tuple[ReturnRecord, ...],
    suite_run: "SuiteRun | None",
) -> CheckResult:
    """Collect what a build and its suites found out.

    Args:
        connection: An open connection to the built warehouse.
        run_id: Id of the check.
        version: Version of returncheck.
        started_at: When the check began, UTC.
        database: The DuckDB file.
        returns: The returns to speak of.
        suite_run: Outcomes and findings of the suites; None when none ran.

    Returns:
        The result; findings sorted by severity, layer, check, return and place.
    """
    wanted = [record.return_id for record in returns]
    findings = _findings(connection, run_id, suite_run)
    return CheckResult(
        run_id=run_id,
        version=version,
        started_at=started_at,
        database=database,
        returns=returns,
        row_counts=_of(
            warehouse.read(connection, "select * from raw.return_tables"), wanted
        ),
        findings=_of(findings, wanted),
        indicators=warehouse.read(connection, "select * from fct_indicator_values"),
        benchmarks=warehouse.read(connection, "select * from fct_benchmarks"),
        reconciliation=_of(
            warehouse.read(connection, "select * from fct_reconciliation"), wanted
        ),
        verdicts=_of(
            warehouse.read(connection, "select * from fct_figure_verdicts"), wanted
        ),
        periods=warehouse.read(connection, "select * from fct_indicator_periods"),
        control_charts=_series_of(
            warehouse.read(connection, "select * from fct_control_charts"), wanted
        ),
        comparisons=_rows_of(
            connection, "fct_comparisons", "return_id", wanted, _COMPARISON_ORDER
        ),
        exceptions=_of(
            warehouse.read(connection, "select * from fct_exceptions"), wanted
        ),
        neighbour_values=_rows_of(
            connection,
            "fct_neighbour_values",
            "la_code",
            list({record.la_code for record in returns}),
            "la_code, indicator_id, return_year, closeness_rank",
        ),
        rule_outcomes=_of(
            warehouse.read(
                connection, "select * from fct_rule_outcomes order by return_id, code"
            ),
            wanted,
        ),
        suite_outcomes=_of(_outcomes(suite_run), wanted),
    )


def _rows_of(
    connection: "duckdb.DuckDBPyConnection",
    mart: str,
    column: str,
    wanted: list[str],
    order: str,
) -> "pl.DataFrame":
    """The rows of a large mart that belong to some returns or authorities."""
    query = f"select * from {mart} where list_contains(?, {column}) order by {order}"
    return warehouse.read(connection, query, [wanted])


def _findings(
    connection: "duckdb.DuckDBPyConnection", run_id: str, suite_run: "SuiteRun | None"
) -> "pl.DataFrame":
    import polars as pl

    built = warehouse.read(connection, "select * from fct_findings")
    frames = [built]
    if suite_run is not None and not suite_run.findings.is_empty():
        frames.append(_with_ids(suite_run.findings))
    joined = pl.concat(
        [
            _shaped(frame.with_columns(pl.lit(run_id).alias("run_id")))
            for frame in frames
        ]
    )
    return joined.sort(
        pl.col("severity").replace_strict(
            list(_SEVERITIES), range(len(_SEVERITIES)), default=len(_SEVERITIES)
        ),
        pl.col("layer").replace_strict(
            list(_LAYERS), range(len(_LAYERS)), default=len(_LAYERS)
        ),
        "check_id",
        "return_id",
        "table_name",
        "row_number",
        "field",
        "finding_id",
        "role",
        "value",
        maintain_order=True,
    )


def _with_ids(findings: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    key = pl.concat_str(
        [pl.col("return_id").fill_null(""), pl.col("check_id"), pl.col("finding_key")],
        separator="|",
    )
    return findings.with_columns(
        pl.lit("expectation").alias("layer"),
        pl.lit("fault").alias("role"),
        *(
            pl.lit(None).alias(name)
            for name in ("episode_id", "explanation", "explained_by", "explained_on")
        ),
        key.map_elements(
            lambda text: hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
            return_dtype=pl.String,
        ).alias("finding_id"),
    )


def _shaped(frame: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    schema = finding_schema()
    return frame.select(pl.col(name).cast(schema[name]) for name in COLUMNS)


def _outcomes(suite_run: "SuiteRun | None") -> "pl.DataFrame":
    import polars as pl

    if suite_run is None:
        return pl.DataFrame(schema=dict.fromkeys(_OUTCOME_COLUMNS, pl.String))
    return suite_run.outcomes.select(_OUTCOME_COLUMNS)


def _series_of(frame: "pl.DataFrame", wanted: list[str]) -> "pl.DataFrame":
    """The series in which some returns have a point, whole and in the order of time."""
    import polars as pl

    return frame.filter(pl.col("return_id").is_in(wanted).any().over(_SERIES)).sort(
        *_SERIES, "period_end"
    )


def _of(frame: "pl.DataFrame", wanted: list[str]) -> "pl.DataFrame":
    """The rows of some returns, and those that belong to none."""
    import polars as pl

    return frame.filter(
        pl.col("return_id").is_null() | pl.col("return_id").is_in(wanted)
    )
