"""The runs of the past and what they found, without an identifier of a child."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """What one run found in some returns; queries that were explained left out.

    Attributes:
        run_id: Its id.
        started_at: When it was recorded, UTC without a time zone.
        version: Version of returncheck.
        returns: In how many of the returns it found anything.
        errors: Number of errors.
        queries: Number of queries.
        notes: Number of notes.
    """

    run_id: str
    started_at: datetime
    version: str
    returns: int
    errors: int
    queries: int
    notes: int


_PAST_RUNS = """
    with found as (
        select
            run_id,
            count(distinct return_id) as returns,
            count(distinct counted) filter (severity = 'error') as errors,
            count(distinct counted) filter (severity = 'query') as queries,
            count(distinct counted) filter (severity = 'info') as notes
        from (
            select *, coalesce(counted_as, finding_id) as counted
            from history.findings
        )
        where explanation is null and list_contains(?, return_id)
        group by run_id
    )
    select run_id, started_at, version, returns, errors, queries, notes
    from history.runs
    join found using (run_id)
    order by started_at desc, run_id
    limit ?
"""
MOST_RUNS = 20
"""How many past runs are told of at most."""


def past_runs(
    connection: "duckdb.DuckDBPyConnection", return_ids: list[str]
) -> tuple[PastRun, ...]:
    """The runs that found something in some returns, the newest first.

    Args:
        connection: An open connection.
        return_ids: The returns.
    """
    rows = connection.execute(_PAST_RUNS, [return_ids, MOST_RUNS]).fetchall()
    names = PastRun.__dataclass_fields__
    return tuple(PastRun(**dict(zip(names, row, strict=True))) for row in rows)


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
