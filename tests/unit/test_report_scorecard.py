"""The scorecard: one row an indicator, its words, its order and its pictures."""

import itertools
from datetime import date

import pytest
from report_results import CENSUS, REPORT, compared, figure, monthly, result, svg_root

from returncheck.catalogue.indicators import indicators
from returncheck.report.parts.performance import SPARK_MONTHS, performance_view
from returncheck.report.sections.figures import authority_figures
from returncheck.report.sections.scorecard import scorecards
from returncheck.report.words.names import return_names
from returncheck.report.words.scorecard import (
    distance,
    signal_now,
    trend_of,
    year_change,
)

INDICATORS = {each.indicator_id: each for each in indicators()}
TIMELY = INDICATORS["assessments_within_45_days"]
AGAIN = INDICATORS["rereferrals_within_12_months"]
COUNTED = INDICATORS["referrals"]
MONTH = {
    "period_type": "month",
    "period_start": date(2025, 3, 1),
    "period_end": date(2025, 3, 31),
    "source": "reported",
    "return_id": REPORT.return_id,
    "row_number": 1,
    "completeness": "as_reported",
}
RUN = {"is_on_run": True, "run_points": 9, "signal": "run"}
BEYOND = {"is_beyond_limits": True, "signal": "beyond_limits"}


def judged(indicator_id, value, target, rag="red", **changes):
    """A month's figure beside its target."""
    beside = {"target": target, "gap_to_target": value - target, "rag": rag}
    row = compared(indicator_id, value, **{**MONTH, **beside, **changes})
    return row | {"rank": None, "quartile_band": None}


def cards(*rows, returns=(CENSUS, REPORT), **marts):
    found = result(returns=returns, benchmarks=rows, **marts)
    return scorecards(found, return_names(found.returns))


def rows_of(*rows, **marts):
    (card,) = cards(*rows, **marts)
    return card.rows


def only(*rows, **marts):
    (row,) = rows_of(*rows, **marts)
    return row


def now(values, marks=None, indicator=TIMELY, **changes):
    return signal_now(monthly(values, marks, **changes), indicator)


@pytest.mark.parametrize(
    ("values", "marks", "expected"),
    [
        pytest.param([84.0] * 12, {}, ("as usual", ""), id="nothing"),
        pytest.param(
            [84.0] * 3 + [80.0] * 9,
            {11: RUN},
            ("below usual since July", "worse"),
            id="run",
        ),
        pytest.param(
            [80.0] * 14,
            {13: RUN | {"run_points": 14}},
            ("below usual since April 2024", "worse"),
            id="run-of-more-than-a-year",
        ),
        pytest.param(
            [84.0] * 11 + [99.0],
            {11: BEYOND},
            ("above usual in March", "better"),
            id="one-month-beyond",
        ),
        pytest.param(
            [84.0] * 9 + [60.0, 61.0, 62.0],
            {9: BEYOND, 10: BEYOND, 11: BEYOND},
            ("below usual since January", "worse"),
            id="three-months-beyond",
        ),
        pytest.param(
            [84.0] * 9 + [99.0, 61.0, 62.0],
            {9: BEYOND, 10: BEYOND, 11: BEYOND},
            ("below usual since February", "worse"),
            id="beyond-the-other-limit-before",
        ),
        pytest.param(
            [84.0] * 12,
            {
                11: {
                    "is_on_trend": True,
                    "trend_points": 6,
                    "trend_direction": "falling",
                    "signal": "trend",
                }
            },
            ("falling since October", "worse"),
            id="trend",
        ),
        pytest.param(
            [84.0] * 11 + [94.0],
            {11: {"is_two_of_three": True, "signal": "two_of_three"}},
            ("high in two of the last three months", "better"),
            id="two-of-three",
        ),
        pytest.param(
            [84.0] * 11 + [75.0],
            {11: {"is_moving_range_high": True, "signal_direction": "down"}},
            ("a large step down in March", "worse"),
            id="step",
        ),
    ],
)
def test_last_month_is_said_in_words(values, marks, expected):
    found = now(values, marks)
    assert (found.text, found.judged) == expected


