"""The marts as the public may have them: symbols in the place of withheld figures.

`c` is withheld, `x` not available, `z` not applicable. Each column that may be withheld
gets a second one with its symbols, `<column>_symbol`.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.catalogue.marts import Mart, mart
from returncheck.catalogue.marts import PublicRole as Role
from returncheck.catalogue.marts import marts as described_marts
from returncheck.disclosure.columns import (
    COMPARISONS,
    FIGURES,
    FINDING_COUNT_ROLES,
)
from returncheck.disclosure.comparisons import of_judged_figures
from returncheck.disclosure.control import SUPPRESSED
from returncheck.disclosure.figures import PUBLISHED, judge_figures
from returncheck.disclosure.findings import count_findings, judge_findings
from returncheck.errors import InternalError
from returncheck.returns.code_lists import codes_of_all

NOT_AVAILABLE, NOT_APPLICABLE = "x", "z"
SYMBOL = "_symbol"
FINDINGS, FINDING_COUNTS = "fct_findings", "fct_finding_counts"
_VALUE_KEY = ["source", "return_id", "row_number", "la_code", "indicator_id"]
_NEAREST = 10
CODED = ("period_type", "period_basis")
"""Columns that hold what was read, and are open because it is one of a few codes."""


def make_public(
    marts: Mapping[str, pl.DataFrame],
    populations: pl.DataFrame,
    catalogue: Sequence[Indicator],
) -> dict[str, pl.DataFrame]:
    """Apply the disclosure control to all marts together.

    Args:
        marts: Mart by name, every row of the database: what is withheld must not
            depend on which rows are asked for.
        populations: `area_code`, `return_year` and `population` (aged 0 to 17).
        catalogue: The indicators; a figure of any other is left out.

    Returns:
        The marts with their symbols; counts by check in the place of the findings.
    """
    topics = {each.indicator_id: each.topic for each in catalogue}
    rates = [each.indicator_id for each in catalogue if each.unit == "per_10k"]
    known = pl.col("indicator_id").is_in(list(topics))
    values = _rounded_areas(marts["fct_indicator_values"].filter(known), rates)
    benchmarks = marts["fct_benchmarks"].filter(known)
    reconciliation = marts["fct_reconciliation"].filter(
        known & pl.col("comparison").is_in(COMPARISONS)
    )
    reconciliation = of_judged_figures(reconciliation, values)
    judged = values.with_row_index("place").join(
        judge_figures(values, populations, topics),
        on="place",
        how="left",
        maintain_order="left",
    )
    counts = count_findings(marts[FINDINGS])
    of_outcomes, of_counts = judge_findings(marts["fct_rule_outcomes"], counts)
    outcomes = pl.concat([marts["fct_rule_outcomes"], of_outcomes], how="horizontal")
    judged_marts = {
        "fct_indicator_values": _values(judged),
        "fct_benchmarks": _benchmarks(benchmarks, judged),
        "fct_reconciliation": _reconciliation(
            reconciliation, judged, marts["dim_authorities"]["la_name"].to_list()
        ),
        "fct_rule_outcomes": outcomes,
    }
    public = {
        each.name: _shown(_judged(each, marts, judged_marts), each.roles)
        for each in described_marts()
        if each.is_public
    }
    counts = pl.concat([counts, of_counts], how="horizontal")
    shown = {**public, FINDING_COUNTS: _shown(counts, FINDING_COUNT_ROLES)}
    return {name: _without_unknown_codes(frame) for name, frame in shown.items()}


def _without_unknown_codes(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns of codes as they are; what is none may be any text, and is left empty."""
    return frame.with_columns(
        pl.when(pl.col(name).is_in(codes_of_all(name))).then(pl.col(name))
        for name in CODED
        if name in frame.columns
    )


def _judged(
    described: Mart,
    marts: Mapping[str, pl.DataFrame],
    judged_marts: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """A mart with its symbols; as it is where all of it is open.

    Raises:
        InternalError: It holds more than what is open, and nothing judges it.
    """
    if described.name in judged_marts:
        return judged_marts[described.name]
    if set(described.roles.values()) - {Role.OPEN, Role.NEVER}:
        raise InternalError(
            f"Not all public columns of {described.name} are open, and nothing in "
            "disclosure/marts.py judges them."
        )
    return marts[described.name]


def _rounded_areas(values: pl.DataFrame, rates: Sequence[str]) -> pl.DataFrame:
    """Counts of England and regions that were added up here, rounded to 10.

    Their shares and rates follow from the rounded counts; published ones stay.
    """
    own = (pl.col("source") != PUBLISHED) & (pl.col("area_type") != "authority")
    numerator = _to_nearest(pl.col("numerator"))
    # A population is no count of the return.
    is_rate = pl.col("indicator_id").is_in(rates)
    denominator = (
        pl.when(is_rate)
        .then(pl.col("denominator"))
        .otherwise(_to_nearest(pl.col("denominator")))
    )
    scale = pl.when(is_rate).then(10_000.0).otherwise(100.0)
    value = (
        pl.when(denominator.is_null())
        .then(_to_nearest(pl.col("value")))
        .when(denominator > 0)
        .then(scale * numerator / denominator)
    )
    changed = {"numerator": numerator, "denominator": denominator, "value": value}
    return values.with_columns(
        pl.when(own).then(new).otherwise(pl.col(name)).alias(name)
        for name, new in changed.items()
    )


def _to_nearest(count: pl.Expr) -> pl.Expr:
    return ((count / _NEAREST + 0.5).floor() * _NEAREST).cast(pl.Float64)


def _values(judged: pl.DataFrame) -> pl.DataFrame:
    """Indicator values with the symbols of numerator, denominator and value."""
    withheld = pl.col("denominator_symbol") == SUPPRESSED
    no_share = (pl.col("denominator") == 0) & pl.col("value").is_null()
    value = (
        pl.when(no_share & withheld)
        .then(pl.lit(SUPPRESSED))
        .when(no_share)
        .then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.col("value_symbol"))
    )
    is_count = pl.col("denominator").is_null() & (
        pl.col("numerator") == pl.col("value")
    )
    denominator = (
        pl.when(is_count)
        .then(pl.lit(NOT_APPLICABLE))
        .when(pl.col("denominator").is_not_null())
        .then(pl.col("denominator_symbol"))
    )
    numerator = pl.when(pl.col("numerator").is_not_null()).then(
        pl.col("numerator_symbol")
    )
    return judged.with_columns(
        numerator.alias("numerator_symbol"),
        value.alias("value_symbol"),
        denominator.alias("denominator_symbol"),
        pl.when(pl.col("source") != "reported").then(pl.col("note")).alias("note"),
    )


