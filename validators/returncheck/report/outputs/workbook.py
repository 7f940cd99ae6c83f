"""`findings.xlsx`: what was found, to be mended from a spreadsheet.

Four sheets: a summary by check, every record by rule, every record by child and one
line an episode. Dates are dates, so that they sort and filter; nothing is a formula.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from returncheck.files.own_files import WORKBOOK_SHEETS
from returncheck.files.sheets import Sheet, Value, write_workbook
from returncheck.findings.finding import Layer, Severity
from returncheck.report.page import Page
from returncheck.report.sections.checks import check_title, check_titles
from returncheck.report.words.cells import ROLES, value_text
from returncheck.report.words.names import return_names
from returncheck.report.words.numbers import counted
from returncheck.report.words.terms import NOUNS
from returncheck.results.check_result import CheckResult
from returncheck.results.grouping import (
    by_check,
    by_episode,
    of_children,
    short_name,
)
from returncheck.returns.quoting import visible

MOST_ROWS = 1_000_000
"""Most records that a sheet shows; a sheet cannot hold more than 1,048,576 rows."""

_LETTERS_OF_A_DATE = 10


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


def write_findings_xlsx(result: CheckResult, page: Page, path: Path) -> None:
    """Write the findings as a workbook.

    Args:
        result: The result.
        page: What the page shows, for the outcome in words.
        path: The file; replaced when it is there.
    """
    names = _full_names(result)
    findings = pl.concat([result.findings_to_mend, result.context_findings])
    records = _records(findings, names)
    _, rule_sheet, child_sheet, episode_sheet = WORKBOOK_SHEETS
    children = _by_child(of_children(records))
    sheets = (
        _summary(result, page, by_check(findings), names),
        _sheet(rule_sheet, _BY_RULE, records),
        _sheet(child_sheet, _BY_CHILD, children),
        _sheet(episode_sheet, _EPISODES, _named(by_episode(findings), names)),
    )
    write_workbook(sheets, path)


def _full_names(result: CheckResult) -> dict[str, str]:
    """What each return is called in its column, context said to be so."""
    context = {record.return_id for record in result.context_returns}
    return {
        return_id: f"{name.full} (context)" if return_id in context else name.full
        for return_id, name in return_names(result.returns).items()
    }


def _records(findings: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The findings with what the sheets add: a number each, names, short codes."""
    return (
        _named(findings, names)
        .with_row_index("place")
        .with_columns(
            short_name(pl.col("check_id")).alias("check"),
            pl.col("place").min().over("counted_as").rank("dense").alias("number"),
            pl.col("role").replace(ROLES),
            pl.when(pl.col("layer") == Layer.RULE.value)
            .then(pl.col("value").map_elements(value_text, return_dtype=pl.String))
            .otherwise(pl.col("value").map_elements(visible, return_dtype=pl.String))
            .alias("value"),
        )
        .sort("number", "place")
    )


def _by_child(records: pl.DataFrame) -> pl.DataFrame:
    """By child and episode; a finding stands whole where its first record does."""
    finding = ("return_id", "child_id", "number")
    first = pl.col("episode_id").first().over(*finding)
    return records.sort(
        "child_id", "return_id", first, "number", "place", nulls_last=False
    )


def _named(frame: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    return frame.with_columns(
        pl.col("return_id")
        .replace_strict(names, default="", return_dtype=pl.String)
        .alias("return_name")
    )


def _summary(
    result: CheckResult, page: Page, checks: pl.DataFrame, names: Mapping[str, str]
) -> Sheet:
    titles = check_titles(result)
    shown = _named(checks, names).with_columns(
        short_name(pl.col("check_id")).alias("check"),
        (pl.col("findings") - pl.col("explained").cast(pl.Int64)).alias("open"),
        pl.struct("layer", "check_id", "return_id")
        .map_elements(
            lambda each: check_title(
                each["layer"], each["check_id"], titles, [each["return_id"]]
            ),
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
        " ".join((f"{', '.join(numbers)}; {explained}.", *page.status.scope)),
        f"Checked {page.started_at} by returncheck {page.version}.",
        *(f"Refused: {reason}" for reason in page.refused),
    ]
    return _sheet(WORKBOOK_SHEETS[0], _SUMMARY, shown, above=above)


def _sheet(
    title: str,
    columns: Sequence[Column],
    frame: pl.DataFrame,
    above: Sequence[str] = (),
) -> Sheet:
    """A sheet of records; what it cannot hold stands in a file."""
    shown = frame.head(MOST_ROWS)
    left = frame.height - shown.height
    return Sheet(
        title=title,
        headings=[column.heading for column in columns],
        widths=[column.width for column in columns],
        rows=_rows(shown.select(column.name for column in columns)),
        row_count=shown.height,
        above=above,
        below=[f"{left} more records stand in findings.csv."] if left else (),
    )


def _rows(frame: pl.DataFrame) -> Iterator[Sequence[Value]]:
    for row in frame.iter_rows():
        yield [_typed(value) for value in row]


def _typed(value: Value) -> Value:
    """A value as its own kind: a text that is a calendar date becomes one."""
    is_dated = (
        isinstance(value, str)
        and len(value) == _LETTERS_OF_A_DATE
        and value[4] == value[7] == "-"
    )
    if is_dated:
        with suppress(ValueError):
            return date.fromisoformat(str(value))
    return value
