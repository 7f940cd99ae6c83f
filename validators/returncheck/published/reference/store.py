"""The files that keep what was imported about areas, beside the imported figures.

Their columns are those of the seeds in `seeds/areas`, and the source of each row.
"""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import staged_files
from returncheck.published.reference.checks import faulty_row
from returncheck.published.reference.held import Updates
from returncheck.published.reference.tables import TABLES, AreaTable


def read_area_updates(folder: Path | None) -> dict[str, pl.DataFrame]:
    """What a folder keeps about areas.

    Args:
        folder: The folder; None for nothing.

    Returns:
        Name of each raw table to its rows, all text; no row where the file is not
        there.

    Raises:
        InputError: A file is there but is not one that an import wrote.
    """
    return {table.name: _read(table, folder) for table in TABLES}


def write_area_updates(
    folder: Path, updates: Updates, changed: Iterable[AreaTable]
) -> list[Path]:
    """Keep what was imported about areas; all of the files or none.

    Args:
        folder: The folder; created when it is missing.
        updates: Name of each raw table to its rows.
        changed: The tables to be written.

    Returns:
        The files.

    Raises:
        ConfigError: The folder cannot be written.
    """
    tables = list(changed)
    try:
        # Nothing here is about a child: folder and files are for the team.
        folder.mkdir(parents=True, exist_ok=True)
        with staged_files(folder) as staged:
            for table in tables:
                rows = updates[table.name].select(table.kept_columns)
                order = [
                    pl.col(name).cast(pl.Int64) if name == "rank" else pl.col(name)
                    for name in table.key
                ]
                rows.sort(order).write_csv(staged.path(table.file_name))
            staged.put()
        paths = [folder / table.file_name for table in tables]
        for path in paths:
            path.chmod(0o644)
    except OSError as error:
        other = "choose another folder with --out"
        raise write_error(place_of(error, folder), error, other) from error
    return paths


def _read(table: AreaTable, folder: Path | None) -> pl.DataFrame:
    from returncheck.files.csv_files import check_rows, read_frames, read_headings

    path = None if folder is None else folder / table.file_name
    if path is None or not path.is_file():
        return table.empty()
    columns = table.kept_columns
    try:
        headings = read_headings(path) if path.stat().st_size else ()
        if headings != columns:
            raise InputError(
                f"{path} does not begin with {','.join(columns)}. {_REMEDY}"
            )
        check_rows(path, len(headings))
        frames = list(read_frames(path, headings, columns))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if not frames:
        return table.empty()
    rows = pl.concat(frames)
    wrong = faulty_row(table, rows)
    if wrong is not None:
        raise InputError(
            f"{path} holds what no import writes, or a row a second time, in row "
            f"{wrong}. {_REMEDY}"
        )
    return rows.select(columns)


_REMEDY = "Remove the file and import it again with: returncheck import-published"
