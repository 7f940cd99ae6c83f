"""The runs of the past and what they found, without an identifier of a child."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from returncheck.files.arrow import as_arrow
from returncheck.findings.pseudonyms import Identifiers, without_children, words_in
from returncheck.warehouse.connection import read, transaction
from returncheck.warehouse.identifiers import (
    identifiers_among,
    identifying_fields,
    known_identifiers,
    pseudonyms,
)
from returncheck.warehouse.old_history import bring_up_to_date
from returncheck.warehouse.past_runs import (
    RUN_STATEMENTS,
    PastRun,
    write_run,
)
from returncheck.warehouse.seen_findings import (
    OF_NO_RETURN,
    SEEN_STATEMENTS,
    note_scopes,
    note_seen,
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
    *RUN_STATEMENTS,
    *SEEN_STATEMENTS,
)
"""What creates the tables of past runs, or brings them up to date."""


def prepare_history(connection: "duckdb.DuckDBPyConnection") -> None:
    """Create the tables of past runs, or bring those of an earlier version up to date.

    Args:
        connection: An open connection.
    """
    is_earlier = connection.execute(
        "select count(*) = 1 and not bool_or(has_key) from (select "
        "bool_or(column_name = 'scope_key') as has_key from duckdb_columns() "
        "where database_name = current_database() and schema_name = 'history' "
        "and table_name = 'findings' group by table_name)"
    ).fetchone() == (True,)
    for statement in HISTORY_STATEMENTS:
        connection.execute(statement)
    hash_old_history(connection)
    if is_earlier:
        with transaction(connection):
            bring_up_to_date(connection)


def write_history(
    connection: "duckdb.DuckDBPyConnection",
    run_id: str,
    version: str,
    findings: "pl.DataFrame",
) -> None:
    """Add a run and its findings to the history, and nothing of what it checked.

    Args:
        connection: An open connection.
        run_id: Id of the run.
        version: Version of returncheck.
        findings: A findings frame, with identifiers as received.
    """
    run = PastRun(run_id=run_id, started_at=datetime.now(UTC), version=version)
    record_run(connection, run, findings)


def record_run(
    connection: "duckdb.DuckDBPyConnection",
    run: PastRun,
    findings: "pl.DataFrame",
    *,
    found: "pl.DataFrame | None" = None,
    made: "pl.DataFrame | None" = None,
) -> None:
    """Add a run, its findings and its checks to the history.

    Args:
        connection: An open connection.
        run: The run.
        findings: A findings frame, with identifiers as received; children are kept as
            keyed hashes.
        found: The same findings, once each, as `made_checks.with_scope_keys` gives
            them; None where it is not known which checks made them.
        made: The checks that the run made: return_id, scope_key.
    """
    named = identifiers_among(connection, words_in(findings))
    findings = _hashed(connection, findings, named)
    if found is not None:
        findings = _keyed(findings, found)
    with transaction(connection):
        scopes = {} if made is None else note_scopes(connection, made)
        write_run(connection, run, scopes)
        connection.register("incoming", as_arrow(findings))
        connection.execute(
            "insert into history.findings by name select * from incoming"
        )
        connection.unregister("incoming")
        if found is not None:
            started_at = run.started_at.astimezone(UTC).replace(tzinfo=None)
            note_seen(connection, run.run_id, started_at, found)


def _keyed(findings: "pl.DataFrame", found: "pl.DataFrame") -> "pl.DataFrame":
    """Findings with the key of the check that made them."""
    import polars as pl

    keys = found.select(
        pl.col("return_id").replace(OF_NO_RETURN, None), "finding_id", "scope_key"
    )
    return findings.join(
        keys,
        on=["return_id", "finding_id"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )


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
        connection.register("incoming", as_arrow(hashed))
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
