"""The shape of a contract finding, shared by contracts and readers."""

from dataclasses import astuple, dataclass
from typing import Final

import polars as pl

FINDING_SCHEMA: Final = pl.Schema(
    {
        "check_id": pl.String(),
        "severity": pl.String(),
        "table_name": pl.String(),
        "row_number": pl.Int64(),
        "child_id": pl.String(),
        "field": pl.String(),
        "value": pl.String(),
        "message": pl.String(),
    }
)
"""Columns of contract findings, in this order."""

CELL_SCHEMA: Final = pl.Schema(
    {
        "check_id": pl.String(),
        "field": pl.String(),
        "table_name": pl.String(),
        "row_number": pl.Int64(),
        "column_name": pl.String(),
    }
)
"""Columns of the values that a finding about an element speaks of, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFinding:
    """One fault that a contract or a reader found, one field per column.

    Attributes:
        check_id: `contract:<collection>.<what>`.
        severity: `error`, `query` or `info`.
        table_name: Official table name; None when the fault is in no table.
        row_number: 1-based row of the table; None when no single row is meant.
        child_id: The child of the record, where it has one.
        field: Official column name, or the path of an element.
        value: The value as received, or a count as text.
        message: One line: what happened, where, what to do.
    """

    check_id: str
    severity: str
    table_name: str | None = None
    row_number: int | None = None
    child_id: str | None = None
    field: str
    value: str | None = None
    message: str


def findings_frame(findings: list[ContractFinding]) -> pl.DataFrame:
    """The findings as a frame with the columns of `FINDING_SCHEMA`, in order given."""
    rows = [astuple(finding) for finding in findings]
    return pl.DataFrame(rows, schema=FINDING_SCHEMA, orient="row")


def empty_findings() -> pl.DataFrame:
    """A frame without findings, with the columns of `FINDING_SCHEMA`."""
    return FINDING_SCHEMA.to_frame()
