"""Children that have records, but none in the table that lists every child."""

from typing import TYPE_CHECKING

import polars as pl

from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.quoting import shown_value
from returncheck.returns.tables import Layout
from returncheck.warehouse.connection import read

if TYPE_CHECKING:
    import duckdb


def unlisted_children(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, return_id: str
) -> pl.DataFrame:
    """One error a table and child that the listing table does not have.

    Most rules that compare with a child's own record say nothing of a child without.

    Args:
        connection: An open connection, inside a transaction; the return's rows are in.
        layout: Layout of the return's collection.
        return_id: The return.

    Returns:
        Findings at the child's first record of the table, in the order of the tables;
        none where the return lacks the listing table. Columns of
        `contract_findings.FINDING_SCHEMA`.
    """
    listing = layout.children_table
    is_present = connection.execute(
        "select 1 from raw.return_tables where return_id = ? and table_name = ?",
        [return_id, listing],
    ).fetchone()
    if listing is None or is_present is None:
        return empty_findings()
    listed = layout.table(listing)
    parts = [empty_findings()]
    for table in layout.tables:
        if table.child_id is None or table.name == listing:
            continue
        found = read(
            connection,
            f"select {table.child_id} as child_id, min(row_number) as row_number "
            f"from {layout.raw_table(table.name)} as records "
            f"where return_id = $return_id "
            f"and nullif({table.child_id}, '') is not null "
            f"and not exists (select 1 from {layout.raw_table(listing)} as listed "
            f"where listed.return_id = $return_id "
            f"and listed.{listed.child_id} = records.{table.child_id}) "
            "group by all order by row_number",
            {"return_id": return_id},
        )
        field = table.child_id
        parts.append(
            found.select(
                pl.lit(
                    f"contract:{layout.collection}.{table.name}.{field}.unlisted"
                ).alias("check_id"),
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
                    pl.col("child_id").map_elements(
                        shown_value, return_dtype=pl.String
                    ),
                    pl.lit(
                        f" is not in {listing}, so rules that look there say nothing "
                        f"of the child. Add the child to {listing}, or correct {field}."
                    ),
                ).alias("message"),
            )
        )
    return pl.concat(parts)