def test_signal_that_has_passed_is_none_now():
    assert not now([84.0] * 5 + [99.0] + [84.0] * 6, {5: BEYOND}).is_signal


def test_same_signal_is_better_where_lower_is():
    assert now([84.0] * 3 + [80.0] * 9, {11: RUN}, AGAIN).is_better is True
    assert now([84.0] * 3 + [80.0] * 9, {11: RUN}, COUNTED).is_better is None


def test_few_months_tell_nothing():
    found = now([84.0, 20.0], limits_reason="too_few_points")
    assert found.text == "too few months to tell: 2 months"
    assert not found.can_tell


@pytest.mark.parametrize(
    ("signal", "changes", "expected"),
    [
        pytest.param(now([84.0] * 12), (-9.0,), "unchanged", id="within-the-usual"),
        pytest.param(now([80.0] * 9, {8: RUN}), (9.0,), "worsening", id="signal"),
        pytest.param(None, (-0.2, 5.0), "worsening", id="year-before-period"),
        pytest.param(None, (None, 5.0), "improving", id="period"),
        pytest.param(None, (0.04, -5.0), "unchanged", id="rounds-to-nothing"),
        pytest.param(None, (None, None), "unknown", id="nothing-known"),
    ],
)
def test_worsening_is_a_signal_or_else_a_change(signal, changes, expected):
    assert trend_of(signal, changes, TIMELY) == expected


def test_neither_side_better_is_no_trend():
    assert trend_of(None, (5.0,), COUNTED) == "unknown"


@pytest.mark.parametrize(
    ("difference", "unit", "expected"),
    [
        pytest.param(-16.9, "percent", "16.9 points below", id="percent"),
        pytest.param(13.0, "count", "13 above", id="count"),
        pytest.param(0.0, "percent", "on target", id="on-it"),
        pytest.param(-0.04, "percent", "less than 0.1 below", id="hardly"),
    ],
)
def test_distance_is_said_short(difference, unit, expected):
    assert distance(difference, unit) == expected


def test_change_in_a_year_says_which_side():
    assert year_change(-12.9, "percent", "higher") == "down 12.9 points, worse"
    assert year_change(1.0, "count", "none") == "up 1"
    assert year_change(0.04, "percent", "higher") == "no change"
    assert year_change(None, "percent", "higher") == ""


def test_worst_share_of_the_target_comes_first_and_colours_stay_together():
    rows = rows_of(
        judged("assessments_within_45_days", 81.0, 90.0),
        judged("icpc_within_15_days", 70.0, 80.0),
        judged("rereferrals_within_12_months", 30.0, 20.0),
        judged("cla_reviews_in_timescale", 40.0, 80.0, rag="amber"),
        judged("cp_visits_in_timescale", 99.0, 95.0, rag="green"),
        judged("core_groups_in_timescale", 96.0, 95.0, rag="green"),
        figure("contacts", 900.0, **MONTH),
    )
    assert [row.indicator.indicator_id for row in rows] == [
        "rereferrals_within_12_months",
        "icpc_within_15_days",
        "assessments_within_45_days",
        "cla_reviews_in_timescale",
        "core_groups_in_timescale",
        "cp_visits_in_timescale",
        "contacts",
    ]
    assert [row.worst for row in rows[-2:]] == ["green", ""]


def test_target_of_nought_that_is_missed_is_furthest_off():
    first, _ = rows_of(
        judged("rereferrals_within_12_months", 40.0, 20.0),
        judged("cases_unallocated", 1.0, 0.0),
    )
    assert first.indicator.indicator_id == "cases_unallocated"
    met = only(judged("cases_unallocated", 0.0, 0.0, rag="green"))
    assert (met.distance, met.gap_share) == ("on target", 0.0)


