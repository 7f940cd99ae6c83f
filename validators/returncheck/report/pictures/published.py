"""Published figures that pictures show: all authorities of a year, and the years.

Taken from the frames of a result; nothing is compared or ranked here.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import polars as pl

_QUANTILES = (0.25, 0.5, 0.75)


class Point(NamedTuple):
    """A figure and the day on which its period ends."""

    end: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The published figures of all authorities for one year.

    Attributes:
        values: The figures, ascending.
        quartiles: Lower quartile, median, upper quartile (type 7).
    """

    values: tuple[float, ...]
    quartiles: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What is published about the indicators of a page.

    Attributes:
        distributions: By indicator and year.
        own: By authority and indicator, in the order of time.
        england: By indicator, in the order of time.
        decimals: Digits after the point that an indicator is published with, at most
            one; by indicator.
    """

    distributions: Mapping[tuple[str, int], Distribution] = field(default_factory=dict)
    own: Mapping[tuple[str, str], tuple[Point, ...]] = field(default_factory=dict)
    england: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)


def read_published(
    benchmarks: pl.DataFrame, indicators: pl.DataFrame, figures: pl.DataFrame
) -> Published:
    """Gather what is published about some figures.

    Args:
        benchmarks: The mart, every source.
        indicators: The mart of values, every source.
        figures: Rows of the benchmarks that the page shows.

    Returns:
        Distributions of the comparator years of the figures, the series of their
        authorities and England's.
    """
    wanted = figures["indicator_id"].unique()
    of_authorities = benchmarks.filter(
        pl.col("source") == "published",
        pl.col("value").is_not_null(),
        pl.col("indicator_id").is_in(wanted.to_list()),
    )
    of_england = indicators.filter(
        pl.col("area_type") == "england",
        pl.col("value").is_not_null(),
        pl.col("indicator_id").is_in(wanted.to_list()),
    )
    return Published(
        distributions=_distributions(of_authorities, figures),
        own=_own(of_authorities, figures),
        england=_england(of_england),
        decimals=_decimals(of_authorities),
    )


def _distributions(
    published: pl.DataFrame, figures: pl.DataFrame
) -> dict[tuple[str, int], Distribution]:
    pairs = figures.select(
        "indicator_id", pl.col("comparator_year").alias("return_year")
    ).unique()
    value = pl.col("value")
    rows = (
        published.join(pairs, on=["indicator_id", "return_year"], how="semi")
        .group_by("indicator_id", "return_year")
        .agg(
            value.sort().alias("values"),
            *(value.quantile(q, "linear").alias(f"q{q}") for q in _QUANTILES),
        )
    )
    return {
        (row[0], row[1]): Distribution(values=tuple(row[2]), quartiles=tuple(row[3:]))
        for row in rows.iter_rows()
    }


def _own(
    published: pl.DataFrame, figures: pl.DataFrame
) -> dict[tuple[str, str], tuple[Point, ...]]:
    pairs = figures.select("la_code", "indicator_id").unique()
    rows = published.join(pairs, on=["la_code", "indicator_id"], how="semi").sort(
        "la_code", "indicator_id", "period_end"
    )
    series: dict[tuple[str, str], list[Point]] = defaultdict(list)
    columns = rows.select("la_code", "indicator_id", "period_end", "value")
    for la_code, indicator_id, end, value in columns.iter_rows():
        series[la_code, indicator_id].append(Point(end, value))
    return {key: tuple(points) for key, points in series.items()}


def _england(published: pl.DataFrame) -> dict[str, tuple[Point, ...]]:
    series: dict[str, list[Point]] = defaultdict(list)
    columns = published.sort("indicator_id", "period_end").select(
        "indicator_id", "period_end", "value"
    )
    for indicator_id, end, value in columns.iter_rows():
        series[indicator_id].append(Point(end, value))
    return {key: tuple(points) for key, points in series.items()}


def _decimals(published: pl.DataFrame) -> dict[str, int]:
    is_whole = (pl.col("value").floor() == pl.col("value")).all()
    rows = published.group_by("indicator_id").agg(is_whole)
    return {indicator_id: 0 if whole else 1 for indicator_id, whole in rows.iter_rows()}
