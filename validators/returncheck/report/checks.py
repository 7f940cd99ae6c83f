"""Findings grouped by layer and check, with a sample of records for each.

Whole frames are grouped by polars; only the sample is turned into Python objects.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.findings import Layer, Severity
from returncheck.report.names import ReturnName
from returncheck.report.numbers import trimmed
from returncheck.report.wording import COMPARISONS, CONTRACT_FAULTS
from returncheck.results import CheckResult

SAMPLE_ROWS = 100
"""How many rows of a check the page shows; the rest is in `findings.csv`."""

_OR = " / "
_CELL_LETTERS = 200
_KEY = ("layer", "check_id", "severity")
_CELLS = ("table_name", "row_number", "child_id", "field", "value")
_HEADINGS = {
    "table_name": "Table",
    "row_number": "Row",
    "child_id": "Child",
    "field": "Field",
    "value": "Value",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a check says about a return, or about all of them.

    Attributes:
        of_return: The return; None when it is said of all.
        text: The message.
    """

    of_return: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One place of a finding.

    Attributes:
        cells: Texts in the order of the check's headings.
        is_first: Whether a new finding begins here.
    """

    cells: tuple[str, ...]
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check that found something, with one severity.

    Attributes:
        anchor: Id of its place on the page.
        layer: Where it belongs.
        check_id: Its id.
        code: What to call it in short; empty when the title does.
        title: What is wrong.
        severity: How much it weighs.
        findings: Number of findings.
        locations: Number of places; a finding may have several.
        returns: Names of the returns it found something in.
        messages: What it says, when that is the same throughout a return.
        headings: Headings of the sample.
        rows: The sample.
    """

    anchor: str
    layer: Layer
    check_id: str
    code: str
    title: str
    severity: Severity
    findings: int
    locations: int
    returns: tuple[str, ...]
    messages: tuple[Message, ...]
    headings: tuple[str, ...]
    rows: tuple[RecordRow, ...]

    @property
    def more(self) -> int:
        """Rows that the sample leaves out."""
        return self.locations - len(self.rows)


