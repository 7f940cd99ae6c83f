"""Reads a return from CSV files, one a table, that lie in one folder."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.childless import told_list
from returncheck.files.csv_files import check_rows, line_of_row, read_frames
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.coverage import Coverage
from returncheck.returns.headings import Match, heading_problem
from returncheck.returns.identity import Carried, Identity, Options, identify
from returncheck.returns.index_column import check_index, index_notes, named
from returncheck.returns.kind import ReturnKind
from returncheck.returns.previous_year import PUT_PREVIOUS
from returncheck.returns.registry import LAYOUTS, kind_of
from returncheck.returns.source import Batch, Opened, Refusal, ReturnSource, unreadable
from returncheck.returns.spreadsheet_marks import (
    check_spreadsheet_marks,
    child_places,
    lost_noughts,
)
from returncheck.returns.tables import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """One CSV file that its headings tell to be a table of a return.

    Attributes:
        path: The file.
        source_name: Its name in results.
        headings: Its headings, blanks around them removed.
        table: Official table name.
    """

    path: Path
    source_name: str
    headings: tuple[str, ...]
    table: str


class CsvReader:
    """Reads the tables of one return, a file after the other in layout order."""

    def __init__(self, layout: Layout, tables: tuple[CsvTable, ...]) -> None:
        self._layout = layout
        self._tables = tables

    def __reduce__(self) -> "tuple[Callable[..., CsvReader], tuple[object, ...]]":
        """How it goes to another process, which has the same layouts."""
        return _reader, (self._layout.collection, self._tables)

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables; see `ReturnSource.batches`."""
        for file in self._tables:
            table = self._layout.table(file.table)
            columns = tuple(column.name for column in table.columns)
            for frame in read_frames(file.path, file.headings, columns):
                if self._layout.upper_case:
                    frame = frame.with_columns(pl.col(columns).str.to_uppercase())
                yield Batch(tables={file.table: frame})

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """Nothing: a CSV file with anything unknown in it is refused."""
        return empty_findings()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOpening:
    """A folder of CSV files that is to be opened; see `open_folder`."""

    collection: str
    folder: Path
    source_name: str
    tables: list[CsvTable]
    broken: list[Refusal]
    options: Options


def open_one(opening: FolderOpening) -> Iterator[Opened]:
    """Open one folder, also in a process of its own.

    Yields:
        What it holds; of its refusals those of broken files come first.
    """
    yield open_folder(
        kind_of(opening.collection),
        opening.folder,
        opening.source_name,
        opening.tables,
        opening.broken,
        opening.options,
    )


def _reader(collection: str, tables: tuple[CsvTable, ...]) -> CsvReader:
    return CsvReader(LAYOUTS[collection], tables)


def open_folder(
    kind: ReturnKind,
    folder: Path,
    source_name: str,
    tables: list[CsvTable],
    broken: list[Refusal],
    options: Options,
) -> Opened:
    """One return from the CSV files of a folder, every file read once to check it.

    Args:
        kind: The return.
        folder: The folder, as a message names it.
        source_name: Its name in results.
        tables: The files that are tables of it.
        broken: Files of the folder that could not be recognised for what is wrong
            with them; they refuse the return.
        options: Authority and year for a folder that does not tell them.

    Returns:
        One source, or every problem: one a file, and one for the return as a whole.
    """
    refusals = [*broken, *_repeated_tables(kind, folder, source_name, tables)]
    header = next((file for file in tables if _tells_identity(kind, file)), None)
    faulty_header = None if header is None else _refusal(kind.layout, header, None)
    identity = None
    if faulty_header is not None:
        refusals.append(faulty_header)
    else:
        try:
            identity = _identify(kind, folder, header, options)
        except InputError as error:
            refusals.append(Refusal(source_name=source_name, error=error))
    year = None if identity is None else identity.return_year
    faults = [
        _refusal(kind.layout, file, year)
        for file in tables
        if file is not header or faulty_header is None
    ]
    refusals += [fault for fault in faults if fault is not None]
    if not refusals:
        refusals += [
            Refusal(source_name=file.source_name, error=error)
            for file, error in _lost_noughts(kind.layout, tables)
        ]
    if not refusals and not any(
        _has_rows(file) for file in tables if file is not header
    ):
        childless = InputError(
            f"{folder} has no children: none of its tables has a row. "
            "Export the return again with its children."
        )
        refusals.append(Refusal(source_name=source_name, error=childless))
    if identity is None or refusals:
        return Opened(refusals=tuple(refusals))
    return Opened(
        sources=(_source(kind, source_name, tables, identity),),
        notes=index_notes(
            folder, [file.path.name for file in tables if not all(file.headings)]
        ),
    )


def _tells_identity(kind: ReturnKind, file: CsvTable) -> bool:
    return kind.identity is not None and file.table == kind.identity.table


