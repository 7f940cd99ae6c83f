"""Takes what files say about areas: tables of them, and releases beside their figures.

Nothing is written before `AreaImport.write`, and nothing at all after a fault.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from returncheck.catalogue.authorities import imported
from returncheck.errors import InputError
from returncheck.published.reference import neighbour_files, population_files
from returncheck.published.reference.authority_files import (
    is_of_authorities,
    read_authorities,
)
from returncheck.published.reference.held import (
    areas_known,
    held_authorities,
    held_rows,
    imported_ones,
)
from returncheck.published.reference.population_files import (
    counts_of,
    england_faults,
)
from returncheck.published.reference.release_areas import (
    new_authorities,
    populations_of,
)
from returncheck.published.reference.sheet import Top, tops
from returncheck.published.reference.store import read_area_updates, write_area_updates
from returncheck.published.reference.summary import (
    authority_lines,
    estimate_lines,
    neighbour_lines,
    release_lines,
)
from returncheck.published.reference.tables import (
    AUTHORITIES,
    NEIGHBOURS,
    POPULATIONS,
    TABLES,
    AreaTable,
)
from returncheck.published.reference.taking import Taken, take

_RELEASE = {"timeperiod", "geographiclevel"}
# A table of authorities first: the others may be about its new ones.
_ORDER = (AUTHORITIES, POPULATIONS, NEIGHBOURS)


class AreaImport:
    """What an import brings about areas."""

    def __init__(
        self,
        folder: Path,
        *,
        take_areas: bool = False,
        take_revisions: bool = False,
        model: int | None = None,
        mid_year: int | None = None,
    ) -> None:
        """Begin with what a folder keeps.

        Args:
            folder: Where it is kept.
            take_areas: Whether authorities that only a release names are taken in.
            take_revisions: Whether what differs from what is held replaces it.
            model: Year of a neighbour model whose file does not say it.
            mid_year: Year of population estimates whose file does not say it.

        Raises:
            InputError: What the folder keeps cannot be read.
        """
        self.problems: list[str] = []
        self.lines: list[str] = []
        self.notes: dict[str, tuple[str, ...]] = {}
        self._folder = folder
        self._take_areas = take_areas
        self._revise = take_revisions
        self._model = model
        self._mid_year = mid_year
        self._before = read_area_updates(folder)
        self._updates = dict(self._before)

    @property
    def known(self) -> pl.DataFrame:
        """Every area that may have figures: area_type and area_code."""
        return areas_known(self._updates)

    @property
    def changed(self) -> list[AreaTable]:
        """The tables that differ from what the folder keeps."""
        return [
            table
            for table in TABLES
            if self._updates[table.name].height != self._before[table.name].height
            or not self._updates[table.name]
            .sort(table.key)
            .equals(self._before[table.name].sort(table.key))
        ]

    def take_files(self, paths: list[Path]) -> list[Path]:
        """Take the files that are tables of areas; faults are noted as problems.

        Args:
            paths: All files of the import.

        Returns:
            The others.
        """
        found: dict[AreaTable, list[tuple[Path, Top]]] = {each: [] for each in _ORDER}
        others = []
        for path in paths:
            try:
                kind = table_in(path)
            except InputError:
                kind = None  # who reads the releases says why
            if kind is None:
                others.append(path)
            else:
                found[kind[0]].append((path, kind[1]))
        for table, files in found.items():
            for path, top in files:
                try:
                    self._take_file(table, path, top)
                except InputError as error:
                    self.problems.append(str(error))
        return others

    def take_releases(
        self, releases: Iterable[tuple[str, pl.DataFrame, pl.DataFrame]]
    ) -> None:
        """Take what releases say of areas beside their figures.

        What is said of each is noted under its name in `notes`.

        Args:
            releases: Name, what it says of areas (`said_of_areas`), its figures.
        """
        newest_first = sorted(releases, key=_newest_year, reverse=True)
        if not newest_first:
            return
        new = new_authorities(
            [said for _, said, _ in newest_first],
            [figures for _, _, figures in newest_first],
            held_authorities(self._updates),
        )
        for name, said, _ in newest_first:
            named = new.join(said, left_on="la_code", right_on="area_code", how="semi")
            if self._take_areas:
                fit = named.filter(pl.col("hindrance").is_null()).drop("hindrance")
                self._keep(take(AUTHORITIES, fit, self._updates, name, revise=False))
            estimates = populations_of(said).join(
                self.known, on=["area_type", "area_code"], how="semi"
            )
            # A held estimate stays: the release may be an old one.
            taken = take(POPULATIONS, estimates, self._updates, name, revise=False)
            self._keep(taken)
            counts = counts_of(estimates)
            self.problems += [f"{name}: {fault}." for fault in england_faults(counts)]
            lines = release_lines(named, taken, are_taken=self._take_areas)
            self.notes[name] = tuple(lines)

    def write(self) -> list[Path]:
        """Keep what was taken.

        Returns:
            The files that were written; none where nothing is new.

        Raises:
            ConfigError: The folder cannot be written.
        """
        if not self.changed:
            return []
        return write_area_updates(self._folder, self._updates, self.changed)

    @property
    def populations(self) -> pl.DataFrame:
        """Every estimate that is held: mid_year, area_type, area_code, all text."""
        return held_rows(POPULATIONS, self._updates)

    def _take_file(self, table: AreaTable, path: Path, top: Top) -> None:
        known = held_authorities(self._updates)
        lines: Iterator[str]
        with imported(imported_ones(self._updates)):
            if table is AUTHORITIES:
                taken = self._taken(table, path, read_authorities(path, top, known))
                lines = authority_lines(taken, revise=self._revise)
            elif table is NEIGHBOURS:
                of_neighbours = neighbour_files.layout_of(top)
                assert of_neighbours is not None  # `table_in` has found it
                rows = neighbour_files.read_neighbours(
                    path, of_neighbours, known, self._model
                )
                taken = self._taken(table, path, rows)
                lacking = neighbour_files.not_in_model(rows, known)
                lines = neighbour_lines(taken, lacking, revise=self._revise)
            else:
                of_estimates = population_files.layout_of(top)
                assert of_estimates is not None  # `table_in` has found it
                found = population_files.read_estimates(
                    path, of_estimates, known, self._mid_year
                )
                taken = self._taken(table, path, found.rows)
                lines = estimate_lines(taken, found, known, revise=self._revise)
            told = [path.name, *(f"  {line}" for line in lines), ""]
        self._keep(taken)
        self.lines += told

    def _taken(self, table: AreaTable, path: Path, rows: pl.DataFrame) -> Taken:
        return take(table, rows, self._updates, path.name, revise=self._revise)

    def _keep(self, taken: Taken) -> None:
        self._updates = dict(taken.updates)


def table_in(path: Path) -> tuple[AreaTable, Top] | None:
    """Which table about areas a file holds, and its headings.

    Args:
        path: A file.

    Returns:
        None for a release, or any other file.

    Raises:
        InputError: It cannot be read as CSV.
    """
    for top in tops(path):
        if set(top.headings) >= _RELEASE:
            return None
        if is_of_authorities(top):
            return AUTHORITIES, top
        if neighbour_files.layout_of(top) is not None:
            return NEIGHBOURS, top
        if population_files.layout_of(top) is not None:
            return POPULATIONS, top
    return None


def _newest_year(release: tuple[str, pl.DataFrame, pl.DataFrame]) -> int:
    newest = release[2].get_column("year").max()
    return newest if isinstance(newest, int) else 0
