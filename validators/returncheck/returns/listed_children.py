"""What a return as a whole says of its children, gathered while it is read.

Children that have records but none in the table that lists every child are findings;
children with more records than one child can have are told apart once all is stored.
"""

from collections import defaultdict
from collections.abc import Mapping

import polars as pl

from returncheck.files.limits import limits
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.quoting import shown_value
from returncheck.returns.tables import Layout, Table

_KEY = "child_key"


class ChildrenSeen:
    """The children of the records that have been read, by table."""

    def __init__(self, layout: Layout) -> None:
        """Nothing is read yet.

        Args:
            layout: Layout of the return's collection.
        """
        self._layout = layout
        # `child_id` and the first `row_number` of each child, a frame a batch.
        self._children: dict[str, list[pl.DataFrame]] = defaultdict(list)
        # `child` and `records`, a frame a batch.
        self._records: dict[str, list[pl.DataFrame]] = defaultdict(list)

    def take(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Look at the next rows.

        Args:
            tables: Frames by official table name.
        """
        for name, frame in tables.items():
            column = self._layout.table(name).child_id
            if column is None:
                continue
            child_id = pl.when(pl.col(column) != "").then(pl.col(column))
            if self._layout.children_table is not None:
                self._children[name].append(
                    frame.select(child_id.alias("child_id"), "row_number")
                    .drop_nulls("child_id")
                    .unique("child_id", keep="first", maintain_order=True)
                )
            child = (
                pl.coalesce(pl.col(_KEY), child_id)
                if _KEY in frame.columns
                else child_id
            )
            self._records[name].append(
                frame.select(child.alias("child"))
                .drop_nulls()
                .group_by("child")
                .agg(pl.len().alias("records"))
            )

    def has_crowd(self) -> bool:
        """Whether a child has more records in one table than one child can have."""
        return any(
            (most or 0) > limits().records_of_a_child
            for most in map(_most_records, self._records.values())
        )

    def unlisted(self, present_tables: tuple[str, ...]) -> pl.DataFrame:
        """One error a table and child that the listing table does not have.

        Most rules that compare with a child's own record say nothing of one without.

        Args:
            present_tables: Tables that the return has.

        Returns:
            Findings at the child's first record of the table, in the order of the
            tables; none where the return lacks the listing table. Columns of
            `contract_findings.FINDING_SCHEMA`.
        """
        listing = self._layout.children_table
        if listing is None or listing not in present_tables:
            return empty_findings()
        listed = pl.concat(
            [pl.Series("child_id", [], pl.String)]
            + [each["child_id"] for each in self._children.get(listing, ())]
        )
        parts = [
            self._findings(table, listing, listed)
            for table in self._layout.tables
            if table.name != listing and table.name in self._children
        ]
        return pl.concat([empty_findings(), *parts])

    def _findings(self, table: Table, listing: str, listed: pl.Series) -> pl.DataFrame:
        found = (
            pl.concat(self._children[table.name])
            .filter(~pl.col("child_id").is_in(listed.implode()))
            .group_by("child_id")
            .agg(pl.col("row_number").min())
            .sort("row_number")
        )
        field = table.child_id
        collection = self._layout.collection
        return found.select(
            pl.lit(f"contract:{collection}.{table.name}.{field}.unlisted").alias(
                "check_id"
            ),
            pl.lit("error").alias("severity"),
            pl.lit(table.name).alias("table_name"),
            pl.col("row_number").cast(pl.Int64),
            pl.col("child_id"),
            pl.lit(field).alias("field"),
            pl.col("child_id").alias("value"),
            pl.concat_str(
                pl.lit(f"{table.name} row "),
                pl.col("row_number"),
                pl.lit(f": {field} "),
                pl.col("child_id").map_elements(shown_value, return_dtype=pl.String),
                pl.lit(
                    f" is not in {listing}, so rules that look there say nothing "
                    f"of the child. Add the child to {listing}, or correct {field}."
                ),
            ).alias("message"),
        )


def _most_records(parts: list[pl.DataFrame]) -> int | None:
    """The most records that a child has in one table."""
    if len(parts) == 1:
        (whole,) = parts
    else:
        whole = pl.concat(parts).group_by("child").agg(pl.col("records").sum())
    most = whole["records"].max()
    return None if most is None else int(str(most))
