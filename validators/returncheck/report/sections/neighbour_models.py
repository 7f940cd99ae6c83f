"""Where the statistical neighbours of an authority change, and how many stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.results.check_result import CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourChange:
    """A new model of statistical neighbours.

    Attributes:
        year: The first year whose figures are held against it.
        same: How many neighbours are in the model before as well.
        of: How many neighbours it has.
    """

    year: int
    same: int
    of: int

    @property
    def words(self) -> str:
        """The change in a line, without a full stop."""
        return (
            f"Statistical neighbours changed in {self.year}: "
            f"{self.same} of {self.of} the same"
        )


def neighbour_changes(result: CheckResult) -> dict[str, tuple[NeighbourChange, ...]]:
    """The changes of model by authority, the oldest first.

    Args:
        result: The result.
    """
    models = (
        result.checked_neighbour_values.group_by("la_code", "neighbour_model")
        .agg(pl.col("neighbour_code").unique())
        .sort("la_code", "neighbour_model")
    )
    found: dict[str, list[NeighbourChange]] = {}
    before: tuple[str, set[str]] = ("", set())
    for la_code, model, codes in models.iter_rows():
        if la_code == before[0]:
            found.setdefault(la_code, []).append(
                NeighbourChange(
                    year=model, same=len(before[1].intersection(codes)), of=len(codes)
                )
            )
        before = (la_code, set(codes))
    return {la_code: tuple(changes) for la_code, changes in found.items()}


def day_of_change(change: NeighbourChange, indicator: Indicator) -> date:
    """First day of the first year that is held against the new model.

    Args:
        change: The change.
        indicator: Whose year it is: one that ends in March began in the April before.
    """
    month, day = (int(part) for part in indicator.year_end.split("-"))
    return date(change.year - 1, month, day) + timedelta(days=1)


def changes_between(
    changes: tuple[NeighbourChange, ...], indicator: Indicator, first: date, last: date
) -> Mapping[date, NeighbourChange]:
    """The changes that lie between two figures, by their day.

    Args:
        changes: The changes of an authority.
        indicator: The indicator of the figures.
        first: Last day of the earliest figure's period.
        last: Last day of the latest figure's period.
    """
    days = {day_of_change(change, indicator): change for change in changes}
    return {day: change for day, change in days.items() if first < day <= last}
