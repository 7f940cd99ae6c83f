"""Monthly series on the page: their words, their order and their pictures."""

import pytest
from report_pages import Page, html, text
from report_results import CENSUS, REPORT, monthly, result, svg_root

from returncheck.catalogue.indicators import indicators
from returncheck.report.pictures.control_chart import draw_control_chart
from returncheck.report.pictures.svg import Scale
from returncheck.report.sections.control_charts import MOST_OPEN, authority_months
from returncheck.report.words.control_charts import signals_in_words

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


def view_of(rows, returns=(REPORT,)):
    return authority_months(result(returns=returns, control_charts=rows))


def by_class(root, name):
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


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


def test_series_with_signals_come_before_quiet_ones_and_short_ones():
    """A series of which no two months follow each other is none by month."""
    rows = [
        *monthly(LEVEL, indicator_id="referrals_from_police"),
        *monthly(LEVEL, {11: BEYOND}, indicator_id="icpc_within_15_days"),
        *monthly(LEVEL, {11: BEYOND}, indicator_id="assessments_within_45_days"),
        *monthly(LEVEL[:3], indicator_id="contacts", limits_reason="too_few_points"),
        *monthly(
            LEVEL[:10], indicator_id="local", limits_reason="too_few_moving_ranges"
        ),
        *monthly([84.0], indicator_id="referrals", moving_ranges=0),
    ]
    (authority,) = view_of(rows)
    (source,) = authority.sources
    assert (authority.authority, source.source) == ("Medway", "as reported")
    assert [view.title for view in source.shown] == [
        "Assessments within 45 working days",
        "Initial conferences within 15 working days",
    ]
    assert [view.title for view in source.quiet] == ["Referrals from the police"]
    assert source.further == ()
    assert source.too_few == ("Contacts (3 months)", "Local (10 months, with gaps)")


def test_sources_are_apart_and_share_the_room():
    rows = [
        each
        for number in range(MOST_OPEN - 1)
        for each in monthly(
            LEVEL, {3: BEYOND}, indicator_id=f"local_{number:02}", source="recomputed"
        )
    ] + [
        each
        for number in range(3)
        for each in monthly(LEVEL, {3: BEYOND}, indicator_id=f"local_{number:02}")
    ]
    (authority,) = view_of(rows)
    counted = [
        (each.source, len(each.shown), len(each.further)) for each in authority.sources
    ]
    assert counted == [
        ("worked out from the records", MOST_OPEN - 1, 0),
        ("as reported", 1, 2),
    ]


def test_month_and_month_end_are_two_series():
    rows = monthly(LEVEL) + monthly(LEVEL, period_type="snapshot")
    (authority,) = view_of(rows)
    views = authority.sources[0].quiet
    assert [view.covers for view in views] == [
        "April 2024 to March 2025, 12 months"
    ] * 2
    assert ["moves slowly" in view.caption for view in views] == [False, True]


@pytest.mark.parametrize(
    ("count", "is_provisional"),
    [pytest.param(19, True, id="nineteen"), pytest.param(20, False, id="twenty")],
)
def test_limits_of_few_months_are_provisional(count, is_provisional):
    (authority,) = view_of(monthly([84.0] * count))
    assert ("Provisional" in authority.sources[0].quiet[0].caption) is is_provisional


def test_view_tells_the_latest_month_and_those_that_are_missing():
    (authority,) = view_of(monthly([84.0] * 5 + [None] + [84.0] * 5 + [83.5]))
    (view,) = authority.sources[0].quiet
    assert view.covers == "April 2024 to March 2025, 11 months, 1 missing"
    assert (view.latest, view.latest_month) == ("83.5%", "March 2025")
    assert view.caption.startswith("Mean 84.0%; expected 71.5% to 96.5%.")


def test_authorities_without_a_monthly_figure_are_left_out():
    yearly = monthly([84.0, None, 84.0], moving_ranges=0)
    assert view_of(yearly, returns=(CENSUS, REPORT)) == ()
    page = Page(html(result(returns=(CENSUS,))))
    assert "months" not in {attributes.get("id") for _, attributes in page.elements}
    assert "Month by month" not in page.text()


def test_page_shows_signals_open_and_the_rest_folded():
    rows = [
        *monthly(LEVEL, {11: BEYOND}),
        *monthly(LEVEL, indicator_id="icpc_within_15_days"),
        *monthly(LEVEL[:3], indicator_id="contacts", limits_reason="too_few_points"),
    ]
    words = text(result(returns=(REPORT,), control_charts=rows))
    assert "March 2025, at 85%, is above what the months lead one to expect" in words
    assert "1 series in which no month stands out" in words
    assert "nine of them with the month before: Contacts (3 months)." in words


def picture(values, marks=None, **changes):
    rows = monthly(values, marks, **changes)
    sentences, _ = signals_in_words(rows, TIMELY)
    return svg_root(draw_control_chart(rows, TIMELY, "p", sentences))


def test_marks_lie_where_their_figures_say():
    signals = {1: BEYOND, 3: run(8), 5: trend(6, "rising"), 7: TWO, 9: JUMP}
    values = [84.0, 99.0, 84.0, 80.0, 84.0, 86.0, 84.0, 94.0, 84.0, 75.0, 84.0, 84.0]
    root = picture(values, signals)
    marks = [e for e in root.iter() if e.get("data-value")]
    kinds = [e.get("class").removeprefix("m m-") for e in marks]
    assert kinds == ["beyond_limits", "run", "trend", "two_of_three", "moving_range"]
    assert [float(e.get("data-value")) for e in marks] == [99, 80, 86, 94, 75]
    low, high = (float(e.text.strip("%")) for e in by_class(root, "small")[:2])
    ys = Scale(low=low, high=high, start=132, end=12)
    xs = Scale(low=0, high=11, start=48, end=338)
    diamond = marks[0].get("d").split("l")[0]
    assert diamond == f"M{xs.place(1)} {round(ys.place(99) - 5, 1)}"
    (band,) = by_class(root, "q-odd")
    assert float(band.get("y")) == ys.place(96.5)
    assert float(band.get("y")) + float(band.get("height")) == pytest.approx(
        ys.place(71.5)
    )
    (mean,) = by_class(root, "l-mean")
    assert mean.get("d") == f"M42.0 {ys.place(84)}L344.0 {ys.place(84)}"


def test_line_breaks_where_a_month_is_missing():
    root = picture([84.0] * 4 + [None] + [84.0] * 7)
    lines = [e.get("points").split() for e in by_class(root, "l-loaded")]
    assert [len(points) for points in lines] == [4, 7]
    dots = by_class(root, "dots")[0].get("d")
    assert dots.count("M") == 11


def test_picture_is_told_in_words():
    root = picture([84.0, 85.5, 99.0], {2: BEYOND | UP})
    title, description = root[0].text, root[1].text
    assert title == (
        "Assessments within 45 working days by month, April 2024 to June 2024"
    )
    assert description == (
        "Mean 84.0%; expected 71.5% to 96.5%. June 2024, at 99%, is above what the "
        "months lead one to expect (at most 96.5%): better. By month: April 2024 84%, "
        "May 2024 85.5%, June 2024 99%."
    )


def test_limits_on_the_mean_leave_its_name_alone():
    root = picture([84.0] * 12, lower_limit=84.0, upper_limit=84.0)
    labels = [e.text for e in by_class(root, "small") if float(e.get("x")) > 340]
    assert labels == ["mean 84.0%", "Mar 2025"]
