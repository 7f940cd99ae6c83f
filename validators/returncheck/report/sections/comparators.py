"""Named groups, the period before and single neighbours beside a figure.

Taken from the frames of a result; nothing is compared here.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.files.rounding import rounded
from returncheck.report.pictures.figure import Comparator
from returncheck.report.sections.contradictions import (
    Contradictions,
    read_contradictions,
)
from returncheck.report.sections.neighbour_models import (
    NeighbourChange,
    neighbour_changes,
)
from returncheck.report.words.figures import Row
from returncheck.report.words.numbers import figure, printed
from returncheck.report.words.published_gaps import why_missing
from returncheck.results.check_result import CheckResult

_GROUP, _PREVIOUS = "group:", "previous_period"
_LONGEST_NAME = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the figures of a result.

    Attributes:
        comparisons: Rows of the mart of comparisons that have a value, of named groups
            and periods before; by source, return, indicator and row number.
        neighbours: Rows of the mart of neighbours' values, nearest first; by
            authority, indicator, year and model.
        changes: Where the model of neighbours changes; by authority.
        contradictions: What is said of published figures.
        missing: Why the authorities have no published figure of a year; by authority
            and indicator, then by year.
    """

    comparisons: Mapping[tuple[Any, ...], tuple[Row, ...]] = field(default_factory=dict)
    neighbours: Mapping[tuple[Any, ...], tuple[Row, ...]] = field(default_factory=dict)
    changes: Mapping[str, tuple[NeighbourChange, ...]] = field(default_factory=dict)
    contradictions: Contradictions = field(default_factory=dict)
    missing: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)


def read_beside(result: CheckResult, figures: pl.DataFrame) -> Beside:
    """Gather what stands beside some figures.

    Args:
        result: The result.
        figures: Rows of the benchmarks that the page shows.
    """
    kinds = pl.col("comparator")
    shown = result.comparisons.filter(
        kinds.str.starts_with(_GROUP) | (kinds == _PREVIOUS),
        pl.col("comparator_value").is_not_null(),
    ).sort("comparator")
    years = figures.select(
        "la_code", "indicator_id", "neighbour_model", return_year="comparator_year"
    ).unique()
    neighbours = result.checked_neighbour_values.join(
        years,
        on=["la_code", "indicator_id", "return_year", "neighbour_model"],
        how="semi",
    ).sort("closeness_rank")
    return Beside(
        comparisons=_by(shown, "source", "return_id", "indicator_id", "row_number"),
        neighbours=_by(
            neighbours, "la_code", "indicator_id", "return_year", "neighbour_model"
        ),
        changes=neighbour_changes(result),
        contradictions=read_contradictions(result),
        missing=_missing(result),
    )


def _missing(result: CheckResult) -> dict[tuple[str, str], dict[int, str]]:
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for row in result.missing_figures.sort("return_year").iter_rows(named=True):
        found[row["la_code"], row["indicator_id"]][row["return_year"]] = row[
            "reason_code"
        ]
    return found


def _by(frame: pl.DataFrame, *keys: str) -> dict[tuple[Any, ...], tuple[Row, ...]]:
    gathered: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        gathered[tuple(row[key] for key in keys)].append(row)
    return {key: tuple(rows) for key, rows in gathered.items()}


def further_comparators(
    row: Row, indicator: Indicator, beside: Beside
) -> tuple[Comparator, ...]:
    """Named groups and the period before, as the picture of a figure shows them.

    Args:
        row: A row of the benchmarks.
        indicator: Its indicator; a count stands beside no group.
        beside: What stands beside the figures of the page.
    """
    key = (row["source"], row["return_id"], row["indicator_id"], row["row_number"])
    found = beside.comparisons.get(key, ())
    unit = indicator.unit
    groups = [
        Comparator(
            kind="group",
            label=f"{_short(each['comparator_name'])} "
            f"({each['authorities_with_value']})",
            value=each["comparator_value"],
            shown=figure(each["comparator_value"], unit),
        )
        for each in found
        if each["comparator"] != _PREVIOUS and unit != "count"
    ]
    previous = [
        Comparator(
            kind="other",
            label=each["comparator_name"],
            value=each["comparator_value"],
            shown=printed(float(rounded(each["comparator_value"], 1)), unit),
        )
        for each in found
        if each["comparator"] == _PREVIOUS
    ]
    return (*groups, *previous)


def _short(name: str) -> str:
    """A name that is not too long for a picture."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def neighbours_one_by_one(
    row: Row, indicator: Indicator, beside: Beside, decimals: int
) -> tuple[str, ...]:
    """Each neighbour's own published value, nearest first: "Thurrock 85.2%".

    One without a value is listed with why: "Rutland: suppressed".

    Args:
        row: A row of the benchmarks.
        indicator: Its indicator; counts of other places are not listed.
        beside: What stands beside the figures of the page.
        decimals: Digits after the point that the indicator is published with.
    """
    if indicator.unit == "count":
        return ()
    key = (
        row["la_code"],
        row["indicator_id"],
        row["comparator_year"],
        row["neighbour_model"],
    )
    return tuple(
        f"{each['neighbour_name']}: {why_missing(each['neighbour_reason'])}"
        if each["neighbour_value"] is None
        else f"{each['neighbour_name']} "
        f"{figure(each['neighbour_value'], indicator.unit, decimals)}"
        for each in beside.neighbours.get(key, ())
    )
