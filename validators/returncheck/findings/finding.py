"""The finding: the one record in which every layer says that something is wrong."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    "finding_id",
    "run_id",
    "return_id",
    "layer",
    "check_id",
    "severity",
    "table_name",
    "row_number",
    "child_id",
    "field",
    "value",
    "message",
    "episode_id",
    "role",
    "explanation",
    "explained_by",
    "explained_on",
    "counted_as",
)
"""Columns of a findings frame, in order; one row per location of a finding.

`role` is `fault` for a record that is wrong, `related` for the one that it is held
against. `explanation` and the two after it are null until somebody has explained the
query. Findings with one `counted_as` are one for whoever reads and counts: the two
sides of a pair, the records that repeat one value.
"""


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    ERROR = "error"
    QUERY = "query"
    INFO = "info"


class Layer(StrEnum):
    """Where a finding comes from, in the order in which a return meets them."""

    CONTRACT = "contract"
    RULE = "rule"
    EXPECTATION = "expectation"
    RECONCILIATION = "reconciliation"
    SAME_CHILDREN = "same_children"


def finding_schema() -> "dict[str, type[pl.DataType]]":
    """Column names and types of a findings frame."""
    import polars as pl

    special = {"row_number": pl.Int64, "explained_on": pl.Date}
    return {name: special.get(name, pl.String) for name in COLUMNS}


def count_findings(findings: "pl.DataFrame") -> dict[Severity, int]:
    """How many findings there are of each severity, explained ones left out.

    Args:
        findings: A findings frame; a finding may have several rows.

    Returns:
        Every severity, the heaviest first, with its number of findings.
    """
    import polars as pl

    open_findings = findings.filter(pl.col("explanation").is_null())
    counted = open_findings.group_by("severity").agg(pl.col("counted_as").n_unique())
    found = dict(counted.iter_rows())
    return {severity: found.get(severity.value, 0) for severity in Severity}


def count_explained(findings: "pl.DataFrame") -> int:
    """How many queries are explained.

    Args:
        findings: A findings frame.
    """
    import polars as pl

    explained = findings.filter(pl.col("explanation").is_not_null())
    return explained["counted_as"].n_unique()
