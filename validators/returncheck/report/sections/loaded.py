"""The returns that were checked: where they came from and how much they hold."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from returncheck.findings.finding import Severity
from returncheck.report.words.names import ReturnName
from returncheck.results.check_result import CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedReturn:
    """One return that was checked.

    Attributes:
        name: What it is called.
        la_code: Three-digit code of its authority.
        source_name: The file or folder it came from.
        tables: Official table name to number of rows.
        findings: Number of findings by severity, explained ones left out.
        explained: Number of queries that are explained.
        is_context: Whether it was loaded to look back on, and is counted nowhere else.
    """

    name: ReturnName
    la_code: str
    source_name: str
    tables: Mapping[str, int]
    findings: Mapping[Severity, int]
    explained: int
    is_context: bool

    @property
    def rows(self) -> int:
        """Rows of all its tables."""
        return sum(self.tables.values())


def loaded_returns(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[LoadedReturn, ...]:
    """The returns of a result, in the order in which they were loaded.

    Args:
        result: The result.
        names: What its returns are called.
    """
    tables = _row_counts(result.row_counts)
    is_explained = pl.col("explanation").is_not_null()
    findings = _findings_by_return(result.findings.filter(~is_explained))
    explained = _findings_by_return(result.findings.filter(is_explained))
    return tuple(
        LoadedReturn(
            name=names[record.return_id],
            la_code=record.la_code,
            source_name=record.source_name,
            tables=tables.get(record.return_id, {}),
            findings={
                severity: findings.get((record.return_id, severity.value), 0)
                for severity in Severity
            },
            explained=explained.get((record.return_id, Severity.QUERY.value), 0),
            is_context=bool(record.is_context),
        )
        for record in result.returns
    )


def _findings_by_return(findings: pl.DataFrame) -> dict[tuple[str, str], int]:
    counted = findings.group_by("return_id", "severity").agg(
        pl.col("counted_as").n_unique()
    )
    return {(row[0], row[1]): row[2] for row in counted.iter_rows()}


def _row_counts(counts: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Rows by return and table."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    columns = counts.select("return_id", "table_name", "row_count")
    for return_id, table_name, row_count in columns.iter_rows():
        found[return_id][table_name] = row_count
    return found
