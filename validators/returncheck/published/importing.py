"""Imports published files: read, check, compare, keep; nothing is kept when one fails.

Saying what was done is `summary`'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.published.checks import problems_of, unknown_areas
from returncheck.published.compare import Standing, compared
from returncheck.published.current import held_figures, known_areas
from returncheck.published.figures import KEY, figures_of
from returncheck.published.mapping import Release, ReleaseMapping, read_mapping
from returncheck.published.reader import read_published_file
from returncheck.published.store import COLUMNS, read_updates, write_updates


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """What became of one file.

    Attributes:
        path: The file.
        release: What it is.
        row_count: Rows below its headings.
        figures: Its figures of known areas, with their standing.
        unknown_areas: Codes of areas that are not known; their figures are left out.
    """

    path: Path
    release: Release
    row_count: int
    figures: pl.DataFrame
    unknown_areas: Sequence[str]

    def taken(self, *, revisions: bool) -> pl.DataFrame:
        """The figures that are kept.

        Args:
            revisions: Whether those that replace a held figure are among them.
        """
        wanted = [Standing.ADDED, Standing.REVISED] if revisions else [Standing.ADDED]
        return self.figures.filter(
            pl.col("standing").is_in([standing.value for standing in wanted])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did.

    Attributes:
        files: The files, in order.
        kept_in: The file that was written; None when there was nothing to keep.
        revisions_taken: Whether revised figures replace those that were held.
    """

    files: tuple[ImportedFile, ...]
    kept_in: Path | None
    revisions_taken: bool


def import_published(
    paths: Iterable[Path],
    folder: Path,
    *,
    mapping: Path | None = None,
    take_revisions: bool = False,
) -> ImportResult:
    """Check published files and keep what the project does not hold yet.

    Args:
        paths: Files in the open-data layout of Explore education statistics.
        folder: Where the figures are kept; created when it is missing.
        mapping: Mapping file; None for the shipped one.
        take_revisions: Whether a figure that differs from the held one replaces it.

    Returns:
        What each file brought.

    Raises:
        ConfigError: The mapping cannot be used, or the folder not be written.
        InputError: At least one file cannot be taken, with the reasons, one a line;
            nothing was written.
    """
    known_releases = read_mapping(mapping)
    updates = read_updates(folder)
    areas = known_areas()
    held = held_figures(updates)
    files, problems = [], []
    for path in paths:
        try:
            file = _read(path, known_releases, areas, held)
        except InputError as error:
            problems.append(str(error))
            continue
        files.append(file)
        taken = file.taken(revisions=take_revisions)
        # A second file is held against what the first has just brought.
        newer = taken.select(held.columns)
        held = pl.concat([newer, held.join(newer, on=list(KEY), how="anti")])
        updates = _merged(updates, taken, file)
    if problems:
        problems.append("Nothing was imported.")
        raise InputError("\n".join(problems))
    brought = any(not f.taken(revisions=take_revisions).is_empty() for f in files)
    return ImportResult(
        files=tuple(files),
        kept_in=write_updates(folder, updates) if brought else None,
        revisions_taken=take_revisions,
    )


def _read(
    path: Path, mapping: ReleaseMapping, areas: pl.DataFrame, held: pl.DataFrame
) -> ImportedFile:
    file = read_published_file(path, mapping)
    figures = figures_of(file, mapping)
    problems = problems_of(file, figures, areas, mapping)
    if problems:
        raise InputError("\n".join(f"{path}: {problem}." for problem in problems))
    known = figures.join(areas, on=["area_type", "area_code"], how="semi")
    return ImportedFile(
        path=path,
        release=file.release,
        row_count=file.rows.height,
        figures=compared(known, held),
        unknown_areas=unknown_areas(figures, areas),
    )


def _merged(
    updates: pl.DataFrame, taken: pl.DataFrame, file: ImportedFile
) -> pl.DataFrame:
    source = f"{file.release.release_id}: {file.path.name}"
    newer = taken.with_columns(
        pl.col("year").cast(pl.String), pl.lit(source).alias("source")
    ).select(COLUMNS)
    return pl.concat([updates.join(newer, on=list(KEY), how="anti"), newer])
