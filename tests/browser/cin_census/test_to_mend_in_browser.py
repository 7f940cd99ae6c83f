"""The part «To mend» as an analyst works with it in the week of a submission."""

import csv
import io
from datetime import UTC, datetime

import pytest
from mend_results import (
    RETURN,
    child_records,
    many_result,
    mend_result,
    pattern_result,
)
from report_pages import html

from returncheck.report.parts.record_data import record_data

PART = "#to-mend"
FIRST = "Assessment authorised before it started"


@pytest.fixture(scope="module")
def mend_html():
    return html(mend_result())


@pytest.fixture(scope="module")
def many_html():
    return html(many_result(5000))


@pytest.fixture
def mend_page(mend_html, open_page):
    return open_page(mend_html)


def entries(page):
    return [
        each.strip() for each in page.locator(".long-entry strong").all_inner_texts()
    ]


def look_for(page, text):
    page.get_by_label("Find a child, rule or value").fill(text)
    page.wait_for_function(
        "text => new URLSearchParams(location.hash.split('?')[1]).get('q') === text",
        arg=text,
    )


def choose(page, label, option):
    page.get_by_label(label, exact=True).select_option(option)


def title(page):
    return page.locator("#detail-title").inner_text()


def code(page):
    return page.locator(".finding h4 .code").inner_text().strip()


def count(page):
    return page.locator(".count").inner_text()


def downloaded(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_headline_says_what_there_is_to_do(mend_page):
    headline = mend_page.locator(".headline").inner_text()
    assert headline == "2 errors in 1 child, 1 query to explain, 1 explained."
    assert count(mend_page) == "2 errors, 1 query, 1 note, 1 explained"


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=text) for text in ("BENJAMIN2", "benj", "b123456789012")],
)
def test_an_identifier_leads_to_all_records_in_one_step(text, mend_page):
    look_for(mend_page, text)
    assert title(mend_page) == "BENJAMIN2"
    tables = mend_page.locator(".of-table h5").all_inner_texts()
    assert tables == ["ChildIdentifiers 1 record", "Assessments 1 record"]
    fault = mend_page.locator("td.is-fault")
    assert " ".join(fault.text_content().split()) == "empty, at fault: 8670Q"
    assert fault.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"


def test_a_pair_stands_side_by_side_with_what_to_do(mend_page):
    look_for(mend_page, "8608")
    left, right = mend_page.locator(".side").all()
    assert "2024-06-05" in left.inner_text()
    assert "Assessments row 10, census 2025.xml" in left.inner_text()
    assert right.inner_text().startswith("Compared with")
    assert left.bounding_box()["y"] == right.bounding_box()["y"]
    assert mend_page.locator(".detail .advice").inner_text() == "Check the dates."
    assert code(mend_page) == "8608"
    assert mend_page.locator("td.is-compared").inner_text().startswith("2024-06-17")


def test_dated_records_stand_on_a_line_without_days_of_birth(mend_page):
    look_for(mend_page, "8608")
    bars = mend_page.locator(".child-line rect title")
    assert bars.all_text_contents() == [
        "Row 10: 5 Jun 2024 to 17 Jun 2024, at fault",
        "Row 11: 1 Sept 2024 to 20 Sept 2024",
    ]


def test_all_faults_of_a_child_are_marked_and_lead_to_each_other(mend_page):
    look_for(mend_page, "8608")
    assert mend_page.locator("td.is-fault").count() == 2
    mend_page.get_by_role("button", name="1510 Letter of the UPN is wrong").click()
    assert code(mend_page) == "1510"
    assert mend_page.evaluate("document.activeElement.id") == "detail-title"


@pytest.mark.parametrize(
    ("label", "option", "found"),
    [
        pytest.param("Weight", "query", ["BENJAMIN2", "CHLOE3"], id="severity"),
        pytest.param("Rule", "1510", ["ANNA1"], id="rule"),
        pytest.param("Table", "Reviews", ["CHLOE3"], id="table"),
        pytest.param("Answer", "explained", ["CHLOE3"], id="explained"),
        pytest.param(
            "Order", "child", ["ANNA1", "ANNA1", "BENJAMIN2", "CHLOE3"], id="sort"
        ),
        pytest.param("Show", "child", ["ANNA1", "BENJAMIN2", "CHLOE3"], id="by-child"),
        pytest.param("Show", "rule", ["8608", "1510", "8670Q"], id="by-rule"),
    ],
)
def test_filters_narrow_the_list(label, option, found, mend_page):
    choose(mend_page, label, option)
    shown = entries(mend_page)
    assert (
        sorted(shown[: len(found)]) == sorted(found)
        if label == "Show"
        else shown == found
    )


