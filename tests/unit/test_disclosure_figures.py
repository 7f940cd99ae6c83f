"""Which figures of `fct_indicator_values` are withheld, row by row."""

from datetime import date

import polars as pl
import pytest
from mart_frames import mart_frame

from returncheck.catalogue.indicators import indicators
from returncheck.disclosure.comparisons import of_judged_figures
from returncheck.disclosure.figures import judge_figures
from returncheck.disclosure.marts import _rounded_areas

YEAR = (date(2024, 4, 1), date(2025, 3, 31))
POPULATIONS = pl.DataFrame(
    {"area_code": ["857"], "return_year": [2025], "population": [8012]}
)
TOPICS = {each.indicator_id: each.topic for each in indicators()}


def row(indicator_id, value=None, numerator=None, denominator=None, **more):
    start, end = more.pop("period", YEAR)
    return {
        "return_id": "r",
        "source": "reported",
        "area_type": "authority",
        "area_code": "857",
        "indicator_id": indicator_id,
        "return_year": 2025,
        "period_start": start,
        "period_end": end,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        **more,
    }


def values_of(*rows):
    return mart_frame("fct_indicator_values", rows)


def withheld(*rows):
    """For each row that is judged, which of its figures are withheld."""
    judged = judge_figures(values_of(*rows), POPULATIONS, TOPICS).sort("place")
    return [
        {
            name
            for name in ("numerator", "denominator", "value")
            if each[f"{name}_symbol"] == "c"
        }
        for each in judged.iter_rows(named=True)
    ]


RATIO = {"numerator", "denominator", "value"}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param(row("contacts", 5), {"numerator", "value"}, id="count of 5"),
        pytest.param(row("contacts", 6), set(), id="count of 6"),
        pytest.param(row("contacts", 0), set(), id="count of 0"),
        pytest.param(row("child_population", 4), set(), id="population"),
        pytest.param(row("care_proceedings_weeks", 4), set(), id="weeks"),
        pytest.param(
            row("cla_rate", 6.2, period=(YEAR[1], YEAR[1])),
            {"numerator", "value"},
            id="rate of 5 in 8,012",
        ),
        pytest.param(
            row("cla_rate", 8.7, period=(YEAR[1], YEAR[1])), set(), id="rate of 7"
        ),
        pytest.param(
            row("cla_rate", 8.7, area_code="999"),
            {"numerator", "value"},
            id="rate without a population",
        ),
        pytest.param(
            row("cp_visits_in_timescale", 85.7), RATIO, id="share without counts"
        ),
        pytest.param(
            row("cp_visits_in_timescale", 85.7, denominator=42),
            set(),
            id="share of 36 in 42",
        ),
        pytest.param(
            row("cp_visits_in_timescale", 88, denominator=42),
            {"numerator", "value"},
            id="share that leaves 5",
        ),
        pytest.param(
            row("social_worker_agency_rate", 39.0),
            {"numerator", "denominator"},
            id="share of posts",
        ),
        pytest.param(row("not_an_indicator", 900), RATIO, id="unknown indicator"),
    ],
)
def test_a_row_alone(stated, expected):
    assert withheld(stated) == [expected]


def test_published_figures_are_not_judged():
    assert withheld(row("referrals", 3, source="published")) == []


def test_a_share_takes_its_denominator_from_another_row():
    rows = [row("contacts", 40), row("contacts_screened_same_day", 97.5)]
    assert withheld(*rows) == [set(), {"numerator", "value"}]
    assert withheld(row("contacts", 80), rows[1]) == [set(), {"numerator", "value"}]
    assert withheld(row("contacts", 400), rows[1]) == [set(), set()]


def test_a_count_is_withheld_wherever_it_stands():
    rows = [
        row("referrals", 4),
        row("referral_rate", 4.99, numerator=4, source="recomputed"),
        row("referrals_from_police", 0.0, 0, 4),
    ]
    assert withheld(*rows) == [
        {"numerator", "value"},
        {"numerator", "value"},
        {"numerator", "denominator", "value"},
    ]


def test_a_count_said_with_two_numbers_is_withheld_in_both():
    assert withheld(row("referrals", 4), row("referrals", 7, return_id="s")) == [
        {"numerator", "value"},
        {"numerator", "value"},
    ]


def test_a_year_said_otherwise_gives_no_months_away():
    # The records say 20 and the report 30, which less its nine months are 2.
    nine_months = (date(2024, 4, 1), date(2024, 12, 31))
    found = withheld(
        row("section47_enquiries", 20, source="recomputed"),
        row("section47_enquiries", 30),
        row("section47_enquiries", 28, period=nine_months),
    )
    assert found[1] or found[2]


