"""Monthly series on the page: what is said of the months that stand out."""

import pytest
from report_results import monthly

from returncheck.catalogue.indicators import indicators
from returncheck.report.words.control_charts import (
    limits_in_words,
    signals_in_words,
)

INDICATORS = {each.indicator_id: each for each in indicators()}
TIMELY = INDICATORS["assessments_within_45_days"]
LEVEL = [84.0, 85.0] * 6
UP = {"signal_direction": "up"}
DOWN = {"signal_direction": "down"}
BEYOND = {"is_beyond_limits": True, "signal": "beyond_limits"}
TWO = {"is_two_of_three": True, "signal": "two_of_three"}
JUMP = {"is_moving_range_high": True, "signal": "moving_range", "moving_range": 16.0}


def run(points):
    return {"is_on_run": True, "run_points": points, "signal": "run"}


def trend(points, direction):
    return {
        "is_on_trend": True,
        "trend_points": points,
        "trend_direction": direction,
        "signal": "trend",
    }


def said(values, marks, indicator=TIMELY, **changes):
    rows = monthly(values, marks, indicator_id=indicator.indicator_id, **changes)
    return signals_in_words(rows, indicator)


@pytest.mark.parametrize(
    ("values", "marks", "expected"),
    [
        pytest.param(LEVEL, {}, (), id="nothing"),
        pytest.param(
            [*LEVEL[:11], 97.25],
            {11: BEYOND | UP},
            (
                "March 2025, at 97.25%, is above what the months lead one to expect "
                "(at most 96.5%): better",
            ),
            id="above",
        ),
        pytest.param(
            [84.0, 60.0, 61.0, *LEVEL[3:]],
            {1: BEYOND | DOWN, 2: BEYOND | DOWN},
            (
                "May 2024 to June 2024 are below what the months lead one to expect "
                "(at least 71.5%): worse",
            ),
            id="below-twice",
        ),
        pytest.param(
            [84.0, 60.0, None, 61.0, 99.0, *LEVEL[5:]],
            {1: BEYOND, 3: BEYOND, 4: BEYOND},
            (
                "August 2024, at 99%, is above what the months lead one to expect "
                "(at most 96.5%): better",
                "July 2024, at 61%, is below what the months lead one to expect "
                "(at least 71.5%): worse",
                "May 2024, at 60%, is below what the months lead one to expect "
                "(at least 71.5%): worse",
            ),
            id="apart-and-latest-first",
        ),
        pytest.param(
            [*[80.0] * 8, *[90.0] * 8],
            dict.fromkeys(range(16), run(8)),
            (
                "8 months in a row above the mean of 84.0%, December 2024 to July "
                "2025: better",
                "8 months in a row below the mean of 84.0%, April 2024 to November "
                "2024: worse",
            ),
            id="runs",
        ),
        pytest.param(
            [80.0, 81.0, 82.0, 83.0, 85.0, 86.0, 80.0],
            dict.fromkeys(range(6), trend(6, "rising")),
            (
                "6 months in a row rising, from 80% in April 2024 to 86% in September "
                "2024: better",
            ),
            id="trend",
        ),
        pytest.param(
            [80.0, 81.0, 82.0, 83.0, 85.0, 86.0, 82.0, 81.0, 79.0, 78.0, 77.0],
            dict.fromkeys(range(6), trend(6, "rising"))
            | dict.fromkeys(range(6, 11), trend(6, "falling")),
            (
                "6 months in a row falling, from 86% in September 2024 to 77% in "
                "February 2025: worse",
                "6 months in a row rising, from 80% in April 2024 to 86% in September "
                "2024: better",
            ),
            id="trends-share-their-turn",
        ),
        pytest.param(
            [84.0, 94.0, 84.0, 95.0, 84.0, 84.0, 75.0, 76.0],
            dict.fromkeys((1, 3, 6, 7), TWO),
            (
                "October 2024 and November 2024 lie far below the mean of 84.0%: worse",
                "May 2024 and July 2024 lie far above the mean of 84.0%: better",
            ),
            id="two-of-three",
        ),
        pytest.param(
            [84.0, 97.0, 95.0],
            {1: TWO | BEYOND, 2: TWO},
            (
                "May 2024 and June 2024 lie far above the mean of 84.0%: better",
                "May 2024, at 97%, is above what the months lead one to expect "
                "(at most 96.5%): better",
            ),
            id="two-of-three-one-beyond",
        ),
        pytest.param(
            [84.0, 92.0, 76.0],
            {2: JUMP | DOWN},
            (
                "June 2024 is 16.0 percentage points below the month before, a larger "
                "step than expected (at most 15.4 percentage points): worse",
            ),
            id="jump",
        ),
        pytest.param(
            [84.0, 60.0, 76.0],
            {1: BEYOND | DOWN, 2: JUMP | UP},
            (
                "May 2024, at 60%, is below what the months lead one to expect "
                "(at least 71.5%): worse",
            ),
            id="step-back-goes-without-saying",
        ),
    ],
)
def test_signals_are_said_in_words(values, marks, expected):
    assert said(values, marks) == (expected, 0)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        pytest.param("rereferrals_within_12_months", ": worse", id="lower-is-better"),
        pytest.param("referrals_from_police", "(at most 96.5%)", id="neither"),
    ],
)
def test_better_follows_the_polarity(indicator, expected):
    (sentence,), _ = said([84.0, 97.0], {1: BEYOND | UP}, INDICATORS[indicator])
    assert sentence.endswith(expected)


def test_sentences_are_cut_to_the_latest_three():
    places = {0: BEYOND, 2: BEYOND, 4: BEYOND, 6: BEYOND, 8: BEYOND}
    sentences, more = said([99.0, 84.0] * 5, places)
    assert [each.split(",")[0] for each in sentences] == [
        "December 2024",
        "October 2024",
        "August 2024",
    ]
    assert more == 2


def test_recomputed_figures_have_one_decimal():
    marks = {1: BEYOND | UP}
    (sentence,), _ = said([84.0, 97.123], marks, source="recomputed")
    assert sentence.startswith("May 2024, at 97.1%, is above")


def test_limit_that_rounds_to_the_figure_has_more_decimals():
    changes = {"source": "recomputed", "upper_limit": 95.96}
    (sentence,), _ = said([84.0, 96.0], {1: BEYOND | UP}, **changes)
    assert sentence == (
        "May 2024, at 96.00%, is above what the months lead one to expect "
        "(at most 95.96%): better"
    )


@pytest.mark.parametrize(
    ("count", "is_provisional"),
    [pytest.param(19, True, id="nineteen"), pytest.param(20, False, id="twenty")],
)
def test_limits_of_few_months_are_provisional(count, is_provisional):
    words = limits_in_words(monthly([84.0] * count)[-1], "percent")
    assert words.startswith("Mean 84.0%; expected 71.5% to 96.5%.")
    assert ("Provisional" in words) is is_provisional


def test_limits_of_month_ends_say_that_they_are_narrow():
    of_ends = monthly([84.0] * 12, period_type="snapshot")[-1]
    assert "moves slowly" in limits_in_words(of_ends, "percent")
    assert "moves slowly" not in limits_in_words(monthly(LEVEL)[-1], "percent")
