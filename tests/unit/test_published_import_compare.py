"""A file's figures beside those that are held: new, known within rounding, revised."""

import polars as pl
import pytest

from returncheck.published.compare import compared
from returncheck.published.current import SCHEMA as HELD

PERCENT = "rereferrals_within_12_months"
COUNT = "referrals"


def figure(value, indicator_id=PERCENT, year=2025, area="887", counts=(None, None)):
    return {
        "indicator_id": indicator_id,
        "year": year,
        "area_code": area,
        "area_type": "authority",
        "numerator": counts[0],
        "denominator": counts[1],
        "value": value,
    }


def standing(figures, held, is_computed=False, is_over_population=False):
    listed, known = (pl.DataFrame(each, schema=HELD) for each in (figures, held))
    file = listed.with_columns(
        pl.lit(is_computed).alias("is_computed"),
        pl.lit(is_over_population).alias("is_over_population"),
    )
    return compared(file, known)


def verdict(value, before, indicator_id=PERCENT, also=()):
    """Standing of a value of which another one is held; `also` is in the same file."""
    others = [figure(each, indicator_id, area="204") for each in also]
    found = standing(
        [figure(value, indicator_id), *others], [figure(before, indicator_id)]
    )
    return found.filter(pl.col("area_code") == "887")["standing"].item()


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        ("15.8", "15.8", "same"),
        ("15.9", "15.8", "revised"),
        ("15.7", "15.8", "revised"),
        ("16.0", "16", "same"),
        ("15.84", "15.8", "same"),
        ("15.85", "15.8", "same"),
        ("15.851", "15.8", "revised"),
        ("15.75", "15.8", "same"),
        ("15.749", "15.8", "revised"),
    ],
)
def test_shares_agree_within_half_a_unit_of_the_coarser(value, before, expected):
    assert verdict(value, before) == expected


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [("21", "20.5", "same"), ("20", "20.5", "same"), ("22", "20.5", "revised")],
)
def test_a_file_in_whole_numbers_is_the_coarser(value, before, expected):
    assert verdict(value, before) == expected


def test_one_whole_number_among_decimals_is_no_coarser():
    assert verdict("21", "20.8", also=["15.8"]) == "revised"


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [("2630", "2630", "same"), ("2630", "2631", "revised"), ("0", "1", "revised")],
)
def test_counts_agree_when_they_are_equal(value, before, expected):
    assert verdict(value, before, COUNT) == expected


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        ("c", "c", "same"),
        ("c", "x", "revised"),
        ("c", "15.8", "revised"),
        ("15.8", "c", "revised"),
    ],
)
def test_symbols_are_held_against_what_was_printed(value, before, expected):
    assert verdict(value, before) == expected


@pytest.mark.parametrize(
    ("counts", "before", "expected"),
    [
        (("20", "100"), ("20", "100"), "same"),
        (("21", "100"), ("20", "100"), "revised"),
        (("20", "101"), ("20", "100"), "revised"),
        (("20", "100"), (None, None), "completed"),
        ((None, None), ("20", "100"), "same"),
        (("c", "100"), ("c", "100"), "same"),
        (("c", "100"), ("20", "100"), "revised"),
    ],
)
def test_counts_behind_an_equal_share_are_compared_too(counts, before, expected):
    found = standing([figure("20", counts=counts)], [figure("20", counts=before)])
    assert found["standing"].to_list() == [expected]


def test_a_new_year_is_added_whole_symbols_too():
    found = standing(
        [figure("15.8", year=2026), figure("c", year=2026, area="204")], [figure("15")]
    )
    assert found["standing"].to_list() == ["added", "added"]
    assert found["is_new_year"].to_list() == [True, True]


def test_a_known_year_takes_figures_that_are_missing_symbols_too():
    found = standing(
        [figure("15.8", area="204"), figure("c", area="205")], [figure("15.8")]
    )
    assert found["standing"].to_list() == ["added", "added"]
    assert found["is_new_year"].to_list() == [False, False]


COUNTS = ("158", "1000")


@pytest.mark.parametrize(
    ("computed", "printed", "counts", "before", "expected"),
    [
        pytest.param("15.8", "15.9", COUNTS, COUNTS, ("15.9", "same"), id="stays"),
        pytest.param(
            "c", "15.9", ("c", "9"), ("c", "9"), ("15.9", "same"), id="symbol"
        ),
        pytest.param(
            "15.8", "15.9", COUNTS, ("159", "1000"), ("15.8", "revised"), id="above"
        ),
        pytest.param(
            "15.8", "15.9", COUNTS, ("158", "990"), ("15.8", "revised"), id="below"
        ),
        pytest.param(
            "15.8", "15.9", COUNTS, (None, None), ("15.8", "revised"), id="no counts"
        ),
    ],
)
def test_a_printed_value_stays_while_its_counts_do(
    computed, printed, counts, before, expected
):
    found = standing(
        [figure(computed, counts=counts), figure("1.5", area="204")],
        [figure(printed, counts=before)],
        is_computed=True,
    ).filter(pl.col("area_code") == "887")
    assert found.select("value", "standing").row(0) == expected
    assert found["is_computed"].item() is (expected[1] == "revised")


def test_a_rate_on_a_population_that_was_re_based_does_not_stay():
    """On 1,000 children 158 are 1,580.0 per 10,000; 1,600.0 was of another estimate."""
    listed = [figure("1580.0", "cin_rate", counts=("158", "1000"))]
    for printed, stays in (("1600.0", False), ("1580.0", True)):
        held = [figure(printed, "cin_rate", counts=("158", None))]
        found = standing(listed, held, is_computed=True, is_over_population=True)
        assert found["value"].item() == "1580.0"
        assert (found["standing"].item() != "revised") is stays


def test_a_year_is_new_by_indicator():
    found = standing([figure("15.8"), figure("900", COUNT)], [figure("15.8")])
    assert found["is_new_year"].to_list() == [False, True]
