"""`findings.xlsx`: what was found, to be mended from a spreadsheet.

A summary by check, every place by rule, every place by child, one line an episode, and
the records with findings, a sheet a table. Links lead from a check to its findings,
from a place to its record and back. Dates are dates, so that they sort and filter;
nothing is a formula. A sheet on which nothing would stand is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from returncheck.files.own_files import WORKBOOK_MARK, WORKBOOK_SHEETS
from returncheck.files.sheets import Cell, Look, Place, Sheet, Value, write_workbook
from returncheck.findings.finding import Layer, Severity
from returncheck.report.outputs.done_column import DONE, Done
from returncheck.report.outputs.workbook_layout import (
    BY_CHILD,
    BY_RULE,
    EPISODES,
    HIDDEN_HEADINGS,
    SUMMARY,
    WRAPPED,
    Column,
)
from returncheck.report.outputs.workbook_records import (
    MOST_ROWS,
    Key,
    RecordSheets,
    columns_of,
    record_sheets,
    typed,
)
from returncheck.report.overview import Overview
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
from returncheck.returns.tables import Column as Field

_LETTERS_OF_A_DATE = 10
_FIRST_SHOWN = "E"
"""The first column of the sheet by rule after the hidden ones."""
_LINKED = ("return_id", "layer", "check_id", "severity")


def write_findings_xlsx(
    result: CheckResult,
    page: Overview,
    path: Path,
    done: Mapping[str, Done] | None = None,
    *,
    mark: str = WORKBOOK_MARK,
) -> None:
    """Write the findings as a workbook.

    Args:
        result: The result.
        page: What the page shows, for the outcome in words.
        path: The file; replaced when it is there.
        done: What was typed beside findings in the workbook before, by their ids.
        mark: A name in it by which it is known as ours.
    """
    names = _full_names(result)
    findings = pl.concat([result.findings_to_mend, result.context_findings])
    records = _with_done(_records(findings, names), done or {}, result)
    kept = record_sheets(result, records, names, _first_lines(records), WORKBOOK_SHEETS)
    _, rule_sheet, child_sheet, episode_sheet = WORKBOOK_SHEETS
    columns = _columns(result)
    children = _by_child(of_children(records))
    episodes = _named(by_episode(findings), names)
    sheets = (
        _summary(result, page, by_check(findings), names, _first_of_checks(records)),
        _places(rule_sheet, BY_RULE, records, kept, columns),
        _places(child_sheet, BY_CHILD, children, kept, columns),
        _sheet(episode_sheet, EPISODES, episodes, _rows(episodes, EPISODES)),
        *kept.sheets,
    )
    first, *others = sheets
    shown = (first, *(sheet for sheet in others if sheet.row_count))
    write_workbook(shown, path, mark=mark)


def _with_done(
    records: pl.DataFrame, done: Mapping[str, Done], result: CheckResult
) -> pl.DataFrame:
    """The records with what was typed beside them; a text may name a child."""
    hide = result.hide or (lambda text: text)
    texts = {key: hide(each.text) for key, each in done.items()}
    before = pl.col("finding_id").replace_strict(
        texts, default=None, return_dtype=pl.String
    )
    if not texts:
        before = pl.lit(None, dtype=pl.String)
    return records.with_columns(before.alias("done"), before.alias("done_before"))


def _first_lines(records: pl.DataFrame) -> dict[Key, Place]:
    """The line of the first finding of each record on the sheet by rule."""
    sheet = WORKBOOK_SHEETS[1]
    first: dict[Key, Place] = {}
    columns = ("return_id", "table_name", "row_number")
    for number, key in enumerate(records.select(columns).iter_rows(), start=2):
        if key[2] is not None and key not in first and number <= MOST_ROWS:
            first[key] = Place(sheet=sheet, row=number, column=_FIRST_SHOWN)
    return first


def _first_of_checks(records: pl.DataFrame) -> dict[tuple[str | None, ...], Place]:
    """The line of the first finding of each check of each return."""
    first: dict[tuple[str | None, ...], Place] = {}
    for number, key in enumerate(records.select(_LINKED).iter_rows(), start=2):
        place = Place(sheet=WORKBOOK_SHEETS[1], row=number, column=_FIRST_SHOWN)
        if number <= MOST_ROWS:
            first.setdefault(key, place)
    return first


def _columns(result: CheckResult) -> dict[tuple[str, str | None], dict[str, Field]]:
    """The columns of each table of each return, by name."""
    tables = {
        (record.return_id, record.collection): {
            records.table.name
            for records in result.child_records
            if records.return_id == record.return_id
        }
        for record in result.returns
    }
    return {
        (return_id, table): columns_of(collection, table)
        for (return_id, collection), listed in tables.items()
        for table in listed
    }


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


def checks_sheet(result: CheckResult, page: Overview, *, title: str) -> Sheet:
    """A sheet with a line for each check and return, and nothing above it.

    Args:
        result: The result.
        page: What the run found, in numbers.
        title: Name on its tab.
    """
    findings = pl.concat([result.findings_to_mend, result.context_findings])
    sheet = _summary(result, page, by_check(findings), _full_names(result), {})
    return replace(sheet, title=title, above=())


def lines_above(page: Overview) -> list[str]:
    """What stands above the first table: the outcome, the numbers, when, what not.

    Args:
        page: What the run found, in numbers.
    """
    numbers = [
        counted(page.counts[severity], *NOUNS[severity]) for severity in Severity
    ]
    explained = f"{counted(page.explained, *NOUNS[Severity.QUERY])} explained"
    return [
        f"{page.title}: {page.status.title.lower()}",
        " ".join((f"{', '.join(numbers)}; {explained}.", *page.status.scope)),
        f"Checked {page.started_at} by returncheck {page.version}.",
        *(f"Refused: {reason}" for reason in page.refused),
    ]


def _summary(
    result: CheckResult,
    page: Overview,
    checks: pl.DataFrame,
    names: Mapping[str, str],
    first: Mapping[tuple[str | None, ...], Place],
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
    keys = shown.select(_LINKED).iter_rows()
    return _sheet(
        WORKBOOK_SHEETS[0],
        SUMMARY,
        shown,
        (
            _linked(row, SUMMARY, "check", first.get(key))
            for key, row in zip(keys, _rows(shown, SUMMARY), strict=False)
        ),
        above=lines_above(page),
        below=[] if shown.height else ["Nothing was found."],
    )


def _places(
    title: str,
    columns: Sequence[Column],
    records: pl.DataFrame,
    kept: RecordSheets,
    known: Mapping[tuple[str, str | None], Mapping[str, Field]],
) -> Sheet:
    """A sheet with a line a place of a finding."""
    names = [column.name for column in columns]
    width = len(names)
    at = {name: names.index(name) for name in ("row_number", "value", "record")}
    extra = ("return_id", "table_name", "row_number", "field", "value", "layer")

    def rows() -> Iterator[Sequence[Value | Cell]]:
        chosen = [name for name in names if name != "record"]
        frame = records.head(MOST_ROWS).select(
            *chosen, *(pl.col(name).alias(f"its_{name}") for name in extra)
        )
        for row in frame.iter_rows():
            return_id, table, number, field, value, layer = row[-len(extra) :]
            key = (return_id, table, number)
            line: list[Value | Cell] = [_typed(each) for each in row[: width - 1]]
            line.insert(at["record"], kept.text(key))
            column = known.get((return_id, table), {}).get(field or "")
            if column is not None and layer == Layer.RULE.value:
                line[at["value"]] = typed(value, column)
            place = kept.places.get(key)
            if place is not None:
                line[at["row_number"]] = Cell(value=number, link=place)
            yield line

    return _sheet(title, columns, records, rows(), fixed=1, look=Look.RECORDS)


def _linked(
    row: Sequence[Value | Cell],
    columns: Sequence[Column],
    name: str,
    place: Place | None,
) -> Sequence[Value | Cell]:
    """A line of which one cell leads somewhere."""
    at = [column.name for column in columns].index(name)
    value = row[at]
    if place is None or isinstance(value, Cell):
        return row
    return [*row[:at], Cell(value=value, link=place), *row[at + 1 :]]


def _sheet(
    title: str,
    columns: Sequence[Column],
    frame: pl.DataFrame,
    rows: Iterable[Sequence[Value | Cell]],
    *,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    fixed: int = 0,
    look: Look = Look.RECORDS,
) -> Sheet:
    """A sheet of records; what it cannot hold stands in a file."""
    count = min(frame.height, MOST_ROWS)
    left = frame.height - count
    headings = [column.heading for column in columns]
    return Sheet(
        title=title,
        headings=headings,
        widths=[column.width for column in columns],
        rows=rows,
        row_count=count,
        above=above,
        below=[f"{left} more records stand in findings.csv."] if left else below,
        wrapped=WRAPPED,
        hidden=HIDDEN_HEADINGS,
        typed=(DONE,),
        fixed=fixed,
        look=look,
    )


def _rows(
    frame: pl.DataFrame, columns: Sequence[Column]
) -> Iterator[Sequence[Value | Cell]]:
    for row in (
        frame.head(MOST_ROWS).select(column.name for column in columns).iter_rows()
    ):
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
