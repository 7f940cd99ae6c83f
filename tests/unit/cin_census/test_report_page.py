"""The page as HTML: closed, escaped and well formed."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from report_pages import Page, html, text
from report_results import (
    CENSUS,
    CENSUS_2024,
    REPORT,
    compared,
    explained,
    figure,
    finding,
    monthly,
    published,
    result,
    rule,
    suite,
    values_of,
)

from returncheck.report.sections.children import MOST_CHILDREN, MOST_EPISODES

BEYOND = {"is_beyond_limits": True, "signal": "beyond_limits", "signal_direction": "up"}
EVIL = "<script>alert('x')</script><img src=x onerror=\"y\">&amp;"


def full_result():
    """A result in which every part of the page has something to show."""
    field, england = published(
        "assessments_within_45_days", 2025, {"881": 70.1, "882": 90.0}, 85.5
    )
    rows = [
        compared(),
        compared("cpp_starts", 12.0),
        figure("icpc_held", None, completeness="table_absent"),
        compared(
            value=17.0,
            source="reported",
            return_id=REPORT.return_id,
            row_number=1,
            completeness="as_reported",
        ),
    ]
    comparison = {
        "table_name": "indicators",
        "row_number": None,
        "return_id": CENSUS.return_id,
        "la_code": "887",
        "indicator_id": "assessments_within_45_days",
        "comparison": "recomputed_against_published",
        "stated_value": 17.0,
        "expected_value": 17.04,
        "difference": -0.04,
        "tolerance": 0.05,
    }
    of_report = {
        **comparison,
        "table_name": "Figures",
        "row_number": 5,
        "return_id": REPORT.return_id,
        "comparison": "reported_against_published",
    }
    verdict = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "indicator_id": "assessments_within_45_days",
        "printed_value": 17.0,
        "reason": "It is said to be so.",
    }
    return result(
        returns=(CENSUS, CENSUS_2024, REPORT),
        findings=[
            finding(1),
            finding(1, field="AssessmentActualStartDate"),
            finding(1, table_name="CINdetails", role="related", episode_id="2"),
            finding(2, severity="query", check_id="cin_census:8670Q"),
            explained(4, child_id="CHILD1", return_id=CENSUS_2024.return_id),
            finding(3, layer="contract", check_id="contract:cin_census.A.B.code"),
        ],
        benchmarks=[*rows, *field],
        indicators=[*values_of(rows), *england],
        reconciliation=[
            {**row, "status": status}
            for row in (comparison, of_report)
            for status in ("agrees", "disagrees", "revised_since", "untestable")
        ],
        control_charts=[
            *monthly([80.0] * 11 + [99.0], {11: BEYOND}),
            *monthly([80.0] * 12, indicator_id="cpp_starts"),
            *monthly(
                [8.0] * 3, indicator_id="icpc_held", limits_reason="too_few_points"
            ),
        ],
        verdicts=[
            {**verdict, "row_number": row_number, "verdict": word}
            for row_number, word in enumerate(
                ("confirmed", "contradicted", "untestable"), start=4
            )
        ],
        rules=[
            rule(finding_count=1),
            rule("8670Q", finding_count=2, explained_count=1),
            rule("8790", "passed"),
            rule("4001", "not_run", reason="absent: CINplanDates"),
        ],
        suites=[suite(), suite("failed"), suite("could_not_run", reason="no table")],
    )


@pytest.fixture(scope="module")
def full_html():
    return html(full_result(), refused=["bad.xml is not XML. Export it again."])


def test_page_asks_for_nothing_from_outside(full_html):
    page = Page(full_html)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"link", "img", "iframe", "object", "embed", "base"}
    loads = [
        attributes[name]
        for _, attributes in page.elements
        for name in ("src", "srcset", "xlink:href", "action", "data", "poster")
        if name in attributes
    ]
    assert loads == []
    # Base64 may hold two strokes by chance.
    data = re.compile(r'(id="data">|sha256-)[A-Za-z0-9+/=]*')
    read = data.sub("", full_html).replace('"http://www.w3.org/2000/svg"', "")
    assert not re.search(r"url\(|@import|import\(|fetch\(|https?:|//[a-z]", read)


def test_links_stay_on_the_page_and_arrive(full_html):
    page = Page(full_html)
    targets = {attributes.get("id") for _, attributes in page.elements}
    links = [attributes["href"] for attributes in page.all("a")]
    assert len(links) > 10
    assert all(link.startswith("#") and link[1:] in targets for link in links)


def test_policy_allows_the_script_of_the_page_and_no_request(full_html):
    policies = [
        attributes["content"]
        for attributes in Page(full_html).all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    (script,) = re.findall(
        r'<script type="module">(.*?)</script>', full_html, re.DOTALL
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policies == [
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'"
    ]


def test_elements_are_closed_and_ids_unique(full_html):
    page = Page(full_html)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert page.open == []
    assert len(ids) == len(set(ids))


def test_headings_never_skip_a_level(full_html):
    levels = [
        int(tag[1])
        for tag, _ in Page(full_html).elements
        if re.fullmatch("h[1-6]", tag)
    ]
    steps = [after - before for before, after in pairwise(levels)]
    assert levels.count(1) == 1
    assert max(steps) == 1


def test_table_headings_have_a_scope_and_tables_a_caption(full_html):
    page = Page(full_html)
    assert all(th.get("scope") in ("row", "col") for th in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table")) > 5


def test_pictures_have_a_title_and_a_description(full_html):
    page = Page(full_html)
    ids = {attributes.get("id") for _, attributes in page.elements}
    pictures = [each for each in page.all("svg") if "aria-hidden" not in each]
    assert len(pictures) == 5
    assert all(
        set(each["aria-labelledby"].split()) <= ids and each["role"] == "img"
        for each in pictures
    )


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, id=name)
        for name in (
            "ink",
            "quiet",
            "accent",
            "error",
            "query",
            "info",
            "good",
            "england",
            "region",
            "neighbours",
            "target",
        )
    ],
)
def test_colours_stand_out_from_every_background(name, full_html):
    colour = re.search(rf"--{name}: (#[0-9a-f]{{6}})", full_html).group(1)
    soft = re.search(r"--soft: (#[0-9a-f]{6})", full_html).group(1)
    contrast = (luminance(soft) + 0.05) / (luminance(colour) + 0.05)
    assert contrast >= 4.5


def evil_result():
    """A result whose every text from outside would be markup."""
    evil_return = replace(CENSUS, return_id=f"r{EVIL}", source_name=EVIL)
    row = compared(return_id=evil_return.return_id)
    return result(
        returns=(evil_return,),
        findings=[
            finding(
                1,
                return_id=evil_return.return_id,
                **dict.fromkeys(("table_name", "child_id", "field", "value"), EVIL),
                message=EVIL,
                check_id=f"contract:{EVIL}",
                layer="contract",
            ),
            explained(
                2,
                return_id=evil_return.return_id,
                check_id=f"cin_census:{EVIL}",
                **dict.fromkeys(("child_id", "episode_id", "role"), EVIL),
                **dict.fromkeys(("explanation", "explained_by"), EVIL),
            ),
        ],
        benchmarks=[row, figure(EVIL, 3.0, return_id=evil_return.return_id)],
        indicators=values_of([row], note=EVIL),
        reconciliation=[
            {
                "return_id": evil_return.return_id,
                "table_name": EVIL,
                "row_number": 1,
                "indicator_id": EVIL,
                "comparison": "own_parts",
                "status": status,
                "reason": EVIL,
            }
            for status in ("disagrees", "untestable")
        ],
        control_charts=[
            *monthly([80.0] * 12, {3: BEYOND}, indicator_id=EVIL),
            *monthly(
                [80.0] * 3, indicator_id=EVIL, limits_reason=EVIL, source="recomputed"
            ),
        ],
        rules=[
            rule(
                outcome=outcome,
                title=EVIL,
                reason=EVIL,
                return_id=evil_return.return_id,
            )
            for outcome in ("failed", "passed", "not_run")
        ],
        suites=[suite(outcome, observed=EVIL, suite=EVIL) for outcome in ("failed",)],
    )


def test_everything_from_outside_is_escaped():
    written = html(evil_result(), refused=[EVIL])
    page = Page(written)
    assert {each.get("type") for each in page.all("script")} <= {"module", "text/plain"}
    assert written.count("<script") == len(page.all("script")) <= 2
    assert not page.all("img")
    assert written.count("&lt;script&gt;") > 10
    assert EVIL in page.text()


def test_sample_gives_the_true_total():
    found = result(findings=[finding(number) for number in range(1, 251)])
    words = text(found)
    assert "250 findings" in words
    assert "… and 150 more in findings.csv (100 of 250 rows shown)." in words


def test_agreeing_figures_show_both_values(full_html):
    words = Page(full_html).text()
    assert (
        "Assessments within 45 working days Medway, CIN census 2025 "
        "Period not stated 17.0% 17.0%"
    ) in words


def test_figure_of_a_report_stands_once_with_what_it_was_held_against(full_html):
    words = Page(full_html).text()
    assert "3 figures: 1 confirmed, 1 contradicted, 1 untestable." in words
    assert words.count("It is said to be so.") == 3
    assert (
        "Reported figure against the published one: 17% against 17.0% , "
        "difference \N{MINUS SIGN}0.040, tolerance ±0.05"
    ) in words


def children_table(found):
    """The rows of the section by child, as the texts of their cells."""
    section = html(found).partition('<section id="children"')[2]
    body = section.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr class=\"(\w+)\">(.*?)</tr>", body, re.DOTALL)
    return [
        (kind, *(Page(cell).text() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)))
        for kind, row in rows
    ]


def test_children_are_listed_with_their_episodes():
    found = result(
        findings=[
            finding(1, child_id="A", episode_id="1"),
            finding(2, child_id="B", episode_id="1", check_id="cin_census:1103"),
            finding(3, child_id="B", episode_id="2"),
            finding(4, child_id="B"),
            explained(5, child_id="C", episode_id="3"),
        ]
    )
    assert children_table(found) == [
        ("head", "B", "2 episodes", "3", "0", "0", "1103 , 8608"),
        ("nested", "B", "none", "1", "0", "0", "8608"),
        ("nested", "B", "1", "1", "0", "0", "1103"),
        ("nested", "B", "2", "1", "0", "0", "8608"),
        ("head", "A", "1", "1", "0", "0", "8608"),
        ("head", "C", "3", "0", "0", "1", "8670Q"),
    ]


def test_children_of_several_returns_name_them():
    found = result(
        returns=(CENSUS, CENSUS_2024),
        findings=[
            finding(1, child_id="A", episode_id="1"),
            finding(2, child_id="A", episode_id="1", return_id=CENSUS_2024.return_id),
        ],
    )
    assert [row[1:3] for row in children_table(found)] == [
        ("A", "Medway, CIN census 2024"),
        ("A", "Medway, CIN census 2025"),
    ]


@pytest.mark.parametrize(
    ("children", "shown", "more"),
    [
        pytest.param(MOST_CHILDREN, MOST_CHILDREN, "", id="at-the-limit"),
        pytest.param(
            MOST_CHILDREN + 1,
            MOST_CHILDREN,
            "… and 1 more child in findings.xlsx (50 of 51 shown).",
            id="above",
        ),
    ],
)
def test_children_are_cut_to_those_with_most_findings(children, shown, more):
    findings = [finding(n, child_id=f"C{n:03}") for n in range(1, children + 1)]
    most = [finding(n, child_id="C999") for n in (998, 999)]
    found = result(findings=[*findings[1:], *most])
    rows = children_table(found)
    assert len(rows) == shown
    assert rows[0][1] == "C999"
    assert more in text(found)


def test_episodes_of_a_child_are_cut():
    findings = [
        finding(n, child_id="A", episode_id=f"{n:02}")
        for n in range(1, MOST_EPISODES + 2)
    ]
    head, *nested = children_table(result(findings=findings))
    assert head[2] == "11 episodes, 10 shown"
    assert len(nested) == MOST_EPISODES


def test_child_of_whom_only_a_note_is_known_is_not_listed():
    note = finding(1, severity="info", check_id="cin_census:explanation")
    assert "No child has an error or a query." in text(result(findings=[note]))


def test_checks_of_a_child_lead_to_their_records(full_html):
    section = full_html.partition('<section id="children"')[2].partition("</section>")
    links = re.findall(r'href="#(check-\d+)"', section[0])
    assert set(links) == set(re.findall(r'id="(check-\d+)"', full_html))
