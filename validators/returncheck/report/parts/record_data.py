"""The records of children with findings as data for the page, as many as fit."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.report.parts.columns import coded_texts
from returncheck.results.child_records import TableRecords
from returncheck.results.grouping import by_child
from returncheck.returns.quoting import visible
from returncheck.returns.tables import Kind

MOST_BYTES = 2_600_000
"""Most bytes of records, compressed: with 20,000 findings the page stays under 5 MB."""

_DATES = (Kind.DATE, Kind.DAY_FIRST_DATE, Kind.DATETIME)
_SPARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordData:
    """Records as the script reads them.

    Attributes:
        tables: One entry per return and table: `return`, `table`, its `columns` (name,
            and whether dates of it belong on a timeline), `row` and `child` (a number a
            record) and `cells` (per column the different texts and a number a record).
        child_ids: The children that `child` numbers.
        children_shown: How many children have their records in it.
        children_left_out: How many have not, because it would be too large.
    """

    tables: list[dict[str, Any]]
    child_ids: list[str]
    children_shown: int
    children_left_out: int


def record_data(
    records: Sequence[TableRecords],
    findings: pl.DataFrame,
    *,
    most_bytes: int = MOST_BYTES,
) -> RecordData:
    """The records of the children with most findings, all of them where they fit.

    Args:
        records: The records.
        findings: A findings frame: the children with most errors come first.
        most_bytes: Most bytes, compressed.

    Returns:
        The records of whole children, and those without a child.
    """
    children = _children(records, findings)
    shown = children.height
    while True:
        data = _data(records, children.head(shown))
        size = _size(data.tables)
        if size <= most_bytes or shown == 0:
            left_out = children.height - shown
            return RecordData(
                tables=data.tables,
                child_ids=data.child_ids,
                children_shown=shown,
                children_left_out=left_out,
            )
        shown = min(shown - 1, int(shown * most_bytes / size * _SPARE))


def _children(records: Sequence[TableRecords], findings: pl.DataFrame) -> pl.DataFrame:
    """Return and child of every record, those with most errors first."""
    if not records:
        return pl.DataFrame(schema={"return_id": pl.String, "child_id": pl.String})
    found = pl.concat(
        [
            each.rows.select(pl.lit(each.return_id).alias("return_id"), "child_id")
            for each in records
        ]
    )
    ranked = by_child(findings).select("return_id", "child_id").with_row_index("place")
    return (
        found.filter(pl.col("child_id").is_not_null())
        .unique(maintain_order=True)
        .join(ranked, on=["return_id", "child_id"], how="left", maintain_order="left")
        .sort("place", nulls_last=True, maintain_order=True)
        .select("return_id", "child_id")
    )


def _data(records: Sequence[TableRecords], children: pl.DataFrame) -> RecordData:
    tables = []
    child_ids = children["child_id"].unique(maintain_order=True)
    numbers = pl.DataFrame({"child_id": child_ids}).with_row_index("child")
    for each in records:
        wanted = children.filter(pl.col("return_id") == each.return_id)
        rows = (
            each.rows.filter(
                pl.col("child_id").is_null()
                | pl.col("child_id").is_in(wanted["child_id"].to_list())
            )
            .join(numbers, on="child_id", how="left", maintain_order="left")
            .sort("child", "row_number", nulls_last=True)
        )
        if rows.is_empty():
            continue
        known = {column.name: column for column in each.table.columns}
        tables.append(
            {
                "return": each.return_id,
                "table": each.table.name,
                "child_column": each.table.child_id,
                "columns": [
                    {
                        "name": name,
                        "date": known[name].kind in _DATES and not known[name].personal,
                        "identifies": known[name].identifies,
                        "team": known[name].of_team,
                    }
                    for name in each.columns
                ],
                "row": rows["row_number"].to_list(),
                "child": rows["child"].cast(pl.Int64).fill_null(-1).to_list(),
                "cells": [
                    list(coded_texts(rows[name], visible)) for name in each.columns
                ],
            }
        )
    return RecordData(
        tables=tables,
        child_ids=child_ids.to_list(),
        children_shown=children.height,
        children_left_out=0,
    )


def _size(tables: list[dict[str, Any]]) -> int:
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    return len(gzip.compress(text.encode(), 6))
