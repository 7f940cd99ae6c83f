"""What an attacker reads from a public export of CIN census figures.

Written from the definitions of the indicators, and from nothing that the control uses:
which counts stand behind a figure, which of them add up, and what a gap, a change or
last year's value give away.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

SHARES = {
    "rereferrals_within_12_months": ("rereferred", "referrals"),
    "referrals_no_further_action": ("no action", "referrals"),
    "referrals_assessed_not_in_need": ("not in need", "referrals"),
    "referrals_from_police": ("police", "referrals"),
    "referrals_from_schools": ("schools", "referrals"),
    "referrals_from_health": ("health", "referrals"),
    "assessments_within_45_days": ("in 45 days", "assessments"),
    "icpc_within_15_days": ("in 15 days", "conferences"),
    "cpp_second_or_subsequent": ("second plans", "plans started"),
    "cpp_two_years_at_year_end": ("open two years", "plans open"),
    "cpp_two_years_ended": ("ended after two years", "plans ended"),
    "cpp_reviewed_in_timescale": ("reviewed", "plans to review"),
}
COUNTS = {
    "referrals": "referrals",
    "assessments_completed": "assessments",
    "cin_at_year_end": "in need",
    "cin_starts": "need started",
    "section47_enquiries": "enquiries",
    "icpc_held": "conferences",
    "icpc_0_to_10_days": "0 to 10",
    "icpc_11_to_15_days": "11 to 15",
    "icpc_16_to_20_days": "16 to 20",
    "icpc_21_plus_days": "21 plus",
    "cpp_at_year_end": "plans open",
    "cpp_starts": "plans started",
}
RATES = {
    "referral_rate": "referrals",
    "assessment_rate": "assessments",
    "cin_rate": "in need",
    "cin_start_rate": "need started",
    "section47_rate": "enquiries",
    "icpc_rate": "conferences",
    "cpp_rate": "plans open",
    "cpp_start_rate": "plans started",
}
TOTALS = (
    ("referrals", ("police", "schools", "health"), False),
    ("referrals", ("no action", "not in need"), False),
    ("in 15 days", ("0 to 10", "11 to 15"), True),
    ("conferences", ("in 15 days", "16 to 20", "21 plus"), False),
    ("plans open", ("plans to review",), False),
    *((whole, (part,), False) for part, whole in SHARES.values()),
)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value of an indicator, wherever in the export it was found."""

    la_code: str
    year: int
    indicator: str
    value: float


def count_name(la_code: str, year: int, name: str) -> str:
    return f"{la_code} {year} {name}"


def is_of_census(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("source") == "recomputed")


def found_figures(tables: dict[str, pl.DataFrame]) -> Iterator[Figure]:
    """Values as printed, and those that another column gives."""
    for row in is_of_census(tables["fct_indicator_values"]).iter_rows(named=True):
        yield from _figure(row, 0, row["value"])
    for row in is_of_census(tables["fct_benchmarks"]).iter_rows(named=True):
        yield from _figure(row, 0, row["value"])
        yield from _figure(row, 1, row["previous_year_value"])
        yield from _figure(row, 0, _sum(row["gap_to_england"], row["england_value"]))
        yield from _figure(row, 0, _sum(row["gap_to_target"], row["target"]))
    quoted = tables["fct_reconciliation"].filter(
        pl.col("comparison") == "recomputed_against_published"
    )
    for row in quoted.iter_rows(named=True):
        yield from _figure(row, 0, row["stated_value"])
        yield from _figure(row, 0, _sum(row["difference"], row["expected_value"]))


def found_changes(tables: dict[str, pl.DataFrame]) -> Iterator[Figure]:
    for row in is_of_census(tables["fct_benchmarks"]).iter_rows(named=True):
        yield from _figure(row, 0, row["change_on_previous_year"])


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _figure(row: dict, years_before: int, value: float | None) -> Iterator[Figure]:
    if value is not None:
        yield Figure(
            la_code=row["la_code"],
            year=row["return_year"] - years_before,
            indicator=row["indicator_id"],
            value=value,
        )


def found_parts(values: pl.DataFrame) -> Iterator[tuple[str, float]]:
    """Counts that stand in the numerator or the denominator of a figure."""
    for row in is_of_census(values).iter_rows(named=True):
        names = behind(row["indicator_id"])
        for name, column in zip(names, ("numerator", "denominator"), strict=False):
            if row[column] is not None:
                place = count_name(row["la_code"], row["return_year"], name)
                yield place, row[column]


def behind(indicator: str) -> tuple[str, ...]:
    """The counts behind an indicator: one, or numerator and denominator."""
    if indicator in SHARES:
        return SHARES[indicator]
    return ({**COUNTS, **RATES}[indicator],)
