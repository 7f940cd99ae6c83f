"""`findings.xlsx`: what was found, to be mended from a spreadsheet.

Four sheets: a summary by check, every record by rule, every record by child and one
line an episode. Dates are dates, so that they sort and filter; nothing is a formula.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from returncheck.files.own_files import WORKBOOK_SHEETS
from returncheck.findings.finding import Layer, Severity
from returncheck.findings.grouping import of_children, short_name
from returncheck.report.page import Page
from returncheck.report.sections.checks import check_title, check_titles
from returncheck.report.words.cells import ROLES, value_text
from returncheck.report.words.names import ReturnName, return_names
from returncheck.report.words.numbers import counted
from returncheck.report.words.terms import NOUNS
from returncheck.results.check_result import CheckResult
from returncheck.returns.quoting import visible

MOST_ROWS = 1_000_000
"""Most records that a sheet shows; a sheet cannot hold more than 1,048,576 rows."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
_FIRST_DATE = date(1900, 3, 1)
"""First date that spreadsheets agree about; earlier ones stay text."""

_TAKEN_FOR_MORE = ("=", "#")
"""How a formula and an error value begin."""

_DATE_FORMAT = "dd/mm/yyyy"

Value = str | int | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: its heading, its width in letters, and where it is from."""

    heading: str
    width: int
    name: str


_PLACE = (
    Column(heading="Child", width=22, name="child_id"),
    Column(heading="Episode", width=9, name="episode_id"),
    Column(heading="Table", width=22, name="table_name"),
    Column(heading="Row", width=8, name="row_number"),
    Column(heading="Field", width=28, name="field"),
    Column(heading="Value", width=18, name="value"),
    Column(heading="Record", width=14, name="role"),
)
_RULE = (
    Column(heading="Severity", width=9, name="severity"),
    Column(heading="Check", width=14, name="check"),
    Column(heading="What is wrong, and what to do", width=60, name="message"),
)
_EXPLANATION = (
    Column(heading="Explanation", width=40, name="explanation"),
    Column(heading="Explained by", width=18, name="explained_by"),
    Column(heading="Explained on", width=13, name="explained_on"),
)
_FINDING = Column(heading="Finding", width=9, name="number")
_RETURN = Column(heading="Return", width=24, name="return_name")
_BY_RULE = (*_RULE, _FINDING, _RETURN, *_PLACE, *_EXPLANATION)
_BY_CHILD = (_RETURN, *_PLACE[:2], *_RULE, _FINDING, *_PLACE[2:], *_EXPLANATION)
_SUMMARY = (
    Column(heading="Severity", width=28, name="severity"),
    Column(heading="Check", width=16, name="check"),
    Column(heading="What is wrong", width=60, name="title"),
    Column(heading="Return", width=24, name="return_name"),
    Column(heading="Findings", width=10, name="findings"),
    Column(heading="Explained", width=10, name="explained"),
    Column(heading="To do", width=10, name="open"),
    Column(heading="Children", width=10, name="children"),
    Column(heading="Records", width=10, name="locations"),
)
_EPISODES = (
    _RETURN,
    *_PLACE[:2],
    Column(heading="Errors", width=8, name="errors"),
    Column(heading="Queries", width=8, name="queries"),
    Column(heading="Explained", width=10, name="explained"),
    Column(heading="Notes", width=8, name="notes"),
    Column(heading="Checks", width=60, name="checks"),
)
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
_TITLE_FONT = Font(bold=True, size=14)


def write_findings_xlsx(result: CheckResult, page: Page, path: Path) -> None:
    """Write the findings as a workbook.

    Args:
        result: The result.
        page: What the page shows, for the outcome in words.
        path: The file; replaced when it is there.
    """
    names = return_names(result.returns)
    records = _records(result.findings, names)
    book = Workbook(write_only=True)
    _summary(book, result, page, names)
    _, by_rule, by_child, by_episode = WORKBOOK_SHEETS
    _sheet(book, by_rule, _BY_RULE, records)
    children = of_children(records).sort(
        "child_id", "return_id", "episode_id", "number", "place", nulls_last=False
    )
    _sheet(book, by_child, _BY_CHILD, children)
    _sheet(book, by_episode, _EPISODES, _named(result.by_episode, names))
    book.save(path)


def _records(findings: pl.DataFrame, names: Mapping[str, ReturnName]) -> pl.DataFrame:
    """The findings with what the sheets add: a number each, names, short codes."""
    return (
        _named(findings, names)
        .with_row_index("place")
        .with_columns(
            short_name(pl.col("check_id")).alias("check"),
            pl.col("place").min().over("finding_id").rank("dense").alias("number"),
            pl.col("role").replace(ROLES),
            pl.when(pl.col("layer") == Layer.RULE.value)
            .then(pl.col("value").map_elements(value_text, return_dtype=pl.String))
            .otherwise(pl.col("value").map_elements(visible, return_dtype=pl.String))
            .alias("value"),
        )
        .sort("number", "place")
    )


def _named(frame: pl.DataFrame, names: Mapping[str, ReturnName]) -> pl.DataFrame:
    full = {return_id: name.full for return_id, name in names.items()}
    return frame.with_columns(
        pl.col("return_id")
        .replace_strict(full, default="", return_dtype=pl.String)
        .alias("return_name")
    )


def _summary(
    book: Workbook, result: CheckResult, page: Page, names: Mapping[str, ReturnName]
) -> None:
    titles = check_titles(result)
    checks = _named(result.by_check, names).with_columns(
        short_name(pl.col("check_id")).alias("check"),
        (pl.col("findings") - pl.col("explained").cast(pl.Int64)).alias("open"),
        pl.struct("layer", "check_id")
        .map_elements(
            lambda each: check_title(each["layer"], each["check_id"], titles),
            return_dtype=pl.String,
        )
        .alias("title"),
    )
    numbers = [
        counted(page.counts[severity], *NOUNS[severity]) for severity in Severity
    ]
    explained = f"{counted(result.explained, *NOUNS[Severity.QUERY])} explained"
    above = [
        f"{page.title}: {page.status.title.lower()}",
        f"{', '.join(numbers)}; {explained}.",
        f"Checked {page.started_at} by returncheck {page.version}.",
        *(f"Refused: {reason}" for reason in page.refused),
    ]
    _sheet(book, WORKBOOK_SHEETS[0], _SUMMARY, checks, above=above)


def _sheet(
    book: Workbook,
    title: str,
    columns: Sequence[Column],
    frame: pl.DataFrame,
    above: Sequence[str] = (),
) -> None:
    """A sheet with a filter over its table and its headings frozen."""
    sheet = book.create_sheet(title)
    head = len(above) + 1
    shown = frame.head(MOST_ROWS)
    last = get_column_letter(len(columns))
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{last}{head + shown.height}"
    for number, line in enumerate(_writable(line) for line in above):
        cell = _text(sheet, line)
        if number == 0:
            cell.font = _TITLE_FONT
        sheet.append([cell])
    sheet.append([_heading(sheet, column.heading) for column in columns])
    for row in shown.select(column.name for column in columns).iter_rows():
        sheet.append([_written(sheet, _typed(value)) for value in row])
    left = frame.height - shown.height
    if left:
        sheet.append([f"{left} more records stand in findings.csv."])


def _heading(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    cell.alignment = Alignment(vertical="top")
    return cell


def _typed(value: str | int | date | None) -> Value:
    """A value as its own kind: a text that is a calendar date becomes one."""
    moment = value
    if isinstance(value, str) and _DATE.fullmatch(value):
        with suppress(ValueError):
            moment = date.fromisoformat(value)
    if not isinstance(moment, date):
        return moment
    if moment < _FIRST_DATE:
        return moment.isoformat()
    return datetime.combine(moment, time())


def _written(sheet: WriteOnlyWorksheet, value: Value) -> Cell | str | int | None:
    """What is appended; a cell of its own, which takes longer, only where needed."""
    if isinstance(value, datetime):
        moment: Cell = WriteOnlyCell(sheet, value=value)
        moment.number_format = _DATE_FORMAT
        return moment
    if not isinstance(value, str):
        return value
    text = _writable(value)
    return _text(sheet, text) if text.startswith(_TAKEN_FOR_MORE) else text


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    """Text that stays text, whatever it begins with."""
    cell: Cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST]
