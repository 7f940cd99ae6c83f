"""Sees what one file is: a return, a table or a report of one, or nothing of ours.

What files are to each other is not told here, so that each is looked at alone, also by
a process of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from returncheck.errors import InputError
from returncheck.files.csv_files import read_headings
from returncheck.files.file_kinds import FileKind, file_kind
from returncheck.files.own_files import is_own_workbook, own_table
from returncheck.returns.claims import (
    headings_further_down,
    list_claimed,
    no_table,
    table_claimed,
    workbook_claimed,
    xml_claimed,
)
from returncheck.returns.csv_folder import CsvTable
from returncheck.returns.headings import Match
from returncheck.returns.identity import Carried, Options
from returncheck.returns.kind import ListFiles, ReportFiles
from returncheck.returns.listing import GivenFile
from returncheck.returns.registry import kind_of, kinds
from returncheck.returns.source import Refusal, ReturnSource, TableRead, unreadable

SaidIn: TypeAlias = Callable[[Path], Carried | None]
"""What settings in a folder say of the returns there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A file that is to be looked at.

    Attributes:
        file: The file.
        options: What the user says of it.
        said_in: What settings in its folder say of it.
        told: What other returns say of it, by collection.
    """

    file: GivenFile
    options: Options
    said_in: SaidIn
    told: Mapping[str, Carried]

    def options_of(self, collection: str) -> Options:
        """What is said of a return here, by the user and by what lies beside."""
        return options_in(
            self.file.path.parent, collection, self.options, self.said_in, self.told
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A file in a folder that is an output of ours, which holds this."""

    holding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables of reports of one kind of return."""

    collection: str
    tables: Sequence[TableRead]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfFolder:
    """A table of the return of this kind that its folder holds."""

    collection: str
    table: CsvTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list that is looked up for returns of this kind."""

    collection: str
    read: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that is refused.

    Attributes:
        refusal: Why.
        may_be_table: Whether it may be a table of the return that its folder holds.
    """

    refusal: Refusal
    may_be_table: bool = False


Seen: TypeAlias = (
    ReturnSource | PassedOver | Tables | TableOfFolder | Listed | Unread | None
)
"""What a file is; None for one that is nothing at all."""


def options_in(
    folder: Path,
    collection: str,
    options: Options,
    said_in: SaidIn,
    told: Mapping[str, Carried],
) -> Options:
    """What is said of a return in a folder, by the user and by what lies beside."""
    return replace(options, beside=said_in(folder) or told.get(collection))


def look_at(look: Look) -> Iterator[Seen]:
    """See what one file is, or why it is refused.

    Yields:
        That alone.

    Raises:
        ConfigError: Settings in its folder cannot be used.
    """
    file = look.file
    try:
        yield _seen(look)
    except (InputError, OSError) as error:
        refusal = Refusal(
            source_name=file.source_name,
            error=unreadable(error, str(file.path))
            if isinstance(error, OSError)
            else error,
        )
        is_csv = file.path.suffix.lower() == ".csv"
        yield Unread(refusal=refusal, may_be_table=is_csv)


def _seen(look: Look) -> Seen:
    file = look.file
    match file_kind(file.path):
        case FileKind.XML:
            kind, form = xml_claimed(file.path)
            options = look.options_of(kind.collection)
            return form.open(file.path, file.source_name, options)
        case FileKind.WORKBOOK if file.is_inside_a_folder and is_own_workbook(
            file.path
        ):
            return PassedOver(holding="findings of ours")
        case FileKind.WORKBOOK if lists := list_claimed(file.path):
            read = lists.read(file.path, file.source_name)
            return Listed(collection=_collection(lists), read=read)
        case FileKind.WORKBOOK:
            reports = workbook_claimed(file.path)
            tables = reports.read_workbook(file.path, file.source_name)
            return Tables(collection=_collection(reports), tables=tables)
        case FileKind.TEXT:
            return _seen_in_text(file)
    return None


def _collection(form: ListFiles | ReportFiles) -> str:
    return next(
        kind.collection
        for kind in kinds()
        if kind.lists is form or kind.reports is form
    )


def _seen_in_text(file: GivenFile) -> Seen:
    headings = read_headings(file.path)
    own = own_table(headings)
    if own is not None and file.is_inside_a_folder:
        return PassedOver(holding=own)
    match = table_claimed(file.path, headings)
    if match is None or kind_of(match.layout.collection).reports is not None:
        found = headings_further_down(file.path)
        headings, match = found or (headings, match)
    if match is None:
        return _refused(file, no_table(file.path, headings))
    return _table(file, headings, match)


def _table(file: GivenFile, headings: tuple[str, ...], match: Match) -> Seen:
    collection = match.layout.collection
    reports = kind_of(collection).reports
    if reports is None:
        table = CsvTable(
            path=file.path,
            source_name=file.source_name,
            headings=headings,
            table=match.table.name,
        )
        return TableOfFolder(collection=collection, table=table)
    try:
        read = reports.read_csv(file.path, file.source_name, headings, match)
    except InputError as error:
        return _refused(file, error)
    return Tables(collection=collection, tables=[read])


def _refused(file: GivenFile, error: InputError) -> Unread:
    return Unread(refusal=Refusal(source_name=file.source_name, error=error))
