"""What the page says of each figure beside its benchmarks."""

from datetime import date

import pytest
from report_results import (
    CENSUS,
    CENSUS_2024,
    REPORT,
    compared,
    figure,
    published,
    result,
    svg_root,
    values_of,
)

from returncheck.report.sections.figures import authority_figures
from returncheck.report.words.names import return_names

WITHIN_45 = "assessments_within_45_days"
FIELD = {"881": 70.0, "882": 75.0, "883": 82.0, "884": 88.0, "885": 95.0, "887": 79.0}


def shown(*rows, returns=(CENSUS,), notes=(), more=((), ())):
    """All figures of the page, and the groups they come from."""
    benchmarks, values = more
    found = result(
        returns=returns,
        benchmarks=[*rows, *benchmarks],
        indicators=[*values_of(rows), *values, *notes],
    )
    groups = authority_figures(found, return_names(found.returns))
    return [
        view
        for authority in groups
        for each in authority.returns
        for view in (*each.headline, *each.others, *each.without_value)
    ], groups


def only(*args, **kwargs):
    (view,), _ = shown(*args, **kwargs)
    return view


def noted(row, **changes):
    """A figure whose value carries something: parts, a note, an assumed period."""
    found = result(
        returns=(REPORT, CENSUS),
        benchmarks=[row],
        indicators=values_of([row], **changes),
    )
    ((group,),) = [
        authority.returns
        for authority in authority_figures(found, return_names(found.returns))
    ]
    (view,) = (*group.headline, *group.others, *group.without_value)
    return view


def test_recomputed_figure_is_rounded_to_one_decimal():
    assert only(compared(value=80.0369)).value == "80.0%"


def test_reported_figure_is_shown_as_printed():
    row = compared(
        value=17.0,
        source="reported",
        completeness="as_reported",
        return_id=REPORT.return_id,
        row_number=5,
    )
    assert only(row, returns=(REPORT,)).value == "17%"


def test_parts_are_joined_to_their_own_figure():
    first = compared(source="reported", return_id=REPORT.return_id, row_number=1)
    second = {**first, "row_number": 2, "value": 50.0}
    found = result(
        returns=(REPORT,),
        benchmarks=[first, second],
        indicators=[
            *values_of([first], numerator=8.0, denominator=10.0),
            *values_of([second], numerator=5.0, denominator=10.0),
        ],
    )
    (authority,) = authority_figures(found, return_names(found.returns))
    views = authority.returns[0].headline
    assert [(v.value, v.parts) for v in views] == [
        ("80.0%", "8 of 10"),
        ("50.0%", "5 of 10"),
    ]


def test_facts_name_england_target_and_the_year_before():
    row = compared(
        value=80.0,
        target=85.0,
        gap_to_target=-5.0,
        previous_year_value=79.2,
        change_on_previous_year=0.8,
    )
    assert only(row).facts == (
        "5.5 percentage points below England (higher is better)",
        "5.0 percentage points below the target of 85%",
        "Up 0.8 percentage points on the year before (79.2%)",
    )


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        pytest.param(0.0, "Equal to England (higher is better)", id="equal"),
        pytest.param(
            0.04, "About equal to England (higher is better)", id="rounds-to-nought"
        ),
        pytest.param(
            0.06, "0.1 percentage points above England (higher is better)", id="above"
        ),
    ],
)
def test_small_gaps_are_called_what_they_are(gap, expected):
    assert only(compared(gap_to_england=gap)).facts == (expected,)


def test_indicator_without_a_better_side_is_not_judged():
    row = compared("referral_rate", 412.0, rank=None, quartile_band=None)
    view = only(row)
    assert view.band is None
    assert view.place == ""
    assert view.facts == ("326.5 above England",)


def test_rank_and_band_are_in_words():
    view = only(compared())
    assert (view.band, view.place) == ("C", "third quarter, rank 4 of 6")


def test_count_is_never_set_beside_other_places():
    row = compared("cpp_starts", 81.0, rank=None, quartile_band=None)
    view = only(row, more=published("cpp_starts", 2025, {"887": 75.0}, 61840.0))
    assert view.england == ""
    assert view.facts == ()
    assert not view.is_headline
    assert "61,840" not in view.picture
    assert "m-england" not in view.picture


def past_of_a_count():
    years = [
        published("cpp_starts", year, {"887": year - 1950.0}) for year in (2023, 2024)
    ]
    return [row for found, _ in years for row in found], []


def test_annual_count_is_shown_in_its_own_past():
    view = only(compared("cpp_starts", 81.0), more=past_of_a_count())
    assert "2023 73, 2024 74." in view.picture
    assert len(list(svg_root(view.picture).iter("polyline"))) == 1


def test_count_of_a_part_of_a_year_is_not_set_in_the_annual_past():
    view = only(figure("cpp_starts", 20.0, is_annual=False), more=past_of_a_count())
    assert not list(svg_root(view.picture).iter("polyline"))


def test_lower_bound_has_neither_rank_nor_band():
    row = compared(
        "rereferrals_within_12_months",
        13.0,
        completeness="lower_bound",
        rank=None,
        quartile_band=None,
        rank_reason="lower_bound",
    )
    view = noted(
        row,
        note="a lower bound: needs this year's and the previous year's return; with "
        "this year's alone the value is a lower bound",
    )
    assert view.is_lower_bound
    assert (view.band, view.place, view.no_place) == (None, "", "")
    assert view.notes == (
        "A lower bound: needs this year's and the previous year's return. Rank and "
        "band are left out, because the full figure can only be higher.",
    )