def _source(
    kind: ReturnKind, source_name: str, tables: list[CsvTable], identity: Identity
) -> ReturnSource:
    layout = kind.layout
    by_table = {file.table: file for file in tables}
    present = tuple(table.name for table in layout.tables if table.name in by_table)
    ordered = tuple(by_table[name] for name in present)
    la_code, year = identity.la_code, identity.return_year
    return ReturnSource(
        collection=layout.collection,
        la_code=la_code,
        return_year=year,
        return_id=f"{layout.collection}-{la_code}-{year}",
        source_name=source_name,
        files=tuple(file.path for file in ordered),
        present_tables=present,
        derived_columns=tuple(
            (file.table, column.name)
            for file in ordered
            for column in layout.table(file.table).columns
            if column.derived and column.name in file.headings
        ),
        file_format=None if kind.xml is None else "csv",
        reader=CsvReader(layout, ordered),
    )


def _repeated_tables(
    kind: ReturnKind, folder: Path, source_name: str, tables: list[CsvTable]
) -> list[Refusal]:
    elsewhere = f"; {PUT_PREVIOUS}" if kind.looks_back else ""
    files: dict[str, list[str]] = {}
    for file in tables:
        files.setdefault(file.table, []).append(file.path.name)
    return [
        Refusal(
            source_name=source_name,
            error=InputError(
                f"{folder} has {len(names)} files for the table {table}: "
                f"{' and '.join(names)}. Keep one{elsewhere}."
            ),
        )
        for table, names in files.items()
        if len(names) > 1
    ]


def _identify(
    kind: ReturnKind, folder: Path, header: CsvTable | None, options: Options
) -> Identity:
    columns = kind.identity
    if columns is None or header is None:
        lacking = "" if columns is None else f" (no {columns.table} table)"
        carried = Carried(where=f"{folder}{lacking}", la_code=None, year=None)
        return identify(carried, options, kind.layout)
    names = [name for name in (columns.authority, columns.year) if name is not None]
    frames = list(read_frames(header.path, header.headings, tuple(names)))
    said = pl.concat(frames) if frames else pl.DataFrame({name: [] for name in names})
    told = {name: _one(header.path, said[name]) for name in names}
    carried = Carried(
        where=str(header.path),
        la_code=told[columns.authority],
        year=told.get(columns.year or ""),
    )
    return identify(carried, options, kind.layout)


def _one(path: Path, column: pl.Series) -> str | None:
    values = column.drop_nulls().unique(maintain_order=True).to_list()
    if len(values) > 1:
        raise InputError(
            f"{path} names more than one {column.name}: {told_list(values)}. "
            "Keep the one row of this return."
        )
    return str(values[0]) if values else None


def _refusal(layout: Layout, file: CsvTable, year: int | None) -> Refusal | None:
    """Why a file cannot be read, each file for one reason; None where it can."""
    try:
        _check(layout, file, year)
    except InputError as error:
        return Refusal(source_name=file.source_name, error=error)
    except OSError as error:
        told = unreadable(error, str(file.path))
        return Refusal(source_name=file.source_name, error=told)
    return None


def _check(layout: Layout, file: CsvTable, year: int | None) -> None:
    if any("\N{REPLACEMENT CHARACTER}" in heading for heading in file.headings):
        check_rows(file.path, len(file.headings))
    match = Match(layout=layout, table=layout.table(file.table))
    problem = heading_problem(str(file.path), named(file.headings), match, year)
    if problem is not None:
        raise InputError(problem)
    check_rows(file.path, len(file.headings))
    check_index(file.path, file.headings)
    check_spreadsheet_marks(file.path, file.headings, match.table)


def _lost_noughts(
    layout: Layout, tables: list[CsvTable]
) -> list[tuple[CsvTable, InputError]]:
    """The files that write children otherwise than the table that lists them all."""
    listing = [file for file in tables if file.table == layout.children_table]
    if not listing:
        return []
    listed = _children(layout, listing[0])
    faulty = []
    for file in tables:
        column = layout.table(file.table).child_id
        if file is listing[0] or column is None:
            continue
        row = lost_noughts(_children(layout, file), listed)
        if row is not None:
            line = line_of_row(file.path, row)
            message = (
                f"{file.path}, line {line}, column {column}: the child is in "
                f"{listing[0].path.name} with another number of leading noughts, which "
                "spreadsheets take away. Export both files again, and open neither in "
                "a spreadsheet."
            )
            faulty.append((file, InputError(message)))
    return faulty


def _children(layout: Layout, file: CsvTable) -> Mapping[str, int]:
    column = layout.table(file.table).child_id or ""
    return child_places(file.path, file.headings, column)


def _has_rows(file: CsvTable) -> bool:
    frames = read_frames(file.path, file.headings, named(file.headings))
    return next(iter(frames), None) is not None
