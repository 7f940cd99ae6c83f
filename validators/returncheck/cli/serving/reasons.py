"""The queries that are open, and the reasons that are given for them."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from returncheck.errors import InputError
from returncheck.files.own_files import EXPLANATION_COLUMNS
from returncheck.settings.explanations import FIGURE_COLUMNS, RETURN

HEADINGS: Final = (*EXPLANATION_COLUMNS, RETURN, *FIGURE_COLUMNS)
MOST_SHOWN: Final = 200
"""Queries that are shown for their reasons; of more, the file is to be filled in."""

_MOST_LETTERS: Final = 2000


def open_queries(path: Path) -> list[dict[str, str]]:
    """The queries without a reason, as `queries-to-explain.csv` has them.

    Args:
        path: The file, there or not.
    """
    return [row for row in _rows(path) if not row["reason"]]


def add_reasons(path: Path, given: Iterable[Mapping[str, object]]) -> int:
    """Add rows to the explanations of a session.

    Args:
        path: The file; made where it is missing. A later row comes before an earlier.
        given: Rows by heading; those without a reason are passed over.

    Returns:
        How many were added.

    Raises:
        InputError: A row is no row of texts.
    """
    rows = [row for row in map(_row, given) if row["reason"]]
    before = _rows(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows([*before, *rows])
    return len(rows)


def add_file(path: Path, other: Path) -> int:
    """Add the rows of a file in which queries are explained; see `add_reasons`."""
    return add_reasons(path, _rows(other))


def _row(given: Mapping[str, object]) -> dict[str, str]:
    row = {}
    for heading in HEADINGS:
        value = given.get(heading) or ""
        if not isinstance(value, str) or len(value) > _MOST_LETTERS:
            raise InputError(
                f"A reason cannot be read. Give a text of at most {_MOST_LETTERS:,} "
                "letters."
            )
        row[heading] = value
    return row


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not in UTF-8. Save it as CSV in UTF-8."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    headings = [heading.strip().lower() for heading in next(reader, [])]
    named = (dict(zip(headings, cells, strict=False)) for cells in reader if any(cells))
    return [
        {heading: row.get(heading, "").strip() for heading in HEADINGS} for row in named
    ]