def test_absent_table_leaves_a_figure_without_a_value():
    row = figure("cpp_starts", None, completeness="table_absent")
    view = noted(row, note="absent: ChildProtectionPlans")
    assert view.value is None
    assert view.notes == ("Not computed; absent: ChildProtectionPlans.",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"indicator_id": "referral_rate", "is_annual": False},
            "Part of a year: not compared with annual rates and counts.",
            id="rate-of-a-month",
        ),
        pytest.param(
            {"is_annual": False, "england_value": 85.5, "comparator_year": 2025},
            "Not a whole year; what stands beside it is for a whole year.",
            id="percentage-of-a-month",
        ),
        pytest.param(
            {
                "is_annual": False,
                "period_type": "not_stated",
                "period_start": None,
                "period_end": None,
            },
            "Without its period it is compared with nothing.",
            id="no-period",
        ),
        pytest.param(
            {"completeness": "earlier_population"},
            "Over the population estimate of an earlier year.",
            id="earlier-population",
        ),
        pytest.param(
            {"completeness": "from_parts"},
            "Worked out from its parts; the report prints no value.",
            id="from-parts",
        ),
        pytest.param(
            {"is_latest": False},
            "A later report states this figure again.",
            id="stated-again",
        ),
    ],
)
def test_notes_say_what_to_know(changes, expected):
    assert only({**figure(), **changes}).notes == (expected,)


def test_assumed_period_is_labelled():
    row = figure(
        source="reported",
        return_id=REPORT.return_id,
        row_number=1,
        period_basis="assumed",
    )
    view = noted(row, note="printed as a day")
    assert view.notes == (
        "Period assumed: the report does not print it.",
        "Report's note: printed as a day.",
    )


def test_comparators_of_another_year_are_labelled():
    row = compared(return_year=2026, period_end=date(2026, 3, 31))
    view = only(row, more=published(WITHIN_45, 2025, FIELD, 85.5))
    assert view.caption == (
        "Published figures of 2025, the latest before 2026: each stroke is one of 6 "
        "authorities."
    )


def test_comparators_of_the_same_year_need_no_label():
    view = only(compared(), more=published(WITHIN_45, 2025, FIELD, 85.5))
    assert view.caption == (
        "Published figures of 2025: each stroke is one of 6 authorities."
    )


@pytest.mark.parametrize(
    ("indicator_id", "expected"),
    [
        pytest.param(
            "contacts_per_working_day",
            "Nothing is published for this indicator.",
            id="never-published",
        ),
        pytest.param(
            WITHIN_45,
            "Nothing published is comparable with this figure.",
            id="published-later",
        ),
        pytest.param(
            "contacts",
            "The authority's own figures; counts are not set beside other places.",
            id="count",
        ),
    ],
)
def test_captions_say_what_is_missing(indicator_id, expected):
    assert only(figure(indicator_id, 50.0)).caption == expected


def test_every_figure_with_a_value_has_its_picture():
    rows = [
        compared(),
        compared("referral_rate", 412.0),
        compared("cpp_starts", 81.0),
        figure("contacts", 900.0),
        figure("care_proceedings_weeks", 29.0),
        figure("contacts_per_working_day", 105.0),
        figure("nobody_knows_it", 3.0),
        figure("icpc_held", None),
    ]
    views, _ = shown(*rows, more=published(WITHIN_45, 2025, FIELD, 85.5))
    with_value = [view for view in views if view.value]
    assert len(with_value) == 7
    marks = [
        [e for e in svg_root(view.picture).iter() if "m-own" in (e.get("class") or "")]
        for view in with_value
    ]
    assert all(any(mark.get("data-value") for mark in found) for found in marks)


def test_strip_shows_every_authority_of_the_comparator_year():
    other_year, _ = published(WITHIN_45, 2024, {"881": 1.0, "882": 2.0})
    this_year, england = published(WITHIN_45, 2025, FIELD, 85.5)
    view = only(compared(), more=([*other_year, *this_year], england))
    (strokes,) = [e for e in svg_root(view.picture).iter() if e.get("class") == "ticks"]
    assert strokes.get("d").count("M") == len(FIELD)


def test_unknown_indicator_is_shown_in_words():
    assert only(figure("nobody_knows_it", 3.0)).title == "Nobody knows it"


def test_neighbours_say_how_many_have_a_figure():
    assert "Neighbours (9)" in only(compared()).picture


def test_newest_figure_of_a_report_is_its_headline():
    newer = compared(source="reported", return_id=REPORT.return_id, row_number=1)
    older = {
        **newer,
        "row_number": 2,
        "return_year": 2024,
        "period_end": date(2024, 3, 31),
    }
    _, (authority,) = shown(newer, older, returns=(REPORT,))
    (report,) = authority.returns
    assert [view.period for view in report.headline] == ["Year to 31 March 2025"]
    assert [view.period for view in report.others] == ["Year to 31 March 2024"]


def test_records_come_before_reports_and_the_newest_first():
    rows = [
        compared(source="reported", return_id=REPORT.return_id, row_number=1),
        compared(return_id=CENSUS_2024.return_id, return_year=2024),
        compared(),
    ]
    _, (authority,) = shown(*rows, returns=(REPORT, CENSUS_2024, CENSUS))
    names = [(each.name.title, each.is_earlier) for each in authority.returns]
    assert names == [
        ("CIN census 2025", False),
        ("CIN census 2024", True),
        ("KPI return medway-2018-06", False),
    ]


def test_figures_of_returns_that_were_not_checked_stay_away():
    views, _ = shown(compared(), compared(return_id=CENSUS_2024.return_id))
    assert len(views) == 1


def test_no_figures_give_no_groups():
    assert shown() == ([], ())
