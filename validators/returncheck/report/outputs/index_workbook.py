"""`findings.xlsx` of a run whose returns have a workbook each: the way to these.

A line a return with links to its workbook and page, and every check of every return.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from returncheck.files.own_files import WORKBOOK_MARK
from returncheck.files.sheets import Cell, Look, Sheet, Value, write_workbook
from returncheck.report.each.index import Index, IndexRow
from returncheck.report.outputs.workbook import checks_sheet, lines_above
from returncheck.results.check_result import CheckResult

RETURNS_SHEET = "Returns"

_COLUMNS = (
    ("Authority", 28),
    ("Code", 7),
    ("Region", 22),
    ("Return", 24),
    ("Year", 14),
    ("Errors", 9),
    ("Queries", 9),
    ("Notes", 9),
    ("Explained", 10),
    ("Contract: passed", 10),
    ("Contract: failed", 10),
    ("New", 8),
    ("Mended", 8),
    ("Rows", 10),
    ("File", 34),
    ("Workbook", 40),
    ("Page", 40),
)


def write_index_xlsx(result: CheckResult, index: Index, path: Path) -> None:
    """Write the workbook that leads to those of the returns.

    Args:
        result: The result.
        index: What the index shows.
        path: The file; replaced when it is there.
    """
    sheets = (_returns(index), checks_sheet(result, index, title="By check"))
    shown = [sheet for sheet in sheets if sheet.row_count or sheet is sheets[0]]
    write_workbook(shown, path, mark=WORKBOOK_MARK)


def _returns(index: Index) -> Sheet:
    return Sheet(
        title=RETURNS_SHEET,
        headings=[heading for heading, _ in _COLUMNS],
        widths=[width for _, width in _COLUMNS],
        rows=_lines(index.rows),
        row_count=len(index.rows),
        above=lines_above(index),
        look=Look.TABLE,
        fixed=1,
    )


def _lines(rows: Sequence[IndexRow]) -> Iterator[Sequence[Value | Cell]]:
    for row in rows:
        yield [
            Cell(value=row.authority, file=row.workbook),
            row.la_code,
            row.region or None,
            row.collection,
            int(row.year) if row.year.isdecimal() else row.year,
            row.errors,
            row.queries,
            row.notes,
            row.explained,
            row.passed,
            row.failed,
            row.new,
            row.mended,
            row.rows,
            row.source_name,
            Cell(value=row.workbook, file=row.workbook),
            Cell(value=row.page, file=row.page),
        ]
