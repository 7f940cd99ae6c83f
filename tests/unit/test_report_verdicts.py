"""Every figure of a report, one by one: its verdict, its reason, its comparisons."""

import csv
import re
from datetime import date

import pytest
from report_pages import Page, html
from report_results import CENSUS, REPORT, result

from returncheck.catalogue.comparisons import (
    comparison_titles,
    comparisons_of_counts,
)
from returncheck.files.own_files import RECONCILIATION_COLUMNS, own_table
from returncheck.findings.exits import ExitCode
from returncheck.project import project_root
from returncheck.report import write_outputs
from returncheck.report.outputs.reconciliation_csv import reconciliation_table
from returncheck.report.sections import verdicts as module
from returncheck.report.sections.verdicts import report_verdicts
from returncheck.report.words.names import return_names
from returncheck.report.words.terms import VERDICTS
from returncheck.settings.config import FailOn


def verdict(row_number=1, **changes):
    usual = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "row_number": row_number,
        "paragraph": "3.4",
        "la_code": "887",
        "indicator_id": "rereferrals_within_12_months",
        "period_type": "year",
        "period_start": date(2017, 4, 1),
        "period_end": date(2018, 3, 31),
        "period_basis": "printed",
        "printed_value": 17.0,
        "stated_value": 17.0,
        "verdict": "confirmed",
        "reason": "Agrees.",
    }
    return {**usual, **changes}


def compared(comparison="reported_against_published", row_number=1, **changes):
    usual = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "row_number": row_number,
        "indicator_id": "rereferrals_within_12_months",
        "comparison": comparison,
        "stated_value": 17.0,
        "expected_value": 17.04,
        "difference": -0.04,
        "tolerance": 0.5,
        "tolerance_reason": "rounding to a whole number",
        "status": "agrees",
    }
    return {**usual, **changes}


def report(*rows, reconciliation=()):
    found = result(
        returns=(CENSUS, REPORT), verdicts=rows, reconciliation=reconciliation
    )
    (only,) = report_verdicts(found, return_names(found.returns))
    return only


def figure(**changes):
    (only,) = report(verdict(**changes)).figures
    return only


def test_return_that_is_no_report_has_no_verdicts():
    found = result(returns=(CENSUS,))
    assert report_verdicts(found, return_names(found.returns)) == ()


def test_verdicts_are_counted_in_a_line():
    found = report(
        verdict(1),
        verdict(2, verdict="contradicted"),
        verdict(3, verdict="contradicted"),
    )
    assert found.summary == "3 figures: 1 confirmed, 2 contradicted, 0 untestable"
    assert [each.anchor for each in found.contradicted] == [
        "return-2-figures-2",
        "return-2-figures-3",
    ]


def test_paragraphs_keep_their_order_with_quoted_figures_after_own():
    found = report(
        verdict(1, paragraph="3.11"),
        verdict(2, paragraph="3.4"),
        verdict(3, paragraph="6(c)"),
        verdict(4, paragraph=None),
        verdict(1, paragraph="3.4", table_name="Comparators"),
        verdict(5, paragraph="3.4"),
        verdict(6, paragraph="3"),
    )
    assert [each.anchor.removeprefix("return-2-") for each in found.figures] == [
        "figures-6",
        "figures-2",
        "figures-5",
        "comparators-1",
        "figures-1",
        "figures-3",
        "figures-4",
    ]


@pytest.mark.parametrize(
    ("changes", "printed", "parts"),
    [
        pytest.param({}, "17%", "", id="value"),
        pytest.param(
            {"numerator": 35.0, "denominator": 151.0}, "17%", "35 of 151", id="both"
        ),
        pytest.param(
            {"printed_value": None, "numerator": 35.0, "denominator": 151.0},
            "not printed",
            "35 of 151",
            id="parts",
        ),
        pytest.param(
            {"printed_value": None, "indicator_id": "contacts", "numerator": 1055.0},
            "not printed",
            "1,055",
            id="count",
        ),
        pytest.param(
            {"printed_value": 9405.0, "indicator_id": "contacts", "numerator": 9405.0},
            "9,405",
            "",
            id="printed-count",
        ),
        pytest.param({"printed_value": None}, "not printed", "", id="nothing"),
    ],
)
def test_figure_is_shown_as_it_was_printed(changes, printed, parts):
    shown = figure(**changes)
    assert (shown.printed, shown.parts) == (printed, parts)


@pytest.mark.parametrize(
    ("changes", "period", "is_assumed"),
    [
        pytest.param({}, "Year to 31 March 2018", False, id="printed"),
        pytest.param(
            {"period_basis": "assumed"}, "Year to 31 March 2018", True, id="assumed"
        ),
        pytest.param(
            {"period_basis": "assumed", "period_end": None},
            "Period not stated",
            False,
            id="not-stated",
        ),
    ],
)
def test_period_is_in_words_and_marked_where_it_is_assumed(changes, period, is_assumed):
    shown = figure(**changes)
    assert (shown.period, shown.is_assumed) == (period, is_assumed)


def test_comparisons_of_a_figure_come_in_order_and_keep_their_units():
    found = report(
        verdict(1),
        reconciliation=[
            compared("beside_published_year"),
            compared("own_parts", row_number=2),
            compared("denominator_against_total", stated_value=8392.0),
            compared("own_parts", expected_value=None, difference=None),
        ],
    )
    (shown,) = found.figures
    assert [held.title for held in shown.comparisons] == [
        comparison_titles()["own_parts"],
        comparison_titles()["denominator_against_total"],
        comparison_titles()["beside_published_year"],
    ]
    assert [held.is_tested for held in shown.comparisons] == [False, True, True]
    assert [held.figure.stated for held in shown.comparisons] == ["17%", "8,392", "17%"]
    assert shown.comparisons[1].figure.tolerance_reason == "rounding to a whole number"


