"""Figures that are no single number, as people read them: spans, bounds and symbols."""

from collections.abc import Mapping
from typing import Any

from returncheck.report.words.numbers import parts, printed, trimmed

_MEANINGS = {
    **dict.fromkeys(("c", "*"), "suppressed"),
    "u": "unreliable",
    **dict.fromkeys(("low", "k", "~"), "negligible"),
    **dict.fromkeys(("z", "n/a"), "not applicable"),
    "-": "no number",
}
_ANY_OTHER = "not available"

Row = Mapping[str, Any]
"""A row of the mart `fct_figure_verdicts`."""


def as_printed(row: Row, unit: str) -> str:
    """A figure as its report prints it, whatever that is.

    Args:
        row: The figure.
        unit: Unit of the catalogue.

    Returns:
        Such as "17%", "24 to 29", "over 240", "fewer than 5" or "suppressed (c)";
        empty where nothing is printed.
    """
    value = row["printed_value"]
    other = _symbol(row["value_symbol"], unit) or _span(
        row["value_low"], row["value_high"], unit
    )
    if value is None:
        return other
    return f"{printed(value, unit)} ({other})" if other else printed(value, unit)


def parts_as_printed(row: Row, unit: str) -> str:
    """The counts behind a figure, one held back as its symbol.

    Args:
        row: The figure.
        unit: Unit of the catalogue.

    Returns:
        Such as "433 of 541" or "fewer than 5 of 40"; empty where none is printed.
    """
    above, below = row["numerator"], row["denominator"]
    signs = row["numerator_symbol"], row["denominator_symbol"]
    if signs == (None, None) or unit == "count":
        return parts(above, below, unit) or ""
    said = [
        trimmed(number) if number is not None else _symbol(sign, "count")
        for number, sign in zip((above, below), signs, strict=True)
    ]
    return " of ".join(each for each in said if each)


def _symbol(symbol: str | None, unit: str) -> str:
    """What a symbol stands for: "fewer than 5", "not available (..)"."""
    if not symbol:
        return ""
    number = symbol.lstrip("<>=")
    if number == symbol:
        return f"{_MEANINGS.get(symbol, _ANY_OTHER)} ({symbol})"
    bound = printed(float(number), unit)
    if symbol.startswith("<="):
        return f"up to {bound}"
    if symbol.startswith("<"):
        return f"{'fewer than' if unit == 'count' else 'under'} {bound}"
    return f"{bound} or more" if symbol.startswith(">=") else f"over {bound}"


def _span(low: float | None, high: float | None, unit: str) -> str:
    """The two ends of a span, either of which may be open: "24 to 29"."""
    if low is None:
        return "" if high is None else f"up to {printed(high, unit)}"
    if high is None:
        return f"{printed(low, unit)} or more"
    return f"{trimmed(low)} to {printed(high, unit)}"
