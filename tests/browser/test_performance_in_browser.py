"""The part «Performance» in a browser: rows, filters, charts, files, paper, screens."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from kpi_months import PLANS, TEAM, write_months

from returncheck import Workspace
from returncheck.report.page import build_page, render_page
from returncheck.settings.config import FailOn

TIMELY = "887-assessments_within_45_days"
CONFERENCES = "887-icpc_within_15_days"
TARGETS = [plan for plan in PLANS if plan.target]


@pytest.fixture(scope="module")
def months_html(tmp_path_factory, new_database):
    """The page of 24 monthly KPI returns."""
    folder = tmp_path_factory.mktemp("months")
    with Workspace.open(new_database(folder / "w.duckdb")) as workspace:
        for file in write_months(folder / "in"):
            workspace.load(file)
        found = workspace.check()
    page = build_page(
        found,
        fail_on=FailOn.ERROR,
        exit_code=found.exit_code(),
        refused=(),
        synthetic=False,
    )
    return render_page(page)


@pytest.fixture
def opened(months_html, open_page):
    """Opens the part; what is chosen in the address stands behind `#performance`."""

    def open_part(chosen="", **options):
        return open_page(months_html, hash=f"#performance{chosen}", **options)

    return open_part


def shown_keys(page):
    return page.evaluate(
        "[...document.querySelectorAll('#performance .score-row')]"
        ".filter(row => row.checkVisibility()).map(row => row.dataset.key)"
    )


def row_of(page, key):
    return page.locator(f"#performance tr.score-row[data-key='{key}']")


def chart_of(page, key):
    return page.locator(f"tr.score-row[data-key='{key}'] + tr.opened")


def box(around, name):
    """A checkbox by the beginning of its name."""
    return around.get_by_role("checkbox", name=re.compile(f"^{name}"))


def test_rows_stand_in_the_order_of_their_distance(opened):
    page = opened()
    rows = page.evaluate(
        "[...document.querySelectorAll('#performance .score-row')]"
        ".map(row => row.className.match(/is-(\\w+)/)[1])"
    )
    colours = [colour for colour in rows if colour != "none"]
    assert len(colours) == len(TARGETS)
    assert colours == sorted(colours, key=["red", "amber", "green"].index)
    assert shown_keys(page)[0] == "887-cases_unallocated"
    keys = shown_keys(page)
    assert keys.index("887-rereferrals_within_12_months") < keys.index(TIMELY)


def test_every_red_row_with_its_target_line_is_on_one_screen(opened):
    page = opened()
    page.evaluate("scrollTo(0, 0)")
    red = page.locator("tr.score-row.is-red")
    assert red.count() > 15
    last = red.last.bounding_box()
    assert last["y"] + last["height"] <= 900
    for row in red.all():
        assert row.locator("svg.spark .sp-target").count() == 1


def test_row_says_all_that_a_manager_asks(opened):
    said = " ".join(row_of(opened(), TIMELY).inner_text().split())
    for words in (
        "Assessments within 45 working days",
        "■ red",
        "below",
        "90%",
        "below usual since August (worse)",
        "points, worse",
        "Two vacancies",
        "by 31 July 2026: Head of assessment",
    ):
        assert words in said
    assert "overdue 1 May 2026" in row_of(opened(), CONFERENCES).inner_text()


def test_filters_narrow_the_rows_and_stand_in_the_address(opened):
    page = opened()
    before = shown_keys(page)
    box(page, "Worsening").check()
    worsening = shown_keys(page)
    assert set(worsening) == {
        TIMELY,
        CONFERENCES,
        "887-rereferrals_within_12_months",
    }
    assert page.evaluate("location.hash") == "#performance?worsening=1"
    box(page, "Without narrative").check()
    assert TIMELY not in shown_keys(page)
    assert page.locator("output.shown").inner_text() == "2 of 32 indicators"
    box(page, "Worsening").uncheck()
    box(page, "Without narrative").uncheck()
    assert shown_keys(page) == before
    assert page.locator("output.shown").inner_text() == ""


def test_address_with_filters_shows_what_was_seen(opened):
    page = opened(f"?red=1&worsening=1&chart={CONFERENCES}")
    assert box(page, "Red").is_checked()
    assert len(shown_keys(page)) == 3
    assert chart_of(page, CONFERENCES).is_visible()
    assert not chart_of(page, TIMELY).is_visible()


def test_search_finds_rows_that_are_folded_away(opened):
    page = opened()
    assert "887-referrals" not in shown_keys(page)
    page.get_by_role("searchbox").fill("referrals")
    page.wait_for_url(re.compile("q=referrals"))
    assert shown_keys(page) == ["887-rereferrals_within_12_months", "887-referrals"]


def test_nonsense_in_the_address_shows_every_row(opened):
    assert len(shown_keys(opened("?red=maybe&chart=none,&q="))) == len(TARGETS)


def test_chart_opens_and_closes_by_keyboard(opened):
    page = opened()
    button = row_of(page, TIMELY).get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert chart_of(page, TIMELY).is_visible()
    assert f"chart={TIMELY}" in page.evaluate("location.hash")
    page.keyboard.press("Enter")
    assert chart_of(page, TIMELY).count() == 0
    assert page.evaluate("location.hash") == "#performance"


def test_arrow_keys_and_pointer_tell_each_figure(opened):
    page = opened(f"?chart={TIMELY}")
    chart = chart_of(page, TIMELY)
    slider = chart.get_by_role("slider")
    newest, before = (
        chart.locator(".series tbody tr").nth(place).locator("td").first.inner_text()
        for place in (0, 1)
    )
    slider.focus()
    said = slider.get_attribute("aria-valuetext")
    assert said == f"May 2026: {newest}, target 90%, below the limits"
    assert chart.locator(".readout").inner_text() == said
    page.keyboard.press("ArrowLeft")
    said = slider.get_attribute("aria-valuetext")
    assert said.startswith(f"April 2026: {before}")
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext").startswith("June 2024")
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuenow") == "1"
    box = slider.bounding_box()
    # The last figure lies at 560 of the 720 units of the picture.
    page.mouse.move(box["x"] + box["width"] * 558 / 720, box["y"] + 40)
    assert slider.get_attribute("aria-valuetext").startswith("May 2026")
    assert chart.locator(".series tr.at th").inner_text() == "May 2026"


def test_comparators_are_put_in_and_taken_out(opened):
    page = opened(f"?chart={TIMELY}")
    chart = chart_of(page, TIMELY)
    neighbours = chart.locator("g[data-beside='neighbours']")
    target = chart.locator("g[data-beside='target']")
    assert target.is_visible()
    assert not neighbours.is_visible()
    box(chart, "Statistical neighbours").check()
    box(chart, "Target").uncheck()
    assert neighbours.is_visible()
    assert not target.is_visible()
    assert page.evaluate("location.hash") == f"#performance?chart={TIMELY}"


def downloaded(page, chart, name):
    with page.expect_download() as waiting:
        chart.get_by_role("button", name=name).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_series_and_chart_are_downloaded(opened):
    page = opened(f"?chart={TIMELY}")
    chart = chart_of(page, TIMELY)
    name, content = downloaded(page, chart, "series")
    assert name == "assessments_within_45_days.csv"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 24
    assert (rows[0]["period_start"], rows[-1]["period_end"]) == (
        "2024-06-01",
        "2026-05-31",
    )
    assert rows[-1]["target"] == "90.0"
    assert rows[-1]["stands_out"] == "below the limits"
    name, content = downloaded(page, chart, "chart")
    assert name == "assessments_within_45_days.svg"
    picture = ElementTree.fromstring(content)
    line = next(e for e in picture.iter() if e.get("class") == "l l-loaded")
    assert line.get("stroke").startswith("rgb(0, 86, 107")
    kinds = {e.get("data-beside") for e in picture.iter()} - {None}
    assert kinds == {"target", "england"}


def test_team_is_told_apart(opened):
    chart = chart_of(opened(f"?chart={TIMELY}"), TIMELY)
    assert f"{TEAM[0]}: {TEAM[2]}%" in chart.inner_text()


def test_link_to_a_chart_opens_its_row(opened, months_html, open_page):
    page = open_page(months_html, hash=f"#chart-{TIMELY}")
    assert chart_of(page, TIMELY).is_visible()
    assert row_of(page, TIMELY).get_by_role("button").is_visible()


def test_few_contradicted_figures_are_open_and_untestable_ones_folded(opened):
    page = opened()
    contradicted = page.locator("#agreement > ul.jump > li")
    assert 0 < contradicted.count() <= 6
    assert "35%" in contradicted.first.inner_text()
    assert page.locator("details.untestable[open]").count() == 0


def test_page_is_short(opened):
    page = opened()
    assert page.evaluate("document.documentElement.scrollHeight") < 4_000


def test_page_is_small(months_html):
    assert len(months_html.encode()) < 3_000_000


def test_without_script_a_row_leads_to_its_chart(opened):
    page = opened(java_script_enabled=False)
    assert not page.locator(".score-filters").is_visible()
    assert page.locator(f"#chart-{TIMELY} svg.run-chart").count() == 1
    row_of(page, TIMELY).get_by_role("link").click()
    assert page.url.endswith(f"#chart-{TIMELY}")
    assert row_of(page, TIMELY).locator("svg.spark").is_visible()


def test_axe_finds_nothing_with_a_chart_open(opened, axe_violations):
    assert axe_violations(opened(f"?chart={TIMELY}")) == []


def test_axe_finds_nothing_with_every_fold_open(opened, axe_violations):
    page = opened()
    page.evaluate(
        "document.querySelectorAll("
        "'#performance details:not(.charts, .check, .untestable)')"
        ".forEach(fold => { fold.open = true; })"
    )
    assert axe_violations(page) == []


@pytest.mark.parametrize(
    "width", [pytest.param(320, id="320"), pytest.param(400, id="400")]
)
def test_narrow_screen_cuts_nothing_off(width, opened):
    page = opened(f"?chart={TIMELY}", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    row = row_of(page, TIMELY)
    assert "Two vacancies in the assessment service since August" in row.inner_text()
    labels = row.evaluate(
        "row => [...row.cells].map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert '"Narrative"' in labels


def test_high_contrast_keeps_every_line(opened):
    page = opened(f"?chart={TIMELY}", forced_colors="active")
    painted = page.evaluate(
        """() => ['.is-red .sp-target', '.is-red .sp-line', '.opened .l-loaded',
            '.opened .l-target', '.opened .l-england'].map(name => {
              const style = getComputedStyle(document.querySelector(name));
              return [style.stroke, style.display, style.visibility];
            })"""
    )
    # The picture keeps its white ground and its colours.
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('.opened .run-chart')).backgroundColor"
    )
    assert ground == "rgb(255, 255, 255)"
    assert all(stroke not in ("none", ground) for stroke, _, _ in painted)
    assert all(state[1:] != ["none", "hidden"] for state in painted)


def test_paper_shows_the_scorecard_as_a_table_with_whole_narratives(opened):
    page = opened()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})
    assert page.locator(".score-filters").is_hidden()
    row = row_of(page, TIMELY)
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row"
    clamp = row.locator(".clamp").first
    assert clamp.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    assert page.pdf().startswith(b"%PDF")
