"""A sample of the records of each check, as the rows of a table.

Only the sample is turned into Python objects.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.files.rounding import rounded
from returncheck.findings.finding import Layer
from returncheck.report.words.cells import ROLES, explanation_text, value_text
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import trimmed
from returncheck.returns.quoting import visible

SAMPLE_ROWS = 100
"""How many rows of a check the page shows; the rest is in `findings.csv`."""

CHECK_KEY = ("layer", "check_id", "severity")

_CELL_LETTERS = 200
_SHORT_WORD = 30
_SHORT_WORDS = 16
_HEADINGS = {
    "table_name": "Table",
    "row_number": "Row",
    "child_id": "Child",
    "episode_id": "Episode",
    "field": "Field",
    "value": "Value",
    "role": "Record",
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One place of a finding.

    Attributes:
        cells: Texts in the order of the table's headings.
        is_first: Whether a new finding begins here.
    """

    cells: tuple[str, ...]
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """The records of a check.

    Attributes:
        headings: Headings of the columns in which something stands.
        unbroken: Numbers, from 1, of the columns that need no line breaks.
        rows: The rows, those of one finding next to each other.
    """

    headings: tuple[str, ...]
    unbroken: tuple[int, ...]
    rows: tuple[RecordRow, ...]


def samples(findings: pl.DataFrame) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """The first rows of each check.

    Args:
        findings: A findings frame.

    Returns:
        By layer, check and severity at most `SAMPLE_ROWS` rows, those of one finding
        next to each other, open findings before explained ones.
    """
    numbered = (
        findings.with_row_index("place")
        .with_columns(
            pl.col("place").min().over(*CHECK_KEY, "counted_as").alias("first")
        )
        .sort(pl.col("explanation").is_not_null(), "first", "place")
        .with_columns(pl.int_range(pl.len()).over(CHECK_KEY).alias("sequence"))
        .filter(pl.col("sequence") < SAMPLE_ROWS)
    )
    chosen: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in numbered.iter_rows(named=True):
        chosen[row["layer"], row["check_id"], row["severity"]].append(row)
    return chosen


def record_table(
    sample: Sequence[Row],
    names: Mapping[str, ReturnName],
    *,
    has_return: bool,
    has_message: bool,
) -> RecordTable:
    """A sample as a table, without columns in which nothing stands.

    Args:
        sample: Rows from `samples`.
        names: What the returns are called.
        has_return: Whether to name the return in each row.
        has_message: Whether to put the message into each row.
    """
    number_of = {first: n for n, first in enumerate(_firsts(sample), start=1)}
    has_groups = len(number_of) < len(sample)
    columns = [name for name in _HEADINGS if _says_something(sample, name)]
    has_explanation = any(row["explanation"] is not None for row in sample)
    headings = [
        *(["Finding"] if has_groups else []),
        *(["Return"] if has_return else []),
        *(_HEADINGS[name] for name in columns),
        *(["What is wrong"] if has_message else []),
        *(["Explanation"] if has_explanation else []),
    ]
    rows = []
    before = None
    for row in sample:
        name = names.get(row["return_id"] or "")
        cells = [
            *([str(number_of[row["first"]])] if has_groups else []),
            *([name.full if name else ""] if has_return else []),
            *(cell_text(row, column) for column in columns),
            *([row["message"] or ""] if has_message else []),
            *([_explanation(row)] if has_explanation else []),
        ]
        rows.append(RecordRow(cells=tuple(cells), is_first=row["first"] != before))
        before = row["first"]
    return RecordTable(
        headings=tuple(headings),
        unbroken=tuple(
            number
            for number, cells in enumerate(
                zip(*(row.cells for row in rows), strict=True), start=1
            )
            if all(_is_short(cell) for cell in cells)
        ),
        rows=tuple(rows),
    )


def _says_something(sample: Iterable[Row], column: str) -> bool:
    if column == "role":
        return any(row["role"] == "related" for row in sample)
    return any(row[column] is not None for row in sample)


def _firsts(sample: Iterable[Row]) -> list[int]:
    return list(dict.fromkeys(row["first"] for row in sample))


def cell_text(row: Row, column: str) -> str:
    """What stands in a cell of a finding, for a person.

    Args:
        row: A row of a findings frame, with its `layer`.
        column: The column.

    Returns:
        The text, long ones cut; empty for none.
    """
    content = row[column]
    if content is None:
        return ""
    if column == "role":
        return ROLES.get(content) or str(content)
    if column == "value" and row["layer"] == Layer.RECONCILIATION.value:
        return _short_number(content)
    if column == "value":
        is_rule = row["layer"] == Layer.RULE.value
        content = value_text(content) if is_rule else visible(content)
    return _cut(str(content))


def _explanation(row: Row) -> str:
    if row["explanation"] is None:
        return ""
    return explanation_text(
        row["explanation"], row["explained_by"], row["explained_on"]
    )


def _is_short(text: str) -> bool:
    most = _SHORT_WORD if " " not in text else _SHORT_WORDS
    return len(text) <= most and text.isprintable()


def _cut(text: str) -> str:
    return text if len(text) <= _CELL_LETTERS else f"{text[:_CELL_LETTERS]} …"


def _short_number(content: str) -> str:
    """A figure of a mart without the digits that nobody stated."""
    try:
        return trimmed(float(rounded(float(content), 1)))
    except ValueError:
        return content
