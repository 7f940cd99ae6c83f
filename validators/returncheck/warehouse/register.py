"""The register of loaded returns, and their rows in the raw tables.

Logic on rows belongs to the dbt models; this module only moves tables.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from returncheck.files.arrow import as_arrow, joined, with_constant
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that the register holds of one return.

    Attributes:
        record: The return, with its files in the order in which they are named.
        present_tables: Official names of the tables that it has, empty ones too.
        derived_columns: Table and column of each derived column that it has.
        row_counts: Rows of each table that has some.
    """

    record: ReturnRecord
    present_tables: tuple[str, ...]
    derived_columns: tuple[tuple[str, str], ...] = ()
    row_counts: Mapping[str, int] = field(default_factory=dict)


def register_returns(
    connection: "duckdb.DuckDBPyConnection", entries: Sequence[Entry]
) -> None:
    """Enter returns in the register, which has none of their ids.

    Args:
        connection: An open connection, inside a transaction.
        entries: The returns, in the order in which they are loaded.
    """
    note_unfinished(connection)
    last = connection.execute(
        "select coalesce(max(load_order), 0) from raw.returns"
    ).fetchone()
    assert last is not None  # an aggregate has a row
    now = datetime.now(UTC).replace(tzinfo=None)
    _insert(
        connection,
        "returns",
        (
            *("return_id", "collection", "la_code", "return_year", "rule_year"),
            *("source_name", "is_context", "previous_return_id", "file_format"),
            *("loaded_at", "load_order"),
        ),
        [
            (
                *(each.return_id, each.collection, each.la_code, each.return_year),
                *(each.rule_year, each.source_name, each.is_context),
                *(each.previous_return_id, each.file_format, now, order),
            )
            for order, each in enumerate((e.record for e in entries), last[0] + 1)
        ],
    )
    _insert(
        connection,
        "return_tables",
        ("return_id", "table_name", "row_count"),
        [
            (each.record.return_id, name, each.row_counts.get(name, 0))
            for each in entries
            for name in each.present_tables
        ],
    )
    _insert(
        connection,
        "return_columns",
        ("return_id", "table_name", "column_name"),
        [
            (each.record.return_id, *column)
            for each in entries
            for column in each.derived_columns
        ],
    )
    _insert(
        connection,
        "return_files",
        (
            *("return_id", "file_number", "file_name"),
            *("sha256", "byte_count", "modified_at"),
        ),
        [
            (
                *(each.record.return_id, number, file.name),
                *(file.sha256, file.size, file.modified_at),
            )
            for each in entries
            for number, file in enumerate(each.record.files, 1)
        ],
    )


def _insert(
    connection: "duckdb.DuckDBPyConnection",
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Add rows to a table of the register, all at once."""
    import polars as pl

    if rows:
        frame = pl.DataFrame(
            rows, schema=columns, orient="row", infer_schema_length=None
        )
        names = ", ".join(columns)
        connection.register("incoming", as_arrow(frame))
        connection.execute(
            f"insert into raw.{table} ({names}) select {names} from incoming"
        )
        connection.unregister("incoming")


def remove_returns_of(
    connection: "duckdb.DuckDBPyConnection", records: Iterable[ReturnRecord]
) -> None:
    """Take those returns out of the raw tables that are there; see `remove_return`."""
    known = {
        return_id
        for (return_id,) in connection.execute(
            "select return_id from raw.returns"
        ).fetchall()
    }
    for record in records:
        if record.return_id in known:
            remove_return(connection, record.return_id, LAYOUTS[record.collection])


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


def append_rows(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    table: str,
    parts: "Sequence[tuple[str, pl.DataFrame]]",
) -> None:
    """Add rows of returns of one collection to one of its raw tables.

    Args:
        connection: An open connection, inside a transaction.
        layout: Layout of the collection.
        table: Official table name.
        parts: Return id, and Arrow rows with `row_number` and the official columns, all
            text; and `child_key` where records are nested in children.
    """
    rows = joined([with_constant(each, "return_id", name) for name, each in parts])
    names = ["return_id", "row_number"]
    names += [column.name for column in layout.table(table).columns]
    names += [CHILD_KEY] if CHILD_KEY in rows.columns else []
    columns = ", ".join(f'"{each}"' for each in names)
    connection.register("incoming", as_arrow(rows))
    connection.execute(
        f"insert into {layout.raw_table(table)} ({columns}) "
        f"select {columns} from incoming"
    )
    connection.unregister("incoming")


def append_contract_findings(
    connection: "duckdb.DuckDBPyConnection",
    parts: "Sequence[tuple[str, pl.DataFrame]]",
) -> None:
    """Add contract findings of returns to the register.

    Args:
        connection: An open connection, inside a transaction.
        parts: Return id, and columns check_id, severity, table_name, row_number,
            child_id, field, value, message.
    """
    _append(
        connection,
        "contract_findings",
        "check_id, severity, table_name, row_number, child_id, field, value, message",
        parts,
    )


def append_contract_cells(
    connection: "duckdb.DuckDBPyConnection",
    parts: "Sequence[tuple[str, pl.DataFrame]]",
) -> None:
    """Add the values that findings about elements of returns speak of.

    Args:
        connection: An open connection, inside a transaction.
        parts: Return id, and columns check_id, field, table_name, row_number,
            column_name.
    """
    _append(
        connection,
        "contract_cells",
        "check_id, field, table_name, row_number, column_name",
        parts,
    )


def _append(
    connection: "duckdb.DuckDBPyConnection",
    table: str,
    columns: str,
    parts: "Sequence[tuple[str, pl.DataFrame]]",
) -> None:
    filled = [(name, each) for name, each in parts if each.height]
    if not filled:
        return
    rows = joined([with_constant(each, "return_id", name) for name, each in filled])
    connection.register("incoming", as_arrow(rows))
    connection.execute(
        f"insert into raw.{table} (return_id, {columns}) "
        f"select return_id, {columns} from incoming"
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
