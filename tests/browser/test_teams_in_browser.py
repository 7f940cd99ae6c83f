"""Findings of the teams of a report in the part «To mend»."""

from dataclasses import replace

import polars as pl
from report_pages import html
from report_results import REPORT, finding, result

from returncheck.results.child_records import TableRecords
from returncheck.returns.kpi_return import KIND


def report_result():
    """Two queries on rows of two teams, one on a row of none."""
    disagrees = {
        "return_id": REPORT.return_id,
        "layer": "reconciliation",
        "check_id": "reconciliation:own_parts",
        "severity": "query",
        "table_name": "Figures",
        "child_id": None,
        "field": "value",
        "message": "The parts give another figure.",
    }
    rows = pl.DataFrame(
        {
            "row_number": [4, 5, 6],
            "child_id": pl.Series([None] * 3, dtype=pl.String),
            "value": ["17", "18", "19"],
            "unit": ["North team", "South team", None],
        }
    )
    found = result(
        returns=(REPORT,),
        findings=[
            finding(n, **disagrees, row_number=n, value=f"{13 + n}") for n in (4, 5, 6)
        ],
    )
    figures = KIND.layout.table("Figures")
    records = TableRecords(return_id=REPORT.return_id, table=figures, rows=rows)
    return replace(found, child_records=(records,))


def test_findings_are_filtered_by_team_and_show_their_row(open_page):
    page = open_page(html(report_result()))
    team = page.get_by_label("Team", exact=True)
    assert team.locator("option").all_inner_texts() == [
        "All teams",
        "North team (1)",
        "South team (1)",
    ]
    team.select_option("South team")
    page.locator(".long-entry").click()
    assert page.locator(".child-records tbody tr").count() == 1
    assert "South team" in page.locator(".child-records").inner_text()
    assert page.url.endswith("team=South+team&finding=1")


def test_figure_stands_beside_what_it_was_held_against(open_page):
    compared = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "row_number": 4,
        "indicator_id": "icpc_held",
        "comparison": "own_parts",
        "status": "disagrees",
        "severity": "query",
        "figure": "icpc_held 2018-03-31",
        "stated_value": 17.0,
        "expected_value": 16.5,
    }
    found = report_result()
    beside = result(returns=(REPORT,), reconciliation=[compared]).reconciliation
    page = open_page(html(found.with_mart("fct_reconciliation", beside)))
    page.locator(".long-entry").first.click()
    left, right = page.locator(".side").all()
    assert "17" in left.inner_text()
    assert right.inner_text().split()[-3:] == ["icpc_held", "2018-03-31", "16.5"]
