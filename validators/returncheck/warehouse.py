"""The DuckDB file: every connection, what is loaded into it, what is read from it.

Logic on rows belongs to the dbt models; this module only moves tables.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.raw_schema import raw_table_statements
from returncheck.returns import LAYOUTS
from returncheck.returns.tables import Layout

if TYPE_CHECKING:
    import duckdb
    import polars as pl

SCHEMA_VERSION = 3
"""Version of the raw tables; a file with a higher one is from a newer returncheck."""

_HISTORY = (
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
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRecord:
    """What the register says of one return.

    Attributes:
        return_id: Its id, `<collection>-<la_code>-<year>`.
        collection: `cin_census` or `kpi_return`.
        la_code: Three-digit code of the authority.
        return_year: Year ending 31 March; None for a KPI return.
        rule_year: Year whose rules check it, when that is another one.
        source_name: File or folder it came from, as the user named it.
    """

    return_id: str
    collection: str
    la_code: str
    return_year: int | None
    source_name: str
    rule_year: int | None = None


@contextmanager
def connect(
    database: Path, *, read_only: bool = False
) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Open the warehouse, with the same settings everywhere, and close it again.

    Args:
        database: The DuckDB file; created when it is missing, unless only read.
        read_only: Whether nothing is written, which several may do at once.

    Yields:
        A connection.

    Raises:
        ConfigError: The file is no database, is locked, or is from a newer version.
    """
    import duckdb

    if not read_only:
        database.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(database, read_only=read_only)
    except duckdb.Error as error:
        raise ConfigError(_open_message(database, str(error))) from error
    try:
        connection.execute("set enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def _open_message(database: Path, reason: str) -> str:
    if "lock" in reason.lower():
        holder = re.search(r"PID (\d+)", reason)
        who = f"process {holder.group(1)}" if holder else "another process"
        return (
            f"The database {database} is in use by {who}. "
            "Close that program or choose another folder with --out."
        )
    if "not a valid DuckDB database" in reason or "in-memory" in reason:
        return (
            f"{database} is not a DuckDB database. "
            "Choose another file or remove this one."
        )
    if "version" in reason.lower():
        return (
            f"The database {database} was written by a newer version of DuckDB. "
            "Upgrade returncheck or choose another folder with --out."
        )
    first_line = reason.splitlines()[0].rstrip(".!")
    return f"The database {database} cannot be opened: {first_line}."


def prepare(connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
    """Create what a warehouse needs, or refuse one of a newer version.

    Args:
        connection: An open connection.
        database: Its file, for the message.

    Raises:
        ConfigError: The file was written by a newer version of returncheck.
    """
    connection.execute("create schema if not exists raw")
    connection.execute("create table if not exists raw.warehouse (version integer)")
    row = connection.execute("select max(version) from raw.warehouse").fetchone()
    version = row[0] if row else None
    if version is not None and version > SCHEMA_VERSION:
        raise ConfigError(
            f"The database {database} is of version {version}, this returncheck knows "
            f"version {SCHEMA_VERSION}. Upgrade returncheck or choose another file."
        )
    if version != SCHEMA_VERSION:
        connection.execute("insert into raw.warehouse values (?)", [SCHEMA_VERSION])
    for statement in (*raw_table_statements(), *_HISTORY):
        connection.execute(statement)


def relations(connection: "duckdb.DuckDBPyConnection") -> list[tuple[str, str]]:
    """Name and kind (`table` or `view`) of everything that a build made."""
    return connection.execute(
        "select table_name, 'table' from duckdb_tables() where schema_name = 'main' "
        "union all select view_name, 'view' from duckdb_views() "
        "where schema_name = 'main' and not internal"
    ).fetchall()


def built_reference(connection: "duckdb.DuckDBPyConnection") -> str | None:
    """Key of the project whose seeds the database holds; None before any build."""
    row = connection.execute("select max(project_key) from raw.built_reference")
    found = row.fetchone()
    return found[0] if found else None


def note_built_reference(
    connection: "duckdb.DuckDBPyConnection", key: str | None
) -> None:
    """Note the project whose seeds, and what follows from them, are now built.

    Args:
        connection: An open connection.
        key: Key of the project; None while they are being built.
    """
    with transaction(connection):
        connection.execute("delete from raw.built_reference")
        if key is not None:
            connection.execute("insert into raw.built_reference values (?)", [key])


@contextmanager
def transaction(connection: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """Run a block as one transaction: all of it, or the warehouse as it was before."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def register_return(
    connection: "duckdb.DuckDBPyConnection",
    record: ReturnRecord,
    present_tables: Iterable[str],
) -> None:
    """Enter a return in the register, in the place of one with the same id.

    Args:
        connection: An open connection, inside a transaction.
        record: The return.
        present_tables: Official names of the tables that it has, empty ones too.
    """
    layout = LAYOUTS[record.collection]
    remove_return(connection, record.return_id, layout)
    connection.execute(
        "insert into raw.returns (return_id, collection, la_code, return_year, "
        "rule_year, source_name, loaded_at, load_order) "
        "select ?, ?, ?, ?, ?, ?, ?, coalesce(max(load_order), 0) + 1 from raw.returns",
        [
            record.return_id,
            record.collection,
            record.la_code,
            record.return_year,
            record.rule_year,
            record.source_name,
            datetime.now(UTC).replace(tzinfo=None),
        ],
    )
    connection.executemany(
        "insert into raw.return_tables values (?, ?, 0)",
        [[record.return_id, name] for name in present_tables],
    )


def remove_return(
    connection: "duckdb.DuckDBPyConnection", return_id: str, layout: Layout
) -> None:
    """Take a return out of the raw tables; its past findings stay in the history."""
    known = connection.execute(
        "select 1 from raw.returns where return_id = ?", [return_id]
    ).fetchone()
    if known is None:
        return
    names = ["raw.returns", "raw.return_tables", "raw.contract_findings"]
    names += [layout.raw_table(table.name) for table in layout.tables]
    for name in names:
        connection.execute(f"delete from {name} where return_id = ?", [return_id])


def append_rows(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    return_id: str,
    tables: "Mapping[str, pl.DataFrame]",
) -> None:
    """Add rows of one return to its raw tables.

    Args:
        connection: An open connection, inside a transaction.
        layout: Layout of the return's collection.
        return_id: The return, which the register already has.
        tables: Official table name to a frame with `row_number` and the official
            columns, all text.
    """
    for name, frame in tables.items():
        columns = ", ".join(f'"{column.name}"' for column in layout.table(name).columns)
        connection.register("incoming", frame.to_arrow())
        connection.execute(
            f"insert into {layout.raw_table(name)} (return_id, row_number, {columns}) "
            f"select ?, row_number, {columns} from incoming",
            [return_id],
        )
        connection.unregister("incoming")
        connection.execute(
            "update raw.return_tables set row_count = row_count + ? "
            "where return_id = ? and table_name = ?",
            [frame.height, return_id, name],
        )


def append_contract_findings(
    connection: "duckdb.DuckDBPyConnection", return_id: str, findings: "pl.DataFrame"
) -> None:
    """Add contract findings of one return to the register.

    Args:
        connection: An open connection, inside a transaction.
        return_id: The return.
        findings: Columns check_id, severity, table_name, row_number, child_id, field,
            value, message.
    """
    if findings.is_empty():
        return
    connection.register("incoming", findings.to_arrow())
    connection.execute(
        "insert into raw.contract_findings select ?, check_id, severity, table_name, "
        "row_number, child_id, field, value, message from incoming",
        [return_id],
    )
    connection.unregister("incoming")


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


def loaded_returns(connection: "duckdb.DuckDBPyConnection") -> list[ReturnRecord]:
    """The returns in the register, in the order they were loaded."""
    rows = connection.execute(
        "select return_id, collection, la_code, return_year, source_name, rule_year "
        "from raw.returns order by load_order"
    ).fetchall()
    return [
        ReturnRecord(
            return_id=row[0],
            collection=row[1],
            la_code=row[2],
            return_year=row[3],
            source_name=row[4],
            rule_year=row[5],
        )
        for row in rows
    ]


def read(
    connection: "duckdb.DuckDBPyConnection",
    query: str,
    parameters: list[object] | None = None,
) -> "pl.DataFrame":
    """Run a query and give its rows as a polars frame."""
    return connection.execute(query, parameters or []).pl()
