"""True values of indicators: counts, shares and rates."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueValue:
    """One true value.

    Attributes:
        numerator: What is counted; None when it could not be counted.
        denominator: What it is a share of; None for a plain count.
        value: Count, percentage (0 to 100) or rate per 10,000, not rounded; None when
            the denominator is missing or 0.
    """

    numerator: int | None
    denominator: int | None
    value: float | None


def count_of(number: int) -> TrueValue:
    """A plain count."""
    return TrueValue(numerator=number, denominator=None, value=number)


def share_of(number: int, total: int) -> TrueValue:
    """A percentage of a total."""
    value = 100 * number / total if total else None
    return TrueValue(numerator=number, denominator=total, value=value)


def rate_of(number: int, population: int | None) -> TrueValue:
    """A rate per 10,000 children."""
    value = 10_000 * number / population if population else None
    return TrueValue(numerator=number, denominator=population, value=value)