def test_newest_figure_is_the_row_and_a_red_one_beside_it_gives_its_place():
    month = judged("assessments_within_45_days", 92.0, 90.0, rag="green")
    to_date = judged(
        "assessments_within_45_days",
        80.0,
        90.0,
        period_type="year_to_date",
        period_start=date(2024, 4, 1),
        row_number=2,
    )
    row = only(to_date, month)
    assert (row.value, row.rag, row.worst) == ("92%", "green", "red")
    assert [(each.value, each.rag) for each in row.others] == [("80%", "red")]
    assert row.is_off_target


def test_red_of_more_than_a_year_ago_is_no_red_row():
    old = judged(
        "assessments_within_45_days",
        70.0,
        90.0,
        period_type="quarter",
        period_end=date(2023, 12, 31),
        row_number=2,
    )
    row = only(old, judged("assessments_within_45_days", 92.0, 90.0, rag="green"))
    assert (row.worst, row.others[0].is_recent) == ("green", False)


def test_reported_month_stands_before_the_same_month_from_records():
    ours = judged(
        "assessments_within_45_days",
        80.0,
        90.0,
        source="recomputed",
        return_id=CENSUS.return_id,
        row_number=None,
        completeness="complete",
    )
    row = only(ours, judged("assessments_within_45_days", 81.0, 90.0))
    assert (row.source, row.value) == ("as reported", "81%")
    assert [each.source for each in row.others] == ["from the records"]


def test_lower_bound_says_so_and_has_no_trend():
    row = only(
        figure(
            "rereferrals_within_12_months",
            30.0,
            completeness="lower_bound",
            change_on_previous_year=9.0,
        )
    )
    assert (row.value, row.trend) == ("at least 30.0%", "unknown")


def test_newest_month_without_a_figure_keeps_its_row_where_months_had_one():
    empty = figure("assessments_within_45_days", None, **MONTH)
    row = only(empty, control_charts=monthly([84.0] * 11))
    assert (row.value, row.rag, len(row.series.points)) == ("no figure", "", 11)
    assert cards(empty) == ()


def test_authorities_have_scorecards_of_their_own():
    other = figure("contacts", 10.0, **(MONTH | {"la_code": "394"}))
    assert [card.la_code for card in cards(other)] == []
    assert [card.authority for card in cards(figure("contacts", 9.0))] == ["Medway"]


def test_action_and_owner_stand_in_the_row():
    row = judged("assessments_within_45_days", 80.0, 90.0)
    said = {
        "indicator_id": "assessments_within_45_days",
        "source": "reported",
        "return_id": REPORT.return_id,
        "row_number": 1,
        "period_type": "month",
        "narrative": "Two  vacancies\nin May",
        "action": "Hire",
        "owner": "Head of service",
        "due_date": date(2025, 4, 30),
        "is_action_overdue": True,
        "periods_off_target": 3,
        "off_target_since": date(2025, 1, 31),
    }
    found = only(row, exceptions=[said])
    assert found.narrative == "Two vacancies in May"
    assert (found.owner, found.due, found.is_overdue) == (
        "Head of service",
        "30 April 2025",
        True,
    )
    assert found.since == "January 2025 (3 months)"
    assert not found.lacks_narrative
    assert only(row).lacks_narrative


def test_team_stands_beside_the_row_and_is_none_itself():
    team = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "row_number": 2,
        "la_code": "887",
        "indicator_id": "assessments_within_45_days",
        "period_type": "month",
        "period_start": date(2025, 3, 1),
        "period_end": date(2025, 3, 31),
        "stated_value": 63.5,
        "printed_value": 63.5,
        "verdict": "untestable",
        "reason": "Nothing else states it.",
        "team": "North",
    }
    row = only(judged("assessments_within_45_days", 80.0, 90.0), verdicts=[team])
    assert [(each.team, each.value) for each in row.teams] == [("North", "63.5%")]
    assert row.value == "80%"


def test_target_of_a_year_stands_beside_no_month():
    yearly = judged("referral_rate", 500.0, 480.0, rag=None, rag_reason="annual_target")
    row = only(yearly | {"gap_to_target": None})
    assert (row.target, row.distance, row.worst) == ("", "", "")