def check_views(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[CheckView, ...]:
    """Every check that found something.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        Ordered by layer, severity (heaviest first), number of findings (most first)
        and id, with at most `SAMPLE_ROWS` rows each.
    """
    if result.findings.is_empty():
        return ()
    totals = _totals(result.findings)
    messages = _messages(result.findings, names)
    samples = _samples(result.findings)
    titles = check_titles(result)
    views = []
    for number, row in enumerate(totals.to_dicts(), start=1):
        key = (row["layer"], row["check_id"], row["severity"])
        title = check_title(row["layer"], row["check_id"], titles)
        said = _without_title(messages.get(key, ()), title)
        of_returns = [names[each].full for each in row["return_ids"] if each in names]
        headings, rows = _table(
            samples[key], names, has_return=len(of_returns) > 1, has_message=not said
        )
        views.append(
            CheckView(
                anchor=f"check-{number}",
                layer=Layer(row["layer"]),
                check_id=row["check_id"],
                code=_code(row["layer"], row["check_id"]),
                title=title,
                severity=Severity(row["severity"]),
                findings=row["findings"],
                locations=row["locations"],
                returns=tuple(of_returns),
                messages=said,
                headings=headings,
                rows=rows,
            )
        )
    return tuple(views)


def _totals(findings: pl.DataFrame) -> pl.DataFrame:
    orders = {
        name: {each.value: place for place, each in enumerate(kind)}
        for name, kind in (("layer", Layer), ("severity", Severity))
    }
    return (
        findings.group_by(_KEY)
        .agg(
            pl.col("finding_id").n_unique().alias("findings"),
            pl.len().alias("locations"),
            pl.col("return_id")
            .drop_nulls()
            .unique(maintain_order=True)
            .alias("return_ids"),
        )
        .sort(
            pl.col("layer").replace_strict(orders["layer"], default=9),
            pl.col("severity").replace_strict(orders["severity"], default=9),
            -pl.col("findings").cast(pl.Int64),
            "check_id",
        )
    )


def _messages(
    findings: pl.DataFrame, names: Mapping[str, ReturnName]
) -> dict[tuple[str, ...], tuple[Message, ...]]:
    """The messages of checks that say one thing a return, by check."""
    by_return = (
        findings.group_by(*_KEY, "return_id", maintain_order=True)
        .agg(
            pl.col("message").n_unique().alias("kinds"),
            pl.col("message").first(),
            pl.len().alias("places"),
        )
        .with_columns(
            (pl.col("kinds") == 1).all().over(_KEY).alias("is_steady"),
            pl.col("message").n_unique().over(_KEY).alias("texts"),
            pl.col("places").sum().over(_KEY).alias("places"),
        )
        .filter(
            "is_steady", (pl.col("texts") == 1) | (pl.col("places") > pl.col("texts"))
        )
    )
    said: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for row in by_return.iter_rows(named=True):
        listed = said[row["layer"], row["check_id"], row["severity"]]
        if row["texts"] == 1:
            listed[:] = [Message(of_return=None, text=row["message"] or "")]
            continue
        name = names.get(row["return_id"] or "")
        listed.append(
            Message(of_return=name.full if name else None, text=row["message"] or "")
        )
    return {key: tuple(listed) for key, listed in said.items()}


def _without_title(messages: tuple[Message, ...], title: str) -> tuple[Message, ...]:
    """The messages without the title, which already stands above them."""
    shortened = []
    for message in messages:
        text = message.text
        for name in title.split(_OR):
            text = text.removeprefix(f"{name}. ")
        shortened.append(Message(of_return=message.of_return, text=text))
    return tuple(shortened)


def _samples(findings: pl.DataFrame) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """The first rows of each check, those of one finding next to each other."""
    numbered = (
        findings.with_row_index("place")
        .with_columns(pl.col("place").min().over(*_KEY, "finding_id").alias("first"))
        .sort("first", "place")
        .with_columns(pl.int_range(pl.len()).over(_KEY).alias("sequence"))
        .filter(pl.col("sequence") < SAMPLE_ROWS)
    )
    samples: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in numbered.iter_rows(named=True):
        samples[row["layer"], row["check_id"], row["severity"]].append(row)
    return samples


def _table(
    sample: list[dict[str, Any]],
    names: Mapping[str, ReturnName],
    *,
    has_return: bool,
    has_message: bool,
) -> tuple[tuple[str, ...], tuple[RecordRow, ...]]:
    """Headings and rows of a sample, without columns in which nothing stands."""
    number_of = {first: n for n, first in enumerate(_firsts(sample), start=1)}
    has_groups = len(number_of) < len(sample)
    columns = [name for name in _CELLS if any(row[name] is not None for row in sample)]
    headings = [_HEADINGS[name] for name in columns]
    headings = [
        *(["Finding"] if has_groups else []),
        *(["Return"] if has_return else []),
        *headings,
        *(["What is wrong"] if has_message else []),
    ]
    rows = []
    before = None
    for row in sample:
        name = names.get(row["return_id"] or "")
        cells = [
            *([str(number_of[row["first"]])] if has_groups else []),
            *([name.full if name else ""] if has_return else []),
            *(_cell(row, column) for column in columns),
            *([row["message"] or ""] if has_message else []),
        ]
        rows.append(RecordRow(cells=tuple(cells), is_first=row["first"] != before))
        before = row["first"]
    return tuple(headings), tuple(rows)


def _firsts(sample: Iterable[Mapping[str, Any]]) -> list[int]:
    return list(dict.fromkeys(row["first"] for row in sample))


def _cell(row: Mapping[str, Any], column: str) -> str:
    content = row[column]
    if content is None:
        return ""
    if column == "value" and row["layer"] == Layer.RECONCILIATION.value:
        return _short_number(content)
    text = str(content)
    return text if len(text) <= _CELL_LETTERS else f"{text[:_CELL_LETTERS]} …"


def _short_number(content: str) -> str:
    """A figure of a mart without the digits that nobody stated."""
    try:
        return trimmed(round(float(content), 1))
    except ValueError:
        return content


def check_titles(result: CheckResult) -> dict[str, str]:
    """What rules and expectations are called, by check id.

    Args:
        result: The result.

    Returns:
        The titles of the rules that were meant, two where versions differ.
    """
    rules = (
        result.rule_outcomes.select(
            pl.concat_str("collection", pl.lit(":"), "code").alias("check_id"), "title"
        )
        .unique(maintain_order=True)
        .group_by("check_id", maintain_order=True)
        .agg(pl.col("title").str.join(_OR))
    )
    return dict(rules.iter_rows())


def check_title(layer: str, check_id: str, titles: Mapping[str, str]) -> str:
    """What a check is called: its own title, or one made from its id.

    Args:
        layer: Where the check belongs.
        check_id: Its id.
        titles: From `check_titles`.
    """
    return titles.get(check_id) or _title(layer, check_id)


def _code(layer: str, check_id: str) -> str:
    return check_id.partition(":")[2] if layer == Layer.RULE.value else ""


def _title(layer: str, check_id: str) -> str:
    """A title made from the id of a check that has none elsewhere."""
    name = check_id.partition(":")[2] or check_id
    if layer == Layer.RECONCILIATION.value:
        return COMPARISONS.get(name, in_words(name))
    parts = name.split(".")
    if layer == Layer.CONTRACT.value and len(parts) > 2:
        fault = CONTRACT_FAULTS.get(parts[-1], in_words(parts[-1]).lower())
        return f"{'.'.join(parts[1:-1])}: {fault}"
    return in_words(parts[-1])


def in_words(name: str) -> str:
    """A name in snake case as words: `ten_neighbours` as "Ten neighbours"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
