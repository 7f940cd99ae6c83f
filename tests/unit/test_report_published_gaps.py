"""What the page says of published figures that are missing or contradicted."""

from datetime import date

import pytest
from report_results import CENSUS, compared, published, result, values_of

from returncheck.report.sections.figures import authority_figures
from returncheck.report.sections.neighbour_models import (
    NeighbourChange,
    changes_between,
    neighbour_changes,
)
from returncheck.report.sections.scorecard import scorecards
from returncheck.report.words.names import return_names

WITHIN_45 = "assessments_within_45_days"


def found(row, **changes):
    """A result of one figure, with what is published since 2023."""
    years = [
        published(WITHIN_45, year, {"887": 80.0, "886": 70.0}, 82.0)
        for year in (2023, 2024, 2025)
    ]
    return result(
        returns=(CENSUS,),
        benchmarks=[row, *(each for rows, _ in years for each in rows)],
        indicators=[*values_of([row]), *(each for _, rows in years for each in rows)],
        **changes,
    )


def view_of(row, **changes):
    given = found(row, **changes)
    ((group,),) = [
        each.returns for each in authority_figures(given, return_names(given.returns))
    ]
    (view,) = (*group.headline, *group.others)
    return view


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param("figure_suppressed", "is suppressed", id="c"),
        pytest.param("figure_not_available", "is not available", id="x"),
        pytest.param("figure_not_applicable", "is not applicable", id="z"),
        pytest.param("figure_of_low_reliability", "is withheld as unreliable", id="u"),
        pytest.param(
            "figure_rounded_to_nothing", "rounds to nothing, which is no 0", id="low"
        ),
        pytest.param("figure_left_out", "is not published", id="left out"),
    ],
)
def test_each_symbol_has_words_of_its_own(reason, said):
    view = view_of(compared(region_value=None, region_reason=reason))
    assert f"The figure of South East of 2025 {said}." in view.notes
    own = view_of(compared(own_published_reason=reason))
    assert f"Its own published figure of 2025 {said}." in own.notes


def test_an_authority_that_was_not_there_is_no_gap():
    view = view_of(compared(own_published_reason="figure_before_authority"))
    assert not any("Its own" in note for note in view.notes)


def test_england_without_a_figure_says_why_in_the_row():
    row = compared(
        england_value=None,
        gap_to_england=None,
        england_reason="figure_not_available",
        is_newest_period=True,
    )
    given = found(row)
    ((card,),) = [scorecards(given, return_names(given.returns))]
    assert card.rows[0].beside_england == "England's figure: not available"


def test_neighbours_say_how_many_have_a_figure():
    view = view_of(
        compared(
            statistical_neighbours_with_value=7,
            statistical_neighbours_suppressed=2,
            statistical_neighbours_not_published=1,
        )
    )
    assert "Neighbours (7 of 10): 86.3%." in view.picture
    assert (
        "Statistical neighbours of 2025 (2025 model): 7 figures; 2 suppressed, 1 "
        "without a published figure."
    ) in view.notes


def test_neighbours_that_are_all_there_need_no_words():
    view = view_of(
        compared(
            statistical_neighbours_with_value=10,
            statistical_neighbours_suppressed=0,
            statistical_neighbours_not_published=0,
        )
    )
    assert "Neighbours (10): 86.3%." in view.picture
    assert not any("neighbours" in note for note in view.notes)


def test_no_neighbour_with_a_figure_is_said():
    view = view_of(
        compared(
            statistical_neighbour_mean=None,
            statistical_neighbours_with_value=0,
            statistical_neighbours_suppressed=10,
            statistical_neighbours_not_published=0,
        )
    )
    assert (
        "Statistical neighbours of 2025 (2025 model): no figure; 10 suppressed."
    ) in view.notes


def contradiction(area, year, name, sentence):
    return {
        "kind": "counts",
        "indicator_id": WITHIN_45,
        "return_year": year,
        "area_code": area,
        "area_name": name,
        "sentence": sentence,
    }


