"""Finds the returns in files and folders, told from what is in them.

Reading a return's rows belongs to its `ReturnSource`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from returncheck.errors import InputError
from returncheck.files.csv_files import read_headings
from returncheck.files.file_kinds import FileKind, file_kind
from returncheck.files.own_files import is_own_workbook, own_table
from returncheck.returns.cin_census.csv_folder import CsvTable, open_cin_folder
from returncheck.returns.cin_census.layout import LAYOUT as CIN_CENSUS
from returncheck.returns.cin_census.reader import open_cin_xml
from returncheck.returns.headings import match_table
from returncheck.returns.identity import Options, check_options
from returncheck.returns.kpi_return.reader import (
    KpiTable,
    read_kpi_csv,
    read_kpi_workbook,
)
from returncheck.returns.kpi_return.reports import open_kpi_returns
from returncheck.returns.quoting import quoted_list
from returncheck.returns.source import Opened, Refusal, ReturnSource

_DOCUMENTS: Final = (".doc", ".docx", ".eml", ".msg", ".pdf", ".ppt", ".pptx", ".rtf")
_PAGES: Final = (
    ".css",
    ".gif",
    ".htm",
    ".html",
    ".jpeg",
    ".jpg",
    ".js",
    ".png",
    ".svg",
)
_NOTES: Final = (".ini", ".json", ".jsonl", ".log", ".md", ".rst", ".toml", ".txt")
_PROGRAMS: Final = (".bat", ".ipynb", ".ps1", ".py", ".sh", ".sql", ".xsd", ".xsl")
_STORES: Final = (".db", ".duckdb", ".parquet", ".sqlite", ".wal", ".yaml", ".yml")
_PACKED: Final = (".7z", ".bak", ".gz", ".lnk", ".tmp", ".url", ".zip")
_NOT_OURS: Final = frozenset(
    (*_DOCUMENTS, *_PAGES, *_NOTES, *_PROGRAMS, *_STORES, *_PACKED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found in the paths a user gave.

    Attributes:
        sources: The returns that can be read, each `return_id` once.
        refusals: Everything that is not loaded, one reason each.
        notes: Files inside folders, and columns, that were passed over, one line a
            folder.
    """

    sources: tuple[ReturnSource, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: Path
    source_name: str
    folder_name: str

    @property
    def is_inside_a_folder(self) -> bool:
        """Whether a folder was given, not the file itself."""
        return self.source_name != self.path.name


def discover(
    paths: Iterable[Path], *, authority: str | None = None, year: int | None = None
) -> Discovery:
    """Find every return in files and folders.

    Folders are searched with the folders below them; hidden files, files of other
    kinds (documents, pictures, databases) and our own outputs are passed over there;
    one that is named itself is looked into, and refused if it is no return. Names never
    decide what a file is.

    Args:
        paths: Files and folders; the same file twice counts once.
        authority: Three-digit code for returns that name none themselves.
        year: Year ending 31 March for returns that name none themselves.

    Returns:
        The returns and the refusals: XML in the order of the paths, then folders of
        CSV files, then KPI returns. One bad file never keeps another return from
        being found.

    Raises:
        ConfigError: `authority` is unknown, or no layout of `year` is known.
    """
    options = Options(authority=authority, year=year)
    check_options(options, CIN_CENSUS)
    found = _Found(options=options)
    files: dict[Path, _File] = {}
    for path in paths:
        for file in found.list_files(Path(path)):
            files.setdefault(file.path.resolve(), file)
    for file in files.values():
        found.take(file)
    return found.result()


@dataclass(slots=True, kw_only=True)
class _Found:
    """Sorts files by what they are, then puts those of one return together."""

    options: Options
    sources: list[ReturnSource] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: list[Path] = field(default_factory=list)
    cin_tables: dict[Path, list[tuple[_File, CsvTable]]] = field(default_factory=dict)
    broken: dict[Path, list[Refusal]] = field(default_factory=dict)
    kpi_tables: list[KpiTable] = field(default_factory=list)

    def list_files(self, path: Path) -> list[_File]:
        """The files of one path the user gave; refuses a path without any."""
        name = path.name or path.resolve().name
        if path.is_file():
            parent = path.resolve().parent.name
            return [_File(path=path, source_name=name, folder_name=parent)]
        if not path.is_dir():
            self._refuse(name, f"{path} does not exist. Check the path.")
            return []
        inside = [
            file
            for file in sorted(path.rglob("*"))
            if file.is_file() and not _is_hidden(file.relative_to(path))
        ]
        passed_over = [file for file in inside if file.suffix.lower() in _NOT_OURS]
        kept = [file for file in inside if file.suffix.lower() not in _NOT_OURS]
        if passed_over:
            self.notes.append(_passed_over(path, passed_over))
        if not kept:
            self._refuse(
                name,
                f"{path} has no return in it: no XML, CSV or XLSX file. "
                "Give the folder that holds the exported files.",
            )
        return [
            _File(
                path=file,
                source_name=(Path(name) / file.relative_to(path)).as_posix(),
                folder_name=(Path(name) / file.relative_to(path).parent).as_posix(),
            )
            for file in kept
        ]

    def take(self, file: _File) -> None:
        """Recognise one file, or refuse it."""
        try:
            match file_kind(file.path):
                case FileKind.XML:
                    self.sources.append(
                        open_cin_xml(file.path, file.source_name, self.options)
                    )
                case FileKind.WORKBOOK if file.is_inside_a_folder and is_own_workbook(
                    file.path
                ):
                    self._pass_over(file.path, "findings of ours")
                case FileKind.WORKBOOK:
                    self.kpi_tables += read_kpi_workbook(file.path, file.source_name)
                case FileKind.TEXT:
                    self._take_text(file)
        except InputError as error:
            refusal = Refusal(source_name=file.source_name, error=error)
            if file.path.suffix.lower() == ".csv":
                # It may be a table of the return that the folder holds.
                folder = file.path.resolve().parent
                self.broken.setdefault(folder, []).append(refusal)
            else:
                self.refusals.append(refusal)

    def _take_text(self, file: _File) -> None:
        headings = read_headings(file.path)
        match = match_table(headings, file.path.stem)
        own = own_table(headings)
        if own is not None and file.is_inside_a_folder:
            self._pass_over(file.path, own)
        elif match is None:
            self._refuse(file.source_name, _no_table(file.path, headings))
        elif match.layout is CIN_CENSUS:
            table = CsvTable(
                path=file.path,
                source_name=file.source_name,
                headings=headings,
                table=match.table.name,
            )
            folder = file.path.resolve().parent
            self.cin_tables.setdefault(folder, []).append((file, table))
        else:
            try:
                table_read = read_kpi_csv(file.path, file.source_name, headings, match)
            except InputError as error:
                self._refuse(file.source_name, str(error))
            else:
                self.kpi_tables.append(table_read)

    def result(self) -> Discovery:
        """Every return and refusal, after the last file."""
        for folder, members in self.cin_tables.items():
            broken = self.broken.pop(folder, [])
            first = members[0][0]
            tables = [table for _, table in members]
            alone = len(members) == 1 and first.source_name == first.path.name
            name = first.source_name if alone else first.folder_name
            self._add(
                open_cin_folder(first.path.parent, name, tables, broken, self.options)
            )
        for refusals in self.broken.values():
            self.refusals += refusals
        self._add(open_kpi_returns(self.kpi_tables, self.options))
        self._refuse_repeated()
        if self.own and not self.sources and not self.refusals:
            folder = self.own[0].parent
            self._refuse(
                folder.name,
                f"{folder} has no return in it, only what returncheck writes and reads "
                "beside one. Give the folder that holds the exported files.",
            )
        return Discovery(
            sources=tuple(self.sources),
            refusals=tuple(self.refusals),
            notes=tuple(self.notes),
        )

    def _pass_over(self, path: Path, holding: str) -> None:
        self.own.append(path)
        self.notes.append(f"{path} holds {holding}; passed over.")

    def _add(self, opened: Opened) -> None:
        self.sources += opened.sources
        self.refusals += opened.refusals
        self.notes += opened.notes

    def _refuse(self, source_name: str, message: str) -> None:
        self.refusals.append(
            Refusal(source_name=source_name, error=InputError(message))
        )

    def _refuse_repeated(self) -> None:
        by_id: dict[str, list[ReturnSource]] = {}
        for source in self.sources:
            by_id.setdefault(source.return_id, []).append(source)
        for return_id, sources in by_id.items():
            if len(sources) > 1:
                places = " and ".join(_place(source) for source in sources)
                self._refuse(
                    sources[0].source_name,
                    f"There are {len(sources)} files for the same return {return_id}: "
                    f"{places}. Keep one.",
                )
        self.sources = [
            source for source in self.sources if len(by_id[source.return_id]) == 1
        ]


def _place(source: ReturnSource) -> str:
    first = source.files[0]
    return str(first if len(source.files) == 1 else first.parent)


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in relative.parts)


def _passed_over(folder: Path, files: list[Path]) -> str:
    listed = quoted_list([file.name for file in files])
    noun = "file" if len(files) == 1 else "files"
    return f"{folder}: {len(files)} {noun} of other kinds passed over: {listed}."


def _no_table(path: Path, headings: tuple[str, ...]) -> str:
    if path.suffix.lower() == ".xml":
        return f"{path} is not XML: it does not begin with '<'. Export the file again."
    if len(headings) == 1 and any(mark in headings[0] for mark in ";\t"):
        return (
            f"{path} has no commas between its headings. "
            "Save it again as 'CSV UTF-8 (comma delimited)'."
        )
    return (
        f"{path} is no table of a known return. "
        f"Its headings are {quoted_list(headings)}. "
        "Give a CIN census or a KPI return, or leave the file out."
    )
