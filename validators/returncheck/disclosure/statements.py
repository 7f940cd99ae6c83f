"""Each row of `fct_indicator_values` as the counts that it states.

A row that prints a value alone states its counts all the same, where another row or
the population gives the denominator.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from returncheck.disclosure.indicator_links import Behind, catalogue_links
from returncheck.disclosure.system import is_small

Row = dict[str, Any]
COLUMNS = (
    "place",
    "source",
    "area_code",
    "indicator_id",
    "return_year",
    "period_start",
    "period_end",
    "numerator",
    "denominator",
    "value",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountKey:
    """What a count counts: a name, an area, and the days it covers."""

    area_code: str | None
    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The counts that a row states.

    Attributes:
        place: The row.
        source: Recomputed, reported or published.
        behind: The counts behind its indicator.
        numerator_key: What its numerator, or its value, counts.
        denominator_key: What its denominator counts; None where it is no secret.
        numerator: The count; None where nothing tells it.
        denominator: The count; None where nothing tells it or it is no secret.
    """

    place: int
    source: str
    behind: Behind
    numerator_key: CountKey
    denominator_key: CountKey | None
    numerator: int | None
    denominator: int | None


def read_statements(
    rows: Iterable[Row], populations: Mapping[tuple[str, int], float]
) -> list[Statement]:
    """The counts that rows state; rows of indicators without counts are left out.

    Args:
        rows: Rows of the mart, with `COLUMNS`.
        populations: Area code and return year to children aged 0 to 17.
    """
    links = catalogue_links()
    stated = [
        _keyed(row, behind)
        for row in rows
        if (behind := links.behind.get(row["indicator_id"])) is not None
        and row["indicator_id"] not in links.public
    ]
    known: dict[CountKey, float] = {}
    for _, statement in stated:
        for key, count in (
            (statement.numerator_key, statement.numerator),
            (statement.denominator_key, statement.denominator),
        ):
            if key is not None and count is not None:
                known.setdefault(key, count)
    return [
        _filled(statement, row, known, populations)
        if statement.numerator is None
        else statement
        for row, statement in stated
    ]


def _keyed(row: Row, behind: Behind) -> tuple[Row, Statement]:
    last = row["period_end"]
    first = last if behind.is_stock else row["period_start"]

    def key(name: str) -> CountKey:
        return CountKey(area_code=row["area_code"], name=name, first=first, last=last)

    numerator = row["numerator"]
    if not behind.is_ratio and numerator is None:
        numerator = row["value"]
    over = behind.denominator
    denominator = row["denominator"] if over is not None else None
    return row, Statement(
        place=row["place"],
        source=row["source"],
        behind=behind,
        numerator_key=key(behind.numerator),
        denominator_key=None if over is None else key(over),
        numerator=None if numerator is None else round(numerator),
        denominator=None if denominator is None else round(denominator),
    )


def _filled(
    statement: Statement,
    row: Row,
    known: Mapping[CountKey, float],
    populations: Mapping[tuple[str, int], float],
) -> Statement:
    """The statement with the counts that its value gives away."""
    value, key = row["value"], statement.denominator_key
    if value is None or not statement.behind.is_ratio:
        return statement
    if key is None and not statement.behind.is_of_population:
        # A mean a day stands and falls with its count; without one it is withheld.
        count = known.get(statement.numerator_key)
        return replace(statement, numerator=None if count is None else round(count))
    if key is None:
        over, unit = row["denominator"], 10_000.0
        if over is None:
            over = populations.get((row["area_code"], row["return_year"]))
    else:
        over, unit = statement.denominator, 100.0
        if over is None:
            over = known.get(key)
    if over is None:
        return statement
    numerator = _numerator(value, over / unit, None if key is None else round(over))
    return Statement(
        place=statement.place,
        source=statement.source,
        behind=statement.behind,
        numerator_key=statement.numerator_key,
        denominator_key=key,
        numerator=numerator,
        denominator=None if key is None else round(over),
    )


def _numerator(value: float, scale: float, denominator: int | None) -> int:
    """The count that a printed share or rate gives; of several the smallest one.

    A share is right to half a unit of its last digit, so several counts may fit. The
    one that has to be protected is taken, where there is one.
    """
    half = 0.5 * 10.0 ** -_decimals(value)
    least = math.ceil((value - half) * scale - 1e-9)
    most = math.floor((value + half) * scale + 1e-9)
    nearest = round(value * scale)
    for count in range(max(least, 0), most + 1) if value else ():
        if is_small(count):
            return count
        if denominator is not None and is_small(denominator - count):
            return count
    return nearest


def _decimals(value: float) -> int:
    _, _, digits = f"{value:.6f}".rstrip("0").partition(".")
    return len(digits)
