"""Which counts stand behind each indicator, and which of them add up.

What the catalogue says in words is said here in links; `tests/unit` holds the two
together. A count has the id of the indicator that is that count; others are named for
the indicator whose numerator they are, or by the catalogue's words for the denominator.
"""

from dataclasses import dataclass
from functools import cache

from returncheck.catalogue.indicators import Indicator, indicators

POPULATION = "children aged 0-17"
"""A denominator that everybody knows."""
PUBLIC_DENOMINATORS = frozenset({POPULATION, "working days in the period"})
PUBLIC_COUNTS = frozenset({"child_population"})
"""Counts that are no secret, whatever their size."""

SAME_COUNT = {
    "assessments completed in the period": "assessments_completed",
    "care leavers aged 19 to 21": "care_leavers",
    "case files audited": "case_audits",
    "children adopted": "cla_adopted.numerator",
    "contacts received": "contacts",
    "initial conferences held in the period": "icpc_held",
    "plans open at the period end": "cpp_at_year_end",
    "plans started in the period": "cpp_starts",
    "strategy discussions held": "strategy_discussions",
    "early help (CAF) assessments completed": "early_help_assessments",
}
"""The catalogue's words for a count, and the count that they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Counts of one area and period that are parts of another.

    Attributes:
        total: The whole.
        parts: Parts that do not overlap.
        is_complete: Whether they are all of it.
    """

    total: str
    parts: tuple[str, ...]
    is_complete: bool = False


def _numerators(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}.numerator" for name in names)


SUMS = (
    Sum(
        total="referrals",
        parts=_numerators(
            "referrals_from_police", "referrals_from_schools", "referrals_from_health"
        ),
    ),
    Sum(
        total="referrals",
        parts=_numerators(
            "referrals_no_further_action", "referrals_assessed_not_in_need"
        ),
    ),
    Sum(total="contacts", parts=("referrals",)),
    Sum(
        total="icpc_within_15_days.numerator",
        parts=("icpc_0_to_10_days", "icpc_11_to_15_days"),
        is_complete=True,
    ),
    Sum(
        total="icpc_held",
        parts=(
            "icpc_within_15_days.numerator",
            "icpc_16_to_20_days",
            "icpc_21_plus_days",
        ),
    ),
    Sum(
        total="icpc_held",
        parts=(
            "icpc_0_to_10_days",
            "icpc_11_to_15_days",
            "icpc_16_to_20_days",
            "icpc_21_plus_days",
        ),
    ),
    Sum(
        total="cpp_at_year_end",
        parts=("plans open at the period end that had been open 3 months or more",),
    ),
    Sum(
        total="cla_at_year_end",
        parts=_numerators(
            "cla_in_foster_care",
            "cla_in_childrens_homes",
            "cla_independent_living",
            "cla_with_parents",
            "cla_in_residential_schools",
            "cla_placed_for_adoption",
            "cla_other_placements",
        ),
    ),
    Sum(
        total="cla_at_year_end",
        parts=_numerators("cla_placed_outside_area", "cla_placed_within_area"),
    ),
    Sum(
        total="cla_placed_outside_area.numerator",
        parts=_numerators("cla_placed_over_20_miles_outside"),
    ),
    Sum(
        total="cla_ceased",
        parts=_numerators("cla_adopted", "cla_special_guardianship"),
    ),
    Sum(
        total="cla_ceased",
        parts=_numerators(
            "cla_adopted", "cla_special_guardianship", "cla_returned_home"
        ),
    ),
    Sum(
        total="care_leavers",
        parts=_numerators("care_leavers_eet", "care_leavers_neet"),
    ),
    Sum(
        total="care_leavers_eet.numerator",
        parts=_numerators("care_leavers_higher_education"),
    ),
    Sum(
        total="care_leavers",
        parts=_numerators("care_leavers_in_touch", "care_leavers_not_in_touch"),
    ),
    Sum(
        total="case_audits",
        parts=_numerators(
            "case_audits_good_or_better",
            "case_audits_requires_improvement",
            "case_audits_inadequate",
        ),
        is_complete=True,
    ),
)
"""Counts of one period that add up, or of which one lies within another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A stock at the end is the stock at the start, and who came less who went."""

    stock: str
    came: str
    went: str


FLOWS = (
    Flow(
        stock="cpp_at_year_end",
        came="cpp_starts",
        went="plans ended in the period",
    ),
    Flow(stock="cla_at_year_end", came="cla_starts", went="cla_ceased"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The counts behind an indicator.

    Attributes:
        numerator: The count itself, or what is counted of a share or a rate.
        denominator: Over which count; None where everybody knows the denominator, and
            for counts.
        is_ratio: Whether the value is a share or a rate of them.
        is_of_population: Whether the denominator is the population, which gives the
            count from the rate.
        is_stock: Whether they are states on a day.
    """

    numerator: str
    denominator: str | None
    is_ratio: bool
    is_stock: bool
    is_of_population: bool = False


def _behind(indicator: Indicator, ids: frozenset[str]) -> Behind | None:
    is_stock = indicator.period_type == "snapshot"
    name = indicator.indicator_id
    if indicator.unit == "count":
        return Behind(
            numerator=name, denominator=None, is_ratio=False, is_stock=is_stock
        )
    if not indicator.denominator:
        return None
    said, over = indicator.numerator, indicator.denominator
    numerator = said if said in ids else SAME_COUNT.get(said, f"{name}.numerator")
    denominator = over if over in ids else SAME_COUNT.get(over, over)
    return Behind(
        numerator=numerator,
        denominator=None if over in PUBLIC_DENOMINATORS else denominator,
        is_ratio=True,
        is_stock=is_stock,
        is_of_population=over == POPULATION,
    )


@cache
def counts_behind() -> dict[str, Behind | None]:
    """The counts behind each indicator; None where there are none, as for weeks."""
    known = indicators()
    ids = frozenset(indicator.indicator_id for indicator in known)
    return {indicator.indicator_id: _behind(indicator, ids) for indicator in known}