def test_what_contradicts_a_figure_is_told_where_it_stands_beside_one():
    view = view_of(
        compared(),
        contradictions=[
            contradiction("E92000001", 2025, "England", "it does not follow"),
            contradiction("E92000001", 2024, "England", "of another year"),
            contradiction("E12000008", 2025, "South East", "nor does this"),
            contradiction("886", 2025, "Kent", "of another authority"),
        ],
    )
    told = [note for note in view.notes if "2025: " in note]
    assert told == [
        "South East, 2025: nor does this.",
        "England, 2025: it does not follow.",
    ]


def models(*rows):
    return [
        {
            "la_code": la_code,
            "neighbour_model": model,
            "neighbour_code": code,
            "indicator_id": WITHIN_45,
            "return_year": year,
        }
        for la_code, model, year, codes in rows
        for code in codes
    ]


TWO_MODELS = models(
    ("887", 2021, 2024, ("301", "302", "303")),
    ("887", 2025, 2025, ("301", "303", "304")),
    ("886", 2021, 2024, ("301",)),
)


def test_a_change_of_neighbours_counts_those_that_stay():
    changes = neighbour_changes(result(neighbour_values=TWO_MODELS))
    assert changes == {"887": (NeighbourChange(year=2025, same=2, of=3),)}
    assert changes["887"][0].words == (
        "Statistical neighbours changed in 2025: 2 of 3 the same"
    )


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        pytest.param(
            date(2024, 3, 31), date(2025, 3, 31), [date(2024, 4, 1)], id="across"
        ),
        pytest.param(
            date(2024, 3, 31), date(2024, 4, 1), [date(2024, 4, 1)], id="the day"
        ),
        pytest.param(date(2024, 4, 1), date(2025, 3, 31), [], id="after"),
        pytest.param(date(2023, 3, 31), date(2024, 3, 31), [], id="before"),
    ],
)
def test_a_change_lies_between_the_years_of_two_models(first, last, days):
    change = NeighbourChange(year=2025, same=2, of=3)
    indicator = result().known_indicators[WITHIN_45]
    assert list(changes_between((change,), indicator, first, last)) == days


def test_years_of_september_change_in_october():
    change = NeighbourChange(year=2025, same=2, of=3)
    indicator = result().known_indicators["social_worker_agency_rate"]
    found = changes_between((change,), indicator, date(2024, 9, 30), date(2025, 9, 30))
    assert list(found) == [date(2024, 10, 1)]


def test_a_picture_over_two_models_marks_the_change_between_the_figures():
    view = view_of(compared(), neighbour_values=TWO_MODELS)
    assert view.picture.count("data-change=") == 1
    assert 'data-change="2024-04-01"' in view.picture
    assert view.caption.endswith("changed in 2025: 2 of 3 the same.")


def test_one_model_has_no_mark():
    view = view_of(compared(), neighbour_values=TWO_MODELS[:3])
    assert "data-change" not in view.picture
    assert "neighbours changed" not in view.caption


def gap(year, reason, **changes):
    usual = {
        "la_code": "887",
        "area_code": "887",
        "indicator_id": WITHIN_45,
        "return_year": year,
        "reason_code": reason,
    }
    return {**usual, **changes}


def test_years_that_the_own_line_leaves_out_say_why():
    view = view_of(
        compared(),
        missing=[
            gap(2024, "figure_suppressed"),
            gap(2023, "figure_of_low_reliability"),
            gap(2019, "figure_suppressed"),
            gap(2025, "figure_suppressed", la_code="886"),
            gap(2025, "figure_before_authority"),
        ],
    )
    assert view.caption.endswith(
        "Its own published figures: 2023 withheld as unreliable, 2024 suppressed."
    )


def test_a_whole_line_needs_no_words():
    assert "Its own" not in view_of(compared()).caption
