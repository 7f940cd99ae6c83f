"""Reads the marts after a build and joins the findings of every layer."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.catalogue.marts import REPORT_PAGE, Mart, ResultRows, marts_of
from returncheck.catalogue.rules import rule_versions
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.results.building import Judged
from returncheck.results.check_result import FIGURES, FINDINGS, CheckResult
from returncheck.results.contract_outcomes import contract_outcomes
from returncheck.returns.registry import kinds_with_rules
from returncheck.warehouse import ReturnRecord
from returncheck.warehouse.reference_updates import read_imported_authorities
from returncheck.warehouse.user_tables import read_local_indicators

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.suites import SuiteRun

_SEVERITIES = ("error", "query", "info")
_LAYERS = ("contract", "rule", "expectation", "reconciliation", "same_children")
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
    suites: Judged,
    read_whole: "Callable[[str], pl.DataFrame]",
) -> CheckResult:
    """Collect what a build and its suites found out.

    Args:
        connection: An open connection to the built warehouse.
        run_id: Id of the check.
        version: Version of returncheck.
        started_at: When the check began, UTC.
        database: The DuckDB file.
        returns: The returns to speak of.
        suites: Gives outcomes and findings of the suites, once it is time for them.
        read_whole: Reads a mart whole, later.

    Returns:
        The result; findings in the order of `in_order`.
    """
    wanted = [record.return_id for record in returns]
    marts = {
        mart.name: _rows(connection, mart, returns) for mart in marts_of(REPORT_PAGE)
    }
    outcomes = contract_outcomes(connection, returns)
    suite_run = suites()
    # What the suites found joins the findings of the other layers.
    findings = _findings(marts.pop(FINDINGS), run_id, suite_run)
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
        marts=marts,
        read_whole=read_whole,
        contract_outcomes=outcomes,
        suite_outcomes=_of(_outcomes(suite_run), wanted),
        local_indicators=read_local_indicators(connection),
        imported_authorities=read_imported_authorities(connection),
    )


def _rows(
    connection: "duckdb.DuckDBPyConnection", mart: Mart, returns: Sequence[ReturnRecord]
) -> "pl.DataFrame":
    """The rows of a mart that belong to some returns, in the order of the mart."""
    return_ids = [record.return_id for record in returns]
    wanted: list[object]
    match mart.result_rows:
        case ResultRows.OF_RETURNS:
            choice, wanted = "where list_contains(?, return_id)", [return_ids]
        case ResultRows.OF_AUTHORITIES:
            authorities = sorted({record.la_code for record in returns})
            choice, wanted = "where list_contains(?, la_code)", [authorities]
        case ResultRows.OF_AUTHORITIES_AND_INDICATORS:
            authorities = sorted({record.la_code for record in returns})
            choice = f"where list_contains(?, la_code) and {_has_figure(FIGURES)}"
            wanted = [authorities, return_ids]
        case ResultRows.OF_INDICATORS if return_ids:
            choice, wanted = f"where {_has_figure(mart.name)}", [return_ids]
        case ResultRows.OF_SERIES:
            series = ", ".join(mart.series)
            has_point = "coalesce(list_contains(?, return_id), false)"
            choice = f"qualify bool_or({has_point}) over (partition by {series})"
            wanted = [return_ids]
        case _:
            choice, wanted = "", []
    return warehouse.read(connection, _in_order_of(mart, choice), wanted)


def _has_figure(mart: str) -> str:
    """Whether one of some returns has a figure of the row's indicator in a mart."""
    return (
        f"indicator_id in (select indicator_id from {mart} "
        "where list_contains(?, return_id))"
    )


def read_whole(connection: "duckdb.DuckDBPyConnection", name: str) -> "pl.DataFrame":
    """All rows of a mart that the page reads, in the order of the mart.

    Args:
        connection: An open connection to the built warehouse.
        name: Name of the mart.

    Returns:
        Its rows, of every return and source.
    """
    mart = next(each for each in marts_of(REPORT_PAGE) if each.name == name)
    return warehouse.read(connection, _in_order_of(mart), [])


