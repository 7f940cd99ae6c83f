"""The file that keeps imported figures, in a folder that outlives an installation.

Its columns are those of the shipped files, and the source of each figure.
"""

from pathlib import Path

import polars as pl

from returncheck.errors import ConfigError, InputError
from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import write_whole
from returncheck.published.symbols import KEY, NUMBER, SYMBOLS

FILE_NAME = "published_updates.csv"
"""Name of the file in its folder."""

COLUMNS = (
    "indicator_id",
    "year",
    "area_type",
    "area_code",
    "numerator",
    "denominator",
    "value",
    "source",
)
"""Its columns, in order, and those of the table `raw.published_updates`."""

SCHEMA = dict.fromkeys(COLUMNS, pl.String)


def read_updates(folder: Path | None) -> pl.DataFrame:
    """The figures that a folder keeps.

    Args:
        folder: The folder; None for no figures.

    Returns:
        The columns of `COLUMNS`, all text; no row when the file is not there.

    Raises:
        InputError: The file is there but is not one that an import wrote.
    """
    from returncheck.files.csv_files import check_rows, read_frames, read_headings

    path = None if folder is None else folder / FILE_NAME
    if path is None or not path.is_file():
        return pl.DataFrame(schema=SCHEMA)
    try:
        headings = read_headings(path) if path.stat().st_size else ()
        if headings != COLUMNS:
            raise InputError(
                f"{path} does not begin with {','.join(COLUMNS)}. {_remedy()}"
            )
        check_rows(path, len(headings))
        frames = list(read_frames(path, headings, COLUMNS))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if not frames:
        return pl.DataFrame(schema=SCHEMA)
    rows = pl.concat(frames)
    _check(path, rows)
    return rows.select(COLUMNS)


def updates_in_use(folder: Path | None) -> pl.DataFrame:
    """The figures that a check is to use.

    Args:
        folder: Where they are kept; None for none.

    Returns:
        What `read_updates` gives.

    Raises:
        ConfigError: Nothing was imported into the folder.
        InputError: Its file is not one that an import wrote.
    """
    if folder is not None and not (folder / FILE_NAME).is_file():
        raise ConfigError(
            f"The folder {folder} holds no {FILE_NAME}. Import a release into it "
            "with: returncheck import-published"
        )
    return read_updates(folder)


def write_updates(folder: Path, updates: pl.DataFrame) -> Path:
    """Keep figures, in the place of all that the folder had; whole or not at all.

    Args:
        folder: The folder; created when it is missing.
        updates: The columns of `COLUMNS`.

    Returns:
        The file.

    Raises:
        ConfigError: The folder cannot be written.
    """
    path = folder / FILE_NAME
    try:
        # Published figures hold no child: folder and file are for the team.
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, updates.select(COLUMNS).sort(KEY).write_csv)
        path.chmod(0o644)
    except OSError as error:
        other = "choose another folder with --out"
        raise write_error(place_of(error, folder), error, other) from error
    return path


def _check(path: Path, rows: pl.DataFrame) -> None:
    from returncheck.catalogue.indicators import indicators

    value = pl.col("value")
    known = [indicator.indicator_id for indicator in indicators()]
    is_right = (
        pl.col("indicator_id").is_in(known)
        & pl.col("year").str.contains(r"^[0-9]{4}$")
        & pl.col("area_type").is_in(["england", "region", "authority"])
        & pl.col("area_code").is_not_null()
        & (value.str.contains(NUMBER) | value.is_in(list(SYMBOLS)))
    ).fill_null(value=False)
    wrong = rows.filter(~is_right | pl.struct(*KEY).is_duplicated())
    if not wrong.is_empty():
        number = wrong.get_column("row_number").item(0)
        raise InputError(
            f"{path} holds no published figure, or one a second time, in row {number}. "
            f"{_remedy()}"
        )


def _remedy() -> str:
    return (
        "Remove the file and import the releases again with: "
        "returncheck import-published"
    )
