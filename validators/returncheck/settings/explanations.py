"""Reads the CSV in which a team explains its queries.

Which explanation explains what is SQL (`models/intermediate/explanations/`); this
module only brings the rows in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from returncheck.errors import InputError
from returncheck.files.own_files import EXPLANATION_COLUMNS as COLUMNS

RETURN = "return"
"""Heading of the return id."""

FIGURE_COLUMNS = ("figure", "stated", "expected")
"""Headings of what names a figure and the two values that do not agree."""

WHOLE_RETURN = "whole return"
"""What stands for the child in an explanation of a finding on all of a return."""


_OPTIONAL = (RETURN, *FIGURE_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One row of the file, as written; None for an empty cell.

    Attributes:
        row_number: Position below the headings, from 1, blank rows counted.
        rule: Code of a rule, or name of a comparison between two figures.
        child: LA child identifier; `whole return` or nothing for all of a return.
        reason: Why the query is right as it is.
        by: Who says so.
        date: On what day, YYYY-MM-DD or DD/MM/YYYY.
        return_id: The return that is meant; None for any.
        figure: The figure that disagrees, as the outputs name it; None for a rule.
        stated: What it is; the explanation holds while that stays the same.
        expected: What it was held against; likewise. None where there was no value.
    """

    row_number: int
    rule: str | None
    child: str | None
    reason: str | None
    by: str | None
    date: str | None
    return_id: str | None
    figure: str | None = None
    stated: str | None = None
    expected: str | None = None


def read_explanations(path: Path) -> Sequence[Explanation]:
    """The explanations in a file.

    Args:
        path: A CSV file in UTF-8 with the headings of `COLUMNS`, in any letter case
            and order; the apostrophes that `queries-to-explain.csv` puts before what
            looks like a formula are taken away again.

    Returns:
        Its rows that are not blank.

    Raises:
        InputError: The file is missing, empty, no CSV, or lacks a heading.
    """
    from returncheck.files.csv_files import check_rows, read_frames, read_headings
    from returncheck.files.formulas import unguarded

    try:
        if path.stat().st_size == 0:
            raise InputError(f"{path} is empty. {_wanted()}")
        headings = tuple(heading.lower() for heading in read_headings(path))
        _check_headings(path, headings)
        check_rows(path, len(headings))
        frames = list(read_frames(path, headings, (*COLUMNS, *_OPTIONAL)))
    except OSError as error:
        raise InputError(
            f"The explanations {path} cannot be read: {error.strerror}. "
            "Check the name given with --explanations."
        ) from error
    return [
        Explanation(
            row_number=row["row_number"],
            rule=unguarded(row["rule"]),
            child=unguarded(row["child"]),
            reason=unguarded(row["reason"]),
            by=unguarded(row["by"]),
            date=unguarded(row["date"]),
            return_id=unguarded(row[RETURN]),
            figure=unguarded(row["figure"]),
            stated=unguarded(row["stated"]),
            expected=unguarded(row["expected"]),
        )
        for frame in frames
        for row in frame.iter_rows(named=True)
    ]


def _check_headings(path: Path, headings: tuple[str, ...]) -> None:
    missing = [name for name in COLUMNS if name not in headings]
    if missing:
        raise InputError(f"{path} has no column '{missing[0]}'. {_wanted()}")
    twice = [name for name in (*COLUMNS, *_OPTIONAL) if headings.count(name) > 1]
    if twice:
        raise InputError(f"{path} has the column '{twice[0]}' twice. {_wanted()}")


def _wanted() -> str:
    return f"Its first line has to be: {','.join(COLUMNS)}"
