"""The links of the indicators, held against the catalogue and the marts' YAML."""

import pytest

from returncheck.catalogue.indicators import indicators
from returncheck.disclosure.indicator_links import (
    FLOWS,
    PUBLIC_COUNTS,
    SAME_COUNT,
    SUMS,
    counts_behind,
)


def known_counts():
    behind = [each for each in counts_behind().values() if each is not None]
    return {each.numerator for each in behind} | {each.denominator for each in behind}


def test_every_indicator_that_is_a_ratio_has_its_counts():
    behind = counts_behind()
    for indicator in indicators():
        ratio = indicator.unit in ("percent", "per_10k")
        found = behind[indicator.indicator_id]
        assert not ratio or (found is not None and found.is_ratio), indicator


@pytest.mark.parametrize("each", SUMS, ids=lambda each: f"{each.total}-{each.parts[0]}")
def test_every_count_of_a_sum_stands_behind_an_indicator(each):
    assert {each.total, *each.parts} <= known_counts()


def test_every_count_of_a_flow_stands_behind_an_indicator():
    assert {name for f in FLOWS for name in (f.stock, f.came, f.went)} <= (
        known_counts()
    )


def test_words_for_a_count_are_the_catalogue_s():
    said = {each.denominator for each in indicators()}
    said |= {each.numerator for each in indicators()}
    assert set(SAME_COUNT) <= said
    assert set(SAME_COUNT.values()) | PUBLIC_COUNTS <= known_counts()


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator"),
    [
        ("referrals", "referrals", None),
        ("referral_rate", "referrals", None),
        (
            "rereferrals_within_12_months",
            "rereferrals_within_12_months.numerator",
            "referrals",
        ),
        (
            "assessments_within_45_days",
            "assessments_within_45_days.numerator",
            "assessments_completed",
        ),
        ("icpc_within_15_days", "icpc_within_15_days.numerator", "icpc_held"),
        ("contacts_per_working_day", "contacts", None),
        ("cla_rate", "cla_at_year_end", None),
    ],
)
def test_counts_behind_an_indicator(indicator, numerator, denominator):
    found = counts_behind()[indicator]
    assert (found.numerator, found.denominator) == (numerator, denominator)
