"""Two past runs side by side: what the second has new, what is gone, what is there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from returncheck.warehouse.past_runs import PastRun
from returncheck.warehouse.seen_findings import checks_of_run, findings_of_run

if TYPE_CHECKING:
    import duckdb
    import polars as pl

STATES = ("new", "mended", "still", "not_compared")
"""How a finding of either run stands; the last where the other run did not look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDiff:
    """Two runs compared.

    Attributes:
        first: The run compared with.
        second: The run that is compared.
        findings: One row a finding of either: state (of `STATES`), return_id, layer,
            check_id, severity, finding_id, counted_as, table_name, row_number, field,
            child (a keyed hash), is_explained.
    """

    first: PastRun
    second: PastRun
    findings: "pl.DataFrame"

    @property
    def counts(self) -> dict[str, int]:
        """State to number of distinct `counted_as`."""
        import polars as pl

        counted = dict(
            self.findings.group_by("state")
            .agg(pl.col("counted_as").n_unique())
            .iter_rows()
        )
        return {state: counted.get(state, 0) for state in STATES}

    @property
    def by_check(self) -> "pl.DataFrame":
        """return_id, layer, check_id, severity, and a column of counts for each state.

        The checks with anything new come first, then those with anything mended.
        """
        import polars as pl

        return (
            self.findings.group_by("return_id", "layer", "check_id", "severity")
            .agg(
                pl.col("counted_as")
                .filter(pl.col("state") == state)
                .n_unique()
                .alias(state)
                for state in STATES
            )
            .sort(
                "new",
                "mended",
                "return_id",
                "check_id",
                "severity",
                descending=[True, True, False, False, False],
            )
        )


def run_diff(
    connection: "duckdb.DuckDBPyConnection", first: PastRun, second: PastRun
) -> RunDiff:
    """Compare two runs.

    Args:
        connection: An open connection.
        first: The run compared with, the earlier one as a rule.
        second: The other.
    """
    import polars as pl

    before, after = (findings_of_run(connection, run.run_id) for run in (first, second))
    checked_before, checked_after = (
        checks_of_run(connection, run.run_id) for run in (first, second)
    )
    new = _without(after, before)
    gone = _without(before, after)
    return RunDiff(
        first=first,
        second=second,
        findings=pl.concat(
            [
                _judged(new, checked_before, "new"),
                _judged(gone, checked_after, "mended"),
                _as(
                    after.join(new, on=["return_id", "finding_id"], how="anti"), "still"
                ),
            ]
        ).drop("scope_key"),
    )


def _without(findings: "pl.DataFrame", others: "pl.DataFrame") -> "pl.DataFrame":
    """The findings of which, as people count them, nothing is among others."""
    for name in ("finding_id", "counted_as"):
        known = findings.join(others, on=["return_id", name], how="semi")
        findings = findings.join(known, on=["return_id", "counted_as"], how="anti")
    return findings


def _judged(
    findings: "pl.DataFrame", checked: "pl.DataFrame", state: str
) -> "pl.DataFrame":
    """Findings that only one run has, by whether the other looked for them."""
    import polars as pl

    looked = checked.with_columns(pl.lit(value=True).alias("looked"))
    return (
        findings.join(looked, on=["return_id", "scope_key"], how="left")
        .with_columns(
            pl.when(pl.col("looked"))
            .then(pl.lit(state))
            .otherwise(pl.lit("not_compared"))
            .alias("state")
        )
        .drop("looked")
        .select("state", *findings.columns)
    )


def _as(findings: "pl.DataFrame", state: str) -> "pl.DataFrame":
    import polars as pl

    return findings.select(pl.lit(state).alias("state"), *findings.columns)
