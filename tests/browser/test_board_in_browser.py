"""The board's pages in a browser: two sheets of A4, and nothing that needs a script."""

import re
from datetime import UTC, datetime

import pytest
from board_reports import months_of_reports, worsened
from report_pages import html
from report_results import result

from returncheck import Workspace
from returncheck.catalogue.indicators import indicators
from returncheck.report.board.trust import TrustFacts
from returncheck.report.parts.board import view_of
from returncheck.report.parts.board_page import render_board_page
from returncheck.returns.registry import kinds

WORST = TrustFacts(
    figures=99,
    refused=12,
    is_year_in_question=True,
    contradicted=38,
    printed=999,
    untestable=777,
    disagreeing=44,
    errors=12345,
    queries=23456,
    rules_not_run=333,
    rules=444,
    other_year=3,
    without_rules=2,
)


def longest():
    """The figures with the longest names, each with all that can be said of one."""
    known = sorted(indicators(), key=lambda each: -len(each.plain_name))[:20]
    return [
        worsened(
            each.plain_name,
            indicator_id=each.indicator_id,
            england="85.7%",
            england_year=2025,
            neighbours="86.2%",
            action="A long word on what is being done about it all, " * 9,
            owner="Service Manager, Front Door and Assessment Teams",
            is_overdue=True,
            due=datetime(2025, 9, 30, tzinfo=UTC).date(),
            days_open=400,
            is_contradicted=True,
            when="12 months to 30 September 2025",
            target="100.5% or more",
        )
        for each in known
    ]


def sheets(page):
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", pdf)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def alone(view):
    return render_board_page(
        view, version="1.2.3", made_at=datetime(2026, 4, 5, tzinfo=UTC)
    )


@pytest.fixture(scope="module")
def worst():
    return alone(
        view_of(result(), "887", longest(), WORST, synthetic=True, public=True)
    )


@pytest.fixture(scope="module")
def checked(new_database, tmp_path_factory):
    """Results of a report of 24 months, and of records alone."""
    folder = tmp_path_factory.mktemp("board")
    found = {}
    reports = months_of_reports(folder / "kpis.csv")
    with Workspace.open(new_database(folder / "reports.duckdb")) as workspace:
        workspace.load(reports)
        found["24 months of reports"] = workspace.check(suites=False)
    (kind, *_) = [each for each in kinds() if each.made_up and each.made_up.demo]
    shown = kind.made_up.demo
    made = kind.made_up.maker().generate(
        authority=shown.authority,
        year=shown.years[-1],
        children=120,
        seed=shown.seed,
        plants={},
        out=folder / f"records{kind.made_up.suffix}",
    )
    with Workspace.open(new_database(folder / "records.duckdb")) as workspace:
        workspace.load(made.path, authority=shown.authority, year=shown.years[-1])
        found["records alone"] = workspace.check(suites=False)
    return found


@pytest.mark.parametrize("name", ["24 months of reports", "records alone"])
def test_board_of_a_check_prints_on_two_sheets(name, checked, open_page):
    page = open_page(html(checked[name]), hash="#board")
    assert sheets(page) == 2


def test_board_alone_prints_on_two_sheets(worst, browser):
    page = browser.new_page()
    page.set_content(worst)
    assert sheets(page) == 2
    page.close()


def test_months_of_reports_tell_what_is_off_target_and_done(checked, open_page):
    page = open_page(html(checked["24 months of reports"]), hash="#board")
    shown = page.locator("#board")
    assert shown.get_by_text("Off target:", exact=True).is_visible()
    assert shown.get_by_text("Review every case weekly").first.is_visible()
    assert shown.locator(".board-overdue").first.is_visible()
    assert shown.locator(".board-tiles li").count() == 6


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_board_alone_fits(width, worst, open_page):
    page = open_page(
        worst, viewport={"width": width, "height": 700}, java_script_enabled=False
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_the_board_alone(worst, browser, axe_violations):
    page = browser.new_page()
    page.set_content(worst)
    assert axe_violations(page) == []
    page.close()


def test_colours_are_words_and_shapes_in_high_contrast(worst, open_page):
    page = open_page(worst, java_script_enabled=False, forced_colors="active")
    chip = page.locator(".board-tiles .rag").first
    assert chip.inner_text().startswith("■ Off target")
    style = (
        "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    )
    ink, paper = chip.evaluate(style)
    assert ink != paper
    edge = page.locator(".board-trust").evaluate(
        "each => getComputedStyle(each).borderTopStyle"
    )
    assert edge == "solid"


def test_board_alone_has_no_script(worst):
    assert "<script" not in worst
