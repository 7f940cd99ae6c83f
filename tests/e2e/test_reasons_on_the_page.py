"""Every reason on the page is one plain line: no identifier, no figure told twice."""

import re
from itertools import chain

import polars as pl
import pytest
from lxml import html

from returncheck import Workspace
from returncheck.findings.exits import ExitCode
from returncheck.report.page import build_page, render_page
from returncheck.settings.config import FailOn

IDENTIFIER = re.compile(r"\b(?:region|authority):\w+|\bE\d{8}\b")
CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")
PLACE = re.compile(
    r"\d{1,2}(?= (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b)|\brow \d+"
)

FIGURES = [
    "report_id",
    "report_date",
    "paragraph",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "period_basis",
    "numerator",
    "denominator",
    "value",
    "target",
    "note",
]
COMPARATORS = [
    "report_id",
    "paragraph",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "comparator",
    "comparator_year",
    "numerator",
    "denominator",
    "value",
    "note",
]
YEAR_TO_2018 = ("year", "2017-04-01", "2018-03-31")
ON_THE_DAY = ("snapshot", "2018-03-31", "2018-03-31")
SHARE, RATE, COUNT = "rereferrals_within_12_months", "referral_rate", "referrals"


def figure(indicator_id, span, *, parts=("", ""), value="", note="", basis="printed"):
    cells = (indicator_id, *span, basis, *parts, value, "", note)
    return ("made-up", "2018-12-01", "1", "887", *cells)


def quoted(indicator_id, span, comparator, value):
    return (
        "made-up",
        "1",
        "887",
        indicator_id,
        *span,
        comparator,
        "",
        "",
        "",
        value,
        "",
    )


MADE_UP = {
    "Figures": [
        figure(SHARE, YEAR_TO_2018, value="45"),
        figure(SHARE, YEAR_TO_2018, parts=("17", "100"), value="18", basis="assumed"),
        figure(COUNT, YEAR_TO_2018, parts=("2630", ""), value="2630"),
        figure(RATE, YEAR_TO_2018, parts=("2630", ""), value="500"),
        figure(RATE, YEAR_TO_2018, parts=("2630", "63006"), value="417.4"),
        figure(SHARE, ("month", "2017-06-01", "2017-06-30"), value="90"),
        figure("cpp_rate", ON_THE_DAY, value="54", note="as printed,\non two lines"),
        figure(
            "cla_adopted_aged_5_plus",
            YEAR_TO_2018,
            value="31",
            note="local\ndefinition",
        ),
        figure("cla_placed_within_area", ON_THE_DAY, parts=("300", "413"), value="92"),
        figure(SHARE, YEAR_TO_2018, value="147"),
    ],
    "Comparators": [
        quoted("cpp_rate", ON_THE_DAY, "region:E12999999", "40"),
        quoted("cpp_rate", ON_THE_DAY, "region:E12000007", "40"),
        quoted("cpp_rate", ON_THE_DAY, "authority:999", "40"),
        quoted("cpp_rate", ON_THE_DAY, "authority:383", "140"),
        quoted("cpp_rate", ON_THE_DAY, "core_cities", "40"),
        quoted("cpp_rate", ON_THE_DAY, "statistical_neighbours", "90"),
        quoted(SHARE, YEAR_TO_2018, "england", "99"),
    ],
}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory, new_database):
    columns = {"Figures": FIGURES, "Comparators": COMPARATORS}
    tables = {
        name: pl.DataFrame(
            rows, schema=dict.fromkeys(columns[name], pl.String), orient="row"
        )
        for name, rows in MADE_UP.items()
    }
    database = new_database(tmp_path_factory.mktemp("made_up") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load_tables("kpi_return", tables)
        return workspace.check(suites=False)


def page_of(found):
    page = build_page(
        found,
        fail_on=FailOn.NEVER,
        exit_code=ExitCode.CLEAN,
        refused=(),
        synthetic=False,
    )
    return page, html.fromstring(render_page(page))


@pytest.fixture(scope="module")
def pages(reports_result, made_up):
    return [page_of(reports_result), page_of(made_up)]


@pytest.fixture(scope="module")
def figures(pages):
    return [
        figure
        for page, _ in pages
        for report in page.verdicts
        for figure in report.figures
    ]


def shown_twice(text):
    """The figures that stand twice in a text, days, years and rows left out."""
    numbers = [each.rstrip(",") for each in NUMBER.findall(PLACE.sub("", text))]
    return sorted(
        {
            each
            for each in numbers
            if numbers.count(each) > 1 and not YEAR.fullmatch(each)
        }
    )


def test_scan_sees_what_it_is_for():
    assert shown_twice("It is 22.8% and the figure 2%. Beside 22.8%.") == ["22.8"]
    assert shown_twice("From 1 March to 1 April; 1 in 1") == ["1"]
    assert shown_twice("From 1 March 2013 to 1 April; 1 in row 1") == []
    assert shown_twice("1,234 of 1,234; 12 and 1,2 in 2016 and 2016") == ["1,234"]
    assert IDENTIFIER.search("quoted for region:E12000007")
    assert CODE.search("the indicator cpp_rate")


def test_every_figure_has_a_verdict_and_a_reason(figures, reports_result, made_up):
    rows = reports_result.verdicts.height + made_up.verdicts.height
    assert len(figures) == rows > 100
    assert {each.verdict for each in figures} == {
        "confirmed",
        "contradicted",
        "untestable",
    }
    assert all(each.reason for each in figures)


def test_no_reason_tells_a_figure_twice(figures):
    assert {
        each.reason: shown_twice(each.reason)
        for each in figures
        if shown_twice(each.reason)
    } == {}


def test_reasons_are_one_line_without_identifiers(figures):
    for text in chain.from_iterable(
        (each.reason, each.quoted_for, each.title) for each in figures
    ):
        assert "\n" not in text
        assert not IDENTIFIER.search(text), text
        assert not CODE.search(text), text


def test_findings_about_figures_are_one_line_without_identifiers(
    reports_result, made_up
):
    for found in (reports_result, made_up):
        of_figures = found.findings.filter(pl.col("layer") == "reconciliation")
        for message in of_figures["message"]:
            assert "\n" not in message
            assert not IDENTIFIER.search(message), message
            _, said = message.split(": ", 1)
            assert shown_twice(said) == [], message


def test_no_identifier_of_a_place_is_on_the_page(pages):
    for _, page in pages:
        for text in page.xpath("//body//text()[not(ancestor::style)]"):
            assert not IDENTIFIER.search(text), text


def test_unknown_places_are_named_in_words(pages):
    names = {
        each.quoted_for
        for page, _ in pages
        for report in page.verdicts
        for each in report.figures
    }
    assert {
        "an unknown region",
        "an unknown authority",
        "core cities",
        "London",
        "Leeds",
    } <= names
