"""A table about areas as a file has it: where its headings stand, its rows as text.

Headings are compared by their letters and digits alone: `LA code` is `la_code`. Lines
of a title may stand above them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from returncheck.errors import InputError
from returncheck.files.csv_files import (
    check_rows,
    first_rows,
    read_frames,
    read_headings,
)

_LINES_ABOVE = 12
_SHOWN = 5
_FAULTS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """A row that may be the headings.

    Attributes:
        above: Rows with a value above it.
        headings: Its cells by their letters and digits.
        printed: Its cells.
    """

    above: int
    headings: tuple[str, ...]
    printed: tuple[str, ...]

    def first(self, *names: str) -> str | None:
        """The first of some headings that is there.

        Args:
            names: Headings, by their letters and digits.
        """
        return next((name for name in names if name in self.headings), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file.

    Attributes:
        number: Its place below the headings.
        cells: Heading to cell, without surrounding blanks; empty for no value.
    """

    number: int
    cells: dict[str, str]

    def __getitem__(self, heading: str) -> str:
        """The cell below a heading."""
        return self.cells[heading]


def tops(path: Path) -> list[Top]:
    """The first rows of a file, any of which may be its headings.

    Args:
        path: A file.

    Returns:
        None of them where it has no row.

    Raises:
        InputError: It cannot be read as CSV.
    """
    try:
        if path.stat().st_size == 0:
            return []
        read_headings(path)
        rows = first_rows(path, _LINES_ABOVE)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    return [
        Top(above=above, headings=tuple(letters(cell) for cell in row), printed=row)
        for above, row in enumerate(rows)
    ]


def rows_below(path: Path, top: Top, wanted: Sequence[str]) -> Iterator[Row]:
    """The rows of a file.

    Args:
        path: The file.
        top: Its headings.
        wanted: The headings of the cells that are read.

    Raises:
        InputError: A wanted heading stands there twice, or a row cannot be read.
    """
    for name in wanted:
        if top.headings.count(name) > 1:
            printed = top.printed[top.headings.index(name)]
            raise InputError(f"{path} has the column '{printed}' twice. Take one out.")
    try:
        check_rows(path, len(top.headings), top.above)
        # Headings that are not wanted may be alike.
        unique = tuple(
            name if name in wanted else f"column {place}"
            for place, name in enumerate(top.headings)
        )
        for frame in read_frames(path, unique, tuple(wanted), top.above):
            for cells in frame.iter_rows(named=True):
                number = cells.pop("row_number")
                filled = {
                    name: " ".join((cell or "").split()) for name, cell in cells.items()
                }
                if any(filled.values()):
                    yield Row(number=number, cells=filled)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def letters(heading: str) -> str:
    """A heading by its letters and digits, in small letters.

    Args:
        heading: As the file has it.
    """
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def listed(values: Sequence[str]) -> str:
    """Values for a message, the first few and how many more.

    Args:
        values: The values.
    """
    more = len(values) - _SHOWN
    shown = ", ".join(values[:_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


def rows_listed(numbers: Sequence[int]) -> str:
    """Rows for a message.

    Args:
        numbers: Their numbers.
    """
    noun = "row" if len(numbers) == 1 else "rows"
    return f"{noun} {listed([str(number) for number in numbers])}"


def refusal(path: Path, faults: Iterable[str]) -> InputError:
    """Why a file is not taken, one fault a line, each once.

    Args:
        path: The file.
        faults: The faults, without the file's name.
    """
    lines = list(dict.fromkeys(faults))
    told = [f"{path}: {line}." for line in lines[:_FAULTS_SHOWN]]
    if len(lines) > _FAULTS_SHOWN:
        told.append(f"{path}: {len(lines) - _FAULTS_SHOWN:,} more faults.")
    return InputError("\n".join(told))
