"""Finds the returns in files and folders, told from what is in them.

What each return looks like stands in its `ReturnKind`, which return claims a file in
`claims`; reading a return's rows belongs to its `ReturnSource`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from returncheck.errors import InputError
from returncheck.files.csv_files import read_headings
from returncheck.files.file_kinds import FileKind, file_kind
from returncheck.files.fingerprints import FileState, file_state
from returncheck.files.own_files import is_own_workbook, own_table
from returncheck.returns.claims import (
    no_table,
    table_claimed,
    workbook_claimed,
    xml_claimed,
)
from returncheck.returns.csv_folder import CsvTable, open_folder
from returncheck.returns.headings import Match
from returncheck.returns.identity import Options, check_options
from returncheck.returns.kind import ReportFiles
from returncheck.returns.listing import GivenFile, list_files
from returncheck.returns.registry import LAYOUTS, kind_of, kinds
from returncheck.returns.source import (
    Opened,
    Refusal,
    ReturnSource,
    TableRead,
    unreadable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found in the paths a user gave.

    Attributes:
        sources: The returns that can be read, each `return_id` once.
        refusals: Everything that is not loaded, one reason each.
        notes: Files inside folders, and columns, that were passed over, one line a
            folder.
        seen: Each file's state before it was first read, by its resolved path.
        names: Names of the files and their folders, with what an output without
            children may show of each.
    """

    sources: tuple[ReturnSource, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()
    seen: Mapping[Path, FileState | None] = field(default_factory=dict)
    names: tuple[tuple[str, str], ...] = ()


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
        CSV files, then returns whose tables hold several reports. One bad file never
        keeps another return from being found.

    Raises:
        ConfigError: `authority` is unknown, or no layout of `year` is known.
    """
    options = Options(authority=authority, year=year)
    check_options(options, LAYOUTS.values())
    found = _Found(options=options)
    files: dict[Path, GivenFile] = {}
    for path in paths:
        listed = list_files(Path(path))
        found.refusals += listed.refusals
        found.notes += listed.notes
        for file in listed.files:
            files.setdefault(file.path.resolve(), file)
    seen = {path: file_state(path) for path in files}
    for file in files.values():
        found.take(file)
    names = tuple(name for file in files.values() for name in file.shown_names)
    return replace(found.result(), seen=seen, names=names)


@dataclass(slots=True, kw_only=True)
class _Found:
    """Sorts files by what they are, then puts those of one return together."""

    options: Options
    sources: list[ReturnSource] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: list[Path] = field(default_factory=list)
    # By folder and collection.
    folders: dict[tuple[Path, str], list[tuple[GivenFile, CsvTable]]] = field(
        default_factory=dict
    )
    broken: dict[Path, list[Refusal]] = field(default_factory=dict)
    reports: list[tuple[ReportFiles, TableRead]] = field(default_factory=list)

    def take(self, file: GivenFile) -> None:
        """Recognise one file, or refuse it."""
        try:
            match file_kind(file.path):
                case FileKind.XML:
                    form = xml_claimed(file.path)
                    self.sources.append(
                        form.open(file.path, file.source_name, self.options)
                    )
                case FileKind.WORKBOOK if file.is_inside_a_folder and is_own_workbook(
                    file.path
                ):
                    self._pass_over(file.path, "findings of ours")
                case FileKind.WORKBOOK:
                    reports = workbook_claimed(file.path)
                    tables = reports.read_workbook(file.path, file.source_name)
                    self.reports += [(reports, table) for table in tables]
                case FileKind.TEXT:
                    self._take_text(file)
        except (InputError, OSError) as error:
            told = (
                unreadable(error, str(file.path))
                if isinstance(error, OSError)
                else error
            )
            refusal = Refusal(source_name=file.source_name, error=told)
            if file.path.suffix.lower() == ".csv":
                # It may be a table of the return that the folder holds.
                folder = file.path.resolve().parent
                self.broken.setdefault(folder, []).append(refusal)
            else:
                self.refusals.append(refusal)

    def _take_text(self, file: GivenFile) -> None:
        headings = read_headings(file.path)
        own = own_table(headings)
        if own is not None and file.is_inside_a_folder:
            self._pass_over(file.path, own)
            return
        match = table_claimed(file.path, headings)
        if match is None:
            self._refuse(file.source_name, no_table(file.path, headings))
        else:
            self._take_table(file, headings, match)

    def _take_table(
        self, file: GivenFile, headings: tuple[str, ...], match: Match
    ) -> None:
        reports = kind_of(match.layout.collection).reports
        if reports is None:
            table = CsvTable(
                path=file.path,
                source_name=file.source_name,
                headings=headings,
                table=match.table.name,
            )
            key = (file.path.resolve().parent, match.layout.collection)
            self.folders.setdefault(key, []).append((file, table))
            return
        try:
            read = reports.read_csv(file.path, file.source_name, headings, match)
        except InputError as error:
            self._refuse(file.source_name, error)
        else:
            self.reports.append((reports, read))

    def result(self) -> Discovery:
        """Every return and refusal, after the last file."""
        self._open_folders()
        for kind in kinds():
            if kind.reports is not None:
                tables = [read for form, read in self.reports if form is kind.reports]
                self._add(kind.reports.open(tables, self.options))
        self._refuse_repeated()
        if self.own and not self.sources and not self.refusals:
            folder = self.own[0].parent
            self._refuse(
                folder.name,
                InputError(
                    f"{folder} has no return in it, only what returncheck writes and "
                    "reads beside one. Give the folder that holds the exported files."
                ),
            )
        return Discovery(
            sources=tuple(self.sources),
            refusals=tuple(self.refusals),
            notes=tuple(self.notes),
        )

    def _open_folders(self) -> None:
        """Open the returns in folders; a broken file there may be of any of them."""
        for (folder, collection), members in self.folders.items():
            first = members[0][0]
            alone = len(members) == 1 and first.source_name == first.path.name
            opened = open_folder(
                kind_of(collection),
                first.path.parent,
                first.source_name if alone else first.folder_name,
                [table for _, table in members],
                self.broken.get(folder, []),
                self.options,
            )
            told = {id(refusal) for refusal in self.refusals}
            self.sources += opened.sources
            self.notes += opened.notes
            self.refusals += [each for each in opened.refusals if id(each) not in told]
        searched = {folder for folder, _ in self.folders}
        for folder, refusals in self.broken.items():
            if folder not in searched:
                self.refusals += refusals

    def _pass_over(self, path: Path, holding: str) -> None:
        self.own.append(path)
        self.notes.append(f"{path} holds {holding}; passed over.")

    def _add(self, opened: Opened) -> None:
        self.sources += opened.sources
        self.refusals += opened.refusals
        self.notes += opened.notes

    def _refuse(self, source_name: str, error: InputError) -> None:
        self.refusals.append(Refusal(source_name=source_name, error=error))

    def _refuse_repeated(self) -> None:
        by_id: dict[str, list[ReturnSource]] = {}
        for source in self.sources:
            by_id.setdefault(source.return_id, []).append(source)
        for return_id, sources in by_id.items():
            if len(sources) > 1:
                places = " and ".join(_place(source) for source in sources)
                self._refuse(
                    sources[0].source_name,
                    InputError(
                        f"There are {len(sources)} files for the same return "
                        f"{return_id}: {places}. Keep one."
                    ),
                )
        self.sources = [
            source for source in self.sources if len(by_id[source.return_id]) == 1
        ]


def _place(source: ReturnSource) -> str:
    first = source.files[0]
    return str(first if len(source.files) == 1 else first.parent)