def _benchmarks(benchmarks: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """Benchmarks with the symbols of what follows from this year's and last year's."""
    own = judged.filter(pl.col("area_type") == "authority").select(
        *_VALUE_KEY, "return_year", own_symbol="value_symbol"
    )
    # A year is withheld as soon as one statement of it is.
    withheld = pl.col("value_symbol") == SUPPRESSED
    previous = (
        judged.filter(withheld & pl.col("is_annual") & pl.col("is_latest"))
        .select(
            "source",
            "la_code",
            "indicator_id",
            (pl.col("return_year") + 1).alias("return_year"),
            previous_symbol="value_symbol",
        )
        .unique()
    )
    joined = benchmarks.join(
        own,
        on=[*_VALUE_KEY, "return_year"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    ).join(
        previous,
        on=["source", "la_code", "indicator_id", "return_year"],
        how="left",
        maintain_order="left",
    )
    symbols = {
        Role.OWN: pl.col("own_symbol"),
        Role.PREVIOUS: pl.col("previous_symbol"),
        Role.CHANGE: pl.coalesce("own_symbol", "previous_symbol"),
    }
    # No target and no better side: there is nothing to say, not something missing.
    not_applicable = {
        "gap_to_target": pl.col("target").is_null(),
        "rag": pl.col("target").is_null(),
        "rank": pl.col("ranked_authorities").is_null(),
        "quartile_band": pl.col("ranked_authorities").is_null(),
    }
    return joined.with_columns(
        pl.when(not_applicable.get(name, pl.lit(False)))
        .then(pl.lit(NOT_APPLICABLE))
        .otherwise(symbols[role])
        .alias(f"{name}{SYMBOL}")
        for name, role in mart("fct_benchmarks").roles.items()
        if role in symbols
    )


def _reconciliation(
    frame: pl.DataFrame, judged: pl.DataFrame, authorities: Sequence[str]
) -> pl.DataFrame:
    """Reconciliation with the symbols of the figures that are held against another."""
    figures = judged.filter(pl.col("source") != PUBLISHED).select(
        "return_id",
        pl.col("table_name").fill_null("indicators"),
        "row_number",
        "indicator_id",
        "return_year",
        own_symbol="value_symbol",
    )
    joined = frame.join(
        figures,
        on=["return_id", "table_name", "row_number", "indicator_id", "return_year"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    is_quoted = pl.col("table_name") == "Comparators"
    # What a report quotes of others is public where a published figure stands beside;
    # of an authority, itself among them, only where it is that figure.
    is_authority = pl.col("comparator_name").is_in(authorities)
    is_known = pl.col("expected_value").is_not_null() & (
        ~is_authority.fill_null(False) | (pl.col("status") == "agrees")
    )
    own = (
        pl.when(is_quoted & ~is_known)
        .then(pl.lit(SUPPRESSED))
        .otherwise(pl.col("own_symbol"))
    )
    against_published = pl.col("comparison").str.ends_with("_against_published")
    expected = pl.when(~against_published).then(own)
    symbols = {Role.OWN: own, Role.EXPECTED: expected}
    return joined.with_columns(
        symbols[role].alias(f"{name}{SYMBOL}")
        for name, role in mart("fct_reconciliation").roles.items()
        if role in symbols
    )


def _shown(frame: pl.DataFrame, roles: Mapping[str, Role]) -> pl.DataFrame:
    """The columns that have a role, those that may be withheld with their symbols."""
    shown: list[pl.Expr] = []
    for name in frame.columns:
        role = roles.get(name)
        if role in (None, Role.NEVER):
            continue
        if role not in FIGURES:
            shown.append(pl.col(name))
            continue
        symbol = pl.col(f"{name}{SYMBOL}")
        is_withheld = symbol == SUPPRESSED
        is_missing = pl.col(name).is_null()
        shown.append(pl.when(~is_withheld.fill_null(False)).then(pl.col(name)))
        shown.append(
            pl.when(is_withheld)
            .then(pl.lit(SUPPRESSED))
            .when(is_missing)
            .then(pl.coalesce(symbol, pl.lit(NOT_AVAILABLE)))
            .alias(f"{name}{SYMBOL}")
        )
    return frame.select(shown)
