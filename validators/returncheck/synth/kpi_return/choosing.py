"""Which figure of a council a fault is planted in."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from returncheck.synth.kpi_return import published
from returncheck.synth.kpi_return.council import Council

EVERY = (
    *("referrals", "rereferrals_within_12_months", "assessments_within_45_days"),
    *("cpp_at_year_end", "cpp_starts", "cpp_second_or_subsequent"),
    *("cla_at_year_end", "cla_starts", "cla_adopted", "cla_health_assessments"),
    *("care_leavers_suitable_accommodation", "care_leavers_eet"),
    *("icpc_within_15_days", "referral_rate", "cpp_rate", "section47_rate"),
    *("cla_three_or_more_placements", "cla_dental_checks", "cla_missing"),
    *("social_worker_agency_rate", "social_worker_caseload", "social_workers_fte"),
)
"""Series of all units and both kinds of year."""


def units_of(*units: str) -> tuple[str, ...]:
    """Those of `EVERY` with one of these units."""
    found = published.indicators()
    return tuple(each for each in EVERY if found[each].unit in units)


def is_far(one: Decimal, other: Decimal) -> bool:
    """Whether two figures differ beyond anything a revision explains."""
    return abs(one - other) > max(Decimal(3), abs(other) / 5)


def own_values(
    council: Council,
    wanted: tuple[str, ...] = EVERY,
    *,
    allows: Callable[[Decimal], bool] = lambda _: True,
) -> Iterator[tuple[str, Decimal]]:
    """Indicators with a published figure of the year, in an order of chance."""
    for each in council.dice("choice", len(wanted)).shuffled(wanted):
        text = council.value(each)
        if text is not None and Decimal(text) > 0 and allows(Decimal(text)):
            yield each, Decimal(text)


def all_values(council: Council, indicator_id: str) -> set[Decimal]:
    """What was published of a series for the council in any year."""
    found = published.series(indicator_id, council.la_code)
    return {Decimal(text) for text in found.values()}


def is_unlike(council: Council, indicator_id: str, wrong: Decimal) -> bool:
    """Whether a figure is far from every year's published one of the council."""
    return all(is_far(wrong, each) for each in all_values(council, indicator_id))


def bands_of_a_quarter(council: Council) -> tuple[int, int, int] | None:
    """A quarter's conferences, those within 10 working days, those in 11 to 15.

    They are a fourth of the published ones, so that nothing but a fault is odd.
    """
    names = ("0_to_10", "11_to_15", "16_to_20", "21_plus")
    found = [council.count(f"icpc_{name}_days") for name in names]
    if None in found:
        return None
    ten, fifteen, *later = (number // 4 for number in found if number is not None)
    held = ten + fifteen + sum(later)
    return (held, ten, fifteen) if ten >= 4 and fifteen >= 4 else None


def flows_of_a_quarter(council: Council) -> tuple[int, int, int] | None:
    """Children looked after in March, and a fourth of those who came and left."""
    march = council.count("cla_at_year_end", council.year - 1)
    came, left = council.count("cla_starts"), council.count("cla_ceased")
    if march is None or came is None or left is None or min(march, came, left) < 80:
        return None
    dice = council.dice("flows")
    return (
        march,
        came * dice.between(85, 115) // 400,
        left * dice.between(85, 115) // 400,
    )
