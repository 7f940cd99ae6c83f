"""What the page says of chance, of the next band and of ten years."""

import pytest
from report_results import CENSUS, compared, result, values_of

from returncheck.report.sections.figures import authority_figures
from returncheck.report.words.names import return_names
from returncheck.report.words.standing import no_interval


def view_of(row):
    found = result(returns=(CENSUS,), benchmarks=[row], indicators=values_of([row]))
    ((group,),) = [
        each.returns for each in authority_figures(found, return_names(found.returns))
    ]
    (view,) = (*group.headline, *group.others)
    return view


def limits(**changes):
    usual = {
        "funnel_low_95": 81.5,
        "funnel_high_95": 89.25,
        "funnel_low_99_8": 79.44,
        "funnel_high_99_8": 91.0,
    }
    return {**usual, **changes}


@pytest.mark.parametrize(
    ("flag", "words", "expected"),
    [
        pytest.param(
            "as_expected",
            "as expected",
            "As expected beside England: chance alone gives 81.5% to 89.3% in 95 "
            "of 100 cases",
            id="as-expected",
        ),
        pytest.param(
            "low",
            "low",
            "Low beside England: chance alone gives 81.5% to 89.3% in 95 of 100 cases",
            id="low",
        ),
        pytest.param(
            "very_high",
            "very high",
            "Very high beside England: chance alone gives 79.4% to 91.0% in 998 "
            "of 1,000 cases",
            id="very-high",
        ),
    ],
)
def test_flag_is_in_words_with_its_limits(flag, words, expected):
    view = view_of(compared(significance=flag, **limits()))
    assert view.significance == words
    assert view.facts[1] == expected


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param(
            "is_an_average", "nothing says how much of an average is chance", id="mean"
        ),
        pytest.param(
            "is_a_length_of_time",
            "nothing says how much of a length of time is chance",
            id="days",
        ),
        pytest.param(
            "is_money", "nothing says how much of what is spent is chance", id="money"
        ),
        pytest.param(
            "is_of_days_lost",
            "days of absence come in spells, not one by one",
            id="lost",
        ),
        pytest.param("no_denominator", "it has no denominator", id="no denominator"),
    ],
)
def test_without_a_flag_it_is_said_why_there_is_no_interval(reason, said):
    view = view_of(compared(significance_reason=reason))
    assert view.significance == ""
    assert view.facts[1] == f"No interval: {said}"


@pytest.mark.parametrize("source", ["reported", "published"])
def test_who_prints_no_denominator_is_named(source):
    row = compared(significance_reason="no_denominator", source=source)
    named = {"reported": "report prints", "published": "release gives"}[source]
    assert no_interval(row) == f"No interval: the {named} no denominator"


def test_a_contradicted_figure_says_so_elsewhere():
    assert no_interval(compared(significance_reason="contradicted")) == ""


@pytest.mark.parametrize(
    ("distance", "band", "expected"),
    [
        pytest.param(4.25, "C", "4.3 percentage points from band B", id="apart"),
        pytest.param(0.06, "D", "0.1 percentage points from band C", id="close"),
        pytest.param(0.04, "B", "On the edge of band A", id="rounds-to-nought"),
        pytest.param(0.0, "B", "On the edge of band A", id="on-the-edge"),
    ],
)
def test_next_band_is_named_with_its_distance(distance, band, expected):
    view = view_of(compared(gap_to_next_band=distance, quartile_band=band))
    assert expected in view.facts


@pytest.mark.parametrize(
    ("is_better", "expected"),
    [
        pytest.param(True, "(79.2%; better)", id="better"),
        pytest.param(False, "(79.2%; worse)", id="worse"),
        pytest.param(None, "(79.2%)", id="neither"),
    ],
)
def test_change_says_whether_it_is_better(is_better, expected):
    row = compared(
        previous_year_value=79.2,
        change_on_previous_year=0.8,
        is_change_better=is_better,
    )
    said = "Up 0.8 percentage points on the year before"
    assert f"{said} {expected}" in view_of(row).facts


@pytest.mark.parametrize(
    ("indicator", "direction", "slope", "expected"),
    [
        pytest.param(
            "assessments_within_45_days",
            "rising",
            1.24,
            "rising by 1.2 percentage points a year over the last 9 figures, up to "
            "2025 (better)",
            id="better",
        ),
        pytest.param(
            "assessments_within_45_days",
            "falling",
            -0.04,
            "falling by 0.04 percentage points a year over the last 9 figures, up to "
            "2025 (worse)",
            id="worse-and-small",
        ),
        pytest.param(
            "referral_rate",
            "rising",
            3.0,
            "rising by 3.0 a year over the last 9 figures, up to 2025",
            id="no-better-side",
        ),
        pytest.param(
            "assessments_within_45_days",
            "steady",
            0.3,
            "steady over the last 9 figures, up to 2025",
            id="steady",
        ),
    ],
)
def test_trend_is_in_words(indicator, direction, slope, expected):
    row = compared(
        indicator, trend_direction=direction, trend_per_year=slope, trend_years=9
    )
    assert view_of(row).facts[-1] == f"Published figures {expected}"


def test_nothing_is_said_of_a_trend_without_five_years():
    assert not any("Published" in fact for fact in view_of(compared()).facts)
