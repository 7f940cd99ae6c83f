"""Finds the returns in files and folders, told from what is in them.

What each return looks like stands in its `ReturnKind`, which return claims a file in
`claims`; reading a return's rows belongs to its `ReturnSource`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from returncheck.errors import InputError
from returncheck.files.csv_files import read_headings
from returncheck.files.file_kinds import FileKind, file_kind
from returncheck.files.fingerprints import FileState, file_state
from returncheck.files.own_files import is_own_workbook, own_table
from returncheck.returns.claims import (
    headings_further_down,
    list_claimed,
    no_table,
    table_claimed,
    workbook_claimed,
    xml_claimed,
)
from returncheck.returns.csv_folder import CsvTable, open_folder
from returncheck.returns.headings import Match
from returncheck.returns.identity import Carried, Options, check_options
from returncheck.returns.kind import ListFiles, ReportFiles
from returncheck.returns.listing import GivenFile, list_files
from returncheck.returns.previous_year import PUT_PREVIOUS, beside, previous_folder
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
    paths: Iterable[Path],
    *,
    authority: str | None = None,
    year: int | None = None,
    previous: Iterable[Path] = (),
    said_in: Callable[[Path], Carried | None] = lambda _: None,
) -> Discovery:
    """Find every return in files and folders.

    Folders are searched with the folders below them; hidden files, files of other
    kinds (documents, pictures, databases) and our own outputs are passed over there;
    one that is named itself is looked into, and refused if it is no return. Names never
    decide what a file is; a folder `previous` holds returns of the year before.

    Args:
        paths: Files and folders; the same file twice counts once.
        authority: Three-digit code for returns that name none themselves.
        year: Year ending 31 March for returns that name none themselves.
        previous: Files and folders of the year before; they count as such even if a
            path holds them too.
        said_in: What settings in a folder say of the returns there.

    Returns:
        The returns and the refusals: XML in the order of the paths, then folders of
        CSV files, then returns whose tables hold several reports; then the same of the
        year before. One bad file never keeps another return from being found.

    Raises:
        ConfigError: `authority` is unknown, or no layout of `year` is known.
    """
    options = Options(authority=authority, year=year)
    check_options(options, LAYOUTS.values())
    given = _Given()
    for path in previous:
        given.add(path, is_previous=True)
    for path in paths:
        given.add(path)
    seen = {path: file_state(path) for path in given.files}
    found = _Found(options=options, said_in=said_in)
    for file in given.of_this_year:
        found.take(file)
    parts = [found.result(has_more=bool(given.of_the_year_before))]
    sources = parts[0].sources
    earlier = replace(options, year=None if year is None else year - 1)
    for folder, files in given.of_the_year_before.items():
        found = _Found(options=earlier, said_in=said_in, told=beside(sources, folder))
        for file in files:
            found.take(file)
        parts.append(found.result(is_context=True, has_more=True))
    whole, repeated = _each_once([each for part in parts for each in part.sources])
    return Discovery(
        sources=whole,
        refusals=(
            *given.refusals,
            *(each for part in parts for each in part.refusals),
            *repeated,
        ),
        notes=(*given.notes, *(each for part in parts for each in part.notes)),
        seen=seen,
        names=tuple(name for file in given.files.values() for name in file.shown_names),
    )


@dataclass(slots=True, kw_only=True)
class _Given:
    """The files of all paths, each once, and which of them are of the year before."""

    files: dict[Path, GivenFile] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    of_this_year: list[GivenFile] = field(default_factory=list)
    # By their folder `previous`; None for those that were given as such.
    of_the_year_before: dict[Path | None, list[GivenFile]] = field(default_factory=dict)

    def add(self, path: Path, *, is_previous: bool = False) -> None:
        """List the files of a path, without those that are there already."""
        listed = list_files(Path(path))
        self.refusals += listed.refusals
        self.notes += listed.notes
        for file in listed.files:
            if file.path.resolve() in self.files:
                continue
            self.files[file.path.resolve()] = file
            folder = previous_folder(file)
            if is_previous:
                self.of_the_year_before.setdefault(None, []).append(file)
            elif folder is not None:
                self.of_the_year_before.setdefault(folder, []).append(file)
            else:
                self.of_this_year.append(file)


@dataclass(slots=True, kw_only=True)
class _Found:
    """Sorts files by what they are, then puts those of one return together."""

    options: Options
    said_in: Callable[[Path], Carried | None]
    # What other returns say of these, by collection.
    told: Mapping[str, Carried] = field(default_factory=dict)
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
    lists: list[tuple[ListFiles, Any]] = field(default_factory=list)

    def take(self, file: GivenFile) -> None:
        """Recognise one file, or refuse it."""
        try:
            match file_kind(file.path):
                case FileKind.XML:
                    kind, form = xml_claimed(file.path)
                    options = self._options(file.path.parent, kind.collection)
                    self.sources.append(form.open(file.path, file.source_name, options))
                case FileKind.WORKBOOK if file.is_inside_a_folder and is_own_workbook(
                    file.path
                ):
                    self._pass_over(file.path, "findings of ours")
                case FileKind.WORKBOOK if lists := list_claimed(file.path):
                    read = lists.read(file.path, file.source_name)
                    self.lists.append((lists, read))
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
        if match is None or kind_of(match.layout.collection).reports is not None:
            found = headings_further_down(file.path)
            headings, match = found or (headings, match)
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

    def _options(self, folder: Path, collection: str) -> Options:
        """What is said of a return in a folder, by the user and by what lies beside."""
        said = self.said_in(folder) or self.told.get(collection)
        return replace(self.options, beside=said)

    def result(
        self, *, is_context: bool | None = None, has_more: bool = False
    ) -> Opened:
        """Every return and refusal, after the last file.

        Args:
            is_context: Whether the returns are there to look back on, where known.
            has_more: Whether there are other files than these.
        """
        self._open_folders()
        for kind in kinds():
            if kind.reports is not None:
                tables = [read for form, read in self.reports if form is kind.reports]
                self._add(kind.reports.open(tables, self.options))
        self._add_lists()
        if self.own and not (self.sources or self.refusals or has_more):
            folder = self.own[0].parent
            self._refuse(
                folder.name,
                InputError(
                    f"{folder} has no return in it, only what returncheck writes and "
                    "reads beside one. Give the folder that holds the exported files."
                ),
            )
        return Opened(
            sources=tuple(
                replace(source, is_context=is_context) for source in self.sources
            ),
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
                self._options(folder, collection),
            )
            told = {id(refusal) for refusal in self.refusals}
            self.sources += opened.sources
            self.notes += opened.notes
            self.refusals += [each for each in opened.refusals if id(each) not in told]
        searched = {folder for folder, _ in self.folders}
        for folder, refusals in self.broken.items():
            if folder not in searched:
                self.refusals += refusals

    def _add_lists(self) -> None:
        """Give the returns of a kind what its lists hold."""
        for kind in kinds():
            read = [each for form, each in self.lists if form is kind.lists]
            if kind.lists is None or not read:
                continue
            of_kind = [
                source
                for source in self.sources
                if source.collection == kind.collection
            ]
            opened = kind.lists.add(of_kind, read)
            self.sources = [
                source
                for source in self.sources
                if source.collection != kind.collection
            ]
            self._add(opened)

    def _pass_over(self, path: Path, holding: str) -> None:
        self.own.append(path)
        self.notes.append(f"{path} holds {holding}; passed over.")

    def _add(self, opened: Opened) -> None:
        self.sources += opened.sources
        self.refusals += opened.refusals
        self.notes += opened.notes

    def _refuse(self, source_name: str, error: InputError) -> None:
        self.refusals.append(Refusal(source_name=source_name, error=error))


def _each_once(
    found: Sequence[ReturnSource],
) -> tuple[tuple[ReturnSource, ...], list[Refusal]]:
    """The returns that were found once, and why the others are refused."""
    by_id: dict[str, list[ReturnSource]] = {}
    for source in found:
        by_id.setdefault(source.return_id, []).append(source)
    refusals = [
        Refusal(
            source_name=sources[0].source_name,
            error=InputError(
                f"There are {len(sources)} files for the same return "
                f"{return_id}: {' and '.join(map(_place, sources))}. "
                f"Keep one{_or_previous(sources[0])}."
            ),
        )
        for return_id, sources in by_id.items()
        if len(sources) > 1
    ]
    return (
        tuple(source for source in found if len(by_id[source.return_id]) == 1),
        refusals,
    )


def _or_previous(source: ReturnSource) -> str:
    """What else may be meant by two files of a return that names no year itself."""
    kind = kind_of(source.collection)
    names_none = kind.identity is None or kind.identity.year is None
    return f"; {PUT_PREVIOUS}" if kind.looks_back and names_none else ""


def _place(source: ReturnSource) -> str:
    first = source.files[0]
    return str(first if len(source.files) == 1 else first.parent)
