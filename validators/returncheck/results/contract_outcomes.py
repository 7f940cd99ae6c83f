"""What came of every check of the contract, those that passed included.

A return holds too many values to tell of each: one row stands for a field and a check.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from returncheck import warehouse
from returncheck.returns import LAYOUTS
from returncheck.returns.coverage import Coverage
from returncheck.warehouse import ReturnRecord

if TYPE_CHECKING:
    import duckdb
    import polars as pl

PASSED, FAILED, NOT_RUN = "passed", "failed", "not_run"
LEFT_TO_RULES = "left to the statutory rules"
"""Why a check is not made that a rule in force makes in its place."""

_NONE: frozenset[Coverage] = frozenset()


def outcome_schema() -> "dict[str, type[pl.DataType]]":
    """The columns of the outcomes and their types."""
    import polars as pl

    text = ("check_id", "return_id", "table_name", "field", "check", "outcome")
    return {
        **dict.fromkeys(text, pl.String),
        "reason": pl.String,
        "locations": pl.Int64,
    }


def contract_outcomes(
    connection: "duckdb.DuckDBPyConnection", returns: Sequence[ReturnRecord]
) -> "pl.DataFrame":
    """The outcomes of the contracts of returns.

    Args:
        connection: An open connection to the warehouse.
        returns: The returns to speak of.

    Returns:
        Columns of `outcome_schema`, by return, in the order of tables and columns: one
        row a check of a field, and one for each fault of a file that is not of a
        field, which has no row when there is none. `locations` is the number of values
        or places that failed.
    """
    import polars as pl

    rows = [row for record in returns for row in _of_return(connection, record)]
    return pl.DataFrame(rows, schema=outcome_schema(), orient="row")


def _of_return(
    connection: "duckdb.DuckDBPyConnection", record: ReturnRecord
) -> Iterator[dict[str, Any]]:
    from returncheck.returns.contracts import contract_check_id, contract_checks
    from returncheck.warehouse.loading import rule_coverage

    layout = LAYOUTS[record.collection]
    covered = rule_coverage(record.collection, record.rule_year or record.return_year)
    present = set(
        warehouse.read(
            connection,
            "select table_name from raw.return_tables where return_id = ?",
            [record.return_id],
        )["table_name"]
    )
    failed = {
        row["check_id"]: row
        for row in warehouse.read(
            connection,
            "select check_id, any_value(table_name) as table_name, "
            "any_value(field) as field, count(*) as locations "
            "from raw.contract_findings where return_id = ? group by check_id "
            "order by check_id",
            [record.return_id],
        ).to_dicts()
    }
    for table in layout.tables_in(record.return_year):
        of_table = (layout, table.name, record.return_year)
        made = set(contract_checks(*of_table, covered))
        for field, check in contract_checks(*of_table, _NONE):
            check_id = contract_check_id(layout, table, field, check)
            found = failed.pop(check_id, None)
            reason = None
            if found is None and table.name not in present:
                reason = f"absent: {table.name}"
            elif found is None and (field, check) not in made:
                reason = LEFT_TO_RULES
            yield {
                "check_id": check_id,
                "return_id": record.return_id,
                "table_name": table.name,
                "field": field,
                "check": str(check),
                "outcome": FAILED if found else NOT_RUN if reason else PASSED,
                "reason": reason,
                "locations": found["locations"] if found else 0,
            }
    for check_id, found in failed.items():
        yield {
            **found,
            "return_id": record.return_id,
            "check": check_id.rpartition(".")[2],
            "outcome": FAILED,
            "reason": None,
        }