def test_page_shows_badges_as_a_shape_and_a_word():
    rows = [
        verdict(number, verdict=word) for number, word in enumerate(VERDICTS, start=1)
    ]
    page = Page(html(result(returns=(REPORT,), verdicts=rows)))
    words = page.text()
    for badge in ("✔ Confirmed", "✘ Contradicted", "? Untestable"):
        assert words.count(badge) == 2  # in its meaning and at its figure
    links = [each["href"] for each in page.all("a")]
    assert links.count("#return-1-figures-2") == 1
    assert "#return-1-figures-1" not in links


def test_links_to_several_contradicted_figures_of_an_indicator_name_their_periods():
    rows = [
        verdict(number, verdict="contradicted", period_end=date(2018, 3, 31 - number))
        for number in (1, 2)
    ]
    page = html(result(returns=(REPORT,), verdicts=rows))
    links = re.findall(r'<ul class="jump columns">.*?</ul>', page, re.DOTALL)
    assert "17%, Year to 30 March 2018</a>" in links[0]
    assert "17%, Year to 29 March 2018</a>" in links[0]


def test_page_is_cut_and_the_file_is_not(monkeypatch):
    monkeypatch.setattr(module, "FIGURES_SHOWN", 2)
    rows = [verdict(number) for number in (1, 2, 3)]
    page = Page(html(result(returns=(REPORT,), verdicts=rows)))
    assert "… and 1 more in reconciliation.csv ." in page.text()
    assert reconciliation_table([report(*rows)]).height == 3


def test_file_has_a_row_a_figure(tmp_path):
    rows = [
        verdict(1, period_basis="assumed", team="North, east"),
        verdict(
            2,
            table_name="Comparators",
            comparator_name="England",
            verdict="untestable",
            printed_value=None,
            paragraph=None,
            value_symbol="c",
            reason="=Said, only.",
        ),
    ]
    outputs = write_outputs(
        result(returns=(REPORT,), verdicts=rows),
        tmp_path,
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.CLEAN,
    )
    with outputs.reconciliation.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert written == [
        list(RECONCILIATION_COLUMNS),
        [
            "Medway, KPI return medway-2018-06",
            "3.4",
            "rereferrals_within_12_months",
            "Re-referrals within 12 months",
            "",
            "North, east",
            "Year to 31 March 2018",
            "assumed",
            "17%",
            "",
            "confirmed",
            "Agrees.",
        ],
        [
            "Medway, KPI return medway-2018-06",
            "",
            "rereferrals_within_12_months",
            "Re-referrals within 12 months",
            "England",
            "",
            "Year to 31 March 2018",
            "printed",
            "suppressed (c)",
            "",
            "untestable",
            "'=Said, only.",
        ],
    ]
    assert own_table(written[0]) == "verdicts of ours"


def test_file_of_an_earlier_run_goes_without_a_report(tmp_path):
    stale = tmp_path / "reconciliation.csv"
    stale.write_text("old", encoding="utf-8")
    outputs = write_outputs(
        result(), tmp_path, fail_on=FailOn.ERROR, exit_code=ExitCode.CLEAN
    )
    assert outputs.reconciliation is None
    assert "reconciliation" not in outputs.file_names()
    assert not stale.exists()


@pytest.fixture(scope="module")
def seeded():
    path = project_root() / "seeds" / "catalogue" / "rc_comparisons.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_comparison_has_words(seeded):
    for row in seeded:
        assert row["title"]
        for words in ("subject", "against", "gives"):
            assert "_" not in row[words]
        assert row["subject"]
        assert row["against"]
        # Only signs of another definition have no figure to be held against.
        assert bool(row["gives"]) != (
            row["comparison"]
            in (
                "claim_in_words",
                "day_of_figure",
                "definition_years",
                "definition_wording",
                "period_itself",
                "quarter_of_year",
                "year_before",
            )
        )


def test_every_comparison_that_a_model_makes_is_known(seeded):
    folder = project_root() / "models" / "intermediate" / "reconciliation"
    made = set()
    for path in folder.glob("*.sql"):
        made |= set(
            re.findall(r"'([a-z]\w+)' as comparison\b", path.read_text("utf-8"))
        )
    composed = {
        "numerator_against_total",
        "denominator_against_total",
        "reported_against_published",
        "recomputed_against_published",
        "period_against_months",
        "year_to_date_against_months",
        "figure_against_teams",
        "denominator_against_teams",
        "period_against_weeks",
        "period_against_days",
        "period_against_quarters",
        "month_in_period",
        "quarter_in_period",
        "period_itself",
        "day_of_figure",
        "quarter_of_year",
        "printed_twice",
        "longer_against_shorter",
    }
    assert made | composed == {row["comparison"] for row in seeded}


def test_counts_are_known_from_figures():
    assert comparisons_of_counts() == {
        "numerator_against_total",
        "denominator_against_total",
        "numerator_as_published",
        "denominator_as_published",
        "subset_count_of_set",
        "part_in_total",
        "month_in_period",
        "denominator_against_teams",
        "week_in_period",
        "quarter_in_period",
        "rates_of_one_population",
    }


def test_page_names_the_team_beside_its_figure(tmp_path):
    rows = [
        verdict(1, team="North", verdict="contradicted"),
        verdict(2, value_low=24.0, value_high=29.0, printed_value=None),
    ]
    page = html(result(returns=(REPORT,), verdicts=rows))
    assert '<span class="quiet">of North</span>' in page
    assert "Re-referrals within 12 months, North, 17%" in page
    assert "<strong>24 to 29%</strong>" in page
