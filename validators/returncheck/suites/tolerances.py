"""What a tolerance comes to: the caller's number, or England's published share.

Holds no expectation and no verdict.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from returncheck.errors import ConfigError
from returncheck.files.rounding import rounded
from returncheck.suites.definitions import Expectation, ToleranceReference

# The figure that stands beside the return's own in the benchmarks; where the return
# has none, the published series, same year or the latest before.
_ENGLAND = """
    with loaded as (
        select return_id, return_year from raw.returns where collection = $collection
    ),

    beside as (
        select
            return_id,
            max_by(england_value, coalesce(comparator_year, return_year)) as percent,
            max(coalesce(comparator_year, return_year)) as as_of
        from fct_benchmarks
        where source = 'recomputed'
            and indicator_id = $indicator
            and england_value is not null
        group by return_id
    ),

    published as (
        select
            loaded.return_id,
            max_by(figures.value, figures.return_year) as percent,
            max(figures.return_year) as as_of
        from loaded
        inner join fct_indicator_values as figures
            on figures.return_year <= loaded.return_year
        where figures.source = 'published'
            and figures.area_type = 'england'
            and figures.indicator_id = $indicator
            and figures.value is not null
        group by loaded.return_id
    )

    select
        loaded.return_id,
        coalesce(beside.percent, published.percent)::double as percent,
        if(beside.percent is null, published.as_of, beside.as_of)::integer as as_of
    from loaded
    left join beside on loaded.return_id = beside.return_id
    left join published on loaded.return_id = published.return_id
    where coalesce(beside.percent, published.percent) is not null
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """A tolerance in force.

    Attributes:
        percent: The number, in percent, 0 or more.
        origin: Where it comes from: `configured`, `default`, `England, 2025`.
    """

    percent: float
    origin: str

    @property
    def share(self) -> float:
        """The same as a share: 82.1 percent is exactly 0.821."""
        return float(Decimal(repr(self.percent)) / 100)


def check_tolerances(tolerances: Mapping[str, float]) -> None:
    """Refuse tolerances that cannot be meant.

    Args:
        tolerances: Percentages by key.

    Raises:
        ConfigError: A value is no number, or below 0.
    """
    for key, value in tolerances.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value) or value < 0:
            raise ConfigError(
                f"The tolerance '{key}' is '{value}'. Give a percentage of 0 or more."
            )


def configured(
    reference: ToleranceReference, tolerances: Mapping[str, float]
) -> Tolerance | None:
    """The caller's tolerance, or the default of the suite.

    Args:
        reference: What an expectation asks for.
        tolerances: Percentages by key, as the caller set them.

    Returns:
        The tolerance; None when only England's figure can stand in.
    """
    if reference.key in tolerances:
        return Tolerance(percent=float(tolerances[reference.key]), origin="configured")
    if reference.default is not None:
        return Tolerance(percent=reference.default, origin="default")
    return None


def of_england(
    connection: duckdb.DuckDBPyConnection, expectation: Expectation, indicator: str
) -> dict[str, Tolerance]:
    """England's published value for each return of a collection.

    Args:
        connection: The built warehouse.
        expectation: Whose collection's returns are meant.
        indicator: Indicator in percent.

    Returns:
        By return_id: the value beside the return's own figure in `fct_benchmarks`,
        else the published one of the return's year or the latest year before. A
        return for which there is neither is left out.

    Raises:
        duckdb.Error: A table is missing.
    """
    rows = connection.execute(
        _ENGLAND, {"collection": expectation.collection, "indicator": indicator}
    ).fetchall()
    return {
        return_id: Tolerance(percent=percent, origin=f"England, {as_of}")
        for return_id, percent, as_of in rows
    }


def percent_text(percent: float) -> str:
    """A percentage for people: `80 %`, `82.1 %`; at most two decimals."""
    return f"{rounded(percent, 2).normalize():f} %"
