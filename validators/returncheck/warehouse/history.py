"""The runs of the past and what they found."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from returncheck.warehouse.connection import transaction

if TYPE_CHECKING:
    import duckdb
    import polars as pl

HISTORY_STATEMENTS = (
    "create schema if not exists history",
    "create table if not exists history.runs (run_id varchar, started_at timestamp, "
    "version varchar)",
    "create table if not exists history.findings (finding_id varchar, run_id varchar, "
    "return_id varchar, layer varchar, check_id varchar, severity varchar, "
    "table_name varchar, row_number bigint, child_id varchar, field varchar, "
    "value varchar, message varchar)",
    "alter table history.findings add column if not exists episode_id varchar",
    "alter table history.findings add column if not exists role varchar",
    "alter table history.findings add column if not exists explanation varchar",
    "alter table history.findings add column if not exists explained_by varchar",
    "alter table history.findings add column if not exists explained_on date",
    "alter table history.findings add column if not exists counted_as varchar",
)
"""What creates the tables of past runs, or brings them up to date."""


def write_history(
    connection: "duckdb.DuckDBPyConnection",
    run_id: str,
    version: str,
    findings: "pl.DataFrame",
) -> None:
    """Add a run and its findings to the history, which nothing ever shortens."""
    started = datetime.now(UTC).replace(tzinfo=None)
    with transaction(connection):
        connection.execute(
            "insert into history.runs values (?, ?, ?)", [run_id, started, version]
        )
        connection.register("incoming", findings.to_arrow())
        connection.execute(
            "insert into history.findings by name select * from incoming"
        )
        connection.unregister("incoming")
