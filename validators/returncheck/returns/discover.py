"""Finds the returns in files and folders, told from what is in them.

What each return looks like stands in its `ReturnKind`, which return claims a file in
`claims`; reading a return's rows belongs to its `ReturnSource`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from returncheck.errors import InputError
from returncheck.files.fingerprints import FileState, file_state
from returncheck.files.processes.pool import Pool
from returncheck.returns.csv_folder import CsvTable, FolderOpening, open_one
from returncheck.returns.effort import seconds_to_look_at
from returncheck.returns.identity import Carried, Options, check_options
from returncheck.returns.listing import GivenFile, list_files
from returncheck.returns.looking import (
    Listed,
    Look,
    PassedOver,
    SaidIn,
    Seen,
    TableOfFolder,
    Tables,
    Unread,
    look_at,
    options_in,
)
from returncheck.returns.previous_year import PUT_PREVIOUS, ThisYear, previous_folder
from returncheck.returns.registry import LAYOUTS, kind_of, kinds
from returncheck.returns.source import Opened, Refusal, ReturnSource, TableRead


def says_nothing(_folder: Path) -> Carried | None:
    """There are no settings in any folder."""
    return None


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
    said_in: SaidIn = says_nothing,
    pool: Pool | None = None,
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
        pool: Processes that look into the files; None: this one does.

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
    pool = pool or Pool(1)
    found = _Found(options=options, said_in=said_in)
    _look_into([(found, given.of_this_year)], pool)
    parts = [found.result(has_more=bool(given.of_the_year_before))]
    this_year = ThisYear(parts[0].sources)
    earlier = replace(options, year=None if year is None else year - 1)
    before = [
        (
            _Found(options=earlier, said_in=said_in, told=this_year.beside(folder)),
            files,
        )
        for folder, files in given.of_the_year_before.items()
    ]
    _look_into(before, pool)
    parts += [each.result(is_context=True, has_more=True) for each, _ in before]
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


def _look_into(
    groups: Sequence[tuple["_Found", Sequence[GivenFile]]], pool: Pool
) -> None:
    """Look at all files, then into the folders of tables."""
    files = [(found, file) for found, files in groups for file in files]
    looks = [found.look(file) for found, file in files]
    seconds = seconds_to_look_at(file.path for _, file in files)
    for (found, file), seen in zip(
        files, pool.each(look_at, looks, seconds=seconds), strict=True
    ):
        found.take(file, *seen)
    openings = [(found, found.openings()) for found, _ in groups]
    every = [opening for _, several in openings for opening in several]
    seconds = seconds_to_look_at(
        table.path for opening in every for table in opening.tables
    )
    each_opened = pool.each(open_one, every, seconds=seconds)
    opened = [one for pieces in each_opened for one in pieces]
    for found, several in openings:
        found.take_opened(several, opened[: len(several)])
        del opened[: len(several)]


def _folder_name(files: Sequence[GivenFile]) -> str:
    """The name in results of the return that lies in a folder."""
    first = files[0]
    is_alone = len(files) == 1 and first.source_name == first.path.name
    return first.source_name if is_alone else first.folder_name


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
    said_in: SaidIn
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
    # By collection.
    reports: dict[str, list[TableRead]] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)

    def look(self, file: GivenFile) -> Look:
        """How a file of these is to be looked at."""
        return Look(
            file=file, options=self.options, said_in=self.said_in, told=self.told
        )

    def take(self, file: GivenFile, seen: Seen) -> None:
        """Put a file with those of its kind."""
        match seen:
            case ReturnSource():
                self.sources.append(seen)
            case PassedOver():
                self.own.append(file.path)
                self.notes.append(f"{file.path} holds {seen.holding}; passed over.")
            case Listed():
                self.lists.setdefault(seen.collection, []).append(seen.read)
            case Tables():
                self.reports.setdefault(seen.collection, []).extend(seen.tables)
            case TableOfFolder():
                key = (file.path.resolve().parent, seen.collection)
                self.folders.setdefault(key, []).append((file, seen.table))
            case Unread() if seen.may_be_table:
                folder = file.path.resolve().parent
                self.broken.setdefault(folder, []).append(seen.refusal)
            case Unread():
                self.refusals.append(seen.refusal)

    def openings(self) -> list[FolderOpening]:
        """The folders of tables that are to be opened."""
        return [
            FolderOpening(
                collection=collection,
                folder=members[0][0].path.parent,
                source_name=_folder_name([file for file, _ in members]),
                tables=[table for _, table in members],
                broken=self.broken.get(folder, []),
                options=options_in(
                    folder, collection, self.options, self.said_in, self.told
                ),
            )
            for (folder, collection), members in self.folders.items()
        ]

    def take_opened(
        self, openings: Sequence[FolderOpening], all_opened: Sequence[Opened]
    ) -> None:
        """Take what the folders hold; a broken file may be of any return there."""
        told: set[int] = set()
        for opening, opened in zip(openings, all_opened, strict=True):
            self.sources += opened.sources
            self.notes += opened.notes
            if opened.refusals:
                # What was broken comes first; it is told once.
                fresh = [each for each in opening.broken if id(each) not in told]
                told |= {id(each) for each in fresh}
                self.refusals += fresh
                self.refusals += opened.refusals[len(opening.broken) :]
        searched = {folder for folder, _ in self.folders}
        for folder, refusals in self.broken.items():
            if folder not in searched:
                self.refusals += refusals

    def result(
        self, *, is_context: bool | None = None, has_more: bool = False
    ) -> Opened:
        """Every return and refusal, after the last file.

        Args:
            is_context: Whether the returns are there to look back on, where known.
            has_more: Whether there are other files than these.
        """
        for kind in kinds():
            if kind.reports is not None:
                tables = self.reports.get(kind.collection, [])
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

    def _add_lists(self) -> None:
        """Give the returns of a kind what its lists hold."""
        for kind in kinds():
            read = self.lists.get(kind.collection, [])
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
