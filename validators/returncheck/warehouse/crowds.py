"""Children with more records than one child can have: their records are told apart.

An export that writes `UNKNOWN` for every child without an identifier makes one child of
thousands. Each join between the records of a child would then grow with their square,
and say nothing. Such records get keys of their own: those of one episode stay together,
all others stand alone.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from returncheck.files.limits import limits
from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.quoting import shown_value
from returncheck.returns.tables import Layout, Table
from returncheck.warehouse.raw_schema import CHILD_KEY

if TYPE_CHECKING:
    import duckdb
    import polars as pl

# Between identifier and place, as in a child that is read from XML.
_BREAK = "chr(10)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """The records of a table as SQL sees them."""

    layout: Layout
    table: Table

    @property
    def name(self) -> str:
        return self.layout.raw_table(self.table.name)

    @property
    def child(self) -> str:
        return f"coalesce({CHILD_KEY}, nullif({self.table.child_id}, ''))"

    @property
    def episode(self) -> str:
        return f"nullif({self.table.episode_id or 'null'}, '')"


def part_crowds(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, return_id: str
) -> "pl.DataFrame":
    """Give the records of children that have too many of them keys of their own.

    Args:
        connection: An open connection, inside a transaction; the return's rows are in.
        layout: Layout of the return's collection.
        return_id: The return.

    Returns:
        One contract finding a child that is none, at the first of the records of the
        table that has most of them; columns of `contract_findings.FINDING_SCHEMA`.
    """
    tables = [
        _Records(layout=layout, table=table)
        for table in layout.tables
        if table.child_id is not None
    ]
    if not tables:
        return findings_frame([])
    most = limits().records_of_a_child
    crowds = " union all ".join(
        f"select {each.child} as child, '{each.table.name}' as table_name, "
        f"{place} as place, "
        f"count(*) as records, min(row_number) as row_number, "
        f"min_by({each.table.child_id}, row_number) as child_id "
        f"from {each.name} where return_id = $return_id and {each.child} is not null "
        "group by all having count(*) > $most"
        for place, each in enumerate(tables)
    )
    connection.execute(
        f"create or replace temp table crowds as {crowds}",
        {"return_id": return_id, "most": most},
    )
    found = connection.execute(
        "select table_name, row_number, child_id, records from crowds "
        "qualify row_number() over ("
        "partition by child order by records desc, place) = 1 "
        "order by place, row_number"
    ).fetchall()
    if found:
        _part(connection, tables, return_id, most)
    connection.execute("drop table crowds")
    return findings_frame(
        [
            _finding(layout, layout.table(name), row_number, child_id or "", records)
            for name, row_number, child_id, records in found
        ]
    )


def _part(
    connection: "duckdb.DuckDBPyConnection",
    tables: list[_Records],
    return_id: str,
    most: int,
) -> None:
    episodes = " union all ".join(
        f"select {each.child} as child, {each.episode} as episode from {each.name} "
        f"where return_id = $return_id and {each.episode} is not null "
        "group by all having count(*) > $most"
        for each in tables
        if each.table.episode_id is not None
    )
    none = "select null::varchar as child, null::varchar as episode where false"
    connection.execute(
        f"create or replace temp table crowded_episodes as {episodes or none}",
        {"return_id": return_id, "most": most} if episodes else {},
    )
    for each in tables:
        connection.execute(
            f"update {each.name} set {CHILD_KEY} = {each.child} || {_BREAK} || case "
            f"when {each.episode} is not null and not exists (select 1 "
            f"from crowded_episodes as c where c.child = {each.child} "
            f"and c.episode = {each.episode}) then 'episode ' || {each.episode} "
            f"else '{each.table.name} ' || row_number end "
            f"where return_id = ? and {each.child} in (select child from crowds)",
            [return_id],
        )
    connection.execute("drop table crowded_episodes")


def _finding(
    layout: Layout, table: Table, row_number: int, child_id: str, records: int
) -> ContractFinding:
    field = table.child_id or ""
    return ContractFinding(
        check_id=f"contract:{layout.collection}.{table.name}.{field}.crowd",
        severity="error",
        table_name=table.name,
        row_number=row_number,
        child_id=child_id or None,
        field=field,
        value=child_id or None,
        message=(
            f"{table.name} has {records:,} records of the child "
            f"{shown_value(child_id)}, more than {limits().records_of_a_child:,}: that "
            "is no one child. They are checked one by one. Give each child an "
            "identifier of its own."
        ),
    )
