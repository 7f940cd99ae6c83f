"""What is off target: on the page, in exceptions.csv, in the summary, in the JSON."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from report_pages import Page, html, text
from report_results import (
    CENSUS,
    REPORT,
    compared,
    figure,
    result,
    values_of,
)

from returncheck.catalogue.indicators import Indicator
from returncheck.files.own_files import EXCEPTION_COLUMNS
from returncheck.findings.exits import ExitCode
from returncheck.report import write_outputs
from returncheck.report.outputs.data_files import results_document
from returncheck.report.outputs.summary import summary_text
from returncheck.report.page import build_page
from returncheck.report.sections.exceptions import (
    authority_targets,
    target_counts,
    worst_first,
)
from returncheck.report.words.names import return_names
from returncheck.settings.config import FailOn


def off(indicator_id="assessments_within_45_days", value=78.5, **changes):
    """A row of the exceptions, of a month of a report unless it says otherwise."""
    usual = {
        "la_code": "887",
        "indicator_id": indicator_id,
        "return_year": 2026,
        "period_type": "month",
        "period_start": date(2026, 3, 1),
        "period_end": date(2026, 3, 31),
        "source": "reported",
        "return_id": REPORT.return_id,
        "row_number": 4,
        "value": value,
        "target": 85.0,
        "target_tolerance": 5.0,
        "gap_to_target": -6.5,
        "rag": "red",
        "trend": "unknown",
        "periods_off_target": 1,
        "off_target_since": date(2026, 3, 31),
    }
    return {**usual, **changes}


def status(rag=None, reason=None, **changes):
    """A row of the benchmarks as it stands beside its target."""
    usual = {"is_newest_period": True, "target": None if reason == "no_target" else 1.0}
    return figure(rag=rag, rag_reason=reason, **{**usual, **changes})


def views(*rows, benchmarks=(), returns=(REPORT,)):
    marked = benchmarks or [
        status("red", return_id=REPORT.return_id, source="reported")
    ]
    found = result(returns=returns, benchmarks=marked, exceptions=rows)
    (authority,) = authority_targets(found, return_names(found.returns), ())
    return authority.exceptions


def test_exception_is_told_in_words():
    (view,) = views(
        off(
            previous_period_start=date(2026, 2, 1),
            previous_period_end=date(2026, 2, 28),
            previous_period_value=80.0,
            change_on_previous_period=-1.5,
            is_change_better=False,
            trend="worsening",
            periods_off_target=7,
            off_target_since=date(2025, 9, 30),
            narrative="Two posts are vacant.",
        )
    )
    assert view.title == "Assessments within 45 working days"
    assert (view.period, view.value, view.rag) == ("March 2026", "78.5%", "red")
    assert view.target == "85%, tolerance 5 percentage points"
    assert view.gap == "6.5 percentage points below"
    assert (view.change, view.trend) == ("down 1.5 percentage points", "worse")
    assert view.before == "80% (February 2026)"
    assert view.since == "September 2025 (7 months)"
    assert view.narrative == "Two posts are vacant."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, ("", "no figure to compare it with", ""), id="none before"),
        pytest.param(
            {
                "trend": "unchanged",
                "change_on_previous_period": 0.0,
                "previous_period_value": 78.5,
                "previous_period_start": date(2026, 2, 1),
                "previous_period_end": date(2026, 2, 28),
            },
            ("", "no change", "78.5% (February 2026)"),
            id="unchanged",
        ),
        pytest.param(
            {
                "previous_period_value": 78.5,
                "previous_period_start": date(2026, 2, 1),
                "previous_period_end": date(2026, 2, 28),
            },
            (
                "",
                "not compared: the period before is a lower bound",
                "78.5% (February 2026)",
            ),
            id="lower bound before",
        ),
        pytest.param(
            {"trend": "improving", "change_on_previous_period": 0.04},
            ("up less than 0.1 percentage points", "better", ""),
            id="hardly",
        ),
    ],
)
def test_change_on_the_period_before_is_said_or_said_to_be_unknown(changes, expected):
    (view,) = views(off(**changes))
    assert (view.change, view.trend, view.before) == expected


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("month", 1, "March 2026 (1 month)"),
        ("quarter", 2, "quarter to 31 March 2026 (2 quarters)"),
        ("year", 3, "year to 31 March 2026 (3 years)"),
        ("rolling_12_months", 2, "12 months to 31 March 2026 (2 figures)"),
        ("snapshot", 1, "31 March 2026 (1 figure)"),
        ("year_to_date", 4, "31 March 2026 (4 figures)"),
    ],
)
def test_time_off_target_is_counted_in_its_periods(kind, number, expected):
    (view,) = views(off(period_type=kind, periods_off_target=number))
    assert view.since == expected


def test_undated_figure_is_off_target_for_as_many_figures():
    row = off(period_type="not_stated", period_end=None, off_target_since=None)
    (view,) = views(row)
    assert view.since == "1 figure"


def test_worst_comes_first():
    rows = [
        off("cla_adopted", rag="amber", target=10.0, gap_to_target=-9.0),
        off("icpc_within_15_days", target=50.0, gap_to_target=-5.0),
        off("cases_unallocated", target=0.0, gap_to_target=1.0),
        off("assessments_within_45_days", target=10.0, gap_to_target=-1.0),
        off("rereferrals_within_12_months", target=20.0, gap_to_target=5.0),
    ]
    found = result(exceptions=rows)
    found = worst_first(found.exceptions, found.known_indicators)
    # 100% beyond any share of a target of 0, then 25%, then two of 10% as catalogued.
    assert found["indicator_id"].to_list()[:2] == [
        "cases_unallocated",
        "rereferrals_within_12_months",
    ]
    assert set(found["indicator_id"][2:4]) == {
        "icpc_within_15_days",
        "assessments_within_45_days",
    }
    assert found["indicator_id"][4] == "cla_adopted"


def test_newest_figures_are_counted_by_their_status():
    rows = [
        *[status("green")] * 3,
        *[status("amber")] * 2,
        status("red"),
        status(reason="no_target"),
        status(reason="annual_target"),
        status(reason="no_better_side"),
        status(reason="no_better_side"),
        status("red", is_newest_period=False),
        status("red", return_id="another"),
    ]
    (counts,) = target_counts(result(benchmarks=rows))
    assert counts.of_colour == {"green": 3, "amber": 2, "red": 1}
    assert counts.no_target == 1
    assert counts.not_judged == {"no_better_side": 2, "annual_target": 1}
    assert counts.words == (
        "3 green, 2 amber, 1 red; 2 targets not judged, because it is not agreed which "
        "side is better; 1 target not judged, because the target is for a whole year; "
        "1 figure without a target"
    )


def page_with(*rows, colour="red"):
    shown = compared(
        rag=colour,
        target=85.0,
        gap_to_target=-5.0,
        is_newest_period=True,
        is_latest=True,
    )
    return result(benchmarks=[shown], indicators=values_of([shown]), exceptions=rows)


def of_census(**changes):
    usual = {
        "source": "recomputed",
        "return_id": CENSUS.return_id,
        "row_number": None,
        "period_type": "year",
        "period_start": date(2024, 4, 1),
        "period_end": date(2025, 3, 31),
    }
    return off(value=80.0, **{**usual, **changes})


def test_page_lists_what_is_off_target_with_a_place_for_the_narrative():
    said = text(page_with(of_census()))
    assert "1 red, 0 amber, 0 green" in said
    assert "none given" in said
    assert "Beside target" in said
    assert "■ red" in said


def test_row_of_the_scorecard_leads_to_its_chart_and_card():
    page = Page(html(page_with(of_census())))
    links = [each["href"] for each in page.all("a")]
    target = "chart-887-assessments_within_45_days"
    assert links.count(f"#{target}") == 1
    assert [each.get("id") for each in page.all("details")].count(target) == 1


def test_narrative_is_escaped():
    shown = html(page_with(of_census(narrative="<b>Late</b> & more")))
    assert "&lt;b&gt;Late&lt;/b&gt; &amp; more" in shown


def test_page_of_a_figure_on_target_says_so():
    said = text(page_with(colour="green"))
    assert "0 red, 0 amber, 1 green" in said
    assert "● green" in said
    assert "none given" not in said


def test_page_without_any_target_is_silent_on_targets():
    rows = [compared(rag_reason="no_target", is_newest_period=True)]
    shown = html(result(benchmarks=rows, indicators=values_of(rows)))
    assert "none with a target" in Page(shown).text()
    assert "Beside target" not in shown


def test_target_that_is_not_judged_is_no_comparator_of_the_figure():
    row = compared(target=4000.0, rag_reason="annual_target", is_newest_period=True)
    said = text(result(benchmarks=[row], indicators=values_of([row])))
    assert (
        "Not held against the target of 4,000%: the target is for a whole year" in said
    )
    assert "none with a target" in said


def written(found, folder):
    return write_outputs(found, folder, fail_on=FailOn.ERROR, exit_code=ExitCode.CLEAN)


def test_exceptions_are_written_for_a_spreadsheet(tmp_path):
    found = page_with(
        of_census(rag="amber", gap_to_target=-5.099999999999994),
        of_census(indicator_id="icpc_within_15_days", narrative="=1+1"),
    )
    outputs = written(found, tmp_path)
    with outputs.exceptions.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == EXCEPTION_COLUMNS
    assert [row["rag"] for row in rows] == ["red", "amber"]
    assert rows[0]["narrative"] == "'=1+1"
    assert rows[1]["narrative"] == ""
    assert rows[1]["gap_to_target"] == "-5.1"
    assert rows[1]["authority"] == "Medway"
    assert rows[1]["indicator"] == "Assessments within 45 working days"


def test_exceptions_of_an_earlier_run_are_removed(tmp_path):
    (tmp_path / "exceptions.csv").write_text("old", encoding="utf-8")
    outputs = written(page_with(colour="green"), tmp_path)
    assert outputs.exceptions is None
    assert not (tmp_path / "exceptions.csv").exists()


def built(found):
    return build_page(
        found,
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.CLEAN,
        refused=(),
        synthetic=False,
    )


def test_summary_has_a_line_for_the_authority():
    found = page_with(of_census())
    line = "- Medway, figures beside their targets: 0 green, 0 amber, 1 red"
    assert line in summary_text(found, built(found)).splitlines()


def test_summary_without_a_target_has_no_such_line():
    found = result(benchmarks=[status(reason="no_target")])
    assert "target" not in summary_text(found, built(found))


def test_json_counts_the_figures_beside_their_targets():
    found = result(
        benchmarks=[
            status("amber"),
            status("green"),
            status("green"),
            status(reason="lower_bound"),
            status(reason="no_target"),
        ]
    )
    assert results_document(found, built(found), {})["targets"] == [
        {
            "la_code": "887",
            "authority": "Medway",
            "green": 2,
            "amber": 1,
            "red": 0,
            "not_judged": 1,
            "no_target": 1,
        }
    ]


ACTION = {
    "action": "Hire two <chairs>",
    "owner": "Head of service",
    "due_date": date(2026, 5, 1),
    "action_open_since": date(2026, 3, 10),
    "action_days_open": 61,
    "is_action_overdue": True,
}


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        pytest.param(
            {},
            "Head of service; due 1 May 2026, overdue; open since 10 March 2026 "
            "(61 days)",
            id="all",
        ),
        pytest.param(
            {"is_action_overdue": False, "action_days_open": 1},
            "Head of service; due 1 May 2026; open since 10 March 2026 (1 day)",
            id="in time",
        ),
        pytest.param(
            {"due_date": None, "is_action_overdue": None, "action_open_since": None},
            "Head of service",
            id="owner alone",
        ),
        pytest.param(
            {"owner": None, "action_open_since": None},
            "due 1 May 2026, overdue",
            id="day alone",
        ),
    ],
)
def test_action_says_who_until_when_and_since_when(changes, notes):
    (view,) = views(off(**ACTION) | changes)
    assert view.action == "Hire two <chairs>"
    assert view.action_notes == notes


def test_page_shows_the_action_of_an_exception_and_none_without():
    shown = html(page_with(of_census(**ACTION)))
    assert "Hire two &lt;chairs&gt;" in shown
    assert "due 1 May 2026, overdue" in Page(shown).text()
    assert "overdue 1 May 2026" in Page(shown).text()
    assert "Action:" not in Page(html(page_with(of_census()))).text()


def test_an_indicator_of_the_council_is_named_in_the_exceptions(tmp_path):
    hub = Indicator(
        indicator_id="hub_contacts",
        topic="Local indicators",
        title="Contacts with hubs",
        unit="count",
        polarity="lower",
        computed_from="reported",
        is_published=False,
        period_type="year",
        first_year=None,
        last_year=None,
        numerator="contacts",
        denominator="",
        needs="",
        note="",
    )
    row = off("hub_contacts", value=120.0, target=100.0, gap_to_target=20.0)
    row |= {**ACTION, "return_id": CENSUS.return_id}
    found = replace(page_with(row), local_indicators=(hub,))
    write_outputs(found, tmp_path, fail_on=FailOn.NEVER, exit_code=ExitCode.CLEAN)
    with (tmp_path / "exceptions.csv").open(encoding="utf-8-sig", newline="") as file:
        (listed,) = csv.DictReader(file)
    assert listed["indicator"] == "Contacts with hubs"
    assert listed["action"] == "Hire two <chairs>"
    assert (listed["owner"], listed["due_date"]) == ("Head of service", "2026-05-01")
    assert listed["action_days_open"] == "61"
    assert listed["is_action_overdue"] == "true"
