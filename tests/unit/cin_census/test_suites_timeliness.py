"""Shares of assessments and conferences in time, return by return."""

import pytest
from suites_warehouse import (
    add_assessments,
    add_conferences,
    add_return,
    add_row,
    make_warehouse,
)

from returncheck.errors import ConfigError
from returncheck.suites import run_suites

ASSESSMENTS = "assessments_within_45_days"
CONFERENCES = "icpc_within_15_days"


@pytest.fixture
def run(tmp_path):
    def check(*statements, suite="assessment_timeliness", **tolerances):
        path = make_warehouse(tmp_path / "small.duckdb", *statements)
        return run_suites(path, tolerances=tolerances, suites=[suite])

    return check


def outcomes(result):
    return dict(result.outcomes.select("return_id", "outcome").iter_rows())


def england(percent, year, *, source="published"):
    return add_row(
        "fct_indicator_values",
        source=source,
        area_type="england",
        indicator_id=ASSESSMENTS,
        return_year=year,
        value=percent,
    )


def benchmark(percent, return_id="a", *, year=2025, source="recomputed"):
    return add_row(
        "fct_benchmarks",
        return_id=return_id,
        source=source,
        indicator_id=ASSESSMENTS,
        return_year=2025,
        england_value=percent,
        comparator_year=year,
    )


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        pytest.param(0, "passed", id="same_day"),
        pytest.param(45, "passed", id="last_day"),
        pytest.param(46, "failed", id="day_after"),
        pytest.param(-1, "failed", id="ends_before_it_starts"),
    ],
)
def test_assessment_is_in_time_from_0_to_45_days(run, days, outcome):
    result = run(add_return("a"), add_assessments("a", [days]), **{ASSESSMENTS: 100})
    assert outcomes(result) == {"a": outcome}


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        pytest.param(0, "passed", id="same_day"),
        pytest.param(15, "passed", id="last_day"),
        pytest.param(16, "failed", id="day_after"),
        pytest.param(-1, "failed", id="before_the_discussion"),
    ],
)
def test_conference_is_in_time_from_0_to_15_days(run, days, outcome):
    result = run(
        add_return("a"),
        add_conferences("a", [days]),
        suite="conference_timeliness",
        **{CONFERENCES: 100},
    )
    assert outcomes(result) == {"a": outcome}


@pytest.mark.parametrize(
    ("in_time", "of", "percent", "outcome"),
    [
        pytest.param(8, 10, 80, "passed", id="exactly_80"),
        pytest.param(7, 10, 80, "failed", id="one_below_80"),
        pytest.param(821, 1000, 82.1, "passed", id="exactly_82.1"),
        pytest.param(820, 1000, 82.1, "failed", id="one_below_82.1"),
        pytest.param(0, 3, 0, "passed", id="nothing_asked"),
        pytest.param(2, 3, 66.7, "failed", id="two_thirds_is_below_66.7"),
    ],
)
def test_share_must_not_fall_below_the_tolerance(run, in_time, of, percent, outcome):
    days = [45] * in_time + [46] * (of - in_time)
    result = run(add_return("a"), add_assessments("a", days), **{ASSESSMENTS: percent})
    assert outcomes(result) == {"a": outcome}


def test_returns_are_judged_each_by_itself(run):
    result = run(
        add_return("good"),
        add_return("bad"),
        add_assessments("good", [10, 20]),
        add_assessments("bad", [10, 60]),
        **{ASSESSMENTS: 75},
    )
    assert outcomes(result) == {"good": "passed", "bad": "failed"}


def test_findings_name_only_the_rows_of_returns_that_failed(run):
    result = run(
        add_return("good"),
        add_return("bad"),
        add_assessments("good", [10, 10, 10, 60]),
        add_assessments("bad", [10, 60]),
        **{ASSESSMENTS: 75},
    )
    assert result.findings["return_id"].to_list() == ["bad"]


