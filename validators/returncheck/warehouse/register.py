"""The register of loaded returns, and their rows in the raw tables.

Logic on rows belongs to the dbt models; this module only moves tables.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from returncheck.files.arrow import as_arrow
from returncheck.files.fingerprints import InputFile
from returncheck.returns import LAYOUTS
from returncheck.returns.tables import Layout
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.preparation import note_unfinished
from returncheck.warehouse.raw_schema import CHILD_KEY

if TYPE_CHECKING:
    import duckdb
    import polars as pl


NO_RETURN = "none"
"""Stands as the previous return of one that is to look back on no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRecord:
    """What the register says of one return.

    Attributes:
        return_id: Its id, `<collection>-<la_code>-<year>`.
        collection: What kind of return it is.
        la_code: Three-digit code of the authority.
        return_year: Year ending 31 March; None for a return without years.
        rule_year: Year whose rules check it, when that is another one.
        source_name: File or folder it came from, as the user named it.
        is_context: Whether it was loaded to look back on, and not to be submitted; None
            until it is known which other returns are spoken of with it.
        files: The files it was read from; none for frames in memory.
        previous_return_id: The return that its rules look back on; None for that of
            the same authority and the year before.
        file_format: `csv` or `xml`, where rules tell them apart.
    """

    return_id: str
    collection: str
    la_code: str
    return_year: int | None
    source_name: str
    rule_year: int | None = None
    is_context: bool | None = None
    files: tuple[InputFile, ...] = ()
    previous_return_id: str | None = None
    file_format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What a call of `Workspace.load` did.

    Attributes:
        loaded: The returns that are now in the warehouse.
        refused: Why each of the others is not, one line each.
        notes: What the files of returns hold that is passed over or that nobody sees
            there, one line each.
    """

    loaded: tuple[ReturnRecord, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...] = ()


def register_return(
    connection: "duckdb.DuckDBPyConnection",
    record: ReturnRecord,
    present_tables: Iterable[str],
    derived_columns: Iterable[tuple[str, str]] = (),
) -> None:
    """Enter a return in the register, in the place of one with the same id.

    Args:
        connection: An open connection, inside a transaction.
        record: The return.
        present_tables: Official names of the tables that it has, empty ones too.
        derived_columns: Table and column of each derived column that it has.
    """
    layout = LAYOUTS[record.collection]
    note_unfinished(connection)
    remove_return(connection, record.return_id, layout)
    connection.execute(
        "insert into raw.returns (return_id, collection, la_code, return_year, "
        "rule_year, source_name, is_context, previous_return_id, file_format, "
        "loaded_at, load_order) "
        "select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(load_order), 0) + 1 "
        "from raw.returns",
        [
            record.return_id,
            record.collection,
            record.la_code,
            record.return_year,
            record.rule_year,
            record.source_name,
            record.is_context,
            record.previous_return_id,
            record.file_format,
            datetime.now(UTC).replace(tzinfo=None),
        ],
    )
    connection.executemany(
        "insert into raw.return_tables values (?, ?, 0)",
        [[record.return_id, name] for name in present_tables],
    )
    derived = [[record.return_id, *each] for each in derived_columns]
    if derived:
        connection.executemany(
            "insert into raw.return_columns values (?, ?, ?)", derived
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
    note_unfinished(connection)
    names = [
        "raw.returns",
        "raw.return_tables",
        "raw.return_columns",
        "raw.return_files",
        "raw.contract_findings",
        "raw.contract_cells",
    ]
    names += [layout.raw_table(table.name) for table in layout.tables]
    for name in names:
        connection.execute(f"delete from {name} where return_id = ?", [return_id])


def register_files(
    connection: "duckdb.DuckDBPyConnection", return_id: str, files: Sequence[InputFile]
) -> None:
    """Note the files that a return was read from.

    Args:
        connection: An open connection, inside a transaction.
        return_id: The return, which the register already has.
        files: The files, in the order in which they are named.
    """
    if files:
        connection.executemany(
            "insert into raw.return_files (return_id, file_number, file_name, sha256, "
            "byte_count, modified_at) values (?, ?, ?, ?, ?, ?)",
            [
                [return_id, number, each.name, each.sha256, each.size, each.modified_at]
                for number, each in enumerate(files, 1)
            ],
        )


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
            columns, all text; and `child_key` where records are nested in children.
    """
    for name, frame in tables.items():
        names = [column.name for column in layout.table(name).columns]
        names += [CHILD_KEY] if CHILD_KEY in frame.columns else []
        columns = ", ".join(f'"{each}"' for each in names)
        connection.register("incoming", as_arrow(frame))
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
    connection.register("incoming", as_arrow(findings))
    connection.execute(
        "insert into raw.contract_findings select ?, check_id, severity, table_name, "
        "row_number, child_id, field, value, message from incoming",
        [return_id],
    )
    connection.unregister("incoming")


def note_contexts(
    connection: "duckdb.DuckDBPyConnection", returns: Iterable[ReturnRecord]
) -> None:
    """Note of the returns that a check speaks of which of them are context.

    What was said on loading stays as it was; of other returns the last check holds.

    Args:
        connection: An open connection.
        returns: The returns, told apart.
    """
    with transaction(connection):
        for record in returns:
            connection.execute(
                "update raw.returns set checked_as_context = ? where return_id = ?",
                [bool(record.is_context), record.return_id],
            )


def append_contract_cells(
    connection: "duckdb.DuckDBPyConnection", return_id: str, cells: "pl.DataFrame"
) -> None:
    """Add the values that findings about elements of one return speak of.

    Args:
        connection: An open connection, inside a transaction.
        return_id: The return.
        cells: Columns check_id, field, table_name, row_number, column_name.
    """
    if cells.is_empty():
        return
    connection.register("incoming", as_arrow(cells))
    connection.execute(
        "insert into raw.contract_cells select ?, check_id, field, table_name, "
        "row_number, column_name from incoming",
        [return_id],
    )
    connection.unregister("incoming")


def loaded_returns(connection: "duckdb.DuckDBPyConnection") -> list[ReturnRecord]:
    """The returns in the register, in the order they were loaded."""
    files = _files(connection)
    rows = connection.execute(
        "select return_id, collection, la_code, return_year, source_name, rule_year, "
        "is_context from raw.returns order by load_order"
    ).fetchall()
    return [
        ReturnRecord(
            return_id=row[0],
            collection=row[1],
            la_code=row[2],
            return_year=row[3],
            source_name=row[4],
            rule_year=row[5],
            is_context=row[6],
            files=tuple(files[row[0]]),
        )
        for row in rows
    ]


def _files(connection: "duckdb.DuckDBPyConnection") -> dict[str, list[InputFile]]:
    """The files of each return."""
    rows = connection.execute(
        "select return_id, file_name, sha256, byte_count, modified_at "
        "from raw.return_files order by return_id, file_number"
    ).fetchall()
    found: dict[str, list[InputFile]] = defaultdict(list)
    for return_id, name, sha256, size, modified_at in rows:
        found[return_id].append(
            InputFile(name=name, sha256=sha256, size=size, modified_at=modified_at)
        )
    return found
