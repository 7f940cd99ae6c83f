"""Values that follow from counts: what a rate is, and whether a printed one does.

A release that prints the counts alone has its shares and rates computed here.
"""

import polars as pl

from returncheck.catalogue.indicators import indicator
from returncheck.catalogue.units import SCALES
from returncheck.published.symbols import NUMBER

_HALF_OF_TEN = 5.0
_HALF_OF_TENTH = 0.05
_HUNDREDTHS = 100
_NOTHING_TO_DIVIDE = "z"


def number(name: str) -> pl.Expr:
    """A column as numbers; null for anything else, `inf` and `nan` too."""
    is_number = pl.col(name).str.contains(NUMBER)
    return pl.when(is_number).then(pl.col(name)).cast(pl.Float64)


def decimals_of(name: str) -> pl.Expr:
    """How many digits stand after the point of each text of a column."""
    digits = pl.col(name).str.extract(r"[.]([0-9]+)$").str.len_chars()
    return digits.fill_null(0).cast(pl.Int64)


def with_computed(figures: pl.DataFrame, indicator_id: str) -> pl.DataFrame:
    """Compute the values of one indicator of its counts, half up.

    Args:
        figures: Its figures with `numerator` and `denominator`.
        indicator_id: The indicator, which says unit and decimals.

    Returns:
        The figures with `value` and `is_computed`. A symbol in a count is the value's;
        over nought there is none, `z`; null where a count is not there.
    """
    known = indicator(indicator_id)
    places = known.published_decimals or 0
    above, below = (_whole(name) for name in ("numerator", "denominator"))
    scale = int(SCALES.get(known.unit, 1)) * 10**places
    # Whole numbers all the way: a float would put halves on either side.
    units = (2 * above * scale + below) // (2 * below)
    text = units.cast(pl.String)
    if places:
        digits = text.str.zfill(places + 1)
        text = digits.str.head(-places) + "." + digits.str.tail(places)
    symbol = pl.coalesce(
        pl.when(~pl.col(name).str.contains(NUMBER)).then(pl.col(name))
        for name in ("numerator", "denominator")
    )
    has_both = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    value = (
        pl.when(~pl.col("numerator").str.contains(NUMBER))
        .then(pl.col("numerator"))
        .when(has_both & symbol.is_not_null())
        .then(symbol)
        .when(has_both & (below == 0))
        .then(pl.lit(_NOTHING_TO_DIVIDE))
        .when(has_both)
        .then(text)
    )
    return figures.with_columns(
        value.alias("value"), pl.lit(value=True).alias("is_computed")
    )


def without_odd_population(figures: pl.DataFrame) -> pl.DataFrame:
    """Take out the populations that printed rates were not printed on.

    Estimates are re-based; a rate of that time stands on those of that time.

    Args:
        figures: Printed rates over a population that is not the release's own.
    """
    decimals = decimals_of("value").max()
    follows = is_from_parts(pl.lit(SCALES["per_10k"]), decimals)
    keeps = follows.fill_null(value=False) | ~pl.col("value").str.contains(NUMBER)
    return figures.with_columns(pl.when(keeps).then(pl.col("denominator")))


def is_from_parts(scale: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """Whether a value is what its counts give; null where that cannot be asked.

    A figure may differ by half a unit of its last digit, and by what comes of counts
    that are rounded themselves.

    Args:
        scale: What the ratio is multiplied by.
        decimals: Digits after the point of the value.
    """
    value, above, below = (number(n) for n in ("value", "numerator", "denominator"))
    half_a_unit: pl.Expr = 0.5 * pl.lit(10.0) ** (-decimals) + 1e-9
    over, under = _rounding("numerator"), _rounding("denominator")
    least = scale * (above - over) / (below + under)
    most = scale * (above + over) / (below - under)
    follows = (value >= least - half_a_unit) & (value <= most + half_a_unit)
    asked: pl.Expr = pl.when(below > under).then(follows)
    return asked


def _rounding(name: str) -> pl.Expr:
    """By how much a count may be another than it is printed.

    Full-time equivalents have a decimal, and counts of England and regions end in 0.
    """
    is_exact = pl.col("area_type") == "authority"
    is_fraction = decimals_of(name).max().over("indicator_id") > 0
    return (
        pl.when(is_fraction)
        .then(_HALF_OF_TENTH)
        .when(is_exact)
        .then(0.0)
        .otherwise(_HALF_OF_TEN)
    )


def _whole(name: str) -> pl.Expr:
    """A count as a whole number of hundredths, which workforce figures have."""
    return (number(name) * _HUNDREDTHS).round(0).cast(pl.Int64)
