"""The Data Docs: verdicts without values, pages that ask nobody for anything."""

import re

import pytest
from lxml import html
from suites_warehouse import PUBLISHED, add_assessments, add_return, make_warehouse

from returncheck.suites import run_suites

RETURN_ID = "a <b onclick=x()>b</b><script src='http://host.example/x.js'></script>"
# What fetches or runs something; a plain link to a page of the same folder does not.
LOADING_TAGS = "//script|//link|//img|//iframe|//object|//embed|//form|//base|//svg"
LOADING_ATTRIBUTES = (
    "//@*[starts-with(name(), 'on')]|//@src|//@srcset|//@style|//@background"
    "|//@href[contains(., ':') or contains(., '//')]"
)
LOADING_STYLES = re.compile(r"url\(|@import|https?:", re.IGNORECASE)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    warehouse = make_warehouse(
        folder / "small.duckdb",
        add_return(RETURN_ID),
        add_assessments(RETURN_ID, [45, 46]),
        PUBLISHED,
        "alter table fct_benchmarks drop column rank",
    )
    site = folder / "site"
    site.mkdir()
    (site / "conference_timeliness.html").write_text("of an earlier run")
    result = run_suites(
        warehouse, tolerances={"assessments_within_45_days": 80}, data_docs=site
    )
    return result.data_docs.parent


@pytest.fixture(scope="module")
def pages(site):
    return {page.name: page.read_text(encoding="utf-8") for page in site.iterdir()}


def test_site_has_an_index_and_a_page_for_each_suite_that_was_judged(pages):
    assert sorted(pages) == [
        "assessment_timeliness.html",
        "benchmarks.html",
        "index.html",
        "indicator_values.html",
        "returns.html",
    ]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(LOADING_TAGS, id="elements"),
        pytest.param(LOADING_ATTRIBUTES, id="attributes"),
    ],
)
def test_pages_load_nothing_and_run_nothing(pages, path):
    found = {name: html.fromstring(text).xpath(path) for name, text in pages.items()}
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_styles_load_nothing(pages):
    styles = [
        style
        for text in pages.values()
        for style in html.fromstring(text).xpath("//style/text()")
    ]
    assert len(styles) == len(pages)
    assert [style for style in styles if LOADING_STYLES.search(style)] == []


def test_pages_forbid_the_browser_to_load_anything(pages):
    assert all("default-src 'none'" in text for text in pages.values())


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("Made-Up-2", id="child"),
        pytest.param("2024-11-04", id="date"),
        pytest.param("50.0", id="share"),
        pytest.param("Traceback", id="traceback"),
        pytest.param("small.duckdb", id="path"),
    ],
)
def test_pages_hold_no_values(pages, value):
    assert [name for name, text in pages.items() if value in text] == []


def test_page_names_return_and_expectation(pages):
    text = pages["assessment_timeliness.html"]
    assert "a &lt;b onclick=x()&gt;b&lt;/b&gt;&lt;script" in text
    assert "take 0 to 45 working days" in text


def test_page_tells_failed_from_could_not_run(pages):
    assert "text-danger" in pages["assessment_timeliness.html"]
    assert "could not run" in pages["benchmarks.html"]


def test_index_links_to_the_pages_there_are(pages):
    links = re.findall(r'href="([^"]+)"', pages["index.html"])
    assert sorted(links) == sorted(set(pages) - {"index.html"})


def test_index_counts_outcomes(pages):
    row = re.search(
        r"<tr><td><a[^>]*>assessment_timeliness.*?</tr>", pages["index.html"]
    )
    assert re.findall(r"<td>(\d+)</td>", row.group()) == ["0", "1", "0", "0"]


def test_no_docs_are_written_unless_asked_for(tmp_path):
    warehouse = make_warehouse(tmp_path / "small.duckdb")
    result = run_suites(warehouse, tolerances={}, suites=["returns"])
    assert result.data_docs is None
    assert [path.name for path in tmp_path.iterdir()] == ["small.duckdb"]