def _in_order_of(mart: Mart, choice: str = "") -> str:
    order = ", ".join(f"{column} nulls last" for column in mart.order_by)
    return f"select * from {mart.name} {choice} order by {order}"


def _findings(
    built: "pl.DataFrame", run_id: str, suite_run: "SuiteRun | None"
) -> "pl.DataFrame":
    import polars as pl

    frames = [built]
    if suite_run is not None and not suite_run.findings.is_empty():
        frames.append(_with_ids(suite_run.findings))
    joined = pl.concat(
        [
            _shaped(frame.with_columns(pl.lit(run_id).alias("run_id")))
            for frame in frames
        ]
    )
    return in_order(joined)


def in_order(findings: "pl.DataFrame") -> "pl.DataFrame":
    """Findings as they are worked through, the rows of one next to each other.

    Args:
        findings: A findings frame.

    Returns:
        Its rows by severity, layer, check and return; in there by what is counted as
        one, by the child, the episode and the place of its first row; in that finding
        by finding; the fault first, then what it is compared with, tables in the order
        of the rule's fields. The order of
        the rows given makes no difference.
    """
    import polars as pl

    place = ("table_place", "table_name", "row_number", "field", "value")
    first = {f"first_{name}": name for name in ("child_id", "episode_id", *place[:4])}
    return (
        findings.join(
            _table_places(findings), on=["check_id", "table_name"], how="left"
        )
        .sort("role", *place, "child_id", "episode_id", "message")
        .with_row_index("sequence")
        .with_columns(
            *(
                pl.col(name).first().over("counted_as").alias(key)
                for key, name in first.items()
            ),
            pl.col("sequence").min().over("finding_id").alias("finding_place"),
        )
        .sort(
            _place_in("severity", _SEVERITIES),
            _place_in("layer", _LAYERS),
            "check_id",
            "return_id",
            *first,
            "counted_as",
            "finding_place",
            maintain_order=True,
        )
        .drop("table_place", "sequence", "finding_place", *first)
    )


def _table_places(findings: "pl.DataFrame") -> "pl.DataFrame":
    """The order in which the rules found name their tables, by check and table."""
    import polars as pl

    found = set(findings["check_id"].unique())
    collections = {check_id.partition(":")[0] for check_id in found}
    places = {
        (check_id, table): place
        for kind in kinds_with_rules()
        if kind.collection in collections
        for rule in rule_versions(kind.collection)
        if (check_id := f"{rule.collection}:{rule.code}") in found
        for place, table in enumerate(rule.fields)
    }
    return pl.DataFrame(
        [(*key, place) for key, place in places.items()],
        schema={"check_id": pl.String, "table_name": pl.String, "table_place": pl.Int8},
        orient="row",
    )


def _place_in(column: str, order: Sequence[str]) -> "pl.Expr":
    import polars as pl

    return pl.col(column).replace_strict(
        list(order), range(len(order)), default=len(order)
    )


def _with_ids(findings: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    key = pl.concat_str(
        [pl.col("return_id").fill_null(""), pl.col("check_id"), pl.col("finding_key")],
        separator="|",
    )
    finding_id = key.map_elements(
        lambda text: hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
        return_dtype=pl.String,
    )
    return findings.with_columns(
        pl.lit("expectation").alias("layer"),
        pl.lit("fault").alias("role"),
        *(
            pl.lit(None).alias(name)
            for name in ("episode_id", "explanation", "explained_by", "explained_on")
        ),
        finding_id.alias("finding_id"),
        finding_id.alias("counted_as"),
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


def _of(frame: "pl.DataFrame", wanted: list[str]) -> "pl.DataFrame":
    """The rows of some returns, and those that belong to none."""
    import polars as pl

    return frame.filter(
        pl.col("return_id").is_null() | pl.col("return_id").is_in(wanted)
    )
