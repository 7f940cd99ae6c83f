"""Figures that agree and disagree, as the page groups them."""

from datetime import date

import pytest
from report_results import CENSUS, REPORT, published, result

from returncheck.report.sections.reconciliation import ROWS_SHOWN, comparison_views
from returncheck.report.words.names import return_names


def compared(status="agrees", **changes):
    usual = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "row_number": 5,
        "la_code": "887",
        "indicator_id": "rereferrals_within_12_months",
        "return_year": 2018,
        "period_type": "year",
        "period_start": date(2017, 4, 1),
        "period_end": date(2018, 3, 31),
        "comparison": "reported_against_published",
        "stated_value": 17.0,
        "expected_value": 17.0,
        "difference": 0.0,
        "tolerance": 0.5,
        "status": status,
        "severity": "info",
    }
    return {**usual, **changes}


def views(*rows, benchmarks=()):
    found = result(returns=(CENSUS, REPORT), reconciliation=rows, benchmarks=benchmarks)
    return comparison_views(found, return_names(found.returns))


def only(row, **options):
    (view,) = views(row, **options)
    return view.groups[0].rows[0]


def test_nothing_compared_gives_no_groups():
    assert views() == ()


def test_agreeing_figure_shows_both_values_as_they_were_stated():
    benchmarks, _ = published("rereferrals_within_12_months", 2018, {"887": 17.5})
    row = only(compared(), benchmarks=benchmarks)
    assert (row.stated, row.expected, row.difference) == ("17%", "17.0%", "0.0")
    assert row.return_name == "Medway, KPI return medway-2018-06"
    assert row.place == "Figures row 5"
    assert row.period == "Year to 31 March 2018"


def test_figures_published_whole_are_shown_whole():
    benchmarks, _ = published("cla_adopted", 2018, {"887": 23.0})
    row = only(compared(indicator_id="cla_adopted"), benchmarks=benchmarks)
    assert row.expected == "17%"


def test_figure_from_records_is_rounded():
    row = only(
        compared(
            "disagrees",
            comparison="recomputed_against_published",
            table_name="indicators",
            row_number=None,
            return_id=CENSUS.return_id,
            stated_value=18.630137,
        )
    )
    assert row.stated == "18.6%"
    assert row.place == ""


@pytest.mark.parametrize(
    ("difference", "shown"),
    [
        pytest.param(0.0, "0.0", id="equal"),
        pytest.param(2.61, "+2.6", id="above"),
        pytest.param(-0.034, "\N{MINUS SIGN}0.034", id="small"),
        pytest.param(0.05, "+0.1", id="just-shown"),
        pytest.param(None, "\N{EN DASH}", id="unknown"),
    ],
)
def test_difference_is_never_rounded_away(difference, shown):
    assert only(compared("disagrees", difference=difference)).difference == shown


def test_difference_of_counts_is_whole():
    row = only(compared("disagrees", indicator_id="referrals", difference=18.0))
    assert row.difference == "+18"


@pytest.mark.parametrize(
    ("tolerance", "shown"),
    [
        pytest.param(0.5, "±0.5", id="half"),
        pytest.param(0.05, "±0.05", id="twentieth"),
        pytest.param(0.0, "exact", id="count"),
        pytest.param(None, "\N{EN DASH}", id="unknown"),
    ],
)
def test_tolerance_is_shown(tolerance, shown):
    assert only(compared(tolerance=tolerance)).tolerance == shown


def test_disagreements_come_first_and_untestable_apart():
    (view,) = views(
        compared("untestable", reason="no value is printed"),
        compared("agrees"),
        compared("plausible"),
        compared("revised_since"),
        compared("disagrees"),
        compared("agrees", row_number=6),
    )
    assert [group.status for group in view.groups] == [
        "disagrees",
        "revised_since",
        "plausible",
        "agrees",
    ]
    assert dict(view.counts) == {
        "disagrees": 1,
        "in_question": 0,
        "revised_since": 1,
        "plausible": 1,
        "agrees": 2,
        "untestable": 1,
    }


def test_untestable_figures_are_grouped_by_reason():
    (view,) = views(
        compared("untestable", reason="no value is printed"),
        *(
            compared("untestable", reason="nothing is published", row_number=number)
            for number in (1, 2, 3)
        ),
        compared("untestable", reason=None),
    )
    assert [(group.count, group.reason) for group in view.untestable] == [
        (3, "nothing is published"),
        (1, "no reason is given"),
        (1, "no value is printed"),
    ]
    assert view.untestable[0].titles == ("Re-referrals within 12 months",)


def test_comparisons_keep_their_order():
    shown = views(
        compared(comparison="comparator_against_published"),
        compared(comparison="own_parts"),
        compared(comparison="reported_against_published"),
    )
    assert [view.anchor for view in shown] == [
        "comparison-own-parts",
        "comparison-reported-against-published",
        "comparison-comparator-against-published",
    ]


@pytest.mark.parametrize(
    ("count", "more"),
    [
        pytest.param(ROWS_SHOWN, 0, id="at-the-limit"),
        pytest.param(ROWS_SHOWN + 1, 1, id="above"),
    ],
)
def test_long_groups_are_cut_and_counted(count, more):
    (view,) = views(*(compared(row_number=n) for n in range(count)))
    (group,) = view.groups
    assert (group.count, len(group.rows), group.more) == (count, ROWS_SHOWN, more)


def test_unknown_indicator_is_shown_in_words():
    assert only(compared(indicator_id="nobody_knows_it")).title == "Nobody knows it"
