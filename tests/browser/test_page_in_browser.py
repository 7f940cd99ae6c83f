"""The page as a browser shows it: parts, addresses, no script, narrow screens."""

import pytest
from report_pages import html
from test_report_page import evil_result, full_result

from returncheck.report.page import PARTS

EVERY_PART = [pytest.param(part, id=part) for part in PARTS]


@pytest.fixture(scope="module")
def full_html():
    return html(full_result(), refused=["bad.xml is not XML. Export it again."])


def shown_parts(page):
    return [part for part in PARTS if page.locator(f"#{part}").is_visible()]


def parts_after(page, part):
    """Those shown once a part is: the page hears of a new address a moment later."""
    page.locator(f"#{part}").wait_for()
    return shown_parts(page)


def test_first_part_is_shown_at_first(full_html, open_page):
    assert shown_parts(open_page(full_html)) == ["to-mend"]


@pytest.mark.parametrize("part", EVERY_PART)
def test_address_chooses_the_part(part, full_html, open_page):
    page = open_page(full_html, hash=f"#{part}")
    assert shown_parts(page) == [part]
    current = page.locator('nav.parts a[aria-current="page"]')
    assert current.all_inner_texts() == [PARTS[part]]


def test_links_lead_to_other_parts_and_back(full_html, open_page):
    page = open_page(full_html)
    page.get_by_role("link", name="Performance", exact=True).click()
    assert parts_after(page, "performance") == ["performance"]
    page.go_back()
    assert parts_after(page, "to-mend") == ["to-mend"]


def test_link_into_a_folded_place_of_another_part_opens_it(full_html, open_page):
    page = open_page(full_html, hash="#rules")
    assert shown_parts(page) == ["technical"]
    page.goto(page.url.split("#")[0] + "#comparisons")
    assert parts_after(page, "performance") == ["performance"]
    assert page.locator("#comparisons").evaluate("each => each.open")


def test_nonsense_in_the_address_shows_the_first_part(full_html, open_page):
    assert shown_parts(open_page(full_html, hash="#%E0%A4%A?q=<b>")) == ["to-mend"]


def test_without_script_every_part_reads_one_below_another(full_html, open_page):
    page = open_page(full_html, java_script_enabled=False)
    assert shown_parts(page) == list(PARTS)


@pytest.mark.parametrize("part", EVERY_PART)
def test_axe_finds_nothing(part, full_html, open_page, axe_violations):
    assert axe_violations(open_page(full_html, hash=f"#{part}")) == []


@pytest.mark.parametrize(
    "width", [pytest.param(320, id="320"), pytest.param(400, id="400")]
)
@pytest.mark.parametrize("part", EVERY_PART)
def test_nothing_is_cut_off_on_a_narrow_screen(part, width, full_html, open_page):
    page = open_page(
        full_html, hash=f"#{part}", viewport={"width": width, "height": 700}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_would_be_markup_does_nothing(open_page):
    page = open_page(html(evil_result(), refused=["<script>alert(1)</script>"]))
    assert page.locator("img").count() == 0
