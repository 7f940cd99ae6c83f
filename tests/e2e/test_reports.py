"""The five real council reports: what agrees, what does not, and why."""

import shutil

import polars as pl
import pytest
from lxml import html

from returncheck import Workspace
from returncheck.findings.exits import ExitCode
from returncheck.report import write_outputs
from returncheck.settings.config import FailOn


@pytest.fixture(scope="module")
def compared(reports_result):
    return {
        (r["return_id"][11:14], r["table_name"], r["row_number"], r["comparison"]): r
        for r in reports_result.reconciliation.iter_rows(named=True)
    }


def figure(compared, la_code, indicator_id, year, comparison):
    found = [
        row
        for row in compared.values()
        if row["return_id"][11:14] == la_code
        and row["indicator_id"] == indicator_id
        and row["return_year"] == year
        and row["comparison"] == comparison
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("indicator_id", "reported", "published"),
    [
        ("rereferrals_within_12_months", 17.0, 17.0),
        ("assessments_within_45_days", 86.0, 85.9),
        ("cpp_two_years_at_year_end", 5.8, 5.8),
        ("cla_rate", 65.0, 65.0),
    ],
)
def test_medway_2018_agrees_with_the_published_figure(
    compared, indicator_id, reported, published
):
    row = figure(compared, "887", indicator_id, 2018, "reported_against_published")
    assert (row["stated_value"], row["expected_value"]) == (reported, published)
    assert row["status"] == "agrees"


@pytest.mark.parametrize(
    ("indicator_id", "reported", "published"),
    [
        ("referrals", 2630.0, 2612.0),
        ("cpp_at_year_end", 343.0, 344.0),
        ("cla_at_year_end", 413.0, 414.0),
    ],
)
def test_medway_2018_disagrees_with_the_published_figure(
    compared, indicator_id, reported, published
):
    row = figure(compared, "887", indicator_id, 2018, "reported_against_published")
    assert (row["stated_value"], row["expected_value"]) == (reported, published)
    assert (row["status"], row["severity"]) == ("disagrees", "query")


@pytest.mark.parametrize(
    ("indicator_id", "reported", "published"),
    [
        ("care_leavers_suitable_accommodation", 95.0, 93.0),
        ("cla_ceased", 151.0, 159.0),
        ("cla_adopted", 23.0, 22.0),
    ],
)
def test_figure_of_an_assumed_period_contradicts_nothing(
    compared, indicator_id, reported, published
):
    row = figure(compared, "887", indicator_id, 2018, "reported_against_published")
    assert (row["stated_value"], row["expected_value"]) == (reported, published)
    assert (row["status"], row["reason"]) == ("untestable", "the period is assumed")


@pytest.mark.parametrize(
    ("year", "reported", "published", "status"),
    [
        pytest.param(2018, 1937, 1945, "disagrees", id="2018"),
        pytest.param(2017, 1776, 1776, "agrees", id="2017"),
    ],
)
def test_count_is_held_against_the_published_one(
    compared, year, reported, published, status
):
    row = figure(compared, "887", "cin_at_year_end", year, "reported_against_published")
    assert (row["stated_value"], row["expected_value"]) == (reported, published)
    assert row["status"] == status


def test_average_of_a_year_that_is_not_held_is_no_contradiction(compared):
    row = compared["874", "Comparators", 1, "comparator_against_published"]
    assert (row["stated_value"], row["expected_value"]) == (26.1, 23.5)
    assert row["status"] == "untestable"
    assert row["reason"].startswith("the report is of 23 September 2013, when no year")


def test_rate_says_which_population_it_implies(compared):
    row = figure(compared, "874", "cla_rate", 2014, "known_denominator")
    # 360 at 79.5 to 80.5 per 10,000.
    assert row["reason"] == (
        "360 at this rate are 45,000 children (44,720 to 45,283); the estimate of ages "
        "0 to 17 in mid-2013, re-based since, is 46,552"
    )