def test_by_episode_names_the_episode(mend_page):
    choose(mend_page, "Show", "episode")
    assert (
        "episode 2 ·"
        in mend_page.locator(".long-entry", has_text="BENJAMIN2").inner_text()
    )


def test_a_rule_tells_what_to_do_and_lists_its_findings(mend_page):
    choose(mend_page, "Show", "rule")
    mend_page.locator(".long-entry", has_text="8608").click()
    assert title(mend_page) == "Rule 8608"
    mend_page.get_by_role("button", name="List them").click()
    assert entries(mend_page) == ["ANNA1"]
    assert count(mend_page) == "1 error of 5 findings"


def test_nothing_that_fits_is_said(mend_page):
    look_for(mend_page, "nobody")
    assert count(mend_page) == "Nothing found of 5 findings"
    mend_page.get_by_role("button", name="Clear filters").click()
    assert len(entries(mend_page)) == 4


@pytest.fixture(scope="module")
def pattern_html():
    """A suite's finding on the records of two children, of whom one has no other."""
    return html(pattern_result())


def test_pattern_over_several_children_belongs_to_none(pattern_html, open_page):
    page = open_page(pattern_html)
    choose(page, "Show", "child")
    assert count(page) == "2 errors in 1 child of 3 findings"
    choose(page, "Show", "")
    choose(page, "Weight", "query")
    page.locator(".long-entry").click()
    assert (
        "A pattern over 2 values of several children"
        in page.locator(".detail").inner_text()
    )
    cells = " ".join(page.locator(".child-records").all_inner_texts())
    assert "ANNA1" in cells
    assert "CHLOE3" in cells


def test_child_of_a_pattern_alone_is_found_with_its_records(pattern_html, open_page):
    page = open_page(pattern_html)
    look_for(page, "CHLOE3")
    assert title(page) == "CHLOE3"
    assert page.locator(".of-table h5").all_inner_texts() == [
        "ChildIdentifiers 1 record",
        "Reviews 1 record",
    ]
    assert page.locator("td.is-fault").count() == 1


def test_pattern_does_not_keep_a_search_from_its_child(pattern_html, open_page):
    page = open_page(pattern_html)
    look_for(page, "ANNA1")
    assert title(page) == "ANNA1"
    assert code(page) == "8608"


def test_count_is_told_to_screen_readers(mend_page):
    assert mend_page.locator(".count").get_attribute("role") == "status"


def test_keys_walk_through_the_findings(mend_page):
    mend_page.locator("body").press("j")
    assert code(mend_page) == "8608"
    mend_page.locator("body").press("j")
    assert code(mend_page) == "1510"
    mend_page.locator("body").press("k")
    assert code(mend_page) == "8608"
    mend_page.locator("body").press("Escape")
    assert mend_page.locator("#detail-title").count() == 0
    assert (
        mend_page.evaluate("document.activeElement.getAttribute('role')") == "listbox"
    )
    mend_page.locator("body").press("/")
    assert mend_page.evaluate("document.activeElement.id") == "mend-q"


def test_keys_mean_letters_where_somebody_types(mend_page):
    choose(mend_page, "Weight", "query")
    mend_page.locator(".long-entry", has_text="BENJAMIN2").click()
    field = mend_page.get_by_label("Reason, if it is right as it is")
    field.press("j")
    assert field.input_value() == "j"
    assert title(mend_page) == "BENJAMIN2"


def test_list_is_worked_with_arrows_alone(mend_page):
    listing = mend_page.get_by_role("listbox")
    listing.focus()
    listing.press("End")
    listing.press("ArrowUp")
    chosen = mend_page.locator('[aria-selected="true"]')
    assert "CHLOE3" in chosen.inner_text()
    assert listing.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-posinset") == "4"


def test_what_is_seen_can_be_sent(mend_html, mend_page, open_page):
    choose(mend_page, "Weight", "error")
    choose(mend_page, "Order", "rule")
    mend_page.locator(".long-entry", has_text="8608").click()
    sent = "#" + mend_page.url.split("#")[1]
    other = open_page(mend_html, hash=sent)
    assert entries(other) == entries(mend_page)
    assert title(other) == "ANNA1"
    assert code(other) == "8608"