def test_a_daily_mean_is_shown_where_its_count_is():
    may = (date(2024, 5, 1), date(2024, 5, 31))
    june = (date(2024, 6, 1), date(2024, 6, 30))
    assert withheld(
        row("contacts_per_working_day", 0.2, period=may),
        row("contacts_per_working_day", 0.9, period=june),
        row("contacts", 18, period=june),
    ) == [{"numerator", "value"}, set(), set()]


def test_bands_of_conferences_hide_a_small_one_together():
    rows = [
        row("icpc_held", 43, 43),
        row("icpc_within_15_days", 100 * 36 / 43, 36, 43),
        row("icpc_0_to_10_days", 5, 5),
        row("icpc_11_to_15_days", 31, 31),
        row("icpc_16_to_20_days", 7, 7),
        row("icpc_21_plus_days", 0, 0),
    ]
    decided = dict(
        zip([each["indicator_id"] for each in rows], withheld(*rows), strict=True)
    )
    assert decided["icpc_0_to_10_days"] == {"numerator", "value"}
    # 36 - 31 = 5, and 43 - 31 - 7 - 0 = 5.
    assert decided["icpc_11_to_15_days"] or (
        decided["icpc_within_15_days"] and decided["icpc_16_to_20_days"]
    )


def test_what_is_published_already_hides_nothing():
    rows = [
        row("icpc_within_15_days", 100 * 36 / 43, 36, 43),
        row("icpc_0_to_10_days", 5, 5),
        row("icpc_11_to_15_days", 31, 31),
    ]
    assert withheld(*rows)[2] == {"numerator", "value"}
    published = row("icpc_11_to_15_days", 31, source="published")
    with_published = withheld(*rows, published)
    assert with_published[2] == set()
    assert "numerator" in with_published[0]


def test_a_stock_and_its_flows_over_two_years():
    end, start = (date(2025, 3, 31),) * 2, (date(2024, 3, 31),) * 2
    rows = [
        row("cpp_at_year_end", 40, period=start, return_year=2024),
        row("cpp_at_year_end", 49, period=end),
        row("cpp_starts", 12),
        row("cpp_two_years_ended", 0.0, 0, 3),
    ]
    decided = withheld(*rows)
    assert "denominator" in decided[3]
    assert [bool(each) for each in decided[:3]].count(True) == 1


@pytest.mark.parametrize(
    ("source", "count", "expected"),
    [
        pytest.param("recomputed", 4, 0, id="4"),
        pytest.param("recomputed", 5, 10, id="5"),
        pytest.param("recomputed", 14, 10, id="14"),
        pytest.param("recomputed", 15, 20, id="15"),
        pytest.param("published", 14, 14, id="published"),
    ],
)
def test_recomputed_counts_of_england_are_rounded_to_ten(source, count, expected):
    stated = row("referrals", count, count, area_type="england", source=source)
    rounded = _rounded_areas(
        mart_frame("fct_indicator_values", [stated]), ["referral_rate"]
    )
    assert rounded["value"].to_list() == rounded["numerator"].to_list() == [expected]


def test_recomputed_shares_of_a_region_follow_from_the_rounded_counts():
    stated = row(
        "contact_to_referral", 41.5, 83, 200, area_type="region", source="recomputed"
    )
    rounded = _rounded_areas(
        mart_frame("fct_indicator_values", [stated]), ["referral_rate"]
    )
    assert rounded.select("numerator", "denominator", "value").row(0) == (80, 200, 40)


MONTH = (date(2024, 6, 1), date(2024, 6, 30))
LAST_MONTH = (date(2025, 3, 1), date(2025, 3, 31))


def held_against(comparison, indicator_id, period):
    return {
        "la_code": "857",
        "indicator_id": indicator_id,
        "period_start": period[0],
        "period_end": period[1],
        "comparison": comparison,
    }


def test_what_is_held_against_a_recomputed_part_of_a_year_is_left_out():
    values = pl.DataFrame(
        [
            ("recomputed", "857", "referrals", "year", *YEAR),
            ("recomputed", "857", "cpp_at_year_end", "snapshot", YEAR[1], YEAR[1]),
            ("reported", "857", "referrals", "month", *MONTH),
        ],
        schema={
            "source": pl.String,
            "la_code": pl.String,
            "indicator_id": pl.String,
            "period_type": pl.String,
            "period_start": pl.Date,
            "period_end": pl.Date,
        },
        orient="row",
    )
    of_records = "reported_against_recomputed"
    kept = [
        held_against(of_records, "referrals", YEAR),
        held_against(of_records, "cpp_at_year_end", YEAR),
        held_against("reported_against_published", "referrals", MONTH),
    ]
    left_out = [
        held_against(of_records, "referrals", MONTH),
        held_against(of_records, "referrals", LAST_MONTH),
        held_against(of_records, "cpp_at_year_end", MONTH),
    ]
    shown = of_judged_figures(pl.DataFrame([*left_out, *kept]), values)
    assert shown.rows(named=True) == kept