def test_population_of_more_years_of_age_is_said_to_be_so(compared):
    row = compared["394", "Comparators", 8, "population_against_estimate"]
    assert row["status"] == "disagrees"
    # 183,000 of 162,439 / 18 a year of age.
    assert "about 20 years of age" in row["reason"]


def test_months_that_add_to_their_period_are_confirmed_with_it(compared):
    months = [
        row for row in compared.values() if row["comparison"] == "month_in_period"
    ]
    assert {(row["return_id"][11:14], row["status"]) for row in months} == {
        ("394", "agrees")
    }
    assert sorted((row["table_name"], row["row_number"]) for row in months) == [
        *(("Comparators", number) for number in (1, 2, 3, 4)),
        *(("Figures", number) for number in (4, 5, 6, 7)),
    ]


@pytest.mark.parametrize("indicator_id", ["referral_rate", "cpp_rate"])
def test_rate_that_a_rebased_population_explains_is_revised_since(
    compared, indicator_id
):
    row = figure(compared, "887", indicator_id, 2018, "reported_against_published")
    assert (row["status"], row["severity"]) == ("revised_since", "info")


def test_england_rate_of_2017_as_first_published_is_revised_since(compared):
    row = compared["887", "Comparators", 1, "comparator_against_published"]
    assert (row["stated_value"], row["expected_value"]) == (43.0, 43.8)
    assert row["status"] == "revised_since"


def test_comparator_of_another_year_is_named(compared):
    row = compared["884", "Comparators", 1, "comparator_against_published"]
    assert (row["stated_value"], row["expected_value"]) == (15.8, 16.6)
    assert row["status"] == "disagrees"
    assert row["reason"] == "it is the published figure of 2014"


def test_contacts_a_day_are_held_against_the_working_days_of_the_period(compared):
    row = compared["394", "Figures", 11, "known_denominator"]
    # 1 July to 31 October 2015: 88 weekdays less the bank holiday of 31 August.
    assert row["expected_value"] == pytest.approx(8392 / 87)
    assert row["status"] == "disagrees"


def test_no_report_contradicts_its_own_parts(compared):
    own = [row for row in compared.values() if row["comparison"] == "own_parts"]
    assert {row["status"] for row in own} == {"agrees", "untestable"}
    assert sum(row["status"] == "agrees" for row in own) == 87


def test_part_year_share_stands_beside_the_latest_published_year(reports_result):
    row = reports_result.benchmarks.filter(
        (pl.col("source") == "reported")
        & (pl.col("la_code") == "874")
        & (pl.col("indicator_id") == "rereferrals_within_12_months")
        & (pl.col("period_type") == "year_to_date")
    ).row(0, named=True)
    assert (row["return_year"], row["comparator_year"]) == (2014, 2014)
    assert row["england_value"] == 23.5
    assert row["period_type"] == "year_to_date"


def test_part_year_count_stands_beside_nothing(reports_result):
    row = reports_result.benchmarks.filter(
        (pl.col("source") == "reported")
        & (pl.col("la_code") == "874")
        & (pl.col("indicator_id") == "referrals")
    ).row(0, named=True)
    assert row["comparator_year"] is None
    assert row["england_value"] is None


CONTRADICTED = {
    # What the printed figures and the published ones cannot both be.
    ("394", "Comparators", 6, "contacts_per_working_day"),
    ("394", "Comparators", 8, "child_population"),
    ("394", "Figures", 11, "contacts_per_working_day"),
    ("884", "Comparators", 1, "cpp_second_or_subsequent"),
    ("884", "Comparators", 2, "cpp_second_or_subsequent"),
    ("884", "Figures", 14, "cpp_second_or_subsequent"),
    ("887", "Figures", 2, "referrals"),
    ("887", "Figures", 15, "cin_at_year_end"),
    ("887", "Figures", 17, "cpp_at_year_end"),
    ("887", "Figures", 23, "cla_at_year_end"),
}


def test_ten_figures_of_the_five_reports_are_contradicted(reports_result):
    told = reports_result.verdicts.filter(pl.col("verdict") == "contradicted")
    named = told.select("la_code", "table_name", "row_number", "indicator_id")
    assert set(named.iter_rows()) == CONTRADICTED