@pytest.mark.parametrize(
    "return_id",
    [
        pytest.param('it\'s "odd" 100% $1 :x {y} %(z)s', id="signs"),
        pytest.param("Zürich ☃\nnext line", id="unicode_and_line_break"),
    ],
)
def test_return_may_be_called_anything(run, return_id):
    result = run(
        add_return(return_id), add_assessments(return_id, [60]), **{ASSESSMENTS: 80}
    )
    assert result.findings["return_id"].to_list() == [return_id]


def test_assessment_outside_the_period_is_left_out(run):
    result = run(
        add_return("a"),
        add_assessments("a", [10]),
        add_assessments("a", [60], in_period=False),
        **{ASSESSMENTS: 100},
    )
    assert outcomes(result) == {"a": "passed"}


def test_assessment_without_a_duration_is_not_in_time(run):
    """As in the indicator, which counts it among those completed."""
    result = run(
        add_return("a"), add_assessments("a", [10, None]), **{ASSESSMENTS: 100}
    )
    assert result.outcomes["observed"].to_list() == [
        "1 of 2 (50.0 %), at least 100 % expected (configured)"
    ]
    assert result.findings["value"].to_list() == ["2024-11-04 (without a start date)"]


@pytest.mark.parametrize(
    ("days", "is_in_order", "value"),
    [
        pytest.param(0, False, "(before the start, 2024-09-02)", id="over-a-weekend"),
        pytest.param(None, True, "(outside the calendar)", id="long-ago"),
    ],
)
def test_assessment_that_the_indicator_leaves_out_is_not_in_time(
    run, days, is_in_order, value
):
    row = {
        "return_id": "a",
        "row_number": 1,
        "assessment_actual_start_date": "2024-09-02",
        "assessment_authorisation_date": "2024-11-04",
        "working_days": days,
        "is_completed_in_period": True,
        "is_in_order": is_in_order,
        "is_within_45_days": False,
    }
    added = add_row("int_cin_census__assessment_durations", **row)
    result = run(add_return("a"), added, **{ASSESSMENTS: 100})
    assert result.findings["value"].to_list() == [f"2024-11-04 {value}"]


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param([], id="no_assessments"),
        pytest.param([add_assessments("a", [9], in_period=False)], id="not_in_period"),
    ],
)
def test_return_with_nothing_to_check_is_not_applicable(run, statements):
    result = run(add_return("a"), *statements, **{ASSESSMENTS: 80})
    assert result.outcomes.select("outcome", "reason").rows() == [
        ("not_applicable", "no rows")
    ]
    assert result.findings.is_empty()


def test_warehouse_without_a_return_of_the_collection_is_not_applicable(run):
    result = run(add_return("k", collection="kpi_return"), **{ASSESSMENTS: 80})
    assert result.outcomes.select("return_id", "outcome", "reason").rows() == [
        (None, "not_applicable", "no return of the collection cin_census is loaded")
    ]


def test_finding_lists_all_300_rows_under_one_key(run):
    result = run(add_return("a"), add_assessments("a", [46] * 300), **{ASSESSMENTS: 80})
    assert result.findings["row_number"].to_list() == list(range(1, 301))
    assert result.findings["finding_key"].n_unique() == 1


def test_assessment_finding_says_where_it_is(run):
    result = run(add_return("a"), add_assessments("a", [9, 46]), **{ASSESSMENTS: 80})
    location = result.findings.drop("message", "finding_key")
    assert location.to_dicts() == [
        {
            "return_id": "a",
            "check_id": f"expectation:assessment_timeliness.{ASSESSMENTS}",
            "severity": "query",
            "table_name": "Assessments",
            "row_number": 2,
            "child_id": "Made-Up-2",
            "field": "AssessmentAuthorisationDate",
            "value": "2024-11-04 (46 working days from 2024-09-02)",
        }
    ]


