"""The suites of children looked after and care leavers, on small tables."""

import pytest
from looked_after_warehouse import make_warehouse

from returncheck.suites import load_suites, run_suites

REVIEWS = "int_ssda903__judged_reviews"
PLACEMENTS = "int_ssda903__judged_placements"
LEAVERS = "int_ssda903__care_leavers"


@pytest.fixture
def run(tmp_path):
    def check(suite, rows, **tolerances):
        path = make_warehouse(tmp_path / "small.duckdb", rows)
        return run_suites(path, tolerances=tolerances, suites=[suite])

    return check


def outcomes(result):
    return dict(result.outcomes.select("expectation", "outcome").iter_rows())


def review(kind, *, due="2024-07-03", held="2024-07-03", in_time=True):
    return {
        "review_kind": kind,
        "due_date": due,
        "held_on": held,
        "is_in_time": in_time,
    }


def placement(**other):
    return {
        "placements_in_year": 1,
        "has_few_placements": True,
        "placement_start": "2020-01-01",
        "is_long_term": True,
        "is_stable": True,
        "is_place_known": True,
        "is_near_home": True,
        **other,
    }


def leaver(**other):
    return {
        "in_touch": "YES",
        "activ": "F1",
        "accom": "B1",
        "is_in_touch": True,
        "is_suitably_housed": True,
        "is_active": True,
        **other,
    }


@pytest.mark.parametrize("kind", ["first", "second", "later"])
def test_reviews_of_each_kind_are_judged_by_themselves(run, kind):
    kinds = {"first": [], "second": [], "later": []}
    kinds[kind] = [review(kind, in_time=False, held="2024-07-04")]
    rows = [review(each) for each in kinds] + kinds[kind]
    result = run("looked_after_reviews", {REVIEWS: rows})
    failed = [name for name, outcome in outcomes(result).items() if outcome == "failed"]
    assert [name.partition("_")[0] for name in failed] == [kind]


@pytest.mark.parametrize(
    ("late", "outcome"),
    [
        pytest.param(1, "passed", id="nine_of_ten"),
        pytest.param(2, "failed", id="eight_of_ten"),
    ],
)
def test_nine_reviews_of_ten_are_in_time_unless_another_share_is_set(
    run, late, outcome
):
    rows = [review("second")] * (10 - late) + [review("second", in_time=False)] * late
    result = run("looked_after_reviews", {REVIEWS: rows})
    assert outcomes(result)["second_reviews_within_3_months"] == outcome


def test_reviews_have_the_tolerance_that_is_set(run):
    rows = [review("later"), review("later", in_time=False)]
    result = run("looked_after_reviews", {REVIEWS: rows}, cla_reviews_in_timescale=50)
    assert outcomes(result)["later_reviews_within_6_months"] == "passed"


def test_late_and_missing_reviews_are_listed_with_their_days(run):
    rows = [
        review("first", held="2024-07-04", in_time=False),
        review("first", held=None, in_time=False),
        review("first"),
    ]
    found = run("looked_after_reviews", {REVIEWS: rows}).findings
    assert found.select("table_name", "row_number", "child_id", "field", "value").rows(
        named=False
    ) == [
        ("Episodes", 1, "Made-Up-1", "REVIEW", "2024-07-04 (due by 2024-07-03)"),
        ("Episodes", 2, "Made-Up-2", "REVIEW", "not held (due by 2024-07-03)"),
    ]


@pytest.mark.parametrize(
    ("column", "expectation", "value"),
    [
        pytest.param(
            {"has_few_placements": False, "placements_in_year": 3},
            "fewer_than_three_placements",
            "3 placements in the year",
            id="three",
        ),
        pytest.param(
            {"is_stable": False, "placement_start": "2024-05-01"},
            "same_placement_for_two_years",
            "placement since 2024-05-01",
            id="moved",
        ),
        pytest.param(
            {"is_near_home": False, "pl_distance": 20.1},
            "placed_near_home",
            "20.1 miles from home, outside the area",
            id="far",
        ),
    ],
)
def test_placement_that_is_not_as_expected_is_listed(run, column, expectation, value):
    everything = {
        "fewer_than_three_placements": 100,
        "cla_long_term_stability": 100,
        "placed_near_home": 100,
    }
    rows = {PLACEMENTS: [placement(), placement(**column)]}
    result = run("placements", rows, **everything)
    verdicts = outcomes(result)
    assert verdicts.pop(expectation) == "failed"
    assert set(verdicts.values()) == {"passed"}
    assert result.findings["value"].to_list() == [value]
    assert result.findings["row_number"].to_list() == [2]


