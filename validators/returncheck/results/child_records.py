"""The records of children with findings, whole: what whoever mends them looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.files.arrow import as_arrow
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

    ids = [record.return_id for record in returns]
    of_returns = findings.filter(pl.col("return_id").is_in(ids))
    children = of_returns.select("return_id", "child_id").drop_nulls().unique()
    rows = (
        of_returns.select("return_id", "table_name", "row_number").drop_nulls().unique()
    )
    connection.register("wanted_children", as_arrow(children))
    connection.register("wanted_rows", as_arrow(rows))
    found = {
        (str(part["return_id"][0]), table.name): _filled(part.drop("return_id"))
        for collection in dict.fromkeys(record.collection for record in returns)
        for table in kind_of(collection).layout.tables
        if not table.looked_up
        and (
            (table.child_id and not children.is_empty())
            or not rows.filter(pl.col("table_name") == table.name).is_empty()
        )
        for part in _read(connection, collection, table).partition_by(
            "return_id", maintain_order=True
        )
    }
    connection.unregister("wanted_children")
    connection.unregister("wanted_rows")
    return tuple(
        TableRecords(
            return_id=record.return_id,
            table=table,
            rows=found[record.return_id, table.name],
        )
        for record in returns
        for table in kind_of(record.collection).layout.tables
        if (record.return_id, table.name) in found
    )


def _read(
    connection: "duckdb.DuckDBPyConnection", collection: str, table: Table
) -> "pl.DataFrame":
    """The wanted records of a table, of all returns at once."""
    child = f'"{table.child_id}"' if table.child_id else "cast(null as varchar)"
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    raw_table = kind_of(collection).layout.raw_table(table.name)
    return warehouse.read(
        connection,
        f"with records as (select return_id, row_number, {child} as child_id, "
        f"{columns} from {raw_table}) "
        "select * from records where exists (select 1 from wanted_children as w "
        "where w.return_id = records.return_id and w.child_id = records.child_id) "
        "or exists (select 1 from wanted_rows as w "
        "where w.return_id = records.return_id and w.table_name = ? "
        "and w.row_number = records.row_number) order by return_id, row_number",
        [table.name],
    )


def _filled(read: "pl.DataFrame") -> "pl.DataFrame":
    """Records without the columns in which nothing stands."""
    import polars as pl

    names = read.columns[2:]
    stands = read.select((pl.col(name) != "").any() for name in names).row(0)
    kept = [name for name, has_value in zip(names, stands, strict=True) if has_value]
    return read.select("row_number", pl.col("child_id").cast(pl.String), *kept)