def test_conference_finding_says_where_it_is(run):
    result = run(
        add_return("a"),
        add_conferences("a", [16]),
        suite="conference_timeliness",
        **{CONFERENCES: 80},
    )
    location = result.findings.select("table_name", "row_number", "field", "value")
    assert location.rows() == [
        (
            "Section47",
            1,
            "DateOfInitialCPC",
            "2024-09-23 (16 working days from 2024-09-02)",
        )
    ]


@pytest.mark.parametrize(
    ("in_time", "of", "text"),
    [
        pytest.param(26, 34, "26 of 34 (76.5 %)", id="rounded"),
        pytest.param(1599, 2000, "1,599 of 2,000 (79.95 %)", id="never_up_to_the_line"),
    ],
)
def test_message_gives_the_share_and_what_is_needed(run, in_time, of, text):
    days = [45] * in_time + [46] * (of - in_time)
    result = run(add_return("a"), add_assessments("a", days), **{ASSESSMENTS: 80})
    message = result.findings["message"][0]
    assert f"Found: {text}, at least 80 % expected (configured)." in message


@pytest.mark.parametrize(
    ("statements", "configured", "needed"),
    [
        pytest.param(
            [benchmark(85.7), england(84, 2025)],
            {ASSESSMENTS: 80},
            "at least 80 % expected (configured)",
            id="configured_first",
        ),
        pytest.param(
            [benchmark(85.7, year=2024), england(84, 2025)],
            {},
            "at least 85.7 % expected (England, 2024)",
            id="benchmark_of_the_return",
        ),
        pytest.param(
            [benchmark(85.7, "another"), england(84, 2025), england(83, 2024)],
            {},
            "at least 84 % expected (England, 2025)",
            id="published_of_the_year",
        ),
        pytest.param(
            [benchmark(None), england(82, 2022), england(83, 2023), england(99, 2026)],
            {},
            "at least 83 % expected (England, 2023)",
            id="latest_published_before",
        ),
        pytest.param(
            [benchmark(99, source="reported"), england(83, 2023)],
            {},
            "at least 83 % expected (England, 2023)",
            id="benchmark_of_a_reported_figure_is_another_matter",
        ),
    ],
)
def test_tolerance_is_taken_in_this_order(run, statements, configured, needed):
    result = run(add_return("a"), add_assessments("a", [10]), *statements, **configured)
    assert result.outcomes["observed"].to_list() == [f"1 of 1 (100.0 %), {needed}"]


def test_tolerance_of_each_return_is_of_its_own_year(run):
    result = run(
        add_return("early", year=2024),
        add_return("late", year=2025),
        add_assessments("early", [10, 10, 10, 60]),
        add_assessments("late", [10, 10, 10, 60]),
        england(75, 2024),
        england(75.1, 2025),
    )
    assert outcomes(result) == {"early": "passed", "late": "failed"}


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param([], id="nothing_published"),
        pytest.param([england(80, 2026)], id="only_a_later_year"),
        pytest.param([england(80, 2025, source="reported")], id="only_reported"),
    ],
)
def test_expectation_without_a_tolerance_is_not_applicable(run, statements):
    result = run(add_return("a"), add_assessments("a", [60]), *statements)
    assert result.outcomes.select("outcome", "reason").rows() == [
        (
            "not_applicable",
            f"no tolerance is set and England has no published value of {ASSESSMENTS}",
        )
    ]


@pytest.mark.parametrize(
    "percent",
    [
        pytest.param(-0.1, id="below_0"),
        pytest.param(100.1, id="above_100"),
        pytest.param(float("nan"), id="no_number"),
        pytest.param("80", id="text"),
        pytest.param(True, id="boolean"),
    ],
)
def test_tolerance_that_is_no_share_is_refused(run, percent):
    with pytest.raises(ConfigError, match=f"tolerance '{ASSESSMENTS}' is"):
        run(add_return("a"), add_assessments("a", [60]), **{ASSESSMENTS: percent})