CLAIMS = {
    ("887", 11): ("confirmed", "It is above, as the report says: 413, and 390"),
    ("887", 12): ("confirmed", "It is below, as the report says: 413, and 430"),
    ("841", 1): ("confirmed", "It is below, as the report says: 89.1, and 95"),
    ("884", 13): ("confirmed", "It is above, as the report says: "),
    ("884", 4): ("untestable", "The report says that it is about the same; "),
    ("394", 16): ("untestable", "The report says that it is below its own earlier "),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_in_words_is_tested_where_figures_allow_it(reports_result, claim):
    la_code, row_number = claim
    row = reports_result.verdicts.row(
        by_predicate=(pl.col("table_name") == "Comparators")
        & (pl.col("la_code") == la_code)
        & (pl.col("row_number") == row_number),
        named=True,
    )
    verdict, beginning = CLAIMS[claim]
    assert row["verdict"] == verdict
    assert row["reason"].startswith(beginning)


def test_every_figure_is_compared_with_a_status_and_a_reason(root, compared):
    printed = {
        (path.name[: path.name.index("-")], "Figures", row)
        for path in (root / "examples" / "reports").glob("*.csv")
        if not path.name.endswith(".comparators.csv")
        for row in range(1, len(pl.read_csv(path, infer_schema=False)) + 1)
    }
    rows = [row for row in compared.values() if row["table_name"] == "Figures"]
    assert len(printed) == 155
    # A span of one team, beside which nothing stands.
    assert printed - {
        (row["return_id"].split("-")[2], "Figures", row["row_number"]) for row in rows
    } == {("herefordshire", "Figures", 23)}
    assert {row["status"] for row in rows} <= {
        "agrees",
        "plausible",
        "disagrees",
        "in_question",
        "revised_since",
        "untestable",
    }
    unexplained = [
        row
        for row in rows
        if row["reason"] is None
        and (
            row["status"] in ("untestable", "plausible")
            or row["difference"] is None
            or row["tolerance_reason"] is None
        )
    ]
    assert unexplained == []


@pytest.fixture(scope="module")
def verdicts(reports_result):
    return reports_result.verdicts


def test_every_figure_is_confirmed_contradicted_or_untestable(verdicts, compared):
    assert verdicts.height == 155 + 60
    assert set(verdicts["verdict"]) == {"confirmed", "contradicted", "untestable"}
    assert verdicts["reason"].null_count() == 0
    contradicted = {
        (row["return_id"], row["table_name"], row["row_number"])
        for row in compared.values()
        if row["status"] == "disagrees"
    }
    told = verdicts.filter(pl.col("verdict") == "contradicted")
    assert contradicted == {
        tuple(row)
        for row in told.select("return_id", "table_name", "row_number").iter_rows()
    }


def test_verdict_of_an_untestable_figure_is_no_agreement(verdicts, compared):
    told = verdicts.filter(pl.col("verdict") == "untestable")
    assert told.height > 0
    others = {
        row["comparison"]
        for row in compared.values()
        if row["status"] in ("agrees", "revised_since")
        and not told.filter(
            (pl.col("return_id") == row["return_id"])
            & (pl.col("table_name") == row["table_name"])
            & (pl.col("row_number") == row["row_number"])
        ).is_empty()
    }
    # Its own number, or a part that stands twice, confirms nothing.
    assert others <= {
        "own_parts",
        "numerator_against_total",
        "denominator_against_total",
    }


def test_changing_a_printed_figure_changes_the_verdict(root, new_database, tmp_path):
    source, changed_reports = root / "examples" / "reports", tmp_path / "reports"
    changed_reports.mkdir()
    for path in source.glob("medway*.csv"):
        shutil.copy(path, changed_reports / path.name)
    figures = changed_reports / "medway-2018-06.csv"
    text = figures.read_text(encoding="utf-8")
    changed = text.replace(",35,151,23,", ",35,151,32,")
    assert changed != text
    figures.write_text(changed, encoding="utf-8")
    with Workspace.open(new_database(tmp_path / "w.duckdb")) as workspace:
        workspace.set_indicators(source / "indicators.yml")
        workspace.load(changed_reports)
        result = workspace.check(suites=False)
    own = result.findings.filter(pl.col("check_id") == "reconciliation:own_parts")
    assert own.height == 1
    assert own.row(0, named=True)["severity"] == "error"
    assert own.row(0, named=True)["field"] == "value"


@pytest.fixture(scope="module")
def outputs(reports_result, tmp_path_factory):
    return write_outputs(
        reports_result,
        tmp_path_factory.mktemp("page"),
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.CLEAN,
    )


@pytest.fixture(scope="module")
def shown(outputs):
    """The figures of the page: the id of the row to the texts of its cells."""
    page = html.parse(str(outputs.report)).getroot()
    tables = page.find_class("verdicts")
    return {
        row.get("id"): [" ".join(cell.text_content().split()) for cell in row]
        for table in tables
        for row in table.find("tbody")
    }


@pytest.fixture(scope="module")
def folded(outputs):
    """The untestable figures of the page: the id of the entry to why it is one."""
    page = html.parse(str(outputs.report)).getroot()
    return {
        entry.get("id"): " ".join(group.text.split())
        for group in page.xpath("//details[contains(@class, 'untestable')]/ul/li")
        for entry in group.xpath("./ul/li")
    }


def test_page_shows_every_figure_once_with_one_verdict(shown, folded, verdicts):
    assert len(shown) + len(folded) == len({*shown, *folded}) == verdicts.height == 215
    badges = {"✔ Confirmed", "✘ Contradicted"}
    assert {cells[4] for cells in shown.values()} == badges
    for cells in shown.values():
        assert len(cells) == 6
        reason = cells[5]
        assert reason[0].isupper()
        assert "_" not in reason
        assert len(reason.split()) > 3


def test_page_says_what_the_verdicts_say(shown, folded, verdicts, reports_result):
    order = {each.return_id: n for n, each in enumerate(reports_result.returns, 1)}
    for row in verdicts.iter_rows(named=True):
        place = order[row["return_id"]]
        name = f"return-{place}-{row['table_name'].lower()}-{row['row_number']}"
        if row["verdict"] == "untestable":
            assert folded[name].startswith(row["reason"])
            continue
        cells = shown[name]
        assert cells[0] == row["paragraph"]
        assert cells[4].lower().endswith(row["verdict"])
        assert cells[5].startswith(row["reason"])


def test_reasons_of_the_file_are_those_of_the_page(outputs, verdicts):
    written = pl.read_csv(outputs.reconciliation, infer_schema=False)
    assert written.height == 215
    counts = dict(written.group_by("verdict").len().iter_rows())
    assert counts == dict(verdicts.group_by("verdict").len().iter_rows())
    assert set(written["reason"]) == set(verdicts["reason"])


@pytest.mark.parametrize(
    ("row_number", "cells"),
    [
        pytest.param(
            5,
            ["3.4", "Re-referrals within 12 months", "Year to 31 March 2018", "17%"],
            id="re-referrals",
        ),
        pytest.param(
            20,
            ["3.8", "Open plans of two years or more", "On 31 March 2018 (assumed)"],
            id="assumed",
        ),
    ],
)
def test_page_shows_medway_2018_agreeing(shown, reports_result, row_number, cells):
    (place,) = [
        n
        for n, each in enumerate(reports_result.returns, start=1)
        if each.la_code == "887"
    ]
    found = shown[f"return-{place}-figures-{row_number}"]
    assert found[: len(cells)] == cells
    assert found[4] == "✔ Confirmed"
    assert "Agrees with the published figure" in found[5]


def test_figure_without_a_number_is_untestable_for_that_reason(verdicts):
    row = verdicts.row(
        by_predicate=(pl.col("table_name") == "Comparators")
        & (pl.col("la_code") == "887")
        & (pl.col("row_number") == 8),
        named=True,
    )
    assert (row["verdict"], row["reason"]) == (
        "untestable",
        "The report prints no figure here, only words.",
    )
