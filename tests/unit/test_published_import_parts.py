"""A share or rate against the counts that the file prints beside it."""

import polars as pl
import pytest

from returncheck.published.parts import not_from_parts


def odd(value, above, below, area="authority", indicator="cpp_second_or_subsequent"):
    figures = pl.DataFrame(
        {
            "indicator_id": [indicator],
            "area_type": [area],
            "numerator": [above],
            "denominator": [below],
            "value": [value],
            "decimals": [1],
        },
        schema_overrides={"numerator": pl.String, "denominator": pl.String},
    )
    return not_from_parts(figures).height == 1


@pytest.mark.parametrize(
    ("above", "expected"),
    [("2050", False), ("2055", False), ("2056", True), ("2045", False), ("2044", True)],
)
def test_a_share_may_differ_by_half_a_unit(above, expected):
    assert odd("20.5", above, "10000") is expected


@pytest.mark.parametrize("area", ["england", "region"])
@pytest.mark.parametrize(
    ("above", "expected"), [("2060", False), ("2062", True), ("2040", False)]
)
def test_counts_to_the_nearest_10_give_room(area, above, expected):
    assert odd("20.5", above, "10000", area) is expected


def test_a_rate_is_per_10000_and_a_count_is_not_held():
    assert not odd("67.1", "671", "100000", indicator="cla_rate")
    assert odd("67.1", "681", "100000", indicator="cla_rate")
    assert not odd("67.1", "681", "100000", indicator="referrals")


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [
        ("c", "1", "10"),
        ("20.5", "c", "10"),
        ("20.5", "1", "x"),
        ("20.5", None, None),
        ("20.5", "0", "0"),
    ],
)
def test_figures_without_both_counts_are_not_held(value, above, below):
    assert not odd(value, above, below)