def view(*rows, **marts):
    found = result(returns=(CENSUS, REPORT), benchmarks=rows, **marts)
    names = return_names(found.returns)
    return performance_view(found, names, authority_figures(found, names))


def test_sparkline_shows_two_years_and_the_target_right_across():
    row = judged("assessments_within_45_days", 84.0, 90.0, period_end=date(2026, 7, 31))
    values = [84.0 + number % 3 for number in range(28)]
    (found,) = view(row, control_charts=monthly(values)).rows
    root = svg_root(found.sparkline)
    line, target = (
        next(e.get("d") for e in root if e.get("class") == name)
        for name in ("sp-line", "sp-target")
    )
    assert line.count("M") + line.count("L") == SPARK_MONTHS
    assert target.startswith("M0 ")
    assert target.endswith("H144")
    assert root.get("aria-label") == "August 2024 85% to July 2026 84%; target 90%"


def test_sparkline_breaks_where_months_are_missing():
    row = judged("assessments_within_45_days", 84.0, 90.0)
    values = [84.0] * 5 + [None, None] + [84.0] * 5
    (found,) = view(row, control_charts=monthly(values)).rows
    line = next(e for e in svg_root(found.sparkline) if e.get("class") == "sp-line")
    assert line.get("d").count("M") == 2


def test_single_figure_has_no_picture_over_time():
    (found,) = view(judged("assessments_within_45_days", 80.0, 90.0)).rows
    assert (found.sparkline, found.charts) == ("", ())
    assert found.spark_note == "one figure"


def test_targets_that_changed_are_drawn_in_steps():
    before = judged(
        "assessments_within_45_days",
        84.0,
        80.0,
        period_end=date(2025, 2, 28),
        is_newest_period=False,
    )
    row = judged("assessments_within_45_days", 84.0, 90.0)
    (found,) = view(before, row, control_charts=monthly([84.0] * 12)).rows
    points = [each.point for each in found.charts[0].points]
    assert [point.target for point in points[:2]] == [90.0, 80.0]
    target = next(
        e
        for e in svg_root(found.charts[0].picture).iter()
        if e.get("class") == "l l-target"
    )
    assert target.get("d").count("V") == 2


def test_comparators_are_groups_of_their_own_and_counts_have_none():
    row = judged("assessments_within_45_days", 84.0, 90.0)
    (found,) = view(row, control_charts=monthly([84.0] * 12)).rows
    groups = {
        e.get("data-beside"): e.get("class")
        for e in svg_root(found.charts[0].picture).iter()
        if e.get("data-beside")
    }
    assert groups == {
        "target": "beside",
        "england": "beside",
        "region": "beside off",
        "neighbours": "beside off",
    }
    count = judged("referrals", 84.0, 90.0)
    months = monthly([84.0] * 12, indicator_id="referrals")
    (found,) = view(count, control_charts=months).rows
    assert [kind for kind, _, _ in found.charts[0].beside] == ["target"]


def test_names_beside_the_picture_never_lie_on_each_other():
    row = judged("assessments_within_45_days", 84.0, 84.0)
    close = {"england_value": 84.1, "region_value": 84.2}
    (found,) = view(row | close, control_charts=monthly([84.0, 84.3] * 6)).rows
    ys = sorted(
        float(e.get("y"))
        for e in svg_root(found.charts[0].picture).iter()
        if e.get("x") == "574"
    )
    assert len(ys) == 7
    assert all(after - before >= 13.9 for before, after in itertools.pairwise(ys))
    assert ys[-1] <= 262


def test_months_of_the_other_source_have_a_chart_of_their_own():
    ours = judged(
        "assessments_within_45_days",
        80.0,
        90.0,
        source="recomputed",
        return_id=CENSUS.return_id,
        row_number=None,
        period_type="year",
        completeness="complete",
    )
    row = judged("assessments_within_45_days", 81.0, 90.0)
    months = monthly([84.0] * 12) + monthly([85.0] * 12, source="recomputed")
    (found,) = view(ours, row, control_charts=months).rows
    assert [chart.source for chart in found.charts] == [
        "as reported",
        "from the records",
    ]
