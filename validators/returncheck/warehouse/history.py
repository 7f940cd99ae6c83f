"""The runs of the past and what they found, without an identifier of a child."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from returncheck.findings.pseudonyms import Identifiers, without_children
from returncheck.warehouse.connection import read, transaction
from returncheck.warehouse.identifiers import (
    identifying_fields,
    known_identifiers,
    pseudonyms,
)

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
    "create table if not exists history.pseudonym_key (key varchar)",
)
"""What creates the tables of past runs, or brings them up to date."""


def write_history(
    connection: "duckdb.DuckDBPyConnection",
    run_id: str,
    version: str,
    findings: "pl.DataFrame",
) -> None:
    """Add a run and its findings to the history, children as keyed hashes.

    Args:
        connection: An open connection.
        run_id: Id of the run.
        version: Version of returncheck.
        findings: A findings frame, with identifiers as received.
    """
    started = datetime.now(UTC).replace(tzinfo=None)
    findings = _hashed(connection, findings, known_identifiers(connection))
    with transaction(connection):
        connection.execute(
            "insert into history.runs values (?, ?, ?)", [run_id, started, version]
        )
        connection.register("incoming", findings.to_arrow())
        connection.execute(
            "insert into history.findings by name select * from incoming"
        )
        connection.unregister("incoming")


def hash_old_history(connection: "duckdb.DuckDBPyConnection") -> None:
    """Hash the identifiers that an earlier version wrote into the history.

    Args:
        connection: An open connection to a database whose history is there.
    """
    if connection.execute("select 1 from history.pseudonym_key").fetchone():
        return
    old = read(connection, "select * from history.findings")
    known = set(old["child_id"].drop_nulls())
    with transaction(connection):
        hashed = _hashed(connection, old, known | known_identifiers(connection))
        connection.execute("delete from history.findings")
        connection.register("incoming", hashed.to_arrow())
        connection.execute(
            "insert into history.findings by name select * from incoming"
        )
        connection.unregister("incoming")


def _hashed(
    connection: "duckdb.DuckDBPyConnection",
    findings: "pl.DataFrame",
    known: set[str],
) -> "pl.DataFrame":
    hashes = pseudonyms(connection)
    return without_children(
        findings, hashes, Identifiers(known, hashes), identifying_fields()
    )
