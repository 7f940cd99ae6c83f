"""Named groups, the period before and single neighbours on a figure's card."""

from datetime import date

import pytest
from report_results import CENSUS, REPORT, compared, figure, result, values_of

from returncheck.report.sections.figures import authority_figures
from returncheck.report.words.names import return_names

WITHIN_45 = "assessments_within_45_days"


def comparison(row, comparator, name, value, **changes):
    """A row of the comparisons, of a row of the benchmarks."""
    keys = ("source", "return_id", "row_number", "la_code", "indicator_id")
    return {
        **{key: row.get(key) for key in keys},
        "comparator": comparator,
        "comparator_name": name,
        "comparator_value": value,
        **changes,
    }


def neighbour(rank, name, value, **changes):
    usual = {
        "la_code": "887",
        "indicator_id": WITHIN_45,
        "return_year": 2025,
        "neighbour_model": 2025,
        "neighbour_code": f"{rank:03}",
        "closeness_rank": rank,
        "neighbour_name": name,
        "neighbour_value": value,
    }
    return {**usual, **changes}


def card(row, comparisons=(), neighbour_values=()):
    found = result(
        returns=(CENSUS, REPORT),
        benchmarks=[row],
        indicators=values_of([row]),
        comparisons=comparisons,
        neighbour_values=neighbour_values,
    )
    ((group,),) = [
        each.returns for each in authority_figures(found, return_names(found.returns))
    ]
    (view,) = (*group.headline, *group.others)
    return view


def test_group_stands_in_the_picture_with_its_number():
    row = compared()
    view = card(
        row,
        [
            comparison(row, "group:Coast", "Coast", 84.25, authorities_with_value=3),
            comparison(row, "group:Empty", "Empty", None, authorities_with_value=0),
        ],
    )
    assert "Coast (3): 84.3%." in view.picture
    assert 'class="m m-group" data-value="84.25"' in view.picture
    assert "Empty" not in view.picture


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Twenty-two letters now", "Twenty-two letters now (2)", id="22"),
        pytest.param(
            "Twenty-three letters ok", "Twenty-three letters… (2)", id="23 and a blank"
        ),
    ],
)
def test_long_name_of_a_group_is_cut(name, shown):
    row = compared()
    view = card(
        row,
        [comparison(row, f"group:{name}", name, 84.0, authorities_with_value=2)],
    )
    assert f"{shown}: 84.0%." in view.picture


def test_group_of_another_figure_stays_away():
    row = compared()
    other = {**row, "indicator_id": "icpc_within_15_days"}
    view = card(
        row, [comparison(other, "group:Coast", "Coast", 84.0, authorities_with_value=3)]
    )
    assert "Coast" not in view.picture


def test_count_stands_beside_no_group_but_beside_the_month_before():
    row = figure(
        "referrals",
        209.0,
        source="reported",
        return_id=REPORT.return_id,
        row_number=4,
        period_type="month",
        period_start=date(2018, 3, 1),
        period_end=date(2018, 3, 31),
        is_annual=False,
        completeness="as_reported",
    )
    view = card(
        row,
        [
            comparison(row, "group:Coast", "Coast", 84.0, authorities_with_value=3),
            comparison(row, "previous_period", "February 2018", 198.0),
        ],
    )
    assert "Coast" not in view.picture
    assert "February 2018: 198." in view.picture


def test_period_before_is_shown_as_it_was_printed():
    row = compared(source="reported", return_id=REPORT.return_id, row_number=4)
    view = card(row, [comparison(row, "previous_period", "February 2018", 81.0)])
    assert "February 2018: 81%." in view.picture


def test_neighbours_of_the_comparator_year_are_listed_nearest_first():
    view = card(
        compared(),
        neighbour_values=[
            neighbour(2, "Slough", 78.44),
            neighbour(1, "Thurrock", 85.0),
            neighbour(3, "Luton", 60.0, return_year=2024),
            neighbour(4, "Rutland", None, neighbour_reason="figure_suppressed"),
            neighbour(1, "Bexley", 63.0, neighbour_model=2021),
            neighbour(1, "Dover", 61.0, la_code="886"),
            neighbour(1, "Crawley", 62.0, indicator_id="icpc_within_15_days"),
        ],
    )
    assert view.neighbour_values == (
        "Thurrock 85.0%",
        "Slough 78.4%",
        "Rutland: suppressed",
    )
    assert view.neighbour_year == "2025 (2025 model)"


def test_neighbours_own_counts_are_not_listed():
    view = card(
        compared("referrals", 209.0),
        neighbour_values=[neighbour(1, "Thurrock", 1000.0, indicator_id="referrals")],
    )
    assert view.neighbour_values == ()
