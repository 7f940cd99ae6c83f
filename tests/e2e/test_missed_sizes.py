"""Figures of the wrong size or of another report or year, each with a true twin."""

import pytest
from small_reports import (
    Report,
    check_reports,
    compared,
    on,
    row,
    told,
    verdicts_of,
)

MAY = ("2025-05-01", "2025-05-31")
JUNE = ("2025-06-01", "2025-06-30")


def in_june(indicator_id, value, **cells):
    return row(indicator_id, "month", JUNE, value, **cells)


def rate_of_2014(value, numerator="80", **cells):
    """Peterborough's rate of plans: 46,552 children are estimated for mid-2013."""
    return Report(
        authority="874",
        report_date="2014-09-01",
        figures=(on("cpp_rate", "2014-03-31", value, numerator=numerator, **cells),),
    )


REPORTS = {
    "rate-beyond": rate_of_2014("125.1"),
    "rate-assumed": rate_of_2014("125.1", period_basis="assumed"),
    "rate-revised": rate_of_2014("16.4"),
    "rate-exact": rate_of_2014("17.2"),
    "rate-of-a-row": Report(
        authority="874",
        report_date="2014-10-01",
        figures=(
            row("cpp_at_year_end", "snapshot", ("", "2014-03-31"), "80"),
            row("cpp_rate", "snapshot", ("", "2014-03-31"), "125.1"),
        ),
    ),
    "fraction": Report(figures=(in_june("assessments_within_45_days", "0.98"),)),
    "fraction-twin": Report(figures=(in_june("assessments_within_45_days", "98"),)),
    "fraction-beside-others": Report(
        figures=(
            in_june("supervision_in_timescale", "0.91"),
            row("supervision_in_timescale", "month", MAY, "88"),
        )
    ),
    "fraction-beside-target": Report(
        figures=(in_june("supervision_in_timescale", "0.91", target="95"),)
    ),
    "small-share": Report(
        figures=(
            in_june("cla_missing", "0.9", target="0.5"),
            in_june("supervision_in_timescale", "91", target="95"),
        )
    ),
    "small-share-of-parts": Report(
        figures=(
            in_june(
                "rereferrals_within_12_months",
                "0.9",
                numerator="1",
                denominator="110",
                target="60",
            ),
        )
    ),
    "stale": Report(
        authority="887",
        figures=(on("cla_at_year_end", "2026-03-31", "495"),),
        report_date="2026-05-20",
    ),
    "stale-twin": Report(
        authority="831",
        figures=(on("cla_at_year_end", "2026-03-31", "546"),),
        report_date="2026-05-20",
    ),
    "first": Report(
        authority="919",
        report_date="2025-07-10",
        figures=(
            in_june("contacts", "1200"),
            in_june("assessments_within_45_days", "80"),
            row("contacts", "month", MAY, "1100"),
            in_june("strategy_discussions", "90", period_basis="assumed"),
        ),
    ),
    "second": Report(
        authority="919",
        report_date="2025-09-10",
        figures=(
            in_june("contacts", "1215"),
            in_june("assessments_within_45_days", "80.4"),
            row("contacts", "month", MAY, "1100"),
            in_june("strategy_discussions", "95"),
        ),
    ),
    "corrected": Report(
        authority="908",
        report_id="one",
        report_date="2025-09-10",
        figures=(in_june("contacts", "1215"),),
    ),
    "corrected-again": Report(
        authority="908",
        report_id="one",
        report_date="2025-09-12",
        figures=(in_june("contacts", "1225"),),
    ),
}

U, N, C = "untestable", "contradicted", "confirmed"

VERDICTS = {
    "rate-beyond": [N],
    "rate-assumed": [U],
    "rate-revised": [U],
    "rate-exact": [C],
    # The published count is 239.
    "rate-of-a-row": [N, N],
    "fraction": [N],
    "fraction-twin": [U],
    "fraction-beside-others": [N, U],
    "fraction-beside-target": [N],
    "small-share": [U, U],
    "stale": [U],
    "stale-twin": [U],
    "first": [U, U, U, U],
    "second": [U, U, U, U],
}


@pytest.fixture(scope="module")
def result(new_database, tmp_path_factory):
    return check_reports(
        new_database(tmp_path_factory.mktemp("sizes") / "w.duckdb"), REPORTS
    )


@pytest.mark.parametrize("name", VERDICTS)
def test_figure_of_the_wrong_size_is_contradicted_and_its_twin_is_not(result, name):
    assert verdicts_of(result, name) == VERDICTS[name]


def test_small_share_of_its_own_parts_is_what_it_is(result):
    assert compared(result, "small-share-of-parts", 1, "value_scale")["status"] is None


def test_no_revision_explains_a_population_of_another_size(result):
    (message,) = told(result, "rate-beyond", "known_denominator")
    assert "80 at this rate are 6,395 children" in message
    assert "re-based since, is 46,552; no revision of the estimates" in message
    assert compared(result, "rate-revised", 1, "known_denominator")["status"] == (
        "untestable"
    )


def test_fraction_for_a_percentage_is_asked_about_with_a_hundred_times_as_much(result):
    (message,) = told(result, "fraction", "value_scale")
    assert message.startswith(
        "Assessments within 45 working days: a hundred times as much is 98% and the "
        "figure is 0.98%"
    )
    assert message.endswith("Correct it or say why.")


def test_target_is_not_blamed_for_a_fraction_beside_it(result):
    assert told(result, "fraction-beside-target", "target_unit") == []


def test_two_reports_that_differ_name_each_other(result):
    (later,) = told(result, "second", "between_reports")
    assert later == (
        "Contacts: another report gives 1,200 and the figure is 1,215, 15 more "
        "(tolerance 0: counts are exact); first, of 10 July 2025, printed that for the "
        "same period; second is later and in use. Correct it or say why."
    )
    (earlier,) = told(result, "first", "between_reports")
    assert "second, of 10 September 2025, prints that for the same period" in earlier


@pytest.mark.parametrize(
    ("number", "status"),
    [
        pytest.param(1, "in_question", id="differs"),
        pytest.param(2, None, id="rounded"),
        pytest.param(3, None, id="same"),
        pytest.param(4, "untestable", id="assumed"),
    ],
)
def test_only_figures_that_differ_are_held_against_another_report(
    result, number, status
):
    assert compared(result, "second", number, "between_reports")["status"] == status


def test_report_loaded_again_is_a_corrected_one(result):
    for name in ("corrected", "corrected-again"):
        assert compared(result, name, 1, "between_reports")["status"] is None


def test_count_printed_again_from_the_year_before_is_asked_about(result):
    (message,) = told(result, "stale", "year_before")
    assert message == (
        "Children looked after at the period end: it is exactly the published figure "
        "of 2025, the year before: it may have been printed again. Correct it or say "
        "why."
    )
    assert told(result, "stale-twin", "year_before") == []