def test_placements_that_cannot_be_told_are_not_judged(run):
    told = placement(is_long_term=False, is_stable=False, is_place_known=False)
    told |= {"is_near_home": False}
    result = run("placements", {PLACEMENTS: [told]}, cla_long_term_stability=100)
    assert outcomes(result) == {
        "fewer_than_three_placements": "passed",
        "same_placement_for_two_years": "not_applicable",
        "placed_near_home": "not_applicable",
    }


def test_stability_is_held_against_england_unless_a_share_is_set(run):
    rows = {
        PLACEMENTS: [placement()] * 6 + [placement(is_stable=False)] * 4,
        "fct_benchmarks": [
            {
                "source": "recomputed",
                "indicator_id": "cla_long_term_stability",
                "return_year": 2025,
                "comparator_year": 2025,
                "england_value": 61,
            }
        ],
    }
    result = run("placements", rows)
    assert outcomes(result)["same_placement_for_two_years"] == "failed"
    observed = dict(result.outcomes.select("expectation", "observed").iter_rows())
    assert observed["same_placement_for_two_years"] == (
        "6 of 10 (60.0 %), at least 61 % expected (England, 2025)"
    )


@pytest.mark.parametrize(
    ("changed", "expectation", "value"),
    [
        pytest.param(
            {"is_in_touch": False, "in_touch": "NO"},
            "care_leavers_in_touch",
            "NO",
            id="not-in-touch",
        ),
        pytest.param(
            {"is_suitably_housed": False, "accom": "B2"},
            "care_leavers_in_suitable_accommodation",
            "B2",
            id="unsuitable",
        ),
        pytest.param(
            {"is_active": False, "activ": None},
            "care_leavers_in_education_employment_or_training",
            "missing",
            id="activity-missing",
        ),
    ],
)
def test_care_leaver_who_is_not_as_expected_is_listed(run, changed, expectation, value):
    everything = {
        "care_leavers_in_touch": 100,
        "care_leavers_suitable_accommodation": 100,
        "care_leavers_eet": 100,
    }
    rows = {LEAVERS: [leaver(), leaver(**changed)]}
    result = run("care_leavers", rows, **everything)
    verdicts = outcomes(result)
    assert verdicts.pop(expectation) == "failed"
    assert set(verdicts.values()) == {"passed"}
    assert result.findings.select("table_name", "row_number", "value").rows() == [
        ("OC3", 2, value)
    ]


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        pytest.param(10.0, "passed", id="ten_points_up"),
        pytest.param(10.1, "failed", id="more_than_ten_up"),
        pytest.param(-10.0, "passed", id="ten_points_down"),
        pytest.param(-10.1, "failed", id="more_than_ten_down"),
    ],
)
def test_share_stays_near_that_of_the_year_before(run, change, outcome):
    figure = {
        "source": "recomputed",
        "indicator_id": "cla_in_foster_care",
        "return_year": 2025,
        "value": 60 + change,
        "previous_year_value": 60,
        "change_on_previous_year": change,
    }
    result = run("looked_after_shares", {"fct_benchmarks": [figure]})
    assert outcomes(result) == {"looked_after_shares_near_last_year": outcome}


def test_only_shares_of_the_return_are_held_against_the_year_before(run):
    figures = [
        {
            "source": source,
            "indicator_id": name,
            "return_year": 2025,
            "value": 90,
            "previous_year_value": 10,
            "change_on_previous_year": 80,
        }
        for source, name in [
            ("recomputed", "cla_starts"),
            ("recomputed", "cpp_reviewed_in_timescale"),
            ("reported", "cla_in_foster_care"),
        ]
    ]
    result = run("looked_after_shares", {"fct_benchmarks": figures})
    assert outcomes(result) == {"looked_after_shares_near_last_year": "not_applicable"}


def test_share_that_moved_is_listed_with_both_values(run):
    figure = {
        "source": "recomputed",
        "indicator_id": "cla_in_foster_care",
        "return_year": 2025,
        "value": 72.4,
        "previous_year_value": 60.0,
        "change_on_previous_year": 12.4,
    }
    result = run("looked_after_shares", {"fct_benchmarks": [figure]})
    assert result.findings["value"].to_list() == [
        "cla_in_foster_care 72.4 % after 60.0 %"
    ]


def test_suites_are_of_the_return():
    suites = {suite.name: suite for suite in load_suites()}
    for name in (
        "care_leavers",
        "looked_after_reviews",
        "looked_after_shares",
        "placements",
    ):
        collections = {each.collection for each in suites[name].expectations}
        assert collections == {"ssda903"}
