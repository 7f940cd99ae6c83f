"""A column without a heading that only numbers the rows, as programs write it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from returncheck.errors import InputError
from returncheck.files.csv_files import read_frames
from returncheck.returns.quoting import quoted_list

_INDEX: Final = "(without heading)"


def named(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings that are there."""
    return tuple(heading for heading in headings if heading)


def check_index(path: Path, headings: Sequence[str]) -> None:
    """See to it that at most one column has no heading, and only numbers the rows.

    Args:
        path: The CSV file; its rows are as long as its headings.
        headings: Its headings, empty where there is none.

    Raises:
        InputError: Values stand under no heading that are no numbers of rows.
    """
    blank = len(headings) - len(named(headings))
    if blank > 1 or (blank and not _numbers_rows(path, headings)):
        raise InputError(
            f"{path} has values in a column without a heading, which are not "
            "numbers of its rows. Give the column a heading or take it out."
        )


def _numbers_rows(path: Path, headings: Sequence[str]) -> bool:
    known = tuple(heading or _INDEX for heading in headings)
    return all(
        frame[_INDEX].drop_nulls().str.contains(r"\A[0-9]+\z").all()
        for frame in read_frames(path, known, (_INDEX,))
    )


def index_notes(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """What is said of the files of a folder that have such a column.

    Args:
        folder: The folder, as a message names it.
        names: Their file names.

    Returns:
        One line, or none where there are no such files.
    """
    if not names:
        return ()
    noun = "file" if len(names) == 1 else "files"
    return (
        f"{folder}: a column without a heading that only numbers the rows passed over "
        f"in {len(names)} {noun}: {quoted_list(list(names))}.",
    )