def test_address_may_name_a_child_alone(mend_html, open_page):
    assert (
        title(open_page(mend_html, hash=f"{PART}?child=CHLOE3&return={RETURN}"))
        == "CHLOE3"
    )


def test_address_with_unknown_choices_shows_what_it_can(mend_html, open_page):
    page = open_page(
        mend_html, hash=f"{PART}?severity=awful&sort=no&finding=999&child=<b>"
    )
    assert len(entries(page)) == 4


def test_state_is_kept_while_another_part_is_read(mend_page):
    choose(mend_page, "Weight", "query")
    mend_page.get_by_role("link", name="Technical", exact=True).click()
    mend_page.get_by_role("link", name="To mend", exact=True).click()
    assert entries(mend_page) == ["BENJAMIN2", "CHLOE3"]


def test_chosen_findings_are_downloaded_without_formulas(mend_page):
    rows = downloaded(mend_page, "Download these findings")
    assert len(rows) == 6
    assert {row["value"] for row in rows if row["severity"] == "note"} == {"'=SUM(A1)"}
    pair = [row for row in rows if row["rule"] == "8608"]
    assert [row["record"] for row in pair] == ["fault", "compared with"]


def test_identifiers_are_copied(mend_html, open_page):
    page = open_page(mend_html, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy child ids").click()
    page.get_by_text("3 identifiers copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert sorted(copied.split()) == ["ANNA1", "BENJAMIN2", "CHLOE3"]


def test_typed_reasons_are_downloaded_beside_those_given_before(mend_page):
    look_for(mend_page, "BENJAMIN2")
    mend_page.get_by_label("Given by").fill("A. Analyst")
    mend_page.get_by_label("Reason, if it is right as it is").fill(
        '=Not "late", held\nback'
    )
    assert "reason given" in mend_page.locator(".long-entry").inner_text()
    rows = downloaded(mend_page, "Download explanations (1)")
    given = {row["child"]: row for row in rows}
    assert set(given) == {"BENJAMIN2", "CHLOE3"}
    assert given["CHLOE3"]["reason"] == "Backlog"
    assert given["CHLOE3"]["date"] == "2025-06-01"
    typed = given["BENJAMIN2"]
    assert (typed["rule"], typed["by"], typed["return"]) == (
        "8670Q",
        "A. Analyst",
        RETURN,
    )
    assert typed["reason"] == '\'=Not "late", held\nback'


def test_reason_without_a_name_is_asked_for_one(mend_page):
    look_for(mend_page, "BENJAMIN2")
    mend_page.get_by_label("Reason, if it is right as it is").fill("Late")
    look_for(mend_page, "8608")
    mend_page.get_by_role("button", name="Download explanations (1)").click()
    mend_page.get_by_text("Say first who gives the reasons").wait_for()
    assert title(mend_page) == "BENJAMIN2"
    mend_page.keyboard.type("A. Analyst")
    rows = downloaded(mend_page, "Download explanations (1)")
    assert {row["by"] for row in rows} == {"A. Analyst"}


def test_what_was_explained_before_is_shown(mend_page):
    look_for(mend_page, "CHLOE3")
    assert (
        mend_page.locator(".answer")
        .inner_text()
        .startswith("Explained: Backlog (A. Analyst")
    )


def test_new_findings_are_told_from_old_ones(open_page):
    page = open_page(html(mend_result(history=history_of(new=["f2"]))))
    headline = page.locator(".headline").inner_text()
    assert headline.endswith("; 3 mended and 1 new since yesterday 14:26 UTC.")
    choose(page, "Since last run", "new")
    assert count(page) == "1 error of 5 findings"
    choose(page, "Since last run", "old")
    assert count(page) == "1 error, 1 query, 1 note, 1 explained of 5 findings"


def history_of(new):
    """A history in which some findings are new and three others were mended."""
    import polars as pl

    from returncheck.results.history import RunHistory
    from returncheck.warehouse.past_runs import PastRun

    ids = [f"f{number}" for number in range(1, 6)]
    before = PastRun(
        run_id="before",
        started_at=datetime(2026, 4, 4, 14, 26, tzinfo=UTC),
        version="1",
    )
    return RunHistory(
        findings=pl.DataFrame(
            {
                "finding_id": ids,
                "state": ["new" if each in new else "still" for each in ids],
            }
        ),
        mended=pl.DataFrame(),
        previous=before,
        new=len(new),
        still=len(ids) - len(new),
        first_checked=0,
        new_by_severity={},
        mended_since_last=3,
        mended_since_first=3,
        mended_by_severity={},
        runs=(before,),
        burn_downs=(),
        key_mark="",
    )


def test_only_what_is_seen_of_a_long_list_is_in_the_page(many_html, open_page):
    page = open_page(many_html)
    assert count(page) == "5,000 errors"
    assert page.locator(".long-entry").count() < 40
    listing = page.get_by_role("listbox")
    listing.focus()
    listing.press("End")
    last = page.locator('[aria-selected="true"]')
    assert "CHILD005000" in last.inner_text()
    assert last.get_attribute("aria-setsize") == "5000"
    listing.press("Home")
    assert title(page) == "CHILD000001"


def test_without_script_the_tables_stand_as_on_paper(mend_html, open_page):
    page = open_page(mend_html, java_script_enabled=False)
    assert page.locator("#mend").is_hidden()
    assert page.locator("#findings").is_visible()
    assert page.locator("#children").is_visible()


def test_old_browser_reads_the_tables_part_by_part(mend_html, open_page):
    page = open_page(mend_html, before="delete window.DecompressionStream")
    assert page.locator("#mend").is_hidden()
    assert page.locator("#findings").is_visible()
    assert page.locator("#performance").is_hidden()


def test_tables_come_where_a_reader_takes_the_script_away(mend_html, open_page):
    start = mend_html.rindex('<script type="module">')
    page = open_page(mend_html[:start] + "</body></html>", waits=False)
    page.locator("#findings").wait_for()
    page.locator("#technical").wait_for()


def test_with_script_they_give_way_to_the_list(mend_page):
    assert mend_page.locator("#mend").is_visible()
    assert mend_page.locator("#findings").is_hidden()


def test_print_has_all_findings_or_the_one_that_is_open(mend_page):
    mend_page.emulate_media(media="print")
    assert mend_page.locator("#findings").is_visible()
    assert mend_page.locator(".choice-bar").is_hidden()
    mend_page.emulate_media(media="screen")
    mend_page.locator("body").press("j")
    mend_page.emulate_media(media="print")
    assert mend_page.locator("#findings").is_hidden()
    assert mend_page.locator(".child-records").first.is_visible()
    assert mend_page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", [pytest.param("", id="list"), pytest.param("BENJAMIN2", id="child")]
)
@pytest.mark.parametrize(
    "width", [pytest.param(width, id=f"{width}") for width in (320, 400, 1280)]
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    text, width, mend_html, open_page, axe_violations
):
    page = open_page(
        mend_html, hash=f"{PART}?q={text}", viewport={"width": width, "height": 800}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []


def test_paper_unfolds_errors_and_queries_and_folds_them_again(mend_page):
    folded = "#findings details:is(.check-error, .check-query):not([open])"
    before = mend_page.locator(folded).count()
    assert before == 3
    mend_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert mend_page.locator(folded).count() == 0
    mend_page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert mend_page.locator(folded).count() == before


def test_on_a_narrow_screen_the_child_comes_below_and_is_gone_to(mend_html, open_page):
    page = open_page(mend_html, viewport={"width": 400, "height": 800})
    page.locator(".long-entry", has_text="BENJAMIN2").click()
    assert page.evaluate("document.activeElement.id") == "detail-title"
    page.locator("#detail-title").wait_for()


def test_marks_stay_in_high_contrast(mend_html, open_page):
    page = open_page(mend_html, hash=f"{PART}?q=8608", forced_colors="active")
    outline = "each => getComputedStyle(each).outlineStyle"
    assert page.locator("td.is-fault").first.evaluate(outline) == "solid"
    assert page.locator("td.is-compared").first.evaluate(outline) == "dashed"


def test_records_that_do_not_fit_are_said_to_be_left_out():
    findings = mend_result().findings
    whole = record_data(child_records(), findings)
    assert (whole.children_shown, whole.children_left_out) == (3, 0)
    none = record_data(child_records(), findings, most_bytes=1)
    assert (none.children_shown, none.children_left_out) == (0, 3)
    assert none.tables == []


def test_children_with_most_errors_keep_their_records():
    findings = mend_result().findings
    shown = [
        record_data(child_records(), findings, most_bytes=size).child_ids
        for size in range(100, 700, 20)
    ]
    assert ["ANNA1"] in shown
    assert all(each == ["ANNA1", "BENJAMIN2", "CHLOE3"][: len(each)] for each in shown)
