"""The records of children with findings, whole: what whoever mends them looks at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.returns.registry import kind_of
from returncheck.returns.tables import Table
from returncheck.warehouse import ReturnRecord

if TYPE_CHECKING:
    import duckdb
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecords:
    """Records of one table of a return.

    Attributes:
        return_id: The return.
        table: The table as the layout has it.
        rows: `row_number`, `child_id` (null where the table has none), then columns of
            the table as received, those in which nothing stands left out; ordered by
            row.
    """

    return_id: str
    table: Table
    rows: "pl.DataFrame"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that stand in the rows, in its order."""
        return tuple(self.rows.columns[2:])


def read_child_records(
    connection: "duckdb.DuckDBPyConnection",
    returns: Sequence[ReturnRecord],
    findings: "pl.DataFrame",
) -> tuple[TableRecords, ...]:
    """Every record of each child with a finding, and each record with a finding.

    Args:
        connection: An open connection to the built warehouse.
        returns: The returns to speak of.
        findings: A findings frame, identifiers as received.

    Returns:
        By return and table, in the order of the layout; of tables in which there is
        such a record.
    """
    import polars as pl

    placed = findings.filter(pl.col("row_number").is_not_null())
    children = _listed(findings.filter(pl.col("child_id").is_not_null()), "child_id")
    rows: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for return_id, table, number in (
        placed.select("return_id", "table_name", "row_number").unique().iter_rows()
    ):
        rows[return_id][table].append(number)
    records = []
    for record in returns:
        layout = kind_of(record.collection).layout
        for table in layout.tables:
            if table.looked_up:
                continue
            named = children.get(record.return_id, []) if table.child_id else []
            numbers = rows[record.return_id].get(table.name, [])
            if not named and not numbers:
                continue
            read = _read(
                connection,
                layout.raw_table(table.name),
                table,
                record.return_id,
                named,
                numbers,
            )
            if not read.is_empty():
                records.append(
                    TableRecords(return_id=record.return_id, table=table, rows=read)
                )
    return tuple(records)


def _listed(findings: "pl.DataFrame", column: str) -> dict[str, list[str]]:
    """The different values of a column by return."""
    listed: dict[str, list[str]] = defaultdict(list)
    for return_id, value in findings.select("return_id", column).unique().iter_rows():
        if return_id is not None:
            listed[return_id].append(value)
    return listed


def _read(
    connection: "duckdb.DuckDBPyConnection",
    raw_table: str,
    table: Table,
    return_id: str,
    children: list[str],
    row_numbers: list[int],
) -> "pl.DataFrame":
    import polars as pl

    child = f'"{table.child_id}"' if table.child_id else "cast(null as varchar)"
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    read = warehouse.read(
        connection,
        f"select row_number, {child} as child_id, {columns} from {raw_table} "
        f"where return_id = ? and (list_contains(?, {child}) "
        "or list_contains(?, row_number)) order by row_number",
        [return_id, children, row_numbers],
    )
    kept = [
        name
        for name in read.columns[2:]
        if read[name].is_not_null().any() and (read[name].fill_null("") != "").any()
    ]
    return read.select("row_number", pl.col("child_id").cast(pl.String), *kept)
