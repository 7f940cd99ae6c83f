"""One rounding rule, for the page, the summary and the suites."""

from decimal import Decimal
from fractions import Fraction

import pytest

from returncheck.files.rounding import rounded
from returncheck.report.words.numbers import figure
from returncheck.suites.judging import _share_text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        pytest.param(84.25, 1, "84.3", id="half"),
        pytest.param(84.35, 1, "84.4", id="half-that-no-float-holds"),
        pytest.param(84.349999, 1, "84.3", id="below-the-half"),
        pytest.param(-0.25, 1, "-0.3", id="half-below-nought"),
        pytest.param(-0.04, 1, "0.0", id="nought-has-no-sign"),
        pytest.param(2.5, 0, "3", id="whole"),
        pytest.param(7, 2, "7.00", id="integer"),
        pytest.param(Decimal("1") / 3, 3, "0.333", id="decimal"),
        pytest.param(1e300, 1, f"{10**300}.0", id="very-large"),
        pytest.param(5e-324, 1, "0.0", id="very-small"),
        pytest.param(float("inf"), 1, "Infinity", id="infinite"),
    ],
)
def test_halves_are_rounded_away_from_nought(value, places, text):
    assert f"{rounded(value, places):f}" == text


def test_suite_and_page_round_every_share_alike():
    """Of up to 200 records, and of the 1,501 of which one was told two ways."""
    shares = [(part, whole) for whole in range(1, 201) for part in range(whole + 1)]
    shares += [(1269, 1501), (1270, 1501), (1687, 2000)]
    different = [
        (part, whole)
        for part, whole in shares
        if f"{_share_text(part, whole, 0)}%" != figure(100 * part / whole, "percent")
    ]
    assert different == []


def test_shares_are_rounded_as_by_hand():
    def by_hand(part, whole):
        tenths = (Fraction(1000 * part, whole) + Fraction(1, 2)) // 1
        return f"{tenths // 10}.{tenths % 10}%"

    assert [
        (part, whole)
        for whole in range(1, 201)
        for part in range(whole + 1)
        if figure(100 * part / whole, "percent") != by_hand(part, whole)
    ] == []
