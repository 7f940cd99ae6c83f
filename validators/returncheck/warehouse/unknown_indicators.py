"""Figures of an indicator that neither the catalogue nor the council knows."""

from typing import TYPE_CHECKING

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.near_ids import near_ids
from returncheck.files.arrow import as_arrow
from returncheck.returns import LAYOUTS
from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.quoting import shown_value
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.preparation import note_unfinished
from returncheck.warehouse.user_tables import read_local_indicators

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_COLUMN = "indicator_id"
_CHECK = "unknown"
_FINDINGS = "raw.contract_findings"


def note_unknown_indicators(connection: "duckdb.DuckDBPyConnection") -> None:
    """Note the figures of unknown indicators, in the place of what was noted before.

    It depends on what the council declares, which may change after a return is loaded.

    Args:
        connection: An open connection.
    """
    known = [each.indicator_id for each in indicators()]
    known += [each.indicator_id for each in read_local_indicators(connection)]
    found = _findings(connection, known)
    connection.register("incoming", as_arrow(found))
    columns = ", ".join(found.columns)
    earlier = f"from {_FINDINGS} where check_id like 'contract:%.{_COLUMN}.{_CHECK}'"
    changed = connection.execute(
        f"(select {columns} {earlier} except all select {columns} from incoming) "
        "union all "
        f"(select {columns} from incoming except all select {columns} {earlier}) "
        "limit 1"
    ).fetchone()
    if changed is not None:
        with transaction(connection):
            note_unfinished(connection)
            connection.execute(f"delete {earlier}")
            connection.execute(f"insert into {_FINDINGS} by name from incoming")
    connection.unregister("incoming")


def _findings(
    connection: "duckdb.DuckDBPyConnection", known: list[str]
) -> "pl.DataFrame":
    """One error a row: `return_id` and the columns of `FINDING_SCHEMA`."""
    import polars as pl

    return_ids: list[str] = []
    findings: list[ContractFinding] = []
    for layout in LAYOUTS.values():
        for table in layout.tables:
            if all(column.name != _COLUMN for column in table.columns):
                continue
            rows = connection.execute(
                f"select return_id, row_number, {_COLUMN} "
                f"from {layout.raw_table(table.name)} "
                f"where nullif(trim({_COLUMN}), '') is not null "
                f"and not list_contains(?, {_COLUMN}) order by return_id, row_number",
                [known],
            ).fetchall()
            for return_id, row_number, given in rows:
                return_ids.append(return_id)
                findings.append(
                    ContractFinding(
                        check_id=(
                            f"contract:{layout.collection}.{table.name}."
                            f"{_COLUMN}.{_CHECK}"
                        ),
                        severity="error",
                        table_name=table.name,
                        row_number=row_number,
                        field=_COLUMN,
                        value=given,
                        message=(
                            f"{table.name}.{_COLUMN} in row {row_number} is "
                            f"{shown_value(given)}, which no indicator is called. "
                            f"{near_ids(given, known)}"
                        ),
                    )
                )
    frame = findings_frame(findings)
    return frame.insert_column(0, pl.Series("return_id", return_ids, dtype=pl.String))
