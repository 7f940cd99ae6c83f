"""A return that can be read: who sent it, and its tables batch by batch.

Holds the shapes that every reader fills; recognising files belongs to `discover`,
reading them to `<return>/reader.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from returncheck.errors import InputError
from returncheck.returns.coverage import Coverage

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The next rows of a return.

    Attributes:
        tables: Frames by official table name, only tables with rows in this batch.
            Each has `row_number` (Int64, 1-based over the whole table in its source)
            and then exactly the official columns of all years (String). A value that
            is absent or empty is null; any other is the text as received.
    """

    tables: "dict[str, pl.DataFrame]"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """One table that was read whole, as the small tables of reports are.

    Attributes:
        path: The file.
        where: The file, and the sheet of a workbook, as a message names it.
        source_name: The file's name in results.
        table: Official table name.
        frame: `row_number` and the official columns, as text.
        has_index: Whether a column that only numbers the rows was passed over.
        notes: What else is said of the file, one line each.
    """

    path: Path
    where: str
    source_name: str
    table: str
    frame: "pl.DataFrame"
    has_index: bool = False
    notes: tuple[str, ...] = ()


class TableReader(Protocol):
    """What a kind of file has to offer to be read as a return."""

    def batches(self) -> Iterator[Batch]:
        """The rows from the beginning, in file order; each call starts again."""

    def observations(
        self, covered: frozenset[Coverage] = frozenset()
    ) -> "pl.DataFrame":
        """Contract findings about the file that belong to no value of it."""


def unreadable(error: OSError, name: str) -> InputError:
    """The refusal of what the operating system does not let us read.

    Args:
        error: What it said.
        name: The file or folder, where the error does not name it.
    """
    return InputError(
        f"{error.filename or name} cannot be read: {error.strerror or error}. "
        "Check that it is still there and that you may read it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSource:
    """One return found in the user's files, not yet read.

    Attributes:
        collection: What kind of return it is.
        la_code: Three-digit code of the authority that submits it.
        return_year: Year ending 31 March; None for a return without years.
        return_id: Key of the return, `<collection>-<la_code>-<year>`.
        source_name: File or folder name, from the path the user gave.
        files: Every file that is read, as paths below the one the user gave.
        present_tables: Tables that the return has, also those without rows.
        reader: What reads the files.
        derived_columns: Table and column of each derived column that the return has.
        file_format: `csv` or `xml`, for a return that comes in both; otherwise None.
        element_cells: Once the batches have been read to their end, the values that
            findings about elements speak of, rows of `contract_findings.CELL_SCHEMA`: a
            rule that finds them missing speaks in their place. None where nothing is
            found about elements.
        is_context: Whether it is there to look back on, and not to be submitted; None
            where that is not told by where it lies.
        notes: What its files hold that is passed over or that nobody sees there, one
            line each; names of files in it may be a child's.
    """

    collection: str
    la_code: str
    return_year: int | None
    return_id: str
    source_name: str
    files: tuple[Path, ...]
    present_tables: tuple[str, ...]
    reader: TableReader
    element_cells: "Callable[[], pl.DataFrame] | None" = None
    derived_columns: tuple[tuple[str, str], ...] = ()
    file_format: str | None = None
    is_context: bool | None = None
    notes: tuple[str, ...] = ()

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables, about 50,000 at a time, in file order.

        Yields:
            Batches; every call reads from the beginning.

        Raises:
            InputError: The file cannot be read to its end (truncated XML, no
                children, gone since it was found); batches given before that are not
                to be kept.
        """
        try:
            yield from self.reader.batches()
        except OSError as error:
            raise unreadable(error, self.source_name) from error

    def observations(
        self, covered: frozenset[Coverage] = frozenset()
    ) -> "pl.DataFrame":
        """What the last complete reading saw that is not a value of a table.

        Args:
            covered: What rules in force report; nothing is found about it.

        Returns:
            Findings with the columns of `contract_findings.FINDING_SCHEMA`, one row
            per element and kind of fault; `row_number` and `table_name` are null.

        Raises:
            InternalError: The batches have not been read to their end.
        """
        return self.reader.observations(covered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something the user gave that is not loaded, and why.

    Attributes:
        source_name: File or folder name, from the path the user gave.
        error: The reason, one line: what happened, where, what to do.
    """

    source_name: str
    error: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a reader made of the files it was handed.

    Attributes:
        sources: The returns that can be read.
        refusals: What is not loaded, and why.
        notes: What of a file is passed over, one line each.
    """

    sources: tuple[ReturnSource, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
