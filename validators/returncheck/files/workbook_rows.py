"""The rows of a workbook's sheets, one after the other, and what hides them.

Only sheets of cells are opened, and only their rows are read: charts, pictures, rules
and whatever else a workbook holds can neither be in the way nor be wrong.
"""

import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

# An element of XML, and a cell, which have no common type.
_Element: TypeAlias = Any
Cell: TypeAlias = Any

_NO_RESULT: Final = "f"
_SEEN: Final = "visible"
_TRUE: Final = ("1", "true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that is in the file.

    Attributes:
        number: Its number on the sheet, from 1.
        cells: Its cells from the first column on, as many as may be; a gap is None.
        is_too_wide: Whether there are values in columns beyond those.
        is_hidden: Whether it is hidden, by hand or by a filter.
    """

    number: int
    cells: "tuple[Cell | None, ...]"
    is_too_wide: bool
    is_hidden: bool


class _RowParser(WorkSheetParser):
    """Rows alone, and whether a formula without a value was never worked out."""

    def parse(self) -> Generator[Any, None, None]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                row = self.parse_row(element)
                element.clear()
                yield row

    def parse_cell(self, element: _Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        # Programs mark a formula whose result is an empty text as a text.
        is_empty = cell["value"] is None and element.get("t") != "str"
        if is_empty and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = _NO_RESULT
        return cell


class SheetOfRows(ReadOnlyWorksheet):
    """A sheet of cells, whatever size it says it has."""

    def _get_size(self) -> None:
        """The size that a file states may be wrong, so it is not read."""

    @property
    def is_hidden(self) -> bool:
        """Whether its tab is hidden."""
        return bool(self.sheet_state != _SEEN)

    def parsed_rows(self, most: int) -> Iterator[Row]:
        """The rows that are in the file, in its order.

        Args:
            most: Number of columns that are looked at.
        """
        page: Any = self
        book: Any = self.parent
        with page._get_source() as source:
            parser = _RowParser(
                source,
                page._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, parsed in parser.parse():
                shape = parser.row_dimensions.pop(str(number), {})
                yield self._row(number, parsed, most, shape.get("hidden") in _TRUE)

    def _row(
        self, number: int, parsed: list[dict[str, Any]], most: int, is_hidden: bool
    ) -> Row:
        full = [
            cell
            for cell in parsed
            if cell["value"] is not None or cell["data_type"] == _NO_RESULT
        ]
        kept = {cell["column"]: cell for cell in full if 1 <= cell["column"] <= most}
        cells: list[Cell | None] = [None] * max(kept, default=0)
        for place, cell in kept.items():
            cells[place - 1] = ReadOnlyCell(self, **cell)
        return Row(
            number=number,
            cells=tuple(cells),
            is_too_wide=any(cell["column"] > most for cell in full),
            is_hidden=is_hidden,
        )


class _Reader(ExcelReader):
    """A workbook of which sheets of cells alone are opened."""

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_worksheets(self) -> None:
        book: Any = self.wb
        for sheet, part in self.parser.find_sheets():
            if part.target not in self.valid_files or "chartsheet" in part.Type:
                continue
            page = SheetOfRows(book, sheet.name, part.target, self.shared_strings)
            page.sheet_state = sheet.state or _SEEN
            book._sheets.append(page)


@contextmanager
def opened_workbook(path: Path) -> Iterator[list[SheetOfRows]]:
    """The sheets of a workbook, in the order of the tabs.

    Args:
        path: A ZIP archive.

    Raises:
        Exception: Anything that the library raises for an archive that is none.
    """
    # From memory, because the library judges a path by its ending.
    content = BytesIO(path.read_bytes())
    reader = _Reader(content, read_only=True, data_only=True, keep_links=False)
    with warnings.catch_warnings():
        # What it says of styles and of parts that it passes over is of no use here.
        warnings.simplefilter("ignore", UserWarning)
        reader.read()
    book: Any = reader.wb
    try:
        yield list(book._sheets)
    finally:
        book.close()


def lacks_result(cell: Cell) -> bool:
    """Whether a cell has a formula that the program which saved it left unsolved."""
    return bool(cell.data_type == _NO_RESULT)
