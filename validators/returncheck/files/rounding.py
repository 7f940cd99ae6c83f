"""How a figure is rounded wherever people read it: as one rounds by hand."""

from decimal import ROUND_HALF_UP, Context, Decimal

_MOST_DIGITS = 400
"""More than the longest number has."""


def rounded(value: float | Decimal, places: int) -> Decimal:
    """A number to so many decimals, halves away from nought.

    Args:
        value: The number; a float is taken for the shortest decimal that gives it.
        places: Digits after the point.

    Returns:
        84.4 for 84.35, which as a float lies below the half; nought without a sign.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if not exact.is_finite():
        return exact
    found = exact.quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=_MOST_DIGITS)
    )
    return found if found else abs(found)
