"""The index of many returns as a browser shows it."""

import pytest
from report_pages import Page
from test_page_a_return import NAMES, found_in, id_of, write

ERRORS = {name: number for number, name in enumerate(NAMES.values(), start=1)}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    return write(found_in(*NAMES), tmp_path_factory.mktemp("index"))


def shown(page):
    """The authorities in the rows that are seen, in their order."""
    rows = page.locator("#index-of-returns tbody tr:visible th a")
    return rows.all_inner_texts()


def test_returns_are_found_by_words_and_codes(outputs, open_page):
    page = open_page(outputs.report)
    page.get_by_label("Find a return").fill("BAR 302")
    page.get_by_text("1 of 6 returns").wait_for()
    assert shown(page) == ["Barnet"]
    assert "q=BAR+302" in page.url


def test_columns_are_put_in_order(outputs, open_page):
    page = open_page(outputs.report)
    assert shown(page) == sorted(NAMES.values())
    button = page.get_by_role("button", name="Errors")
    button.click()
    assert shown(page) == sorted(NAMES.values(), key=lambda name: -ERRORS[name])
    head = page.locator("#index-of-returns th", has=button)
    assert head.get_attribute("aria-sort") == "descending"
    button.click()
    assert shown(page) == sorted(NAMES.values(), key=lambda name: ERRORS[name])
    assert head.get_attribute("aria-sort") == "ascending"


def test_address_holds_what_is_chosen(outputs, open_page):
    page = open_page(outputs.report, hash="#returns?q=b&sort=-errors&only=contract")
    assert shown(page) == ["Brent", "Bexley", "Barnet", "Barking and Dagenham"]
    assert page.get_by_label("Show").input_value() == "contract"


def test_nothing_to_mend_is_asked_for(outputs, open_page):
    page = open_page(outputs.report)
    page.get_by_label("Show").select_option("clean")
    page.get_by_text("0 of 6 returns").wait_for()
    assert shown(page) == []


def test_link_opens_the_page_of_a_return(outputs, open_page):
    page = open_page(outputs.report)
    href = page.get_by_role("link", name="Reading", exact=True).get_attribute("href")
    opened = open_page(outputs.report.parent / href)
    assert "Reading, CIN census 2025" in opened.locator("h1").inner_text()
    assert opened.get_by_role("link", name="Index of 6 returns").is_visible()


def test_without_script_everything_reads(outputs, open_page):
    page = open_page(outputs.report, java_script_enabled=False)
    assert shown(page) == sorted(NAMES.values())
    assert page.locator("#technical").is_visible()
    assert not page.get_by_label("Find a return").count()


@pytest.mark.parametrize("part", ["returns", "checks", "technical"])
def test_axe_finds_nothing_on_the_index(part, outputs, open_page, axe_violations):
    assert axe_violations(open_page(outputs.report, hash=f"#{part}")) == []


def test_axe_finds_nothing_on_the_page_of_a_return(outputs, open_page, axe_violations):
    path = outputs.returns / f"{id_of('870')}.html"
    assert axe_violations(open_page(path)) == []


@pytest.mark.parametrize("width", [320, 400])
@pytest.mark.parametrize("part", ["returns", "checks", "technical"])
def test_index_is_not_cut_off_on_a_narrow_screen(part, width, outputs, open_page):
    page = open_page(
        outputs.report, hash=f"#{part}", viewport={"width": width, "height": 700}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_index_is_printed_whole(outputs, open_page):
    page = open_page(outputs.report)
    page.emulate_media(media="print")
    assert not page.locator(".seek").is_visible()
    assert Page(page.content()).text().count("CIN census 2025") >= len(NAMES)
